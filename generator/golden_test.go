package generator_test

import (
	"context"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"recap/generator"
	"recap/themes"
)

var update = flag.Bool("update", false, "write what the golden site becomes, to be read in the diff")

// The golden site: one small site that uses everything, and every byte it
// becomes. A change of the look or of a format is read as a diff of want.
func TestGolden(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/golden/src")); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "public")
	g, err := generator.New(generator.Options{Dir: dir, Out: out, Themes: themes.FS, Now: testNow})
	if err != nil {
		t.Fatal(err)
	}
	r, err := g.Build(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if r.Stopped {
		t.Fatal(told(r.Diagnostics, r.Text))
	}
	got := files(t, out)
	got["messages"] = told(r.Diagnostics, r.Text)
	for _, h := range r.Held {
		got["messages"] += h.File + " is held back: " + h.Reason + "\n"
	}
	const want = "testdata/golden/want"
	if *update {
		if err := os.RemoveAll(want); err != nil {
			t.Fatal(err)
		}
		for p, text := range got {
			name := filepath.Join(want, filepath.FromSlash(p))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	wanted := files(t, want)
	for _, p := range slices.Sorted(maps.Keys(wanted)) {
		if g, ok := got[p]; !ok {
			t.Errorf("%s is missing", p)
		} else if g != wanted[p] {
			t.Errorf("%s differs at %q", p, firstDifference(g, wanted[p]))
		}
	}
	for _, p := range slices.Sorted(maps.Keys(got)) {
		if _, ok := wanted[p]; !ok {
			t.Errorf("%s is new", p)
		}
	}
	if t.Failed() {
		t.Log("when this is meant: go test ./generator -run TestGolden -update, and read the diff")
	}
}

// firstDifference is what stands where two texts part.
func firstDifference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	return got[max(0, i-20):min(len(got), i+60)]
}

// hashed is an asset's name: the hash in it would make every page of the golden
// site differ with every touch of the stylesheet.
var hashed = regexp.MustCompile(`assets/([a-z-]+)\.[0-9a-f]{10}\.`)

// files are the texts below a folder. The theme's pictures and stylesheets are
// left out: they are files of the theme, not what recap makes.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && e.Name() == ".recap" {
			return filepath.SkipDir
		}
		rel, _ := filepath.Rel(dir, p)
		rel = filepath.ToSlash(rel)
		if e.IsDir() || strings.HasPrefix(rel, "assets/") {
			return nil
		}
		b, err := os.ReadFile(p)
		out[rel] = hashed.ReplaceAllString(string(b), "assets/$1.HASH.")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
