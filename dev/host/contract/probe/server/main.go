// The probe's server half: tells the recorder, whose address stands in a file of the bundle, of every hook that is called.
// It refuses a post that says SERVERREJECT, and changes nothing else.
package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/plugin"
)

// refusedWord in a message makes the server refuse the post.
const refusedWord = "SERVERREJECT"

type probe struct {
	plugin.MattermostPlugin
	recorder *recorder
}

func main() {
	plugin.ClientMain(&probe{recorder: newRecorder()})
}

func (p *probe) OnActivate() error {
	folder, err := p.API.GetBundlePath()
	if err != nil {
		return err
	}
	url, err := os.ReadFile(filepath.Join(folder, "recorder_url"))
	if err != nil {
		return err
	}
	p.recorder.start(strings.TrimSpace(string(url)))
	p.recorder.record("OnActivate", map[string]any{"server": p.API.GetServerVersion()})
	return nil
}

func (p *probe) OnDeactivate() error {
	p.recorder.record("OnDeactivate", map[string]any{})
	p.recorder.stop()
	return nil
}

func (p *probe) ConfigurationWillBeSaved(_ *model.Config) (*model.Config, error) {
	p.recorder.record("ConfigurationWillBeSaved", map[string]any{})
	return nil, nil
}

func (p *probe) MessageWillBePosted(_ *plugin.Context, post *model.Post) (*model.Post, string) {
	p.recorder.record("MessageWillBePosted", map[string]any{"post": post})
	if strings.Contains(post.Message, refusedWord) {
		return nil, "refused by the probe"
	}
	return nil, ""
}

func (p *probe) MessageHasBeenPosted(_ *plugin.Context, post *model.Post) {
	p.recorder.record("MessageHasBeenPosted", map[string]any{"post": post})
}

func (p *probe) MessageWillBeUpdated(_ *plugin.Context, newPost, oldPost *model.Post) (*model.Post, string) {
	p.recorder.record("MessageWillBeUpdated", map[string]any{"newPost": newPost, "oldPost": oldPost})
	return newPost, ""
}

func (p *probe) MessageHasBeenUpdated(_ *plugin.Context, newPost, oldPost *model.Post) {
	p.recorder.record("MessageHasBeenUpdated", map[string]any{"newPost": newPost, "oldPost": oldPost})
}

func (p *probe) MessageHasBeenDeleted(_ *plugin.Context, post *model.Post) {
	p.recorder.record("MessageHasBeenDeleted", map[string]any{"post": post})
}

func (p *probe) ChannelHasBeenCreated(_ *plugin.Context, channel *model.Channel) {
	p.recorder.record("ChannelHasBeenCreated", map[string]any{"id": channel.Id, "name": channel.Name, "type": channel.Type})
}

func (p *probe) UserWillLogIn(_ *plugin.Context, user *model.User) string {
	p.recorder.record("UserWillLogIn", map[string]any{"username": user.Username})
	return ""
}

func (p *probe) UserHasLoggedIn(_ *plugin.Context, user *model.User) {
	p.recorder.record("UserHasLoggedIn", map[string]any{"username": user.Username})
}

func (p *probe) PreferencesHaveChanged(_ *plugin.Context, preferences []model.Preference) {
	p.recorder.record("PreferencesHaveChanged", map[string]any{"preferences": preferences})
}

func (p *probe) OnWebSocketConnect(_, userID string) {
	p.recorder.record("OnWebSocketConnect", map[string]any{"user_id": userID})
}

func (p *probe) OnWebSocketDisconnect(_, userID string) {
	p.recorder.record("OnWebSocketDisconnect", map[string]any{"user_id": userID})
}

func (p *probe) WebSocketMessageHasBeenPosted(_, userID string, request *model.WebSocketRequest) {
	data := maps.Clone(request.Data)
	delete(data, "remote_addr")
	p.recorder.record("WebSocketMessageHasBeenPosted", map[string]any{"action": request.Action, "data": data, "user_id": userID})
}
