package api_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

// next is the newest record of person, to come after the one before it.
func next(t *testing.T, person *protocoltest.Person) object {
	t.Helper()
	newest := len(person.Records) - 1

	return object{
		"expectedHead":       protocoltest.Base64URL(person.RecordHash(t, newest-1)),
		"record":             protocoltest.Base64URL(person.Records[newest]),
		"bundle":             protocoltest.Base64URL(person.Bundle(t, newest+1)),
		"wrappedRecoveryKey": "",
		"handOver":           "",
	}
}

func TestARotationLeavesAHandOverForItsOwner(t *testing.T) {
	f := newFixture(t)
	anna := f.publish(protocoltest.Anna)
	f.assertAnswer(f.call(protocoltest.Anna, http.MethodGet, "/identity/hand_overs", nil), http.StatusOK, `{"handOvers":{}}`)
	anna.Rotate(t)
	rotation := next(t, anna)
	f.assertRefused(f.call(protocoltest.Anna, http.MethodPost, "/identity", rotation), http.StatusBadRequest, "record_invalid")
	handOver := protocoltest.Base64URL(anna.HandOver(t))
	rotation["handOver"] = handOver

	require.Equal(t, http.StatusCreated, f.call(protocoltest.Anna, http.MethodPost, "/identity", rotation).Code)

	f.assertAnswer(f.call(protocoltest.Anna, http.MethodGet, "/identity/hand_overs", nil), http.StatusOK, `{"handOvers":{"1":"`+handOver+`"}}`)
	f.assertAnswer(f.call(protocoltest.Ben, http.MethodGet, "/identity/hand_overs", nil), http.StatusOK, `{"handOvers":{}}`)
}

func TestWhoPublishesTooOftenIsSlowedAndNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFixture(t)
		again := publication(t, f.publish(protocoltest.Anna))
		publish := func() int {
			time.Sleep(time.Second) // so that it isn't the limit of all requests that is met

			return f.call(protocoltest.Anna, http.MethodPost, "/identity", again).Code
		}
		last := http.StatusConflict
		for attempts := 0; attempts < 100 && last == http.StatusConflict; attempts++ {
			last = publish()
		}

		assert.Equal(t, http.StatusTooManyRequests, last)
		assert.Equal(t, http.StatusOK, f.call(protocoltest.Anna, http.MethodGet, "/identity", nil).Code, "only publishing is")
		f.publish(protocoltest.Ben)
		time.Sleep(time.Minute)
		assert.Equal(t, http.StatusConflict, publish(), "once a minute it goes on")
	})
}

func TestAResetLeavesTheEarlierBackupToItsOwner(t *testing.T) {
	f := newFixture(t)
	anna := f.publish(protocoltest.Anna)
	wrapped, bundle := anna.WrappedRecoveryKey(t), anna.Bundle(t, 2)
	put := object{"expectedSequence": 1, "bundle": protocoltest.Base64URL(bundle)}
	require.Equal(t, http.StatusOK, f.call(protocoltest.Anna, http.MethodPut, "/backup", put).Code)
	anna.Reset(t)
	reset := next(t, anna)
	newBundle := protocoltest.Base64URL(anna.Bundle(t, 3))
	reset["bundle"] = newBundle
	reset["wrappedRecoveryKey"] = protocoltest.Base64URL(anna.WrappedRecoveryKey(t))

	require.Equal(t, http.StatusCreated, f.call(protocoltest.Anna, http.MethodPost, "/identity", reset).Code)

	f.assertAnswer(f.call(protocoltest.Anna, http.MethodGet, "/backup", nil), http.StatusOK,
		`{"wrappedRecoveryKey":"`+reset["wrappedRecoveryKey"].(string)+`","bundle":"`+newBundle+`","bundleSequence":3,"earlier":[{"wrappedRecoveryKey":"`+
			protocoltest.Base64URL(wrapped)+`","bundle":"`+protocoltest.Base64URL(bundle)+`"}]}`)
	f.assertRefused(f.call(protocoltest.Ben, http.MethodGet, "/backup", nil), http.StatusNotFound, "not_found")
}

func TestANewRecoveryCode(t *testing.T) {
	f := newFixture(t)
	anna := f.publish(protocoltest.Anna)
	renewed := protocoltest.Base64URL(protocoltest.Encode(t, anna.WrappedRecoveryKeyMap(t, 1)))
	put := object{"expected": protocoltest.Base64URL(anna.WrappedRecoveryKey(t)), "wrappedRecoveryKey": renewed}

	f.assertAnswer(f.call(protocoltest.Anna, http.MethodPut, "/backup/recovery_key", put), http.StatusOK, `{}`)

	f.assertRefused(f.call(protocoltest.Anna, http.MethodPut, "/backup/recovery_key", put), http.StatusConflict, "conflict")
	f.assertRefused(f.call(protocoltest.Ben, http.MethodPut, "/backup/recovery_key", put), http.StatusNotFound, "not_found")
	recorder := f.call(protocoltest.Anna, http.MethodGet, "/backup", nil)
	assert.Contains(t, recorder.Body.String(), `"wrappedRecoveryKey":"`+renewed+`"`)
}
