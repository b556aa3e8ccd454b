package output

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// randomTree is a tree out of few names, so that files and folders often change
// places from one tree to the next.
func randomTree(rnd *rand.Rand) tree {
	files := tree{}
	for range rnd.IntN(12) {
		parts := make([]string, 1+rnd.IntN(3))
		for i := range parts {
			parts[i] = string(rune('a' + rnd.IntN(3)))
		}
		path := strings.Join(parts, "/")
		if fits(files, path) {
			files[path] = fmt.Sprint(rnd.IntN(3))
		}
	}
	return files
}

// fits reports whether a path is in nobody's way in a tree.
func fits(files tree, path string) bool {
	for other := range files {
		if other == path || strings.HasPrefix(other, path+"/") || strings.HasPrefix(path, other+"/") {
			return false
		}
	}
	return true
}

// Random trees after each other, with everything that may happen in between:
// lost memory, lost books, touched and edited files, builds given up. Whatever
// the history, the output is the tree last wanted, and a stranger's file in the
// middle of it survives.
func TestRandomHistory(t *testing.T) {
	for seed := range uint64(12) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		pages := &slot{}
		o := Options{Dir: filepath.Join(t.TempDir(), "public"), Pages: pages}
		lay(t, o.Dir, tree{"stranger/x": "s"})
		now := tree{}
		for step := range 15 {
			what := rnd.IntN(8)
			switch what {
			case 0:
				*pages = slot{}
			case 1:
				for path := range now {
					os.Chtimes(filepath.Join(o.Dir, path), testTime, testTime)
				}
			case 2:
				for path := range now {
					os.WriteFile(filepath.Join(o.Dir, path), []byte("9"), 0o644)
				}
			case 3:
				for path := range now {
					os.Remove(filepath.Join(o.Dir, path))
				}
			case 4:
				s := open(t, o)
				s.Put("given/up", keyOf("", ""), []byte("x"))
				s.Abort()
			}
			next := randomTree(rnd)
			if what == 2 || rnd.IntN(4) == 0 {
				next = maps.Clone(now) // edits are mended; unwanted edited files are another test's
			}
			mustBuild(t, o, next)
			now = next
			want := maps.Clone(now)
			want["stranger/x"] = "s"
			wantTree(t, o.Dir, want)
			wantOwnOrNone(t, o.Dir)
			if r := mustBuild(t, o, now); len(r.Written)+len(r.Removed) > 0 {
				t.Errorf("built again: %v", r)
			}
			if t.Failed() {
				t.Fatalf("seed %d, step %d, event %d", seed, step, what)
			}
		}
	}
}

func wantOwnOrNone(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, own)); err == nil {
		wantOwn(t, dir)
	}
}

// The manifest cannot be written when all files are in place: the journal stays,
// and the next build ends the commit.
func TestManifestCannotBeWritten(t *testing.T) {
	o := Options{Dir: t.TempDir(), Pages: &slot{}}
	mustBuild(t, o, tree{"x": "old", "gone": "old"})
	name := filepath.Join(o.Dir, own, "manifest")
	broken := o
	broken.hooks.step = func(what string) {
		if what == "manifest" {
			os.Rename(name, name+".away")
			lay(t, name, tree{"inner": "x"})
		}
	}
	r, err := build(t, broken, tree{"x": "new", "y": "new"})
	var failed *Failed
	if !errors.As(err, &failed) {
		t.Fatalf("got %v", err)
	}
	wantReport(t, r, "written [x y] removed [gone] kept 0 left []")
	wantTree(t, o.Dir, tree{"x": "new", "y": "new"})
	os.RemoveAll(name)
	os.Rename(name+".away", name)
	r = mustBuild(t, o, tree{"x": "new", "y": "new"})
	if !r.Completed || len(r.Written) > 0 {
		t.Errorf("%v, completed %v", r, r.Completed)
	}
	wantOwn(t, o.Dir)
	mustBuild(t, o, tree{})
	wantTree(t, o.Dir, tree{})
}
