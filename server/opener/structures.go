package opener

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math/bits"

	"github.com/fxamacker/cbor/v2"
)

const (
	labelPrefix    = "e2ee/v1/"
	smallestPadded = 64
	lengthBytes    = 4
)

// envelope is protocol.md §5.
type envelope struct {
	headerBytes, commitment, wraps, ciphertext, signature []byte

	header header
}

// header is protocol.md §5.1.
type header struct {
	Version          uint64 `cbor:"0,keyasint"`
	Suite            uint64 `cbor:"1,keyasint"`
	Mode             uint64 `cbor:"2,keyasint"`
	Type             uint64 `cbor:"3,keyasint"`
	ServerID         []byte `cbor:"4,keyasint"`
	ChannelID        string `cbor:"5,keyasint"`
	Sender           string `cbor:"6,keyasint"`
	SenderGeneration uint64 `cbor:"7,keyasint"`
	UID              []byte `cbor:"8,keyasint"`
	RootID           string `cbor:"9,keyasint"`
	SessionKey       []byte `cbor:"16,keyasint"`
	Sequence         uint64 `cbor:"17,keyasint"`
}

// body is protocol.md §5.2.
type body struct {
	Text     string   `cbor:"0,keyasint"`
	Mentions []string `cbor:"1,keyasint"`
	Files    []any    `cbor:"2,keyasint"`
	Format   uint64   `cbor:"3,keyasint"`
}

func (h header) public() Header {
	return Header{
		Type: h.Type, ChannelID: h.ChannelID, Sender: h.Sender, Generation: h.SenderGeneration, RootID: h.RootID, Sequence: h.Sequence,
	}
}

func decodeEnvelope(text string) (*envelope, error) {
	data, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return nil, Malformed
	}
	var parts [][]byte
	if err := cbor.Unmarshal(data, &parts); err != nil || len(parts) != 5 {
		return nil, Malformed
	}
	decoded := &envelope{headerBytes: parts[0], commitment: parts[1], wraps: parts[2], ciphertext: parts[3], signature: parts[4]}
	if err := cbor.Unmarshal(decoded.headerBytes, &decoded.header); err != nil {
		return nil, Malformed
	}
	if decoded.header.Version != 1 {
		return nil, VersionUnsupported
	}
	if decoded.header.Suite != 1 {
		return nil, SuiteUnsupported
	}
	if !decoded.hasLengths() || !areAscending(decoded.wraps) {
		return nil, Malformed
	}

	return decoded, nil
}

// hasLengths compares with the tables of protocol.md §5 and §9.
func (e *envelope) hasLengths() bool {
	return len(e.headerBytes) <= 512 && len(e.header.SessionKey) == 65 && len(e.commitment) == 32 &&
		len(e.wraps) > 0 && len(e.wraps)%wrapBytes == 0 &&
		len(e.ciphertext) >= 80 && len(e.ciphertext) <= 81_936 && len(e.signature) == 64
}

func areAscending(wraps []byte) bool {
	for ; len(wraps) > wrapBytes; wraps = wraps[wrapBytes:] {
		if bytes.Compare(wraps[:wrapBytes], wraps[wrapBytes:2*wrapBytes]) >= 0 {
			return false
		}
	}

	return true
}

// decodePlaintext is length ‖ body ‖ zeros up to padded(4 + length).
func decodePlaintext(plaintext []byte) (*body, error) {
	if len(plaintext) < lengthBytes {
		return nil, Malformed
	}
	end := lengthBytes + int64(binary.BigEndian.Uint32(plaintext))
	if end > int64(len(plaintext)) || int64(len(plaintext)) != padded(end) {
		return nil, Malformed
	}
	for _, filler := range plaintext[end:] {
		if filler != 0 {
			return nil, Malformed
		}
	}
	var decoded body
	if err := cbor.Unmarshal(plaintext[lengthBytes:end], &decoded); err != nil {
		return nil, Malformed
	}
	if decoded.Format != 0 || len(decoded.Files) != 0 {
		return nil, Malformed
	}

	return &decoded, nil
}

// padded is Padmé (protocol.md §5.2).
func padded(length int64) int64 {
	length = max(length, smallestPadded)
	exponent := bits.Len64(uint64(length)) - 1
	significant := bits.Len64(uint64(exponent)) // floor(log2 exponent) + 1
	step := int64(1) << (exponent - significant)

	return (length + step - 1) / step * step
}

// context is ctx(label, …) of protocol.md §1.2.
func context(label string, parts ...any) []byte {
	mode, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err)
	}
	encoded, err := mode.Marshal(append([]any{labelPrefix + label}, parts...))
	if err != nil {
		panic(err)
	}

	return encoded
}

func hash(label string, parts ...any) []byte {
	sum := sha256.Sum256(context(label, parts...))

	return sum[:]
}
