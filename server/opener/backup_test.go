package opener_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/opener"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/vectors"
)

type wrappedInput struct {
	ServerID           vectors.Bytes `json:"serverId"`
	UserID             string        `json:"userId"`
	Code               string        `json:"code"`
	WrappedRecoveryKey vectors.Bytes `json:"wrappedRecoveryKey"`
}

type bundleInput struct {
	ServerID           vectors.Bytes `json:"serverId"`
	UserID             string        `json:"userId"`
	RecoveryPrivateKey vectors.Bytes `json:"recoveryPrivateKey"`
	Bundle             vectors.Bytes `json:"bundle"`
}

// input returns what one vector of a file begins with.
func input[Input any](t *testing.T, name, id string) Input {
	t.Helper()
	for _, vector := range vectors.Read[Input, any](t, name) {
		if vector.ID == id {
			return vector.Input
		}
	}
	require.Fail(t, "no such vector", "%s in %s", id, name)

	panic("unreachable")
}

func TestRestoreTakesTheKeyOutOfABackup(t *testing.T) {
	wrapped := input[wrappedInput](t, "wrapped_recovery_key", "alice")
	bundle := input[bundleInput](t, "bundle", "first")
	account := input[accountInput](t, "accounts", "alice-0")

	restored, err := opener.Restore(wrapped.Code, wrapped.WrappedRecoveryKey, bundle.Bundle)

	require.NoError(t, err)
	assert.Equal(t, account.UserID, restored.UserID)
	assert.Equal(t, account.Generation, restored.Generation)
	assert.Equal(t, []byte(publicKey(t, account.EncryptionPrivateKey)), restored.EncryptionKey.PublicKey().Bytes())
}

func TestRestoreRefuses(t *testing.T) {
	wrapped := input[wrappedInput](t, "wrapped_recovery_key", "alice")
	other := input[wrappedInput](t, "wrapped_recovery_key", "wrong-code")
	bundle := input[bundleInput](t, "bundle", "first")

	_, err := opener.Restore(other.Code, other.WrappedRecoveryKey, bundle.Bundle)
	require.ErrorIs(t, err, opener.CodeWrong)
	_, err = opener.Restore(wrapped.Code[1:], wrapped.WrappedRecoveryKey, bundle.Bundle)
	require.ErrorIs(t, err, opener.CodeInvalid)
	_, err = opener.Restore("1"+wrapped.Code[1:], wrapped.WrappedRecoveryKey, bundle.Bundle)
	require.ErrorIs(t, err, opener.CodeInvalid, "a check character")
	_, err = opener.Restore(wrapped.Code, wrapped.WrappedRecoveryKey, bundle.Bundle[1:])
	require.ErrorIs(t, err, opener.BundleInvalid)
}
