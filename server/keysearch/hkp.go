package keysearch

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"regexp"
	"strings"
)

const (
	lookupPath = "/pks/lookup"

	// maxSuggestions is how many of the keys that a server lists for one address are fetched.
	maxSuggestions = 5
)

// hkp asks a key server (draft-gallagher-openpgp-hkp).
type hkp struct {
	*fetcher
	server KeyServer
}

// byFingerprint asks for one key.
func (h hkp) byFingerprint(ctx context.Context, fingerprint string) ([][]byte, error) {
	return single(h.lookUp(ctx, "0x"+fingerprint))
}

// byAddress asks for the keys of an address. Some servers have `get` for fingerprints alone: those are asked for the list.
func (h hkp) byAddress(ctx context.Context, address string) ([][]byte, error) {
	keys, err := single(h.lookUp(ctx, address))
	if errors.Is(err, ErrNotFound) || detailIs(err, DetailNotAKey) {
		return h.listed(ctx, address)
	}

	return keys, err
}

func (h hkp) lookUp(ctx context.Context, search string) ([]byte, error) {
	return h.getKey(ctx, h.server.origin, h.address("get", search))
}

func (h hkp) address(operation, search string) string {
	return h.server.url(lookupPath, url.Values{"op": {operation}, "options": {"mr"}, "search": {search}})
}

// listed fetches the keys that the server's index has for an address. One of them that fails hides no other.
func (h hkp) listed(ctx context.Context, address string) ([][]byte, error) {
	index, err := h.get(ctx, h.server.origin, h.address("index", address))
	if err != nil {
		return nil, err
	}
	var keys [][]byte
	err = ErrNotFound
	for _, id := range listedKeys(index) {
		key, failure := h.lookUp(ctx, "0x"+id)
		if failure != nil {
			err = failure

			continue
		}
		keys = append(keys, key)
	}
	if len(keys) > 0 {
		return keys, nil
	}

	return nil, err
}

var keyID = regexp.MustCompile(`^([0-9A-Fa-f]{16}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$`)

// listedKeys reads fingerprints, or the long ids that older servers give, out of an index in its machine-readable form.
func listedKeys(index []byte) []string {
	var ids []string
	for line := range bytes.Lines(index) {
		fields := strings.Split(strings.TrimSpace(string(line)), ":")
		if fields[0] == "pub" && len(fields) > 1 && keyID.MatchString(fields[1]) && len(ids) < maxSuggestions {
			ids = append(ids, fields[1])
		}
	}

	return ids
}

func single(key []byte, err error) ([][]byte, error) {
	if err != nil {
		return nil, err
	}

	return [][]byte{key}, nil
}
