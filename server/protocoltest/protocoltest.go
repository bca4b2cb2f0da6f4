// Package protocoltest makes structures of docs/protocol.md for tests: people with keys, their records, statements,
// bundles and envelopes. It is never part of the plugin.
//
// It writes labels and keys of maps by itself, so that a slip in package protocol doesn't cancel out.
package protocoltest

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/stretchr/testify/require"
)

// Ids that tests share.
const (
	ChannelID      = "channel1channel1channel1ch"
	OtherChannelID = "channel2channel2channel2ch"
	RootID         = "rootpostrootpostrootpostro"
	Anna           = "annaannaannaannaannaannaan"
	Ben            = "benbenbenbenbenbenbenbenbe"
)

// ServerID is the server that all of it is for.
var ServerID = [16]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}

// Map is a CBOR map with the keys of the tables in protocol.md.
type Map = map[uint64]any

// Encode gives the deterministic encoding.
func Encode(t testing.TB, value any) []byte {
	t.Helper()
	mode, err := cbor.CoreDetEncOptions().EncMode()
	require.NoError(t, err)
	encoded, err := mode.Marshal(value)
	require.NoError(t, err)

	return encoded
}

// Context is ctx(label, …).
func Context(t testing.TB, label string, parts ...any) []byte {
	t.Helper()

	return Encode(t, append([]any{"e2ee/v1/" + label}, parts...))
}

// Hash is H(label, …).
func Hash(t testing.TB, label string, parts ...any) []byte {
	t.Helper()
	sum := sha256.Sum256(Context(t, label, parts...))

	return sum[:]
}

// Sign makes a signature r ‖ s over message.
func Sign(t testing.TB, key *ecdsa.PrivateKey, message []byte) []byte {
	t.Helper()
	digest := sha256.Sum256(message)
	r, s, err := ecdsa.Sign(rand.Reader, key, digest[:])
	require.NoError(t, err)
	signature := make([]byte, 64)
	r.FillBytes(signature[:32])
	s.FillBytes(signature[32:])

	return signature
}

// Generation is one set of somebody's keys.
type Generation struct {
	Encryption *ecdh.PrivateKey
	Signing    *ecdsa.PrivateKey
	Recovery   *ecdh.PrivateKey
}

// Person is somebody with keys. Records are the signed ones, oldest first.
type Person struct {
	UserID      string
	Generations []Generation
	Records     [][]byte

	recordBytes [][]byte
	isRotated   bool
}

// NewPerson returns somebody who has made an identity.
func NewPerson(t testing.TB, userID string) *Person {
	t.Helper()
	person := &Person{UserID: userID}
	person.Create(t)

	return person
}

// Create makes generation 0.
func (p *Person) Create(t testing.TB) {
	t.Helper()
	generation := newGeneration(t)
	p.append(t, generation, recordMap(t, p.UserID, generation))
}

// Rotate makes the next generation, signed by the one before; the recovery key stays.
func (p *Person) Rotate(t testing.TB) {
	t.Helper()
	generation := newGeneration(t)
	generation.Recovery = p.Newest().Recovery
	p.next(t, 1, generation)
}

// Reset makes the next generation without the one before, and with another recovery key.
func (p *Person) Reset(t testing.TB) {
	t.Helper()
	p.next(t, 2, newGeneration(t))
}

func (p *Person) next(t testing.TB, kind int, generation Generation) {
	t.Helper()
	record := recordMap(t, p.UserID, generation)
	record[4], record[5], record[9] = len(p.Records), kind, p.Head(t)
	p.isRotated = kind == 1
	p.append(t, generation, record)
}

func (p *Person) append(t testing.TB, generation Generation, record Map) {
	t.Helper()
	recordBytes := Encode(t, record)
	parts := [][]byte{recordBytes, Sign(t, generation.Signing, Context(t, "record-signature", recordBytes))}
	if record[5] == 1 {
		before := p.Generations[len(p.Generations)-1]
		parts = append(parts, Sign(t, before.Signing, Context(t, "record-rotation", recordBytes)))
	}
	p.Generations = append(p.Generations, generation)
	p.recordBytes = append(p.recordBytes, recordBytes)
	p.Records = append(p.Records, Encode(t, parts))
}

// Head is the hash of the newest record.
func (p *Person) Head(t testing.TB) []byte {
	t.Helper()

	return p.RecordHash(t, len(p.recordBytes)-1)
}

// RecordHash is the hash of one record.
func (p *Person) RecordHash(t testing.TB, generation int) []byte {
	t.Helper()

	return Hash(t, "record", p.recordBytes[generation])
}

// Newest is the newest generation.
func (p *Person) Newest() Generation {
	return p.Generations[len(p.Generations)-1]
}

func newGeneration(t testing.TB) Generation {
	t.Helper()
	signing, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)

	return Generation{Encryption: NewAgreementKey(t), Signing: signing, Recovery: NewAgreementKey(t)}
}

// NewAgreementKey makes an ECDH pair.
func NewAgreementKey(t testing.TB) *ecdh.PrivateKey {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	require.NoError(t, err)

	return key
}

// SigningPoint is the public half of a signing key on the wire.
func SigningPoint(t testing.TB, key *ecdsa.PrivateKey) []byte {
	t.Helper()
	point, err := key.PublicKey.Bytes()
	require.NoError(t, err)

	return point
}

func recordMap(t testing.TB, userID string, generation Generation) Map {
	t.Helper()

	return Map{
		0: 1, 1: 1, 2: ServerID[:], 3: userID, 4: 0, 5: 0,
		6:  generation.Encryption.PublicKey().Bytes(),
		7:  SigningPoint(t, generation.Signing),
		8:  generation.Recovery.PublicKey().Bytes(),
		10: 1_700_000_000_000,
	}
}

// Base64URL is the form on the wire.
func Base64URL(data []byte) string {
	return base64.RawURLEncoding.EncodeToString(data)
}
