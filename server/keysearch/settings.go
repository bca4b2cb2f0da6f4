package keysearch

import (
	"errors"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Settings are where an admin lets us ask. The zero value asks nobody.
type Settings struct {
	Server  KeyServer
	Domains []Domain
}

// KeyServer is a server that speaks HKP; the zero value is none.
type KeyServer struct {
	name string
	origin
}

// Name is how members are told of it; empty for none.
func (k KeyServer) Name() string { return k.name }

// Domain is a mail domain whose members' keys are found by Web Key Directory.
type Domain struct {
	name string

	// at is where its directory is asked instead of where the standard has it; nil for there.
	at *origin
}

// Name is the mail domain.
func (d Domain) Name() string { return d.name }

// origin is a server that an admin wrote down.
type origin struct {
	scheme string
	host   string // with a port where that isn't the scheme's

	// isPrivate says that this host may have an address that isn't public: the admin wrote that address, or a name that can have
	// no other.
	isPrivate bool
}

var errNotUnderstood = errors.New("not the address of a server")

const hkpPort = "11371"

// schemes are the ways of asking, by what an admin may write.
var schemes = map[string]string{"hkp": "http", "hkps": "https", "http": "http", "https": "https"}

// ParseKeyServer reads the address of a key server, as `gpg` knows it: hkp://, hkps://, http:// or https:// and a host. A host
// alone is hkps://.
func ParseKeyServer(text string) (KeyServer, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return KeyServer{}, nil
	}
	if !strings.Contains(text, "://") {
		text = "hkps://" + text
	}
	parsed, err := url.Parse(text)
	if err != nil {
		return KeyServer{}, errNotUnderstood
	}
	at, err := originOf(parsed)
	if err != nil {
		return KeyServer{}, err
	}
	name := strings.ToLower(parsed.Scheme + "://" + parsed.Host)
	if parsed.Scheme == "hkp" && parsed.Port() == "" {
		at.host = net.JoinHostPort(parsed.Hostname(), hkpPort)
	}

	return KeyServer{name: name, origin: at}, nil
}

// ParseDomain reads a mail domain; or a mail domain, `=`, and the address at which its directory is asked, for one that only
// the own network knows.
func ParseDomain(text string) (Domain, error) {
	name, at, hasAddress := strings.Cut(strings.ToLower(text), "=")
	if !hostName.MatchString(name) {
		return Domain{}, errNotUnderstood
	}
	if !hasAddress {
		return Domain{name: name}, nil
	}
	parsed, err := url.Parse(at)
	if err != nil || !slices.Contains([]string{"http", "https"}, parsed.Scheme) {
		return Domain{}, errNotUnderstood
	}
	found, err := originOf(parsed)

	return Domain{name: name, at: &found}, err
}

var hostName = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$`)

// originOf refuses whatever an address has beside scheme, host and port.
func originOf(parsed *url.URL) (origin, error) {
	scheme, isKnown := schemes[parsed.Scheme]
	bare := url.URL{Scheme: parsed.Scheme, Host: parsed.Host}
	host := strings.ToLower(parsed.Hostname())
	if !isKnown || strings.TrimSuffix(parsed.String(), "/") != bare.String() || !isHost(host) {
		return origin{}, errNotUnderstood
	}

	return origin{scheme: scheme, host: strings.ToLower(parsed.Host), isPrivate: isPrivateHost(host)}, nil
}

func isHost(host string) bool {
	_, err := netip.ParseAddr(host)

	return err == nil || hostName.MatchString(host)
}

// isPrivateHost tells whether whoever writes this host means one of their own network: an address, a name without a dot, or
// one under a domain that no public name has.
func isPrivateHost(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") {
		return true
	}

	return slices.ContainsFunc([]string{".localhost", ".local", ".internal", ".home.arpa"}, func(suffix string) bool {
		return strings.HasSuffix(host, suffix)
	})
}

// url is the address of something on this server.
func (o origin) url(path string, query url.Values) string {
	address := url.URL{Scheme: o.scheme, Host: o.host, Path: path, RawQuery: query.Encode()}

	return address.String()
}
