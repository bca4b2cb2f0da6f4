package directory

import (
	"bytes"
	"errors"
	"slices"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
)

// Publication is a new record together with the backup that holds its private keys.
type Publication struct {
	// ExpectedHead is the hash of the record that this one comes after; empty for the first.
	ExpectedHead []byte
	Record       []byte
	Bundle       []byte

	// WrappedRecoveryKey may be empty if the recovery key is still the one that is wrapped already.
	WrappedRecoveryKey []byte

	// HandOver is there exactly for a rotation.
	HandOver []byte
}

// Publish appends a record to the chain of userID, who must be the one who asks.
//
// Record, bundle and wrapped recovery key become visible in one compare-and-set, so there is never a published
// identity without a backup. It returns [store.ErrConflict] if the head is not the expected one; a record is never
// replaced, even by an identical one, since clients pin what they have seen.
func (d *Directory) Publish(userID string, publication Publication) (protocol.Hash, error) {
	previous, err := d.accounts.Load(userID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return protocol.Hash{}, err
	}
	chain, err := d.extend(userID, previous.Chain, publication)
	if err != nil {
		return protocol.Hash{}, err
	}
	next, err := withBackup(previous, chain, publication)
	if err != nil {
		return protocol.Hash{}, err
	}
	if err := d.accounts.Replace(userID, previous, next, publication.Bundle); err != nil {
		return protocol.Hash{}, err
	}
	head := chain.Last().Hash
	d.Learn(userID, next.Chain)
	d.announcer.IdentityChanged(userID, head, next.Chain)

	return head, nil
}

// extend gives the verified chain with the new record at its end.
func (d *Directory) extend(userID string, stored [][]byte, publication Publication) (*protocol.Chain, error) {
	serverID, err := d.serverID()
	if err != nil {
		return nil, err
	}
	record, err := protocol.ParseSignedRecord(publication.Record)
	if err != nil {
		return nil, err
	}
	if record.ServerID != serverID {
		return nil, protocol.Refuse(protocol.CodeServerChanged, "record of another server")
	}
	if record.UserID != userID {
		return nil, protocol.Refuse(protocol.CodeRecordInvalid, "record of another user")
	}
	var chain *protocol.Chain
	var head []byte
	if len(stored) > 0 {
		if chain, err = protocol.ParseChain(serverID, userID, stored); err != nil {
			return nil, err
		}
		head = chain.Last().Hash[:]
	}
	if !bytes.Equal(head, publication.ExpectedHead) {
		return nil, store.ErrConflict
	}

	return chain.Append(record)
}

// withBackup gives the account with the new record, once the backup is found to belong to it.
func withBackup(previous store.Account, chain *protocol.Chain, publication Publication) (store.Account, error) {
	record := chain.Last()
	if err := protocol.CheckHandOver(record, publication.HandOver); err != nil {
		return previous, err
	}
	next := previous
	switch record.Kind {
	case protocol.KindRotate:
		next = next.WithHandOver(store.HandOver{Generation: record.Generation, Sealed: publication.HandOver})
	case protocol.KindReset:
		next = next.WithBackupKept()
	}
	next.Chain = append(slices.Clone(previous.Chain), publication.Record)
	if len(publication.WrappedRecoveryKey) > 0 {
		next.WrappedRecoveryKey = publication.WrappedRecoveryKey
	}
	wrapped, err := protocol.ParseWrappedRecoveryKey(next.WrappedRecoveryKey)
	if err != nil {
		return next, err
	}
	if err := wrapped.CheckChain(chain); err != nil {
		return next, err
	}
	bundle, err := protocol.ParseSignedBundle(chain.Last().ServerID, chain.Last().UserID, publication.Bundle)
	if err != nil {
		return next, err
	}
	if !slices.EqualFunc(bundle.SignedRecords, next.Chain, bytes.Equal) {
		return next, protocol.Refuse(protocol.CodeBundleInvalid, "bundle of another chain")
	}
	if bundle.Sequence != previous.BundleSequence+1 {
		return next, protocol.Refuse(protocol.CodeBundleInvalid, "sequence is not the next one")
	}
	next.BundleSequence = bundle.Sequence

	return next, nil
}
