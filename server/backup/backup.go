// Package backup keeps each member's sealed bundle. Only its owner ever gets it.
package backup

import (
	"bytes"
	"errors"
	"slices"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
)

// Backups reads and replaces bundles.
type Backups struct {
	accounts *store.Accounts
	serverID func() (protocol.ServerID, error)
}

// New returns the backups in accounts.
func New(accounts *store.Accounts, serverID func() (protocol.ServerID, error)) *Backups {
	return &Backups{accounts: accounts, serverID: serverID}
}

// Summary says what is there, without the bundle itself.
type Summary struct {
	Chain                 [][]byte
	BundleSequence        uint64
	HasWrappedRecoveryKey bool
}

// Backup is what a new browser needs beside the recovery code.
type Backup struct {
	WrappedRecoveryKey []byte
	Bundle             []byte
	BundleSequence     uint64

	// Earlier are the backups that resets replaced, newest first.
	Earlier []Earlier
}

// Earlier is a backup from before a reset. It opens with the recovery code of its time.
type Earlier struct {
	WrappedRecoveryKey []byte
	Bundle             []byte
}

// Summary returns what is published and kept for a user; all empty if there is nothing.
func (b *Backups) Summary(userID string) (Summary, error) {
	account, err := b.accounts.Load(userID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return Summary{}, err
	}

	return Summary{
		Chain:                 account.Chain,
		BundleSequence:        account.BundleSequence,
		HasWrappedRecoveryKey: len(account.WrappedRecoveryKey) > 0,
	}, nil
}

// Get returns the backup of a user, or [store.ErrNotFound].
func (b *Backups) Get(userID string) (Backup, error) {
	account, err := b.accounts.Load(userID)
	if err != nil {
		return Backup{}, err
	}
	bundle, err := b.accounts.Bundle(account)
	if err != nil {
		return Backup{}, err
	}

	earlier, err := b.earlier(account)
	if err != nil {
		return Backup{}, err
	}

	return Backup{
		WrappedRecoveryKey: account.WrappedRecoveryKey,
		Bundle:             bundle,
		BundleSequence:     account.BundleSequence,
		Earlier:            earlier,
	}, nil
}

// earlier leaves out what is gone: the others are worth as much without it.
func (b *Backups) earlier(account store.Account) ([]Earlier, error) {
	found := make([]Earlier, 0, len(account.Earlier))
	for _, kept := range account.Earlier {
		bundle, err := b.accounts.EarlierBundle(kept)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = append(found, Earlier{WrappedRecoveryKey: kept.WrappedRecoveryKey, Bundle: bundle})
	}

	return found, nil
}

// HandOvers returns the hand-overs of a user by generation.
func (b *Backups) HandOvers(userID string) (map[uint64][]byte, error) {
	account, err := b.accounts.Load(userID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	found := make(map[uint64][]byte, len(account.HandOvers))
	for _, handOver := range account.HandOvers {
		found[handOver.Generation] = handOver.Sealed
	}

	return found, nil
}

// Put replaces the bundle by its next version. It returns the new sequence, [store.ErrNotFound] for a user without an
// identity, or [store.ErrConflict] if the stored sequence is not the expected one: two browsers never overwrite each
// other's pins unseen.
func (b *Backups) Put(userID string, expectedSequence uint64, signedBundle []byte) (uint64, error) {
	previous, err := b.accounts.Load(userID)
	if err != nil {
		return 0, err
	}
	if previous.BundleSequence != expectedSequence {
		return 0, store.ErrConflict
	}
	serverID, err := b.serverID()
	if err != nil {
		return 0, err
	}
	bundle, err := protocol.ParseSignedBundle(serverID, userID, signedBundle)
	if err != nil {
		return 0, err
	}
	if !slices.EqualFunc(bundle.SignedRecords, previous.Chain, bytes.Equal) {
		return 0, protocol.Refuse(protocol.CodeBundleInvalid, "bundle of another chain")
	}
	if bundle.Sequence != expectedSequence+1 {
		return 0, protocol.Refuse(protocol.CodeBundleInvalid, "sequence is not the next one")
	}
	next := previous
	next.BundleSequence = bundle.Sequence
	if err := b.accounts.Replace(userID, previous, next, signedBundle); err != nil {
		return 0, err
	}

	return next.BundleSequence, nil
}
