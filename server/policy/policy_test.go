package policy_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/directory"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store/memory"
)

const channelID = protocoltest.ChannelID

// fakeHost knows one private channel with some members.
type fakeHost map[string]policy.Facts

func (h fakeHost) ChannelFacts(channel, userID string, _ int) (policy.Facts, error) {
	facts, isMember := h[userID]
	if !isMember || channel != channelID {
		return policy.Facts{}, policy.ErrNotMember
	}

	return facts, nil
}

type fakeDirectory map[string]*protocoltest.Person

func (d fakeDirectory) Current(userID string, _ uint64) (*protocol.SignedRecord, error) {
	person, found := d[userID]
	if !found {
		return nil, directory.ErrNoIdentity
	}

	return protocol.ParseSignedRecord(person.Records[len(person.Records)-1])
}

type change struct {
	changedBy  string
	statements int
	isOn       bool
}

type announced struct {
	changes []change
	loaded  []bool
}

func (a *announced) PolicyChanged(_, changedBy string, statements [][]byte, isOn bool) {
	a.changes = append(a.changes, change{changedBy, len(statements), isOn})
}

func (a *announced) PolicyLoaded(_ string, isOn bool) {
	a.loaded = append(a.loaded, isOn)
}

type fixture struct {
	*policy.Policies

	values     *memory.KeyValue
	announced  *announced
	anna, ben  *protocoltest.Person
	statements *protocoltest.Statements
}

// newFixture is a private channel with Anna, its admin, and Ben.
func newFixture(t *testing.T) *fixture {
	t.Helper()
	anna, ben := protocoltest.NewPerson(t, protocoltest.Anna), protocoltest.NewPerson(t, protocoltest.Ben)
	f := &fixture{
		values: memory.New(), announced: &announced{}, anna: anna, ben: ben,
		statements: protocoltest.NewStatements(channelID),
	}
	f.Policies = f.node(f.announced)

	return f
}

// node is one of several servers on the same store.
func (f *fixture) node(announcer policy.Announcer) *policy.Policies {
	return f.nodeWith(announcer, fakeDirectory{f.anna.UserID: f.anna, f.ben.UserID: f.ben})
}

func (f *fixture) nodeWith(announcer policy.Announcer, identities policy.Directory) *policy.Policies {
	return policy.New(policy.Options{
		Statements: store.NewStatements(f.values),
		ServerID:   func() (protocol.ServerID, error) { return protocoltest.ServerID, nil },
		Settings:   defaults,
		Directory:  identities,
		Host: fakeHost{
			f.anna.UserID: {Kind: policy.KindPrivate, IsChannelAdmin: true},
			f.ben.UserID:  {Kind: policy.KindPrivate},
		},
		Announcer: announcer,
	})
}

func TestAChannelIsSwitchedOnAndOff(t *testing.T) {
	f := newFixture(t)
	state, err := f.State(channelID)
	require.NoError(t, err)
	require.False(t, state.IsOn())

	_, err = f.Switch(channelID, f.ben.UserID, f.statements.Next(t, f.ben, protocoltest.On))
	require.NoError(t, err)
	state, err = f.State(channelID)
	require.NoError(t, err)
	assert.True(t, state.IsOn())
	_, err = f.Switch(channelID, f.anna.UserID, f.statements.Next(t, f.anna, protocoltest.Off))
	require.NoError(t, err)

	state, err = f.State(channelID)
	require.NoError(t, err)
	assert.False(t, state.IsOn())
	assert.Equal(t, f.statements.Signed, state.Statements)
	assert.Equal(t, []change{{f.ben.UserID, 1, true}, {f.anna.UserID, 2, false}}, f.announced.changes)
}

func TestSwitchRefusesWhoMayNot(t *testing.T) {
	f := newFixture(t)
	on := f.statements.Next(t, f.ben, protocoltest.On)

	_, err := f.Switch(channelID, "outsideroutsideroutsiderou", on)
	require.ErrorIs(t, err, policy.ErrNotMember)
	_, err = f.Switch(protocoltest.OtherChannelID, f.ben.UserID, on)
	require.ErrorIs(t, err, policy.ErrNotMember, "a channel that isn't there looks the same")
	_, err = f.Switch(channelID, f.ben.UserID, on)
	require.NoError(t, err)

	_, err = f.Switch(channelID, f.ben.UserID, f.statements.Next(t, f.ben, protocoltest.Off))
	var notAllowed *policy.NotAllowedError
	require.ErrorAs(t, err, &notAllowed)
	assert.Equal(t, policy.ReasonNotPermitted, notAllowed.Reason)
	assert.Len(t, f.announced.changes, 1)
}

func TestSwitchRefusesWhatProvesNothing(t *testing.T) {
	tests := map[string]struct {
		change func(statement protocoltest.Map)
		signer func(f *fixture) *protocoltest.Person
		code   protocol.Code
	}{
		"another server":          {func(s protocoltest.Map) { s[1] = make([]byte, 16) }, nil, protocol.CodeServerChanged},
		"another channel":         {func(s protocoltest.Map) { s[2] = protocoltest.OtherChannelID }, nil, protocol.CodeStatementInvalid},
		"another mode":            {func(s protocoltest.Map) { s[3] = 2 }, nil, protocol.CodeCBORMalformed},
		"another signer":          {func(s protocoltest.Map) { s[6] = protocoltest.Ben }, nil, protocol.CodeStatementInvalid},
		"a generation to come":    {func(s protocoltest.Map) { s[7] = 1 }, nil, protocol.CodeStatementInvalid},
		"a previous at the start": {func(s protocoltest.Map) { s[5] = make([]byte, 32) }, nil, protocol.CodeStatementInvalid},
		"somebody else's signature": {func(protocoltest.Map) {}, func(f *fixture) *protocoltest.Person { return f.ben },
			protocol.CodeSignatureInvalid},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			statement := f.statements.Map(f.anna, protocoltest.On)
			test.change(statement)
			signer := f.anna
			if test.signer != nil {
				signer = test.signer(f)
			}

			_, err := f.Switch(channelID, f.anna.UserID, protocoltest.SignStatement(t, signer, statement))

			assert.Equal(t, test.code, protocol.CodeOf(err))
			assert.Empty(t, f.announced.changes)
			_, err = f.Switch(channelID, f.anna.UserID, f.statements.Next(t, f.anna, protocoltest.On))
			assert.NoError(t, err, "the sound one passes")
		})
	}
}

func TestOfTwoTogglersOneIsTold(t *testing.T) {
	f := newFixture(t)
	other := f.node(&announced{})
	_, err := other.State(channelID)
	require.NoError(t, err, "the other node has read that there is nothing")
	bens := protocoltest.NewStatements(channelID)
	_, err = f.Switch(channelID, f.anna.UserID, f.statements.Next(t, f.anna, protocoltest.On))
	require.NoError(t, err)

	_, err = other.Switch(channelID, f.ben.UserID, bens.Next(t, f.ben, protocoltest.On))

	require.ErrorIs(t, err, store.ErrConflict)
	state, err := other.State(channelID)
	require.NoError(t, err)
	assert.True(t, state.IsOn(), "and has caught up")
}

func TestANodeThatWasNotToldCatchesUpWhenAsked(t *testing.T) {
	f := newFixture(t)
	other := f.node(&announced{})
	state, err := other.State(channelID)
	require.NoError(t, err)
	require.False(t, state.IsOn())
	_, err = f.Switch(channelID, f.anna.UserID, f.statements.Next(t, f.anna, protocoltest.On))
	require.NoError(t, err)

	state, _, err = other.View(channelID, f.ben.UserID)
	require.NoError(t, err)
	assert.True(t, state.IsOn())
	state, err = other.State(channelID)
	require.NoError(t, err)
	assert.True(t, state.IsOn(), "and remembers")
}

func TestANodeThatMissedARotationTakesItsStatements(t *testing.T) {
	f := newFixture(t)
	accounts := store.NewAccounts(f.values)
	require.NoError(t, accounts.Replace(f.anna.UserID, store.Account{}, store.Account{Chain: f.anna.Records}, f.anna.Bundle(t, 1)))
	identities := directory.New(directory.Options{Accounts: accounts})
	node := f.nodeWith(f.announced, identities)
	_, err := identities.Chain(f.anna.UserID)
	require.NoError(t, err, "generation 0 is remembered")
	old := f.statements.Map(f.anna, protocoltest.On)
	created, err := accounts.Load(f.anna.UserID)
	require.NoError(t, err)
	f.anna.Rotate(t)
	rotated := store.Account{Chain: f.anna.Records}
	require.NoError(t, accounts.Replace(f.anna.UserID, created, rotated, f.anna.Bundle(t, 2)), "by another node, whose event is lost")

	_, err = node.Switch(channelID, f.anna.UserID, f.statements.Next(t, f.anna, protocoltest.On))

	require.NoError(t, err)
	_, err = node.Switch(channelID, f.anna.UserID, protocoltest.SignStatement(t, f.anna, old))
	assert.Equal(t, protocol.CodeStatementInvalid, protocol.CodeOf(err), "the superseded generation signs nothing more")
}

func TestWhatChangesNothingIsRefused(t *testing.T) {
	f := newFixture(t)
	never := *f.statements
	_, err := f.Switch(channelID, f.anna.UserID, never.Next(t, f.anna, protocoltest.Off))
	require.ErrorIs(t, err, store.ErrConflict, "off where it never was on")
	_, err = f.Switch(channelID, f.ben.UserID, f.statements.Next(t, f.ben, protocoltest.On))
	require.NoError(t, err)

	again := *f.statements
	_, err = f.Switch(channelID, f.ben.UserID, again.Next(t, f.ben, protocoltest.On))

	require.ErrorIs(t, err, store.ErrConflict, "who may not switch off can't use the places up either")
	_, err = f.Switch(channelID, f.anna.UserID, f.statements.Next(t, f.anna, protocoltest.Off))
	assert.NoError(t, err)
}

// fill makes as many statements, as if they had come over the years.
func (f *fixture) fill(t *testing.T, statements int) {
	t.Helper()
	for i := range statements {
		f.statements.Next(t, f.anna, (i+1)%2)
	}
	encoded, err := json.Marshal(f.statements.Signed)
	require.NoError(t, err)
	require.NoError(t, f.values.CompareAndSet("v1_policy_"+channelID, nil, encoded))
}

func TestTheLastPlaceIsForSwitchingOff(t *testing.T) {
	f := newFixture(t)
	f.fill(t, protocol.MaxChannelStatements-1)
	state, switches, err := f.View(channelID, f.anna.UserID)
	require.NoError(t, err)
	require.True(t, state.IsOn())
	assert.Equal(t, policy.Switches{MaySwitchOff: true, MaySwitchOn: false}, switches)

	_, err = f.Switch(channelID, f.anna.UserID, f.statements.Next(t, f.anna, protocoltest.Off))
	require.NoError(t, err)

	state, switches, err = f.View(channelID, f.anna.UserID)
	require.NoError(t, err)
	assert.False(t, state.IsOn())
	assert.Equal(t, policy.Switches{Reason: policy.ReasonTooOften}, switches)
	_, err = f.Switch(channelID, f.anna.UserID, f.statements.Next(t, f.anna, protocoltest.On))
	var notAllowed *policy.NotAllowedError
	require.ErrorAs(t, err, &notAllowed)
	assert.Equal(t, policy.ReasonTooOften, notAllowed.Reason)
}

func TestNobodySwitchesOnForGood(t *testing.T) {
	f := newFixture(t)
	f.fill(t, protocol.MaxChannelStatements-2)

	_, err := f.Switch(channelID, f.anna.UserID, f.statements.Next(t, f.anna, protocoltest.On))
	require.NoError(t, err, "one more, since it can be switched off after")

	odd := newFixture(t)
	odd.statements.Next(t, odd.anna, protocoltest.Off) // a server half before this rule took one
	odd.fill(t, protocol.MaxChannelStatements-2)
	_, err = odd.Switch(channelID, odd.anna.UserID, odd.statements.Next(t, odd.anna, protocoltest.On))
	var notAllowed *policy.NotAllowedError
	assert.ErrorAs(t, err, &notAllowed, "the last place")
}

func TestAForkIsRefused(t *testing.T) {
	f := newFixture(t)
	_, err := f.Switch(channelID, f.anna.UserID, f.statements.Next(t, f.anna, protocoltest.On))
	require.NoError(t, err)
	fork := f.statements.Map(f.anna, protocoltest.Off)
	fork[5] = make([]byte, 32)

	_, err = f.Switch(channelID, f.anna.UserID, protocoltest.SignStatement(t, f.anna, fork))

	assert.Equal(t, protocol.CodeStatementInvalid, protocol.CodeOf(err))
	_, err = f.Switch(channelID, f.anna.UserID, f.statements.Next(t, f.anna, protocoltest.Off))
	assert.NoError(t, err)
}

func TestStateIsAnErrorWhileTheStoreIsDown(t *testing.T) {
	f := newFixture(t)
	f.values.Break(errors.New("down"))

	_, err := f.State(channelID)
	require.Error(t, err)

	f.values.Break(nil)
	_, err = f.State(channelID)
	assert.NoError(t, err, "and is not remembered as anything")
}

func TestStateReadsTheStoreOnce(t *testing.T) {
	f := newFixture(t)
	for range 3 {
		_, err := f.State(channelID)
		require.NoError(t, err)
	}

	assert.Equal(t, 1, f.values.Reads())
	assert.Equal(t, []bool{false}, f.announced.loaded)
}

func TestLearnNeverGoesBack(t *testing.T) {
	f := newFixture(t)
	f.statements.Next(t, f.anna, protocoltest.On)

	state, err := f.Learn(channelID, f.statements.Signed)
	require.NoError(t, err)
	require.True(t, state.IsOn())
	state, err = f.Learn(channelID, nil)
	require.NoError(t, err)
	assert.True(t, state.IsOn(), "a stale read doesn't switch off")
}

func TestViewSaysWhyTheNextSwitchIsNotAllowed(t *testing.T) {
	f := newFixture(t)
	_, switches, err := f.View(channelID, f.ben.UserID)
	require.NoError(t, err)
	assert.Equal(t, policy.Switches{MaySwitchOn: true}, switches)
	_, err = f.Switch(channelID, f.ben.UserID, f.statements.Next(t, f.ben, protocoltest.On))
	require.NoError(t, err)

	state, switches, err := f.View(channelID, f.ben.UserID)

	require.NoError(t, err)
	assert.True(t, state.IsOn())
	assert.Equal(t, policy.Switches{MaySwitchOn: true, Reason: policy.ReasonNotPermitted}, switches)
	_, _, err = f.View(channelID, "outsideroutsideroutsiderou")
	assert.ErrorIs(t, err, policy.ErrNotMember)
}
