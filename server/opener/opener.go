// Package opener opens envelopes that a browser sealed, by docs/protocol.md alone: it shares no code with the webapp, nor
// with package protocol. It is a tool of tests, never part of the plugin, which has no keys to open anything with.
package opener

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/subtle"
	"math/big"
)

// Reader is who opens: one generation of somebody's keys.
type Reader struct {
	UserID        string
	Generation    uint64
	EncryptionKey *ecdh.PrivateKey
}

// Opened is what the envelope says.
type Opened struct {
	Text       string   `json:"text"`
	Mentions   []string `json:"mentions"`
	Recipients int      `json:"recipients"`
	Header     Header   `json:"header"`
}

// Header is the part of the header that a test compares with the post.
type Header struct {
	Type       uint64 `json:"type"`
	ChannelID  string `json:"channelId"`
	Sender     string `json:"sender"`
	Generation uint64 `json:"generation"`
	RootID     string `json:"rootId"`
	Sequence   uint64 `json:"sequence"`
}

// Failure is a code of protocol.md §10.
type Failure string

func (f Failure) Error() string { return string(f) }

// The failures that opening can end in here. Whatever depends on the post that carries it is for the caller.
const (
	Malformed          Failure = "envelope_malformed"
	VersionUnsupported Failure = "version_unsupported"
	SuiteUnsupported   Failure = "suite_unsupported"
	SenderUnknown      Failure = "sender_unknown"
	SignatureInvalid   Failure = "signature_invalid"
	NotARecipient      Failure = "not_a_recipient"
	CommitmentMismatch Failure = "commitment_mismatch"
	DecryptFailed      Failure = "decrypt_failed"
)

const (
	hintBytes = 8
	wrapBytes = hintBytes + 40
	keyBytes  = 32
)

// Open opens an envelope (protocol.md §5.6, from the signature on). senderKeys are the sender's signing keys by generation.
func Open(envelope string, reader Reader, senderKeys [][]byte) (*Opened, error) {
	sealed, err := decodeEnvelope(envelope)
	if err != nil {
		return nil, err
	}
	if sealed.header.SenderGeneration >= uint64(len(senderKeys)) {
		return nil, SenderUnknown
	}
	if !sealed.isSignedBy(senderKeys[sealed.header.SenderGeneration]) {
		return nil, SignatureInvalid
	}
	seed, err := sealed.seedFor(reader)
	if err != nil {
		return nil, err
	}
	commitment := derive(seed, sealed.header.UID, context("commitment", sealed.headerBytes))
	if subtle.ConstantTimeCompare(commitment, sealed.commitment) != 1 {
		return nil, CommitmentMismatch
	}
	messageKey := derive(seed, sealed.header.UID, context("message-key", sealed.headerBytes))
	plaintext, err := decrypt(messageKey, make([]byte, 12), sealed.ciphertext, sealed.headerBytes)
	if err != nil {
		return nil, DecryptFailed
	}
	body, err := decodePlaintext(plaintext)
	if err != nil {
		return nil, DecryptFailed
	}

	return &Opened{
		Text:       body.Text,
		Mentions:   body.Mentions,
		Recipients: len(sealed.wraps) / wrapBytes,
		Header:     sealed.header.public(),
	}, nil
}

func (e *envelope) isSignedBy(point []byte) bool {
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		return false
	}
	revisionHash := hash("envelope", e.headerBytes, e.commitment, e.wraps, e.ciphertext)
	digest := sha256.Sum256(context("envelope-signature", revisionHash))
	r, s := new(big.Int).SetBytes(e.signature[:32]), new(big.Int).SetBytes(e.signature[32:])

	return ecdsa.Verify(key, digest[:], r, s)
}

// seedFor unwraps the reader's entry (protocol.md §4.2, §4.3).
func (e *envelope) seedFor(reader Reader) ([]byte, error) {
	session, err := ecdh.P256().NewPublicKey(e.header.SessionKey)
	if err != nil {
		return nil, Malformed
	}
	own := reader.EncryptionKey.PublicKey().Bytes()
	secret, err := reader.EncryptionKey.ECDH(session)
	if err != nil {
		return nil, Malformed
	}
	wrappingKey := derive(secret, hash("kek-salt", e.header.SessionKey, own),
		context("kek", e.header.Suite, e.header.ServerID, e.header.Sender, reader.UserID))
	hint := hash("recipient-hint", reader.UserID, reader.Generation, own)[:hintBytes]
	for wraps := e.wraps; len(wraps) >= wrapBytes; wraps = wraps[wrapBytes:] {
		if string(wraps[:hintBytes]) != string(hint) {
			continue
		}
		if seed, err := unwrapKey(wrappingKey, wraps[hintBytes:wrapBytes]); err == nil {
			return seed, nil
		}
	}

	return nil, NotARecipient
}

// derive is HKDF-SHA-256 to 32 bytes, which can't fail for that length.
func derive(secret, salt, info []byte) []byte {
	key, err := hkdf.Key(sha256.New, secret, salt, string(info), keyBytes)
	if err != nil {
		panic(err)
	}

	return key
}

func decrypt(key, nonce, ciphertext, associatedData []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}

	return aead.Open(nil, nonce, ciphertext, associatedData)
}
