package protocol_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

func TestParseSignedBundle(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	anna.Rotate(t)
	stranger := protocoltest.NewPerson(t, protocoltest.Anna)
	chain, err := protocol.ParseChain(anna.Records)
	require.NoError(t, err)
	with := func(key uint64, value any) []byte {
		bundle := anna.BundleMap(t, 1)
		bundle[key] = value

		return anna.SignBundle(t, bundle)
	}
	generations, isList := anna.BundleMap(t, 1)[7].([][]byte)
	require.True(t, isList)

	tests := map[string]struct {
		bundle []byte
		code   protocol.Code
	}{
		"a bundle that fits":                  {anna.Bundle(t, 1), ""},
		"one with sealed trust":               {with(8, []byte{1, 2, 3}), ""},
		"nothing":                             {nil, protocol.CodeCBORMalformed},
		"more than the size limit":            {make([]byte, protocol.MaxBundleBytes+1), protocol.CodeTooLarge},
		"another server":                      {with(2, make([]byte, 16)), protocol.CodeServerChanged},
		"another user":                        {with(3, protocoltest.Ben), protocol.CodeBundleInvalid},
		"sequence zero":                       {with(4, 0), protocol.CodeBundleInvalid},
		"another recovery key":                {with(5, stranger.Newest().Recovery.PublicKey().Bytes()), protocol.CodeBundleInvalid},
		"a shorter chain":                     {with(6, anna.Records[:1]), protocol.CodeBundleInvalid},
		"another chain":                       {with(6, [][]byte{anna.Records[0], stranger.Records[0]}), protocol.CodeBundleInvalid},
		"a sealed generation left out":        {with(7, generations[:1]), protocol.CodeBundleInvalid},
		"sealed generations in another order": {with(7, [][]byte{generations[1], generations[0]}), protocol.CodeBundleInvalid},
		"an unknown key":                      {with(10, 1), protocol.CodeCBORMalformed},
		"the signature of somebody else":      {stranger.SignBundle(t, anna.BundleMap(t, 1)), protocol.CodeSignatureInvalid},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := protocol.ParseSignedBundle(test.bundle, chain, anna.Records)

			assert.Equal(t, test.code, protocol.CodeOf(err))
			assert.Equal(t, test.code == "", err == nil)
		})
	}
}

func TestCheckWrappedRecoveryKey(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	stranger := protocoltest.NewPerson(t, protocoltest.Anna)
	record, err := protocol.ParseSignedRecord(anna.Records[0])
	require.NoError(t, err)

	require.NoError(t, protocol.CheckWrappedRecoveryKey(anna.WrappedRecoveryKey(t), record))
	assert.Equal(t, protocol.CodeBundleInvalid, protocol.CodeOf(protocol.CheckWrappedRecoveryKey(stranger.WrappedRecoveryKey(t), record)))
	assert.Equal(t, protocol.CodeCBORMalformed, protocol.CodeOf(protocol.CheckWrappedRecoveryKey(nil, record)))
	assert.Equal(t, protocol.CodeTooLarge, protocol.CodeOf(protocol.CheckWrappedRecoveryKey(make([]byte, 2000), record)))
}
