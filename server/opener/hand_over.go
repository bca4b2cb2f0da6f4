package opener

import (
	"bytes"
	"crypto/ecdh"

	"github.com/fxamacker/cbor/v2"
)

const kindRotate = 1

// rotation is the part of a record that a hand-over must fit (protocol.md §2.1).
type rotation struct {
	ServerID      []byte `cbor:"2,keyasint"`
	UserID        string `cbor:"3,keyasint"`
	Generation    uint64 `cbor:"4,keyasint"`
	Kind          uint64 `cbor:"5,keyasint"`
	EncryptionKey []byte `cbor:"6,keyasint"`
	SigningKey    []byte `cbor:"7,keyasint"`
}

// HandedOver are the private keys of a generation. A signing key is given in the same form: it is the same curve.
type HandedOver struct {
	Generation    uint64
	EncryptionKey *ecdh.PrivateKey
	SigningKey    *ecdh.PrivateKey
}

// OpenHandOver takes the keys of a rotation out of its hand-over (protocol.md §7.5), with the encryption key of the generation
// before. Whoever sealed it, it counts only if the keys are those that the record publishes.
func OpenHandOver(previous *ecdh.PrivateKey, record, handOver []byte) (HandedOver, error) {
	var next rotation
	var sealed sealedKeys
	if cbor.Unmarshal(record, &next) != nil || cbor.Unmarshal(handOver, &sealed) != nil || !sealed.belongTo(next, record) {
		return HandedOver{}, BundleInvalid
	}
	encryption, err := sealed.open("hand-over", "encryption", sealed.SealedEncryptionKey, previous)
	if err != nil || !bytes.Equal(encryption.PublicKey().Bytes(), next.EncryptionKey) {
		return HandedOver{}, BundleInvalid
	}
	signing, err := sealed.open("hand-over", "signing", sealed.SealedSigningKey, previous)
	if err != nil || !bytes.Equal(signing.PublicKey().Bytes(), next.SigningKey) {
		return HandedOver{}, BundleInvalid
	}

	return HandedOver{Generation: next.Generation, EncryptionKey: encryption, SigningKey: signing}, nil
}

func (s *sealedKeys) belongTo(next rotation, record []byte) bool {
	return next.Kind == kindRotate && bytes.Equal(s.ServerID, next.ServerID) && s.UserID == next.UserID &&
		s.Generation == next.Generation && bytes.Equal(s.RecordHash, hash("record", record))
}
