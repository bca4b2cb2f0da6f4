package protocol

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

func parseSealedGeneration(data []byte) (*SealedGeneration, error) {
	var sealed SealedGeneration
	if err := decodeStructure(data, &sealed); err != nil {
		return nil, err
	}
	if err := checkIDs(sealed.UserID); err != nil {
		return nil, err
	}
	if err := checkGeneration(sealed.Generation); err != nil {
		return nil, err
	}
	if err := checkSealedKeys(sealed.SealedEncryptionKey, sealed.SealedSigningKey); err != nil {
		return nil, err
	}
	if err := checkPoints(sealed.EphemeralKey); err != nil {
		return nil, err
	}

	return &sealed, nil
}

func (s *SealedGeneration) versions() []uint64 { return []uint64{s.Version, s.Suite} }

func (s *SealedGeneration) checkRecord(record *SignedRecord) error {
	if s.ServerID != record.ServerID || s.UserID != record.UserID || s.RecordHash != record.Hash {
		return Refuse(CodeBundleInvalid, "sealed generation of another record")
	}

	return nil
}

// checkSealedKeys refuses what can't be a sealed private key: it must be more than a tag, and no hiding place.
func checkSealedKeys(sealed ...[]byte) error {
	for _, key := range sealed {
		if len(key) < minSealedKeyBytes || len(key) > maxSealedKeyBytes {
			return Refuse(CodeCBORMalformed, "sealed key of another length")
		}
	}

	return nil
}
