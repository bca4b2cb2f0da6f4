package protocol_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

func TestABundleHoldsAtLeastItsLastGeneration(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	anna.Reset(t)
	generations, isList := anna.BundleMap(t, 1)[7].([][]byte)
	require.True(t, isList)
	parse := func(sealed [][]byte) error {
		bundle := anna.BundleMap(t, 1)
		bundle[7] = sealed
		_, err := protocol.ParseSignedBundle(protocoltest.ServerID, anna.UserID, anna.SignBundle(t, bundle))

		return err
	}

	require.NoError(t, parse(generations))
	require.NoError(t, parse(generations[1:]), "after a reset without the old keys")
	assert.Equal(t, protocol.CodeBundleInvalid, protocol.CodeOf(parse(generations[:1])))
	assert.Equal(t, protocol.CodeBundleInvalid, protocol.CodeOf(parse(nil)))
}

func TestABundleOverTheLimitIsRefusedUnread(t *testing.T) {
	_, err := protocol.ParseSignedBundle(protocoltest.ServerID, protocoltest.Anna, make([]byte, protocol.MaxBundleBytes+1))

	assert.Equal(t, protocol.CodeTooLarge, protocol.CodeOf(err))
}

func TestAWrappedRecoveryKeyBelongsToItsChain(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	first := anna.WrappedRecoveryKey(t)
	anna.Rotate(t)
	chain, err := protocol.ParseChain(protocoltest.ServerID, anna.UserID, anna.Records)
	require.NoError(t, err)
	check := func(data []byte) error {
		wrapped, err := protocol.ParseWrappedRecoveryKey(data)
		require.NoError(t, err)

		return wrapped.CheckChain(chain)
	}

	require.NoError(t, check(anna.WrappedRecoveryKey(t)))
	require.NoError(t, check(first), "a rotation keeps the recovery key")
	stranger := protocoltest.NewPerson(t, protocoltest.Anna)
	assert.Equal(t, protocol.CodeBundleInvalid, protocol.CodeOf(check(stranger.WrappedRecoveryKey(t))))
}
