// Package directory publishes identity chains: who has which public keys.
package directory

import (
	"errors"
	"fmt"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/cache"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
)

// ErrNoIdentity says that a user has published nothing.
var ErrNoIdentity = errors.New("no identity")

const rememberedChains = 50_000

// Announcer tells everybody else about a new head: connected clients, and the other nodes of a cluster.
type Announcer interface {
	IdentityChanged(userID string, head protocol.Hash, chain [][]byte)
}

// Options are what a [Directory] is built from.
type Options struct {
	Accounts  *store.Accounts
	ServerID  func() (protocol.ServerID, error)
	Announcer Announcer
}

// Directory keeps one append-only chain per user.
type Directory struct {
	accounts  *store.Accounts
	serverID  func() (protocol.ServerID, error)
	announcer Announcer
	chains    *cache.Cache[[][]byte]
}

// New returns a directory that remembers nothing yet.
func New(options Options) *Directory {
	return &Directory{
		accounts:  options.Accounts,
		serverID:  options.ServerID,
		announcer: options.Announcer,
		chains:    cache.New[[][]byte](rememberedChains),
	}
}

// Chain returns the signed records of a user, oldest first; empty if there are none. Answered from memory once known.
func (d *Directory) Chain(userID string) ([][]byte, error) {
	if chain, known := d.chains.Get(userID); known {
		return chain, nil
	}

	return d.Reload(userID)
}

// Reload is Chain, but asks the store first: for a caller who has reason to think that memory is behind.
func (d *Directory) Reload(userID string) ([][]byte, error) {
	account, err := d.accounts.Load(userID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}

	return d.Learn(userID, account.Chain), nil
}

// Learn takes a chain that the store or another node has, and returns the longer one of it and the one remembered.
// Chains only grow, so the longer one is the newer one.
func (d *Directory) Learn(userID string, chain [][]byte) [][]byte {
	return d.chains.Merge(userID, chain, func(chain, remembered [][]byte) bool {
		return len(chain) > len(remembered)
	})
}

// Current returns the newest record of a user, or ErrNoIdentity. For a caller who was shown something of a generation: where
// memory doesn't have that one the store is asked once, since a cluster event can be lost.
func (d *Directory) Current(userID string, shown uint64) (*protocol.SignedRecord, error) {
	chain, err := d.Chain(userID)
	if err == nil && uint64(len(chain)) <= shown {
		chain, err = d.Reload(userID)
	}
	if err != nil {
		return nil, err
	}
	if len(chain) == 0 {
		return nil, ErrNoIdentity
	}
	record, err := protocol.ParseSignedRecord(chain[len(chain)-1])
	if err != nil {
		return nil, fmt.Errorf("stored record: %w", err)
	}

	return record, nil
}
