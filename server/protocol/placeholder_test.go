package protocol_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
)

func TestIsPlaceholder(t *testing.T) {
	const placeholder = protocol.Placeholder
	tests := map[string]struct {
		message      string
		namesAllowed bool
		want         bool
	}{
		"alone":                        {placeholder, false, true},
		"with names":                   {placeholder + " @all @anna @b.e-n_1", true, true},
		"with names where not allowed": {placeholder + " @anna", false, false},
		"empty":                        {"", true, false},
		"without the code span":        {"🔒 Encrypted message", true, false},
		"with words behind it":         {placeholder + " hello", true, false},
		"with words behind a name":     {placeholder + " @anna hello", true, false},
		"with words before it":         {"hello " + placeholder, true, false},
		"with a trailing space":        {placeholder + " ", true, false},
		"with two spaces":              {placeholder + "  @anna", true, false},
		"with an empty name":           {placeholder + " @", true, false},
		"with a capital letter":        {placeholder + " @Anna", true, false},
		"with names out of order":      {placeholder + " @ben @anna", true, false},
		"with a name twice":            {placeholder + " @anna @anna", true, false},
		"with a long name":             {placeholder + " @" + strings.Repeat("a", 65), true, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, protocol.IsPlaceholder(test.message, test.namesAllowed))
		})
	}
}
