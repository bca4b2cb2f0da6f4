package openpgp

import "bytes"

// Types of the packets that begin what is asked for here: an encrypted message with a session key for a public key (RFC 9580
// §10.3), a public key with itself.
const (
	packetEncryptedKey = 1
	packetPublicKey    = 6
)

const publicKeyHead = "-----BEGIN PGP PUBLIC KEY BLOCK-----"

// IsPublicKey tells whether data begins as a public key does, armored or binary: no page, no message, no private key.
func IsPublicKey(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(data), []byte(publicKeyHead)) || beginsWith(packetPublicKey, data)
}

// beginsWith reads the first byte of a packet, in the old and the new form (RFC 9580 §4.2).
func beginsWith(packet byte, data []byte) bool {
	if len(data) == 0 || data[0]&0x80 == 0 {
		return false
	}
	if data[0]&0x40 == 0 {
		return data[0]>>2&0x0f == packet
	}

	return data[0]&0x3f == packet
}
