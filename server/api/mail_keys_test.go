package api_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/keysearch"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

var fingerprint = strings.Repeat("0123456789ABCDEF", 2) + "01234567"

type fakeKeySearch struct {
	isOn  bool
	fails error
	asked []string
}

func (s *fakeKeySearch) IsOn(string) bool { return s.isOn }

func (s *fakeKeySearch) Find(_ context.Context, address, fingerprint string) ([]keysearch.Found, error) {
	if s.fails != nil {
		return nil, s.fails
	}
	s.asked = append(s.asked, address+" "+fingerprint)

	return []keysearch.Found{{Source: "hkps://keys.example.org", Key: []byte("key")}}, nil
}

func TestKeysAreFoundByFingerprintAndSuggestedByOnesOwnAddress(t *testing.T) {
	f := newFixture(t)
	const found = `{"found":[{"source":"hkps://keys.example.org","key":"a2V5"}]}`

	f.assertAnswer(f.call(protocoltest.Anna, http.MethodGet, "/mail_keys/"+fingerprint, nil), http.StatusOK, found)
	f.assertAnswer(f.call(protocoltest.Anna, http.MethodGet, "/mail_keys", nil), http.StatusOK, found)

	own := protocoltest.Anna + "@example.org "
	assert.Equal(t, []string{own + fingerprint, own}, f.keys.asked)
}

func TestOnlyAWholeFingerprintIsLookedUp(t *testing.T) {
	f := newFixture(t)

	for _, text := range []string{fingerprint[1:], fingerprint + "0", "ben@example.org", "0x" + fingerprint} {
		f.assertRefused(f.call(protocoltest.Anna, http.MethodGet, "/mail_keys/"+text, nil), http.StatusBadRequest, "bad_request")
	}
	assert.Empty(t, f.keys.asked)
	assert.Equal(t, http.StatusOK, f.call(protocoltest.Anna, http.MethodGet, "/mail_keys/"+strings.Repeat("ab", 32), nil).Code, "of version 6")
}

func TestKeysThatAreNotFound(t *testing.T) {
	f := newFixture(t)
	refused := func(status int, code string) {
		t.Helper()
		f.assertRefused(f.call(protocoltest.Anna, http.MethodGet, "/mail_keys", nil), status, code)
	}
	f.keys.fails = keysearch.ErrNotFound
	refused(http.StatusNotFound, "key_not_found")
	f.keys.fails = errors.New("secret")
	refused(http.StatusInternalServerError, "internal")
	f.keys.isOn = false
	refused(http.StatusConflict, "key_server_off")

	f.keys.isOn, f.keys.fails = true, &keysearch.FailedError{Detail: keysearch.DetailTimeout}
	f.assertAnswer(f.call(protocoltest.Anna, http.MethodGet, "/mail_keys", nil), http.StatusBadGateway,
		`{"code":"key_server_failed","message":"The key server gave no usable answer.","detail":"timeout"}`)
}

func TestLookUpsAreFewForEachMember(t *testing.T) {
	f := newFixture(t)
	for range 20 {
		require.Equal(t, http.StatusOK, f.call(protocoltest.Anna, http.MethodGet, "/mail_keys", nil).Code)
	}

	f.assertRefused(f.call(protocoltest.Anna, http.MethodGet, "/mail_keys/"+fingerprint, nil), http.StatusTooManyRequests, "rate_limited")
	assert.Equal(t, http.StatusOK, f.call(protocoltest.Ben, http.MethodGet, "/mail_keys", nil).Code)
}
