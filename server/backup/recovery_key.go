package backup

import (
	"bytes"
	"errors"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
)

// wrapAttempts is how often a new wrapped key is tried beside browsers that are writing bundles.
const wrapAttempts = 3

// PutRecoveryKey replaces the wrapped recovery key after the member has made a new code. It returns [store.ErrNotFound]
// for a user without an identity, or [store.ErrConflict] unless the stored one is expected: of two browsers that make
// new codes at once one is told, and no code is kept by a member that opens nothing.
func (b *Backups) PutRecoveryKey(userID string, expected, wrapped []byte) error {
	parsed, err := protocol.ParseWrappedRecoveryKey(wrapped)
	if err != nil {
		return err
	}
	for range wrapAttempts {
		err = b.replaceRecoveryKey(userID, expected, wrapped, parsed)
		if !errors.Is(err, store.ErrConflict) {
			break
		}
	}

	return err
}

func (b *Backups) replaceRecoveryKey(userID string, expected, wrapped []byte, parsed *protocol.WrappedRecoveryKey) error {
	previous, err := b.accounts.Load(userID)
	if err != nil {
		return err
	}
	if !bytes.Equal(previous.WrappedRecoveryKey, expected) {
		return store.ErrConflict
	}
	serverID, err := b.serverID()
	if err != nil {
		return err
	}
	chain, err := protocol.ParseChain(serverID, userID, previous.Chain)
	if err != nil {
		return err
	}
	if err := parsed.CheckHead(chain); err != nil {
		return err
	}
	next := previous
	next.WrappedRecoveryKey = wrapped

	return b.accounts.ReplaceOnly(userID, previous, next)
}
