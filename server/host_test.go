package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

func TestChannelFactsCountsPeople(t *testing.T) {
	fake := newFakeHost()
	add := func(id string, user model.User) {
		user.Id = id
		fake.users[id] = &user
		fake.members[protocoltest.ChannelID] = append(fake.members[protocoltest.ChannelID], id)
	}
	add("bot", model.User{IsBot: true})
	add("gone", model.User{DeleteAt: 1})
	add("guest", model.User{Roles: model.SystemGuestRoleId})
	for i := range 300 {
		add(fmt.Sprint(i), model.User{})
	}
	asked := &host{api: fake}

	facts, err := asked.ChannelFacts(protocoltest.ChannelID, protocoltest.Anna, 1000)
	require.NoError(t, err)
	assert.Equal(t, policy.Facts{Kind: policy.KindPrivate, Members: 303, HasGuests: true, IsChannelAdmin: true}, facts)

	facts, err = asked.ChannelFacts(protocoltest.ChannelID, protocoltest.Ben, 10)
	require.NoError(t, err)
	assert.Equal(t, 11, facts.Members, "counting stops above the limit")
	assert.False(t, facts.IsChannelAdmin)
}

func TestChannelFactsAreForMembers(t *testing.T) {
	asked := &host{api: newFakeHost()}

	_, err := asked.ChannelFacts(protocoltest.ChannelID, ourBot, 10)
	require.ErrorIs(t, err, policy.ErrNotMember)
	_, err = asked.ChannelFacts(protocoltest.OtherChannelID, protocoltest.Anna, 10)
	assert.ErrorIs(t, err, policy.ErrNotMember)
}

func TestChannelsOfReadsAllPages(t *testing.T) {
	fake := newFakeHost()
	for i := range 450 {
		fake.members[fmt.Sprintf("channel%d", i)] = []string{protocoltest.Anna}
	}

	channels, err := (&host{api: fake}).channelsOf(protocoltest.Anna)

	require.NoError(t, err)
	assert.Len(t, channels, 451)
}

func TestEveryKindOfChannel(t *testing.T) {
	assert.Equal(t, policy.KindPublic, kindOf(model.ChannelTypeOpen))
	assert.Equal(t, policy.KindPrivate, kindOf(model.ChannelTypePrivate))
	assert.Equal(t, policy.KindDirect, kindOf(model.ChannelTypeDirect))
	assert.Equal(t, policy.KindGroup, kindOf(model.ChannelTypeGroup))
	assert.Equal(t, policy.ReasonNotPermitted, newSettings(configuration{WhoMaySwitchOn: "any_member", MaxChannelMembers: 10}).
		policy.MaySwitchOn(policy.Facts{Kind: kindOf("new")}))
}

func TestRoutesAnswerOverHTTP(t *testing.T) {
	p := newFakeHost().startPlugin(t)
	request := httptest.NewRequest(http.MethodGet, "/api/v1/policies", nil)
	request.Header.Set("Mattermost-User-Id", protocoltest.Anna)
	recorder := httptest.NewRecorder()

	p.ServeHTTP(nil, recorder, request)

	assert.Equal(t, http.StatusOK, recorder.Code)
	assert.JSONEq(t, `{"channels":{},"covered":["`+protocoltest.ChannelID+`"]}`, recorder.Body.String())

	idle := &Plugin{}
	recorder = httptest.NewRecorder()
	idle.ServeHTTP(nil, recorder, request)
	assert.Equal(t, http.StatusServiceUnavailable, recorder.Code)
}
