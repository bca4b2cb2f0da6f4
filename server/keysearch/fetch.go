package keysearch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/openpgp"
)

const (
	// maxKeyBytes has room for keys with thousands of signatures on them; few mail programs take larger ones.
	maxKeyBytes    = 1 << 20
	maxHeaderBytes = 64 << 10
	maxRedirects   = 3
)

var errRedirected = errors.New("redirected to another server")

// fetcher asks servers, and takes little from them: so much, from themselves, and from a public address.
type fetcher struct {
	dial  func(allowsPrivate bool) dialFunc
	roots *x509.CertPool
}

func newFetcher(resolver *net.Resolver) *fetcher {
	return &fetcher{dial: func(allowsPrivate bool) dialFunc { return newDialer(resolver, allowsPrivate).DialContext }}
}

// get returns the body of a page of target. It returns [ErrNotFound], or a [FailedError].
func (f *fetcher) get(ctx context.Context, target origin, address string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	transport := f.transport(target)
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, CheckRedirect: stayThere}
	response, err := client.Do(request)
	if err != nil {
		return nil, connectionFailure(err)
	}
	defer func() { _ = response.Body.Close() }()
	switch response.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound:
		return nil, ErrNotFound
	default:
		return nil, failed(DetailStatus, errors.New(response.Status))
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxKeyBytes+1))
	if err != nil {
		return nil, connectionFailure(err)
	}
	if len(body) > maxKeyBytes {
		return nil, failed(DetailTooLarge, errors.New("answer over the limit"))
	}

	return body, nil
}

// getKey is get for a public key. Whose key it is, and whether it is the one that was asked for, is for the browser to find out,
// which trusts no server with that.
func (f *fetcher) getKey(ctx context.Context, target origin, address string) ([]byte, error) {
	body, err := f.get(ctx, target, address)
	if err == nil && !openpgp.IsPublicKey(body) {
		return nil, failed(DetailNotAKey, errors.New("no OpenPGP public key"))
	}

	return body, err
}

// transport uses no proxy: it would be asked to find the address that we have to judge.
func (f *fetcher) transport(target origin) *http.Transport {
	return &http.Transport{
		DialContext:            f.dial(target.isPrivate),
		TLSClientConfig:        &tls.Config{RootCAs: f.roots, MinVersion: tls.VersionTLS12},
		DisableCompression:     true,
		MaxResponseHeaderBytes: maxHeaderBytes,
	}
}

// stayThere lets a server move its own pages, but sends nobody elsewhere: not even from https to http.
func stayThere(next *http.Request, via []*http.Request) error {
	first := via[0].URL
	if next.URL.Scheme != first.Scheme || next.URL.Host != first.Host || len(via) > maxRedirects {
		return errRedirected
	}

	return nil
}
