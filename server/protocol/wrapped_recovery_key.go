package protocol

import "bytes"

// WrappedRecoveryKey is the recovery key under the recovery code (protocol.md §7.2). The server half checks whose it is.
type WrappedRecoveryKey struct {
	Version     uint64   `cbor:"0,keyasint"`
	Suite       uint64   `cbor:"1,keyasint"`
	ServerID    ServerID `cbor:"2,keyasint"`
	UserID      string   `cbor:"3,keyasint"`
	RecoveryKey Point    `cbor:"4,keyasint"`
	Nonce       [12]byte `cbor:"5,keyasint"`
	Sealed      []byte   `cbor:"6,keyasint"`
}

// CheckWrappedRecoveryKey tells whether data wraps the recovery key of record.
func CheckWrappedRecoveryKey(data []byte, record *SignedRecord) error {
	if len(data) > MaxWrappedRecoveryBytes {
		return Refuse(CodeTooLarge, "wrapped recovery key")
	}
	var wrapped WrappedRecoveryKey
	if err := decodeExact(data, &wrapped); err != nil {
		return err
	}
	if err := checkVersion(wrapped.Version); err != nil {
		return err
	}
	if err := checkSuite(wrapped.Suite); err != nil {
		return err
	}
	switch {
	case wrapped.ServerID != record.ServerID:
		return Refuse(CodeServerChanged, "recovery key of another server")
	case wrapped.UserID != record.UserID, !bytes.Equal(wrapped.RecoveryKey, record.RecoveryKey):
		return Refuse(CodeBundleInvalid, "recovery key of another record")
	}

	return nil
}
