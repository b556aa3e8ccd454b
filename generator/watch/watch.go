// Package watch says that something changed, never what to do with it.
//
// Start gives a channel; a value on it means: the site's files are no longer
// what they were, look again. Which files were noticed is told as well, but only
// as a hint, because a rebuild is a build: it finds out by itself, from the same
// snapshot as ever.
//
// # When it speaks
//
// The first change after a quiet time passes at once: a save should show in the
// browser while the hand is still on the key. What follows in the same burst
// (an editor's second write, a checkout of two hundred files) is told once it
// has been quiet for Options.Quiet, and every Options.Ceiling while the burst
// goes on. A value waits in the channel until somebody takes it, and grows
// meanwhile, so a save during a build is not lost.
//
// A change that is probably half of one (a file that is empty and younger than
// 100 ms, one that is gone, a folder that is new) does not open a burst at once;
// it waits for the other half. Editors that truncate and then write, or rename
// and then write, would otherwise flash an empty page.
//
// # What it sees
//
// Folders, not files, as editors replace files: content/ and themes/ at any
// depth, folders made later included, and the folders of the site that links
// lead to (Linked). The debris of editors (source.Ignored), .git, .recap and the
// output folder are nothing; neither are changes of mode that leave a file
// readable.
//
// # Nothing stays missed
//
// Systems lose events: queues overflow, folders fill before they are watched,
// network folders are silent about other machines. So the files' names, sizes
// and times are looked at after every burst, and from time to time in silence;
// a difference that no event told of is told then. Where the system gives no
// notice at all (a limit of watches) looking takes the place of listening, and
// on network folders it happens every second; Options.Say is told so, with the
// numbers that explain it.
package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Options say what is watched and how patiently. The zero value is good.
type Options struct {
	Dirs    []string               // folders below the site that count; nil means content and themes
	Skip    func(path string) bool // further paths that do not count, slash separated below the site: the output folder
	Quiet   time.Duration          // a burst ends after this long without a change; 0 means 50 ms
	Ceiling time.Duration          // the longest a burst keeps a change to itself; 0 means 500 ms
	Poll    time.Duration          // look at the files this often instead of being told; 0 means be told
	Say     func(message string)   // is told when looking takes the place of listening

	beat   time.Duration                               // testOnly: how often files are looked at in silence
	after  time.Duration                               // testOnly: how long after a burst they are
	add    func(string) error                          // testOnly: stands in for the system's way to add a watch
	remote func(path string) (system string, far bool) // testOnly: stands in for the system's knowledge of folders
	polled func(interval time.Duration)                // testOnly: is told when polling begins
	looked func(missed []string)                       // testOnly: is told of every look that listening takes
}

const (
	// fallback is how often files are looked at when the system does not tell.
	fallback = time.Second
	// heartbeat is how often they are looked at although it does.
	heartbeat = 5 * time.Second
	// afterwards is how long after a burst they are; a plan should be made by then.
	afterwards = 250 * time.Millisecond
	// gentle bounds what looking costs: one part in gentle of one core.
	gentle = 50
	// infancy is how long an empty file is taken for one that is being written.
	infancy = 100 * time.Millisecond
)

func (o Options) filled() Options {
	if o.Dirs == nil {
		o.Dirs = []string{"content", "themes"}
	}
	if o.Skip == nil {
		o.Skip = func(string) bool { return false }
	}
	o.Quiet = positive(o.Quiet, 50*time.Millisecond)
	o.Ceiling = positive(o.Ceiling, 500*time.Millisecond)
	o.beat = positive(o.beat, heartbeat)
	o.after = positive(o.after, afterwards)
	if o.Say == nil {
		o.Say = func(string) {}
	}
	if o.remote == nil {
		o.remote = remoteFolder
	}
	return o
}

func positive(d, otherwise time.Duration) time.Duration {
	if d <= 0 {
		return otherwise
	}
	return d
}

// Watcher watches one site.
type Watcher struct {
	// C tells of changes. It holds at most one value: several changes that
	// nobody has taken are one. It is closed at the end.
	C <-chan Change

	opts   Options
	ground ground        // as it was at the start
	linked chan []string // the newest folders that links lead to
	mu     sync.Mutex    // guards last
	last   []string      // folders given to Linked
}

// Start watches the site in dir until ctx ends; then C is closed and nothing is
// left running. The error is the machine's: no such folder.
//
// When Start has returned, every later change is told.
func Start(ctx context.Context, dir string, opts Options) (*Watcher, error) {
	opts = opts.filled()
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if fi, err := os.Stat(root); err != nil {
		return nil, err
	} else if !fi.IsDir() {
		return nil, fmt.Errorf("%s is not a folder", dir)
	}
	out := make(chan Change, 1)
	w := &Watcher{C: out, opts: opts, ground: ground{root: root, dirs: opts.Dirs, skip: opts.Skip}, linked: make(chan []string, 1)}
	detect := w.detector()
	seen := make(chan sight)
	go func() {
		var wg sync.WaitGroup
		wg.Go(func() { detect(ctx, seen) })
		coalesce(ctx, seen, out, opts.Quiet, opts.Ceiling)
		wg.Wait()
		close(out)
	}()
	return w, nil
}

// detector is the way in which changes are noticed.
func (w *Watcher) detector() func(context.Context, chan<- sight) {
	if w.opts.Poll > 0 {
		return newPolling(w, w.opts.Poll).run
	}
	n, err := newNotifier(w)
	if err != nil {
		w.opts.Say(w.refusal(err))
		return newPolling(w, fallback).run
	}
	return n.run
}

// Linked says which folders of the site outside the watched ones hold sources
// because links lead there (source.Tree.Linked); each call replaces what the
// last one said. It does not wait.
func (w *Watcher) Linked(dirs []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if slices.Equal(dirs, w.last) {
		return
	}
	w.last = slices.Clone(dirs)
	select {
	case <-w.linked:
	default:
	}
	w.linked <- w.last
}

// tell passes one change on; false when ctx has ended.
func tell(ctx context.Context, seen chan<- sight, s sight) bool {
	select {
	case seen <- s:
		return true
	case <-ctx.Done():
		return false
	}
}

// young reports whether a file is empty and so new that it is probably being
// written, and when it will no longer be.
func young(s stamp) (until time.Time, ok bool) {
	if s.Size > 0 || s.kind.Type() != 0 {
		return time.Time{}, false
	}
	until = time.Unix(0, max(s.Mod, s.Change)).Add(infancy)
	wait := time.Until(until)
	return until, wait > 0 && wait <= infancy
}
