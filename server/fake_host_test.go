package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/plugin/plugintest"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store/kv/kvtest"
)

const ourBot = "ourbotourbotourbotourbotou"

// fakeHost is a Mattermost with one private channel. What it isn't made for ends the test.
type fakeHost struct {
	plugintest.API

	values        *kvtest.Store
	version       string
	config        map[string]any
	users         map[string]*model.User
	members       map[string][]string
	commands      []*model.Command
	posts         []*model.Post
	socketEvents  []map[string]any
	clusterEvents []model.PluginClusterEvent
	guarded       []string
	errors        []string
	hostConfig    *model.Config
	mailedPages   []string
	mailFails     bool
}

func newFakeHost() *fakeHost {
	return &fakeHost{
		values:  kvtest.New(),
		version: "11.4.0",
		config: map[string]any{
			"WhoMaySwitchOn": "any_member", "WhoMaySwitchOff": "channel_admins", "AllowPrivateChannels": true,
			"MaxChannelMembers": 1000, "MentionsInPlaceholder": true, "ExemptBots": "@Helper, other",
		},
		users: map[string]*model.User{
			protocoltest.Anna: {Id: protocoltest.Anna, Username: "anna"},
			protocoltest.Ben:  {Id: protocoltest.Ben, Username: "ben"},
		},
		members: map[string][]string{protocoltest.ChannelID: {protocoltest.Anna, protocoltest.Ben}},
	}
}

// startPlugin activates a plugin on this host, as the host does.
func (h *fakeHost) startPlugin(t *testing.T) *Plugin {
	t.Helper()
	p := &Plugin{}
	p.SetAPI(h)
	require.NoError(t, p.OnConfigurationChange())
	require.NoError(t, p.OnActivate())

	return p
}

func notFound() *model.AppError {
	return model.NewAppError("fakeHost", "not_found", nil, "", http.StatusNotFound)
}

func (h *fakeHost) KVGet(key string) ([]byte, *model.AppError) { return h.values.KVGet(key) }
func (h *fakeHost) KVDelete(key string) *model.AppError        { return h.values.KVDelete(key) }

func (h *fakeHost) KVSetWithOptions(key string, value []byte, options model.PluginKVSetOptions) (bool, *model.AppError) {
	return h.values.KVSetWithOptions(key, value, options)
}

func (h *fakeHost) LoadPluginConfiguration(target any) error {
	encoded, err := json.Marshal(h.config)
	if err != nil {
		return err
	}

	return json.Unmarshal(encoded, target)
}

func (h *fakeHost) GetUnsanitizedConfig() *model.Config { return h.hostConfig }

func (h *fakeHost) SendMail(to, subject, _ string) *model.AppError {
	if h.mailFails {
		return notFound()
	}
	h.mailedPages = append(h.mailedPages, to+": "+subject)

	return nil
}

func (h *fakeHost) LogError(message string, _ ...any) { h.errors = append(h.errors, message) }
func (h *fakeHost) GetServerVersion() string          { return h.version }

func (h *fakeHost) EnsureBotUser(*model.Bot) (string, error) { return ourBot, nil }

func (h *fakeHost) RegisterCommand(command *model.Command) error {
	h.commands = append(h.commands, command)

	return nil
}

func (h *fakeHost) GetUser(userID string) (*model.User, *model.AppError) {
	user, found := h.users[userID]
	if !found {
		return nil, notFound()
	}

	return user, nil
}

func (h *fakeHost) GetUserByUsername(username string) (*model.User, *model.AppError) {
	for _, user := range h.users {
		if user.Username == username {
			return user, nil
		}
	}

	return nil, notFound()
}

func (h *fakeHost) GetChannel(channelID string) (*model.Channel, *model.AppError) {
	return &model.Channel{Id: channelID, Type: model.ChannelTypePrivate}, nil
}

func (h *fakeHost) GetChannelMember(channelID, userID string) (*model.ChannelMember, *model.AppError) {
	if !slices.Contains(h.members[channelID], userID) {
		return nil, notFound()
	}

	return &model.ChannelMember{ChannelId: channelID, UserId: userID}, nil
}

func (h *fakeHost) GetUsersInChannel(channelID, _ string, page, perPage int) ([]*model.User, *model.AppError) {
	ids := h.members[channelID]
	from := min(page*perPage, len(ids))
	var users []*model.User
	for _, id := range ids[from:min(from+perPage, len(ids))] {
		users = append(users, h.users[id])
	}

	return users, nil
}

func (h *fakeHost) GetChannelMembersForUser(_, userID string, page, perPage int) ([]*model.ChannelMember, *model.AppError) {
	var members []*model.ChannelMember
	for channelID, ids := range h.members {
		if slices.Contains(ids, userID) {
			members = append(members, &model.ChannelMember{ChannelId: channelID, UserId: userID})
		}
	}
	slices.SortFunc(members, func(a, b *model.ChannelMember) int { return strings.Compare(a.ChannelId, b.ChannelId) })

	return members[min(page*perPage, len(members)):min((page+1)*perPage, len(members))], nil
}

func (h *fakeHost) HasPermissionToChannel(userID, _ string, _ *model.Permission) bool {
	return userID == protocoltest.Anna
}

func (h *fakeHost) HasPermissionTo(string, *model.Permission) bool { return false }

func (h *fakeHost) CreatePost(post *model.Post) (*model.Post, *model.AppError) {
	h.posts = append(h.posts, post)

	return post, nil
}

func (h *fakeHost) PublishWebSocketEvent(event string, payload map[string]any, broadcast *model.WebsocketBroadcast) {
	h.socketEvents = append(h.socketEvents, map[string]any{"event": event, "payload": payload, "channel": broadcast.ChannelId})
}

func (h *fakeHost) PublishPluginClusterEvent(event model.PluginClusterEvent, _ model.PluginClusterEventSendOptions) error {
	h.clusterEvents = append(h.clusterEvents, event)

	return nil
}

func (h *fakeHost) RegisterChannelGuard(channelID string) *model.AppError {
	h.guarded = append(h.guarded, channelID)

	return nil
}

func (h *fakeHost) UnregisterChannelGuard(channelID string) *model.AppError {
	h.guarded = slices.DeleteFunc(h.guarded, func(guarded string) bool { return guarded == channelID })

	return nil
}
