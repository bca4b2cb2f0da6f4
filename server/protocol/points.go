package protocol

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"math/big"
)

// PointBytes is the length of an uncompressed P-256 point; SignatureBytes that of r ‖ s.
const (
	PointBytes     = 65
	SignatureBytes = 64
)

// Point is an uncompressed P-256 point. Only checkPoints makes it more than 65 bytes.
type Point []byte

func checkPoints(points ...Point) error {
	for _, point := range points {
		// Some libraries import compressed points too, and then two byte strings would mean one key.
		if len(point) != PointBytes || point[0] != 4 {
			return Refuse(CodePointInvalid, "not 65 bytes beginning with 04")
		}
		if _, err := ecdh.P256().NewPublicKey(point); err != nil {
			return Refuse(CodePointInvalid, "not on the curve")
		}
	}

	return nil
}

// checkSignature verifies an ECDSA signature in the form of IEEE P1363 over message.
func checkSignature(key Point, message, signature []byte) error {
	if len(signature) != SignatureBytes {
		return Refuse(CodeSignatureInvalid, "not 64 bytes")
	}
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), key)
	if err != nil {
		return Refuse(CodePointInvalid, "not a signing key")
	}
	digest := sha256.Sum256(message)
	r := new(big.Int).SetBytes(signature[:SignatureBytes/2])
	s := new(big.Int).SetBytes(signature[SignatureBytes/2:])
	if !ecdsa.Verify(public, digest[:], r, s) {
		return Refuse(CodeSignatureInvalid, "does not verify")
	}

	return nil
}
