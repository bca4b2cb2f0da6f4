package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/mail"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/openpgp"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

// encryptedMessage has the form of a message to a public key, as far as the server half looks.
const encryptedMessage = "-----BEGIN PGP MESSAGE-----\n\nhF4DAAAA\n-----END PGP MESSAGE-----\n"

type fakeMailer struct {
	isOn   bool
	fails  error
	mailed []string
}

func (m *fakeMailer) IsOn() bool { return m.isOn }

func (m *fakeMailer) Send(_ context.Context, userID string, _ mail.Backup) (string, error) {
	if m.fails != nil {
		return "", m.fails
	}
	m.mailed = append(m.mailed, userID)

	return "a…@example.org", nil
}

func TestABackupIsMailedToItsOwner(t *testing.T) {
	f := newFixture(t)

	f.assertAnswer(f.call(protocoltest.Anna, http.MethodPost, "/backup/mail", object{"message": encryptedMessage, "hasCode": true}),
		http.StatusOK, `{"to":"a…@example.org"}`)

	assert.Equal(t, []string{protocoltest.Anna}, f.mailer.mailed)
}

func TestOnlyAnEncryptedMessageIsMailed(t *testing.T) {
	f := newFixture(t)
	refuse := func(body any, status int, code string) {
		t.Helper()
		f.assertRefused(f.call(protocoltest.Anna, http.MethodPost, "/backup/mail", body), status, code)
	}

	refuse(object{"message": "My recovery code is", "hasCode": true}, http.StatusBadRequest, "bad_request")
	refuse(object{"message": encryptedMessage, "to": "ben@example.org"}, http.StatusBadRequest, "bad_request")
	refuse(object{"message": strings.Repeat("A", openpgp.MaxMessageBytes+1)}, http.StatusRequestEntityTooLarge, "too_large")
	refuse(object{"message": strings.Repeat("A", 2*openpgp.MaxMessageBytes)}, http.StatusRequestEntityTooLarge, "too_large")

	assert.Empty(t, f.mailer.mailed)
}

func TestMailThatIsOff(t *testing.T) {
	f := newFixture(t)
	f.mailer.isOn = false

	f.assertRefused(f.call(protocoltest.Anna, http.MethodPost, "/backup/mail", object{"message": encryptedMessage}), http.StatusConflict, "mail_off")
	assert.Contains(t, f.call(protocoltest.Anna, http.MethodGet, "/config", nil).Body.String(), `"mail":false`)
}

func TestTheMailServersAnswerReachesTheMember(t *testing.T) {
	f := newFixture(t)
	f.mailer.fails = &mail.FailedError{Answer: "550 No such mailbox"}

	recorder := f.call(protocoltest.Anna, http.MethodPost, "/backup/mail", object{"message": encryptedMessage})

	var answer map[string]string
	require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &answer))
	assert.Equal(t, http.StatusBadGateway, recorder.Code)
	assert.Equal(t, "mail_failed", answer["code"])
	assert.Equal(t, "550 No such mailbox", answer["detail"])
	assert.Len(t, f.logged, 1)

	f.mailer.fails = errors.New("secret of the host")
	recorder = f.call(protocoltest.Anna, http.MethodPost, "/backup/mail", object{"message": encryptedMessage})
	f.assertRefused(recorder, http.StatusInternalServerError, "internal")
}

func TestMailsAreFewForEachMember(t *testing.T) {
	f := newFixture(t)
	post := func(userID, message string) int {
		t.Helper()

		return f.call(userID, http.MethodPost, "/backup/mail", object{"message": message}).Code
	}
	for range 6 {
		require.Equal(t, http.StatusBadRequest, post(protocoltest.Anna, "no message"), "which counts for nothing")
	}
	for range 5 {
		require.Equal(t, http.StatusOK, post(protocoltest.Anna, encryptedMessage))
	}

	assert.Equal(t, http.StatusTooManyRequests, post(protocoltest.Anna, encryptedMessage))
	assert.Equal(t, http.StatusOK, post(protocoltest.Ben, encryptedMessage))
}
