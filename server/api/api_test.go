package api_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/api"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/backup"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/directory"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store/memory"
)

const outsider = "outsideroutsideroutsiderou"

// fakeHost knows one private channel with Anna, its admin, and Ben.
type fakeHost struct {
	members int
}

func (h *fakeHost) ChannelFacts(channelID, userID string, _ int) (policy.Facts, error) {
	if channelID != protocoltest.ChannelID || (userID != protocoltest.Anna && userID != protocoltest.Ben) {
		return policy.Facts{}, policy.ErrNotMember
	}

	return policy.Facts{Kind: policy.KindPrivate, Members: h.members, IsChannelAdmin: userID == protocoltest.Anna}, nil
}

type silent struct{}

func (silent) IdentityChanged(string, protocol.Hash, [][]byte) {}
func (silent) PolicyChanged(string, string, [][]byte, bool)    {}
func (silent) PolicyLoaded(string, bool)                       {}

type fixture struct {
	t      *testing.T
	api    http.Handler
	values *memory.KeyValue
	host   *fakeHost
	mailer *fakeMailer
	keys   *fakeKeySearch
	logged []string
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{t: t, values: memory.New(), host: &fakeHost{members: 2}, mailer: &fakeMailer{isOn: true}, keys: &fakeKeySearch{isOn: true}}
	serverID := func() (protocol.ServerID, error) { return protocoltest.ServerID, nil }
	accounts := store.NewAccounts(f.values)
	identities := directory.New(directory.Options{Accounts: accounts, ServerID: serverID, Announcer: silent{}})
	f.api = api.New(api.Options{
		Directory: identities,
		Backups:   backup.New(accounts, serverID),
		Policies: policy.New(policy.Options{
			Statements: store.NewStatements(f.values),
			ServerID:   serverID,
			Settings: func() policy.Settings {
				return policy.Settings{
					SwitchOn: policy.RoleAnyMember, SwitchOff: policy.RoleChannelAdmins,
					AllowedKinds: map[policy.Kind]bool{policy.KindPrivate: true}, MaxChannelMembers: 10,
				}
			},
			Directory: identities,
			Host:      f.host,
			Announcer: silent{},
		}),
		Mailer:    f.mailer,
		KeySearch: f.keys,
		AddressOf: func(userID string) (string, error) { return userID + "@example.org", nil },
		ServerID:  serverID,
		Settings: func() api.Settings {
			return api.Settings{MaxChannelMembers: 10, MentionsInPlaceholder: true, KeyServer: "hkps://keys.example.org", WKDDomains: []string{"example.org"}}
		},
		ExemptBots: func() map[string]string { return map[string]string{"jirajirajirajirajirajiraji": "jira"} },
		ChannelsOf: func(userID string) ([]string, error) {
			if userID == "panicpanicpanicpanicpanicp" {
				panic("secret of the panic")
			}

			return []string{protocoltest.ChannelID, protocoltest.OtherChannelID}, nil
		},
		LogError: func(message string, _ ...any) { f.logged = append(f.logged, message) },
	})

	return f
}

// call makes a request of a logged-in user; body may be nil, a string as it is, or anything to be JSON.
func (f *fixture) call(userID, method, path string, body any) *httptest.ResponseRecorder {
	f.t.Helper()
	var content []byte
	switch body := body.(type) {
	case nil:
	case string:
		content = []byte(body)
	default:
		var err error
		content, err = json.Marshal(body)
		require.NoError(f.t, err)
	}
	request := httptest.NewRequest(method, "/api/v1"+path, bytes.NewReader(content))
	if userID != "" {
		request.Header.Set("Mattermost-User-Id", userID)
	}
	recorder := httptest.NewRecorder()
	f.api.ServeHTTP(recorder, request)

	return recorder
}

func (f *fixture) assertAnswer(recorder *httptest.ResponseRecorder, status int, want string) {
	f.t.Helper()
	assert.Equal(f.t, status, recorder.Code)
	assert.JSONEq(f.t, want, recorder.Body.String())
}

func (f *fixture) assertRefused(recorder *httptest.ResponseRecorder, status int, code string) {
	f.t.Helper()
	var answer map[string]string
	require.NoError(f.t, json.Unmarshal(recorder.Body.Bytes(), &answer), recorder.Body.String())
	assert.Equal(f.t, status, recorder.Code)
	assert.Equal(f.t, code, answer["code"])
	assert.NotEmpty(f.t, answer["message"])
	assert.Len(f.t, answer, 2)
}

type object = map[string]any

func publication(t *testing.T, person *protocoltest.Person) object {
	t.Helper()

	return object{
		"expectedHead":       "",
		"record":             protocoltest.Base64URL(person.Records[0]),
		"bundle":             protocoltest.Base64URL(person.Bundle(t, 1)),
		"wrappedRecoveryKey": protocoltest.Base64URL(person.WrappedRecoveryKey(t)),
	}
}

func (f *fixture) publish(userID string) *protocoltest.Person {
	f.t.Helper()
	person := protocoltest.NewPerson(f.t, userID)
	recorder := f.call(userID, http.MethodPost, "/identity", publication(f.t, person))
	f.assertAnswer(recorder, http.StatusCreated, `{"head":"`+protocoltest.Base64URL(person.Head(f.t))+`"}`)

	return person
}

func TestConfig(t *testing.T) {
	f := newFixture(t)

	f.assertAnswer(f.call(outsider, http.MethodGet, "/config", nil), http.StatusOK,
		`{"serverId":"AQIDBAUGBwgJCgsMDQ4PEA","maxChannelMembers":10,"mentionsInPlaceholder":true,"placeholder":"`+protocol.Placeholder+`","exemptBots":{"jirajirajirajirajirajiraji":"jira"},"mail":true,"keyServer":"hkps://keys.example.org","wkdDomains":["example.org"]}`)
}

func TestIdentityFromNothingToPublished(t *testing.T) {
	f := newFixture(t)
	f.assertAnswer(f.call(protocoltest.Anna, http.MethodGet, "/identity", nil), http.StatusOK,
		`{"chain":[],"bundleSequence":0,"hasWrappedRecoveryKey":false}`)
	f.assertRefused(f.call(protocoltest.Anna, http.MethodGet, "/backup", nil), http.StatusNotFound, "not_found")

	anna := f.publish(protocoltest.Anna)

	record := protocoltest.Base64URL(anna.Records[0])
	f.assertAnswer(f.call(protocoltest.Anna, http.MethodGet, "/identity", nil), http.StatusOK,
		`{"chain":["`+record+`"],"bundleSequence":1,"hasWrappedRecoveryKey":true}`)
	f.assertAnswer(f.call(protocoltest.Ben, http.MethodPost, "/identities/query", object{"userIds": []string{protocoltest.Anna, protocoltest.Ben}}),
		http.StatusOK, `{"chains":{"`+protocoltest.Anna+`":["`+record+`"],"`+protocoltest.Ben+`":[]}}`)
	f.assertRefused(f.call(protocoltest.Anna, http.MethodPost, "/identity", publication(t, anna)), http.StatusConflict, "conflict")
}

func TestAskingForOnesOwnIdentityEndsAStaleAbsence(t *testing.T) {
	f := newFixture(t)
	query := object{"userIds": []string{protocoltest.Anna}}
	f.assertAnswer(f.call(protocoltest.Ben, http.MethodPost, "/identities/query", query), http.StatusOK, `{"chains":{"`+protocoltest.Anna+`":[]}}`)
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	account := store.Account{Chain: anna.Records, BundleSequence: 1}
	require.NoError(t, store.NewAccounts(f.values).Replace(anna.UserID, store.Account{}, account, anna.Bundle(t, 1)), "by another node")

	require.Equal(t, http.StatusOK, f.call(protocoltest.Anna, http.MethodGet, "/identity", nil).Code)

	f.assertAnswer(f.call(protocoltest.Ben, http.MethodPost, "/identities/query", query), http.StatusOK,
		`{"chains":{"`+protocoltest.Anna+`":["`+protocoltest.Base64URL(anna.Records[0])+`"]}}`)
}

func TestNobodyPublishesForSomebodyElse(t *testing.T) {
	f := newFixture(t)
	anna := protocoltest.NewPerson(t, protocoltest.Anna)

	f.assertRefused(f.call(protocoltest.Ben, http.MethodPost, "/identity", publication(t, anna)), http.StatusBadRequest, "record_invalid")
	f.assertAnswer(f.call(protocoltest.Ben, http.MethodGet, "/identity", nil), http.StatusOK,
		`{"chain":[],"bundleSequence":0,"hasWrappedRecoveryKey":false}`)
}

func TestBackupIsItsOwnersOnly(t *testing.T) {
	f := newFixture(t)
	anna := f.publish(protocoltest.Anna)
	next := object{"expectedSequence": 1, "bundle": protocoltest.Base64URL(anna.Bundle(t, 2))}

	f.assertAnswer(f.call(protocoltest.Anna, http.MethodPut, "/backup", next), http.StatusOK, `{"bundleSequence":2}`)
	f.assertRefused(f.call(protocoltest.Anna, http.MethodPut, "/backup", next), http.StatusConflict, "conflict")
	recorder := f.call(protocoltest.Anna, http.MethodGet, "/backup", nil)
	assert.Equal(t, http.StatusOK, recorder.Code)
	assert.Contains(t, recorder.Body.String(), next["bundle"])
	f.assertRefused(f.call(protocoltest.Ben, http.MethodGet, "/backup", nil), http.StatusNotFound, "not_found")
	f.assertRefused(f.call(protocoltest.Ben, http.MethodPut, "/backup", next), http.StatusNotFound, "not_found")
}

func TestPolicyIsSwitchedOnOnceAndOffByAnAdmin(t *testing.T) {
	f := newFixture(t)
	anna, ben := f.publish(protocoltest.Anna), f.publish(protocoltest.Ben)
	path := "/channels/" + protocoltest.ChannelID + "/policy"
	statements := protocoltest.NewStatements(protocoltest.ChannelID)
	f.assertAnswer(f.call(protocoltest.Ben, http.MethodGet, path, nil), http.StatusOK,
		`{"statements":[],"maySwitchOn":true,"maySwitchOff":false,"reason":""}`)

	on := object{"statement": protocoltest.Base64URL(statements.Next(t, ben, protocoltest.On))}
	assert.Equal(t, http.StatusCreated, f.call(protocoltest.Ben, http.MethodPost, path, on).Code)
	f.assertRefused(f.call(protocoltest.Ben, http.MethodPost, path, on), http.StatusConflict, "conflict")
	f.assertAnswer(f.call(protocoltest.Ben, http.MethodGet, path, nil), http.StatusOK,
		`{"statements":["`+on["statement"].(string)+`"],"maySwitchOn":true,"maySwitchOff":false,"reason":"not_permitted"}`)
	f.assertAnswer(f.call(protocoltest.Ben, http.MethodGet, "/policies", nil), http.StatusOK,
		`{"channels":{"`+protocoltest.ChannelID+`":["`+on["statement"].(string)+`"]},"covered":["`+protocoltest.ChannelID+`","`+protocoltest.OtherChannelID+`"]}`)

	bens := *statements
	off := object{"statement": protocoltest.Base64URL(bens.Next(t, ben, protocoltest.Off))}
	f.assertRefused(f.call(protocoltest.Ben, http.MethodPost, path, off), http.StatusForbidden, "forbidden")
	off = object{"statement": protocoltest.Base64URL(statements.Next(t, anna, protocoltest.Off))}
	assert.Equal(t, http.StatusCreated, f.call(protocoltest.Anna, http.MethodPost, path, off).Code)
}

func TestWhoSwitchesTooOftenIsSlowedAndNobodyElse(t *testing.T) {
	f := newFixture(t)
	anna, ben := f.publish(protocoltest.Anna), f.publish(protocoltest.Ben)
	path := "/channels/" + protocoltest.ChannelID + "/policy"
	statements := protocoltest.NewStatements(protocoltest.ChannelID)
	next := func(signer *protocoltest.Person, mode int) object {
		return object{"statement": protocoltest.Base64URL(statements.Next(t, signer, mode))}
	}
	for i := range 20 {
		require.Equal(t, http.StatusCreated, f.call(protocoltest.Anna, http.MethodPost, path, next(anna, (i+1)%2)).Code)
	}

	skipped := *statements
	on := object{"statement": protocoltest.Base64URL(skipped.Next(t, anna, protocoltest.On))}
	f.assertRefused(f.call(protocoltest.Anna, http.MethodPost, path, on), http.StatusTooManyRequests, "rate_limited")

	assert.Equal(t, http.StatusOK, f.call(protocoltest.Anna, http.MethodGet, path, nil).Code, "only switching is")
	assert.Equal(t, http.StatusCreated, f.call(protocoltest.Ben, http.MethodPost, path, next(ben, protocoltest.On)).Code)
}

func TestAChannelOverTheLimitIsNotSwitchedOn(t *testing.T) {
	f := newFixture(t)
	anna := f.publish(protocoltest.Anna)
	f.host.members = 11
	path := "/channels/" + protocoltest.ChannelID + "/policy"
	on := object{"statement": protocoltest.Base64URL(protocoltest.NewStatements(protocoltest.ChannelID).Next(t, anna, protocoltest.On))}

	f.assertRefused(f.call(protocoltest.Anna, http.MethodPost, path, on), http.StatusForbidden, "channel_too_large")
	f.host.members = 10
	assert.Equal(t, http.StatusCreated, f.call(protocoltest.Anna, http.MethodPost, path, on).Code)
}

func TestOutsidersLearnNothing(t *testing.T) {
	f := newFixture(t)
	anna := f.publish(protocoltest.Anna)
	on := object{"statement": protocoltest.Base64URL(protocoltest.NewStatements(protocoltest.ChannelID).Next(t, anna, protocoltest.On))}
	path := "/channels/" + protocoltest.ChannelID + "/policy"
	require.Equal(t, http.StatusCreated, f.call(protocoltest.Anna, http.MethodPost, path, on).Code)

	there := f.call(outsider, http.MethodGet, path, nil)
	notThere := f.call(outsider, http.MethodGet, "/channels/nonononononononononononono/policy", nil)
	noID := f.call(outsider, http.MethodGet, "/channels/x/policy", nil)

	f.assertRefused(there, http.StatusForbidden, "forbidden")
	assert.Equal(t, there.Body.String(), notThere.Body.String())
	assert.Equal(t, there.Body.String(), noID.Body.String())
	f.assertRefused(f.call(outsider, http.MethodPost, path, on), http.StatusForbidden, "forbidden")
}

func TestAStatementNeedsAnIdentity(t *testing.T) {
	f := newFixture(t)
	ben := protocoltest.NewPerson(t, protocoltest.Ben)
	on := object{"statement": protocoltest.Base64URL(protocoltest.NewStatements(protocoltest.ChannelID).Next(t, ben, protocoltest.On))}

	f.assertRefused(f.call(protocoltest.Ben, http.MethodPost, "/channels/"+protocoltest.ChannelID+"/policy", on), http.StatusBadRequest, "sender_unknown")
}

func TestEveryRouteNeedsASession(t *testing.T) {
	f := newFixture(t)
	routes := map[string]string{
		"/config": http.MethodGet, "/identity": http.MethodGet, "/backup": http.MethodGet, "/policies": http.MethodGet,
		"/identities/query": http.MethodPost, "/channels/" + protocoltest.ChannelID + "/policy": http.MethodGet, "/nowhere": http.MethodGet,
	}
	for path, method := range routes {
		f.assertRefused(f.call("", method, path, nil), http.StatusUnauthorized, "unauthorized")
		f.assertRefused(f.call("not an id", method, path, nil), http.StatusUnauthorized, "unauthorized")
	}

	request := httptest.NewRequest(http.MethodGet, "/api/v1/identity", nil)
	request.Header.Set("Mattermost-User-Id", protocoltest.Anna)
	request.Header.Set("Mattermost-Plugin-ID", "another.plugin")
	recorder := httptest.NewRecorder()
	f.api.ServeHTTP(recorder, request)
	f.assertRefused(recorder, http.StatusUnauthorized, "unauthorized")
}

func TestMalformedRequests(t *testing.T) {
	f := newFixture(t)
	many := make([]string, 1001)
	for i := range many {
		many[i] = protocoltest.Anna
	}
	large := object{"record": strings.Repeat("A", 6<<20)}

	f.assertRefused(f.call(protocoltest.Anna, http.MethodPost, "/identity", "{"), http.StatusBadRequest, "bad_request")
	f.assertRefused(f.call(protocoltest.Anna, http.MethodPost, "/identity", `{"unknown":1}`), http.StatusBadRequest, "bad_request")
	f.assertRefused(f.call(protocoltest.Anna, http.MethodPost, "/identity", `{} {}`), http.StatusBadRequest, "bad_request")
	f.assertRefused(f.call(protocoltest.Anna, http.MethodPost, "/identity", `{"record":"A=="}`), http.StatusBadRequest, "bad_request")
	f.assertRefused(f.call(protocoltest.Anna, http.MethodPost, "/identity", large), http.StatusRequestEntityTooLarge, "too_large")
	f.assertRefused(f.call(protocoltest.Anna, http.MethodPost, "/identities/query", object{"userIds": many}), http.StatusBadRequest, "bad_request")
	f.assertRefused(f.call(protocoltest.Anna, http.MethodPost, "/identities/query", object{"userIds": []string{"x"}}), http.StatusBadRequest, "bad_request")
	f.assertRefused(f.call(protocoltest.Anna, http.MethodDelete, "/identity", nil), http.StatusNotFound, "not_found")
}

func TestALoudCallerIsSlowedAndNobodyElse(t *testing.T) {
	f := newFixture(t)
	last := http.StatusOK
	for range 1000 {
		if last = f.call(protocoltest.Anna, http.MethodGet, "/config", nil).Code; last != http.StatusOK {
			break
		}
	}

	assert.Equal(t, http.StatusTooManyRequests, last)
	f.assertRefused(f.call(protocoltest.Anna, http.MethodGet, "/identity", nil), http.StatusTooManyRequests, "rate_limited")
	assert.Equal(t, http.StatusOK, f.call(protocoltest.Ben, http.MethodGet, "/config", nil).Code)
}

func TestFailuresTellTheCallerNothing(t *testing.T) {
	f := newFixture(t)

	recorder := f.call("panicpanicpanicpanicpanicp", http.MethodGet, "/policies", nil)
	f.assertRefused(recorder, http.StatusInternalServerError, "internal")
	assert.NotContains(t, recorder.Body.String(), "secret")

	f.values.Break(errors.New("secret of the store"))
	recorder = f.call(protocoltest.Anna, http.MethodGet, "/identity", nil)
	f.assertRefused(recorder, http.StatusInternalServerError, "internal")
	assert.NotContains(t, recorder.Body.String(), "secret")
	assert.Len(t, f.logged, 3, "the panic, and both answers")
}
