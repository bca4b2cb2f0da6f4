package protocol

import "strings"

// Placeholder stands in `message` of every sealed post: a code span, which the host's mention parser skips, so that
// its words match nobody's keywords (protocol.md §5.5).
const Placeholder = "`🔒 Encrypted message`"

const maxMentionBytes = 64

// IsPlaceholder tells whether message is the placeholder, followed by nothing or, where names are allowed, by the
// @names in the order of the body: ascending, none twice. Anything else beside it would be clear text.
func IsPlaceholder(message string, namesAllowed bool) bool {
	rest, found := strings.CutPrefix(message, Placeholder)
	if !found {
		return false
	}
	if rest == "" {
		return true
	}
	if !namesAllowed {
		return false
	}
	parts := strings.Split(rest, " @")
	if parts[0] != "" || len(parts)-1 > MaxMentions {
		return false
	}
	previous := ""
	for _, name := range parts[1:] {
		if !isMention(name) || name <= previous {
			return false
		}
		previous = name
	}

	return true
}

func isMention(name string) bool {
	if name == "" || len(name) > maxMentionBytes {
		return false
	}
	for i := range len(name) {
		c := name[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '.' && c != '_' && c != '-' {
			return false
		}
	}

	return true
}
