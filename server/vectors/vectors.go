// Package vectors reads docs/vectors for tests, as strictly as docs/vectors/README.md asks: a field that isn't known, a
// file without vectors, an id given twice, or an output that doesn't fit what is expected ends the test.
package vectors

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// OK is what is expected of a vector without a defect.
const OK = "ok"

// Vector is one case. Output is there exactly if nothing is wrong.
type Vector[Input, Output any] struct {
	ID      string  `json:"id"`
	Comment string  `json:"comment"`
	Input   Input   `json:"input"`
	Expect  string  `json:"expect"`
	Output  *Output `json:"output"`
}

type file[Input, Output any] struct {
	Schema  string                  `json:"schema"`
	Spec    string                  `json:"spec"`
	Vectors []Vector[Input, Output] `json:"vectors"`
}

// Bytes are base64url in a file.
type Bytes []byte

// UnmarshalJSON implements [json.Unmarshaler].
func (b *Bytes) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	decoded, err := base64.RawURLEncoding.Strict().DecodeString(text)
	*b = decoded

	return err
}

// MarshalJSON implements [json.Marshaler].
func (b Bytes) MarshalJSON() ([]byte, error) {
	return json.Marshal(base64.RawURLEncoding.EncodeToString(b))
}

// Directory is where the vectors are.
func Directory() string {
	_, source, _, _ := runtime.Caller(0)

	return filepath.Join(filepath.Dir(source), "..", "..", "docs", "vectors")
}

// Read returns all vectors of a file.
func Read[Input, Output any](t testing.TB, name string) []Vector[Input, Output] {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(Directory(), name+".json"))
	require.NoError(t, err)
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	var read file[Input, Output]
	require.NoError(t, decoder.Decode(&read), name)
	require.NotEmpty(t, read.Vectors, "no vectors in %s", name)
	seen := map[string]bool{}
	for _, vector := range read.Vectors {
		require.False(t, seen[vector.ID], "%s twice in %s", vector.ID, name)
		require.Equal(t, vector.Expect == OK, vector.Output != nil, "output of %s in %s", vector.ID, name)
		seen[vector.ID] = true
	}

	return read.Vectors
}

// Run judges every vector of a file as a test of its own. judge returns what it read, and the code of its failure or OK.
func Run[Input, Output any](t *testing.T, name string, judge func(t *testing.T, input Input) (*Output, string)) {
	t.Helper()
	for _, vector := range Read[Input, Output](t, name) {
		t.Run(vector.ID, func(t *testing.T) {
			output, code := judge(t, vector.Input)

			require.Equal(t, vector.Expect, code, vector.Comment)
			if vector.Output != nil {
				assert.Equal(t, vector.Output, output, vector.Comment)
			}
		})
	}
}
