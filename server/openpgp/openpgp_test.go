package openpgp_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/openpgp"
)

const (
	head = "-----BEGIN PGP MESSAGE-----"
	tail = "-----END PGP MESSAGE-----"
)

// armor writes data as a message whose lines have 64 characters.
func armor(data []byte) string {
	encoded := base64.StdEncoding.EncodeToString(data)
	var lines []string
	for len(encoded) > 64 {
		lines, encoded = append(lines, encoded[:64]), encoded[64:]
	}

	return head + "\n\n" + strings.Join(append(lines, encoded), "\n") + "\n" + tail + "\n"
}

// beginning is a packet's first byte with something behind it.
func beginning(first byte) []byte {
	return append([]byte{first}, make([]byte, 99)...)
}

func TestParseMessage(t *testing.T) {
	message := armor(beginning(0xc1))
	tests := map[string]string{
		"as OpenPGP.js writes it":     message,
		"a packet of the old form":    armor(beginning(0x84)),
		"a packet with a long length": armor(beginning(0x85)),
		"line ends of Windows":        strings.ReplaceAll(message, "\n", "\r\n"),
		"white space around":          "\n  " + message + "\n\n",
		"armor headers":               strings.Replace(message, "\n\n", "\nVersion: 1\nComment: buy this\n\n", 1),
		"a checksum":                  strings.Replace(message, "\n"+tail, "\n=aB3+\n"+tail, 1),
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			parsed, err := openpgp.ParseMessage(text)

			require.NoError(t, err)
			written := parsed.Text()
			assert.True(t, strings.HasPrefix(written, head+"\r\n\r\n"))
			assert.True(t, strings.HasSuffix(written, "\r\n"+tail+"\r\n"))
			assert.NotContains(t, written, "buy this", "nothing but the message itself can be read")
			again, err := openpgp.ParseMessage(written)
			require.NoError(t, err)
			assert.Equal(t, parsed, again)
		})
	}
}

func TestParseMessageRefuses(t *testing.T) {
	message := armor(beginning(0xc1))
	tests := map[string]string{
		"nothing":                      "",
		"words":                        "My recovery code is",
		"words before":                 "Hello\n" + message,
		"words after":                  message + "Bye",
		"words within":                 strings.Replace(message, "\n"+tail, "\nHello there\n"+tail, 1),
		"two messages":                 message + message,
		"no empty line":                strings.Replace(message, "\n\n", "\n", 1),
		"no last line":                 strings.TrimSuffix(message, tail+"\n"),
		"nothing between":              head + "\n\n" + tail,
		"only a checksum":              head + "\n\n=aB3+\n" + tail,
		"another header":               strings.Replace(message, "\n\n", "\nBuy\tthis: now\n\n", 1),
		"a line too long":              head + "\n\n" + base64.StdEncoding.EncodeToString(beginning(0xc1)) + "\n" + tail,
		"characters that aren't ASCII": strings.Replace(message, "A", "Ä", 1),
		"padding within":               strings.Replace(message, "AAAA\n", "AAA=\n", 1),
		"a public key":                 armor(beginning(0xc6)),
		"a message in clear":           armor(beginning(0xcb)),
		"a signed message":             armor(beginning(0x90)),
		"one under a password":         armor(beginning(0xc3)),
		"no packet at all":             armor(beginning(0x41)),
		"a public key block":           strings.ReplaceAll(message, "PGP MESSAGE", "PGP PUBLIC KEY BLOCK"),
	}
	_, err := openpgp.ParseMessage(message)
	require.NoError(t, err, "the sound one passes")
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := openpgp.ParseMessage(text)

			assert.ErrorIs(t, err, openpgp.ErrMalformed)
		})
	}
}

func TestParseMessageHasALimit(t *testing.T) {
	large := append([]byte{0xc1}, make([]byte, 4_600_000)...)
	_, err := openpgp.ParseMessage(armor(large))
	require.NoError(t, err)
	_, err = openpgp.ParseMessage(armor(append(large, make([]byte, 100_000)...)))
	assert.ErrorIs(t, err, openpgp.ErrTooLarge)
}

// Whatever is taken is one block of ASCII that says nothing by itself, and stays the same when it is read again.
func FuzzParseMessage(f *testing.F) {
	f.Add(armor(beginning(0xc1)))
	f.Add(armor(beginning(0x85)))
	f.Add(strings.Replace(armor(beginning(0xc1)), "\n\n", "\nComment: a\n\n", 1))
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := openpgp.ParseMessage(text)
		if err != nil {
			return
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(parsed.Text(), "\r\n"), "\r\n") {
			assert.Regexp(t, `^(-----(BEGIN|END) PGP MESSAGE-----|[A-Za-z0-9+/=]{0,78})$`, line)
		}
		again, err := openpgp.ParseMessage(parsed.Text())
		require.NoError(t, err)
		assert.Equal(t, parsed, again)
	})
}

func TestIsPublicKey(t *testing.T) {
	tests := map[string]struct {
		data []byte
		want bool
	}{
		"binary":                 {beginning(0xc6), true},
		"binary, the old form":   {beginning(0x99), true},
		"armored":                {[]byte("\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ"), true},
		"nothing":                {nil, false},
		"a page":                 {[]byte("<html><pre>-----BEGIN PGP PUBLIC KEY BLOCK-----"), false},
		"a private key":          {beginning(0xc5), false},
		"an armored private key": {[]byte("-----BEGIN PGP PRIVATE KEY BLOCK-----"), false},
		"a message":              {beginning(0xc1), false},
		"a subkey alone":         {beginning(0xce), false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, openpgp.IsPublicKey(test.data))
		})
	}
}
