// Package cache remembers a bounded number of values.
package cache

import "sync"

// Cache maps keys to values and holds at most a fixed number of them. When it is full, any one goes: the store has it.
type Cache[V any] struct {
	mutex    sync.RWMutex
	values   map[string]V
	capacity int
}

// New returns an empty cache.
func New[V any](capacity int) *Cache[V] {
	return &Cache[V]{values: map[string]V{}, capacity: capacity}
}

// Get returns the value of key, if it is remembered.
func (c *Cache[V]) Get(key string) (V, bool) {
	c.mutex.RLock()
	defer c.mutex.RUnlock()
	value, found := c.values[key]

	return value, found
}

// Merge remembers value, unless isNewer says that the remembered one is at least as new. It returns what is
// remembered afterwards, so that a slow read from a replica never undoes what a cluster event brought meanwhile.
func (c *Cache[V]) Merge(key string, value V, isNewer func(value, remembered V) bool) V {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if remembered, found := c.values[key]; found {
		if !isNewer(value, remembered) {
			return remembered
		}
	} else if len(c.values) >= c.capacity {
		for other := range c.values {
			delete(c.values, other)

			break
		}
	}
	c.values[key] = value

	return value
}
