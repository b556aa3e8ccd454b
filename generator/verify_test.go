package generator

import (
	"context"
	"testing"

	"recap/generator/digest"
	"recap/generator/output"
)

// A page made anew under the key it was kept by, with other bytes: that is what
// a hidden input looks like.
func TestVerifierNamesWhatDiffers(t *testing.T) {
	dir := t.TempDir()
	key := digest.Of("a key that misses an input")
	pages := &slot{}
	first, err := output.Open(output.Options{Dir: dir, Pages: pages})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"same.html", "other.html"} {
		if err := first.Put(p, key, []byte("made at nine")); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := first.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	second, err := output.Open(output.Options{Dir: dir, Pages: pages})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Abort()
	v := &verifier{Store: second, dir: dir}
	if v.Has("same.html", key) {
		t.Error("a verifier trusts what is kept")
	}
	for p, bytes := range map[string]string{"same.html": "made at nine", "other.html": "made at ten"} {
		if err := v.Put(p, key, []byte(bytes)); err != nil {
			t.Fatal(err)
		}
	}
	d := v.found()
	if len(d) != 1 || d[0].Code != "output-differs" || d[0].Pos.File != "other.html" {
		t.Errorf("found %+v", d)
	}
}

// slot is a page memory in RAM.
type slot struct{ data []byte }

func (s *slot) Load() ([]byte, bool) { return s.data, s.data != nil }
func (s *slot) Store(data []byte)    { s.data = data }
