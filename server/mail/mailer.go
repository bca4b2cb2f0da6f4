package mail

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/openpgp"
)

// ErrOff says that this server sends no mail.
var ErrOff = errors.New("mail is off")

// Options are what a [Mailer] is built from.
type Options struct {
	// Settings are read for each mail: an admin may change them at any time.
	Settings func() Settings

	// RecipientOf returns a member with the address of their account, the only one that is ever mailed.
	RecipientOf func(userID string) (Recipient, error)

	// SendPage is Mattermost's own way of sending a mail of one page, for where ours finds no way in.
	SendPage func(to, subject, html string) error
	LogError func(message string, keyValues ...any)
}

// Mailer mails backups.
type Mailer struct {
	Options
}

// New returns a mailer.
func New(options Options) *Mailer {
	return &Mailer{Options: options}
}

// IsOn tells whether a mail can be sent at all.
func (m *Mailer) IsOn() bool {
	return m.Settings().isComplete()
}

// Backup is a message with a backup in it, and what its sender says about that.
type Backup struct {
	Message openpgp.Message
	HasCode bool
}

// Send mails a backup to the address of a member's account, and returns that address, masked. It returns [ErrOff], or a
// [FailedError] with the mail server's answer.
func (m *Mailer) Send(ctx context.Context, userID string, backup Backup) (string, error) {
	settings := m.Settings()
	if !settings.isComplete() {
		return "", ErrOff
	}
	to, err := m.RecipientOf(userID)
	if err != nil {
		return "", fmt.Errorf("address of the account: %w", err)
	}
	written := letter{
		from:    settings.From,
		replyTo: settings.ReplyTo,
		to:      to.Address,
		sentAt:  time.Now(),
		words:   words{Username: to.Username, SiteName: settings.SiteName, SiteURL: settings.SiteURL, HasCode: backup.HasCode},
		message: backup.Message,
	}
	if err := m.send(ctx, settings, written); err != nil {
		return "", failed(err)
	}

	return mask(to.Address), nil
}

// send tries PGP/MIME first. Mattermost's own way knows no attachments and no plain text, but some ways into a mail server that
// ours may not; a mail server that has refused the mail itself isn't asked twice.
func (m *Mailer) send(ctx context.Context, settings Settings, written letter) error {
	encoded, err := written.encode()
	if err != nil {
		return err
	}
	err = deliver(ctx, settings, written.to, encoded)
	if err == nil || !isConnectError(err) {
		return err
	}
	if m.SendPage(written.to, written.words.subject(), written.words.page(written.message)) != nil {
		return err
	}
	m.LogError("mailed by Mattermost, as a page: our own way into the mail server failed", "error", err.Error())

	return nil
}

// mask shows a member which of their addresses it was, and whoever looks over their shoulder little.
func mask(address string) string {
	name, domain, _ := strings.Cut(address, "@")
	first := []rune(name)

	return string(first[:min(1, len(first))]) + "…@" + domain
}
