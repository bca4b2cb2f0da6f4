package protocol

import "bytes"

// WrappedRecoveryKey is the recovery key under the recovery code (protocol.md §7.2). The server half can't open it.
type WrappedRecoveryKey struct {
	Version     uint64   `cbor:"0,keyasint"`
	Suite       uint64   `cbor:"1,keyasint"`
	ServerID    ServerID `cbor:"2,keyasint"`
	UserID      string   `cbor:"3,keyasint"`
	RecoveryKey Point    `cbor:"4,keyasint"`
	Nonce       [12]byte `cbor:"5,keyasint"`
	Sealed      []byte   `cbor:"6,keyasint"`
	RecordHash  Hash     `cbor:"7,keyasint"`
}

// ParseWrappedRecoveryKey reads a wrapped recovery key and checks its form.
func ParseWrappedRecoveryKey(data []byte) (*WrappedRecoveryKey, error) {
	if len(data) > MaxWrappedRecoveryBytes {
		return nil, Refuse(CodeTooLarge, "wrapped recovery key")
	}
	var wrapped WrappedRecoveryKey
	if err := decodeStructure(data, &wrapped); err != nil {
		return nil, err
	}
	if err := checkIDs(wrapped.UserID); err != nil {
		return nil, err
	}
	if err := checkSealedKeys(wrapped.Sealed); err != nil {
		return nil, err
	}
	if err := checkPoints(wrapped.RecoveryKey); err != nil {
		return nil, err
	}

	return &wrapped, nil
}

func (w *WrappedRecoveryKey) versions() []uint64 { return []uint64{w.Version, w.Suite} }

// CheckHead is CheckChain for a new recovery code: wrapped for exactly the head that is published now (§7.2).
func (w *WrappedRecoveryKey) CheckHead(chain *Chain) error {
	if err := w.CheckChain(chain); err != nil {
		return err
	}
	if w.RecordHash != chain.Last().Hash {
		return Refuse(CodeBundleInvalid, "wrapped for an earlier record")
	}

	return nil
}

// CheckChain tells whether this is the recovery key of the newest record, wrapped when the head was one of the chain's.
func (w *WrappedRecoveryKey) CheckChain(chain *Chain) error {
	last := chain.Last()
	switch {
	case w.ServerID != last.ServerID:
		return Refuse(CodeServerChanged, "recovery key of another server")
	case w.UserID != last.UserID, !bytes.Equal(w.RecoveryKey, last.RecoveryKey):
		return Refuse(CodeBundleInvalid, "recovery key of another record")
	}
	for _, record := range chain.Records {
		if w.RecordHash == record.Hash {
			return nil
		}
	}

	return Refuse(CodeBundleInvalid, "wrapped for another chain")
}
