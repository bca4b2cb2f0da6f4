package api

import (
	"net/http"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
)

type configAnswer struct {
	ServerID              structure `json:"serverId"`
	MaxChannelMembers     int       `json:"maxChannelMembers"`
	MentionsInPlaceholder bool      `json:"mentionsInPlaceholder"`
	Placeholder           string    `json:"placeholder"`

	// ExemptBots are usernames by user id: their clear posts are marked by name instead of as a warning.
	ExemptBots map[string]string `json:"exemptBots"`

	// Mail tells whether backups can be mailed.
	Mail bool `json:"mail"`

	// KeyServer and WKDDomains are where OpenPGP keys are looked for.
	KeyServer  string   `json:"keyServer"`
	WKDDomains []string `json:"wkdDomains"`
}

func (a *API) getConfig(*http.Request, string) (int, any, error) {
	serverID, err := a.ServerID()
	if err != nil {
		return 0, nil, err
	}
	settings := a.Settings()

	return http.StatusOK, configAnswer{
		ServerID:              serverID[:],
		MaxChannelMembers:     settings.MaxChannelMembers,
		MentionsInPlaceholder: settings.MentionsInPlaceholder,
		Placeholder:           protocol.Placeholder,
		ExemptBots:            a.ExemptBots(),
		Mail:                  a.Mailer.IsOn(),
		KeyServer:             settings.KeyServer,
		WKDDomains:            append([]string{}, settings.WKDDomains...),
	}, nil
}
