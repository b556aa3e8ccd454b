package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// deaf is a watcher whose system tells of nothing below content/.
func deaf(beat, after time.Duration) Options {
	return Options{beat: beat, after: after, add: func(string) error { return nil }}
}

// What no event told of is found in silence.
func TestHeartbeatFindsWhatWasMissed(t *testing.T) {
	t.Parallel()
	s := start(t, deaf(30*time.Millisecond, time.Hour), "content/posts/a.md")
	s.silent("nothing")
	s.write("content/posts/a.md", "longer")
	s.told("a save no event told of")
	s.write("content/posts/new/deep/b.md", "x")
	s.told("a new folder no event told of")
	s.must(os.RemoveAll(s.path("content/posts")))
	s.told("a removal no event told of")
	s.write("themes/mine/layout.html", "x")
	s.told("a first theme")
}

// After a burst everything is looked at, and what events told of is not told again.
func TestLookAfterABurst(t *testing.T) {
	t.Parallel()
	var looks, missed atomic.Int32
	s := start(t, Options{beat: time.Hour, after: 10 * time.Millisecond, looked: func(m []string) {
		looks.Add(1)
		missed.Add(int32(len(m)))
	}}, "content/a.md")
	for i := range 20 {
		s.write("content/a.md", strings.Repeat("x", i))
		s.write(fmt.Sprintf("content/sub%d/b.md", i), "x")
		time.Sleep(3 * time.Millisecond)
	}
	s.told("a burst")
	for end := time.Now().Add(long); looks.Load() == 0 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	if looks.Load() == 0 || missed.Load() != 0 {
		t.Errorf("%d looks found %d files that no event told of", looks.Load(), missed.Load())
	}
}

// A file that the system told nothing of, beside one it told of.
func TestBurstHidesNothing(t *testing.T) {
	t.Parallel()
	outside := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(outside, "probe")); err != nil {
		t.Skip("no links here")
	}
	opts := Options{beat: time.Hour, after: 10 * time.Millisecond}
	s := start(t, opts, "content/posts/a.md", "content/quiet/b.md")
	// The watch of one folder is taken away behind the watcher's back: the
	// folder is reached by another name in the meantime.
	s.must(os.Rename(s.path("content/quiet"), filepath.Join(outside, "quiet")))
	s.told("a folder moved away")
	s.must(os.Rename(filepath.Join(outside, "quiet"), s.path("content/quiet")))
	s.write("content/quiet/b.md", "other")
	s.told("a folder moved back")
	s.write("content/quiet/b.md", "another")
	s.told("a save in it")
}

// Two thousand files copied in, and a branch switched, are few signals.
func TestBurstIsFewSignals(t *testing.T) {
	t.Parallel()
	s := start(t, Options{}, "content/a.md")
	done := make(chan time.Duration)
	go func() {
		began := time.Now()
		for i := range 2000 {
			s.write(fmt.Sprintf("content/posts/%02d/p%04d.md", i%40, i), "text")
		}
		done <- time.Since(began)
	}()
	signals, files := 0, 0
	var took time.Duration
	for took == 0 {
		select {
		case <-s.ch:
			signals++
		case took = <-done:
		}
	}
	for quiet := true; quiet; {
		select {
		case <-s.ch:
			signals++
		case <-time.After(time.Second):
			quiet = false
		}
	}
	_ = filepath.WalkDir(s.path("content/posts"), func(_ string, e os.DirEntry, _ error) error {
		if !e.IsDir() {
			files++
		}
		return nil
	})
	// One at once, one each half second, one at the end, one for the look.
	if most := 4 + int(took/(500*time.Millisecond)); files != 2000 || signals == 0 || signals > most {
		t.Errorf("%d files in %v were %d signals, want at most %d", files, took, signals, most)
	}
	s.write("content/posts/07/p0007.md", "changed")
	s.told("a save in one of the new folders")
}

// An empty file that is new is waited for.
func TestEmptyFileIsWaitedFor(t *testing.T) {
	t.Parallel()
	for _, poll := range []time.Duration{0, 5 * time.Millisecond} {
		s := start(t, Options{Poll: poll}, "content/a.md")
		began := time.Now()
		s.write("content/b.md", "")
		<-s.ch
		if took := time.Since(began); took < infancy-20*time.Millisecond { // the file's clock is coarser than ours
			t.Errorf("an empty file was told of after %v", took)
		}
	}
}

// Folders that links lead to are watched as well.
func TestLinked(t *testing.T) {
	for _, how := range []string{"notify", "poll"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			opts := Options{}
			if how == "poll" {
				opts.Poll = 10 * time.Millisecond
			}
			s := start(t, opts, "content/a.md", "drafts/deep/b.md", "README.md", "other/c.md")
			s.write("drafts/deep/b.md", "y")
			s.silent("a save in a folder that no link leads to")
			s.w.Linked([]string{".", "drafts"})
			s.told("links were found")
			s.w.Linked([]string{".", "drafts"})
			s.silent("the same links")
			s.write("drafts/deep/b.md", "yy")
			s.told("a save behind a link")
			s.write("drafts/new/d.md", "x")
			s.told("a new folder behind a link")
			s.write("drafts/new/d.md", "xx")
			s.told("a save in it")
			s.write("README.md", "longer")
			s.told("a save of a linked file")
			s.write("other/c.md", "longer")
			s.silent("a save beside")
			s.write(".git/HEAD", "x")
			s.silent("debris")
			s.w.Linked(nil)
			s.drain()
			s.write("drafts/deep/b.md", "yyy")
			s.silent("a save in a folder that no link leads to any more")
		})
	}
}

func (s *site) drain() {
	for {
		select {
		case <-s.ch:
		case <-time.After(short):
			return
		}
	}
}

// Network folders are looked at as well, and it is said.
func TestRemoteFolder(t *testing.T) {
	t.Parallel()
	var said []string
	polls := make(chan time.Duration, 1)
	opts := deaf(time.Hour, time.Hour)
	opts.Say = func(m string) { said = append(said, m) }
	opts.remote = func(p string) (string, bool) { return "nfs", strings.HasSuffix(p, "content") }
	opts.polled = func(d time.Duration) { polls <- d }
	s := start(t, opts, "content/a.md")
	if len(said) != 1 || !strings.Contains(said[0], "content lies on another machine (nfs)") || !strings.Contains(said[0], "every 1s") {
		t.Errorf("said %q", said)
	}
	if d := <-polls; d != fallback {
		t.Errorf("looks every %v", d)
	}
	s.write("content/a.md", "written by another machine")
	s.told("a save of another machine")
}

// The system's own answer for an ordinary folder.
func TestOrdinaryFolderIsNear(t *testing.T) {
	if system, far := remoteFolder(t.TempDir()); far && system == "" {
		t.Errorf("far without a name")
	}
}

// Everything that is started ends.
func TestEnds(t *testing.T) {
	for _, opts := range []Options{{}, {Poll: time.Millisecond}, deaf(time.Millisecond, time.Millisecond)} {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, "content"), 0o777); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		w, err := Start(ctx, dir, opts)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Millisecond)
		cancel()
		for range w.C {
		}
	}
}
