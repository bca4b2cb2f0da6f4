// Package memory is the store of tests: the same contract as kv/, and nothing survives.
package memory

import (
	"bytes"
	"slices"
	"sync"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
)

// KeyValue implements [store.KeyValue].
type KeyValue struct {
	mutex  sync.Mutex
	values map[string][]byte
	reads  int
	broken error
}

var _ store.KeyValue = (*KeyValue)(nil)

// New returns an empty store.
func New() *KeyValue {
	return &KeyValue{values: map[string][]byte{}}
}

// Get implements [store.KeyValue].
func (k *KeyValue) Get(key string) ([]byte, error) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	k.reads++
	if k.broken != nil {
		return nil, k.broken
	}
	value, found := k.values[key]
	if !found {
		return nil, store.ErrNotFound
	}

	return bytes.Clone(value), nil
}

// CompareAndSet implements [store.KeyValue].
func (k *KeyValue) CompareAndSet(key string, old, value []byte) error {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if k.broken != nil {
		return k.broken
	}
	stored, found := k.values[key]
	if found != (old != nil) || !bytes.Equal(stored, old) {
		return store.ErrConflict
	}
	k.values[key] = bytes.Clone(value)

	return nil
}

// Delete implements [store.KeyValue].
func (k *KeyValue) Delete(key string) error {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	delete(k.values, key)

	return k.broken
}

// Break makes every later call fail with err; nil repairs the store.
func (k *KeyValue) Break(err error) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	k.broken = err
}

// Reads tells how often Get was called.
func (k *KeyValue) Reads() int {
	k.mutex.Lock()
	defer k.mutex.Unlock()

	return k.reads
}

// Keys lists what is stored.
func (k *KeyValue) Keys() []string {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	keys := make([]string, 0, len(k.values))
	for key := range k.values {
		keys = append(keys, key)
	}
	slices.Sort(keys)

	return keys
}
