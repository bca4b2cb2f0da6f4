package protocol

import "bytes"

// Bundle is the sealed backup of one user, as far as the server half looks into it (protocol.md §7.4).
type Bundle struct {
	Version           uint64   `cbor:"0,keyasint"`
	Suite             uint64   `cbor:"1,keyasint"`
	ServerID          ServerID `cbor:"2,keyasint"`
	UserID            string   `cbor:"3,keyasint"`
	Sequence          uint64   `cbor:"4,keyasint"`
	RecoveryKey       Point    `cbor:"5,keyasint"`
	Chain             [][]byte `cbor:"6,keyasint"`
	SealedGenerations [][]byte `cbor:"7,keyasint"`
	SealedTrust       *[]byte  `cbor:"8,keyasint,omitempty"`
	Time              uint64   `cbor:"9,keyasint"`
}

// SealedGeneration is one entry of a bundle: the private keys of a generation, sealed to the recovery key (§7.3).
type SealedGeneration struct {
	Version             uint64   `cbor:"0,keyasint"`
	Suite               uint64   `cbor:"1,keyasint"`
	ServerID            ServerID `cbor:"2,keyasint"`
	UserID              string   `cbor:"3,keyasint"`
	Generation          uint64   `cbor:"4,keyasint"`
	RecordHash          Hash     `cbor:"5,keyasint"`
	EphemeralKey        Point    `cbor:"6,keyasint"`
	SealedEncryptionKey []byte   `cbor:"7,keyasint"`
	SealedSigningKey    []byte   `cbor:"8,keyasint"`
}

// ParseSignedBundle reads `[bundle, signature]` and checks that it belongs to exactly this chain: signed by its newest
// generation, with a sealed generation for every record. A bundle that fits another chain would restore another identity.
func ParseSignedBundle(data []byte, chain *Chain, signedRecords [][]byte) (*Bundle, error) {
	if len(data) > MaxBundleBytes {
		return nil, Refuse(CodeTooLarge, "bundle")
	}
	var parts [][]byte
	if err := decodeExact(data, &parts); err != nil {
		return nil, err
	}
	if len(parts) != 2 {
		return nil, Refuse(CodeCBORMalformed, "not a bundle and a signature")
	}
	var bundle Bundle
	if err := decodeExact(parts[0], &bundle); err != nil {
		return nil, err
	}
	if err := bundle.check(chain.Last()); err != nil {
		return nil, err
	}
	if err := bundle.checkChain(chain, signedRecords); err != nil {
		return nil, err
	}
	if err := checkSignature(chain.Last().SigningKey, Context(labelBundleSignature, parts[0]), parts[1]); err != nil {
		return nil, err
	}

	return &bundle, nil
}

func (b *Bundle) check(last *SignedRecord) error {
	if err := checkVersion(b.Version); err != nil {
		return err
	}
	if err := checkSuite(b.Suite); err != nil {
		return err
	}
	if err := checkUints(b.Sequence, b.Time); err != nil {
		return err
	}
	switch {
	case b.ServerID != last.ServerID:
		return Refuse(CodeServerChanged, "bundle of another server")
	case b.UserID != last.UserID:
		return Refuse(CodeBundleInvalid, "bundle of another user")
	case b.Sequence == 0:
		return Refuse(CodeBundleInvalid, "sequence is zero")
	case !bytes.Equal(b.RecoveryKey, last.RecoveryKey):
		return Refuse(CodeBundleInvalid, "another recovery key")
	}

	return nil
}

func (b *Bundle) checkChain(chain *Chain, signedRecords [][]byte) error {
	if len(b.Chain) != len(signedRecords) || len(b.SealedGenerations) != len(signedRecords) {
		return Refuse(CodeBundleInvalid, "another number of generations")
	}
	for i, record := range signedRecords {
		if !bytes.Equal(b.Chain[i], record) {
			return Refuse(CodeBundleInvalid, "another chain")
		}
		if err := checkSealedGeneration(b.SealedGenerations[i], chain.Records[i]); err != nil {
			return err
		}
	}

	return nil
}

func checkSealedGeneration(data []byte, record *SignedRecord) error {
	var sealed SealedGeneration
	if err := decodeExact(data, &sealed); err != nil {
		return err
	}
	if err := checkVersion(sealed.Version); err != nil {
		return err
	}
	if err := checkSuite(sealed.Suite); err != nil {
		return err
	}
	if sealed.ServerID != record.ServerID || sealed.UserID != record.UserID ||
		sealed.Generation != record.Generation || sealed.RecordHash != record.Hash {
		return Refuse(CodeBundleInvalid, "sealed generation of another record")
	}

	return checkPoints(sealed.EphemeralKey)
}
