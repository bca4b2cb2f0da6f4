package directory_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/directory"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

// published is a directory in which Anna has her first keys.
func published(t *testing.T) (*fixture, *protocoltest.Person) {
	t.Helper()
	identities := newFixture()
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	_, err := identities.Publish(anna.UserID, publication(t, anna))
	require.NoError(t, err)

	return identities, anna
}

func TestAHandOverIsKeptWithTheRotationItBelongsTo(t *testing.T) {
	identities, anna := published(t)
	anna.Rotate(t)
	rotation := publication(t, anna)

	_, err := identities.Publish(anna.UserID, rotation)
	require.NoError(t, err)

	account, err := identities.accounts.Load(anna.UserID)
	require.NoError(t, err)
	require.Len(t, account.HandOvers, 1)
	assert.EqualValues(t, 1, account.HandOvers[0].Generation)
	assert.Equal(t, rotation.HandOver, account.HandOvers[0].Sealed)
	assert.Empty(t, account.Earlier, "the backup goes on")
}

func TestPublishRefusesAHandOverThatDoesNotBelong(t *testing.T) {
	encode := func(t *testing.T, anna *protocoltest.Person, change func(handOver protocoltest.Map)) []byte {
		t.Helper()
		handOver := anna.HandOverMap(t)
		change(handOver)

		return protocoltest.Encode(t, handOver)
	}
	tests := map[string]struct {
		handOver func(t *testing.T, anna *protocoltest.Person) []byte
		code     protocol.Code
	}{
		"none": {func(*testing.T, *protocoltest.Person) []byte { return nil }, protocol.CodeRecordInvalid},
		"none that can be read": {func(t *testing.T, anna *protocoltest.Person) []byte {
			t.Helper()

			return anna.HandOver(t)[1:]
		}, protocol.CodeCBORMalformed},
		"a large one": {func(*testing.T, *protocoltest.Person) []byte { return make([]byte, 2049) }, protocol.CodeTooLarge},
		"another server's": {func(t *testing.T, anna *protocoltest.Person) []byte {
			t.Helper()

			return encode(t, anna, func(handOver protocoltest.Map) { handOver[2] = make([]byte, 16) })
		}, protocol.CodeBundleInvalid},
		"somebody else's": {func(t *testing.T, anna *protocoltest.Person) []byte {
			t.Helper()

			return encode(t, anna, func(handOver protocoltest.Map) { handOver[3] = protocoltest.Ben })
		}, protocol.CodeBundleInvalid},
		"the generation before": {func(t *testing.T, anna *protocoltest.Person) []byte {
			t.Helper()

			return encode(t, anna, func(handOver protocoltest.Map) { handOver[4] = 0 })
		}, protocol.CodeBundleInvalid},
		"another record": {func(t *testing.T, anna *protocoltest.Person) []byte {
			t.Helper()

			return encode(t, anna, func(handOver protocoltest.Map) { handOver[5] = anna.RecordHash(t, 0) })
		}, protocol.CodeBundleInvalid},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			identities, anna := published(t)
			anna.Rotate(t)
			rotation := publication(t, anna)
			wrong := rotation
			wrong.HandOver = test.handOver(t, anna)

			_, err := identities.Publish(anna.UserID, wrong)

			assert.Equal(t, test.code, protocol.CodeOf(err))
			_, err = identities.Publish(anna.UserID, rotation)
			assert.NoError(t, err, "the sound one passes")
		})
	}
}

func TestOnlyARotationHasAHandOver(t *testing.T) {
	identities := newFixture()
	anna := protocoltest.NewPerson(t, protocoltest.Anna)
	refuse := func(next directory.Publication) {
		t.Helper()
		next.HandOver = protocoltest.Encode(t, anna.HandOverMap(t))
		_, err := identities.Publish(anna.UserID, next)
		require.Equal(t, protocol.CodeRecordInvalid, protocol.CodeOf(err))
	}
	refuse(publication(t, anna))
	_, err := identities.Publish(anna.UserID, publication(t, anna))
	require.NoError(t, err)
	anna.Reset(t)
	refuse(publication(t, anna))
	_, err = identities.Publish(anna.UserID, publication(t, anna))
	assert.NoError(t, err)
}

func TestAResetKeepsTheBackupFromBefore(t *testing.T) {
	identities, anna := published(t)
	before, err := identities.accounts.Load(anna.UserID)
	require.NoError(t, err)
	bundleBefore, err := identities.accounts.Bundle(before)
	require.NoError(t, err)
	anna.Reset(t)

	_, err = identities.Publish(anna.UserID, publication(t, anna))
	require.NoError(t, err)

	account, err := identities.accounts.Load(anna.UserID)
	require.NoError(t, err)
	require.Len(t, account.Earlier, 1)
	assert.Equal(t, before.WrappedRecoveryKey, account.Earlier[0].WrappedRecoveryKey)
	kept, err := identities.accounts.EarlierBundle(account.Earlier[0])
	require.NoError(t, err)
	assert.Equal(t, bundleBefore, kept)
}
