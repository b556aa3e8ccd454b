package output

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recap/generator/digest"
)

// slot is a page memory in a variable.
type slot struct {
	data  []byte
	ok    bool
	saved int
}

func (s *slot) Load() ([]byte, bool) { return s.data, s.ok }
func (s *slot) Store(data []byte)    { s.data, s.ok, s.saved = data, true, s.saved+1 }

// tree is a folder as a map: "a/b.html" → content, "a/" → "" for a folder that
// is empty, "link" → "→target" for a symbolic link.
type tree map[string]string

func lay(t *testing.T, dir string, files tree) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(files)) {
		name := filepath.Join(dir, filepath.FromSlash(path))
		var err error
		switch text := files[path]; {
		case strings.HasSuffix(path, "/"):
			err = os.MkdirAll(name, 0o755)
		case strings.HasPrefix(text, "→"):
			os.MkdirAll(filepath.Dir(name), 0o755)
			err = os.Symlink(strings.TrimPrefix(text, "→"), name)
		default:
			os.MkdirAll(filepath.Dir(name), 0o755)
			err = os.WriteFile(name, []byte(text), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// read is the tree of a folder, our own books left out.
func read(t testing.TB, dir string) tree {
	t.Helper()
	got := tree{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			if os.IsNotExist(err) && name == dir {
				return nil
			}
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		path := filepath.ToSlash(rel)
		switch {
		case path == own:
			return fs.SkipDir
		case d.Type()&fs.ModeSymlink != 0:
			target, _ := os.Readlink(name)
			got[path] = "→" + target
		case path == ".":
		case d.IsDir():
			items, _ := os.ReadDir(name)
			if len(items) == 0 {
				got[path+"/"] = ""
			}
		case !d.Type().IsRegular():
			got[path] = "!" + d.Type().String()
		default:
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			got[path] = string(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func wantTree(t testing.TB, dir string, want tree) {
	t.Helper()
	got := read(t, dir)
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if text, ok := got[path]; !ok {
			t.Errorf("%s is missing", path)
		} else if text != want[path] {
			t.Errorf("%s has %q, want %q", path, text, want[path])
		}
	}
	for _, path := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[path]; !ok {
			t.Errorf("%s is there and should not be", path)
		}
	}
}

func keyOf(path, text string) digest.Sum { return digest.Of([]string{path, text}) }

func open(t testing.TB, o Options) *Store {
	t.Helper()
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Abort() })
	return s
}

// build makes the output hold the files, in the way a render does.
func build(t testing.TB, o Options, files tree) (Report, error) {
	t.Helper()
	s := open(t, o)
	rendered := 0
	for _, path := range slices.Sorted(maps.Keys(files)) {
		key := keyOf(path, files[path])
		if s.Has(path, key) {
			s.Keep(path, key)
			continue
		}
		rendered++
		if err := s.Put(path, key, []byte(files[path])); err != nil {
			t.Logf("put: %v", err)
		}
	}
	return s.Commit(context.Background())
}

func mustBuild(t testing.TB, o Options, files tree) Report {
	t.Helper()
	r, err := build(t, o, files)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (r Report) String() string {
	return fmt.Sprintf("written %v removed %v kept %d left %v", r.Written, r.Removed, r.Kept, r.Left)
}

func wantReport(t *testing.T, r Report, want string) {
	t.Helper()
	if got := r.String(); got != want {
		t.Errorf("report: %s\n  want: %s", got, want)
	}
}

// A sequence of wanted trees; each commit must leave exactly its tree and say
// what it did.
func TestCommit(t *testing.T) {
	for _, withMemory := range []bool{true, false} {
		t.Run(fmt.Sprintf("memory=%v", withMemory), func(t *testing.T) {
			o := Options{Dir: filepath.Join(t.TempDir(), "deep", "public")}
			if withMemory {
				o.Pages = &slot{}
			}
			for _, step := range []struct {
				want   tree
				report string
			}{
				{tree{}, "written [] removed [] kept 0 left []"},
				{tree{"index.html": "home", "a/index.html": "a", "a/b/index.html": "b"},
					"written [a/b/index.html a/index.html index.html] removed [] kept 0 left []"},
				{tree{"index.html": "home", "a/index.html": "a", "a/b/index.html": "b"},
					"written [] removed [] kept 3 left []"},
				{tree{"index.html": "HOME", "a/index.html": "a!"},
					"written [a/index.html index.html] removed [a/b/index.html] kept 0 left []"},
				// A folder becomes a file, a file a folder.
				{tree{"a": "file", "index.html/x/y": "deep"},
					"written [a index.html/x/y] removed [a/index.html index.html] kept 0 left []"},
				{tree{"a/a/a": "deep", "index.html": "home"},
					"written [a/a/a index.html] removed [a index.html/x/y] kept 0 left []"},
				{tree{"ünïcode/index.html": "u", "a/a/a": "deep", "empty": ""},
					"written [empty ünïcode/index.html] removed [index.html] kept 1 left []"},
				{tree{}, "written [] removed [a/a/a empty ünïcode/index.html] kept 0 left []"},
			} {
				wantReport(t, mustBuild(t, o, step.want), step.report)
				wantTree(t, o.Dir, step.want)
			}
		})
	}
}
