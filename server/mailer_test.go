package main

import (
	netmail "net/mail"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/mail"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

// hostConfig is a configuration as a new Mattermost has it, with a mail server.
func hostConfig(t *testing.T) *model.Config {
	t.Helper()
	config := &model.Config{}
	config.SetDefaults()
	config.EmailSettings.SendEmailNotifications = model.NewPointer(true)
	config.EmailSettings.SMTPServer = model.NewPointer("mail.example.org")
	config.EmailSettings.SMTPPort = model.NewPointer("587")
	config.EmailSettings.SMTPUsername = model.NewPointer("mattermost")
	config.EmailSettings.SMTPPassword = model.NewPointer("secret")
	config.EmailSettings.FeedbackName = model.NewPointer("Chat")
	config.EmailSettings.FeedbackEmail = model.NewPointer("noreply@example.org")
	config.EmailSettings.ReplyToAddress = model.NewPointer("help@example.org")
	config.ServiceSettings.SiteURL = model.NewPointer("https://chat.example.org:8443/sub")

	return config
}

func TestMailSettingsAreMattermostsOwn(t *testing.T) {
	config := hostConfig(t)
	want := mail.Settings{
		IsOn: true, Server: "mail.example.org", Port: 587, Timeout: 10 * time.Second, HelloName: "chat.example.org",
		From:     netmail.Address{Name: "Chat", Address: "noreply@example.org"},
		ReplyTo:  netmail.Address{Name: "Chat", Address: "help@example.org"},
		SiteName: "Mattermost", SiteURL: "https://chat.example.org:8443/sub",
	}
	assert.Equal(t, want, mailSettings(config), "no log-in unless it is switched on")

	config.EmailSettings.EnableSMTPAuth = model.NewPointer(true)
	config.EmailSettings.ConnectionSecurity = model.NewPointer(model.ConnSecurityStarttls)
	config.EmailSettings.SkipServerCertificateVerification = model.NewPointer(true)
	want.Username, want.Password, want.Security, want.SkipsVerification = "mattermost", "secret", mail.SecurityStartTLS, true
	assert.Equal(t, want, mailSettings(config))

	config.EmailSettings.ConnectionSecurity = model.NewPointer(model.ConnSecurityTLS)
	assert.Equal(t, mail.SecurityTLS, mailSettings(config).Security)
}

func TestMailIsOffUnlessItIsSet(t *testing.T) {
	require.True(t, mailSettings(hostConfig(t)).IsOn)

	switchedOff := hostConfig(t)
	switchedOff.EmailSettings.SendEmailNotifications = model.NewPointer(false)
	assert.False(t, mailSettings(switchedOff).IsOn)
	noPort := hostConfig(t)
	noPort.EmailSettings.SMTPPort = model.NewPointer("smtp")
	assert.False(t, mailSettings(noPort).IsOn)
	assert.False(t, mailSettings(&model.Config{}).IsOn)
	assert.False(t, mailSettings(nil).IsOn)
}

func TestTheMailerOfThisHost(t *testing.T) {
	fake := newFakeHost()
	fake.users[protocoltest.Anna].Email = "anna@example.org"
	fake.hostConfig = hostConfig(t)
	mailer := newMailer(fake, &host{api: fake})

	assert.True(t, mailer.IsOn())
	recipient, err := mailer.RecipientOf(protocoltest.Anna)
	require.NoError(t, err)
	assert.Equal(t, mail.Recipient{Username: "anna", Address: "anna@example.org"}, recipient)
	_, err = mailer.RecipientOf("nobodynobodynobodynobodyno")
	require.Error(t, err)

	require.NoError(t, mailer.SendPage("anna@example.org", "Backup", "<pre></pre>"), "a nil *model.AppError is no error")
	assert.Equal(t, []string{"anna@example.org: Backup"}, fake.mailedPages)
	fake.mailFails = true
	assert.Error(t, mailer.SendPage("anna@example.org", "Backup", "<pre></pre>"))
}
