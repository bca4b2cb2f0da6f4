package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/vectors"
)

type input struct {
	ServerID any `json:"serverId"`
	Carrier  any `json:"carrier"`
	Signers  any `json:"signers"`
	Newest   any `json:"newest"`
	Reader   struct {
		UserID      string `json:"userId"`
		Generations []struct {
			Generation    uint64 `json:"generation"`
			EncryptionKey any    `json:"encryptionKey"`
			PrivateKey    string `json:"privateKey"`
		} `json:"generations"`
	} `json:"reader"`
	Envelope string `json:"envelope"`
}

func TestRunOpensOrSaysWhyNot(t *testing.T) {
	post := vectors.Read[input, any](t, "envelope")[0]
	require.Equal(t, vectors.OK, post.Expect)
	chain := vectors.Read[struct {
		ServerID      any      `json:"serverId"`
		UserID        any      `json:"userId"`
		SignedRecords []string `json:"signedRecords"`
		Pinned        any      `json:"pinned"`
	}, any](t, "chain")[0]
	asked := request{
		Envelope:           post.Input.Envelope,
		SenderChain:        chain.Input.SignedRecords,
		UserID:             post.Input.Reader.UserID,
		EncryptionKeyPKCS8: post.Input.Reader.Generations[0].PrivateKey,
	}

	assert.Contains(t, answer(t, asked), `"text":"hello @bob 🔒"`)
	asked.UserID = "carol000000000000000000000"
	assert.JSONEq(t, `{"error":"not_a_recipient"}`, answer(t, asked))
	asked.SenderChain = nil
	assert.JSONEq(t, `{"error":"sender_unknown"}`, answer(t, asked))
	assert.Error(t, run(strings.NewReader("{"), &bytes.Buffer{}))
}

func answer(t *testing.T, asked request) string {
	t.Helper()
	encoded, err := json.Marshal(asked)
	require.NoError(t, err)
	var output bytes.Buffer
	require.NoError(t, run(bytes.NewReader(encoded), &output))

	return strings.TrimSpace(output.String())
}
