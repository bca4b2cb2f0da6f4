package keysearch

import (
	"context"
	"crypto/sha1" //nolint:gosec // WKD names files so; nothing is proved by it
	"encoding/base32"
	"errors"
	"net"
	"net/url"
	"strings"
)

const directoryPath = "/.well-known/openpgpkey/"

// zBase32 is the alphabet in which WKD writes hashes.
var zBase32 = base32.NewEncoding("ybndrfg8ejkmcpqxot1uwisza345h769")

// wkd asks the Web Key Directory of one mail domain (draft-koch-openpgp-webkey-service).
type wkd struct {
	*fetcher
	domain Domain
}

// byAddress asks by the advanced method, and by the direct one only where there is no host for the advanced one: a host that
// doesn't know somebody has answered. A directory that an admin has put elsewhere is one host for both.
func (w wkd) byAddress(ctx context.Context, address string) ([][]byte, error) {
	local, _, _ := strings.Cut(address, "@")
	advancedAt, directAt := w.origins()
	query := url.Values{"l": {local}}
	file := "hu/" + hashOf(local)
	key, err := w.getKey(ctx, advancedAt, advancedAt.url(directoryPath+w.domain.name+"/"+file, query))
	if isNoHost(err) || (w.domain.at != nil && errors.Is(err, ErrNotFound)) {
		key, err = w.getKey(ctx, directAt, directAt.url(directoryPath+file, query))
	}

	return single(key, err)
}

func (w wkd) origins() (advanced, direct origin) {
	if w.domain.at != nil {
		return *w.domain.at, *w.domain.at
	}
	isPrivate := isPrivateHost(w.domain.name)

	return origin{scheme: "https", host: "openpgpkey." + w.domain.name, isPrivate: isPrivate},
		origin{scheme: "https", host: w.domain.name, isPrivate: isPrivate}
}

// hashOf names the file of somebody: ASCII letters are made small, others stay.
func hashOf(local string) string {
	lower := strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}

		return r
	}, local)
	sum := sha1.Sum([]byte(lower)) //nolint:gosec // as above

	return zBase32.EncodeToString(sum[:])
}

func isNoHost(err error) bool {
	var dns *net.DNSError

	return errors.As(err, &dns) && dns.IsNotFound
}
