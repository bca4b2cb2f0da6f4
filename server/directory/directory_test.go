package directory_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/directory"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store/memory"
)

type announced struct {
	mutex sync.Mutex
	heads []protocol.Hash
}

func (a *announced) IdentityChanged(_ string, head protocol.Hash, _ [][]byte) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.heads = append(a.heads, head)
}

type fixture struct {
	*directory.Directory

	values    *memory.KeyValue
	accounts  *store.Accounts
	announced *announced
}

func newFixture() *fixture {
	values := memory.New()
	accounts := store.NewAccounts(values)
	told := &announced{}
	serverID := func() (protocol.ServerID, error) { return protocoltest.ServerID, nil }

	return &fixture{
		Directory: directory.New(directory.Options{Accounts: accounts, ServerID: serverID, Announcer: told}),
		values:    values,
		accounts:  accounts,
		announced: told,
	}
}

// publication is the newest record of person, to come after the one before it.
func publication(t *testing.T, person *protocoltest.Person) directory.Publication {
	t.Helper()
	newest := len(person.Records) - 1
	next := directory.Publication{
		Record:             person.Records[newest],
		Bundle:             person.Bundle(t, newest+1),
		WrappedRecoveryKey: person.WrappedRecoveryKey(t),
		HandOver:           person.HandOver(t),
	}
	if newest > 0 {
		next.ExpectedHead = person.RecordHash(t, newest-1)
	}

	return next
}

func TestPublishMakesChainAndBackupVisible(t *testing.T) {
	identities := newFixture()
	anna := protocoltest.NewPerson(t, protocoltest.Anna)

	head, err := identities.Publish(anna.UserID, publication(t, anna))
	require.NoError(t, err)
	assert.Equal(t, anna.Head(t), head[:])
	anna.Rotate(t)
	head, err = identities.Publish(anna.UserID, publication(t, anna))
	require.NoError(t, err)

	chain, err := identities.Chain(anna.UserID)
	require.NoError(t, err)
	assert.Equal(t, anna.Records, chain)
	current, err := identities.Current(anna.UserID, 1)
	require.NoError(t, err)
	assert.EqualValues(t, 1, current.Generation)
	account, err := identities.accounts.Load(anna.UserID)
	require.NoError(t, err)
	assert.EqualValues(t, 2, account.BundleSequence)
	assert.Len(t, identities.announced.heads, 2)
	assert.Equal(t, head, identities.announced.heads[1])
}

func TestPublishRefuses(t *testing.T) {
	tests := map[string]struct {
		change func(t *testing.T, anna *protocoltest.Person, next *directory.Publication)
		code   protocol.Code
	}{
		"a record of somebody else": {func(t *testing.T, _ *protocoltest.Person, next *directory.Publication) {
			t.Helper()
			ben := protocoltest.NewPerson(t, protocoltest.Ben)
			*next = publication(t, ben)
		}, protocol.CodeRecordInvalid},
		"a record that is cut off": {func(t *testing.T, _ *protocoltest.Person, next *directory.Publication) {
			t.Helper()
			next.Record = next.Record[:100]
		}, protocol.CodeCBORMalformed},
		"no wrapped recovery key": {func(t *testing.T, _ *protocoltest.Person, next *directory.Publication) {
			t.Helper()
			next.WrappedRecoveryKey = nil
		}, protocol.CodeCBORMalformed},
		"no bundle": {func(t *testing.T, _ *protocoltest.Person, next *directory.Publication) {
			t.Helper()
			next.Bundle = nil
		}, protocol.CodeCBORMalformed},
		"a bundle of a later sequence": {func(t *testing.T, anna *protocoltest.Person, next *directory.Publication) {
			t.Helper()
			next.Bundle = anna.Bundle(t, 2)
		}, protocol.CodeBundleInvalid},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			identities := newFixture()
			anna := protocoltest.NewPerson(t, protocoltest.Anna)
			next := publication(t, anna)
			test.change(t, anna, &next)

			_, err := identities.Publish(anna.UserID, next)

			assert.Equal(t, test.code, protocol.CodeOf(err))
			assert.Empty(t, identities.values.Keys(), "nothing half-done is left")
			assert.Empty(t, identities.announced.heads)
			_, err = identities.Publish(anna.UserID, publication(t, anna))
			assert.NoError(t, err, "the sound one passes")
		})
	}
}

func TestPublishNeverReplaces(t *testing.T) {
	identities := newFixture()
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	first := publication(t, anna)
	_, err := identities.Publish(anna.UserID, first)
	require.NoError(t, err)

	_, err = identities.Publish(anna.UserID, first)
	require.ErrorIs(t, err, store.ErrConflict, "not even by the same record")
	other := protocoltest.NewPerson(t, protocoltest.Anna)
	_, err = identities.Publish(anna.UserID, publication(t, other))
	require.ErrorIs(t, err, store.ErrConflict)

	chain, err := identities.Chain(anna.UserID)
	require.NoError(t, err)
	assert.Equal(t, anna.Records, chain)
}

func TestOfTwoBrowsersThatCreateAtOnceOneWins(t *testing.T) {
	identities := newFixture()
	var group sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		next := publication(t, protocoltest.NewPerson(t, protocoltest.Anna))
		group.Go(func() { _, errs[i] = identities.Publish(protocoltest.Anna, next) })
	}
	group.Wait()

	assert.NotEqual(t, errs[0] == nil, errs[1] == nil)
	require.ErrorIs(t, errors.Join(errs...), store.ErrConflict)
	assert.Len(t, identities.values.Keys(), 2, "one account and its bundle")
}

func TestTheWrappedKeyMayStayWhileTheRecoveryKeyDoes(t *testing.T) {
	identities := newFixture()
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	_, err := identities.Publish(anna.UserID, publication(t, anna))
	require.NoError(t, err)

	anna.Rotate(t)
	rotation := publication(t, anna)
	rotation.WrappedRecoveryKey = nil
	_, err = identities.Publish(anna.UserID, rotation)
	require.NoError(t, err)

	anna.Reset(t)
	reset := publication(t, anna)
	reset.WrappedRecoveryKey = nil
	_, err = identities.Publish(anna.UserID, reset)
	assert.Equal(t, protocol.CodeBundleInvalid, protocol.CodeOf(err), "nobody could open that bundle")
}

func TestMemoryAnswersWithoutTheStore(t *testing.T) {
	identities := newFixture()
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	_, err := identities.Publish(anna.UserID, publication(t, anna))
	require.NoError(t, err)
	_, err = identities.Chain(protocoltest.Ben)
	require.NoError(t, err)
	before := identities.values.Reads()
	identities.values.Break(errors.New("down"))

	chain, err := identities.Chain(anna.UserID)
	require.NoError(t, err)
	assert.Len(t, chain, 1)
	chain, err = identities.Chain(protocoltest.Ben)
	require.NoError(t, err)
	assert.Empty(t, chain, "nobody's absence is asked for twice")
	assert.Equal(t, before, identities.values.Reads())
	_, err = identities.Reload(anna.UserID)
	assert.Error(t, err)
}

func TestLearnNeverGoesBack(t *testing.T) {
	identities := newFixture()
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	anna.Rotate(t)

	assert.Len(t, identities.Learn(anna.UserID, anna.Records), 2)
	assert.Len(t, identities.Learn(anna.UserID, anna.Records[:1]), 2)
}

func TestCurrentWithoutAnIdentity(t *testing.T) {
	_, err := newFixture().Current(protocoltest.Ben, 0)

	assert.ErrorIs(t, err, directory.ErrNoIdentity)
}

func TestCurrentLooksForAGenerationThatMemoryMisses(t *testing.T) {
	identities := newFixture()
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	identities.Learn(anna.UserID, anna.Records)
	require.NoError(t, identities.accounts.Replace(anna.UserID, store.Account{}, store.Account{Chain: anna.Records}, anna.Bundle(t, 1)))
	created, err := identities.accounts.Load(anna.UserID)
	require.NoError(t, err)
	anna.Rotate(t)
	rotated := store.Account{Chain: anna.Records}
	require.NoError(t, identities.accounts.Replace(anna.UserID, created, rotated, anna.Bundle(t, 2)), "by another node, whose event is lost")

	current, err := identities.Current(anna.UserID, 0)
	require.NoError(t, err)
	require.Zero(t, current.Generation, "nothing says that memory is behind")
	before := identities.values.Reads()
	current, err = identities.Current(anna.UserID, 1)
	require.NoError(t, err)
	assert.EqualValues(t, 1, current.Generation)
	assert.Equal(t, before+1, identities.values.Reads())

	_, err = identities.Current(anna.UserID, 7)
	require.NoError(t, err, "the caller compares")
	assert.Equal(t, before+2, identities.values.Reads(), "asked once, not until it is there")
}
