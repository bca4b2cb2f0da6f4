package protocol_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

func TestParseChainAcceptsCreateRotateReset(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	anna.Rotate(t)
	anna.Reset(t)

	chain, err := protocol.ParseChain(protocoltest.ServerID, anna.UserID, anna.Records)

	require.NoError(t, err)
	assert.Len(t, chain.Records, 3)
	assert.Equal(t, anna.Head(t), chain.Last().Hash[:])
}

func TestParseChainRefuses(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	anna.Rotate(t)
	ben := protocoltest.NewPerson(t, protocoltest.Ben)
	other := protocoltest.NewPerson(t, protocoltest.Anna)
	other.Rotate(t)
	_, err := protocol.ParseChain(protocoltest.ServerID, anna.UserID, anna.Records)
	require.NoError(t, err)

	tests := map[string]struct {
		records [][]byte
		code    protocol.Code
	}{
		"nothing":                             {nil, protocol.CodeChainInvalid},
		"a chain that begins with a rotation": {anna.Records[1:], protocol.CodeChainInvalid},
		"a second create":                     {[][]byte{anna.Records[0], anna.Records[0]}, protocol.CodeChainInvalid},
		"a record of somebody else":           {[][]byte{ben.Records[0], anna.Records[1]}, protocol.CodeChainInvalid},
		"a rotation of another first record":  {[][]byte{anna.Records[0], other.Records[1]}, protocol.CodeChainInvalid},
		"a generation left out":               {[][]byte{anna.Records[0], anna.Records[1], anna.Records[1]}, protocol.CodeChainInvalid},
		"the chain of somebody else":          {ben.Records, protocol.CodeChainInvalid},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := protocol.ParseChain(protocoltest.ServerID, anna.UserID, test.records)

			assert.Equal(t, test.code, protocol.CodeOf(err))
		})
	}
}

func TestAppendLeavesTheChainAlone(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	anna.Rotate(t)
	chain, err := protocol.ParseChain(protocoltest.ServerID, anna.UserID, anna.Records[:1])
	require.NoError(t, err)
	rotation, err := protocol.ParseSignedRecord(anna.Records[1])
	require.NoError(t, err)

	longer, err := chain.Append(rotation)

	require.NoError(t, err)
	assert.Len(t, longer.Records, 2)
	assert.Len(t, chain.Records, 1)
}
