// Package keysearch looks for members' OpenPGP public keys where an admin allows it: at a key server (HKP) and in the Web Key
// Directories (WKD) of mail domains. It decides nothing about a key: the browser compares it with the fingerprint that the member
// gave.
package keysearch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"regexp"
	"strings"
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
	answers := make([]chan reply, len(questions))
	for i, next := range questions {
		answers[i] = make(chan reply, 1)
		go func() { answers[i] <- next.put(ctx) }()
	}
	var all []Found
	var failure error
	isUnknown := false
	for i, answer := range answers {
		given := <-answer
		switch {
		case given.err == nil:
			for _, key := range given.keys {
				all = append(all, Found{Source: questions[i].source, Key: key})
			}
		case errors.Is(given.err, ErrNotFound):
			isUnknown = true
		case failure == nil:
			failure = given.err
		}
	}
	switch {
	case len(all) > 0:
		return all, nil
	case isUnknown:
		return nil, ErrNotFound
	}

	return nil, failure
}

type reply struct {
	keys [][]byte
	err  error
}

// question is one of those who may be asked.
type question struct {
	source string
	ask    func(ctx context.Context) ([][]byte, error)
}

// put never panics: nobody above it could catch that, and what refuses clear text would end with the process.
func (q question) put(ctx context.Context) (given reply) {
	defer func() {
		if cause := recover(); cause != nil {
			given = reply{err: fmt.Errorf("panic: %v", cause)}
		}
	}()
	keys, err := q.ask(ctx)

	return reply{keys: keys, err: err}
}

func (s *Search) questions(address, fingerprint string) []question {
	settings := s.settings()
	var questions []question
	if settings.Server.name != "" {
		server := hkp{fetcher: s.fetcher, server: settings.Server}
		questions = append(questions, question{source: settings.Server.name, ask: func(ctx context.Context) ([][]byte, error) {
			if fingerprint != "" {
				return server.byFingerprint(ctx, fingerprint)
			}

			return server.byAddress(ctx, address)
		}})
	}
	_, mailDomain, _ := strings.Cut(strings.ToLower(address), "@")
	for _, domain := range settings.Domains {
		if domain.name == mailDomain {
			directory := wkd{fetcher: s.fetcher, domain: domain}
			questions = append(questions, question{source: "wkd:" + domain.name, ask: func(ctx context.Context) ([][]byte, error) {
				return directory.byAddress(ctx, address)
			}})

			break
		}
	}

	return questions
}
