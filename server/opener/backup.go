package opener

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/x509"
	"fmt"
	"strings"

	"github.com/fxamacker/cbor/v2"
)

// Failures of a backup.
const (
	CodeInvalid   Failure = "code_group"
	CodeWrong     Failure = "code_wrong"
	BundleInvalid Failure = "bundle_invalid"
)

const (
	codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeGroups   = 7
	groupLength  = 5
)

// wrappedRecoveryKey is protocol.md §7.2.
type wrappedRecoveryKey struct {
	ServerID    []byte `cbor:"2,keyasint"`
	UserID      string `cbor:"3,keyasint"`
	RecoveryKey []byte `cbor:"4,keyasint"`
	Nonce       []byte `cbor:"5,keyasint"`
	Sealed      []byte `cbor:"6,keyasint"`
	RecordHash  []byte `cbor:"7,keyasint"`
}

// bundle is protocol.md §7.4.
type bundle struct {
	UserID            string   `cbor:"3,keyasint"`
	RecoveryKey       []byte   `cbor:"5,keyasint"`
	SealedGenerations [][]byte `cbor:"7,keyasint"`
}

// Restore takes the reader of the newest generation out of a backup, with the recovery code that goes with it.
func Restore(recoveryCode string, wrapped, signedBundle []byte) (Reader, error) {
	recovery, err := openRecoveryKey(recoveryCode, wrapped)
	if err != nil {
		return Reader{}, err
	}
	var parts [][]byte
	var opened bundle
	if err := cbor.Unmarshal(signedBundle, &parts); err != nil || len(parts) != 2 {
		return Reader{}, BundleInvalid
	}
	if err := cbor.Unmarshal(parts[0], &opened); err != nil || len(opened.SealedGenerations) == 0 {
		return Reader{}, BundleInvalid
	}
	var newest sealedKeys
	if err := cbor.Unmarshal(opened.SealedGenerations[len(opened.SealedGenerations)-1], &newest); err != nil {
		return Reader{}, BundleInvalid
	}
	key, err := newest.open("sealed-generation", "encryption", newest.SealedEncryptionKey, recovery)
	if err != nil {
		return Reader{}, BundleInvalid
	}

	return Reader{UserID: opened.UserID, Generation: newest.Generation, EncryptionKey: key}, nil
}

func openRecoveryKey(recoveryCode string, wrapped []byte) (*ecdh.PrivateKey, error) {
	secret, err := codeSecret(recoveryCode)
	if err != nil {
		return nil, err
	}
	var opened wrappedRecoveryKey
	if err := cbor.Unmarshal(wrapped, &opened); err != nil {
		return nil, BundleInvalid
	}
	key := derive(secret, opened.ServerID, context("recovery-code", opened.UserID, opened.RecoveryKey))
	associatedData := context("recovery-wrap", opened.ServerID, opened.UserID, opened.RecoveryKey, opened.RecordHash)
	pkcs8, err := decrypt(key, opened.Nonce, opened.Sealed, associatedData)
	if err != nil {
		return nil, CodeWrong
	}

	return AgreementKey(pkcs8)
}

// AgreementKey reads a P-256 private key in PKCS#8.
func AgreementKey(pkcs8 []byte) (*ecdh.PrivateKey, error) {
	parsed, err := x509.ParsePKCS8PrivateKey(pkcs8)
	if err != nil {
		return nil, fmt.Errorf("private key: %w", err)
	}
	switch key := parsed.(type) {
	case *ecdsa.PrivateKey:
		return key.ECDH()
	case *ecdh.PrivateKey:
		return key, nil
	}

	return nil, fmt.Errorf("private key of another kind: %T", parsed)
}

// codeSecret reads a recovery code (protocol.md §7.1) into 18 bytes, the last four bits zero.
func codeSecret(code string) ([]byte, error) {
	code = strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(code))
	if len(code) != codeGroups*groupLength {
		return nil, CodeInvalid
	}
	secret := make([]byte, 0, 18)
	var pending, bitCount uint
	for group := range codeGroups {
		var values [groupLength]int
		for i := range values {
			values[i] = strings.IndexByte(codeAlphabet, code[group*groupLength+i])
			if values[i] < 0 {
				return nil, CodeInvalid
			}
		}
		if values[4] != (values[0]*3+values[1]*5+values[2]*7+values[3]*11+group*13+17)%31 {
			return nil, CodeInvalid
		}
		for _, value := range values[:4] {
			pending, bitCount = pending<<5|uint(value), bitCount+5
			if bitCount >= 8 {
				bitCount -= 8
				secret = append(secret, byte(pending>>bitCount))
			}
		}
	}

	return append(secret, byte(pending<<(8-bitCount))), nil
}
