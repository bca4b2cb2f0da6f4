package protocol_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/vectors"
)

// expectOf gives an error the name that vectors use.
func expectOf(err error) string {
	if err == nil {
		return vectors.OK
	}

	return string(protocol.CodeOf(err))
}

func optionalHash(hash *protocol.Hash) *vectors.Bytes {
	if hash == nil {
		return nil
	}
	copied := vectors.Bytes(hash[:])

	return &copied
}

func optionalUID(uid *protocol.UID) *vectors.Bytes {
	if uid == nil {
		return nil
	}
	copied := vectors.Bytes(uid[:])

	return &copied
}

var (
	kinds = []string{"create", "rotate", "reset"}
	modes = []string{"none", "p2p"}
	types = []string{"post", "edit"}
)

func TestVectorsBase64URL(t *testing.T) {
	type input struct {
		Text string `json:"text"`
	}
	type output struct {
		Length int    `json:"length"`
		Again  string `json:"again"`
	}
	vectors.Run(t, "base64url", func(_ *testing.T, in input) (*output, string) {
		data, err := protocol.DecodeBase64URL(in.Text)

		return &output{len(data), protocol.EncodeBase64URL(data)}, expectOf(err)
	})
}

func TestVectorsContext(t *testing.T) {
	type part struct {
		Text  *string        `json:"text"`
		Uint  *uint64        `json:"uint"`
		Bytes *vectors.Bytes `json:"bytes"`
	}
	type input struct {
		Label string `json:"label"`
		Parts []part `json:"parts"`
	}
	type output struct {
		Context vectors.Bytes `json:"context"`
		Hash    vectors.Bytes `json:"hash"`
	}
	vectors.Run(t, "context", func(_ *testing.T, in input) (*output, string) {
		var parts []any
		for _, part := range in.Parts {
			switch {
			case part.Text != nil:
				parts = append(parts, *part.Text)
			case part.Uint != nil:
				parts = append(parts, *part.Uint)
			default:
				parts = append(parts, []byte(*part.Bytes))
			}
		}
		hash := protocol.HashOf(in.Label, parts...)

		return &output{protocol.Context(in.Label, parts...), hash[:]}, vectors.OK
	})
}

func TestVectorsPlaceholder(t *testing.T) {
	type input struct {
		Message  string   `json:"message"`
		Mentions []string `json:"mentions"`
	}
	type output struct {
		IsPlaceholder bool `json:"isPlaceholder"`

		// About the body, which only readers see.
		Names  []string `json:"names"`
		Agrees bool     `json:"agrees"`
		Made   string   `json:"made"`
	}
	for _, vector := range vectors.Read[input, output](t, "placeholder") {
		t.Run(vector.ID, func(t *testing.T) {
			assert.Equal(t, vector.Output.IsPlaceholder, protocol.IsPlaceholder(vector.Input.Message, true), vector.Comment)
			assert.True(t, protocol.IsPlaceholder(vector.Output.Made, true), "what a sender makes is taken")
		})
	}
}

func TestVectorsIdentityRecord(t *testing.T) {
	type input struct {
		Record vectors.Bytes `json:"record"`
	}
	type output struct {
		ServerID      vectors.Bytes  `json:"serverId"`
		UserID        string         `json:"userId"`
		Generation    uint64         `json:"generation"`
		Kind          string         `json:"kind"`
		EncryptionKey vectors.Bytes  `json:"encryptionKey"`
		SigningKey    vectors.Bytes  `json:"signingKey"`
		RecoveryKey   vectors.Bytes  `json:"recoveryKey"`
		Previous      *vectors.Bytes `json:"previous"`
		TimeMs        uint64         `json:"timeMs"`
		Hash          vectors.Bytes  `json:"hash"`
	}
	vectors.Run(t, "identity_record", func(_ *testing.T, in input) (*output, string) {
		record, err := protocol.ParseIdentityRecord(in.Record)
		if err != nil {
			return nil, expectOf(err)
		}
		hash := protocol.HashOf("e2ee/v1/record", []byte(in.Record))

		return &output{
			ServerID: record.ServerID[:], UserID: record.UserID, Generation: record.Generation, Kind: kinds[record.Kind],
			EncryptionKey: vectors.Bytes(record.EncryptionKey), SigningKey: vectors.Bytes(record.SigningKey),
			RecoveryKey: vectors.Bytes(record.RecoveryKey), Previous: optionalHash(record.Previous), TimeMs: record.Time, Hash: hash[:],
		}, vectors.OK
	})
}

func TestVectorsSignedRecord(t *testing.T) {
	type input struct {
		SignedRecord       vectors.Bytes `json:"signedRecord"`
		PreviousSigningKey vectors.Bytes `json:"previousSigningKey"`
	}
	type output struct {
		Generation uint64        `json:"generation"`
		Kind       string        `json:"kind"`
		Hash       vectors.Bytes `json:"hash"`
	}
	vectors.Run(t, "signed_record", func(_ *testing.T, in input) (*output, string) {
		record, err := protocol.ParseSignedRecord(in.SignedRecord)
		if err == nil && in.PreviousSigningKey != nil {
			err = record.CheckRotation(protocol.Point(in.PreviousSigningKey))
		}
		if err != nil {
			return nil, expectOf(err)
		}

		return &output{record.Generation, kinds[record.Kind], record.Hash[:]}, vectors.OK
	})
}

func TestVectorsChain(t *testing.T) {
	type input struct {
		ServerID      vectors.Bytes   `json:"serverId"`
		UserID        string          `json:"userId"`
		SignedRecords []vectors.Bytes `json:"signedRecords"`

		// Pins are the clients'; the server half keeps none.
		Pinned []vectors.Bytes `json:"pinned"`
	}
	type output struct {
		Generation uint64        `json:"generation"`
		Head       vectors.Bytes `json:"head"`
		Change     string        `json:"change"`
	}
	for _, vector := range vectors.Read[input, output](t, "chain") {
		t.Run(vector.ID, func(t *testing.T) {
			chain, err := protocol.ParseChain(protocol.ServerID(vector.Input.ServerID), vector.Input.UserID, lists(vector.Input.SignedRecords))

			require.Equal(t, vector.Expect, expectOf(err), vector.Comment)
			if err == nil {
				assert.Equal(t, []byte(vector.Output.Head), chain.Last().Hash[:])
				assert.Equal(t, vector.Output.Generation, chain.Last().Generation)
			}
		})
	}
}

func lists(items []vectors.Bytes) [][]byte {
	converted := make([][]byte, 0, len(items))
	for _, item := range items {
		converted = append(converted, item)
	}

	return converted
}

func TestVectorsPolicyStatement(t *testing.T) {
	type input struct {
		Statement vectors.Bytes `json:"statement"`
	}
	type output struct {
		ServerID         vectors.Bytes  `json:"serverId"`
		ChannelID        string         `json:"channelId"`
		Mode             string         `json:"mode"`
		Sequence         uint64         `json:"sequence"`
		Previous         *vectors.Bytes `json:"previous"`
		Signer           string         `json:"signer"`
		SignerGeneration uint64         `json:"signerGeneration"`
		TimeMs           uint64         `json:"timeMs"`
		Hash             vectors.Bytes  `json:"hash"`
	}
	vectors.Run(t, "policy_statement", func(_ *testing.T, in input) (*output, string) {
		statement, err := protocol.ParsePolicyStatement(in.Statement)
		if err != nil {
			return nil, expectOf(err)
		}
		hash := protocol.HashOf("e2ee/v1/statement", []byte(in.Statement))

		return &output{
			ServerID: statement.ServerID[:], ChannelID: statement.ChannelID, Mode: modes[statement.Mode], Sequence: statement.Sequence,
			Previous: optionalHash(statement.Previous), Signer: statement.Signer, SignerGeneration: statement.SignerGeneration,
			TimeMs: statement.Time, Hash: hash[:],
		}, vectors.OK
	})
}

func TestVectorsSignedStatement(t *testing.T) {
	type input struct {
		SignedStatement vectors.Bytes `json:"signedStatement"`
		SigningKey      vectors.Bytes `json:"signingKey"`
	}
	type output struct {
		Sequence uint64        `json:"sequence"`
		Mode     string        `json:"mode"`
		Hash     vectors.Bytes `json:"hash"`
	}
	vectors.Run(t, "signed_statement", func(_ *testing.T, in input) (*output, string) {
		statement, err := protocol.ParseSignedStatement(in.SignedStatement)
		if err == nil {
			err = statement.CheckSignature(protocol.Point(in.SigningKey))
		}
		if err != nil {
			return nil, expectOf(err)
		}

		return &output{statement.Sequence, modes[statement.Mode], statement.Hash[:]}, vectors.OK
	})
}

type signer struct {
	UserID     string        `json:"userId"`
	Generation uint64        `json:"generation"`
	SigningKey vectors.Bytes `json:"signingKey"`
}

// readStatements puts together what the server half checks of each statement when it comes, since it never reads a
// stored chain anew.
func readStatements(
	serverID protocol.ServerID, channelID string, signed [][]byte, keyOf func(string, uint64) protocol.Point,
) (*protocol.SignedStatement, error) {
	if len(signed) > protocol.MaxChannelStatements {
		return nil, protocol.Refuse(protocol.CodeTooLarge, "statements")
	}
	var last *protocol.SignedStatement
	for _, data := range signed {
		statement, err := protocol.ParseSignedStatement(data)
		if err == nil {
			err = statement.CheckFollows(last)
		}
		if err == nil {
			err = statement.CheckPlace(serverID, channelID)
		}
		if err != nil {
			return nil, err
		}
		key := keyOf(statement.Signer, statement.SignerGeneration)
		if key == nil {
			return nil, protocol.Refuse(protocol.CodeSenderUnknown, "no record")
		}
		if err := statement.CheckSignature(key); err != nil {
			return nil, err
		}
		last = statement
	}

	return last, nil
}

func TestVectorsStatementChain(t *testing.T) {
	type pin struct {
		Sequence uint64        `json:"sequence"`
		Hash     vectors.Bytes `json:"hash"`
	}
	type input struct {
		ServerID         vectors.Bytes   `json:"serverId"`
		ChannelID        string          `json:"channelId"`
		SignedStatements []vectors.Bytes `json:"signedStatements"`
		Signers          []signer        `json:"signers"`

		// Pins are the clients'; the server half keeps none.
		Pin *pin `json:"pin"`
	}
	type output struct {
		Sequence uint64        `json:"sequence"`
		Mode     string        `json:"mode"`
		Head     vectors.Bytes `json:"head"`
		Change   string        `json:"change"`
	}
	for _, vector := range vectors.Read[input, output](t, "statement_chain") {
		t.Run(vector.ID, func(t *testing.T) {
			in := vector.Input
			keyOf := func(userID string, generation uint64) protocol.Point {
				for _, known := range in.Signers {
					if known.UserID == userID && known.Generation == generation {
						return protocol.Point(known.SigningKey)
					}
				}

				return nil
			}

			last, err := readStatements(protocol.ServerID(in.ServerID), in.ChannelID, lists(in.SignedStatements), keyOf)

			require.Equal(t, vector.Expect, expectOf(err), vector.Comment)
			if last != nil {
				assert.Equal(t, vector.Output.Sequence, last.Sequence)
				assert.Equal(t, vector.Output.Mode, modes[last.Mode])
				assert.Equal(t, []byte(vector.Output.Head), last.Hash[:])
			}
		})
	}
}

func TestVectorsEnvelopeHeader(t *testing.T) {
	type input struct {
		Header vectors.Bytes `json:"header"`
	}
	type output struct {
		Mode             string         `json:"mode"`
		Type             string         `json:"type"`
		ServerID         vectors.Bytes  `json:"serverId"`
		ChannelID        string         `json:"channelId"`
		Sender           string         `json:"sender"`
		SenderGeneration uint64         `json:"senderGeneration"`
		UID              vectors.Bytes  `json:"uid"`
		RootPostID       *string        `json:"rootPostId"`
		RootUID          *vectors.Bytes `json:"rootUid"`
		EditedUID        *vectors.Bytes `json:"editedUid"`
		Revision         *uint64        `json:"revision"`
		PreviousRevision *vectors.Bytes `json:"previousRevision"`
		PolicySequence   uint64         `json:"policySequence"`
		PolicyHead       vectors.Bytes  `json:"policyHead"`
		SessionKey       vectors.Bytes  `json:"sessionKey"`
		Sequence         uint64         `json:"sequence"`
		PreviousUID      *vectors.Bytes `json:"previousUid"`
		TimeMs           uint64         `json:"timeMs"`
	}
	vectors.Run(t, "envelope_header", func(_ *testing.T, in input) (*output, string) {
		header, err := protocol.ParseHeader(in.Header)
		if err != nil {
			return nil, expectOf(err)
		}

		return &output{
			Mode: modes[header.Mode], Type: types[header.Type], ServerID: header.ServerID[:], ChannelID: header.ChannelID,
			Sender: header.Sender, SenderGeneration: header.SenderGeneration, UID: header.UID[:],
			RootPostID: header.RootPostID, RootUID: optionalUID(header.RootUID), EditedUID: optionalUID(header.EditedUID),
			Revision: header.Revision, PreviousRevision: optionalHash(header.PreviousRevision),
			PolicySequence: header.PolicySequence, PolicyHead: header.PolicyHead[:], SessionKey: vectors.Bytes(header.SessionKey),
			Sequence: header.Sequence, PreviousUID: optionalUID(header.PreviousUID), TimeMs: header.Time,
		}, vectors.OK
	})
}

// forTheOwner are defects of a hand-over that only the keys in it tell.
var forTheOwner = []string{
	"other-ephemeral", "other-recipient", "sealed-generation", "flipped-encryption", "flipped-signing", "swapped", "made-up",
	"unfit-encryption", "unfit-signing",
}

func TestVectorsHandOver(t *testing.T) {
	type input struct {
		PreviousRecord       vectors.Bytes `json:"previousRecord"`
		Record               vectors.Bytes `json:"record"`
		EncryptionPrivateKey vectors.Bytes `json:"encryptionPrivateKey"`
		HandOver             vectors.Bytes `json:"handOver"`
	}
	for _, vector := range vectors.Read[input, any](t, "hand_over") {
		t.Run(vector.ID, func(t *testing.T) {
			record, err := protocol.ParseIdentityRecord(vector.Input.Record)
			require.NoError(t, err)
			signed := &protocol.SignedRecord{IdentityRecord: *record, Hash: protocol.HashOf("e2ee/v1/record", []byte(vector.Input.Record))}

			got := expectOf(protocol.CheckHandOver(signed, vector.Input.HandOver))

			switch {
			case slices.Contains(forTheOwner, vector.ID):
				assert.Equal(t, vectors.OK, got)
			case record.Kind != protocol.KindRotate:
				assert.Equal(t, string(protocol.CodeRecordInvalid), got, "it is published together with its record")
			default:
				assert.Equal(t, vector.Expect, got, vector.Comment)
			}
		})
	}
}
