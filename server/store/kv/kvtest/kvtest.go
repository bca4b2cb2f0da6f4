// Package kvtest stands in for Mattermost's key-value store: the same answers as the real one to the calls of kv/.
package kvtest

import (
	"bytes"
	"net/http"
	"sync"

	"github.com/mattermost/mattermost/server/public/model"
)

// Store implements the calls of the plugin API that kv/ makes.
type Store struct {
	mutex  sync.Mutex
	values map[string][]byte
	reads  int
	isDown bool
}

// New returns an empty store.
func New() *Store {
	return &Store{values: map[string][]byte{}}
}

// KVGet answers a missing key with nil and no error, as the host does.
func (s *Store) KVGet(key string) ([]byte, *model.AppError) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.reads++

	return bytes.Clone(s.values[key]), s.failure()
}

// KVSetWithOptions compares and sets; the host allows an old value with Atomic only.
func (s *Store) KVSetWithOptions(key string, value []byte, options model.PluginKVSetOptions) (bool, *model.AppError) {
	if appErr := options.IsValid(); appErr != nil {
		return false, appErr
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	stored, found := s.values[key]
	if options.Atomic && (found != (options.OldValue != nil) || !bytes.Equal(stored, options.OldValue)) {
		return false, s.failure()
	}
	s.values[key] = bytes.Clone(value)

	return true, s.failure()
}

// KVDelete removes a value.
func (s *Store) KVDelete(key string) *model.AppError {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	delete(s.values, key)

	return s.failure()
}

// SetDown makes every call fail, or no longer.
func (s *Store) SetDown(isDown bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.isDown = isDown
}

// Reads tells how often KVGet was called.
func (s *Store) Reads() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()

	return s.reads
}

func (s *Store) failure() *model.AppError {
	if s.isDown {
		return model.NewAppError("kvtest", "down", nil, "", http.StatusInternalServerError)
	}

	return nil
}
