package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

func TestAChangeIsToldToChannelClientsAndNodes(t *testing.T) {
	s := newScene(t, newFakeHost())

	require.Len(t, s.host.posts, 1)
	assert.Equal(t, ourBot, s.host.posts[0].UserId)
	assert.Equal(t, protocoltest.ChannelID, s.host.posts[0].ChannelId)
	assert.Contains(t, s.host.posts[0].Message, "anna switched end-to-end encryption **on**")
	assert.Contains(t, s.host.posts[0].Message, "ben has no key yet")

	require.Len(t, s.host.socketEvents, 2)
	assert.Equal(t, "identity_changed", s.host.socketEvents[0]["event"])
	assert.Empty(t, s.host.socketEvents[0]["channel"])
	changed := s.host.socketEvents[1]
	assert.Equal(t, "policy_changed", changed["event"])
	assert.Equal(t, protocoltest.ChannelID, changed["channel"])
	assert.Equal(t, map[string]any{"channel_id": protocoltest.ChannelID}, changed["payload"], "however many statements there are")
	assert.Len(t, s.host.clusterEvents, 2)
}

func TestAnotherNodeRefusesAsSoonAsItIsTold(t *testing.T) {
	s := newScene(t, newFakeHost())
	second := newFakeHost()
	_, appErr := second.KVSetWithOptions("v1_server_id", protocoltest.ServerID[:], model.PluginKVSetOptions{Atomic: true})
	require.Nil(t, appErr)
	other := second.startPlugin(t)
	_, reason := other.MessageWillBePosted(nil, s.clearPost(protocoltest.Anna))
	require.Empty(t, reason, "its replica knows nothing yet")

	for _, event := range s.host.clusterEvents {
		other.OnPluginClusterEvent(nil, event)
	}

	_, reason = other.MessageWillBePosted(nil, s.clearPost(protocoltest.Anna))
	assert.NotEmpty(t, reason)
	_, reason = other.MessageWillBePosted(nil, s.sealedPost())
	assert.Empty(t, reason)
	other.OnPluginClusterEvent(nil, model.PluginClusterEvent{Id: "policy_changed", Data: []byte("{")})
	other.OnPluginClusterEvent(nil, model.PluginClusterEvent{Id: "unknown", Data: []byte("{}")})
	assert.Len(t, second.errors, 2)
}

func TestWhoLacksAKeyIsNamedUpToALimit(t *testing.T) {
	host := newFakeHost()
	for i := range 250 {
		id := fmt.Sprintf("member%020d", i)
		host.users[id] = &model.User{Id: id, Username: fmt.Sprintf("member%d", i)}
		host.members[protocoltest.ChannelID] = append(host.members[protocoltest.ChannelID], id)
	}
	host.users["member00000000000000000000"].IsBot = true
	host.users["member00000000000000000001"].DeleteAt = 1

	newScene(t, host)

	message := host.posts[0].Message
	assert.Contains(t, message, "ben, member2, ")
	assert.Contains(t, message, "and 229 more have no key yet")
	assert.Equal(t, maxNamedPeople, strings.Count(message, ",")+1)
	assert.NotContains(t, message, "member0,")
	assert.NotContains(t, message, "member1,")
}

func TestGuardsOnlyWhereTheServerHasThem(t *testing.T) {
	for version, want := range map[string][]string{
		"11.4.0": nil, "10.12.3": nil, "unknown": nil,
		"11.9.0": {protocoltest.ChannelID}, "11.10.1": {protocoltest.ChannelID}, "12.0.0": {protocoltest.ChannelID},
	} {
		t.Run(version, func(t *testing.T) {
			host := newFakeHost()
			host.version = version
			s := newScene(t, host)
			assert.Equal(t, want, host.guarded)

			host.guarded = nil
			s.plugin = host.startPlugin(t)
			_, err := s.plugin.parts.Load().policies.State(protocoltest.ChannelID)
			require.NoError(t, err)
			assert.Equal(t, want, host.guarded, "also after an update of the server")
		})
	}
}

func TestAGuardGoesWithEncryption(t *testing.T) {
	host := newFakeHost()
	host.version = "11.9.0"
	s := newScene(t, host)
	state, err := s.plugin.parts.Load().policies.State(protocoltest.ChannelID)
	require.NoError(t, err)
	require.True(t, state.IsOn())
	require.NotEmpty(t, host.guarded)

	statements := protocoltest.ResumeStatements(t, protocoltest.ChannelID, state.Statements)
	s.switchTo(statements, protocoltest.Off)

	assert.Empty(t, host.guarded)
	assert.Contains(t, host.posts[1].Message, "**off**")
}
