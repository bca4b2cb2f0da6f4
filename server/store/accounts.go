package store

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
)

const (
	accountKeyPrefix = "v1_account_"
	blobKeyPrefix    = "v1_blob_"
)

// Account is all that is published or kept for one user. It is one value, so that one compare-and-set makes a new
// record, its bundle and its wrapped recovery key visible at once.
type Account struct {
	Chain              [][]byte `json:"chain"`
	BundleSequence     uint64   `json:"bundle_sequence"`
	BundleKey          string   `json:"bundle_key"`
	PreviousBundleKey  string   `json:"previous_bundle_key"`
	WrappedRecoveryKey []byte   `json:"wrapped_recovery_key"`

	// stored are the bytes this was read from: what a later compare-and-set must still find.
	stored []byte
}

// Accounts stores accounts and the bundles that they point to.
type Accounts struct {
	values KeyValue
}

// NewAccounts returns the accounts in values.
func NewAccounts(values KeyValue) *Accounts {
	return &Accounts{values: values}
}

// Load returns the account of a user, or ErrNotFound.
func (a *Accounts) Load(userID string) (Account, error) {
	stored, err := a.values.Get(accountKeyPrefix + userID)
	if err != nil {
		return Account{}, fmt.Errorf("load account: %w", err)
	}
	account := Account{stored: stored}
	if err := json.Unmarshal(stored, &account); err != nil {
		return Account{}, fmt.Errorf("read account: %w", err)
	}

	return account, nil
}

// Replace stores next with its new bundle if the stored account is still previous, the zero Account meaning none;
// otherwise ErrConflict.
//
// The bundle goes first, under a key that was never used before: nothing points to it until the account does, and a
// writer who loses the race removes what it wrote without touching the winner's. The bundle before is kept, for a
// reader who has just loaded the old account; the one before that is removed.
func (a *Accounts) Replace(userID string, previous, next Account, bundle []byte) error {
	next.BundleKey = blobKeyPrefix + userID + "_" + rand.Text()
	next.PreviousBundleKey = previous.BundleKey
	encoded, err := json.Marshal(next)
	if err != nil {
		return fmt.Errorf("write account: %w", err)
	}
	if err := a.values.CompareAndSet(next.BundleKey, nil, bundle); err != nil {
		return fmt.Errorf("save bundle: %w", err)
	}
	err = a.values.CompareAndSet(accountKeyPrefix+userID, previous.stored, encoded)
	if errors.Is(err, ErrConflict) {
		a.forget(next.BundleKey)
	}
	if err != nil {
		return fmt.Errorf("replace account: %w", err)
	}
	a.forget(previous.PreviousBundleKey)

	return nil
}

// Bundle returns the newest signed bundle of an account, or ErrNotFound.
func (a *Accounts) Bundle(account Account) ([]byte, error) {
	if account.BundleKey == "" {
		return nil, ErrNotFound
	}
	bundle, err := a.values.Get(account.BundleKey)
	if err != nil {
		return nil, fmt.Errorf("load bundle: %w", err)
	}

	return bundle, nil
}

// forget removes a bundle that no account points to. If that fails it only takes up room.
func (a *Accounts) forget(key string) {
	if key != "" {
		_ = a.values.Delete(key)
	}
}
