package policy_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store/memory"
)

// meetingStore answers nobody before as many readers as expected have come.
type meetingStore struct {
	*memory.KeyValue

	mutex    sync.Mutex
	expected int
	arrived  int
	waiting  int
	most     int
	all      chan struct{}
}

func (s *meetingStore) Get(key string) ([]byte, error) {
	s.mutex.Lock()
	s.arrived++
	s.waiting++
	s.most = max(s.most, s.waiting)
	if s.arrived == s.expected {
		close(s.all)
	}
	s.mutex.Unlock()
	<-s.all
	s.mutex.Lock()
	s.waiting--
	s.mutex.Unlock()

	return s.KeyValue.Get(key)
}

// quiet is an announcer that may be called from several readers at once.
type quiet struct{}

func (quiet) PolicyChanged(string, string, [][]byte, bool) {}
func (quiet) PolicyLoaded(string, bool)                    {}

func manyChannels() []string {
	channelIDs := []string{channelID}
	for i := range 199 {
		channelIDs = append(channelIDs, fmt.Sprintf("channel%019d", i))
	}

	return channelIDs
}

func TestStatesOfManyChannelsAreReadSideBySide(t *testing.T) {
	f := newFixture(t)
	_, err := f.Switch(channelID, f.anna.UserID, f.statements.Next(t, f.anna, protocoltest.On))
	require.NoError(t, err)
	const atOnce = 16
	values := &meetingStore{KeyValue: f.values, expected: atOnce, all: make(chan struct{})}
	cold := policy.New(policy.Options{Statements: store.NewStatements(values), Announcer: quiet{}})

	states, err := cold.States(manyChannels())

	require.NoError(t, err)
	require.Len(t, states, 200)
	assert.True(t, states[0].IsOn())
	for _, state := range states[1:] {
		assert.False(t, state.IsOn())
	}
	assert.Equal(t, atOnce, values.most, "and no more than that")
	reads := f.values.Reads()
	_, err = cold.States(manyChannels())
	require.NoError(t, err)
	assert.Equal(t, reads, f.values.Reads(), "the second time from memory")
}

func TestStatesOfNoChannels(t *testing.T) {
	states, err := newFixture(t).States(nil)

	require.NoError(t, err)
	assert.Empty(t, states)
}

func TestStatesAreAnErrorWhereOneIs(t *testing.T) {
	f := newFixture(t)
	_, err := f.States(manyChannels()[:1])
	require.NoError(t, err)
	f.values.Break(errors.New("down"))
	before := f.values.Reads()

	_, err = f.States(manyChannels())

	require.Error(t, err, "also where the first is remembered")
	assert.LessOrEqual(t, f.values.Reads()-before, 16, "nobody goes on asking")
}

// panickyAnnouncer stands for whatever goes wrong in a reader.
type panickyAnnouncer struct{ quiet }

func (panickyAnnouncer) PolicyLoaded(string, bool) { panic("announcer") }

func TestAPanicOfAReaderIsAnError(t *testing.T) {
	f := newFixture(t)

	_, err := f.node(panickyAnnouncer{}).States(manyChannels())

	assert.Error(t, err)
}
