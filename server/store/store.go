// Package store keeps what the server half publishes: identity chains, sealed backups, policy statements, the server id.
//
// Everything lies in one key-value store with compare-and-set; the adapters are in kv/ (Mattermost) and memory/.
package store

import "errors"

var (
	// ErrNotFound says that nothing is stored under this key.
	ErrNotFound = errors.New("not found")

	// ErrConflict says that another write came first. The caller reloads, and decides anew.
	ErrConflict = errors.New("another write came first")
)

// KeyValue is what the stores of this package are built on.
//
// A read may come from a replica and be stale. CompareAndSet never is, so whatever must be right is decided there.
type KeyValue interface {
	// Get returns the value, or ErrNotFound.
	Get(key string) ([]byte, error)

	// CompareAndSet stores value if the stored one is still old; nil for old means "nothing yet". Otherwise ErrConflict.
	CompareAndSet(key string, old, value []byte) error

	// Delete removes a value; removing nothing is no error.
	Delete(key string) error
}
