package output

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"recap/generator/memory"
)

// Files, folders and links that recap did not write survive every build, in
// folders of ours too.
func TestStrangersSurvive(t *testing.T) {
	o := Options{Dir: filepath.Join(t.TempDir(), "public"), Pages: &slot{}}
	theirs := tree{"CNAME": "example.org", "a/notes.txt": "mine", "empty/": "", ".git/HEAD": "ref", "old": "→CNAME"}
	lay(t, o.Dir, theirs)
	with := func(ours tree) tree {
		all := tree{}
		for path, text := range theirs {
			all[path] = text
		}
		for path, text := range ours {
			all[path] = text
		}
		return all
	}
	for _, ours := range []tree{
		{"index.html": "home", "a/index.html": "a", "b/c/index.html": "c", "empty/x": "x"},
		{"index.html": "home 2"},
		{},
	} {
		mustBuild(t, o, ours)
		want := with(ours)
		if _, ok := ours["empty/x"]; ok {
			delete(want, "empty/")
		}
		if len(ours) < 4 {
			delete(want, "empty/") // folders have no owner: ours was the last file in it
		}
		wantTree(t, o.Dir, want)
	}
}

// What lies in a page's place, or among the folders on the way to it.
func TestOccupied(t *testing.T) {
	for _, test := range []struct {
		name      string
		there     tree
		want      tree
		message   string // "" for a commit that goes through
		overwrite bool   // whether Overwrite helps
	}{
		{"a file", tree{"x": "theirs"}, tree{"x": "ours"}, "a file is in the way at ", true},
		{"the same bytes", tree{"x": "ours"}, tree{"x": "ours"}, "", true},
		{"a folder", tree{"x/y": "theirs"}, tree{"x": "ours"}, "a folder is in the way at ", false},
		{"an empty folder", tree{"x/": ""}, tree{"x": "ours"}, "a folder is in the way at ", false},
		{"a link", tree{"x": "→y", "y": "theirs"}, tree{"x": "ours"}, "a link is in the way at ", true},
		{"a link to the same bytes", tree{"x": "→y", "y": "ours"}, tree{"x": "ours"}, "a link is in the way at ", true},
		{"a link to nothing", tree{"x": "→nowhere"}, tree{"x": "ours"}, "a link is in the way at ", true},
		{"a file as folder", tree{"a": "theirs"}, tree{"a/b/c": "ours"}, "a file is in the way at ", false},
		{"a link as folder", tree{"a": "→b", "b/": ""}, tree{"a/c": "ours"}, "a link is in the way at ", false},
		{"a link out", tree{"a": "→../elsewhere"}, tree{"a/c": "ours"}, "a link is in the way at ", false},
		{"two", tree{"x": "theirs", "y": "theirs"}, tree{"x": "ours", "y": "ours", "z": "ours"}, "(and one more: y)", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			base := t.TempDir()
			o := Options{Dir: filepath.Join(base, "public"), Pages: &slot{}}
			lay(t, base, tree{"elsewhere/secret": "s"})
			lay(t, o.Dir, test.there)
			before := snap(t, o.Dir)
			_, err := build(t, o, test.want)
			var occupied *Occupied
			switch {
			case test.message == "" && err != nil:
				t.Fatal(err)
			case test.message == "":
				wantTree(t, o.Dir, test.want)
				return
			case !errors.As(err, &occupied) || !strings.Contains(err.Error(), test.message):
				t.Fatalf("got %v, want … %s …", err, test.message)
			}
			sameSnap(t, o.Dir, before)
			o.Overwrite = true
			_, err = build(t, o, test.want)
			if (err == nil) != test.overwrite {
				t.Errorf("with Overwrite: %v", err)
			}
			if test.overwrite {
				for path, text := range test.want {
					if got := read(t, o.Dir)[path]; got != text {
						t.Errorf("%s has %q", path, got)
					}
				}
				if target, ok := test.there["y"]; ok && test.want["y"] == "" && read(t, o.Dir)["y"] != target {
					t.Error("the link was written through")
				}
			}
			wantTree(t, filepath.Join(base, "elsewhere"), tree{"secret": "s"})
		})
	}
}

// A pipe in the place of anything of ours must not stop the build for ever.
func TestPipes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no pipes in folders")
	}
	o := Options{Dir: t.TempDir(), Pages: &slot{}}
	mustBuild(t, o, tree{"x": "ours", "y": "ours"})
	pipe := func(name string) {
		name = filepath.Join(o.Dir, name)
		os.Remove(name)
		if err := mkfifo(name); err != nil {
			t.Skip(err)
		}
	}
	pipe("x")
	pipe("y")
	r := mustBuild(t, o, tree{"x": "ours"}) // ours is replaced, an unwanted one left
	wantReport(t, r, "written [x] removed [] kept 0 left [y]")
	pipe("z")
	if _, err := build(t, o, tree{"x": "ours", "z": "new"}); err == nil || !strings.Contains(err.Error(), "a special file is in the way") {
		t.Error(err)
	}
	pipe(own + "/manifest")
	if _, err := Open(o); err == nil || !strings.Contains(err.Error(), "is not a file") {
		t.Error(err)
	}
	os.Remove(filepath.Join(o.Dir, own, "manifest"))
	pipe(own + "/journal")
	if _, err := Open(o); err == nil || !strings.Contains(err.Error(), "is not a file") {
		t.Error(err)
	}
}

// Somebody else changed files of ours. Wanted ones are made right; an unwanted
// one stays, is reported, and is a stranger's from then on.
func TestOursChanged(t *testing.T) {
	for name, change := range map[string]func(name string){
		"edited":      func(name string) { os.WriteFile(name, []byte("EDIT"), 0o644) },
		"longer":      func(name string) { os.WriteFile(name, []byte("edited"), 0o644) },
		"made a link": func(name string) { os.Remove(name); os.Symlink("elsewhere", name) },
		"made a folder": func(name string) {
			os.Remove(name)
			lay(t, name, tree{"inner": "theirs"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{Dir: t.TempDir(), Pages: &slot{}}
			files := tree{"d/x": "ours", "y": "ours"}
			mustBuild(t, o, files)
			change(filepath.Join(o.Dir, "d", "x"))
			changed := read(t, o.Dir)
			if name != "made a folder" {
				wantReport(t, mustBuild(t, o, files), "written [d/x] removed [] kept 1 left []")
				wantTree(t, o.Dir, files)
				change(filepath.Join(o.Dir, "d", "x"))
			}
			delete(files, "d/x")
			wantReport(t, mustBuild(t, o, files), "written [] removed [] kept 1 left [d/x]")
			wantTree(t, o.Dir, changed)
			wantReport(t, mustBuild(t, o, files), "written [] removed [] kept 1 left []")
			wantTree(t, o.Dir, changed)
		})
	}
	// Somebody removed it: nothing to remove, and its folder is pruned.
	o := Options{Dir: t.TempDir()}
	mustBuild(t, o, tree{"d/e/x": "ours"})
	os.Remove(filepath.Join(o.Dir, "d", "e", "x"))
	wantReport(t, mustBuild(t, o, tree{}), "written [] removed [] kept 0 left []")
	wantTree(t, o.Dir, tree{})
}

// The folder of an unwanted file became a link out: nothing is removed there.
func TestRemoveNotThroughLink(t *testing.T) {
	base := t.TempDir()
	o := Options{Dir: filepath.Join(base, "public")}
	mustBuild(t, o, tree{"a/x": "ours", "y": "y"})
	os.Rename(filepath.Join(o.Dir, "a"), filepath.Join(base, "moved"))
	os.Symlink("../moved", filepath.Join(o.Dir, "a"))
	r := mustBuild(t, o, tree{"y": "y"})
	wantReport(t, r, "written [] removed [] kept 1 left [a/x]")
	wantTree(t, filepath.Join(base, "moved"), tree{"x": "ours"})
}

// snap is every file with its bytes, mode and time, our own books included.
func snap(t testing.TB, dir string) map[string]string {
	t.Helper()
	got := map[string]string{}
	filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		fi, err := d.Info()
		if err != nil {
			t.Fatal(err)
		}
		text := fi.Mode().String()
		if fi.Mode().IsRegular() {
			data, _ := os.ReadFile(name)
			text += " " + fi.ModTime().String() + " " + string(data)
		}
		rel, _ := filepath.Rel(dir, name)
		got[rel] = text
		return nil
	})
	return got
}

func sameSnap(t testing.TB, dir string, before map[string]string) {
	t.Helper()
	after := snap(t, dir)
	for name, is := range after {
		if before[name] != is {
			t.Errorf("%s is %s, was %s", name, is, before[name])
		}
	}
	for name := range before {
		if _, ok := after[name]; !ok {
			t.Errorf("%s is gone", name)
		}
	}
}

// full is a disk with room for so many bytes.
type full struct {
	to   io.Writer
	room int
}

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.room {
		n, _ := f.to.Write(b[:f.room])
		f.room = 0
		return n, syscall.ENOSPC
	}
	f.room -= len(b)
	return f.to.Write(b)
}

// A build that does not come to its Commit, or whose Commit refuses, leaves every
// byte and every time as they were, and no trace of itself.
func TestFailureLeavesNoTrace(t *testing.T) {
	big := strings.Repeat("x", 10000)
	for _, test := range []struct {
		name string
		fail func(t *testing.T, o Options) error
		want error
	}{
		{"abort", func(t *testing.T, o Options) error {
			s := open(t, o)
			s.Put("new", keyOf("new", "n"), []byte("n"))
			s.Put("x", keyOf("x", "n"), []byte("n"))
			return s.Abort()
		}, nil},
		{"disk full", func(t *testing.T, o Options) error {
			o.hooks.write = func(w io.Writer) io.Writer { return &full{w, 5000} }
			_, err := build(t, o, tree{"x": "new", "big": big, "y": "new"})
			return err
		}, syscall.ENOSPC},
		{"disk full while copying", func(t *testing.T, o Options) error {
			o.hooks.write = func(w io.Writer) io.Writer { return &full{w, 5000} }
			s := open(t, o)
			if err := s.PutFrom("big", keyOf("big", big), func(w io.Writer) error {
				_, err := io.Copy(w, strings.NewReader(big))
				return err
			}); !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("PutFrom: %v", err)
			}
			_, err := s.Commit(context.Background())
			return err
		}, syscall.ENOSPC},
		{"called off", func(t *testing.T, o Options) error {
			s := open(t, o)
			s.Put("x", keyOf("x", "n"), []byte("n"))
			ctx, cancel := context.WithCancel(context.Background())
			cancel()
			_, err := s.Commit(ctx)
			return err
		}, context.Canceled},
		{"another build came first", func(t *testing.T, o Options) error {
			s := open(t, o)
			s.Put("x", keyOf("x", "n"), []byte("n"))
			// The other one's commit is undone afterwards, so that the trees compare.
			name := filepath.Join(o.Dir, own, "manifest")
			fi, _ := os.Stat(name)
			data, _ := os.ReadFile(name)
			os.WriteFile(name, manifest{}.format(), 0o600)
			_, err := s.Commit(context.Background())
			os.WriteFile(name, data, 0o600)
			os.Chtimes(name, fi.ModTime(), fi.ModTime())
			return err
		}, ErrChanged},
		{"a file and a folder", func(t *testing.T, o Options) error {
			_, err := build(t, o, tree{"x": "new", "x/y": "new"})
			if err == nil || !strings.Contains(err.Error(), "x is wanted as a file and, for x/y, as a folder") {
				t.Error(err)
			}
			return nil
		}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := Options{Dir: t.TempDir(), Pages: &slot{}}
			mustBuild(t, o, tree{"x": "old", "d/y": "old", "gone": "old"})
			lay(t, o.Dir, tree{"stranger": "s"})
			before := snap(t, o.Dir)
			if err := test.fail(t, o); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			sameSnap(t, o.Dir, before)
		})
		// The same into a folder that does not exist yet: it still does not.
		t.Run(test.name+", first build", func(t *testing.T) {
			if test.want == ErrChanged {
				t.Skip("there is no first build to disturb")
			}
			o := Options{Dir: filepath.Join(t.TempDir(), "a", "public")}
			if err := test.fail(t, o); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			if _, err := os.Stat(filepath.Dir(o.Dir)); err == nil {
				t.Errorf("a folder was left: %v", snap(t, o.Dir))
			}
		})
	}
}

// Somebody else commits for longer than we wait.
func TestBusy(t *testing.T) {
	o := Options{Dir: t.TempDir(), Wait: time.Millisecond}
	mustBuild(t, o, tree{"x": "old"})
	before := snap(t, o.Dir)
	s := open(t, o)
	s.Put("x", keyOf("x", "new"), []byte("new"))
	lock, err := memory.TryLock(context.Background(), filepath.Join(o.Dir, own, "lock"), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Unlock()
	_, err = s.Commit(context.Background())
	var busy *memory.Busy
	if !errors.As(err, &busy) || !strings.Contains(err.Error(), "another recap is writing here") {
		t.Errorf("commit: %v", err)
	}
	wantTree(t, o.Dir, tree{"x": "old"})
	sameSnap(t, o.Dir, before)
	// Nothing to do needs no lock.
	wantReport(t, mustBuild(t, o, tree{"x": "old"}), "written [] removed [] kept 1 left []")
}

// Mistakes of the caller are told and change nothing.
func TestMisuse(t *testing.T) {
	o := Options{Dir: t.TempDir()}
	k := keyOf("x", "y")
	ctx := context.Background()
	for name, use := range map[string]func(s *Store) error{
		"two pages for one path": func(s *Store) error {
			s.Put("x", k, nil)
			s.Put("x", k, []byte("y"))
			_, err := s.Commit(ctx)
			return err
		},
		"never wrote it": func(s *Store) error {
			s.Keep("x", k)
			_, err := s.Commit(ctx)
			return err
		},
		"already committed": func(s *Store) error {
			if _, err := s.Commit(ctx); err != nil {
				return err
			}
			s.Abort()
			return s.Put("x", k, []byte("y"))
		},
		"already committed or given up": func(s *Store) error {
			s.Abort()
			_, err := s.Commit(ctx)
			return err
		},
		`has a ".." in it`: func(s *Store) error {
			s.Put("a/../../x", k, nil)
			_, err := s.Commit(ctx)
			return err
		},
	} {
		if err := use(open(t, o)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
		wantTree(t, o.Dir, tree{})
	}
	for name, dir := range map[string]string{"is not a folder": "file", "a link to nothing": "link", "not a folder; move it": "books"} {
		base := t.TempDir()
		lay(t, base, tree{"file": "", "link": "→nowhere", "books/" + own: ""})
		if _, err := Open(Options{Dir: filepath.Join(base, dir)}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
