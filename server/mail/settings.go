// Package mail sends a member the backup that their browser encrypted to their own OpenPGP key: as PGP/MIME, through the mail
// server that Mattermost itself is set to use. It never sees what is in it.
package mail

import (
	"net/mail"
	"time"
)

// Security is how a connection to the mail server is protected. The values are those of Mattermost's settings.
type Security string

// The three ways; any other one counts as [SecurityTLS], the strictest.
const (
	SecurityNone     Security = ""
	SecurityTLS      Security = "TLS"
	SecurityStartTLS Security = "STARTTLS"
)

// Settings are Mattermost's own, as an admin has set them in the System Console.
type Settings struct {
	// IsOn tells whether Mattermost sends mail at all.
	IsOn bool

	Server   string
	Port     int
	Timeout  time.Duration
	Security Security

	// SkipsVerification takes any certificate. It is the admin's choice for all mail of this server.
	SkipsVerification bool

	// Username is empty where the mail server wants no log-in.
	Username string
	Password string

	// HelloName is what this server calls itself; empty for the name of the machine.
	HelloName string
	From      mail.Address
	ReplyTo   mail.Address

	SiteName string
	SiteURL  string
}

func (s Settings) isComplete() bool {
	return s.IsOn && s.Server != "" && s.From.Address != ""
}

// Recipient is a member with the address of their account.
type Recipient struct {
	Username string
	Address  string
}
