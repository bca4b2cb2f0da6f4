package protocoltest

import "testing"

// WrappedRecoveryKey returns a wrapped recovery key of the newest generation. What is sealed in it is not.
func (p *Person) WrappedRecoveryKey(t testing.TB) []byte {
	t.Helper()

	return Encode(t, p.WrappedRecoveryKeyMap(t, 0))
}

// WrappedRecoveryKeyMap is the same for a test to change; another nonce makes it another code's.
func (p *Person) WrappedRecoveryKeyMap(t testing.TB, nonce byte) Map {
	t.Helper()

	return Map{
		0: 1, 1: 1, 2: ServerID[:], 3: p.UserID,
		4: p.Newest().Recovery.PublicKey().Bytes(),
		5: [12]byte{nonce},
		6: make([]byte, 154),
		7: p.Head(t),
	}
}

// Bundle returns a signed bundle of the whole chain. What is sealed in it is not.
func (p *Person) Bundle(t testing.TB, sequence int) []byte {
	t.Helper()

	return p.SignBundle(t, p.BundleMap(t, sequence))
}

// BundleMap is a bundle before it is signed, for a test to put something wrong in it.
func (p *Person) BundleMap(t testing.TB, sequence int) Map {
	t.Helper()
	sealed := make([][]byte, 0, len(p.Records))
	for generation := range p.Records {
		sealed = append(sealed, Encode(t, p.sealedGeneration(t, generation)))
	}

	return Map{
		0: 1, 1: 1, 2: ServerID[:], 3: p.UserID, 4: sequence,
		5: p.Newest().Recovery.PublicKey().Bytes(),
		6: p.Records,
		7: sealed,
		9: 1_700_000_000_000,
	}
}

// HandOver returns the hand-over that goes with the newest record: nil unless that is a rotation. What is sealed in it is not.
func (p *Person) HandOver(t testing.TB) []byte {
	t.Helper()
	if !p.isRotated {
		return nil
	}

	return Encode(t, p.HandOverMap(t))
}

// HandOverMap is a hand-over for a test to put something wrong in it.
func (p *Person) HandOverMap(t testing.TB) Map {
	t.Helper()

	return p.sealedGeneration(t, len(p.Records)-1)
}

func (p *Person) sealedGeneration(t testing.TB, generation int) Map {
	t.Helper()

	return Map{
		0: 1, 1: 1, 2: ServerID[:], 3: p.UserID, 4: generation,
		5: p.RecordHash(t, generation),
		6: NewAgreementKey(t).PublicKey().Bytes(),
		7: make([]byte, 154),
		8: make([]byte, 154),
	}
}

// SignBundle signs with the newest generation.
func (p *Person) SignBundle(t testing.TB, bundle Map) []byte {
	t.Helper()
	bundleBytes := Encode(t, bundle)

	return Encode(t, [][]byte{bundleBytes, Sign(t, p.Newest().Signing, Context(t, "bundle-signature", bundleBytes))})
}
