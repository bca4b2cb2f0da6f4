package gate

import (
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
)

// errGenerationUnknown: the envelope names a generation that isn't published, as far as is remembered.
var errGenerationUnknown = protocol.Refuse(protocol.CodeSenderUnknown, "a generation that is not published")

// CheckNew returns the header of a new sealed post that fits its place, or why it doesn't.
func CheckNew(post Post, expected Expected) (*protocol.Header, error) {
	header, err := checkCarrier(post, expected)
	if err != nil {
		return nil, err
	}
	if header.Type != protocol.TypePost {
		return nil, protocol.Refuse(protocol.CodeTypeMismatch, "a new post must carry a post")
	}

	return header, nil
}

// CheckEdit returns the header of a sealed edit of exactly the stored post, or why an update isn't one. A post that was not
// sealed can't become one, or somebody else's words could be put under its author's name and time.
func CheckEdit(updated, stored Post, expected Expected) (*protocol.Header, error) {
	header, err := checkCarrier(updated, expected)
	if err != nil {
		return nil, err
	}
	if header.Type != protocol.TypeEdit {
		return nil, protocol.Refuse(protocol.CodeTypeMismatch, "an update must carry an edit")
	}
	if updated.ChannelID != stored.ChannelID || updated.AuthorID != stored.AuthorID || updated.RootID != stored.RootID {
		return nil, protocol.Refuse(protocol.CodeEnvelopeMalformed, "the post itself was moved")
	}
	if stored.Type != PostType {
		return nil, protocol.Refuse(protocol.CodeTypeMismatch, "the stored post is not sealed")
	}
	before, err := headerOf(stored)
	if err != nil {
		return nil, err
	}
	firstUID, revision := before.UID, uint64(0)
	if before.Type == protocol.TypeEdit {
		firstUID, revision = *before.EditedUID, *before.Revision
	}
	if *header.EditedUID != firstUID {
		return nil, protocol.Refuse(protocol.CodeEnvelopeMalformed, "an edit of another post")
	}
	if *header.Revision <= revision {
		return nil, protocol.Refuse(protocol.CodeRevisionSuperseded, "not newer than the stored revision")
	}

	return header, nil
}

// checkNamed tells why the policy that an envelope names is none that its channel has or had, or nil. A reader remembers what
// envelopes name, and takes a channel that doesn't have it for rolled back: one made-up policy would keep everybody from
// writing there once encryption is off.
func checkNamed(state policy.State, header *protocol.Header) error {
	if !state.Has(header.PolicySequence, header.PolicyHead) {
		return protocol.Refuse(protocol.CodeStatementInvalid, "sealed under a policy that the channel never had")
	}

	return nil
}

// checkCarrier checks what new posts and edits have in common (protocol.md §8).
func checkCarrier(post Post, expected Expected) (*protocol.Header, error) {
	if post.Type != PostType {
		return nil, protocol.Refuse(protocol.CodeTypeMismatch, "not a sealed post")
	}
	if len(post.FileIDs) > 0 {
		return nil, protocol.Refuse(protocol.CodePropsForbidden, "files beside an envelope")
	}
	for _, key := range forbiddenProps {
		if _, found := post.Props[key]; found {
			return nil, protocol.Refuse(protocol.CodePropsForbidden, key)
		}
	}
	if !protocol.IsPlaceholder(post.Message, expected.NamesAllowed) {
		return nil, protocol.Refuse(protocol.CodeEnvelopeMalformed, "message is not the placeholder")
	}
	header, err := headerOf(post)
	if err != nil {
		return nil, err
	}
	switch {
	case header.ServerID != expected.ServerID:
		return nil, protocol.Refuse(protocol.CodeServerChanged, "sealed for another server")
	case header.ChannelID != post.ChannelID:
		return nil, protocol.Refuse(protocol.CodeChannelMismatch, "sealed for another channel")
	case header.Sender != post.AuthorID:
		return nil, protocol.Refuse(protocol.CodeAuthorMismatch, "sealed by another author")
	case header.RootID() != post.RootID:
		return nil, protocol.Refuse(protocol.CodeThreadMismatch, "sealed for another thread")
	case header.SenderGeneration >= expected.Generations:
		return nil, errGenerationUnknown
	case header.SenderGeneration != expected.Generations-1:
		return nil, protocol.Refuse(protocol.CodeSenderUnknown, "not the author's current generation")
	}

	return header, nil
}

func headerOf(post Post) (*protocol.Header, error) {
	envelope, isString := post.Props[EnvelopeKey].(string)
	if !isString {
		return nil, protocol.Refuse(protocol.CodeEnvelopeMalformed, "no envelope")
	}

	return protocol.ParseEnvelopeFront(envelope)
}
