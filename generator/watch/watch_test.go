package watch

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A site folder with a running watch. Waits are bounded from above only, so a
// slow machine makes the tests slow and not red.
type site struct {
	t   *testing.T
	dir string
	ch  <-chan Change
	w   *Watcher
}

const (
	long  = 20 * time.Second       // nothing takes this long
	short = 150 * time.Millisecond // silence is believed after this
)

func start(t *testing.T, opts Options, files ...string) *site {
	t.Helper()
	s := &site{t: t, dir: t.TempDir()}
	for _, f := range files {
		s.write(f, "x")
	}
	ctx, cancel := context.WithCancel(t.Context())
	opts.Quiet = 20 * time.Millisecond
	w, err := Start(ctx, s.dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	ch := w.C
	s.ch, s.w = ch, w
	t.Cleanup(func() {
		cancel()
		for {
			select {
			case _, ok := <-ch:
				if !ok {
					return
				}
			case <-time.After(long):
				t.Error("the channel was not closed")
				return
			}
		}
	})
	return s
}

func (s *site) path(f string) string { return filepath.Join(s.dir, filepath.FromSlash(f)) }

func (s *site) write(f, text string) {
	s.t.Helper()
	s.must(os.MkdirAll(filepath.Dir(s.path(f)), 0o777))
	s.must(os.WriteFile(s.path(f), []byte(text), 0o666))
}

func (s *site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// told waits for a signal and then for silence.
func (s *site) told(after string) {
	s.t.Helper()
	select {
	case <-s.ch:
	case <-time.After(long):
		s.t.Fatalf("no signal after %s", after)
	}
	for {
		select {
		case <-s.ch:
		case <-time.After(short):
			return
		}
	}
}

func (s *site) silent(after string) {
	s.t.Helper()
	select {
	case <-s.ch:
		s.t.Fatalf("a signal after %s", after)
	case <-time.After(short):
	}
}

// How editors save, and what else happens to files.
func TestChanges(t *testing.T) {
	post := "content/posts/a.md"
	tests := []struct {
		name string
		do   func(s *site)
	}{
		{"write in place", func(s *site) { s.write(post, "new") }},
		{"truncate, then write", func(s *site) {
			s.must(os.Truncate(s.path(post), 0))
			time.Sleep(5 * time.Millisecond)
			s.write(post, "new")
		}},
		{"write beside and rename", func(s *site) {
			s.write("content/posts/.tmp-1", "new")
			s.must(os.Rename(s.path("content/posts/.tmp-1"), s.path(post)))
		}},
		{"rename away and write anew", func(s *site) {
			s.must(os.Rename(s.path(post), s.path(post+"~")))
			s.write(post, "new")
		}},
		{"remove", func(s *site) { s.must(os.Remove(s.path(post))) }},
		{"new file", func(s *site) { s.write("content/posts/b.md", "new") }},
		{"new folder", func(s *site) { s.write("content/posts/2016/06/b.md", "new") }},
		{"first theme", func(s *site) { s.write("themes/mine/layout.html", "new") }},
		{"folder moved away", func(s *site) {
			s.must(os.Rename(s.path("content/events"), filepath.Join(s.t.TempDir(), "gone")))
		}},
	}
	for _, how := range []string{"notify", "poll"} {
		for _, tt := range tests {
			t.Run(how+"/"+tt.name, func(t *testing.T) {
				t.Parallel()
				opts := Options{}
				if how == "poll" {
					opts.Poll = 10 * time.Millisecond
				}
				s := start(t, opts, post, "content/events/e.yaml")
				s.silent("nothing")
				tt.do(s)
				s.told(tt.name)
			})
		}
	}
}

func TestNoise(t *testing.T) {
	tests := []struct {
		name string
		do   func(s *site)
	}{
		{"mode", func(s *site) { s.must(os.Chmod(s.path("content/a.md"), 0o600)) }},
		{"swap file", func(s *site) { s.write("content/.a.md.swp", "x") }},
		{"backup", func(s *site) { s.write("content/a.md~", "x") }},
		{"lock link", func(s *site) {
			if err := os.Symlink("nowhere", s.path("content/.#a.md")); err != nil {
				s.t.Skip("no links here")
			}
		}},
		{"output", func(s *site) { s.write("public/index.html", "x") }},
		{"output in content", func(s *site) { s.write("content/out/index.html", "x") }},
		{"memory", func(s *site) { s.write(".recap/memo", "x"); s.write("content/.recap/memo", "x") }},
		{"git", func(s *site) { s.write(".git/index", "x"); s.write("content/.git/index", "x") }},
		{"beside", func(s *site) { s.write("README.md", "x") }},
	}
	for _, how := range []string{"notify", "poll"} {
		for _, tt := range tests {
			t.Run(how+"/"+tt.name, func(t *testing.T) {
				if how == "poll" && tt.name == "mode" {
					t.Skip("a change of mode is a change of the file's times, and looking at times cannot tell")
				}
				t.Parallel()
				opts := Options{Skip: func(p string) bool { return p == "content/out" || strings.HasPrefix(p, "content/out/") }}
				if how == "poll" {
					opts.Poll = 10 * time.Millisecond
				}
				s := start(t, opts, "content/a.md", "content/out/x", "content/.git/x", "content/.recap/x", ".recap/x", "public/x")
				tt.do(s)
				s.silent(tt.name)
			})
		}
	}
}

// A folder is watched wherever it came from and whatever it is called now.
func TestFoldersThatComeAndGo(t *testing.T) {
	t.Parallel()
	s := start(t, Options{}, "content/posts/old/deep/a.md")
	outside := t.TempDir()
	s.must(os.MkdirAll(filepath.Join(outside, "new", "deep"), 0o777))

	s.must(os.Rename(filepath.Join(outside, "new"), s.path("content/posts/new")))
	s.told("a folder moved in")
	s.write("content/posts/new/deep/b.md", "x")
	s.told("a file in the folder moved in")

	s.must(os.Rename(s.path("content/posts/old"), s.path("content/posts/renamed")))
	s.told("a folder renamed")
	s.write("content/posts/renamed/deep/a.md", "y")
	s.told("a file below the renamed folder")

	s.must(os.RemoveAll(s.path("content/posts/renamed")))
	s.told("a folder removed")
	s.write("content/posts/renamed/deep/a.md", "z")
	s.told("the folder made again")
	s.write("content/posts/renamed/deep/a.md", "zz")
	s.told("a file in the folder made again")

	s.must(os.RemoveAll(s.path("content")))
	s.told("content removed")
	s.write("content/posts/first.md", "x")
	s.told("content made again")
	s.write("content/posts/first.md", "y")
	s.told("a file in the new content")

	s.must(os.Rename(s.path("content/posts"), filepath.Join(outside, "posts")))
	s.told("a folder moved out")
	s.must(os.WriteFile(filepath.Join(outside, "posts", "first.md"), []byte("w"), 0o666))
	s.silent("a write in the folder that is not ours any more")
}

// Many folders at once leave no gap: whatever is there when the signal comes is
// watched or already seen.
func TestManyFolders(t *testing.T) {
	t.Parallel()
	s := start(t, Options{}, "content/a.md")
	for i := range 60 {
		s.write("content/posts/"+strings.Repeat("d/", i%7)+string(rune('a'+i%26))+"/x.md", "x")
	}
	s.told("many folders")
	s.write("content/posts/d/d/d/d/d/d/g/x.md", "y")
	s.told("a file in one of them")
}

// When the system refuses, the files are looked at.
func TestLimit(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var said []string
	opts := Options{
		Say: func(m string) { mu.Lock(); defer mu.Unlock(); said = append(said, m) },
		add: func(path string) error {
			if strings.Contains(path, "posts") {
				return syscall.ENOSPC
			}
			return nil
		},
	}
	s := start(t, opts, "content/posts/a.md")
	mu.Lock()
	if len(said) != 1 || !strings.Contains(said[0], "looking at the files every 1s") {
		t.Errorf("said %q", said)
	}
	if b, err := os.ReadFile(filepath.Join(limits, "max_user_watches")); err == nil {
		if want := strings.TrimSpace(string(b)) + " watches, fs.inotify.max_user_watches, and this site has 2 folders"; !strings.Contains(said[0], want) {
			t.Errorf("said %q, want the numbers: %q", said, want)
		}
	}
	mu.Unlock()
	s.write("content/posts/a.md", "longer")
	s.told("a save that is looked for")
}

// The limit may be met later, when a folder is added.
func TestLimitLater(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("the system's own watcher is needed")
	}
	polls := make(chan time.Duration, 1)
	var s *site
	var n *notifier
	opts := Options{polled: func(d time.Duration) { polls <- d }}.filled()
	s = &site{t: t, dir: t.TempDir()}
	s.write("content/a.md", "x")
	n, err := newNotifier(&Watcher{opts: opts, ground: ground{root: s.dir, dirs: opts.Dirs, skip: opts.Skip}})
	if err != nil {
		t.Fatal(err)
	}
	n.opts.add = func(string) error { return syscall.ENOSPC }
	ctx, cancel := context.WithCancel(t.Context())
	seen, done := make(chan sight), make(chan struct{})
	go func() { n.run(ctx, seen); close(done) }()
	s.must(os.Mkdir(s.path("content/posts"), 0o777))
	<-seen
	if d := <-polls; d != fallback {
		t.Errorf("polls every %v", d)
	}
	cancel()
	<-done
}

func TestNoSuchFolder(t *testing.T) {
	if _, err := Start(t.Context(), filepath.Join(t.TempDir(), "no"), Options{}); err == nil {
		t.Error("no error")
	}
	file := filepath.Join(t.TempDir(), "file")
	os.WriteFile(file, nil, 0o666)
	if _, err := Start(t.Context(), file, Options{}); err == nil {
		t.Error("no error for a file")
	}
}

// content/ may be a link to a folder elsewhere.
func TestLinkedContent(t *testing.T) {
	t.Parallel()
	elsewhere, dir := t.TempDir(), t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(dir, "content")); err != nil {
		t.Skip("no links here")
	}
	s := &site{t: t, dir: dir}
	s.write("content/posts/a.md", "x")
	w, err := Start(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.ch = w.C
	s.write("content/posts/a.md", "y")
	s.told("a save behind the link")
}
