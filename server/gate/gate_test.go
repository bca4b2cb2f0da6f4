package gate_test

import (
	"errors"
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/gate"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

const botID = "botbotbotbotbotbotbotbotbo"

var errDown = errors.New("down")

// fakePolicies knows one encrypted channel, and can't say anything about an empty name.
type fakePolicies struct {
	remembered, stored policy.State
	reloads            int
}

func (p *fakePolicies) State(channelID string) (policy.State, error) {
	switch channelID {
	case protocoltest.ChannelID:
		return p.remembered, nil
	case "":
		return policy.State{}, errDown
	}

	return policy.State{}, nil
}

func (p *fakePolicies) Reload(channelID string) (policy.State, error) {
	p.reloads++
	if channelID == protocoltest.ChannelID {
		p.remembered = p.stored
	}

	return p.State(channelID)
}

// fakeDirectory remembers some of the records that are stored.
type fakeDirectory struct {
	remembered, stored [][]byte
	reloads            int
}

func (d *fakeDirectory) Chain(userID string) ([][]byte, error) {
	if userID != protocoltest.Anna {
		return nil, nil
	}

	return d.remembered, nil
}

func (d *fakeDirectory) Reload(userID string) ([][]byte, error) {
	d.reloads++
	if userID != protocoltest.Anna {
		return nil, nil
	}
	d.remembered = d.stored

	return d.stored, nil
}

type fixture struct {
	*gate.Gate

	anna      *protocoltest.Person
	directory *fakeDirectory
	policies  *fakePolicies
	settings  gate.Exemptions
}

func newFixture(t testing.TB) *fixture {
	t.Helper()
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	on := policyOf(t, anna, protocoltest.On)
	f := &fixture{
		anna:      anna,
		directory: &fakeDirectory{remembered: anna.Records, stored: anna.Records},
		policies:  &fakePolicies{remembered: on, stored: on},
		settings:  gate.Exemptions{NamesAllowed: true, PostTypes: []string{"custom_calls"}},
	}
	f.Gate = gate.New(gate.Options{
		ServerID:       func() (protocol.ServerID, error) { return protocoltest.ServerID, nil },
		Policies:       f.policies,
		Directory:      f.directory,
		Settings:       func() gate.Exemptions { return f.settings },
		IsExemptAuthor: func(userID string) bool { return userID == botID },
	})

	return f
}

// policyOf is the state of ChannelID after it was switched so.
func policyOf(t testing.TB, signer *protocoltest.Person, modes ...int) policy.State {
	t.Helper()
	statements := protocoltest.NewStatements(protocoltest.ChannelID)
	for _, mode := range modes {
		statements.Next(t, signer, mode)
	}
	state, err := policy.New(policy.Options{}).Learn(protocoltest.ChannelID, statements.Signed)
	require.NoError(t, err)

	return state
}

func sealed(t testing.TB, header protocoltest.Map, members int) gate.Post {
	t.Helper()

	return gate.Post{
		ChannelID: protocoltest.ChannelID,
		AuthorID:  protocoltest.Anna,
		Type:      gate.PostType,
		Message:   protocol.Placeholder,
		Props:     map[string]any{gate.EnvelopeKey: protocoltest.Envelope(t, header, members)},
	}
}

func clearPost() gate.Post {
	return gate.Post{ChannelID: protocoltest.ChannelID, AuthorID: protocoltest.Anna, Message: "hello", Props: map[string]any{}}
}

func TestNewPost(t *testing.T) {
	f := newFixture(t)
	post := func(change func(*gate.Post)) gate.Post {
		post := sealed(t, protocoltest.HeaderMap(t, f.anna), 3)
		change(&post)

		return post
	}
	header := func(key uint64, value any) gate.Post {
		header := protocoltest.HeaderMap(t, f.anna)
		header[key] = value

		return sealed(t, header, 3)
	}
	clearText := func(change func(*gate.Post)) gate.Post {
		post := clearPost()
		change(&post)

		return post
	}

	const unsealed = protocol.Code("clear text")
	tests := map[string]struct {
		post gate.Post
		code protocol.Code
	}{
		"a sealed post":                         {post(func(*gate.Post) {}), ""},
		"with names":                            {post(func(p *gate.Post) { p.Message += " @anna @ben" }), ""},
		"with props of others":                  {post(func(p *gate.Post) { p.Props["disable_group_highlight"] = true }), ""},
		"in a thread":                           {withRoot(header(9, protocoltest.RootID)), ""},
		"clear text where nothing is sealed":    {clearText(func(p *gate.Post) { p.ChannelID = protocoltest.OtherChannelID }), ""},
		"a system post":                         {clearText(func(p *gate.Post) { p.Type = "system_join_channel" }), ""},
		"an exempt type":                        {clearText(func(p *gate.Post) { p.Type = "custom_calls" }), ""},
		"an exempt bot":                         {clearText(func(p *gate.Post) { p.AuthorID = botID }), ""},
		"clear text":                            {clearPost(), unsealed},
		"clear text where nothing is known":     {clearText(func(p *gate.Post) { p.ChannelID = "" }), unsealed},
		"clear text that says it is a bot's":    {clearText(func(p *gate.Post) { p.Props["from_bot"] = "true" }), unsealed},
		"clear text that says it is a plugin's": {clearText(func(p *gate.Post) { p.Props["from_plugin"] = true }), unsealed},
		"another custom type":                   {clearText(func(p *gate.Post) { p.Type = "custom_other" }), unsealed},
		"an envelope without the type":          {post(func(p *gate.Post) { p.Type = "" }), unsealed},
		"the type without an envelope":          {post(func(p *gate.Post) { delete(p.Props, gate.EnvelopeKey) }), protocol.CodeEnvelopeMalformed},
		"an envelope that is no string":         {post(func(p *gate.Post) { p.Props[gate.EnvelopeKey] = []any{"A"} }), protocol.CodeEnvelopeMalformed},
		"words beside the envelope":             {post(func(p *gate.Post) { p.Message = "hello" }), protocol.CodeEnvelopeMalformed},
		"words behind the placeholder":          {post(func(p *gate.Post) { p.Message += " hello" }), protocol.CodeEnvelopeMalformed},
		"files beside the envelope":             {post(func(p *gate.Post) { p.FileIDs = []string{"f"} }), protocol.CodePropsForbidden},
		"another author's name":                 {post(func(p *gate.Post) { p.Props["override_username"] = "ben" }), protocol.CodePropsForbidden},
		"a webhook":                             {post(func(p *gate.Post) { p.Props["from_webhook"] = "true" }), protocol.CodePropsForbidden},
		"attachments":                           {post(func(p *gate.Post) { p.Props["attachments"] = []any{} }), protocol.CodePropsForbidden},
		"another server":                        {header(4, make([]byte, 16)), protocol.CodeServerChanged},
		"another channel":                       {header(5, protocoltest.OtherChannelID), protocol.CodeChannelMismatch},
		"another author":                        {header(6, protocoltest.Ben), protocol.CodeAuthorMismatch},
		"another thread":                        {header(9, protocoltest.RootID), protocol.CodeThreadMismatch},
		"a thread that it wasn't sealed for":    {withRoot(post(func(*gate.Post) {})), protocol.CodeThreadMismatch},
		"a generation to come":                  {header(7, 1), protocol.CodeSenderUnknown},
		"a policy to come":                      {header(14, 2), protocol.CodeStatementInvalid},
		"a policy that never was":               {header(15, make([]byte, 32)), protocol.CodeStatementInvalid},
		"an edit":                               {sealed(t, protocoltest.EditHeaderMap(t, f.anna, 1), 3), protocol.CodeTypeMismatch},
		"somebody without an identity": {func() gate.Post {
			post := header(6, protocoltest.Ben)
			post.AuthorID = protocoltest.Ben

			return post
		}(), protocol.CodeSenderUnknown},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			err := f.NewPost(test.post)

			if test.code == unsealed {
				assert.ErrorIs(t, err, gate.ErrClearText)

				return
			}
			assert.Equal(t, test.code, protocol.CodeOf(err))
			assert.Equal(t, test.code == "", err == nil)
		})
	}
}

func withRoot(post gate.Post) gate.Post {
	post.RootID = protocoltest.RootID

	return post
}

func TestNamesMayBeForbidden(t *testing.T) {
	f := newFixture(t)
	post := sealed(t, protocoltest.HeaderMap(t, f.anna), 3)
	named := post
	named.Message += " @ben"
	require.NoError(t, f.NewPost(named))
	f.settings.NamesAllowed = false

	require.Error(t, f.NewPost(named))
	assert.NoError(t, f.NewPost(post))
}

func TestASupersededGenerationIsRefusedFromMemory(t *testing.T) {
	f := newFixture(t)
	old := sealed(t, protocoltest.HeaderMap(t, f.anna), 3)
	require.NoError(t, f.NewPost(old))
	f.anna.Rotate(t)
	f.directory.remembered = f.anna.Records

	assert.Equal(t, protocol.CodeSenderUnknown, protocol.CodeOf(f.NewPost(old)))
	require.NoError(t, f.NewPost(sealed(t, protocoltest.HeaderMap(t, f.anna), 3)))
	assert.Zero(t, f.directory.reloads)
}

func TestAGenerationThatMemoryMissesIsLookedUp(t *testing.T) {
	f := newFixture(t)
	f.anna.Rotate(t)
	f.directory.stored = f.anna.Records

	require.NoError(t, f.NewPost(sealed(t, protocoltest.HeaderMap(t, f.anna), 3)))
	require.NoError(t, f.NewPost(sealed(t, protocoltest.HeaderMap(t, f.anna), 3)))
	assert.Equal(t, 1, f.directory.reloads)
}

func TestASealedPostInAClearChannelIsRefused(t *testing.T) {
	f := newFixture(t)
	post := sealed(t, protocoltest.HeaderMap(t, f.anna), 3)
	require.NoError(t, f.NewPost(post))
	f.policies.stored = policyOf(t, f.anna, protocoltest.On, protocoltest.Off)
	f.policies.remembered = f.policies.stored
	require.ErrorIs(t, f.NewPost(post), gate.ErrNotEncrypted, "switched off since")

	header := protocoltest.HeaderMap(t, f.anna)
	header[5] = protocoltest.OtherChannelID
	elsewhere := sealed(t, header, 3)
	elsewhere.ChannelID = protocoltest.OtherChannelID
	assert.ErrorIs(t, f.NewPost(elsewhere), gate.ErrNotEncrypted, "never switched on")
}

func TestAnEarlierPolicyOfTheChannelWillDo(t *testing.T) {
	f := newFixture(t)
	f.policies.remembered = policyOf(t, f.anna, protocoltest.On, protocoltest.Off, protocoltest.On)

	require.NoError(t, f.NewPost(sealed(t, protocoltest.HeaderMap(t, f.anna), 3)))
	assert.Zero(t, f.policies.reloads)
}

func TestAPolicyThatMemoryMissesIsLookedUp(t *testing.T) {
	f := newFixture(t)
	f.policies.remembered = policy.State{}

	require.NoError(t, f.NewPost(sealed(t, protocoltest.HeaderMap(t, f.anna), 3)))
	require.NoError(t, f.NewPost(sealed(t, protocoltest.HeaderMap(t, f.anna), 3)))
	assert.Equal(t, 1, f.policies.reloads)
}

func TestUpdateOfASealedPost(t *testing.T) {
	f := newFixture(t)
	stored := sealed(t, protocoltest.HeaderMap(t, f.anna), 3)
	edit := func(revision int, change func(protocoltest.Map)) gate.Post {
		header := protocoltest.EditHeaderMap(t, f.anna, revision)
		change(header)

		return sealed(t, header, 3)
	}
	changed := func(change func(*gate.Post)) gate.Post {
		post := stored
		post.Props = maps.Clone(stored.Props)
		change(&post)

		return post
	}
	unchanged := func(protocoltest.Map) {}

	tests := map[string]struct {
		updated, stored gate.Post
		isRefused       bool
	}{
		"nothing, as for a pin":         {changed(func(*gate.Post) {}), stored, false},
		"a prop that the host adds":     {changed(func(p *gate.Post) { p.Props["channel_mentions"] = map[string]any{} }), stored, false},
		"a sealed edit":                 {edit(1, unchanged), stored, false},
		"a second sealed edit":          {edit(2, unchanged), edit(1, unchanged), false},
		"clear text":                    {changed(func(p *gate.Post) { p.Message = "hello" }), stored, true},
		"clear text, type and all":      {clearPost(), stored, true},
		"no envelope any more":          {changed(func(p *gate.Post) { delete(p.Props, gate.EnvelopeKey) }), stored, true},
		"another prop":                  {changed(func(p *gate.Post) { p.Props["note"] = "hello" }), stored, true},
		"files":                         {changed(func(p *gate.Post) { p.FileIDs = []string{"f"} }), stored, true},
		"a new post's envelope":         {sealed(t, protocoltest.HeaderMap(t, f.anna), 3), stored, true},
		"an edit of another post":       {edit(1, func(h protocoltest.Map) { h[11] = make([]byte, 16) }), stored, true},
		"an edit for another channel":   {edit(1, func(h protocoltest.Map) { h[5] = protocoltest.OtherChannelID }), stored, true},
		"an edit under no known policy": {edit(1, func(h protocoltest.Map) { h[14] = 2 }), stored, true},
		"the same revision again":       {edit(1, unchanged), edit(1, unchanged), true},
		"an older revision":             {edit(1, unchanged), edit(2, unchanged), true},
		"an edit of a clear post":       {edit(1, unchanged), clearPost(), true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.isRefused, f.Update(test.updated, test.stored) != nil)
		})
	}
}

func TestUpdateOfAClearPost(t *testing.T) {
	f := newFixture(t)
	stored := clearPost()
	edited := stored
	edited.Message = "hello again"
	elsewhere, editedElsewhere := stored, edited
	elsewhere.ChannelID, editedElsewhere.ChannelID = protocoltest.OtherChannelID, protocoltest.OtherChannelID
	bots, botsEdited := stored, edited
	bots.AuthorID, botsEdited.AuthorID = botID, botID

	require.NoError(t, f.Update(stored, stored), "a pin")
	require.NoError(t, f.Update(editedElsewhere, elsewhere), "a channel that isn't encrypted")
	require.NoError(t, f.Update(botsEdited, bots), "an exempt bot")
	assert.ErrorIs(t, f.Update(edited, stored), gate.ErrClearText)
}

func TestAClearPostBecomesASealedOneNowhere(t *testing.T) {
	f := newFixture(t)
	edit := func(channelID string) gate.Post {
		header := protocoltest.EditHeaderMap(t, f.anna, 1)
		header[5] = channelID
		post := sealed(t, header, 3)
		post.ChannelID = channelID

		return post
	}
	clearIn := func(channelID string) gate.Post {
		post := clearPost()
		post.ChannelID = channelID

		return post
	}
	require.NoError(t, f.Update(edit(protocoltest.ChannelID), sealed(t, protocoltest.HeaderMap(t, f.anna), 3)), "a sealed one may")

	for _, channelID := range []string{protocoltest.ChannelID, protocoltest.OtherChannelID} {
		err := f.Update(edit(channelID), clearIn(channelID))
		assert.Equal(t, protocol.CodeTypeMismatch, protocol.CodeOf(err))
	}
}

func TestASealedPostStaysSealedWhereEncryptionIsOff(t *testing.T) {
	f := newFixture(t)
	header := protocoltest.HeaderMap(t, f.anna)
	header[5] = protocoltest.OtherChannelID
	stored := sealed(t, header, 3)
	stored.ChannelID = protocoltest.OtherChannelID
	edited := stored
	edited.Message = "hello"

	require.NoError(t, f.Update(stored, stored))
	assert.Error(t, f.Update(edited, stored))
}

func TestClear(t *testing.T) {
	f := newFixture(t)

	require.NoError(t, f.Clear(protocoltest.OtherChannelID, protocoltest.Anna))
	require.NoError(t, f.Clear(protocoltest.ChannelID, botID))
	require.ErrorIs(t, f.Clear(protocoltest.ChannelID, protocoltest.Anna), gate.ErrClearText)
	assert.ErrorIs(t, f.Clear("", protocoltest.Anna), gate.ErrClearText, "not known counts as on")
}
