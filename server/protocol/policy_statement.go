package protocol

// Modes of a channel.
const (
	ModeNone = 0
	ModeP2P  = 1
)

// PolicyStatement switches encryption of a channel on or off (protocol.md §3).
type PolicyStatement struct {
	Version          uint64   `cbor:"0,keyasint"`
	ServerID         ServerID `cbor:"1,keyasint"`
	ChannelID        string   `cbor:"2,keyasint"`
	Mode             uint64   `cbor:"3,keyasint"`
	Sequence         uint64   `cbor:"4,keyasint"`
	Previous         *Hash    `cbor:"5,keyasint,omitempty"`
	Signer           string   `cbor:"6,keyasint"`
	SignerGeneration uint64   `cbor:"7,keyasint"`
	Time             uint64   `cbor:"8,keyasint"`
}

// ParsePolicyStatement reads a statement and checks what can be told from it alone.
func ParsePolicyStatement(data []byte) (*PolicyStatement, error) {
	if len(data) > MaxSignedBytes {
		return nil, Refuse(CodeTooLarge, "policy statement")
	}
	var statement PolicyStatement
	if err := decodeStructure(data, &statement); err != nil {
		return nil, err
	}
	if err := statement.check(); err != nil {
		return nil, err
	}

	return &statement, nil
}

func (s *PolicyStatement) versions() []uint64 { return []uint64{s.Version} }

func (s *PolicyStatement) check() error {
	if err := checkIDs(s.ChannelID, s.Signer); err != nil {
		return err
	}
	if s.Mode > ModeP2P {
		return Refuse(CodeCBORMalformed, "unknown mode")
	}
	if err := checkSequence(s.Sequence); err != nil {
		return err
	}
	if err := checkGeneration(s.SignerGeneration); err != nil {
		return err
	}
	if err := checkUints(s.Time); err != nil {
		return err
	}
	if (s.Sequence == 1) != (s.Previous == nil) {
		return Refuse(CodeStatementInvalid, "previous does not fit the sequence")
	}

	return nil
}

// SignedStatement is a statement with a signature that nobody has verified yet: that needs the signer's key.
type SignedStatement struct {
	PolicyStatement
	Hash Hash

	statementBytes []byte
	signature      []byte
}

// ParseSignedStatement reads `[statement, signature]`.
func ParseSignedStatement(data []byte) (*SignedStatement, error) {
	if len(data) > MaxSignedBytes {
		return nil, Refuse(CodeTooLarge, "signed statement")
	}
	var parts [][]byte
	if err := decodeExact(data, &parts); err != nil {
		return nil, err
	}
	if len(parts) != 2 || len(parts[1]) != SignatureBytes {
		return nil, Refuse(CodeCBORMalformed, "not a statement and a signature")
	}
	statement, err := ParsePolicyStatement(parts[0])
	if err != nil {
		return nil, err
	}

	return &SignedStatement{
		PolicyStatement: *statement,
		Hash:            HashOf(labelStatement, parts[0]),
		statementBytes:  parts[0],
		signature:       parts[1],
	}, nil
}

// CheckSignature tells whether the statement was signed with key.
func (s *SignedStatement) CheckSignature(key Point) error {
	return checkSignature(key, Context(labelStatementSignature, s.statementBytes), s.signature)
}

// CheckPlace tells whether the statement is about this channel on this server.
func (s *SignedStatement) CheckPlace(serverID ServerID, channelID string) error {
	if s.ServerID != serverID {
		return Refuse(CodeServerChanged, "statement for another server")
	}
	if s.ChannelID != channelID {
		return Refuse(CodeStatementInvalid, "statement about another channel")
	}

	return nil
}

// CheckFollows tells whether the statement may come directly after previous; nil stands for "there is none yet".
func (s *SignedStatement) CheckFollows(previous *SignedStatement) error {
	if previous == nil {
		if s.Sequence != 1 {
			return Refuse(CodeStatementInvalid, "does not begin with sequence 1")
		}

		return nil
	}
	switch {
	case s.ServerID != previous.ServerID:
		return Refuse(CodeStatementInvalid, "another server")
	case s.ChannelID != previous.ChannelID:
		return Refuse(CodeStatementInvalid, "another channel")
	case s.Sequence != previous.Sequence+1:
		return Refuse(CodeStatementInvalid, "sequence is not the next one")
	case *s.Previous != previous.Hash:
		return Refuse(CodeStatementInvalid, "previous is not the statement before")
	}

	return nil
}
