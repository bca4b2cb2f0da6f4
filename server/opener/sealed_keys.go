package opener

import "crypto/ecdh"

// sealedKeys is protocol.md §7.3, and in the same form §7.5: the private keys of a generation, sealed to somebody's key.
type sealedKeys struct {
	ServerID            []byte `cbor:"2,keyasint"`
	UserID              string `cbor:"3,keyasint"`
	Generation          uint64 `cbor:"4,keyasint"`
	RecordHash          []byte `cbor:"5,keyasint"`
	EphemeralKey        []byte `cbor:"6,keyasint"`
	SealedEncryptionKey []byte `cbor:"7,keyasint"`
	SealedSigningKey    []byte `cbor:"8,keyasint"`
}

// open takes out one of the two, with the private half of the key that they are sealed to.
func (s *sealedKeys) open(label, purpose string, sealed []byte, recipient *ecdh.PrivateKey) (*ecdh.PrivateKey, error) {
	ephemeral, err := ecdh.P256().NewPublicKey(s.EphemeralKey)
	if err != nil {
		return nil, err
	}
	secret, err := recipient.ECDH(ephemeral)
	if err != nil {
		return nil, err
	}
	key := derive(secret, s.RecordHash, context(label, purpose,
		s.ServerID, s.UserID, s.Generation, s.EphemeralKey, recipient.PublicKey().Bytes()))
	pkcs8, err := decrypt(key, make([]byte, 12), sealed, context(label, s.RecordHash))
	if err != nil {
		return nil, err
	}

	return AgreementKey(pkcs8)
}
