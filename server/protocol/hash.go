package protocol

import "crypto/sha256"

// Labels of protocol.md §1.2 that the server half needs. Each has one purpose.
const (
	labelRecord             = "e2ee/v1/record"
	labelRecordSignature    = "e2ee/v1/record-signature"
	labelRecordRotation     = "e2ee/v1/record-rotation"
	labelStatement          = "e2ee/v1/statement"
	labelStatementSignature = "e2ee/v1/statement-signature"
	labelBundleSignature    = "e2ee/v1/bundle-signature"
)

// Hash is the SHA-256 of a context.
type Hash [sha256.Size]byte

// Context is ctx(label, …) of protocol.md §1.2: what is hashed, signed or bound is always one CBOR array that begins
// with its label, so that nothing of variable length is ever concatenated.
func Context(label string, parts ...any) []byte {
	return encode(append([]any{label}, parts...))
}

// HashOf is H(label, …) of protocol.md §1.2.
func HashOf(label string, parts ...any) Hash {
	return sha256.Sum256(Context(label, parts...))
}
