package main

import (
	"fmt"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/plugin"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/mail"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
)

const (
	usersPerPage   = 200
	membersPerPage = 200
)

// host asks Mattermost about channels and people.
type host struct {
	api plugin.API
}

var _ policy.Host = (*host)(nil)

// ChannelFacts implements [policy.Host]. Membership comes first: to somebody who isn't a member a channel that doesn't
// exist looks the same, system admins included.
func (h *host) ChannelFacts(channelID, userID string, maxMembers int) (policy.Facts, error) {
	if _, appErr := h.api.GetChannelMember(channelID, userID); appErr != nil {
		if appErr.StatusCode == http.StatusNotFound {
			return policy.Facts{}, policy.ErrNotMember
		}

		return policy.Facts{}, fmt.Errorf("get channel member: %w", appErr)
	}
	channel, appErr := h.api.GetChannel(channelID)
	if appErr != nil {
		return policy.Facts{}, fmt.Errorf("get channel: %w", appErr)
	}
	user, appErr := h.api.GetUser(userID)
	if appErr != nil {
		return policy.Facts{}, fmt.Errorf("get user: %w", appErr)
	}
	facts := policy.Facts{
		Kind:           kindOf(channel.Type),
		IsArchived:     channel.DeleteAt != 0,
		IsShared:       channel.IsShared(),
		IsGuest:        user.IsGuest(),
		IsChannelAdmin: h.api.HasPermissionToChannel(userID, channelID, model.PermissionManageChannelRoles),
		IsSystemAdmin:  h.api.HasPermissionTo(userID, model.PermissionManageSystem),
	}
	err := h.eachPerson(channelID, func(person *model.User) bool {
		facts.Members++
		facts.HasGuests = facts.HasGuests || person.IsGuest()

		return facts.Members <= maxMembers
	})

	return facts, err
}

// eachPerson calls visit for every member who counts, until it returns false: bots and deactivated people don't.
func (h *host) eachPerson(channelID string, visit func(*model.User) bool) error {
	for page := 0; ; page++ {
		users, appErr := h.api.GetUsersInChannel(channelID, model.ChannelSortByUsername, page, usersPerPage)
		if appErr != nil {
			return fmt.Errorf("get users in channel: %w", appErr)
		}
		for _, user := range users {
			if !user.IsBot && user.DeleteAt == 0 && !visit(user) {
				return nil
			}
		}
		if len(users) < usersPerPage {
			return nil
		}
	}
}

// channelsOf lists the channels of a user in all teams, direct and group ones included.
func (h *host) channelsOf(userID string) ([]string, error) {
	channelIDs := []string{}
	for page := 0; ; page++ {
		// The host ignores the team of this call.
		members, appErr := h.api.GetChannelMembersForUser("", userID, page, membersPerPage)
		if appErr != nil {
			return nil, fmt.Errorf("get channels of user: %w", appErr)
		}
		for _, member := range members {
			channelIDs = append(channelIDs, member.ChannelId)
		}
		if len(members) < membersPerPage {
			return channelIDs, nil
		}
	}
}

// recipient returns a member with the address of their account.
func (h *host) recipient(userID string) (mail.Recipient, error) {
	user, appErr := h.api.GetUser(userID)
	if appErr != nil {
		return mail.Recipient{}, fmt.Errorf("get user: %w", appErr)
	}

	return mail.Recipient{Username: user.Username, Address: user.Email}, nil
}

// kindOf gives a kind that no setting allows to a type of channel that isn't known here.
func kindOf(channelType model.ChannelType) policy.Kind {
	switch channelType {
	case model.ChannelTypeOpen:
		return policy.KindPublic
	case model.ChannelTypePrivate:
		return policy.KindPrivate
	case model.ChannelTypeDirect:
		return policy.KindDirect
	case model.ChannelTypeGroup:
		return policy.KindGroup
	}

	return policy.Kind(channelType)
}
