package protocol_test

import (
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/vectors"
)

// Each decoder has a target, seeded from the vectors. The property is always the same: it never panics, each refusal has
// a code, and what it accepts has one form only: encoding what was read gives the same bytes, so nobody can vary
// something under a signature or a hash.

// seed adds the structures of a vector file, found under one name of its inputs.
func seed(f *testing.F, file, name string) {
	f.Helper()
	for _, vector := range vectors.Read[map[string]any, any](f, file) {
		text, isString := vector.Input[name].(string)
		require.True(f, isString)
		data, err := protocol.DecodeBase64URL(text)
		require.NoError(f, err)
		f.Add(data)
	}
}

// checkOneForm checks the property; parsed is what was read of data.
func checkOneForm(t *testing.T, data []byte, parsed any, err error) {
	t.Helper()
	if err != nil {
		assert.NotEmpty(t, protocol.CodeOf(err))

		return
	}
	assert.Equal(t, data, protocoltest.Encode(t, parsed))
}

// partsOf reads the parts of a signed structure by the library alone.
func partsOf(data []byte) [][]byte {
	var parts [][]byte
	_ = cbor.Unmarshal(data, &parts)

	return parts
}

func FuzzIdentityRecord(f *testing.F) {
	seed(f, "identity_record", "record")
	f.Fuzz(func(t *testing.T, data []byte) {
		record, err := protocol.ParseIdentityRecord(data)
		checkOneForm(t, data, record, err)
	})
}

func FuzzSignedRecord(f *testing.F) {
	seed(f, "signed_record", "signedRecord")
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := protocol.ParseSignedRecord(data)
		checkOneForm(t, data, partsOf(data), err)
	})
}

func FuzzPolicyStatement(f *testing.F) {
	seed(f, "policy_statement", "statement")
	f.Fuzz(func(t *testing.T, data []byte) {
		statement, err := protocol.ParsePolicyStatement(data)
		checkOneForm(t, data, statement, err)
	})
}

func FuzzSignedStatement(f *testing.F) {
	seed(f, "signed_statement", "signedStatement")
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := protocol.ParseSignedStatement(data)
		checkOneForm(t, data, partsOf(data), err)
	})
}

func FuzzHeader(f *testing.F) {
	seed(f, "envelope_header", "header")
	f.Fuzz(func(t *testing.T, data []byte) {
		header, err := protocol.ParseHeader(data)
		checkOneForm(t, data, header, err)
	})
}

func FuzzSignedBundle(f *testing.F) {
	seed(f, "bundle", "bundle")
	serverID := protocol.ServerID([]byte("^^^^^^^^^^^^^^^^"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := protocol.ParseSignedBundle(serverID, "alice000000000000000000000", data)
		checkOneForm(t, data, partsOf(data), err)
	})
}

func FuzzWrappedRecoveryKey(f *testing.F) {
	seed(f, "wrapped_recovery_key", "wrappedRecoveryKey")
	f.Fuzz(func(t *testing.T, data []byte) {
		wrapped, err := protocol.ParseWrappedRecoveryKey(data)
		checkOneForm(t, data, wrapped, err)
	})
}

func FuzzEnvelopeFront(f *testing.F) {
	for _, vector := range vectors.Read[map[string]any, any](f, "envelope") {
		envelope, isString := vector.Input["envelope"].(string)
		require.True(f, isString)
		f.Add(envelope[:min(len(envelope), protocol.MaxFrontChars)])
	}
	f.Fuzz(func(t *testing.T, front string) {
		header, err := protocol.ParseEnvelopeFront(front)
		if err != nil {
			assert.NotEmpty(t, protocol.CodeOf(err))

			return
		}
		inner := protocoltest.Encode(t, protocoltest.Encode(t, header))
		read, err := protocol.DecodeBase64URL(front[:min(len(front), protocol.MaxFrontChars)])
		require.NoError(t, err)
		assert.Equal(t, inner, read[1:1+len(inner)])
	})
}

func FuzzBase64URL(f *testing.F) {
	for _, vector := range vectors.Read[map[string]any, any](f, "base64url") {
		text, isString := vector.Input["text"].(string)
		require.True(f, isString)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		data, err := protocol.DecodeBase64URL(text)
		if err != nil {
			assert.NotEmpty(t, protocol.CodeOf(err))

			return
		}
		assert.Equal(t, text, protocol.EncodeBase64URL(data))
	})
}

func FuzzHandOver(f *testing.F) {
	seed(f, "hand_over", "handOver")
	vector := vectors.Read[map[string]string, any](f, "hand_over")[0]
	recordBytes, err := protocol.DecodeBase64URL(vector.Input["record"])
	require.NoError(f, err)
	record, err := protocol.ParseIdentityRecord(recordBytes)
	require.NoError(f, err)
	signed := &protocol.SignedRecord{IdentityRecord: *record, Hash: protocol.HashOf("e2ee/v1/record", recordBytes)}
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := protocol.CheckHandOver(signed, data); err != nil {
			assert.NotEmpty(t, protocol.CodeOf(err))
		}
	})
}
