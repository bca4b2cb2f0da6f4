package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

const statementsKeyPrefix = "v1_policy_"

// Statements stores the signed policy statements of channels, oldest first.
type Statements struct {
	values KeyValue
}

// NewStatements returns the statements in values.
func NewStatements(values KeyValue) *Statements {
	return &Statements{values: values}
}

// Load returns the statements of a channel; none is an empty list, not an error.
func (s *Statements) Load(channelID string) ([][]byte, error) {
	list, _, err := s.load(channelID)

	return list, err
}

// Append adds statement after exactly the known ones. ErrConflict if there are others by now.
func (s *Statements) Append(channelID string, known [][]byte, statement []byte) error {
	list, stored, err := s.load(channelID)
	if err != nil {
		return err
	}
	if !slices.EqualFunc(list, known, slices.Equal[[]byte]) {
		return fmt.Errorf("append statement: %w", ErrConflict)
	}
	encoded, err := json.Marshal(append(slices.Clone(list), statement))
	if err != nil {
		return fmt.Errorf("write statements: %w", err)
	}
	if err := s.values.CompareAndSet(statementsKeyPrefix+channelID, stored, encoded); err != nil {
		return fmt.Errorf("append statement: %w", err)
	}

	return nil
}

func (s *Statements) load(channelID string) (list [][]byte, stored []byte, err error) {
	stored, err = s.values.Get(statementsKeyPrefix + channelID)
	if errors.Is(err, ErrNotFound) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("load statements: %w", err)
	}
	if err := json.Unmarshal(stored, &list); err != nil {
		return nil, nil, fmt.Errorf("read statements: %w", err)
	}

	return list, stored, nil
}
