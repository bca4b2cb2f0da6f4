package main

import (
	"slices"
	"time"

	"github.com/mattermost/mattermost/server/public/plugin"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/cache"
)

const (
	rememberedBots = 1_000

	// botAge is how long a renamed or deleted bot keeps what it had.
	botAge = time.Minute
)

type knownBot struct {
	username string
	askedAt  time.Time
}

// exemptAuthors tells which accounts may post clear text: our own bot, and bots that the admin listed. The account
// itself is asked, since every prop that says "from a bot" is one that a client can send.
type exemptAuthors struct {
	api    plugin.API
	botID  string
	listed func() []string
	bots   *cache.Cache[knownBot]
}

func newExemptAuthors(api plugin.API, botID string, listed func() []string) *exemptAuthors {
	return &exemptAuthors{api: api, botID: botID, listed: listed, bots: cache.New[knownBot](rememberedBots)}
}

func (e *exemptAuthors) contains(userID string) bool {
	if userID == "" {
		return false
	}
	if userID == e.botID {
		return true
	}
	listed := e.listed()
	if len(listed) == 0 {
		return false
	}
	username := e.botUsername(userID)

	return username != "" && slices.Contains(listed, username)
}

// named lists them for browsers, which may not have met such a bot before: usernames by user id.
func (e *exemptAuthors) named() map[string]string {
	names := map[string]string{}
	if e.botID != "" {
		names[e.botID] = botUsername
	}
	for _, username := range e.listed() {
		if user, appErr := e.api.GetUserByUsername(username); appErr == nil && user.IsBot && user.DeleteAt == 0 {
			names[user.Id] = user.Username
		}
	}

	return names
}

// botUsername is empty for whoever is no bot, or not known.
func (e *exemptAuthors) botUsername(userID string) string {
	now := time.Now()
	if known, found := e.bots.Get(userID); found && now.Sub(known.askedAt) < botAge {
		return known.username
	}
	asked := knownBot{askedAt: now}
	user, appErr := e.api.GetUser(userID)
	if appErr != nil {
		return ""
	}
	if user.IsBot && user.DeleteAt == 0 {
		asked.username = user.Username
	}
	isNewer := func(value, remembered knownBot) bool { return value.askedAt.After(remembered.askedAt) }

	return e.bots.Merge(userID, asked, isNewer).username
}
