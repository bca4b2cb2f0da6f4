// Package policy keeps the signed statements that switch encryption of a channel on and off, and says who may.
package policy

import (
	"errors"
	"fmt"
	"slices"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/cache"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
)

// ErrNotMember says that the caller is no member of the channel, or that there is no such channel. Nobody is told which.
var ErrNotMember = errors.New("not a member")

// NotAllowedError says why a member may not switch.
type NotAllowedError struct {
	Reason Reason
}

func (e *NotAllowedError) Error() string {
	return "may not switch: " + string(e.Reason)
}

const rememberedChannels = 200_000

// Host is what the policy must know about channels.
type Host interface {
	// ChannelFacts returns ErrNotMember unless userID is a member of the channel. It may stop counting members above maxMembers.
	ChannelFacts(channelID, userID string, maxMembers int) (Facts, error)
}

// Directory knows everybody's newest keys.
type Directory interface {
	// Current returns the newest record of a user. It knows of the generation that was shown, if that one is published.
	Current(userID string, shown uint64) (*protocol.SignedRecord, error)
}

// Announcer tells everybody who is concerned about a change, after it is stored.
type Announcer interface {
	PolicyChanged(channelID, changedBy string, statements [][]byte, isOn bool)

	// PolicyLoaded is called when a channel's statements were read from the store, with no change.
	PolicyLoaded(channelID string, isOn bool)
}

// Options are what [Policies] are built from.
type Options struct {
	Statements *store.Statements
	ServerID   func() (protocol.ServerID, error)
	Settings   func() Settings
	Directory  Directory
	Host       Host
	Announcer  Announcer
}

// Policies answers from memory once it has read a channel's statements.
type Policies struct {
	Options

	channels *cache.Cache[State]
}

// New returns policies that remember nothing yet.
func New(options Options) *Policies {
	return &Policies{Options: options, channels: cache.New[State](rememberedChannels)}
}

// State is what is known of one channel.
type State struct {
	// Statements are the signed ones, oldest first.
	Statements [][]byte

	last *protocol.SignedStatement
}

// IsOn tells whether posts must be sealed.
func (s State) IsOn() bool {
	return s.mode() != protocol.ModeNone
}

// Has tells whether a statement of this sequence and head was made about the channel.
func (s State) Has(sequence uint64, head protocol.Hash) bool {
	if s.last != nil && sequence == s.last.Sequence {
		return head == s.last.Hash
	}
	if sequence == 0 || sequence > uint64(len(s.Statements)) {
		return false
	}
	statement, err := protocol.ParseSignedStatement(s.Statements[sequence-1])

	return err == nil && statement.Hash == head
}

// mode is what holds now.
func (s State) mode() uint64 {
	if s.last == nil {
		return protocol.ModeNone
	}

	return s.last.Mode
}

// hasRoomFor tells whether a statement of this mode still fits (protocol.md §9). The last place is for switching off, so that
// no channel stays encrypted for good against its members' will.
func (s State) hasRoomFor(mode uint64) bool {
	places := protocol.MaxChannelStatements
	if mode != protocol.ModeNone {
		places--
	}

	return len(s.Statements) < places
}

// State returns what holds in a channel. An error means that it isn't known; the caller must take it for "on".
func (p *Policies) State(channelID string) (State, error) {
	if state, known := p.channels.Get(channelID); known {
		return state, nil
	}
	state, err := p.Reload(channelID)
	if err != nil {
		return State{}, err
	}
	p.Announcer.PolicyLoaded(channelID, state.IsOn())

	return state, nil
}

// Reload is State, but asks the store first: for who has reason to think that memory is behind. A cluster event can be lost.
func (p *Policies) Reload(channelID string) (State, error) {
	statements, err := p.Statements.Load(channelID)
	if err != nil {
		return State{}, err
	}

	return p.Learn(channelID, statements)
}

// Learn takes statements that the store or another node has, and returns the newer of them and those remembered.
func (p *Policies) Learn(channelID string, statements [][]byte) (State, error) {
	state := State{Statements: statements}
	if len(statements) > 0 {
		last, err := protocol.ParseSignedStatement(statements[len(statements)-1])
		if err != nil {
			return State{}, fmt.Errorf("stored statement: %w", err)
		}
		state.last = last
	}

	return p.channels.Merge(channelID, state, func(state, remembered State) bool {
		return len(state.Statements) > len(remembered.Statements)
	}), nil
}

// Switches says what a member may do in a channel. Reason is about the switch that would come next.
type Switches struct {
	MaySwitchOn  bool
	MaySwitchOff bool
	Reason       Reason
}

// View returns the state of a channel, asked afresh, and what userID may do there, or ErrNotMember.
func (p *Policies) View(channelID, userID string) (State, Switches, error) {
	settings := p.Settings()
	facts, err := p.Host.ChannelFacts(channelID, userID, settings.MaxChannelMembers)
	if err != nil {
		return State{}, Switches{}, err
	}
	state, err := p.Reload(channelID)
	if err != nil {
		return State{}, Switches{}, err
	}
	on, off := settings.MaySwitchOn(facts), settings.MaySwitchOff(facts)
	if on == ReasonNone && !state.hasRoomFor(protocol.ModeP2P) {
		on = ReasonTooOften
	}
	if off == ReasonNone && !state.hasRoomFor(protocol.ModeNone) {
		off = ReasonTooOften
	}
	switches := Switches{MaySwitchOn: on == ReasonNone, MaySwitchOff: off == ReasonNone, Reason: on}
	if state.IsOn() {
		switches.Reason = off
	}

	return state, switches, nil
}

// Switch stores a statement of userID about a channel, and returns the new policy head.
//
// It returns ErrNotMember, a [*NotAllowedError], a [*protocol.Error] for a statement that doesn't prove what it says, or
// [store.ErrConflict] if somebody else switched first, also if they switched to the same.
func (p *Policies) Switch(channelID, userID string, signedStatement []byte) (protocol.Hash, error) {
	settings := p.Settings()
	facts, err := p.Host.ChannelFacts(channelID, userID, settings.MaxChannelMembers)
	if err != nil {
		return protocol.Hash{}, err
	}
	statement, err := p.verify(channelID, userID, signedStatement)
	if err != nil {
		return protocol.Hash{}, err
	}
	reason := settings.MaySwitchOff(facts)
	if statement.Mode != protocol.ModeNone {
		reason = settings.MaySwitchOn(facts)
	}
	if reason != ReasonNone {
		return protocol.Hash{}, &NotAllowedError{Reason: reason}
	}
	if err := p.append(channelID, userID, statement, signedStatement); err != nil {
		return protocol.Hash{}, err
	}

	return statement.Hash, nil
}

// verify checks all that doesn't depend on the statements before: server, channel, signer and signature.
func (p *Policies) verify(channelID, userID string, signedStatement []byte) (*protocol.SignedStatement, error) {
	statement, err := protocol.ParseSignedStatement(signedStatement)
	if err != nil {
		return nil, err
	}
	serverID, err := p.ServerID()
	if err != nil {
		return nil, err
	}
	if err := statement.CheckPlace(serverID, channelID); err != nil {
		return nil, err
	}
	if statement.Signer != userID {
		return nil, protocol.Refuse(protocol.CodeStatementInvalid, "statement of another member")
	}
	record, err := p.Directory.Current(userID, statement.SignerGeneration)
	if err != nil {
		return nil, err
	}
	if statement.SignerGeneration != record.Generation {
		return nil, protocol.Refuse(protocol.CodeStatementInvalid, "not the signer's current generation")
	}

	return statement, statement.CheckSignature(record.SigningKey)
}

// append stores the statement after those that are known. A statement that follows others than these, or that changes nothing
// any more, lost a race: the places of a channel are few, and not to be filled by who may switch one way only.
func (p *Policies) append(channelID, userID string, statement *protocol.SignedStatement, signedStatement []byte) error {
	state, err := p.Reload(channelID)
	if err != nil {
		return err
	}
	if statement.Sequence != uint64(len(state.Statements))+1 || statement.Mode == state.mode() {
		return store.ErrConflict
	}
	if !state.hasRoomFor(statement.Mode) {
		return &NotAllowedError{Reason: ReasonTooOften}
	}
	if err := statement.CheckFollows(state.last); err != nil {
		return err
	}
	if err := p.Statements.Append(channelID, state.Statements, signedStatement); err != nil {
		return err
	}
	next := append(slices.Clone(state.Statements), signedStatement)
	state, err = p.Learn(channelID, next)
	if err != nil {
		return err
	}
	p.Announcer.PolicyChanged(channelID, userID, next, state.IsOn())

	return nil
}
