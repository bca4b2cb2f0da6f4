package policy_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
)

func defaults() policy.Settings {
	return policy.Settings{
		SwitchOn:          policy.RoleAnyMember,
		SwitchOff:         policy.RoleChannelAdmins,
		AllowedKinds:      map[policy.Kind]bool{policy.KindPrivate: true, policy.KindDirect: true, policy.KindGroup: true},
		MaxChannelMembers: 1000,
	}
}

func TestMaySwitchOn(t *testing.T) {
	guestsAllowed, publicAllowed, adminsOnly, systemOnly, unknownRole, nothing :=
		defaults(), defaults(), defaults(), defaults(), defaults(), policy.Settings{}
	guestsAllowed.AllowGuests = true
	publicAllowed.AllowedKinds[policy.KindPublic] = true
	adminsOnly.SwitchOn = policy.RoleChannelAdmins
	systemOnly.SwitchOn = policy.RoleSystemAdmins
	unknownRole.SwitchOn = "whoever"

	tests := map[string]struct {
		settings policy.Settings
		facts    policy.Facts
		want     policy.Reason
	}{
		"a member in a private channel":              {defaults(), policy.Facts{Kind: policy.KindPrivate, Members: 1000}, policy.ReasonNone},
		"a member in a direct message":               {defaults(), policy.Facts{Kind: policy.KindDirect, Members: 2}, policy.ReasonNone},
		"a channel one above the limit":              {defaults(), policy.Facts{Kind: policy.KindPrivate, Members: 1001}, policy.ReasonTooLarge},
		"a public channel":                           {defaults(), policy.Facts{Kind: policy.KindPublic}, policy.ReasonPublicChannel},
		"a public channel, allowed":                  {publicAllowed, policy.Facts{Kind: policy.KindPublic}, policy.ReasonNone},
		"a kind that is not known":                   {defaults(), policy.Facts{Kind: "X"}, policy.ReasonNotPermitted},
		"a channel with guests":                      {defaults(), policy.Facts{Kind: policy.KindPrivate, HasGuests: true}, policy.ReasonHasGuests},
		"a channel with guests, allowed":             {guestsAllowed, policy.Facts{Kind: policy.KindPrivate, HasGuests: true}, policy.ReasonNone},
		"a guest":                                    {guestsAllowed, policy.Facts{Kind: policy.KindPrivate, HasGuests: true, IsGuest: true}, policy.ReasonNotPermitted},
		"a shared channel":                           {defaults(), policy.Facts{Kind: policy.KindPrivate, IsShared: true}, policy.ReasonSharedChannel},
		"an archived channel":                        {defaults(), policy.Facts{Kind: policy.KindPrivate, IsArchived: true}, policy.ReasonNotPermitted},
		"a member where admins only may":             {adminsOnly, policy.Facts{Kind: policy.KindPrivate}, policy.ReasonNotPermitted},
		"a channel admin where admins only may":      {adminsOnly, policy.Facts{Kind: policy.KindPrivate, IsChannelAdmin: true}, policy.ReasonNone},
		"a member of a group where admins only may":  {adminsOnly, policy.Facts{Kind: policy.KindGroup}, policy.ReasonNone},
		"a channel admin where the system's may":     {systemOnly, policy.Facts{Kind: policy.KindPrivate, IsChannelAdmin: true}, policy.ReasonNotPermitted},
		"a member of a group where the system's may": {systemOnly, policy.Facts{Kind: policy.KindGroup}, policy.ReasonNotPermitted},
		"a system admin":                             {systemOnly, policy.Facts{Kind: policy.KindPrivate, IsSystemAdmin: true}, policy.ReasonNone},
		"a role that is not known":                   {unknownRole, policy.Facts{Kind: policy.KindPrivate, IsChannelAdmin: true}, policy.ReasonNotPermitted},
		"a member before settings were loaded":       {nothing, policy.Facts{Kind: policy.KindPrivate}, policy.ReasonNotPermitted},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, test.settings.MaySwitchOn(test.facts))
		})
	}
}

func TestMaySwitchOff(t *testing.T) {
	tests := map[string]struct {
		facts policy.Facts
		want  policy.Reason
	}{
		"a member of a private channel":                 {policy.Facts{Kind: policy.KindPrivate}, policy.ReasonNotPermitted},
		"a channel admin":                               {policy.Facts{Kind: policy.KindPrivate, IsChannelAdmin: true}, policy.ReasonNone},
		"a member of a direct message":                  {policy.Facts{Kind: policy.KindDirect}, policy.ReasonNone},
		"a guest in a direct message":                   {policy.Facts{Kind: policy.KindDirect, IsGuest: true}, policy.ReasonNotPermitted},
		"an admin of one that has grown or got a guest": {policy.Facts{Kind: policy.KindPrivate, IsChannelAdmin: true, Members: 5000, HasGuests: true}, policy.ReasonNone},
		"an admin of an archived channel":               {policy.Facts{Kind: policy.KindPrivate, IsChannelAdmin: true, IsArchived: true}, policy.ReasonNotPermitted},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, defaults().MaySwitchOff(test.facts))
		})
	}
}
