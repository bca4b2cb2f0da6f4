// Package keysearch looks for members' OpenPGP public keys where an admin allows it: at a key server (HKP) and in the Web Key
// Directories (WKD) of mail domains. It decides nothing about a key: the browser compares it with the fingerprint that the member
// gave.
package keysearch

import (
	"context"
	"net"
	"regexp"
	"time"
)

// timeLimit is for a whole look-up, whoever is asked.
const timeLimit = 10 * time.Second

// Found is what one of those who were asked has served, armored or binary, as it came.
type Found struct {
	Source string
	Key    []byte
}

// Search asks.
type Search struct {
	settings func() Settings
	fetcher  *fetcher
	timeout  time.Duration
}

// New returns a search that reads the settings for each question.
func New(settings func() Settings) *Search {
	return &Search{settings: settings, fetcher: newFetcher(net.DefaultResolver), timeout: timeLimit}
}

var fingerprintForm = regexp.MustCompile(`^([0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$`)

// IsFingerprint tells whether text is a whole fingerprint, of any version of OpenPGP.
func IsFingerprint(text string) bool {
	return fingerprintForm.MatchString(text)
}

// IsOn tells whether anybody may be asked about the keys of an address.
func (s *Search) IsOn(address string) bool {
	return len(s.questions(address, "")) > 0
}

// Find asks for the key with a fingerprint, or with none for those of an address; a directory has keys by address only.
// It returns [ErrOff], [ErrNotFound], or a [FailedError] if nobody gave an answer.
func (s *Search) Find(ctx context.Context, address, fingerprint string) ([]Found, error) {
	questions := s.questions(address, fingerprint)
	if len(questions) == 0 {
		return nil, ErrOff
	}
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()

	return combined(askAll(ctx, questions))
}
