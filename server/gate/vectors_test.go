package gate_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/gate"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/vectors"
)

type envelopeInput struct {
	ServerID vectors.Bytes `json:"serverId"`
	Carrier  struct {
		Type       string   `json:"type"`
		ChannelID  string   `json:"channelId"`
		UserID     string   `json:"userId"`
		RootID     string   `json:"rootId"`
		OtherProps []string `json:"otherProps"`
	} `json:"carrier"`
	Signers  []any  `json:"signers"`
	Reader   any    `json:"reader"`
	Envelope string `json:"envelope"`
	Newest   any    `json:"newest"`
}

// The gate sees what can be told from the post and the front of its envelope. It must name the same failure as a reader,
// and pass whatever only a reader can judge.
var judgedByTheGate = []string{
	"version_unsupported", "suite_unsupported", "server_changed", "channel_mismatch", "author_mismatch", "thread_mismatch", "type_mismatch",
	"props_forbidden",
}

// Malformed at the front; what is malformed behind the header isn't read.
var malformedFronts = []string{"empty", "four-elements", "six-elements", "header-too-large", "header-map", "header-point"}

func TestVectorsEnvelope(t *testing.T) {
	for _, vector := range vectors.Read[envelopeInput, any](t, "envelope") {
		t.Run(vector.ID, func(t *testing.T) {
			in := vector.Input
			props := map[string]any{gate.EnvelopeKey: in.Envelope}
			for _, name := range in.Carrier.OtherProps {
				props[name] = "value"
			}
			post := gate.Post{
				ChannelID: in.Carrier.ChannelID, AuthorID: in.Carrier.UserID, RootID: in.Carrier.RootID, Type: in.Carrier.Type,
				Message: protocol.Placeholder, Props: props,
			}
			generations := uint64(1)
			if header, err := protocol.ParseEnvelopeFront(in.Envelope); err == nil {
				generations = header.SenderGeneration + 1
				if header.Type == protocol.TypeEdit {
					return // an edit is never a new post
				}
			}

			_, err := gate.CheckNew(post, gate.Expected{ServerID: protocol.ServerID(in.ServerID), Generations: generations})

			switch {
			case slices.Contains(judgedByTheGate, vector.Expect):
				assert.Equal(t, protocol.Code(vector.Expect), protocol.CodeOf(err), vector.Comment)
			case slices.Contains(malformedFronts, vector.ID):
				assert.Equal(t, protocol.CodeEnvelopeMalformed, protocol.CodeOf(err), vector.Comment)
			case vector.Expect == "envelope_malformed":
				// Behind the header, or not: either way it never passes a reader.
			default:
				assert.NoError(t, err, vector.Comment)
			}
		})
	}
}
