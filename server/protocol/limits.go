package protocol

// Limits of protocol.md §9.
const (
	MaxEnvelopeChars        = 400_000
	MaxHeaderBytes          = 512
	MaxSignedBytes          = 1024
	MaxChainRecords         = 1024
	MaxChannelStatements    = 4096
	MaxWrappedRecoveryBytes = 1024
	MaxBundleBytes          = 4 << 20
	MaxHandOverBytes        = 2 << 10
	MaxMentions             = 256
	MaxGeneration           = 65535

	// A sealed private key is more than the tag of its cipher, and has room for any PKCS#8 (§7.2, §7.3).
	minSealedKeyBytes = 17
	maxSealedKeyBytes = 512

	// maxUint is the largest whole number that both languages represent exactly.
	maxUint = 1<<53 - 1
)

// Version and Suite are the only ones there are (protocol.md §1.3).
const (
	Version = 1
	Suite   = 1
)
