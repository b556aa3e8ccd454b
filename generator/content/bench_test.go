package content

import (
	"testing"

	"recap/generator/digest"
	"recap/generator/memory"
)

// BenchmarkLoad reads a thousand posts: from their files, from the memory of an
// earlier process, and from the memo of this one.
func BenchmarkLoad(b *testing.B) {
	tree := treeOf(exampleSite(1000))
	b.Run("files", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Load(tree, nil)
		}
	})
	b.Run("disk", func(b *testing.B) {
		disk := memory.Open(b.TempDir(), digest.Bytes([]byte("bench")))
		defer disk.Close()
		Load(tree, NewMemo().On(disk))
		b.ReportAllocs()
		for b.Loop() {
			Load(tree, NewMemo().On(disk))
		}
	})
	b.Run("memo", func(b *testing.B) {
		m := NewMemo()
		Load(tree, m)
		b.ReportAllocs()
		for b.Loop() {
			Load(tree, m)
		}
	})
}
