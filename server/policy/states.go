package policy

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// parallelReads is how many channels of one question are read from the store at once. Each read is a round trip to the host:
// one after the other, somebody with many channels would wait for them longer than their browser does.
const parallelReads = 16

// States is State of each of many channels, in their order.
func (p *Policies) States(channelIDs []string) ([]State, error) {
	states := make([]State, len(channelIDs))
	failures := make([]error, min(parallelReads, len(channelIDs)))
	var taken atomic.Int64
	var readers sync.WaitGroup
	for reader := range failures {
		readers.Go(func() {
			for failures[reader] == nil {
				next := int(taken.Add(1)) - 1
				if next >= len(channelIDs) {
					return
				}
				states[next], failures[reader] = p.stateOrFailure(channelIDs[next])
			}
		})
	}
	readers.Wait()

	return states, errors.Join(failures...)
}

// stateOrFailure is State for a goroutine of our own: a panic there would end the plugin, and with it the refusal of clear text.
func (p *Policies) stateOrFailure(channelID string) (state State, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("state of a channel: panic: %v", cause)
		}
	}()

	return p.State(channelID)
}
