package main

import (
	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/plugin"
)

// The first version with RegisterChannelGuard: from then on the server refuses posts to a guarded channel while the
// plugin isn't running.
const guardsSinceMajor, guardsSinceMinor = 11, 9

type guards struct {
	api         plugin.API
	isSupported bool
}

// newGuards decides by the server's version. The call itself proves nothing: an older server answers success to it.
func newGuards(api plugin.API) *guards {
	major, minor, _ := model.SplitVersion(api.GetServerVersion())

	return &guards{api: api, isSupported: major > guardsSinceMajor || (major == guardsSinceMajor && minor >= guardsSinceMinor)}
}

func (g *guards) set(channelID string, isOn bool) {
	if !g.isSupported {
		return
	}
	change := g.api.UnregisterChannelGuard
	if isOn {
		change = g.api.RegisterChannelGuard
	}
	if appErr := change(channelID); appErr != nil {
		g.api.LogError("channel guard is not changed", "channel_id", channelID, "error", appErr.Error())
	}
}
