package protocol

import "encoding/binary"

// MaxFrontChars is how much of an envelope the server half reads. It is a multiple of four, so that the cut falls
// between two groups of base64url, and holds the largest header: (4 + 512) bytes are 688 characters.
const MaxFrontChars = 1024

const (
	envelopeArrayHead = 0x85 // an array of five
	bytesHeadShort    = 0x58 // byte string, one byte of length follows
	bytesHeadLong     = 0x59 // byte string, two bytes of length follow
)

// ParseEnvelopeFront reads the header at the front of an envelope and nothing behind it, so that its cost doesn't grow
// with the number of members (protocol.md §8).
func ParseEnvelopeFront(envelope string) (*Header, error) {
	if len(envelope) > MaxEnvelopeChars {
		return nil, Refuse(CodeTooLarge, "envelope")
	}
	front, err := DecodeBase64URL(envelope[:min(len(envelope), MaxFrontChars)])
	if err != nil {
		return nil, asEnvelope(err)
	}
	header, err := headerBytes(front)
	if err != nil {
		return nil, err
	}

	return ParseHeader(header)
}

// headerBytes takes the first of the five byte strings. A header is never shorter than 24 bytes, so only two forms of
// its length are the shortest one.
func headerBytes(front []byte) ([]byte, error) {
	if len(front) < 4 || front[0] != envelopeArrayHead {
		return nil, Refuse(CodeEnvelopeMalformed, "not an array of five")
	}
	var length, start int
	switch {
	case front[1] == bytesHeadShort && front[2] >= 24:
		length, start = int(front[2]), 3
	case front[1] == bytesHeadLong && front[2] > 0:
		length, start = int(binary.BigEndian.Uint16(front[2:])), 4
	default:
		return nil, Refuse(CodeEnvelopeMalformed, "does not begin with a header")
	}
	if len(front) < start+length {
		return nil, Refuse(CodeEnvelopeMalformed, "header is cut off")
	}

	return front[start : start+length], nil
}
