package store

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

const (
	accountKeyPrefix = "v1_account_"
	blobKeyPrefix    = "v1_blob_"

	// maxHandOvers and maxEarlierBackups bound what an account refers to; the oldest go first. A browser that is further
	// behind, or a backup from before that many resets, is gone.
	maxHandOvers      = 64
	maxEarlierBackups = 8
)

// Account is all that is published or kept for one user. It is one value, so that one compare-and-set makes a new
// record, its bundle and its wrapped recovery key visible at once.
type Account struct {
	Chain              [][]byte `json:"chain"`
	BundleSequence     uint64   `json:"bundle_sequence"`
	BundleKey          string   `json:"bundle_key"`
	PreviousBundleKey  string   `json:"previous_bundle_key"`
	WrappedRecoveryKey []byte   `json:"wrapped_recovery_key"`

	// HandOvers are those of the newest rotations, oldest first (protocol.md §7.5).
	HandOvers []HandOver `json:"hand_overs,omitempty"`

	// Earlier are the backups that resets replaced, newest first: the keys in them open what later ones don't.
	Earlier []EarlierBackup `json:"earlier,omitempty"`

	// stored are the bytes this was read from: what a later compare-and-set must still find.
	stored []byte
}

// HandOver holds the private keys of a generation, sealed to the one before it.
type HandOver struct {
	Generation uint64 `json:"generation"`
	Sealed     []byte `json:"sealed"`
}

// EarlierBackup is what a recovery code from before a reset opens.
type EarlierBackup struct {
	WrappedRecoveryKey []byte `json:"wrapped_recovery_key"`
	BundleKey          string `json:"bundle_key"`
}

// WithHandOver returns the account with one more hand-over.
func (a Account) WithHandOver(handOver HandOver) Account {
	a.HandOvers = append(slices.Clone(a.HandOvers), handOver)
	a.HandOvers = a.HandOvers[max(0, len(a.HandOvers)-maxHandOvers):]

	return a
}

// WithBackupKept returns the account with its present backup among the earlier ones, before another takes its place.
func (a Account) WithBackupKept() Account {
	kept := EarlierBackup{WrappedRecoveryKey: a.WrappedRecoveryKey, BundleKey: a.BundleKey}
	a.Earlier = append([]EarlierBackup{kept}, a.Earlier...)
	a.Earlier = a.Earlier[:min(len(a.Earlier), maxEarlierBackups)]

	return a
}

// bundleKeys are the keys of all bundles that the account refers to.
func (a Account) bundleKeys() []string {
	keys := []string{a.BundleKey, a.PreviousBundleKey}
	for _, earlier := range a.Earlier {
		keys = append(keys, earlier.BundleKey)
	}

	return slices.DeleteFunc(keys, func(key string) bool { return key == "" })
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
// reader who has just loaded the old account; what the account no longer refers to is removed.
func (a *Accounts) Replace(userID string, previous, next Account, bundle []byte) error {
	next.BundleKey = blobKeyPrefix + userID + "_" + rand.Text()
	next.PreviousBundleKey = previous.BundleKey
	if err := a.values.CompareAndSet(next.BundleKey, nil, bundle); err != nil {
		return fmt.Errorf("save bundle: %w", err)
	}
	err := a.ReplaceOnly(userID, previous, next)
	if errors.Is(err, ErrConflict) {
		a.forget(next.BundleKey)
	}
	if err != nil {
		return err
	}
	kept := next.bundleKeys()
	for _, key := range previous.bundleKeys() {
		if !slices.Contains(kept, key) {
			a.forget(key)
		}
	}

	return nil
}

// ReplaceOnly is Replace for a change that leaves the bundle as it is.
func (a *Accounts) ReplaceOnly(userID string, previous, next Account) error {
	encoded, err := json.Marshal(next)
	if err != nil {
		return fmt.Errorf("write account: %w", err)
	}
	if err := a.values.CompareAndSet(accountKeyPrefix+userID, previous.stored, encoded); err != nil {
		return fmt.Errorf("replace account: %w", err)
	}

	return nil
}

// EarlierBundle returns the signed bundle of an earlier backup, or ErrNotFound.
func (a *Accounts) EarlierBundle(earlier EarlierBackup) ([]byte, error) {
	return a.bundle(earlier.BundleKey)
}

// Bundle returns the newest signed bundle of an account, or ErrNotFound.
func (a *Accounts) Bundle(account Account) ([]byte, error) {
	return a.bundle(account.BundleKey)
}

func (a *Accounts) bundle(key string) ([]byte, error) {
	if key == "" {
		return nil, ErrNotFound
	}
	bundle, err := a.values.Get(key)
	if err != nil {
		return nil, fmt.Errorf("load bundle: %w", err)
	}

	return bundle, nil
}

// forget removes a bundle that no account points to. If that fails it only takes up room.
func (a *Accounts) forget(key string) {
	_ = a.values.Delete(key)
}
