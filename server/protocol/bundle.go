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
	SignedRecords     [][]byte `cbor:"6,keyasint"`
	SealedGenerations [][]byte `cbor:"7,keyasint"`
	SealedTrust       *[]byte  `cbor:"8,keyasint,omitempty"`
	Time              uint64   `cbor:"9,keyasint"`
}

// ParseSignedBundle reads `[bundle, signature]` of a user, verifies the chain in it and the signature of its newest
// generation, and sees that this generation's keys are in it: otherwise nothing could be restored from it. Whether its
// chain is the published one is for the caller to compare; what is sealed is for its owner to open.
func ParseSignedBundle(serverID ServerID, userID string, data []byte) (*Bundle, error) {
	if len(data) > MaxBundleBytes {
		return nil, Refuse(CodeTooLarge, "bundle")
	}
	var parts [][]byte
	if err := decodeExact(data, &parts); err != nil {
		return nil, err
	}
	if len(parts) != 2 || len(parts[1]) != SignatureBytes {
		return nil, Refuse(CodeCBORMalformed, "not a bundle and a signature")
	}
	var bundle Bundle
	if err := decodeStructure(parts[0], &bundle); err != nil {
		return nil, err
	}
	if err := bundle.check(serverID, userID); err != nil {
		return nil, err
	}
	chain, err := ParseChain(serverID, userID, bundle.SignedRecords)
	if err != nil {
		return nil, err
	}
	if err := bundle.checkBackup(chain); err != nil {
		return nil, err
	}
	if err := checkSignature(chain.Last().SigningKey, Context(labelBundleSignature, parts[0]), parts[1]); err != nil {
		return nil, err
	}

	return &bundle, nil
}

func (b *Bundle) versions() []uint64 { return []uint64{b.Version, b.Suite} }

func (b *Bundle) check(serverID ServerID, userID string) error {
	if err := checkIDs(b.UserID); err != nil {
		return err
	}
	if err := checkSequence(b.Sequence); err != nil {
		return err
	}
	if err := checkUints(b.Time); err != nil {
		return err
	}
	if err := checkPoints(b.RecoveryKey); err != nil {
		return err
	}
	if b.ServerID != serverID {
		return Refuse(CodeServerChanged, "bundle of another server")
	}
	if b.UserID != userID {
		return Refuse(CodeBundleInvalid, "bundle of another user")
	}

	return nil
}

// checkBackup compares recovery key and sealed generations with the chain.
func (b *Bundle) checkBackup(chain *Chain) error {
	if !bytes.Equal(b.RecoveryKey, chain.Last().RecoveryKey) {
		return Refuse(CodeBundleInvalid, "another recovery key")
	}
	after := uint64(0) // the lowest generation that may come next
	for _, data := range b.SealedGenerations {
		sealed, err := parseSealedGeneration(data)
		if err != nil {
			return err
		}
		if sealed.Generation < after || sealed.Generation > chain.Last().Generation {
			return Refuse(CodeBundleInvalid, "generations not ascending, or not in the chain")
		}
		if err := sealed.checkRecord(chain.Records[sealed.Generation]); err != nil {
			return err
		}
		after = sealed.Generation + 1
	}
	if after != chain.Last().Generation+1 {
		return Refuse(CodeBundleInvalid, "the last generation is missing")
	}

	return nil
}
