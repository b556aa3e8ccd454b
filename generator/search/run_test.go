package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// What a run was told is what its files say, cut or whole.
func TestParts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	run := NewRun()
	want := map[string]map[int]Known{}
	for doc := range 3000 {
		run.Next("xx")
		for range 12 {
			k := []Known{Once, Heading, Name, Title}[r.IntN(4)]
			w := fmt.Sprintf("%c%c%c%d", 'a'+r.IntN(3), 'a'+r.IntN(4), 'é'+rune(r.IntN(2)), r.IntN(40))
			if doc%2 == 0 {
				w = w[:1+r.IntN(2)] // a and ab, beside longer ones
			}
			run.Add([]byte(w), k)
			for _, term := range termsOf(w) {
				if want[term] == nil {
					want[term] = map[int]Known{}
				}
				want[term][doc] = max(want[term][doc], k)
			}
		}
		run.Mark(fmt.Sprintf("=e%d|A \"quoted\" \\ name", doc%5))
	}
	parts := run.Parts()
	if len(parts) < 10 {
		t.Fatalf("only %d files: nothing was cut", len(parts))
	}
	names := map[string]bool{}
	terms := 0
	for _, p := range parts {
		if names[p.FileName()] {
			t.Errorf("two files are called %s", p.FileName())
		}
		names[p.FileName()] = true
		entries, err := readPart(p.Text)
		if err != nil {
			t.Fatalf("%s: %v", p.Prefix, err)
		}
		if len(p.Text) > partSize && len(entries) > 1 {
			t.Errorf("%s: %d bytes, and %d terms", p.Prefix, len(p.Text), len(entries))
		}
		for _, e := range entries {
			terms++
			alone, only := strings.CutSuffix(p.Prefix, "$")
			if !strings.HasPrefix(e.term, alone) || only && e.term != alone {
				t.Errorf("%s holds %q", p.Prefix, e.term)
			}
			got, err := decode(e.list)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(e.term, "=") {
				if len(got) != 600 || !strings.HasSuffix(e.term, ` "quoted" \ name`) {
					t.Errorf("%q is known to %d", e.term, len(got))
				}
				continue
			}
			if len(got) != len(want[e.term]) {
				t.Errorf("%q is known to %d documents, want %d", e.term, len(got), len(want[e.term]))
			}
			for _, one := range got {
				known := one.Known
				if known == Often {
					known = Once
				}
				if want[e.term][one.Doc] != known {
					t.Errorf("%q in %d: %v, want %v", e.term, one.Doc, one.Known, want[e.term][one.Doc])
				}
			}
		}
	}
	if terms != len(want)+5 {
		t.Errorf("%d terms in files, want %d", terms, len(want)+5)
	}
}

// A document more changes the last run, unless that is full; and runs are never
// longer than the longest.
func TestCut(t *testing.T) {
	const grain = 64
	for _, c := range []struct {
		docs int
		want []int
	}{
		{0, []int{0}}, {1, []int{0, 1}}, {64, []int{0, 64}}, {65, []int{0, 64, 65}}, {200, []int{0, 128, 192, 200}},
		{10000, []int{0, 4096, 8192, 9216, 9728, 9984, 10000}},
	} {
		if got := Cut(c.docs, grain); !slices.Equal(got, c.want) {
			t.Errorf("%d documents: %v, want %v", c.docs, got, c.want)
		}
	}
	merged := 0
	for n := range 20000 {
		was, is := Cut(n, grain), Cut(n+1, grain)
		if is[len(is)-1] != n+1 || len(is) > 3+n/(64*grain)+7 {
			t.Fatalf("%d documents: %v", n+1, is)
		}
		full := len(was) - 1 // the runs that stay
		if n%grain != 0 {
			full--
		}
		if (n+1)%grain != 0 && !slices.Equal(is[:full+1], was[:full+1]) {
			t.Fatalf("a document more than %d: %v → %v", n, was, is)
		}
		for i := range len(is) - 1 {
			if length := is[i+1] - is[i]; !slices.Contains(was, is[i]) || !slices.Contains(was, is[i+1]) && length > grain {
				merged += length
				break
			}
		}
	}
	if merged > 20000*8 {
		t.Errorf("documents were put into longer runs %d times in all", merged)
	}
}

// Files that somebody else wrote, or half of them, are errors and no more.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`["talk","AAB!C"]`))
	f.Add([]byte(`["talk"]`))
	f.Add([]byte(`["talk","_____________"]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := readPart(data)
		if err != nil {
			return
		}
		for _, e := range entries {
			last := -1
			all, err := decode(e.list)
			for _, p := range all {
				if err == nil && p.Doc <= last {
					t.Fatalf("documents out of order: %v", all)
				}
				last = p.Doc
			}
		}
	})
}
