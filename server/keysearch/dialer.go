package keysearch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"syscall"
)

var errNotPublic = errors.New("not a public address")

// notPublic are the ranges of addresses that lead to no server of the Internet, or back into a network of one's own by way of
// one (RFC 6890 and the registries that follow it).
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("10.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("127.0.0.0/8"),
	netip.MustParsePrefix("169.254.0.0/16"),
	netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("224.0.0.0/4"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("2001::/23"),
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"),
	netip.MustParsePrefix("3fff::/20"),
}

// publicIPv6 is the only range of IPv6 from which public addresses are given out so far.
var publicIPv6 = netip.MustParsePrefix("2000::/3")

func isPublic(address netip.Addr) bool {
	address = address.Unmap()
	if address.Is6() && !publicIPv6.Contains(address) {
		return false
	}
	for _, prefix := range notPublic {
		if prefix.Contains(address) {
			return false
		}
	}

	return true
}

type dialFunc func(ctx context.Context, network, address string) (net.Conn, error)

// newDialer returns a dialer that connects to public addresses only, unless the admin means a private one. It decides on the
// address that is dialled, not on a name or on an answer of DNS that a second question may contradict.
func newDialer(resolver *net.Resolver, allowsPrivate bool) *net.Dialer {
	dialer := &net.Dialer{Resolver: resolver}
	if !allowsPrivate {
		dialer.ControlContext = refusePrivate
	}

	return dialer
}

func refusePrivate(_ context.Context, _, address string, _ syscall.RawConn) error {
	dialled, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("dialled address: %w", err)
	}
	if !isPublic(dialled.Addr()) {
		return errNotPublic
	}

	return nil
}
