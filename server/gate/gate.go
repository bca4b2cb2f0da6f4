package gate

import (
	"errors"
	"slices"
	"strings"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
)

// ErrClearText says that something that isn't sealed was offered to an encrypted channel.
var ErrClearText = errors.New("this channel is end-to-end encrypted")

// ErrNotEncrypted says that a sealed post was offered to a channel that isn't encrypted.
var ErrNotEncrypted = errors.New("this channel is not end-to-end encrypted")

const systemTypePrefix = "system_"

// Policies tells what holds in a channel.
type Policies interface {
	State(channelID string) (policy.State, error)
	Reload(channelID string) (policy.State, error)
}

// Directory has everybody's published records; record i is generation i.
type Directory interface {
	Chain(userID string) ([][]byte, error)
	Reload(userID string) ([][]byte, error)
}

// Exemptions are the admin's.
type Exemptions struct {
	NamesAllowed bool
	PostTypes    []string
}

// Options are what a [Gate] is built from.
type Options struct {
	ServerID  func() (protocol.ServerID, error)
	Policies  Policies
	Directory Directory
	Settings  func() Exemptions

	// IsExemptAuthor tells whether posts of this account may be clear: a bot that the admin listed, or our own.
	IsExemptAuthor func(userID string) bool
}

// Gate answers for posts, updates, files, drafts and scheduled posts.
type Gate struct {
	Options
}

// New returns a gate.
func New(options Options) *Gate {
	return &Gate{Options: options}
}

// NewPost returns nil if the post may be created, or why not.
func (g *Gate) NewPost(post Post) error {
	if post.Type == PostType {
		return g.sealedPost(post)
	}
	if !g.isEncrypted(post.ChannelID) || g.isExempt(post) {
		return nil
	}

	return ErrClearText
}

// sealedPost returns nil if a post that carries an envelope may be created.
func (g *Gate) sealedPost(post Post) error {
	return g.withExpected(post.AuthorID, func(expected Expected) error {
		header, err := CheckNew(post, expected)
		if err != nil {
			return err
		}

		return g.checkPolicy(header, func(state policy.State) error {
			if !state.IsOn() {
				return ErrNotEncrypted
			}

			return checkNamed(state, header)
		})
	})
}

// checkPolicy asks check about the envelope's channel. Memory may be behind what the author's browser knows: what it refuses is
// judged once more by what is stored.
func (g *Gate) checkPolicy(header *protocol.Header, check func(policy.State) error) error {
	state, err := g.Policies.State(header.ChannelID)
	if err != nil {
		return err
	}
	if check(state) == nil {
		return nil
	}
	if state, err = g.Policies.Reload(header.ChannelID); err != nil {
		return err
	}

	return check(state)
}

// Update returns nil if stored may be replaced by updated, or why not. A sealed post stays sealed even where encryption
// has been switched off since: what an ordinary edit box sends for it is never its author's text. Nor does a clear post become
// a sealed one anywhere: a reader would take the channel for encrypted.
func (g *Gate) Update(updated, stored Post) error {
	isAboutSealed := updated.Type == PostType || stored.Type == PostType
	if SameContent(updated, stored) || (!isAboutSealed && !g.isEncrypted(stored.ChannelID)) || g.isExempt(updated) {
		return nil
	}
	if updated.Type != PostType || !protocol.IsPlaceholder(updated.Message, true) {
		return ErrClearText
	}

	return g.withExpected(updated.AuthorID, func(expected Expected) error {
		header, err := CheckEdit(updated, stored, expected)
		if err != nil {
			return err
		}

		return g.checkPolicy(header, func(state policy.State) error { return checkNamed(state, header) })
	})
}

// Clear returns nil if something that can't be sealed yet (a file, a draft, a scheduled post) may go to a channel.
func (g *Gate) Clear(channelID, authorID string) error {
	if !g.isEncrypted(channelID) || g.IsExemptAuthor(authorID) {
		return nil
	}

	return ErrClearText
}

// isEncrypted counts "not known" as encrypted: a store that fails must not let clear text pass.
func (g *Gate) isEncrypted(channelID string) bool {
	state, err := g.Policies.State(channelID)

	return err != nil || state.IsOn()
}

// isExempt is decided by type and author alone. Props such as `from_bot` are whatever a client sent. Clients can't send
// a type that begins with system_: the host refuses it, so only the host and other plugins make such posts.
func (g *Gate) isExempt(post Post) bool {
	return strings.HasPrefix(post.Type, systemTypePrefix) ||
		slices.Contains(g.Settings().PostTypes, post.Type) ||
		(post.Type != PostType && g.IsExemptAuthor(post.AuthorID))
}

// withExpected runs check with the author's generations as remembered. If the envelope names one that isn't among them,
// memory may be behind (a cluster event can be lost): then once more with the stored ones.
func (g *Gate) withExpected(authorID string, check func(Expected) error) error {
	serverID, err := g.ServerID()
	if err != nil {
		return err
	}
	chain, err := g.Directory.Chain(authorID)
	if err != nil {
		return err
	}
	expected := Expected{ServerID: serverID, Generations: uint64(len(chain)), NamesAllowed: g.Settings().NamesAllowed}
	if err = check(expected); !errors.Is(err, errGenerationUnknown) {
		return err
	}
	if chain, err = g.Directory.Reload(authorID); err != nil {
		return err
	}
	expected.Generations = uint64(len(chain))

	return check(expected)
}
