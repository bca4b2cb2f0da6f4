package vectors_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/vectors"
)

// Every file stands in the table of README.md, and each one that says "both" is read by a test of this module.
func TestEveryFileIsRead(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(vectors.Directory(), "README.md"))
	require.NoError(t, err)
	tests := sources(t)
	listed := map[string]bool{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z0-9_]+)` \\| (both|Jest) \\|").FindAllStringSubmatch(string(readme), -1) {
		name, readers := row[1], row[2]
		listed[name] = true
		if readers == "both" {
			assert.Contains(t, tests, `(t, "`+name+`"`, "no test here reads %s", name)
		}
	}
	files, err := filepath.Glob(filepath.Join(vectors.Directory(), "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, path := range files {
		assert.True(t, listed[strings.TrimSuffix(filepath.Base(path), ".json")], "%s is not in the table", path)
	}
	assert.Len(t, files, len(listed))
}

// sources is the text of all tests of this module.
func sources(t *testing.T) string {
	t.Helper()
	paths, err := filepath.Glob("../*/*_test.go")
	require.NoError(t, err)
	var text strings.Builder
	for _, path := range paths {
		content, err := os.ReadFile(path)
		require.NoError(t, err)
		text.Write(content)
	}

	return text.String()
}
