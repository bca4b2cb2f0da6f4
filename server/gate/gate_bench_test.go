package gate_test

import (
	"fmt"
	"testing"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocoltest"
)

// BenchmarkNewPost shows that passing and refusing cost the same for ten members and for a thousand: what grows with
// them stands behind the header, and is never read.
func BenchmarkNewPost(b *testing.B) {
	f := newFixture(b)
	for _, members := range []int{10, 1000} {
		passing := sealed(b, protocoltest.HeaderMap(b, f.anna), members)
		misplaced := passing
		misplaced.RootID = protocoltest.RootID
		b.Run(fmt.Sprintf("pass/%d members", members), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := f.NewPost(passing); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("refuse/%d members", members), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if f.NewPost(misplaced) == nil {
					b.Fatal("passed")
				}
			}
		})
	}
	b.Run("refuse/clear text", func(b *testing.B) {
		b.ReportAllocs()
		words := clearPost()
		for b.Loop() {
			if f.NewPost(words) == nil {
				b.Fatal("passed")
			}
		}
	})
}
