package policy

// Kind is a kind of channel.
type Kind string

// The kinds of channels that Mattermost has.
const (
	KindPublic  Kind = "public"
	KindPrivate Kind = "private"
	KindDirect  Kind = "direct"
	KindGroup   Kind = "group"
)

// Role is who may switch: each one includes those after it.
type Role string

// The choices of the System Console.
const (
	RoleAnyMember     Role = "any_member"
	RoleChannelAdmins Role = "channel_admins"
	RoleSystemAdmins  Role = "system_admins"
)

// Reason is a code word that says why somebody may not switch; empty if they may.
type Reason string

// The reasons of docs/server-api.md.
const (
	ReasonNone          Reason = ""
	ReasonPublicChannel Reason = "public_channel"
	ReasonHasGuests     Reason = "has_guests"
	ReasonTooLarge      Reason = "too_large"
	ReasonNotPermitted  Reason = "not_permitted"
	ReasonSharedChannel Reason = "shared_channel"
	ReasonTooOften      Reason = "too_often"
)

// Settings are the admin's choices, read at one moment.
type Settings struct {
	SwitchOn          Role
	SwitchOff         Role
	AllowedKinds      map[Kind]bool
	AllowGuests       bool
	MaxChannelMembers int
}

// Facts are what the host says about a channel and one of its members.
type Facts struct {
	Kind       Kind
	IsArchived bool
	IsShared   bool

	// Members counts people: neither bots nor deactivated accounts. It need not be exact above the size limit.
	Members   int
	HasGuests bool

	// About the member who asks.
	IsGuest        bool
	IsChannelAdmin bool
	IsSystemAdmin  bool
}

// MaySwitchOn tells why a member may not switch encryption on, or ReasonNone.
func (s Settings) MaySwitchOn(facts Facts) Reason {
	switch {
	case facts.IsArchived, !s.SwitchOn.includes(facts):
		return ReasonNotPermitted
	case facts.IsShared:
		// Remote people have no key here, and a shared channel's posts are rewritten on their way.
		return ReasonSharedChannel
	case facts.Kind == KindPublic && !s.AllowedKinds[KindPublic]:
		return ReasonPublicChannel
	case !s.AllowedKinds[facts.Kind]:
		return ReasonNotPermitted
	case facts.HasGuests && !s.AllowGuests:
		return ReasonHasGuests
	case facts.Members > s.MaxChannelMembers:
		return ReasonTooLarge
	}

	return ReasonNone
}

// MaySwitchOff tells why a member may not switch encryption off, or ReasonNone. What the channel is doesn't matter: one
// that has grown too large or got a guest must not be stuck.
func (s Settings) MaySwitchOff(facts Facts) Reason {
	if facts.IsArchived || !s.SwitchOff.includes(facts) {
		return ReasonNotPermitted
	}

	return ReasonNone
}

// includes tells whether the member of these facts has the role. A direct or group channel has no admins, so there each
// member counts as one. Guests never switch. A role that is not known includes nobody.
func (r Role) includes(facts Facts) bool {
	if facts.IsSystemAdmin {
		return true
	}
	if facts.IsGuest {
		return false
	}
	isDirectOrGroup := facts.Kind == KindDirect || facts.Kind == KindGroup
	switch r {
	case RoleAnyMember:
		return true
	case RoleChannelAdmins:
		return facts.IsChannelAdmin || isDirectOrGroup
	}

	return false
}
