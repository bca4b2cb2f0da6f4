// Package kv keeps the stores in Mattermost's key-value store for plugins.
package kv

import (
	"fmt"

	"github.com/mattermost/mattermost/server/public/model"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
)

// API is the part of the plugin API that this package calls.
type API interface {
	KVGet(key string) ([]byte, *model.AppError)
	KVSetWithOptions(key string, value []byte, options model.PluginKVSetOptions) (bool, *model.AppError)
	KVDelete(key string) *model.AppError
}

// KeyValue implements [store.KeyValue].
type KeyValue struct {
	api API
}

var _ store.KeyValue = (*KeyValue)(nil)

// New returns the plugin's key-value store.
func New(api API) *KeyValue {
	return &KeyValue{api: api}
}

// Get implements [store.KeyValue]. Mattermost answers a missing key with nil and no error.
func (k *KeyValue) Get(key string) ([]byte, error) {
	value, appErr := k.api.KVGet(key)
	if appErr != nil {
		return nil, fmt.Errorf("get %s: %w", key, appErr)
	}
	if value == nil {
		return nil, store.ErrNotFound
	}

	return value, nil
}

// CompareAndSet implements [store.KeyValue].
func (k *KeyValue) CompareAndSet(key string, old, value []byte) error {
	done, appErr := k.api.KVSetWithOptions(key, value, model.PluginKVSetOptions{Atomic: true, OldValue: old})
	if appErr != nil {
		return fmt.Errorf("set %s: %w", key, appErr)
	}
	if !done {
		return store.ErrConflict
	}

	return nil
}

// Delete implements [store.KeyValue].
func (k *KeyValue) Delete(key string) error {
	if appErr := k.api.KVDelete(key); appErr != nil {
		return fmt.Errorf("delete %s: %w", key, appErr)
	}

	return nil
}
