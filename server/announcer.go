package main

import (
	"fmt"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/plugin"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/directory"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
)

const (
	botUsername = "e2ee"

	socketPolicyChanged   = "policy_changed"
	socketIdentityChanged = "identity_changed"

	maxNamedPeople = 20
)

// announcer tells clients, the other nodes of a cluster, and the channel itself about what was stored.
type announcer struct {
	api    plugin.API
	botID  string
	guards *guards

	// peopleWithoutKey lists usernames of members who can't read what is sealed from now on.
	peopleWithoutKey func(channelID string) ([]string, error)
}

var (
	_ directory.Announcer = (*announcer)(nil)
	_ policy.Announcer    = (*announcer)(nil)
)

// IdentityChanged implements [directory.Announcer].
func (a *announcer) IdentityChanged(userID string, head protocol.Hash, chain [][]byte) {
	a.publishToCluster(clusterIdentityChanged, clusterList{ID: userID, Items: chain})
	a.api.PublishWebSocketEvent(socketIdentityChanged, map[string]any{
		"user_id": userID,
		"head":    protocol.EncodeBase64URL(head[:]),
	}, &model.WebsocketBroadcast{ReliableClusterSend: true})
}

// PolicyChanged implements [policy.Announcer]. The other nodes come first: they refuse clear text from then on.
func (a *announcer) PolicyChanged(channelID, changedBy string, statements [][]byte, isOn bool) {
	a.publishToCluster(clusterPolicyChanged, clusterList{ID: channelID, Items: statements})
	a.guards.set(channelID, isOn)
	// Not the statements: browsers ask for those, and compare them with what they have pinned.
	a.api.PublishWebSocketEvent(socketPolicyChanged, map[string]any{"channel_id": channelID},
		&model.WebsocketBroadcast{ChannelId: channelID, ReliableClusterSend: true})
	a.postChange(channelID, changedBy, isOn)
}

// PolicyLoaded implements [policy.Announcer]: a channel that was encrypted under an older server gets its guard. One
// that reads as off keeps what it has, since that read may be stale.
func (a *announcer) PolicyLoaded(channelID string, isOn bool) {
	if isOn {
		a.guards.set(channelID, true)
	}
}

// postChange says in the channel what happened. If that fails the change stands all the same, and clients show it.
func (a *announcer) postChange(channelID, changedBy string, isOn bool) {
	user, appErr := a.api.GetUser(changedBy)
	if appErr != nil {
		a.api.LogError("change of policy is not announced", "error", appErr.Error())

		return
	}
	message := fmt.Sprintf("%s switched end-to-end encryption **off**. New messages here can be read by the server again.", user.Username)
	if isOn {
		message = fmt.Sprintf("%s switched end-to-end encryption **on**. New messages here can be read by the members only.", user.Username)
		message += a.wordsAboutKeys(channelID)
	}
	post := &model.Post{UserId: a.botID, ChannelId: channelID, Message: message}
	if _, appErr := a.api.CreatePost(post); appErr != nil {
		a.api.LogError("change of policy is not announced", "error", appErr.Error())
	}
}

func (a *announcer) wordsAboutKeys(channelID string) string {
	names, err := a.peopleWithoutKey(channelID)
	if err != nil {
		a.api.LogError("members without a key are not known", "error", err.Error())

		return ""
	}
	switch {
	case len(names) == 0:
		return ""
	case len(names) == 1:
		return fmt.Sprintf("\n%s has no key yet and can't read them. `/e2ee init` makes one.", names[0])
	case len(names) > maxNamedPeople:
		names = append(names[:maxNamedPeople:maxNamedPeople], fmt.Sprintf("%d more", len(names)-maxNamedPeople))
	}
	last := len(names) - 1

	return fmt.Sprintf("\n%s and %s have no key yet and can't read them. `/e2ee init` makes one.", strings.Join(names[:last], ", "), names[last])
}

// newKeylessFinder returns what lists the members of a channel who have published no key.
func newKeylessFinder(host *host, identities *directory.Directory) func(channelID string) ([]string, error) {
	return func(channelID string) ([]string, error) {
		var names []string
		var failed error
		err := host.eachPerson(channelID, func(person *model.User) bool {
			chain, err := identities.Chain(person.Id)
			if err != nil {
				failed = err

				return false
			}
			if len(chain) == 0 {
				names = append(names, person.Username)
			}

			return true
		})
		if err != nil {
			return nil, err
		}

		return names, failed
	}
}

// ensureBot returns the id of our bot; empty if there is none, and then nothing is posted.
func (p *Plugin) ensureBot() string {
	botID, err := p.API.EnsureBotUser(&model.Bot{
		Username:    botUsername,
		DisplayName: "End-to-End Encryption",
		Description: "Says in a channel who switched encryption on or off.",
	})
	if err != nil {
		p.API.LogError("bot is not available", "error", err.Error())

		return ""
	}

	return botID
}
