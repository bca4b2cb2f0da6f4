// Package storetest is the contract of [store.KeyValue] and of the stores on top of it, as a suite for every adapter.
package storetest

import (
	"bytes"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
)

const (
	userID    = "annaannaannaannaannaannaan"
	channelID = "channel1channel1channel1ch"
)

// Run runs the suite; each test gets an empty store.
func Run(t *testing.T, newStore func(t *testing.T) store.KeyValue) {
	t.Helper()
	tests := map[string]func(*testing.T, store.KeyValue){
		"a missing key is not found":                    missing,
		"insert, replace, delete":                       roundTrip,
		"insert refuses what is there":                  insertTwice,
		"replace refuses what isn't the old value":      replaceStale,
		"deleting nothing is fine":                      deleteNothing,
		"of many writers at once one wins":              race,
		"the server id is made once":                    serverID,
		"the server id is one for all who ask at once":  serverIDRace,
		"a server id of another length is an error":     serverIDBroken,
		"accounts: what was stored is loaded":           accountRoundTrip,
		"accounts: the loser of a race changes nothing": accountRace,
		"accounts: two bundles are kept":                accountBundles,
		"accounts: a change that leaves the bundle":     accountOnly,
		"accounts: eight earlier backups are kept":      accountEarlier,
		"accounts: the last hand-overs are kept":        accountHandOvers,
		"statements: appended in order":                 statementsInOrder,
		"statements: refused after others":              statementsConflict,
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			test(t, newStore(t))
		})
	}
}

func missing(t *testing.T, values store.KeyValue) {
	_, err := values.Get("key")

	assert.ErrorIs(t, err, store.ErrNotFound)
}

func roundTrip(t *testing.T, values store.KeyValue) {
	require.NoError(t, values.CompareAndSet("key", nil, []byte("one")))
	require.NoError(t, values.CompareAndSet("key", []byte("one"), []byte("two")))
	got, err := values.Get("key")
	require.NoError(t, err)
	assert.Equal(t, []byte("two"), got)

	require.NoError(t, values.Delete("key"))
	_, err = values.Get("key")
	assert.ErrorIs(t, err, store.ErrNotFound)
}

func insertTwice(t *testing.T, values store.KeyValue) {
	require.NoError(t, values.CompareAndSet("key", nil, []byte("one")))

	require.ErrorIs(t, values.CompareAndSet("key", nil, []byte("two")), store.ErrConflict)
	got, err := values.Get("key")
	require.NoError(t, err)
	assert.Equal(t, []byte("one"), got)
}

func replaceStale(t *testing.T, values store.KeyValue) {
	require.NoError(t, values.CompareAndSet("key", nil, []byte("one")))

	require.ErrorIs(t, values.CompareAndSet("key", []byte("zero"), []byte("two")), store.ErrConflict)
	assert.ErrorIs(t, values.CompareAndSet("other", []byte("zero"), []byte("two")), store.ErrConflict)
}

func deleteNothing(t *testing.T, values store.KeyValue) {
	assert.NoError(t, values.Delete("key"))
}

func race(t *testing.T, values store.KeyValue) {
	var won atomic.Int32
	inParallel(func(i int) {
		if values.CompareAndSet("key", nil, []byte{byte(i)}) == nil {
			won.Add(1)
		}
	})

	assert.EqualValues(t, 1, won.Load())
}

func serverID(t *testing.T, values store.KeyValue) {
	first, err := store.ServerID(values, bytes.NewReader(bytes.Repeat([]byte{7}, 16)))
	require.NoError(t, err)
	second, err := store.ServerID(values, bytes.NewReader(bytes.Repeat([]byte{8}, 16)))
	require.NoError(t, err)

	assert.Equal(t, first, second)
	assert.EqualValues(t, 7, first[0])
}

func serverIDRace(t *testing.T, values store.KeyValue) {
	var mutex sync.Mutex
	seen := map[[16]byte]bool{}
	inParallel(func(i int) {
		id, err := store.ServerID(values, bytes.NewReader(bytes.Repeat([]byte{byte(i + 1)}, 16)))
		mutex.Lock()
		defer mutex.Unlock()
		assert.NoError(t, err)
		seen[id] = true
	})

	assert.Len(t, seen, 1)
}

func serverIDBroken(t *testing.T, values store.KeyValue) {
	require.NoError(t, values.CompareAndSet("v1_server_id", nil, []byte("short")))

	_, err := store.ServerID(values, bytes.NewReader(make([]byte, 16)))

	assert.Error(t, err)
}

func accountRoundTrip(t *testing.T, values store.KeyValue) {
	accounts := store.NewAccounts(values)
	_, err := accounts.Load(userID)
	require.ErrorIs(t, err, store.ErrNotFound)
	account := store.Account{Chain: [][]byte{{1}, {2}}, BundleSequence: 3, WrappedRecoveryKey: []byte{4}}

	require.NoError(t, accounts.Replace(userID, store.Account{}, account, []byte("bundle")))

	loaded, err := accounts.Load(userID)
	require.NoError(t, err)
	assert.Equal(t, account.Chain, loaded.Chain)
	assert.Equal(t, account.BundleSequence, loaded.BundleSequence)
	assert.Equal(t, account.WrappedRecoveryKey, loaded.WrappedRecoveryKey)
	bundle, err := accounts.Bundle(loaded)
	require.NoError(t, err)
	assert.Equal(t, []byte("bundle"), bundle)
}

func accountRace(t *testing.T, values store.KeyValue) {
	accounts := store.NewAccounts(values)
	var won atomic.Int32
	inParallel(func(i int) {
		bundle := []byte{byte(i)}
		account := store.Account{Chain: [][]byte{bundle}}
		if accounts.Replace(userID, store.Account{}, account, bundle) == nil {
			won.Add(1)
		}
	})
	require.EqualValues(t, 1, won.Load())

	loaded, err := accounts.Load(userID)
	require.NoError(t, err)
	bundle, err := accounts.Bundle(loaded)
	require.NoError(t, err)
	assert.Equal(t, loaded.Chain[0], bundle)
}

func accountBundles(t *testing.T, values store.KeyValue) {
	accounts := store.NewAccounts(values)
	var states []store.Account
	account := store.Account{}
	for sequence := range uint64(3) {
		next := account
		next.BundleSequence = sequence + 1
		require.NoError(t, accounts.Replace(userID, account, next, []byte{byte(sequence)}))
		var err error
		account, err = accounts.Load(userID)
		require.NoError(t, err)
		states = append(states, account)
	}

	_, err := accounts.Bundle(states[0])
	require.ErrorIs(t, err, store.ErrNotFound)
	for _, state := range states[1:] {
		_, err = accounts.Bundle(state)
		assert.NoError(t, err)
	}
}

func accountOnly(t *testing.T, values store.KeyValue) {
	accounts := store.NewAccounts(values)
	require.NoError(t, accounts.Replace(userID, store.Account{}, store.Account{BundleSequence: 1}, []byte("bundle")))
	previous, err := accounts.Load(userID)
	require.NoError(t, err)
	next := previous
	next.WrappedRecoveryKey = []byte("wrapped")

	require.NoError(t, accounts.ReplaceOnly(userID, previous, next))

	loaded, err := accounts.Load(userID)
	require.NoError(t, err)
	assert.Equal(t, []byte("wrapped"), loaded.WrappedRecoveryKey)
	bundle, err := accounts.Bundle(loaded)
	require.NoError(t, err)
	assert.Equal(t, []byte("bundle"), bundle)
	assert.ErrorIs(t, accounts.ReplaceOnly(userID, previous, next), store.ErrConflict)
}

// accountEarlier resets more often than backups are kept, with a change of the bundle after each reset.
func accountEarlier(t *testing.T, values store.KeyValue) {
	accounts := store.NewAccounts(values)
	account := store.Account{}
	var everKept []store.EarlierBackup
	replace := func(next store.Account, bundle byte) {
		t.Helper()
		require.NoError(t, accounts.Replace(userID, account, next, []byte{bundle}))
		var err error
		account, err = accounts.Load(userID)
		require.NoError(t, err)
	}
	replace(store.Account{WrappedRecoveryKey: []byte{0}}, 0)
	for reset := range byte(10) {
		next := account.WithBackupKept()
		everKept = append(everKept, next.Earlier[0])
		next.WrappedRecoveryKey = []byte{reset + 1}
		replace(next, reset+1)
		replace(account, reset+1)
	}

	require.Len(t, account.Earlier, 8)
	for i, earlier := range account.Earlier {
		bundle, err := accounts.EarlierBundle(earlier)
		require.NoError(t, err)
		assert.Equal(t, earlier.WrappedRecoveryKey, bundle, "what was there together stays together")
		assert.Equal(t, []byte{byte(9 - i)}, bundle, "newest first")
	}
	_, err := accounts.EarlierBundle(everKept[0])
	assert.ErrorIs(t, err, store.ErrNotFound, "no room is taken up by what nothing refers to")
}

func accountHandOvers(t *testing.T, values store.KeyValue) {
	accounts := store.NewAccounts(values)
	account := store.Account{}
	for generation := range uint64(70) {
		account = account.WithHandOver(store.HandOver{Generation: generation, Sealed: []byte{byte(generation)}})
	}
	require.NoError(t, accounts.Replace(userID, store.Account{}, account, nil))

	loaded, err := accounts.Load(userID)
	require.NoError(t, err)
	require.Len(t, loaded.HandOvers, 64)
	assert.EqualValues(t, 6, loaded.HandOvers[0].Generation)
	assert.Equal(t, store.HandOver{Generation: 69, Sealed: []byte{69}}, loaded.HandOvers[63])
}

func statementsInOrder(t *testing.T, values store.KeyValue) {
	statements := store.NewStatements(values)
	none, err := statements.Load(channelID)
	require.NoError(t, err)
	require.Empty(t, none)

	require.NoError(t, statements.Append(channelID, nil, []byte("one")))
	require.NoError(t, statements.Append(channelID, [][]byte{[]byte("one")}, []byte("two")))

	both, err := statements.Load(channelID)
	require.NoError(t, err)
	assert.Equal(t, [][]byte{[]byte("one"), []byte("two")}, both)
}

func statementsConflict(t *testing.T, values store.KeyValue) {
	statements := store.NewStatements(values)
	require.NoError(t, statements.Append(channelID, nil, []byte("one")))

	require.ErrorIs(t, statements.Append(channelID, nil, []byte("two")), store.ErrConflict)
	assert.ErrorIs(t, statements.Append(channelID, [][]byte{[]byte("zero")}, []byte("two")), store.ErrConflict)
}

func inParallel(run func(i int)) {
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() { run(i) })
	}
	group.Wait()
}
