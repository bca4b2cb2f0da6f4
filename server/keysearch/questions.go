package keysearch

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// question is one of those who may be asked.
type question struct {
	source string
	ask    func(ctx context.Context) ([][]byte, error)
}

type reply struct {
	source string
	keys   [][]byte
	err    error
}

// askAll asks all at once, and gives the replies in the order of the questions.
func askAll(ctx context.Context, questions []question) []reply {
	replies := make([]reply, len(questions))
	var group sync.WaitGroup
	for i, question := range questions {
		group.Go(func() { replies[i] = question.put(ctx) })
	}
	group.Wait()

	return replies
}

// combined is what all of them found. What one of them failed at counts only if no other gave an answer.
func combined(replies []reply) ([]Found, error) {
	var all []Found
	var failure error
	for _, given := range replies {
		for _, key := range given.keys {
			all = append(all, Found{Source: given.source, Key: key})
		}
		if failure == nil || errors.Is(given.err, ErrNotFound) {
			failure = given.err
		}
	}
	if len(all) > 0 {
		return all, nil
	}

	return nil, failure
}

// put never panics: nobody above it could catch that, and what refuses clear text would end with the process.
func (q question) put(ctx context.Context) (given reply) {
	defer func() {
		if cause := recover(); cause != nil {
			given = reply{source: q.source, err: fmt.Errorf("panic: %v", cause)}
		}
	}()
	keys, err := q.ask(ctx)

	return reply{source: q.source, keys: keys, err: err}
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
