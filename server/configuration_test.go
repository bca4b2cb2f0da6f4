package main

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
)

func readManifest(t *testing.T) *model.Manifest {
	t.Helper()
	content, err := os.ReadFile("../plugin.json")
	require.NoError(t, err)
	var manifest model.Manifest
	require.NoError(t, json.Unmarshal(content, &manifest))

	return &manifest
}

func TestTheManifestIsValid(t *testing.T) {
	manifest := readManifest(t)

	require.NoError(t, manifest.IsValid())
	meets, err := manifest.MeetMinServerVersion("11.4.0")
	require.NoError(t, err)
	assert.True(t, meets)
}

// The defaults stand in plugin.json only. Read as the host hands them over, they are those of the documentation.
func TestDefaultsOfTheManifest(t *testing.T) {
	values := map[string]any{}
	for _, setting := range readManifest(t).SettingsSchema.Settings {
		values[setting.Key] = setting.Default
	}
	host := newFakeHost()
	host.config = values
	p := &Plugin{}
	p.SetAPI(host)
	require.NoError(t, p.OnConfigurationChange())

	current := p.currentSettings()
	assert.Equal(t, policy.Settings{
		SwitchOn:  policy.RoleAnyMember,
		SwitchOff: policy.RoleChannelAdmins,
		AllowedKinds: map[policy.Kind]bool{
			policy.KindPrivate: true, policy.KindDirect: true, policy.KindGroup: true, policy.KindPublic: false,
		},
		MaxChannelMembers: 1000,
	}, current.policy)
	assert.True(t, current.gate.NamesAllowed)
	assert.Empty(t, current.gate.PostTypes)
	assert.Empty(t, current.exemptBots)
	assert.Empty(t, current.api.KeyServer, "nobody is asked unless an admin says so")
	assert.Empty(t, current.api.WKDDomains)
}

func TestSettingsTakeTheStrictestMeaning(t *testing.T) {
	strange := newSettings(configuration{
		ExemptBots:      " @Helper,, other ,",
		ExemptPostTypes: "custom_calls, custom_e2ee, , me, system_x",
	})

	assert.Equal(t, []string{"helper", "other"}, strange.exemptBots)
	assert.Equal(t, []string{"custom_calls"}, strange.gate.PostTypes)
	assert.Equal(t, policy.ReasonNotPermitted, strange.policy.MaySwitchOn(policy.Facts{Kind: policy.KindPrivate, IsChannelAdmin: true}))
}

func TestWhereKeysAreLookedFor(t *testing.T) {
	host := newFakeHost()
	host.config["KeyServer"] = "hkps://keys.example.org"
	host.config["WkdDomains"] = "Example.org, @example.net, corp.example=http://10.0.0.5"
	current := host.startPlugin(t).currentSettings()

	assert.Equal(t, "hkps://keys.example.org", current.api.KeyServer)
	assert.Equal(t, []string{"example.org", "example.net", "corp.example"}, current.api.WKDDomains)
	assert.Len(t, current.keySearch.Domains, 3)
	assert.Empty(t, host.errors)

	host = newFakeHost()
	host.config["KeyServer"] = "ldap://keys.example.org"
	host.config["WkdDomains"] = "https://example.org, example.net"
	current = host.startPlugin(t).currentSettings()
	assert.Empty(t, current.api.KeyServer)
	assert.Equal(t, []string{"example.net"}, current.api.WKDDomains)
	assert.Len(t, host.errors, 2, "both that an admin should look at again")
}

func TestAConfigurationThatCannotBeReadChangesNothing(t *testing.T) {
	host := newFakeHost()
	p := host.startPlugin(t)
	before := p.currentSettings()
	host.config = map[string]any{"MaxChannelMembers": "many"}

	require.NoError(t, p.OnConfigurationChange())

	assert.Equal(t, before, p.currentSettings())
	assert.NotEmpty(t, host.errors)
}
