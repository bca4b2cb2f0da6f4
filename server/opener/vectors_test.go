package opener_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/opener"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/vectors"
)

type carrier struct {
	Type       string   `json:"type"`
	ChannelID  string   `json:"channelId"`
	UserID     string   `json:"userId"`
	RootID     string   `json:"rootId"`
	OtherProps []string `json:"otherProps"`
}

type signer struct {
	UserID     string        `json:"userId"`
	Generation uint64        `json:"generation"`
	SigningKey vectors.Bytes `json:"signingKey"`
}

type generation struct {
	Generation    uint64        `json:"generation"`
	EncryptionKey vectors.Bytes `json:"encryptionKey"`
	PrivateKey    vectors.Bytes `json:"privateKey"`
}

type reader struct {
	UserID      string       `json:"userId"`
	Generations []generation `json:"generations"`
}

type revision struct {
	Revision uint64        `json:"revision"`
	Hash     vectors.Bytes `json:"hash"`
}

type envelopeInput struct {
	ServerID vectors.Bytes `json:"serverId"`
	Carrier  carrier       `json:"carrier"`
	Signers  []signer      `json:"signers"`
	Reader   reader        `json:"reader"`
	Envelope string        `json:"envelope"`
	Newest   *revision     `json:"newest"`
}

type envelopeOutput struct {
	Body struct {
		Text     string   `json:"text"`
		Mentions []string `json:"mentions"`
		Format   string   `json:"format"`
	} `json:"body"`
	UID          vectors.Bytes `json:"uid"`
	Revision     uint64        `json:"revision"`
	RevisionHash vectors.Bytes `json:"revisionHash"`
	Recipients   int           `json:"recipients"`
}

// aboutThePost are failures that take the post, or what was seen before: not for this tool, which has neither.
var aboutThePost = []string{
	"server_changed", "channel_mismatch", "author_mismatch", "thread_mismatch", "type_mismatch", "props_forbidden", "revision_superseded",
}

func readersOf(t *testing.T, in reader) []opener.Reader {
	t.Helper()
	var readers []opener.Reader
	for _, known := range in.Generations {
		if known.PrivateKey != nil {
			key, err := opener.AgreementKey(known.PrivateKey)
			require.NoError(t, err)
			readers = append(readers, opener.Reader{UserID: in.UserID, Generation: known.Generation, EncryptionKey: key})
		}
	}

	return readers
}

func senderKeys(in envelopeInput) [][]byte {
	var keys [][]byte
	for _, known := range in.Signers {
		if known.UserID == in.Carrier.UserID {
			keys = append(keys, known.SigningKey)
		}
	}

	return keys
}

// openWithAny opens with the first of somebody's keys that fits.
func openWithAny(t *testing.T, in envelopeInput) (*opener.Opened, error) {
	t.Helper()
	var opened *opener.Opened
	err := error(opener.NotARecipient)
	for _, own := range readersOf(t, in.Reader) {
		if opened, err = opener.Open(in.Envelope, own, senderKeys(in)); !errors.Is(err, opener.NotARecipient) {
			break
		}
	}

	return opened, err
}

func TestVectorsEnvelope(t *testing.T) {
	for _, vector := range vectors.Read[envelopeInput, envelopeOutput](t, "envelope") {
		if slices.Contains(aboutThePost, vector.Expect) {
			continue
		}
		t.Run(vector.ID, func(t *testing.T) {
			opened, err := openWithAny(t, vector.Input)

			switch vector.Expect {
			case vectors.OK:
				require.NoError(t, err, vector.Comment)
				assert.Equal(t, vector.Output.Body.Text, opened.Text)
				assert.Equal(t, vector.Output.Body.Mentions, opened.Mentions)
				assert.Equal(t, vector.Output.Recipients, opened.Recipients)
				assert.Equal(t, vector.Input.Carrier.UserID, opened.Header.Sender)
			case "key_missing":
				// A tool that is given keys can't tell a missing one from one that doesn't fit.
				require.ErrorIs(t, err, opener.NotARecipient, vector.Comment)
			default:
				require.ErrorIs(t, err, opener.Failure(vector.Expect), vector.Comment)
			}
		})
	}
}

type accountInput struct {
	UserID               string        `json:"userId"`
	Generation           uint64        `json:"generation"`
	EncryptionPrivateKey vectors.Bytes `json:"encryptionPrivateKey"`
	SigningPrivateKey    vectors.Bytes `json:"signingPrivateKey"`
	RecoveryPrivateKey   vectors.Bytes `json:"recoveryPrivateKey"`
}

type accountOutput struct {
	EncryptionKey vectors.Bytes `json:"encryptionKey"`
	SigningKey    vectors.Bytes `json:"signingKey"`
	RecoveryKey   vectors.Bytes `json:"recoveryKey"`
}

func TestVectorsAccounts(t *testing.T) {
	vectors.Run(t, "accounts", func(t *testing.T, in accountInput) (*accountOutput, string) {
		return &accountOutput{
			EncryptionKey: publicKey(t, in.EncryptionPrivateKey),
			SigningKey:    publicKey(t, in.SigningPrivateKey),
			RecoveryKey:   publicKey(t, in.RecoveryPrivateKey),
		}, vectors.OK
	})
}

func publicKey(t *testing.T, pkcs8 []byte) vectors.Bytes {
	t.Helper()
	key, err := opener.AgreementKey(pkcs8)
	require.NoError(t, err)

	return key.PublicKey().Bytes()
}

// Nobody else's key opens what was sealed for others: every key of every test account is tried on every sound envelope.
func TestNoOtherKeyOpens(t *testing.T) {
	accounts := vectors.Read[accountInput, accountOutput](t, "accounts")
	tried := 0
	for _, vector := range vectors.Read[envelopeInput, envelopeOutput](t, "envelope") {
		if vector.Expect != vectors.OK {
			continue
		}
		opening := 0
		for _, account := range accounts {
			for _, pkcs8 := range []vectors.Bytes{account.Input.EncryptionPrivateKey, account.Input.SigningPrivateKey, account.Input.RecoveryPrivateKey} {
				key, err := opener.AgreementKey(pkcs8)
				require.NoError(t, err)
				own := opener.Reader{UserID: account.Input.UserID, Generation: account.Input.Generation, EncryptionKey: key}
				if _, err = opener.Open(vector.Input.Envelope, own, senderKeys(vector.Input)); err == nil {
					opening++
				} else {
					require.ErrorIs(t, err, opener.NotARecipient)
				}
				tried++
			}
		}
		assert.Equal(t, vector.Output.Recipients, opening, "%s opens with exactly the keys it was sealed for", vector.ID)
	}
	assert.Positive(t, tried)
}
