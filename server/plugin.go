// The server half of end-to-end encryption for Mattermost: publishes public keys and policies, keeps sealed backups, and
// refuses clear text in encrypted channels. It has no private key and never sees a text.
//
// This package is the only one, beside store/kv, that knows Mattermost: it turns the host's calls into questions to the
// packages below it, and their answers into the host's.
package main

import (
	"crypto/rand"
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/mattermost/mattermost/server/public/plugin"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/api"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/backup"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/directory"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/gate"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/keysearch"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store/kv"
)

// Plugin is what the host talks to.
type Plugin struct {
	plugin.MattermostPlugin

	settings atomic.Pointer[settings]
	parts    atomic.Pointer[parts]
}

// parts are made once, by OnActivate. Hooks that come before it find none, and refuse.
type parts struct {
	gate      *gate.Gate
	routes    http.Handler
	directory *directory.Directory
	policies  *policy.Policies
}

// OnActivate builds everything. It never fails: the host lets all content of all channels pass while a plugin is not
// active, so it is safer to be there and to refuse what can't be judged.
func (p *Plugin) OnActivate() error {
	values := kv.New(p.API)
	serverID := rememberServerID(values)
	if _, err := serverID(); err != nil {
		p.API.LogError("server id is not available yet", "error", err.Error())
	}
	botID := p.ensureBot()
	accounts := store.NewAccounts(values)
	host := &host{api: p.API}
	announcer := &announcer{api: p.API, botID: botID, guards: newGuards(p.API)}
	identities := directory.New(directory.Options{Accounts: accounts, ServerID: serverID, Announcer: announcer})
	policies := policy.New(policy.Options{
		Statements: store.NewStatements(values),
		ServerID:   serverID,
		Settings:   func() policy.Settings { return p.currentSettings().policy },
		Directory:  identities,
		Host:       host,
		Announcer:  announcer,
	})
	announcer.peopleWithoutKey = newKeylessFinder(host, identities)
	exemptions := newExemptAuthors(p.API, botID, func() []string { return p.currentSettings().exemptBots })
	p.parts.Store(&parts{
		directory: identities,
		policies:  policies,
		gate: gate.New(gate.Options{
			ServerID:       serverID,
			Policies:       policies,
			Directory:      identities,
			Settings:       func() gate.Exemptions { return p.currentSettings().gate },
			IsExemptAuthor: exemptions.contains,
		}),
		routes: api.New(api.Options{
			Directory:  identities,
			Backups:    backup.New(accounts, serverID),
			Policies:   policies,
			Mailer:     newMailer(p.API, host),
			KeySearch:  keysearch.New(func() keysearch.Settings { return p.currentSettings().keySearch }),
			ServerID:   serverID,
			Settings:   func() api.Settings { return p.currentSettings().api },
			ExemptBots: exemptions.named,
			ChannelsOf: host.channelsOf,
			AddressOf: func(userID string) (string, error) {
				recipient, err := host.recipient(userID)

				return recipient.Address, err
			},
			LogError: p.API.LogError,
		}),
	})
	p.registerCommand()

	return nil
}

// ServeHTTP answers the routes of docs/server-api.md.
func (p *Plugin) ServeHTTP(_ *plugin.Context, writer http.ResponseWriter, request *http.Request) {
	current := p.parts.Load()
	if current == nil {
		http.Error(writer, `{"code":"internal","message":"Starting."}`, http.StatusServiceUnavailable)

		return
	}
	current.routes.ServeHTTP(writer, request)
}

// rememberServerID asks the store until it has answered once.
func rememberServerID(values store.KeyValue) func() (protocol.ServerID, error) {
	var mutex sync.Mutex
	var known *protocol.ServerID

	return func() (protocol.ServerID, error) {
		mutex.Lock()
		defer mutex.Unlock()
		if known != nil {
			return *known, nil
		}
		id, err := store.ServerID(values, rand.Reader)
		if err != nil {
			return protocol.ServerID{}, err
		}
		found := protocol.ServerID(id)
		known = &found

		return found, nil
	}
}
