package main

import (
	"cmp"
	netmail "net/mail"
	"net/url"
	"strconv"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/plugin"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/mail"
)

// defaultMailTimeoutSeconds is Mattermost's own.
const defaultMailTimeoutSeconds = 10

// newMailer returns what mails backups with Mattermost's own settings.
func newMailer(api plugin.API, host *host) *mail.Mailer {
	return mail.New(mail.Options{
		Settings: func() mail.Settings {
			// Sanitized, it has no password.
			return mailSettings(api.GetUnsanitizedConfig())
		},
		RecipientOf: host.recipient,
		SendPage: func(to, subject, html string) error {
			if appErr := api.SendMail(to, subject, html); appErr != nil {
				return appErr
			}

			return nil
		},
		LogError: api.LogError,
	})
}

// mailSettings reads them as Mattermost does. A port that isn't a number turns mail off.
func mailSettings(config *model.Config) mail.Settings {
	if config == nil {
		return mail.Settings{}
	}
	email := config.EmailSettings
	port, err := strconv.Atoi(valueOf(email.SMTPPort))
	settings := mail.Settings{
		IsOn:              valueOf(email.SendEmailNotifications) && err == nil,
		Server:            valueOf(email.SMTPServer),
		Port:              port,
		Timeout:           time.Duration(cmp.Or(valueOf(email.SMTPServerTimeout), defaultMailTimeoutSeconds)) * time.Second,
		Security:          mail.Security(valueOf(email.ConnectionSecurity)),
		SkipsVerification: valueOf(email.SkipServerCertificateVerification),
		From:              netmail.Address{Name: valueOf(email.FeedbackName), Address: valueOf(email.FeedbackEmail)},
		ReplyTo:           netmail.Address{Name: valueOf(email.FeedbackName), Address: valueOf(email.ReplyToAddress)},
		SiteName:          cmp.Or(valueOf(config.TeamSettings.SiteName), "Mattermost"),
		SiteURL:           valueOf(config.ServiceSettings.SiteURL),
	}
	if valueOf(email.EnableSMTPAuth) {
		settings.Username, settings.Password = valueOf(email.SMTPUsername), valueOf(email.SMTPPassword)
	}
	if site, err := url.Parse(settings.SiteURL); err == nil {
		settings.HelloName = site.Hostname()
	}

	return settings
}

// valueOf reads a setting that may not be set.
func valueOf[T any](setting *T) T {
	var none T
	if setting == nil {
		return none
	}

	return *setting
}
