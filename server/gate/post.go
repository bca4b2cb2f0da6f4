// Package gate decides what may be posted, changed and uploaded in an encrypted channel.
//
// It is the last line against clear text, and the only one for clients without the webapp half. It sees what has
// already reached the server, so it protects what is stored and sent on; the webapp's guard protects what leaves.
package gate

import (
	"reflect"
	"slices"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
)

// What a sealed post looks like to Mattermost (protocol.md §5.5).
const (
	PostType    = "custom_e2ee"
	EnvelopeKey = "e2ee"
)

// forbiddenProps would let somebody show another author or clear text beside an envelope.
var forbiddenProps = []string{
	"override_username", "override_icon_url", "override_icon_emoji", "from_webhook", "webhook_display_name", "attachments",
}

// hostProps are set, recomputed or removed by Mattermost itself while a post is saved, so a difference in them is no
// change of content. None of them holds text.
var hostProps = []string{
	"add_channel_member", "ai_generated_by_username", "channel_mentions", "current_team_id", "disable_group_highlight",
	"force_notification", "from_bot", "from_oauth_app", "from_plugin", "mentionHighlightDisabled", "previewed_post",
}

// Post is what the gate looks at. Props are hostile data.
type Post struct {
	ChannelID string
	AuthorID  string
	RootID    string
	Type      string
	Message   string
	Props     map[string]any
	FileIDs   []string
}

// Expected is what an envelope's header must agree with, beside the post that carries it.
type Expected struct {
	ServerID protocol.ServerID

	// Generations is how many records the author has published: the newest generation is one less.
	Generations  uint64
	NamesAllowed bool
}

// SameContent tells whether an update leaves alone all that a reader sees: then it is a pin, a reaction or the like.
func SameContent(updated, stored Post) bool {
	return updated.ChannelID == stored.ChannelID && updated.AuthorID == stored.AuthorID && updated.RootID == stored.RootID &&
		updated.Type == stored.Type && updated.Message == stored.Message &&
		slices.Equal(updated.FileIDs, stored.FileIDs) && sameProps(updated.Props, stored.Props)
}

func sameProps(updated, stored map[string]any) bool {
	for key, value := range updated {
		other, found := stored[key]
		if !slices.Contains(hostProps, key) && (!found || !reflect.DeepEqual(value, other)) {
			return false
		}
	}
	for key := range stored {
		if _, found := updated[key]; !found && !slices.Contains(hostProps, key) {
			return false
		}
	}

	return true
}
