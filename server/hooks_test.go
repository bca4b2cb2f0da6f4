package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/directory"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/gate"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

// scene is a running plugin with Anna's identity, in a private channel that she has encrypted.
type scene struct {
	t      *testing.T
	host   *fakeHost
	plugin *Plugin
	anna   *protocoltest.Person
}

func newScene(t *testing.T, host *fakeHost) *scene {
	t.Helper()
	s := &scene{t: t, host: host, anna: protocoltest.NewPerson(t, protocoltest.Anna)}

	// The server id is made at random; this test server has the one that the structures of tests are for.
	_, appErr := host.KVSetWithOptions("v1_server_id", protocoltest.ServerID[:], model.PluginKVSetOptions{Atomic: true})
	require.Nil(t, appErr)
	s.plugin = host.startPlugin(t)
	s.publish(s.anna)
	s.switchTo(protocoltest.NewStatements(protocoltest.ChannelID), protocoltest.On)

	return s
}

func (s *scene) publish(person *protocoltest.Person) {
	s.t.Helper()
	newest := len(person.Records) - 1
	publication := directory.Publication{
		Record:             person.Records[newest],
		Bundle:             person.Bundle(s.t, newest+1),
		WrappedRecoveryKey: person.WrappedRecoveryKey(s.t),
		HandOver:           person.HandOver(s.t),
	}
	if newest > 0 {
		publication.ExpectedHead = person.RecordHash(s.t, newest-1)
	}
	_, err := s.plugin.parts.Load().directory.Publish(person.UserID, publication)
	require.NoError(s.t, err)
}

func (s *scene) switchTo(statements *protocoltest.Statements, mode int) {
	s.t.Helper()
	statement := statements.Next(s.t, s.anna, mode)
	_, err := s.plugin.parts.Load().policies.Switch(statements.ChannelID, s.anna.UserID, statement)
	require.NoError(s.t, err)
}

func (s *scene) sealedPost() *model.Post {
	s.t.Helper()

	return s.post(protocoltest.HeaderMap(s.t, s.anna))
}

func (s *scene) post(header protocoltest.Map) *model.Post {
	s.t.Helper()
	post := &model.Post{
		Id: "postpostpostpostpostpostpo", UserId: protocoltest.Anna, ChannelId: protocoltest.ChannelID,
		Type: gate.PostType, Message: protocol.Placeholder,
	}
	post.SetProps(model.StringInterface{gate.EnvelopeKey: protocoltest.Envelope(s.t, header, 2)})

	return post
}

func (s *scene) clearPost(userID string) *model.Post {
	return &model.Post{UserId: userID, ChannelId: protocoltest.ChannelID, Message: "hello"}
}

func TestMessageWillBePosted(t *testing.T) {
	s := newScene(t, newFakeHost())

	kept, reason := s.plugin.MessageWillBePosted(nil, s.sealedPost())
	assert.Nil(t, kept, "nil keeps the post as it is")
	assert.Empty(t, reason)

	elsewhere := s.clearPost(protocoltest.Anna)
	elsewhere.ChannelId = protocoltest.OtherChannelID
	_, reason = s.plugin.MessageWillBePosted(nil, elsewhere)
	assert.Empty(t, reason)

	_, reason = s.plugin.MessageWillBePosted(nil, s.clearPost(protocoltest.Anna))
	assert.Equal(t, wordsClearText, reason)

	misplaced := s.sealedPost()
	misplaced.RootId = protocoltest.RootID
	_, reason = s.plugin.MessageWillBePosted(nil, misplaced)
	assert.Contains(t, reason, "thread_mismatch")

	unasked := protocoltest.HeaderMap(t, s.anna)
	unasked[5] = protocoltest.OtherChannelID
	sealed := s.post(unasked)
	sealed.ChannelId = protocoltest.OtherChannelID
	_, reason = s.plugin.MessageWillBePosted(nil, sealed)
	assert.Equal(t, wordsNotSealed, reason)
}

func TestMessageWillBeUpdated(t *testing.T) {
	s := newScene(t, newFakeHost())
	stored := s.sealedPost()
	pinned := s.sealedPost()
	pinned.SetProps(stored.GetProps())
	pinned.IsPinned = true
	edited := stored.Clone()
	edited.Message = "hello"

	kept, reason := s.plugin.MessageWillBeUpdated(nil, pinned, stored)
	assert.Same(t, pinned, kept, "here a nil post would refuse")
	assert.Empty(t, reason)

	edit := s.post(protocoltest.EditHeaderMap(t, s.anna, 1))
	kept, _ = s.plugin.MessageWillBeUpdated(nil, edit, stored)
	assert.Same(t, edit, kept)

	kept, reason = s.plugin.MessageWillBeUpdated(nil, edited, stored)
	assert.Nil(t, kept)
	assert.Equal(t, wordsClearText, reason)

	kept, _ = s.plugin.MessageWillBeUpdated(nil, &model.Post{ChannelId: protocoltest.ChannelID, Message: "b"}, &model.Post{ChannelId: protocoltest.ChannelID, Message: "a"})
	assert.Nil(t, kept, "an old clear post in a now encrypted channel")
}

func TestFilesSchedulesAndDrafts(t *testing.T) {
	s := newScene(t, newFakeHost())
	for channelID, isRefused := range map[string]bool{protocoltest.ChannelID: true, protocoltest.OtherChannelID: false} {
		_, file := s.plugin.FileWillBeUploaded(nil, &model.FileInfo{ChannelId: channelID, CreatorId: protocoltest.Anna}, nil, nil)
		_, schedule := s.plugin.ScheduledPostWillBeCreated(nil, &model.ScheduledPost{Draft: model.Draft{ChannelId: channelID}})
		_, draft := s.plugin.DraftWillBeUpserted(nil, &model.Draft{ChannelId: channelID})

		assert.Equal(t, isRefused, file != "")
		assert.Equal(t, isRefused, schedule != "")
		assert.Equal(t, isRefused, draft != "")
	}
	_, reason := s.plugin.FileWillBeUploaded(nil, &model.FileInfo{}, nil, nil)
	assert.Empty(t, reason, "an upload by a plugin names no channel")
}

func TestExemptBotsAreTheHostsBots(t *testing.T) {
	s := newScene(t, newFakeHost())
	const helper, unlisted, person = "helperhelperhelperhelperhe", "unlistedunlistedunlistedun", "personpersonpersonpersonpe"
	s.host.users[helper] = &model.User{Id: helper, Username: "helper", IsBot: true}
	s.host.users[unlisted] = &model.User{Id: unlisted, Username: "unlisted", IsBot: true}
	s.host.users[person] = &model.User{Id: person, Username: "other"}

	for userID, isRefused := range map[string]bool{helper: false, ourBot: false, unlisted: true, person: true, "": true} {
		_, reason := s.plugin.MessageWillBePosted(nil, s.clearPost(userID))
		assert.Equal(t, isRefused, reason != "", userID)
	}
	pretending := s.clearPost(protocoltest.Anna)
	pretending.SetProps(model.StringInterface{"from_bot": "true", "from_plugin": "true"})
	_, reason := s.plugin.MessageWillBePosted(nil, pretending)
	assert.NotEmpty(t, reason)

	var config struct {
		ExemptBots map[string]string `json:"exemptBots"`
	}
	request := httptest.NewRequest(http.MethodGet, "/api/v1/config", nil)
	request.Header.Set("Mattermost-User-Id", protocoltest.Anna)
	recorder := httptest.NewRecorder()
	s.plugin.ServeHTTP(nil, recorder, request)
	require.NoError(t, json.NewDecoder(recorder.Body).Decode(&config))
	assert.Equal(t, map[string]string{ourBot: "e2ee", helper: "helper"}, config.ExemptBots, "browsers know the same ones")
}

func TestHooksReadNothingOnceWarm(t *testing.T) {
	s := newScene(t, newFakeHost())
	elsewhere := s.clearPost(protocoltest.Anna)
	elsewhere.ChannelId = protocoltest.OtherChannelID
	_, reason := s.plugin.MessageWillBePosted(nil, elsewhere)
	require.Empty(t, reason)
	before := s.host.values.Reads()

	for range 10 {
		_, reason = s.plugin.MessageWillBePosted(nil, s.sealedPost())
		require.Empty(t, reason)
		_, reason = s.plugin.MessageWillBePosted(nil, s.clearPost(protocoltest.Anna))
		require.NotEmpty(t, reason)
		_, reason = s.plugin.MessageWillBePosted(nil, elsewhere)
		require.Empty(t, reason)
	}

	assert.Equal(t, before, s.host.values.Reads())
}

func TestHooksRefuseWhatTheyCannotJudge(t *testing.T) {
	host := newFakeHost()
	p := host.startPlugin(t)
	post := &model.Post{ChannelId: protocoltest.OtherChannelID, UserId: protocoltest.Anna, Message: "hello"}

	host.values.SetDown(true)
	_, reason := p.MessageWillBePosted(nil, post)
	assert.NotEmpty(t, reason, "the store is down")
	host.values.SetDown(false)
	_, reason = p.MessageWillBePosted(nil, post)
	assert.Empty(t, reason, "and is back")

	idle := &Plugin{}
	idle.SetAPI(host)
	_, reason = idle.MessageWillBePosted(nil, post)
	assert.NotEmpty(t, reason, "not active yet")
}

func TestAPanicRefuses(t *testing.T) {
	host := newFakeHost()
	p := host.startPlugin(t)
	require.Empty(t, host.errors)

	_, reason := p.MessageWillBePosted(nil, nil)
	assert.NotEmpty(t, reason)
	kept, reason := p.MessageWillBeUpdated(nil, nil, nil)
	assert.Nil(t, kept)
	assert.NotEmpty(t, reason)
	_, reason = p.FileWillBeUploaded(nil, nil, nil, nil)
	assert.NotEmpty(t, reason)
	assert.Equal(t, []string{"panic", "panic", "panic"}, host.errors)
}

func TestASupersededGenerationPostsNothingNew(t *testing.T) {
	s := newScene(t, newFakeHost())
	old := s.sealedPost()
	_, reason := s.plugin.MessageWillBePosted(nil, old)
	require.Empty(t, reason)
	s.anna.Rotate(t)
	s.publish(s.anna)

	_, reason = s.plugin.MessageWillBePosted(nil, old)
	assert.Contains(t, reason, "sender_unknown")
	_, reason = s.plugin.MessageWillBePosted(nil, s.sealedPost())
	assert.Empty(t, reason)
}
