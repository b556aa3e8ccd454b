package output

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// testTime is a moment long ago.
var testTime = time.Unix(1e9, 0)

// What Has says after something happened to the file behind its back. The clock
// is ours: "late" is long after the file was written, when its times are worth
// something, and "young" is the very moment.
func TestHas(t *testing.T) {
	at := func(d time.Duration) func() int64 {
		return func() int64 { return time.Now().Add(d).UnixNano() }
	}
	rewrite := func(text string) func(*testing.T, string) {
		return func(t *testing.T, name string) {
			fi, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			os.WriteFile(name, []byte(text), 0o644)
			os.Chtimes(name, fi.ModTime(), fi.ModTime())
		}
	}
	for _, test := range []struct {
		name   string
		happen func(t *testing.T, name string)
		want   bool
	}{
		{"nothing", func(*testing.T, string) {}, true},
		{"touched", func(t *testing.T, name string) { os.Chtimes(name, testTime, testTime) }, true},
		{"copied in place, same bytes", func(t *testing.T, name string) {
			os.Rename(name, name+"~")
			os.WriteFile(name, []byte("page"), 0o644)
			os.Remove(name + "~")
		}, true},
		{"other bytes", func(t *testing.T, name string) { os.WriteFile(name, []byte("PAGE"), 0o644) }, false},
		{"longer", rewrite("page and more"), false},
		{"removed", func(t *testing.T, name string) { os.Remove(name) }, false},
		{"a folder", func(t *testing.T, name string) { os.Remove(name); os.Mkdir(name, 0o755) }, false},
		{"a link to the same bytes", func(t *testing.T, name string) {
			os.Rename(name, name+"~")
			os.Symlink(name+"~", name)
		}, false},
		{"a folder on the way became a file", func(t *testing.T, name string) {
			os.RemoveAll(filepath.Dir(name))
			os.WriteFile(filepath.Dir(name), nil, 0o644)
		}, false},
	} {
		for when, clock := range map[string]func() int64{"young": at(0), "late": at(time.Hour)} {
			t.Run(test.name+", "+when, func(t *testing.T) {
				o := Options{Dir: t.TempDir(), Pages: &slot{}, hooks: hooks{clock: clock}}
				mustBuild(t, o, tree{"a/x": "page", "keep": ""})
				test.happen(t, filepath.Join(o.Dir, "a", "x"))
				s := open(t, o)
				if got := s.Has("a/x", keyOf("a/x", "page")); got != test.want {
					t.Errorf("Has is %v", got)
				}
				if s.Has("a/x", keyOf("a/x", "other")) {
					t.Error("Has under another key")
				}
				if s.Has("a", keyOf("a/x", "page")) || s.Has("", keyOf("a/x", "page")) {
					t.Error("Has at another path")
				}
			})
		}
	}
	// While a file is young, a second change may leave size and all times as
	// they are: only its bytes tell.
	t.Run("same size and times, young", func(t *testing.T) {
		o := Options{Dir: t.TempDir(), Pages: &slot{}}
		mustBuild(t, o, tree{"x": "page"})
		name := filepath.Join(o.Dir, "x")
		os.WriteFile(name, []byte("PAGE"), 0o644)
		pages, err := parsePages(o.Pages.(*slot).data)
		if err != nil {
			t.Fatal(err)
		}
		p := pages["x"]
		fi, _ := os.Stat(name)
		p.stat = statOf(fi)
		o.Pages.Store(formatPages(map[string]page{"x": p}))
		if open(t, o).Has("x", keyOf("x", "page")) {
			t.Error("a young file's times were trusted")
		}
		p.taken = p.stat.mod + young
		o.Pages.Store(formatPages(map[string]page{"x": p}))
		if !open(t, o).Has("x", keyOf("x", "page")) {
			t.Error("an old file was read although its times say enough")
		}
	})
}

// A file that was young at its build is read once, by the next run; then its
// times are known to mean something, and that is remembered.
func TestYoungOnce(t *testing.T) {
	pages := &slot{}
	o := Options{Dir: t.TempDir(), Pages: pages}
	files := tree{"x": "page", "y/z": "other"}
	mustBuild(t, o, files)
	saved := pages.saved
	o.hooks.clock = func() int64 { return time.Now().Add(time.Minute).UnixNano() }
	mustBuild(t, o, files)
	if pages.saved != saved+1 {
		t.Error("the later look was not remembered")
	}
	mustBuild(t, o, files)
	if pages.saved != saved+1 {
		t.Error("it was looked at again")
	}
}

// A page memory that is nonsense is an empty one.
func TestPagesDamaged(t *testing.T) {
	pages := &slot{}
	o := Options{Dir: t.TempDir(), Pages: pages}
	files := tree{"x": "page", "y/z": "other"}
	mustBuild(t, o, files)
	whole := pages.data
	for n := range whole {
		pages.data = whole[:n]
		r := mustBuild(t, o, files)
		wantReport(t, r, "written [] removed [] kept 2 left []")
	}
}

func FuzzPages(f *testing.F) {
	f.Add(formatPages(nil))
	f.Add(formatPages(map[string]page{"a/b.html": {stat: stat{1, 2, 3, 4}, taken: -5}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, err := parsePages(data)
		if err != nil {
			return
		}
		again, err := parsePages(formatPages(pages))
		if err != nil || len(again) != len(pages) {
			t.Errorf("%d pages became %d, %v", len(pages), len(again), err)
		}
	})
}
