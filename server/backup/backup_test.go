package backup_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/backup"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store/memory"
)

func newBackups(t *testing.T, anna *protocoltest.Person) *backup.Backups {
	t.Helper()
	accounts := store.NewAccounts(memory.New())
	account := store.Account{Chain: anna.Records, BundleSequence: 1, WrappedRecoveryKey: anna.WrappedRecoveryKey(t)}
	require.NoError(t, accounts.Replace(anna.UserID, store.Account{}, account, anna.Bundle(t, 1)))

	return backup.New(accounts, serverID)
}

func serverID() (protocol.ServerID, error) { return protocoltest.ServerID, nil }

func TestPutReplacesTheBundleByTheNextVersion(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	backups := newBackups(t, anna)
	second := anna.Bundle(t, 2)

	sequence, err := backups.Put(anna.UserID, 1, second)

	require.NoError(t, err)
	assert.EqualValues(t, 2, sequence)
	got, err := backups.Get(anna.UserID)
	require.NoError(t, err)
	assert.Equal(t, second, got.Bundle)
	assert.EqualValues(t, 2, got.BundleSequence)
	assert.NotEmpty(t, got.WrappedRecoveryKey)
}

func TestPutRefuses(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	stranger := protocoltest.NewPerson(t, protocoltest.Anna)
	backups := newBackups(t, anna)

	_, err := backups.Put(anna.UserID, 0, anna.Bundle(t, 1))
	require.ErrorIs(t, err, store.ErrConflict, "another browser was first")
	_, err = backups.Put(anna.UserID, 1, anna.Bundle(t, 3))
	require.Equal(t, protocol.CodeBundleInvalid, protocol.CodeOf(err), "a version left out")
	_, err = backups.Put(anna.UserID, 1, stranger.Bundle(t, 2))
	require.Equal(t, protocol.CodeBundleInvalid, protocol.CodeOf(err), "the bundle of another chain")
	_, err = backups.Put(protocoltest.Ben, 0, anna.Bundle(t, 1))
	require.ErrorIs(t, err, store.ErrNotFound, "somebody without an identity")

	_, err = backups.Put(anna.UserID, 1, anna.Bundle(t, 2))
	assert.NoError(t, err)
}

func TestNothingIsThereBeforeSetUp(t *testing.T) {
	backups := backup.New(store.NewAccounts(memory.New()), serverID)

	summary, err := backups.Summary(protocoltest.Ben)
	require.NoError(t, err)
	assert.Equal(t, backup.Summary{}, summary)
	_, err = backups.Get(protocoltest.Ben)
	assert.ErrorIs(t, err, store.ErrNotFound)
}
