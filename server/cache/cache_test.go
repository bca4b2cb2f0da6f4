package cache_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/cache"
)

func isGreater(value, remembered int) bool { return value > remembered }

func TestMergeKeepsTheNewerValue(t *testing.T) {
	values := cache.New[int](2)

	assert.Equal(t, 2, values.Merge("a", 2, isGreater))
	assert.Equal(t, 2, values.Merge("a", 1, isGreater))
	assert.Equal(t, 3, values.Merge("a", 3, isGreater))
	got, found := values.Get("a")
	assert.True(t, found)
	assert.Equal(t, 3, got)
}

func TestCacheHoldsNoMoreThanItsCapacity(t *testing.T) {
	values := cache.New[int](10)
	for i := range 100 {
		values.Merge(strconv.Itoa(i), i, isGreater)
	}

	kept := 0
	for i := range 100 {
		if _, found := values.Get(strconv.Itoa(i)); found {
			kept++
		}
	}
	assert.Equal(t, 10, kept)
	_, found := values.Get("99")
	assert.True(t, found, "the newest is there")
}
