package kv_test

import (
	"net/http"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/plugin/plugintest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store/kv"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store/kv/kvtest"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.KeyValue { return kv.New(kvtest.New()) })
}

func TestErrorsOfTheHostAreNeitherAbsenceNorConflict(t *testing.T) {
	down := model.NewAppError("test", "down", nil, "", http.StatusInternalServerError)
	api := &plugintest.API{}
	api.On("KVGet", "key").Return(nil, down)
	api.On("KVSetWithOptions", "key", []byte("value"), model.PluginKVSetOptions{Atomic: true}).Return(false, down)
	api.On("KVDelete", "key").Return(down)
	values := kv.New(api)

	_, err := values.Get("key")
	require.Error(t, err)
	require.NotErrorIs(t, err, store.ErrNotFound)
	err = values.CompareAndSet("key", nil, []byte("value"))
	require.Error(t, err)
	require.NotErrorIs(t, err, store.ErrConflict)
	assert.Error(t, values.Delete("key"))
}
