package search

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// A patched run is the run made anew, byte for byte: documents exchanged, added
// at the end and taken away there.
func TestPatch(t *testing.T) {
	type doc struct{ words [12]string }
	r := rand.New(rand.NewPCG(3, 4))
	random := func() (d doc) {
		for i := range d.words {
			d.words[i] = fmt.Sprintf("%c%c%d", 'a'+r.IntN(3), 'é'+rune(r.IntN(2)), r.IntN(90))
		}
		return d
	}
	tell := func(run *Run, d doc) {
		run.Next("xx")
		for k, w := range d.words {
			run.Add([]byte(w+" "+w), []Known{Once, Heading, Name, Title}[k%4])
		}
		run.Mark(fmt.Sprintf("=e%d|A \"quoted\" \\ name", len(d.words[0])%5))
	}
	whole := func(docs []doc) []Part {
		run := NewRun()
		for _, d := range docs {
			tell(run, d)
		}
		return run.Parts()
	}
	docs := make([]doc, 900)
	for i := range docs {
		docs[i] = random()
	}
	parts := whole(docs)
	for round := range 20 {
		var changed []int
		for len(docs) > 1 && r.IntN(2) == 0 {
			docs = docs[:len(docs)-1]
		}
		for i := range docs {
			if r.IntN(300) == 0 {
				docs[i] = random()
				changed = append(changed, i)
			}
		}
		for range r.IntN(3) {
			changed = append(changed, len(docs))
			docs = append(docs, random())
		}
		var err error
		parts, err = Patch(parts, len(docs), changed, func(run *Run, i int) error { tell(run, docs[i]); return nil })
		if err != nil {
			t.Fatal(err)
		}
		want := whole(docs)
		if len(parts) != len(want) {
			t.Fatalf("round %d: %d files, want %d", round, len(parts), len(want))
		}
		for i := range want {
			if parts[i].Prefix != want[i].Prefix || string(parts[i].Text) != string(want[i].Text) {
				t.Fatalf("round %d: file %s is\n%s\nwant %s\n%s", round, parts[i].Prefix, parts[i].Text, want[i].Prefix, want[i].Text)
			}
		}
	}
	if len(parts) < 3 {
		t.Errorf("only %d files: nothing was cut", len(parts))
	}
	if _, err := Patch([]Part{{Text: []byte(`["a"`)}}, 1, nil, nil); err == nil {
		t.Error("what is no index was taken for one")
	}
}
