package protocol

// ServerID is the identifier of protocol.md §1.4.
type ServerID [16]byte

// UID names one envelope.
type UID [16]byte

const idLength = 26

// IsID tells whether s has the form of a Mattermost id.
func IsID(s string) bool {
	if len(s) != idLength {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}

	return true
}

// checkIDs and checkUints refuse what a decoder of types alone would take (protocol.md §1.1).
func checkIDs(ids ...string) error {
	for _, id := range ids {
		if !IsID(id) {
			return Refuse(CodeCBORMalformed, "not an id")
		}
	}

	return nil
}

func checkUints(values ...uint64) error {
	for _, value := range values {
		if value > maxUint {
			return Refuse(CodeCBORMalformed, "number over 2^53-1")
		}
	}

	return nil
}

func checkGeneration(generation uint64) error {
	if generation > MaxGeneration {
		return Refuse(CodeCBORMalformed, "generation over 65535")
	}

	return nil
}

// checkSequence refuses zero: all sequences count from one.
func checkSequence(sequence uint64) error {
	if sequence == 0 {
		return Refuse(CodeCBORMalformed, "sequence is zero")
	}

	return checkUints(sequence)
}
