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

func TestANewCodeReplacesTheWrappedKeyAlone(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	backups := newBackups(t, anna)
	before, err := backups.Get(anna.UserID)
	require.NoError(t, err)
	renewed := protocoltest.Encode(t, anna.WrappedRecoveryKeyMap(t, 1))

	require.NoError(t, backups.PutRecoveryKey(anna.UserID, before.WrappedRecoveryKey, renewed))

	after, err := backups.Get(anna.UserID)
	require.NoError(t, err)
	assert.Equal(t, renewed, after.WrappedRecoveryKey)
	assert.Equal(t, before.Bundle, after.Bundle)
	assert.Equal(t, before.BundleSequence, after.BundleSequence)
}

func TestPutRecoveryKeyRefuses(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	firstRecord := anna.RecordHash(t, 0)
	anna.Rotate(t)
	backups := newBackups(t, anna)
	stored := anna.WrappedRecoveryKey(t)
	sound := protocoltest.Encode(t, anna.WrappedRecoveryKeyMap(t, 1))
	tests := map[string]struct {
		change func(wrapped protocoltest.Map)
		code   protocol.Code
	}{
		"another server's":             {func(wrapped protocoltest.Map) { wrapped[2] = make([]byte, 16) }, protocol.CodeServerChanged},
		"somebody else's":              {func(wrapped protocoltest.Map) { wrapped[3] = protocoltest.Ben }, protocol.CodeBundleInvalid},
		"another recovery key":         {func(wrapped protocoltest.Map) { wrapped[4] = protocoltest.NewAgreementKey(t).PublicKey().Bytes() }, protocol.CodeBundleInvalid},
		"wrapped before the last step": {func(wrapped protocoltest.Map) { wrapped[7] = firstRecord }, protocol.CodeBundleInvalid},
		"nothing sealed":               {func(wrapped protocoltest.Map) { wrapped[6] = []byte{} }, protocol.CodeCBORMalformed},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			wrapped := anna.WrappedRecoveryKeyMap(t, 1)
			test.change(wrapped)

			err := backups.PutRecoveryKey(anna.UserID, stored, protocoltest.Encode(t, wrapped))

			assert.Equal(t, test.code, protocol.CodeOf(err))
		})
	}
	require.ErrorIs(t, backups.PutRecoveryKey(protocoltest.Ben, nil, sound), store.ErrNotFound)
	require.ErrorIs(t, backups.PutRecoveryKey(anna.UserID, sound, sound), store.ErrConflict, "another browser made one")

	assert.NoError(t, backups.PutRecoveryKey(anna.UserID, stored, sound), "the sound one passes")
}

func TestHandOversAndEarlierBackupsAreTheirOwners(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	accounts := store.NewAccounts(memory.New())
	account := store.Account{Chain: anna.Records, BundleSequence: 1, WrappedRecoveryKey: []byte("first")}
	account = account.WithHandOver(store.HandOver{Generation: 3, Sealed: []byte("sealed")})
	require.NoError(t, accounts.Replace(anna.UserID, store.Account{}, account, []byte("first bundle")))
	stored, err := accounts.Load(anna.UserID)
	require.NoError(t, err)
	next := stored.WithBackupKept()
	next.WrappedRecoveryKey = []byte("second")
	require.NoError(t, accounts.Replace(anna.UserID, stored, next, []byte("second bundle")))
	backups := backup.New(accounts, serverID)

	handOvers, err := backups.HandOvers(anna.UserID)
	require.NoError(t, err)
	assert.Equal(t, map[uint64][]byte{3: []byte("sealed")}, handOvers)
	got, err := backups.Get(anna.UserID)
	require.NoError(t, err)
	assert.Equal(t, []byte("second bundle"), got.Bundle)
	assert.Equal(t, []backup.Earlier{{WrappedRecoveryKey: []byte("first"), Bundle: []byte("first bundle")}}, got.Earlier)

	handOvers, err = backups.HandOvers(protocoltest.Ben)
	require.NoError(t, err)
	assert.Empty(t, handOvers)
}

func TestAnEarlierBackupThatIsGoneHidesNoOther(t *testing.T) {
	accounts := store.NewAccounts(memory.New())
	account := store.Account{Earlier: []store.EarlierBackup{{BundleKey: "gone"}}}
	require.NoError(t, accounts.Replace(protocoltest.Anna, store.Account{}, account, []byte("bundle")))

	got, err := backup.New(accounts, serverID).Get(protocoltest.Anna)

	require.NoError(t, err)
	assert.Equal(t, []byte("bundle"), got.Bundle)
	assert.Empty(t, got.Earlier)
}

func TestNothingIsThereBeforeSetUp(t *testing.T) {
	backups := backup.New(store.NewAccounts(memory.New()), serverID)

	summary, err := backups.Summary(protocoltest.Ben)
	require.NoError(t, err)
	assert.Equal(t, backup.Summary{}, summary)
	_, err = backups.Get(protocoltest.Ben)
	assert.ErrorIs(t, err, store.ErrNotFound)
}
