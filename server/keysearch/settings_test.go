package keysearch

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseKeyServer(t *testing.T) {
	tests := map[string]struct {
		name      string
		asked     string
		isPrivate bool
	}{
		"hkps://keys.openpgp.org":     {"hkps://keys.openpgp.org", "https://keys.openpgp.org/pks/lookup", false},
		"keys.openpgp.org":            {"hkps://keys.openpgp.org", "https://keys.openpgp.org/pks/lookup", false},
		"HKPS://Keys.OpenPGP.org/":    {"hkps://keys.openpgp.org", "https://keys.openpgp.org/pks/lookup", false},
		"hkp://keys.example.org":      {"hkp://keys.example.org", "http://keys.example.org:11371/pks/lookup", false},
		"hkp://keys.example.org:80":   {"hkp://keys.example.org:80", "http://keys.example.org:80/pks/lookup", false},
		"https://keys.example.org":    {"https://keys.example.org", "https://keys.example.org/pks/lookup", false},
		"http://10.0.0.5:8080":        {"http://10.0.0.5:8080", "http://10.0.0.5:8080/pks/lookup", true},
		"hkp://[fd00::5]":             {"hkp://[fd00::5]", "http://[fd00::5]:11371/pks/lookup", true},
		"hkp://localhost":             {"hkp://localhost", "http://localhost:11371/pks/lookup", true},
		"hkps://keys.corp.internal":   {"hkps://keys.corp.internal", "https://keys.corp.internal/pks/lookup", true},
		"hkps://internal.example.org": {"hkps://internal.example.org", "https://internal.example.org/pks/lookup", false},
	}
	for text, test := range tests {
		t.Run(text, func(t *testing.T) {
			server, err := ParseKeyServer(text)

			require.NoError(t, err)
			assert.Equal(t, test.name, server.Name())
			assert.Equal(t, test.asked, server.url(lookupPath, nil))
			assert.Equal(t, test.isPrivate, server.isPrivate)
		})
	}
	none, err := ParseKeyServer(" ") // as a careless admin clears it
	require.NoError(t, err)
	assert.Empty(t, none.Name())
}

func TestParseKeyServerRefuses(t *testing.T) {
	for _, text := range []string{
		"ldap://keys.example.org", "file:///etc/passwd", "hkps://", "hkps://user@keys.example.org", "hkps://keys.example.org/path",
		"hkps://keys.example.org?a=b", "hkps://keys.example.org#a", "hkps://keys..org", "hkps://keys.example.org:port", "two words",
	} {
		_, err := ParseKeyServer(text)
		assert.Error(t, err, text)
	}
}

func TestParseDomain(t *testing.T) {
	domain, err := ParseDomain("Example.org")
	require.NoError(t, err)
	assert.Equal(t, "example.org", domain.Name())
	advanced, direct := wkd{domain: domain}.origins()
	assert.Equal(t, origin{scheme: "https", host: "openpgpkey.example.org"}, advanced)
	assert.Equal(t, origin{scheme: "https", host: "example.org"}, direct)

	domain, err = ParseDomain("example.org=http://10.0.0.5:8080")
	require.NoError(t, err)
	assert.Equal(t, "example.org", domain.Name())
	advanced, direct = wkd{domain: domain}.origins()
	assert.Equal(t, origin{scheme: "http", host: "10.0.0.5:8080", isPrivate: true}, advanced)
	assert.Equal(t, advanced, direct)

	for _, text := range []string{"", "anna@example.org", "https://example.org", "example.org/", "example.org=", "example.org=hkps://keys.example.org", "=https://example.org"} {
		_, err = ParseDomain(text)
		assert.Error(t, err, text)
	}
}
