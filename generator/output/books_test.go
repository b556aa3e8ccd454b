package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"recap/generator/digest"
)

func TestManifestFormat(t *testing.T) {
	sum := digest.Bytes([]byte("x"))
	m := manifest{}
	for _, path := range []string{"b.html", "a/b c.html", "a/ü.html"} {
		m[path] = entry{path, sum, 12}
	}
	want := "recap manifest 1\n" +
		sum.String() + " 12 a/b c.html\n" +
		sum.String() + " 12 a/ü.html\n" +
		sum.String() + " 12 b.html\n"
	want += "end " + digest.Bytes([]byte(want)).String() + "\n"
	if got := string(m.format()); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	back, err := parseManifest([]byte(want))
	if err != nil || len(back) != 3 || back["b.html"] != m["b.html"] {
		t.Errorf("%v %v", back, err)
	}
}

// Lines that a sealed text of ours must not have: whoever can write the right
// sum still cannot make us touch anything outside the output.
func TestBooksRefuse(t *testing.T) {
	sum := digest.Bytes(nil).String()
	for _, line := range []string{
		sum + " 1 ../x", sum + " 1 /x", sum + " 1 .recap/manifest", sum + " 1 a\\b", sum + " -1 x",
		sum + " 1", sum + " x y", sum + "  x", "x", "", sum[1:] + " 1 x", strings.ToUpper(sum) + "  1 x",
		sum + " 1 b\n" + sum + " 1 a", sum + " 1 a\n" + sum + " 1 a", sum + " 01 x", sum + " 1 ",
	} {
		if m, err := parseManifest(seal([]byte(manifestHead + line + "\n"))); err == nil {
			t.Errorf("manifest with %q: %v", line, m)
		}
	}
	for _, text := range []string{
		"", "stage ../x\n", "stage 0123/..\n", "stage \n", "stage 0123456789abcdef\n? " + sum + " 1 x\n",
		"stage 0123456789abcdef\n+ " + sum + " 1 x\n", "stage 0123456789abcdef\n+ -1 " + sum + " 1 x\n",
		"stage 0123456789abcdef\n- " + sum + " 1 ../x\n", "stage 0123456789abcdef\n-\n", "stage 0123456789abcdef\n\n",
	} {
		if j, err := parseJournal(seal([]byte(journalHead + text))); err == nil {
			t.Errorf("journal with %q: %v", text, j)
		}
	}
}

func FuzzManifest(f *testing.F) {
	f.Add(manifest{"a/b.html": {"a/b.html", digest.Of("x"), 5}}.format(), false)
	f.Add([]byte(digest.Of("x").String()+" 1 a\n"), true)
	f.Fuzz(func(t *testing.T, data []byte, mend bool) {
		if mend {
			data = seal(append([]byte(manifestHead), data...))
		}
		m, err := parseManifest(data)
		if err != nil {
			return
		}
		for path := range m {
			if CheckPath(path) != nil {
				t.Errorf("%q is accepted", path)
			}
		}
		if again := m.format(); !bytes.Equal(again, data) {
			t.Errorf("accepted %q, written as %q", data, again)
		}
	})
}

func FuzzJournal(f *testing.F) {
	e := entry{"a/b.html", digest.Of("x"), 5}
	j := journal{stage: "0123456789abcdef", ops: []op{{opRemove, 0, e}, {opPut, 7, e}, {opAdopt, 0, e}, {opForget, 0, e}}}
	f.Add(j.format(), false)
	f.Add(bytes.TrimPrefix(j.format(), []byte(journalHead)), true)
	f.Fuzz(func(t *testing.T, data []byte, mend bool) {
		if mend {
			data = seal(append([]byte(journalHead), data...))
		}
		j, err := parseJournal(data)
		if err != nil {
			return
		}
		if again := j.format(); !bytes.Equal(again, data) {
			t.Errorf("accepted %q, written as %q", data, again)
		}
	})
}

// A damaged manifest: the build works or says why not, and
// whatever it does, no file that it did not want to replace is gone.
func TestManifestDamaged(t *testing.T) {
	files := tree{"x": "page", "y/z": "other"}
	size := len(manifest{"x": {path: "x"}, "y/z": {path: "y/z"}}.format())
	for at := 0; at < size; at += 13 {
		for _, damage := range []func([]byte) []byte{
			func(b []byte) []byte { b[at] ^= 1 << (at % 7); return b },
			func(b []byte) []byte { return b[:at] },
		} {
			o := Options{Dir: t.TempDir(), Pages: &slot{}}
			mustBuild(t, o, files)
			lay(t, o.Dir, tree{"stranger": "s"})
			name := filepath.Join(o.Dir, own, "manifest")
			whole, _ := os.ReadFile(name)
			os.WriteFile(name, damage(bytes.Clone(whole)), 0o600)
			// The same is wanted: it is taken over.
			r := mustBuild(t, o, files)
			if len(r.Written)+len(r.Removed) > 0 || len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "cannot be used: it is ") {
				t.Fatalf("byte %d: %v, notes %q", at, r, r.Notes)
			}
			if now, _ := os.ReadFile(name); !bytes.Equal(now, whole) {
				t.Fatalf("byte %d: the manifest was not made anew", at)
			}
			// Something else is wanted: y/z is nobody's, x has to be asked about.
			os.WriteFile(name, damage(bytes.Clone(whole)), 0o600)
			_, err := build(t, o, tree{"x": "new"})
			if err == nil || !strings.Contains(err.Error(), "the list of recap's own files, ") {
				t.Fatalf("byte %d: %v", at, err)
			}
			o.Overwrite = true
			mustBuild(t, o, tree{"x": "new"})
			wantTree(t, o.Dir, tree{"x": "new", "y/z": "other", "stranger": "s"})
		}
	}
}

// Two builders on one output at once: they come through one after the other, or
// the second is told to build again.
func TestTwoBuilders(t *testing.T) {
	o := Options{Dir: filepath.Join(t.TempDir(), "public"), Wait: time.Minute}
	trees := []tree{{}, {}}
	for i := range 50 {
		trees[0][fmt.Sprintf("a/%d", i)] = "a"
		trees[1][fmt.Sprintf("b/%d", i%25)] = "b"
	}
	for range 10 {
		var wg sync.WaitGroup
		errs := make([]error, 2)
		for i := range errs {
			wg.Go(func() { _, errs[i] = build(t, o, trees[i]) })
		}
		wg.Wait()
		last := -1
		for i, err := range errs {
			if err == nil {
				last = i
				continue
			}
			if !errors.Is(err, ErrChanged) {
				t.Fatal(err)
			}
		}
		if last < 0 {
			t.Fatal("both were sent away")
		}
		got := read(t, o.Dir)
		if len(got) != 50 && len(got) != 25 {
			t.Fatalf("%d files, of two builds", len(got))
		}
	}
	wantOwn(t, o.Dir)
}

// wantOwn makes sure that our folder holds what it holds between builds.
func wantOwn(t testing.TB, dir string) {
	t.Helper()
	items, err := os.ReadDir(filepath.Join(dir, own))
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range items {
		if name := item.Name(); name != "manifest" && name != "lock" {
			t.Errorf("%s is left in %s", name, own)
		}
	}
}

// A page that has its bytes already keeps its time, whatever is remembered; and
// so does the manifest when nothing changed.
func TestUnchangedKeepsTime(t *testing.T) {
	for _, pages := range []PageMemory{&slot{}, nil} {
		o := Options{Dir: t.TempDir(), Pages: pages}
		files := tree{"x": "page", "y/z": "other"}
		mustBuild(t, o, files)
		before := snap(t, o.Dir)
		wantReport(t, mustBuild(t, o, files), "written [] removed [] kept 2 left []")
		sameSnap(t, o.Dir, before)
		// Without books at all the files are taken over.
		os.RemoveAll(filepath.Join(o.Dir, own))
		wantReport(t, mustBuild(t, o, files), "written [] removed [] kept 2 left []")
		after := snap(t, o.Dir)
		for _, path := range []string{"x", filepath.Join("y", "z"), filepath.Join(own, "manifest")} {
			was, is := before[path], after[path]
			if path != "x" && filepath.Base(path) == "manifest" {
				was, is = was[len(was)-40:], is[len(is)-40:] // bytes, not time
			}
			if was != is {
				t.Errorf("%s is %s, was %s", path, is, was)
			}
		}
	}
}

func TestPutFrom(t *testing.T) {
	o := Options{Dir: t.TempDir(), Pages: &slot{}}
	put := func(s *Store, path, text string) error {
		return s.PutFrom(path, keyOf(path, text), func(w io.Writer) error {
			for i := range len(text) {
				if _, err := w.Write([]byte(text[i : i+1])); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for _, want := range []string{"written [big] removed [] kept 0 left []", "written [] removed [] kept 1 left []"} {
		s := open(t, o)
		if err := put(s, "big", "some bytes"); err != nil {
			t.Fatal(err)
		}
		r, err := s.Commit(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		wantReport(t, r, want)
		wantTree(t, o.Dir, tree{"big": "some bytes"})
		wantOwn(t, o.Dir)
	}
	if s := open(t, o); !s.Has("big", keyOf("big", "some bytes")) {
		t.Error("the key was not noted")
	}
	// What its source breaks is the page's fault and not the disk's.
	s := open(t, o)
	bad := errors.New("bad source")
	if err := s.PutFrom("big", keyOf("big", "new"), func(w io.Writer) error {
		io.WriteString(w, "half")
		return bad
	}); err != bad {
		t.Error(err)
	}
	s.Leave("big")
	s.Put("x", keyOf("x", "x"), []byte("x"))
	s.Leave("never made")
	if _, err := s.Commit(context.Background()); err != nil {
		t.Error(err)
	}
	wantTree(t, o.Dir, tree{"big": "some bytes", "x": "x"})
	mustBuild(t, o, tree{})
	wantTree(t, o.Dir, tree{})
}

// Modes do not follow the umask, and those of unchanged files stay.
func TestModes(t *testing.T) {
	old := umask(0o077)
	defer umask(old)
	o := Options{Dir: filepath.Join(t.TempDir(), "public")}
	mustBuild(t, o, tree{"a/x": "page", "y": "page"})
	if umask(0o077) == 0 {
		t.Skip("no umask here")
	}
	wantMode := func(path string, want os.FileMode) {
		t.Helper()
		fi, err := os.Stat(filepath.Join(o.Dir, path))
		if err != nil || fi.Mode().Perm() != want {
			t.Errorf("%s: %v %v", path, fi.Mode(), err)
		}
	}
	wantMode("", 0o755)
	wantMode("a", 0o755)
	wantMode("a/x", 0o644)
	wantMode(own, 0o700)
	wantMode(own+"/manifest", 0o600)
	os.Chmod(filepath.Join(o.Dir, "y"), 0o600)
	mustBuild(t, o, tree{"a/x": "other", "y": "page"})
	wantMode("a/x", 0o644)
	wantMode("y", 0o600)
}

// One file cannot be replaced: all others are, the fault is told, and the next
// build tries again.
func TestOneFails(t *testing.T) {
	o := Options{Dir: t.TempDir(), Pages: &slot{}}
	mustBuild(t, o, tree{"a": "old", "b": "old", "c": "old"})
	held := o
	held.hooks.move = func(oldname, to string) error {
		if filepath.Base(to) == "b" {
			return errors.New("somebody has it open")
		}
		return move(oldname, to)
	}
	r, err := build(t, held, tree{"a": "new", "b": "new"})
	var failed *Failed
	if !errors.As(err, &failed) || len(failed.Errs) != 1 || !strings.Contains(err.Error(), "b: somebody has it open; the next build tries again") {
		t.Errorf("got %v", err)
	}
	wantReport(t, r, "written [a] removed [c] kept 0 left []")
	wantTree(t, o.Dir, tree{"a": "new", "b": "old"})
	wantOwn(t, o.Dir)
	wantReport(t, mustBuild(t, o, tree{"a": "new", "b": "new"}), "written [b] removed [] kept 1 left []")
	wantTree(t, o.Dir, tree{"a": "new", "b": "new"})
}

// Spellings that only some file systems tell apart. On those that do not, the
// file that was just written must not be removed under its old name.
func TestCaseChange(t *testing.T) {
	o := Options{Dir: t.TempDir(), Pages: &slot{}}
	for _, files := range []tree{
		{"About/index.html": "same", "caf\u00e9.html": "same"},
		{"about/index.html": "same", "cafe\u0301.html": "same"},
		{"ABOUT/index.html": "other"},
	} {
		mustBuild(t, o, files)
		wantTree(t, o.Dir, files)
	}
}

// Many goroutines on one Store.
func TestConcurrent(t *testing.T) {
	o := Options{Dir: t.TempDir(), Pages: &slot{}}
	for round := range 3 {
		s := open(t, o)
		var wg sync.WaitGroup
		want := tree{}
		for i := range 200 {
			want[fmt.Sprintf("%d/%d.html", i%7, i)] = fmt.Sprint("page ", i, " ", i%(round+2))
		}
		paths := sortedKeys(want)
		for w := range 4 {
			wg.Go(func() {
				for i := w; i < len(paths); i += 4 {
					path, key := paths[i], keyOf(paths[i], want[paths[i]])
					if s.Has(path, key) {
						s.Keep(path, key)
					} else if err := s.Put(path, key, []byte(want[path])); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if _, err := s.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		wantTree(t, o.Dir, want)
	}
}
