package protocol

// Chain is a valid chain of one user's records, oldest first, never empty (protocol.md §2.2).
type Chain struct {
	Records []*SignedRecord
}

// ParseChain verifies a whole chain of one user on one server.
func ParseChain(serverID ServerID, userID string, signedRecords [][]byte) (*Chain, error) {
	if len(signedRecords) > MaxChainRecords {
		return nil, Refuse(CodeTooLarge, "chain")
	}
	if len(signedRecords) == 0 {
		return nil, Refuse(CodeChainInvalid, "no record")
	}
	var chain *Chain
	for _, data := range signedRecords {
		record, err := ParseSignedRecord(data)
		if err != nil {
			return nil, err
		}
		if chain, err = chain.Append(record); err != nil {
			return nil, err
		}
	}

	if chain.Records[0].ServerID != serverID {
		return nil, Refuse(CodeServerChanged, "chain of another server")
	}
	if chain.Records[0].UserID != userID {
		return nil, Refuse(CodeChainInvalid, "chain of another user")
	}

	return chain, nil
}

// Last is the record of the newest generation; its hash is the head of the chain.
func (c *Chain) Last() *SignedRecord {
	return c.Records[len(c.Records)-1]
}

// Append gives the chain with one more record, or says why it doesn't continue this one. A nil chain is the empty one.
func (c *Chain) Append(next *SignedRecord) (*Chain, error) {
	if c == nil {
		if next.Kind != KindCreate {
			return nil, Refuse(CodeChainInvalid, "does not begin with create")
		}

		return &Chain{Records: []*SignedRecord{next}}, nil
	}
	last := c.Last()
	switch {
	case len(c.Records) >= MaxChainRecords:
		return nil, Refuse(CodeTooLarge, "chain")
	case next.Kind == KindCreate:
		return nil, Refuse(CodeChainInvalid, "a second create")
	case next.ServerID != last.ServerID:
		return nil, Refuse(CodeChainInvalid, "another server")
	case next.UserID != last.UserID:
		return nil, Refuse(CodeChainInvalid, "another user")
	case next.Generation != last.Generation+1:
		return nil, Refuse(CodeChainInvalid, "generation is not the next one")
	case *next.Previous != last.Hash:
		return nil, Refuse(CodeChainInvalid, "previous is not the record before")
	case next.Time < last.Time:
		return nil, Refuse(CodeChainInvalid, "time decreases")
	}
	if next.Kind == KindRotate {
		if err := next.CheckRotation(last.SigningKey); err != nil {
			return nil, err
		}
	}
	records := make([]*SignedRecord, 0, len(c.Records)+1)

	return &Chain{Records: append(append(records, c.Records...), next)}, nil
}
