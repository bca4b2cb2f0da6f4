package keysearch

import (
	"bytes"
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	address     = "Anna@example.org"
	fingerprint = "0123456789ABCDEF0123456789ABCDEF01234567"
)

// key has the form of a public key, as far as the server half looks.
var key = []byte("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n")

type server struct {
	*httptest.Server

	requests atomic.Int32
}

func (s *server) asked() int { return int(s.requests.Load()) }

func (s *server) portOf(t *testing.T) string {
	t.Helper()
	parsed, err := url.Parse(s.URL)
	require.NoError(t, err)

	return parsed.Port()
}

// serve answers on this machine until the test ends.
func serve(t *testing.T, handle http.HandlerFunc) *server {
	t.Helper()
	counting := &server{}
	counting.Server = httptest.NewServer(http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		counting.requests.Add(1)
		handle(writer, request)
	}))
	t.Cleanup(counting.Close)

	return counting
}

func answering(status int, body []byte) http.HandlerFunc {
	return func(writer http.ResponseWriter, _ *http.Request) {
		writer.WriteHeader(status)
		_, _ = writer.Write(body)
	}
}

func newSearch(t *testing.T, keyServer string, domains ...string) *Search {
	t.Helper()
	var settings Settings
	var err error
	settings.Server, err = ParseKeyServer(keyServer)
	require.NoError(t, err)
	for _, text := range domains {
		domain, err := ParseDomain(text)
		require.NoError(t, err)
		settings.Domains = append(settings.Domains, domain)
	}

	return New(func() Settings { return settings })
}

func detailOf(t *testing.T, err error) Detail {
	t.Helper()
	var failure *FailedError
	require.ErrorAs(t, err, &failure)

	return failure.Detail
}

func TestAKeyIsFoundByItsFingerprint(t *testing.T) {
	var query url.Values
	keys := serve(t, func(writer http.ResponseWriter, request *http.Request) {
		assert.Equal(t, "/pks/lookup", request.URL.Path)
		query = request.URL.Query()
		_, _ = writer.Write(key)
	})

	found, err := newSearch(t, keys.URL).Find(t.Context(), address, fingerprint)

	require.NoError(t, err)
	assert.Equal(t, []Found{{Source: keys.URL, Key: key}}, found)
	assert.Equal(t, url.Values{"op": {"get"}, "options": {"mr"}, "search": {"0x" + fingerprint}}, query)
}

func TestKeysOfAnAddress(t *testing.T) {
	t.Run("from a server that gives them by address", func(t *testing.T) {
		keys := serve(t, func(writer http.ResponseWriter, request *http.Request) {
			assert.Equal(t, address, request.URL.Query().Get("search"))
			_, _ = writer.Write(key)
		})

		found, err := newSearch(t, keys.URL).Find(t.Context(), address, "")

		require.NoError(t, err)
		assert.Len(t, found, 1)
		assert.Equal(t, 1, keys.asked())
	})

	t.Run("from a server that lists them", func(t *testing.T) {
		var fetched []string
		keys := serve(t, func(writer http.ResponseWriter, request *http.Request) {
			search := request.URL.Query().Get("search")
			switch {
			case request.URL.Query().Get("op") == "index":
				_, _ = writer.Write([]byte("info:1:9\nuid:Anna\npub:nonsense:\npub:../../etc:\n"))
				for i := range 7 {
					_, _ = fmt.Fprintf(writer, "pub:%040X:22:256:1700000000::\r\nuid:Anna\r\n", i)
				}
			case strings.HasPrefix(search, "0x"):
				fetched = append(fetched, search)
				_, _ = writer.Write(key)
			default:
				http.NotFound(writer, request)
			}
		})

		found, err := newSearch(t, keys.URL).Find(t.Context(), address, "")

		require.NoError(t, err)
		assert.Len(t, found, 5)
		require.Len(t, fetched, 5)
		assert.Equal(t, "0x"+strings.Repeat("0", 40), fetched[0])
	})

	t.Run("from a server that has none", func(t *testing.T) {
		keys := serve(t, answering(http.StatusNotFound, nil))

		_, err := newSearch(t, keys.URL).Find(t.Context(), address, "")

		require.ErrorIs(t, err, ErrNotFound)
		assert.Equal(t, 2, keys.asked())
	})

	t.Run("from a server that lists nothing", func(t *testing.T) {
		keys := serve(t, answering(http.StatusOK, []byte("<html>no results</html>")))

		_, err := newSearch(t, keys.URL).Find(t.Context(), address, "")

		require.ErrorIs(t, err, ErrNotFound)
	})
}

func TestAHostileServer(t *testing.T) {
	largest := append(bytes.Clone(key), make([]byte, maxKeyBytes-len(key))...)
	elsewhere := serve(t, answering(http.StatusOK, key))
	tests := map[string]struct {
		sound   http.HandlerFunc
		hostile http.HandlerFunc
		detail  Detail
	}{
		"huge": {answering(http.StatusOK, largest), answering(http.StatusOK, append(largest, 0)), DetailTooLarge},
		"endless": {answering(http.StatusOK, key), func(writer http.ResponseWriter, request *http.Request) {
			for request.Context().Err() == nil {
				if _, err := writer.Write(largest); err != nil {
					return
				}
			}
		}, DetailTooLarge},
		"slow": {answering(http.StatusOK, key), func(_ http.ResponseWriter, request *http.Request) {
			<-request.Context().Done()
		}, DetailTimeout},
		"drop by drop": {answering(http.StatusOK, key), func(writer http.ResponseWriter, request *http.Request) {
			_, _ = writer.Write(key)
			writer.(http.Flusher).Flush()
			<-request.Context().Done()
		}, DetailTimeout},
		"redirecting": {func(writer http.ResponseWriter, request *http.Request) {
			if request.URL.Path == "/moved" {
				_, _ = writer.Write(key)
			} else {
				http.Redirect(writer, request, "/moved", http.StatusFound)
			}
		}, func(writer http.ResponseWriter, request *http.Request) {
			http.Redirect(writer, request, elsewhere.URL+"/pks/lookup", http.StatusFound)
		}, DetailRedirected},
		"redirecting in circles": {answering(http.StatusOK, key), func(writer http.ResponseWriter, request *http.Request) {
			http.Redirect(writer, request, "/again", http.StatusFound)
		}, DetailRedirected},
		"redirecting into a file": {answering(http.StatusOK, key), func(writer http.ResponseWriter, request *http.Request) {
			http.Redirect(writer, request, "file:///etc/passwd", http.StatusFound)
		}, DetailRedirected},
		"a page": {
			answering(http.StatusOK, key),
			answering(http.StatusOK, append([]byte("<html><body><pre>"), key...)), DetailNotAKey,
		},
		"nothing":      {answering(http.StatusOK, key), answering(http.StatusOK, nil), DetailNotAKey},
		"in trouble":   {answering(http.StatusOK, key), answering(http.StatusInternalServerError, key), DetailStatus},
		"unwilling":    {answering(http.StatusOK, key), answering(http.StatusForbidden, key), DetailStatus},
		"half a thing": {answering(http.StatusOK, key), answering(http.StatusPartialContent, key), DetailStatus},
		"hanging up": {answering(http.StatusOK, key), func(http.ResponseWriter, *http.Request) {
			panic(http.ErrAbortHandler)
		}, DetailUnreachable},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			find := func(handle http.HandlerFunc) error {
				search := newSearch(t, serve(t, handle).URL)
				search.timeout = 2 * time.Second
				if test.detail == DetailTimeout {
					search.timeout = 300 * time.Millisecond
				}
				_, err := search.Find(t.Context(), address, fingerprint)

				return err
			}
			require.NoError(t, find(test.sound))

			assert.Equal(t, test.detail, detailOf(t, find(test.hostile)))
		})
	}
	assert.Zero(t, elsewhere.asked())
}

func TestAServerThatIsNotThere(t *testing.T) {
	gone := serve(t, answering(http.StatusOK, key))
	gone.Close()

	_, err := newSearch(t, gone.URL).Find(t.Context(), address, fingerprint)

	assert.Equal(t, DetailUnreachable, detailOf(t, err))
}

func TestACertificateMustHold(t *testing.T) {
	keys := httptest.NewUnstartedServer(answering(http.StatusOK, key))
	keys.Config.ErrorLog = log.New(io.Discard, "", 0) // which would tell of the certificate that we refuse
	keys.StartTLS()
	t.Cleanup(keys.Close)
	search := newSearch(t, strings.Replace(keys.URL, "https", "hkps", 1))

	_, err := search.Find(t.Context(), address, fingerprint)
	assert.Equal(t, DetailUnreachable, detailOf(t, err))

	search.fetcher.roots = x509.NewCertPool()
	search.fetcher.roots.AddCert(keys.Certificate())
	found, err := search.Find(t.Context(), address, fingerprint)
	require.NoError(t, err)
	assert.Len(t, found, 1)
}

func TestTheDirectoryOfOnesOwnDomain(t *testing.T) {
	var paths []string
	directory := serve(t, func(writer http.ResponseWriter, request *http.Request) {
		paths = append(paths, request.URL.RequestURI())
		if strings.HasPrefix(request.URL.Path, "/.well-known/openpgpkey/hu/") {
			_, _ = writer.Write([]byte{0xc6, 1, 2, 3})
		} else {
			http.NotFound(writer, request)
		}
	})
	search := newSearch(t, "", "example.net", "example.org="+directory.URL)

	found, err := search.Find(t.Context(), address, "")

	require.NoError(t, err)
	assert.Equal(t, []Found{{Source: "wkd:example.org", Key: []byte{0xc6, 1, 2, 3}}}, found)
	hash := hashOf("anna")
	assert.Equal(t, []string{
		"/.well-known/openpgpkey/example.org/hu/" + hash + "?l=Anna", "/.well-known/openpgpkey/hu/" + hash + "?l=Anna",
	}, paths)
	_, err = search.Find(t.Context(), "anna@example.com", "")
	assert.ErrorIs(t, err, ErrOff, "another domain is not listed")
}

func TestNamesInADirectory(t *testing.T) {
	assert.Equal(t, "iy9q119eutrkn8s1mk4r39qejnbu3n5q", hashOf("Joe.Doe"), "the example of the standard")
	assert.NotEqual(t, hashOf("Ä"), hashOf("ä"), "only ASCII letters are made small")
}

// byName connects to this machine by the name that is asked for; a name that isn't listed doesn't exist.
func byName(servers map[string]*httptest.Server) func(bool) dialFunc {
	return func(bool) dialFunc {
		return func(ctx context.Context, network, address string) (net.Conn, error) {
			named, found := servers[address]
			if !found {
				return nil, &net.OpError{Op: "dial", Net: network, Err: &net.DNSError{Err: "no such host", Name: address, IsNotFound: true}}
			}

			return new(net.Dialer).DialContext(ctx, network, named.Listener.Addr().String())
		}
	}
}

func TestTheDirectMethodIsForDomainsWithoutAHostForTheAdvancedOne(t *testing.T) {
	start := func(status int) *httptest.Server {
		started := httptest.NewTLSServer(answering(status, key))
		t.Cleanup(started.Close)

		return started
	}
	tests := map[string]struct {
		servers map[string]int
		found   int
		err     error
	}{
		"both":                         {map[string]int{"openpgpkey.example.com:443": http.StatusOK, "example.com:443": http.StatusOK}, 1, nil},
		"no host for the advanced one": {map[string]int{"example.com:443": http.StatusOK}, 1, nil},
		"one that doesn't know":        {map[string]int{"openpgpkey.example.com:443": http.StatusNotFound, "example.com:443": http.StatusOK}, 0, ErrNotFound},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			search := newSearch(t, "", "example.com")
			search.fetcher.roots = x509.NewCertPool()
			servers := map[string]*httptest.Server{}
			for host, status := range test.servers {
				servers[host] = start(status)
				search.fetcher.roots.AddCert(servers[host].Certificate())
			}
			search.fetcher.dial = byName(servers)

			found, err := search.Find(t.Context(), "anna@example.com", "")

			require.ErrorIs(t, err, test.err)
			assert.Len(t, found, test.found)
		})
	}
}

func TestWhatOneFailedAtCountsOnlyIfNobodyAnswered(t *testing.T) {
	knows, knowsNot, fails := answering(http.StatusOK, key), answering(http.StatusNotFound, nil), answering(http.StatusForbidden, nil)
	tests := map[string]struct {
		keyServer, directory http.HandlerFunc
		sources              int
		err                  error
		detail               Detail
	}{
		"both know":            {knows, knows, 2, nil, ""},
		"one knows":            {knowsNot, knows, 1, nil, ""},
		"one knows, one fails": {fails, knows, 1, nil, ""},
		"neither knows":        {knowsNot, knowsNot, 0, ErrNotFound, ""},
		"one knows not":        {fails, knowsNot, 0, ErrNotFound, ""},
		"both fail":            {fails, answering(http.StatusOK, nil), 0, nil, DetailStatus},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			keyServer, directory := serve(t, test.keyServer), serve(t, test.directory)

			found, err := newSearch(t, keyServer.URL, "example.org="+directory.URL).Find(t.Context(), address, fingerprint)

			assert.Len(t, found, test.sources)
			if test.detail != "" {
				assert.Equal(t, test.detail, detailOf(t, err))
			} else {
				assert.ErrorIs(t, err, test.err)
			}
		})
	}
}

func TestNobodyIsAskedWhereNothingIsSet(t *testing.T) {
	search := New(func() Settings { return Settings{} })

	assert.False(t, search.IsOn(address))
	_, err := search.Find(t.Context(), address, fingerprint)
	require.ErrorIs(t, err, ErrOff)
	assert.True(t, newSearch(t, "keys.openpgp.org").IsOn(address))
	assert.True(t, newSearch(t, "", "example.org").IsOn(address))
	assert.False(t, newSearch(t, "", "example.org").IsOn("anna@mail.example.org"))
}
