package protocoltest

import (
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/stretchr/testify/require"
)

// Modes of a channel.
const (
	Off = 0
	On  = 1
)

// Statements makes the statements of a channel, one after the other.
type Statements struct {
	ChannelID string
	Signed    [][]byte

	head []byte
}

// NewStatements returns a channel without statements.
func NewStatements(channelID string) *Statements {
	return &Statements{ChannelID: channelID}
}

// Next returns the next statement, signed by signer.
func (s *Statements) Next(t testing.TB, signer *Person, mode int) []byte {
	t.Helper()
	statement := s.Map(signer, mode)
	signed := SignStatement(t, signer, statement)
	s.head = Hash(t, "statement", Encode(t, statement))
	s.Signed = append(s.Signed, signed)

	return signed
}

// Map is the next statement before it is signed, for a test to put something wrong in it.
func (s *Statements) Map(signer *Person, mode int) Map {
	statement := Map{
		0: 1, 1: ServerID[:], 2: s.ChannelID, 3: mode, 4: len(s.Signed) + 1,
		6: signer.UserID, 7: len(signer.Records) - 1, 8: 1_700_000_000_000,
	}
	if s.head != nil {
		statement[5] = s.head
	}

	return statement
}

// SignStatement signs with the newest generation.
func SignStatement(t testing.TB, signer *Person, statement Map) []byte {
	t.Helper()
	statementBytes := Encode(t, statement)

	return Encode(t, [][]byte{statementBytes, Sign(t, signer.Newest().Signing, Context(t, "statement-signature", statementBytes))})
}

// ResumeStatements goes on after signed statements that are stored somewhere.
func ResumeStatements(t testing.TB, channelID string, signed [][]byte) *Statements {
	t.Helper()
	var parts [][]byte
	require.NoError(t, cbor.Unmarshal(signed[len(signed)-1], &parts))

	return &Statements{ChannelID: channelID, Signed: signed, head: Hash(t, "statement", parts[0])}
}
