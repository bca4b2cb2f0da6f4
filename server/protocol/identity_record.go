package protocol

import "bytes"

// Kinds of identity records.
const (
	KindCreate = 0
	KindRotate = 1
	KindReset  = 2
)

// IdentityRecord is one generation of somebody's public keys (protocol.md §2.1).
type IdentityRecord struct {
	Version       uint64   `cbor:"0,keyasint"`
	Suite         uint64   `cbor:"1,keyasint"`
	ServerID      ServerID `cbor:"2,keyasint"`
	UserID        string   `cbor:"3,keyasint"`
	Generation    uint64   `cbor:"4,keyasint"`
	Kind          uint64   `cbor:"5,keyasint"`
	EncryptionKey Point    `cbor:"6,keyasint"`
	SigningKey    Point    `cbor:"7,keyasint"`
	RecoveryKey   Point    `cbor:"8,keyasint"`
	Previous      *Hash    `cbor:"9,keyasint,omitempty"`
	Time          uint64   `cbor:"10,keyasint"`
}

// ParseIdentityRecord reads a record and checks what can be told from it alone.
func ParseIdentityRecord(data []byte) (*IdentityRecord, error) {
	if len(data) > MaxSignedBytes {
		return nil, Refuse(CodeTooLarge, "identity record")
	}
	var record IdentityRecord
	if err := decodeStructure(data, &record); err != nil {
		return nil, err
	}
	if err := record.check(); err != nil {
		return nil, err
	}

	return &record, nil
}

func (r *IdentityRecord) versions() []uint64 { return []uint64{r.Version, r.Suite} }

func (r *IdentityRecord) check() error {
	if err := checkIDs(r.UserID); err != nil {
		return err
	}
	if err := checkGeneration(r.Generation); err != nil {
		return err
	}
	if r.Kind > KindReset {
		return Refuse(CodeCBORMalformed, "unknown kind")
	}
	if err := checkUints(r.Time); err != nil {
		return err
	}
	if err := checkPoints(r.EncryptionKey, r.SigningKey, r.RecoveryKey); err != nil {
		return err
	}
	switch {
	case (r.Kind == KindCreate) != (r.Generation == 0):
		return Refuse(CodeRecordInvalid, "generation does not fit the kind")
	case (r.Kind == KindCreate) != (r.Previous == nil):
		return Refuse(CodeRecordInvalid, "previous does not fit the kind")
	case bytes.Equal(r.EncryptionKey, r.SigningKey), bytes.Equal(r.EncryptionKey, r.RecoveryKey), bytes.Equal(r.SigningKey, r.RecoveryKey):
		return Refuse(CodeRecordInvalid, "one key used twice")
	}

	return nil
}

// SignedRecord is a record whose own signature verifies. Whether it continues a chain is a question for [Chain].
type SignedRecord struct {
	IdentityRecord
	Hash Hash

	recordBytes       []byte
	rotationSignature []byte
}

// ParseSignedRecord reads `[record, signature]`, or for a rotation `[record, signature, rotation signature]`.
func ParseSignedRecord(data []byte) (*SignedRecord, error) {
	if len(data) > MaxSignedBytes {
		return nil, Refuse(CodeTooLarge, "signed record")
	}
	var parts [][]byte
	if err := decodeExact(data, &parts); err != nil {
		return nil, err
	}
	if len(parts) != 2 && len(parts) != 3 {
		return nil, Refuse(CodeCBORMalformed, "signed record of another length")
	}
	for _, signature := range parts[1:] {
		if len(signature) != SignatureBytes {
			return nil, Refuse(CodeCBORMalformed, "signature of another length")
		}
	}
	record, err := ParseIdentityRecord(parts[0])
	if err != nil {
		return nil, err
	}
	if (record.Kind == KindRotate) != (len(parts) == 3) {
		return nil, Refuse(CodeRecordInvalid, "rotation signature does not fit the kind")
	}
	if err := checkSignature(record.SigningKey, Context(labelRecordSignature, parts[0]), parts[1]); err != nil {
		return nil, err
	}
	signed := &SignedRecord{IdentityRecord: *record, Hash: HashOf(labelRecord, parts[0]), recordBytes: parts[0]}
	if len(parts) == 3 {
		signed.rotationSignature = parts[2]
	}

	return signed, nil
}

// CheckRotation tells whether the previous generation, which has this signing key, agreed to a rotation.
func (r *SignedRecord) CheckRotation(previousKey Point) error {
	return checkSignature(previousKey, Context(labelRecordRotation, r.recordBytes), r.rotationSignature)
}
