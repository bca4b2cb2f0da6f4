package protocoltest

import "testing"

// UID is the uid of the posts that HeaderMap describes.
var UID = [16]byte{0xaa, 0xbb}

// PolicyHead is the head of the policy of ChannelID after Anna, with her first keys, has switched encryption on.
func PolicyHead(t testing.TB) []byte {
	t.Helper()
	anna := &Person{UserID: Anna, Records: make([][]byte, 1)}

	return Hash(t, "statement", Encode(t, NewStatements(ChannelID).Map(anna, On)))
}

// HeaderMap is the header of a post of author in ChannelID under PolicyHead, for a test to change.
func HeaderMap(t testing.TB, author *Person) Map {
	t.Helper()

	return Map{
		0: 1, 1: 1, 2: 1, 3: 0, 4: ServerID[:], 5: ChannelID, 6: author.UserID, 7: len(author.Records) - 1, 8: UID[:],
		14: 1, 15: PolicyHead(t), 16: NewAgreementKey(t).PublicKey().Bytes(), 17: 0, 19: 1_700_000_000_000,
	}
}

// EditHeaderMap is the header of a later revision of the post of HeaderMap.
func EditHeaderMap(t testing.TB, author *Person, revision int) Map {
	t.Helper()
	header := HeaderMap(t, author)
	header[3], header[8], header[11], header[12], header[13] = 1, make([]byte, 16), UID[:], revision, make([]byte, 32)

	return header
}

// Envelope puts a header into an envelope with so many wraps. The rest is not sealed: the server half never looks there.
func Envelope(t testing.TB, header Map, members int) string {
	t.Helper()

	return Base64URL(Encode(t, [][]byte{
		Encode(t, header), make([]byte, 32), make([]byte, 48*members), make([]byte, 80), make([]byte, 64),
	}))
}
