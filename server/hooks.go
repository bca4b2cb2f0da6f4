package main

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/plugin"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/gate"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
)

const (
	wordsClearText = "This channel is end-to-end encrypted: only sealed messages are taken. Use Mattermost in a browser or the desktop app, where they are sealed for you."
	wordsFile      = "This channel is end-to-end encrypted, and files can't be sealed yet."
	wordsSchedule  = "This channel is end-to-end encrypted, and messages for it can't be scheduled yet."
	wordsDraft     = "This channel is end-to-end encrypted: drafts stay in the browser."
	wordsUnfit     = "This message was not sealed for this place and author (%s). Reload the page and send it again."
	wordsNotSealed = "This channel is not end-to-end encrypted, so sealed messages are not taken. Reload the page and send it again."
	wordsInternal  = "This message can't be judged right now, so it was not taken. Try again."
)

var (
	errStarting = errors.New("not active yet")
	errPanic    = errors.New("panic")
)

// MessageWillBePosted refuses clear text in an encrypted channel.
//
// A nil post keeps it as it is. The host never asks here about burn-on-read posts, imports and ephemeral posts.
func (p *Plugin) MessageWillBePosted(_ *plugin.Context, post *model.Post) (*model.Post, string) {
	err := p.judge("new post", func(g *gate.Gate) error { return g.NewPost(gatePost(post)) })

	return nil, wordsFor(err, wordsClearText)
}

// MessageWillBeUpdated refuses what would put clear text into an encrypted channel. The host also asks here about pins
// and restored versions. Here it is the other way round: only a nil post refuses.
func (p *Plugin) MessageWillBeUpdated(_ *plugin.Context, updated, stored *model.Post) (*model.Post, string) {
	err := p.judge("update", func(g *gate.Gate) error { return g.Update(gatePost(updated), gatePost(stored)) })
	if err != nil {
		return nil, wordsFor(err, wordsClearText)
	}

	return updated, ""
}

// FileWillBeUploaded refuses files for an encrypted channel. An upload by a plugin names no channel; it passes here,
// and a post that carries it doesn't.
func (p *Plugin) FileWillBeUploaded(_ *plugin.Context, info *model.FileInfo, _ io.Reader, _ io.Writer) (*model.FileInfo, string) {
	err := p.judge("file", func(g *gate.Gate) error {
		if info.ChannelId == "" {
			return nil
		}

		return g.Clear(info.ChannelId, info.CreatorId)
	})

	return nil, wordsFor(err, wordsFile)
}

// ScheduledPostWillBeCreated refuses scheduling for an encrypted channel. Only servers from 11.9 on ask; before, the post
// is refused when its time comes, by MessageWillBePosted.
func (p *Plugin) ScheduledPostWillBeCreated(_ *plugin.Context, post *model.ScheduledPost) (*model.ScheduledPost, string) {
	err := p.judge("scheduled post", func(g *gate.Gate) error { return g.Clear(post.ChannelId, post.UserId) })

	return nil, wordsFor(err, wordsSchedule)
}

// DraftWillBeUpserted refuses drafts for an encrypted channel. Only servers from 11.9 on ask.
func (p *Plugin) DraftWillBeUpserted(_ *plugin.Context, draft *model.Draft) (*model.Draft, string) {
	err := p.judge("draft", func(g *gate.Gate) error { return g.Clear(draft.ChannelId, draft.UserId) })

	return nil, wordsFor(err, wordsDraft)
}

// judge asks the gate. It turns a panic into a refusal: the host would accept what made a hook crash.
func (p *Plugin) judge(what string, ask func(*gate.Gate) error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			p.logPanic(what, cause)
			err = errPanic
		}
	}()
	current := p.parts.Load()
	if current == nil {
		return errStarting
	}

	return ask(current.gate)
}

func (p *Plugin) logPanic(where string, cause any) {
	p.API.LogError("panic", "where", where, "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
}

// wordsFor says to a person why something was refused; empty if it wasn't.
func wordsFor(err error, clearText string) string {
	switch code := protocol.CodeOf(err); {
	case err == nil:
		return ""
	case errors.Is(err, gate.ErrClearText):
		return clearText
	case errors.Is(err, gate.ErrNotEncrypted):
		return wordsNotSealed
	case code != "":
		return fmt.Sprintf(wordsUnfit, code)
	}

	return wordsInternal
}

func gatePost(post *model.Post) gate.Post {
	return gate.Post{
		ChannelID: post.ChannelId,
		AuthorID:  post.UserId,
		RootID:    post.RootId,
		Type:      post.Type,
		Message:   post.Message,
		Props:     post.GetProps(),
		FileIDs:   post.FileIds,
	}
}
