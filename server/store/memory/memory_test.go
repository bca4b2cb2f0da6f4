package memory_test

import (
	"testing"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store/memory"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.KeyValue { return memory.New() })
}
