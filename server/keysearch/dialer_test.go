package keysearch

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/dns/dnsmessage"
)

func TestIsPublic(t *testing.T) {
	public := []string{"9.9.9.9", "172.15.255.255", "172.32.0.1", "100.63.0.1", "2620:fe::fe", "2a00::1", "::ffff:9.9.9.9"}
	private := []string{
		"127.0.0.1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255",
		"224.0.0.1", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
		"64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::", "::7f00:1",
	}
	for _, address := range public {
		assert.True(t, isPublic(netip.MustParseAddr(address)), address)
	}
	for _, address := range private {
		assert.False(t, isPublic(netip.MustParseAddr(address)), address)
	}
}

// startDNS answers every question about an IPv4 address with address, until the test ends.
func startDNS(t *testing.T, address [4]byte) *net.Resolver {
	t.Helper()
	socket, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = socket.Close() })
	go func() {
		buffer := make([]byte, 1500)
		for {
			length, from, err := socket.ReadFrom(buffer)
			if err != nil {
				return
			}
			if answer, err := answerDNS(buffer[:length], address); err == nil {
				_, _ = socket.WriteTo(answer, from)
			}
		}
	}()

	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", socket.LocalAddr().String())
	}}
}

func answerDNS(question []byte, address [4]byte) ([]byte, error) {
	var message dnsmessage.Message
	if err := message.Unpack(question); err != nil {
		return nil, err
	}
	asked := message.Questions[0]
	message.Response, message.Additionals = true, nil
	if asked.Type == dnsmessage.TypeA {
		message.Answers = []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: asked.Name, Type: asked.Type, Class: asked.Class, TTL: 1},
			Body:   &dnsmessage.AResource{A: address},
		}}
	}

	return message.Pack()
}

// What is decided on is the address that is connected to: a public name may lead anywhere.
func TestAPublicNameThatLeadsToAPrivateAddressIsRefused(t *testing.T) {
	server := serve(t, func(writer http.ResponseWriter, _ *http.Request) { _, _ = writer.Write(key) })
	port := server.portOf(t)
	resolver := startDNS(t, [4]byte{127, 0, 0, 1})
	ask := func(keyServer string) ([]Found, error) {
		search := newSearch(t, keyServer)
		search.fetcher = newFetcher(resolver)

		return search.Find(t.Context(), address, fingerprint)
	}

	_, err := ask("http://keys.example.test:" + port)
	assert.Equal(t, DetailRefused, detailOf(t, err))
	assert.Zero(t, server.asked())

	found, err := ask("http://keys.example.internal:" + port)
	require.NoError(t, err, "a name of one's own network is meant")
	assert.Len(t, found, 1)
	found, err = ask("http://127.0.0.1:" + port)
	require.NoError(t, err, "so is an address")
	assert.Len(t, found, 1)
}

func TestADomainWhoseDirectoryIsAtAPrivateAddressIsRefused(t *testing.T) {
	search := newSearch(t, "", "example.test")
	search.fetcher = newFetcher(startDNS(t, [4]byte{169, 254, 169, 254}))

	_, err := search.Find(t.Context(), "anna@example.test", "")

	assert.Equal(t, DetailRefused, detailOf(t, err))
}
