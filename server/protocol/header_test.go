package protocol_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

func TestParseEnvelopeFrontReadsPostsAndEdits(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	for name, header := range map[string]protocoltest.Map{
		"post": protocoltest.HeaderMap(t, anna),
		"edit": protocoltest.EditHeaderMap(t, anna, 1),
	} {
		t.Run(name, func(t *testing.T) {
			parsed, err := protocol.ParseEnvelopeFront(protocoltest.Envelope(t, header, 3))

			require.NoError(t, err)
			assert.Equal(t, protocoltest.Anna, parsed.Sender)
			assert.Equal(t, protocoltest.ChannelID, parsed.ChannelID)
			assert.Empty(t, parsed.RootID())
		})
	}
}

func TestParseEnvelopeFrontReadsNothingBehindTheHeader(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	envelope := protocoltest.Envelope(t, protocoltest.HeaderMap(t, anna), 100)
	damaged := envelope[:protocol.MaxFrontChars] + strings.Repeat("!", len(envelope)-protocol.MaxFrontChars)

	_, err := protocol.ParseEnvelopeFront(damaged)

	assert.NoError(t, err)
}

func TestParseEnvelopeFrontRefuses(t *testing.T) {
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	with := func(key uint64, value any) string {
		header := protocoltest.HeaderMap(t, anna)
		header[key] = value

		return protocoltest.Envelope(t, header, 1)
	}
	without := func(key uint64) string {
		header := protocoltest.HeaderMap(t, anna)
		delete(header, key)

		return protocoltest.Envelope(t, header, 1)
	}
	sound := with(17, 1)
	_, err := protocol.ParseEnvelopeFront(sound)
	require.NoError(t, err)
	offCurve := append([]byte{4}, make([]byte, 64)...)

	tests := map[string]struct {
		envelope string
		code     protocol.Code
	}{
		"nothing":                     {"", protocol.CodeEnvelopeMalformed},
		"words":                       {"hello everybody", protocol.CodeEnvelopeMalformed},
		"a line break":                {"\n" + sound, protocol.CodeEnvelopeMalformed},
		"an array of four":            {protocoltest.Base64URL(protocoltest.Encode(t, make([][]byte, 4))), protocol.CodeEnvelopeMalformed},
		"a header that is cut off":    {sound[:200], protocol.CodeEnvelopeMalformed},
		"a header over the limit":     {with(30, make([]byte, 500)), protocol.CodeEnvelopeMalformed},
		"more than the size limit":    {strings.Repeat("A", protocol.MaxEnvelopeChars+1), protocol.CodeTooLarge},
		"an unknown key":              {with(20, 1), protocol.CodeEnvelopeMalformed},
		"a missing key":               {without(19), protocol.CodeEnvelopeMalformed},
		"another version":             {with(0, 2), protocol.CodeVersionUnsupported},
		"another suite":               {with(1, 2), protocol.CodeSuiteUnsupported},
		"another mode":                {with(2, 2), protocol.CodeEnvelopeMalformed},
		"the reserved type":           {with(3, 2), protocol.CodeEnvelopeMalformed},
		"a channel that is no id":     {with(5, "nowhere"), protocol.CodeEnvelopeMalformed},
		"a short uid":                 {with(8, make([]byte, 15)), protocol.CodeEnvelopeMalformed},
		"a long uid":                  {with(8, make([]byte, 17)), protocol.CodeEnvelopeMalformed},
		"null for a number":           {with(17, nil), protocol.CodeEnvelopeMalformed},
		"a float for a number":        {with(17, 1.0), protocol.CodeEnvelopeMalformed},
		"a number over 2^53-1":        {with(17, uint64(1)<<53), protocol.CodeEnvelopeMalformed},
		"policy sequence zero":        {with(14, 0), protocol.CodeEnvelopeMalformed},
		"a root uid without a root":   {with(10, make([]byte, 16)), protocol.CodeEnvelopeMalformed},
		"a revision on a post":        {with(12, 1), protocol.CodeEnvelopeMalformed},
		"an edit without its fields":  {with(3, 1), protocol.CodeEnvelopeMalformed},
		"a session key off the curve": {with(16, offCurve), protocol.CodeEnvelopeMalformed},
		"a compressed session key":    {with(16, append([]byte{2}, make([]byte, 32)...)), protocol.CodeEnvelopeMalformed},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := protocol.ParseEnvelopeFront(test.envelope)

			assert.Equal(t, test.code, protocol.CodeOf(err))
		})
	}
}
