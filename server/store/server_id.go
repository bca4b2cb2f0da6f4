package store

import (
	"errors"
	"fmt"
	"io"
)

const (
	serverIDKey      = "v1_server_id"
	serverIDBytes    = 16
	serverIDAttempts = 5
)

// ServerID returns the id of this server (protocol.md §1.4), made by the first node that asks.
//
// Clients pin it, so two must never be seen: whoever loses the insert reads the winner's, more than once where reads
// come from a replica.
func ServerID(values KeyValue, random io.Reader) ([serverIDBytes]byte, error) {
	var id [serverIDBytes]byte
	for range serverIDAttempts {
		stored, err := values.Get(serverIDKey)
		if err == nil {
			if len(stored) != serverIDBytes {
				return id, fmt.Errorf("stored server id has %d bytes", len(stored))
			}

			return [serverIDBytes]byte(stored), nil
		}
		if !errors.Is(err, ErrNotFound) {
			return id, fmt.Errorf("read server id: %w", err)
		}
		if _, err = io.ReadFull(random, id[:]); err != nil {
			return id, fmt.Errorf("make server id: %w", err)
		}
		err = values.CompareAndSet(serverIDKey, nil, id[:])
		if err == nil {
			return id, nil
		}
		if !errors.Is(err, ErrConflict) {
			return id, fmt.Errorf("store server id: %w", err)
		}
	}

	return [serverIDBytes]byte{}, fmt.Errorf("read server id that another node made: %w", ErrConflict)
}
