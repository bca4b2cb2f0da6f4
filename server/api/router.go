// Package api answers the plugin's own routes, as docs/server-api.md describes them.
package api

import (
	"context"
	"net/http"

	"github.com/gorilla/mux"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/backup"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/directory"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/keysearch"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/mail"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/openpgp"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
)

// Directory publishes identity chains.
type Directory interface {
	Chain(userID string) ([][]byte, error)
	Learn(userID string, chain [][]byte) [][]byte
	Publish(userID string, publication directory.Publication) (protocol.Hash, error)
}

// Backups keeps sealed bundles.
type Backups interface {
	Summary(userID string) (backup.Summary, error)
	Get(userID string) (backup.Backup, error)
	Put(userID string, expectedSequence uint64, signedBundle []byte) (uint64, error)
	PutRecoveryKey(userID string, expected, wrapped []byte) error
	HandOvers(userID string) (map[uint64][]byte, error)
}

// Policies keeps the statements of channels.
type Policies interface {
	States(channelIDs []string) ([]policy.State, error)
	View(channelID, userID string) (policy.State, policy.Switches, error)
	Switch(channelID, userID string, signedStatement []byte) (protocol.Hash, error)
}

// Mailer mails a member their own backup.
type Mailer interface {
	IsOn() bool
	Send(ctx context.Context, userID string, backup mail.Backup) (to string, err error)
}

// KeySearch looks for OpenPGP keys where the admin allows it.
type KeySearch interface {
	IsOn(address string) bool
	Find(ctx context.Context, address, fingerprint string) ([]keysearch.Found, error)
}

// Settings are the admin's choices that browsers must know.
type Settings struct {
	MaxChannelMembers     int
	MentionsInPlaceholder bool

	// KeyServer is empty where none is asked.
	KeyServer  string
	WKDDomains []string
}

// Options are what an [API] is built from.
type Options struct {
	Directory Directory
	Backups   Backups
	Policies  Policies
	Mailer    Mailer
	KeySearch KeySearch
	ServerID  func() (protocol.ServerID, error)
	Settings  func() Settings

	// ExemptBots are the usernames, by user id, of the bots that may post clear text.
	ExemptBots func() map[string]string

	// ChannelsOf lists every channel that a user is a member of, in all teams and direct ones.
	ChannelsOf func(userID string) ([]string, error)

	// AddressOf is the mail address of a user's account.
	AddressOf func(userID string) (string, error)
	LogError  func(message string, keyValues ...any)
}

// API is the handler of all routes.
type API struct {
	Options

	requests *limiter
	records  *limiter
	switches *limiter
	mails    *limiter
	searches *limiter
	router   *mux.Router
}

// Bodies are limited per route; a bundle travels as base64url, which is a third longer.
const (
	smallBodyBytes  = 64 << 10
	bundleBodyBytes = protocol.MaxBundleBytes/3*4 + smallBodyBytes

	// A message has a line break, which JSON writes with two characters, after 60 characters or more.
	mailBodyBytes = openpgp.MaxMessageBytes/60*61 + smallBodyBytes
)

// New returns the handler of all routes.
func New(options Options) *API {
	api := &API{
		Options:  options,
		requests: newLimiter(tokensPerSecond, tokensBurst),
		records:  newLimiter(recordsPerSecond, recordsBurst),
		switches: newLimiter(switchesPerSecond, switchesBurst),
		mails:    newLimiter(mailsPerSecond, mailsBurst),
		searches: newLimiter(searchesPerSecond, searchesBurst),
		router:   mux.NewRouter(),
	}
	routes := api.router.PathPrefix("/api/v1").Subrouter()
	read := func(handle handler) http.Handler { return api.wrap(handle, smallBodyBytes, costRead) }
	change := func(handle handler, maxBody int64) http.Handler { return api.wrap(handle, maxBody, costChange) }

	routes.Handle("/config", read(api.getConfig)).Methods(http.MethodGet)
	routes.Handle("/identity", read(api.getIdentity)).Methods(http.MethodGet)
	routes.Handle("/identity", change(api.postIdentity, bundleBodyBytes)).Methods(http.MethodPost)
	routes.Handle("/identity/hand_overs", read(api.getHandOvers)).Methods(http.MethodGet)
	routes.Handle("/backup", read(api.getBackup)).Methods(http.MethodGet)
	routes.Handle("/backup", change(api.putBackup, bundleBodyBytes)).Methods(http.MethodPut)
	routes.Handle("/backup/recovery_key", change(api.putRecoveryKey, smallBodyBytes)).Methods(http.MethodPut)
	routes.Handle("/backup/mail", change(api.postMail, mailBodyBytes)).Methods(http.MethodPost)
	routes.Handle("/mail_keys", read(api.getMailKeys)).Methods(http.MethodGet)
	routes.Handle("/mail_keys/{fingerprint}", read(api.getMailKey)).Methods(http.MethodGet)
	routes.Handle("/identities/query", read(api.queryIdentities)).Methods(http.MethodPost)
	routes.Handle("/policies", read(api.getPolicies)).Methods(http.MethodGet)
	routes.Handle("/channels/{channel_id}/policy", read(api.getPolicy)).Methods(http.MethodGet)
	routes.Handle("/channels/{channel_id}/policy", change(api.postPolicy, smallBodyBytes)).Methods(http.MethodPost)

	api.router.NotFoundHandler = read(api.notFound)
	api.router.MethodNotAllowedHandler = read(api.notFound)

	return api
}

func (a *API) ServeHTTP(writer http.ResponseWriter, request *http.Request) {
	a.router.ServeHTTP(writer, request)
}
