package mail_test

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/mail"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/openpgp"
)

const anna = "annaannaannaannaannaannaan"

type sentPage struct {
	to, subject, html string
}

type fixture struct {
	*mail.Mailer

	settings mail.Settings
	pages    []sentPage
	pageErr  error
	logged   []string
}

// newFixture mails through a server on this machine, as a Mattermost does that has no more than its address.
func newFixture(port int) *fixture {
	f := &fixture{settings: mail.Settings{
		IsOn: true, Server: "127.0.0.1", Port: port, Timeout: 5 * time.Second, HelloName: "chat.example.org",
		From:     netmail.Address{Name: "Chat", Address: "noreply@example.org"},
		ReplyTo:  netmail.Address{Name: "Chat", Address: "help@example.org"},
		SiteName: "Büro", SiteURL: "https://chat.example.org",
	}}
	f.Mailer = mail.New(mail.Options{
		Settings: func() mail.Settings { return f.settings },
		RecipientOf: func(userID string) (mail.Recipient, error) {
			if userID != anna {
				return mail.Recipient{}, errors.New("nobody")
			}

			return mail.Recipient{Username: "anna", Address: "anna@example.org"}, nil
		},
		SendPage: func(to, subject, html string) error {
			f.pages = append(f.pages, sentPage{to, subject, html})

			return f.pageErr
		},
		LogError: func(message string, _ ...any) { f.logged = append(f.logged, message) },
	})

	return f
}

func backupOf(t *testing.T, bytes int) mail.Backup {
	t.Helper()
	encoded := base64.StdEncoding.EncodeToString(append([]byte{0xc1}, make([]byte, bytes)...))
	lines := []string{"-----BEGIN PGP MESSAGE-----", ""}
	for len(encoded) > 64 {
		lines, encoded = append(lines, encoded[:64]), encoded[64:]
	}
	message, err := openpgp.ParseMessage(strings.Join(append(lines, encoded, "-----END PGP MESSAGE-----"), "\n"))
	require.NoError(t, err)

	return mail.Backup{Message: message, HasCode: true}
}

func answerOf(t *testing.T, err error) string {
	t.Helper()
	var failed *mail.FailedError
	require.ErrorAs(t, err, &failed)

	return failed.Answer
}

// part is one part of a mail, with its parts where it is made of some.
type part struct {
	mediaType  string
	parameters map[string]string
	header     map[string][]string
	content    string
	parts      []part
}

func readPart(t *testing.T, header map[string][]string, body io.Reader) part {
	t.Helper()
	mediaType, parameters, err := mime.ParseMediaType(header["Content-Type"][0])
	require.NoError(t, err)
	read := part{mediaType: mediaType, parameters: parameters, header: header}
	if !strings.HasPrefix(mediaType, "multipart/") {
		content, err := io.ReadAll(body)
		require.NoError(t, err)
		read.content = string(content)

		return read
	}
	reader := multipart.NewReader(body, parameters["boundary"])
	for {
		next, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			return read
		}
		require.NoError(t, err)
		read.parts = append(read.parts, readPart(t, next.Header, next))
	}
}

func TestSendMailsPGPMIMEAfterWordsInClear(t *testing.T) {
	server := startMailServer(t, func(*mailServer) {})
	f := newFixture(server.port())
	backup := backupOf(t, 200)

	to, err := f.Send(context.Background(), anna, backup)

	require.NoError(t, err)
	assert.Equal(t, "a…@example.org", to)
	assert.Equal(t, []string{"EHLO chat.example.org", "MAIL FROM:<noreply@example.org>", "RCPT TO:<anna@example.org>", "DATA", "QUIT"}, server.heard())
	assert.Empty(t, f.pages)
	require.Len(t, server.received(), 1)
	received, err := netmail.ReadMessage(strings.NewReader(server.received()[0]))
	require.NoError(t, err)
	assert.Equal(t, `"Chat" <noreply@example.org>`, received.Header.Get("From"))
	assert.Equal(t, "<anna@example.org>", received.Header.Get("To"))
	assert.Equal(t, `"Chat" <help@example.org>`, received.Header.Get("Reply-To"))
	subject, err := new(mime.WordDecoder).DecodeHeader(received.Header.Get("Subject"))
	require.NoError(t, err)
	assert.Equal(t, "Backup of your keys for encrypted messages on Büro", subject)
	_, err = received.Header.Date()
	require.NoError(t, err)

	whole := readPart(t, received.Header, received.Body)
	require.Equal(t, "multipart/mixed", whole.mediaType)
	require.Len(t, whole.parts, 2)
	words, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(whole.parts[0].content)))
	require.NoError(t, err)
	assert.Equal(t, "text/plain", whole.parts[0].mediaType)
	for _, said := range []string{"Büro", "https://chat.example.org", "anna", "gpg --decrypt encrypted.asc", "/e2ee import", "recovery code is in the encrypted part"} {
		assert.Contains(t, string(words), said)
	}
	encrypted := whole.parts[1]
	assert.Equal(t, "multipart/encrypted", encrypted.mediaType)
	assert.Equal(t, "application/pgp-encrypted", encrypted.parameters["protocol"])
	require.Len(t, encrypted.parts, 2)
	assert.Equal(t, "application/pgp-encrypted", encrypted.parts[0].mediaType)
	assert.Equal(t, "Version: 1", strings.TrimSpace(encrypted.parts[0].content))
	assert.Equal(t, "application/octet-stream", encrypted.parts[1].mediaType)
	assert.Contains(t, encrypted.parts[1].header["Content-Disposition"][0], "encrypted.asc")
	assert.Equal(t, backup.Message.Text(), encrypted.parts[1].content)
}

func TestAMailHasNothingThatAMailServerWouldRewrite(t *testing.T) {
	server := startMailServer(t, func(*mailServer) {})
	f := newFixture(server.port())
	f.settings.SiteName = "Büro\r\nBcc: ben@example.org"

	_, err := f.Send(context.Background(), anna, backupOf(t, 100_000))

	require.NoError(t, err)
	received := server.received()[0]
	for line := range strings.SplitSeq(received, "\r\n") {
		assert.LessOrEqual(t, len(line), 998)
		assert.NotContains(t, line, "\n")
	}
	for _, character := range []byte(received) {
		require.Less(t, character, byte(0x80))
	}
	parsed, err := netmail.ReadMessage(strings.NewReader(received))
	require.NoError(t, err)
	assert.Empty(t, parsed.Header.Get("Bcc"), "a setting writes no headers")
}

func TestALaterMailSaysThatTheCodeIsNotInIt(t *testing.T) {
	server := startMailServer(t, func(*mailServer) {})
	f := newFixture(server.port())
	backup := backupOf(t, 200)
	backup.HasCode = false

	_, err := f.Send(context.Background(), anna, backup)

	require.NoError(t, err)
	assert.Contains(t, server.received()[0], "Your recovery code is not in this mail")
}

func TestSendProtectsTheConnectionAsMattermostIsSet(t *testing.T) {
	tests := map[string]struct {
		security    mail.Security
		change      func(server *mailServer)
		isProtected bool
	}{
		"not at all": {mail.SecurityNone, func(server *mailServer) { server.extensions = []string{"STARTTLS"} }, false},
		"STARTTLS":   {mail.SecurityStartTLS, func(server *mailServer) { server.extensions = []string{"STARTTLS"} }, true},
		"TLS":        {mail.SecurityTLS, func(server *mailServer) { server.beginsTLS = true }, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			server := startMailServer(t, test.change)
			f := newFixture(server.port())
			f.settings.Security, f.settings.SkipsVerification = test.security, true

			_, err := f.Send(context.Background(), anna, backupOf(t, 200))

			require.NoError(t, err)
			assert.Equal(t, test.isProtected, server.isProtected())
			assert.Len(t, server.received(), 1)
			assert.Empty(t, f.pages)
		})
	}
}

func TestSendLogsInAsMattermostIsSet(t *testing.T) {
	for _, mechanisms := range []string{"AUTH PLAIN LOGIN", "AUTH LOGIN"} {
		for _, protection := range []string{"STARTTLS", "SIZE 10000000"} {
			t.Run(mechanisms+" "+protection, func(t *testing.T) {
				server := startMailServer(t, func(server *mailServer) { server.extensions = []string{mechanisms, protection} })
				f := newFixture(server.port())
				f.settings.Username, f.settings.Password, f.settings.SkipsVerification = username, password, true
				if protection == "STARTTLS" {
					f.settings.Security = mail.SecurityStartTLS
				}

				_, err := f.Send(context.Background(), anna, backupOf(t, 200))

				require.NoError(t, err)
				assert.Len(t, server.received(), 1)
				assert.Empty(t, f.pages)
			})
		}
	}
}

func TestAMailServerThatRefusesTheMailIsQuotedAndNotAskedTwice(t *testing.T) {
	tests := map[string]struct {
		refusals map[string]string
		answer   string
	}{
		"the sender":    {map[string]string{"MAIL": "550 5.7.1 Not from you"}, "550 5.7.1 Not from you"},
		"the recipient": {map[string]string{"RCPT": "550-5.1.1 No such mailbox\r\n550 5.1.1 Ask the administrator"}, "550 5.1.1 No such mailbox 5.1.1 Ask the administrator"},
		"the message":   {map[string]string{"DATA": "552 5.3.4 Too large"}, "552 5.3.4 Too large"},
		"at length":     {map[string]string{"RCPT": "450 " + strings.Repeat("busy ", 100)}, "450 " + strings.Repeat("busy ", 59) + "…"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			server := startMailServer(t, func(server *mailServer) { server.refusals = test.refusals })
			f := newFixture(server.port())

			_, err := f.Send(context.Background(), anna, backupOf(t, 200))

			assert.Equal(t, test.answer, answerOf(t, err))
			assert.Empty(t, server.received())
			assert.Empty(t, f.pages)
		})
	}
}

// What keeps us from handing over the mail may not keep Mattermost: its own way is tried, and if that fails too, the member is
// told what kept us.
func TestWhereThereIsNoWayInMattermostIsAsked(t *testing.T) {
	tests := map[string]struct {
		server func(server *mailServer)
		change func(t *testing.T, settings *mail.Settings)
		answer string
	}{
		"nobody there": {
			func(*mailServer) {},
			func(t *testing.T, settings *mail.Settings) {
				t.Helper()
				settings.Port = unusedPort(t)
			},
			"connect: connection refused",
		},
		"no answer": {
			func(server *mailServer) { server.isSilent = true },
			func(_ *testing.T, settings *mail.Settings) { settings.Timeout = 100 * time.Millisecond },
			"i/o timeout",
		},
		"no STARTTLS where it is asked for": {
			func(*mailServer) {},
			func(_ *testing.T, settings *mail.Settings) { settings.Security = mail.SecurityStartTLS },
			"does not support STARTTLS",
		},
		"a certificate that doesn't hold": {
			func(server *mailServer) { server.beginsTLS = true },
			func(_ *testing.T, settings *mail.Settings) { settings.Security = mail.SecurityTLS },
			"certificate",
		},
		"a way of protecting that isn't known": {
			func(*mailServer) {},
			func(_ *testing.T, settings *mail.Settings) { settings.Security = "QUANTUM" },
			"TLS handshake",
		},
		"no log-in": {
			func(server *mailServer) { server.extensions = []string{"AUTH PLAIN"} },
			func(_ *testing.T, settings *mail.Settings) {
				settings.Username, settings.Password = username, "another"
			},
			"535 5.7.8 Who are you?",
		},
		"a server that wants nobody": {
			func(server *mailServer) { server.refusals = map[string]string{"EHLO": "554 no", "HELO": "554 no"} },
			func(*testing.T, *mail.Settings) {},
			"554 no",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			server := startMailServer(t, test.server)
			f := newFixture(server.port())
			test.change(t, &f.settings)
			backup := backupOf(t, 200)

			to, err := f.Send(context.Background(), anna, backup)
			require.NoError(t, err)
			assert.Equal(t, "a…@example.org", to)
			require.Len(t, f.pages, 1)
			assert.Equal(t, "anna@example.org", f.pages[0].to)
			assert.Contains(t, f.pages[0].html, backup.Message.Text(), "to be copied as it is")
			assert.Contains(t, f.pages[0].html, "/e2ee import")
			assert.Contains(t, f.pages[0].html, "Save what stands below", "there is no attachment")
			assert.Len(t, f.logged, 1, "an admin should know")

			f.pageErr = errors.New("SendMail: failed")
			_, err = f.Send(context.Background(), anna, backup)
			assert.Contains(t, answerOf(t, err), test.answer)
			assert.NotContains(t, answerOf(t, err), "127.0.0.1:", "where the mail server stands is nobody's business")
			assert.Empty(t, server.received())
		})
	}
}

func TestNothingIsMailedWhereMailIsOff(t *testing.T) {
	server := startMailServer(t, func(*mailServer) {})
	tests := map[string]func(settings *mail.Settings){
		"by the admin":     func(settings *mail.Settings) { settings.IsOn = false },
		"without a server": func(settings *mail.Settings) { settings.Server = "" },
		"without a sender": func(settings *mail.Settings) { settings.From.Address = "" },
	}
	require.True(t, newFixture(server.port()).IsOn())
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFixture(server.port())
			change(&f.settings)

			assert.False(t, f.IsOn())
			_, err := f.Send(context.Background(), anna, backupOf(t, 200))
			require.ErrorIs(t, err, mail.ErrOff)
			assert.Empty(t, server.heard())
			assert.Empty(t, f.pages)
		})
	}
}

func TestNobodyIsMailedWhoseAddressIsNotKnown(t *testing.T) {
	server := startMailServer(t, func(*mailServer) {})
	f := newFixture(server.port())

	_, err := f.Send(context.Background(), "benbenbenbenbenbenbenbenbe", backupOf(t, 200))

	require.Error(t, err)
	assert.Empty(t, server.heard())
	assert.Empty(t, f.pages)
}
