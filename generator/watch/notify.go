package watch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// notifier listens to the system. It belongs to one goroutine.
type notifier struct {
	*Watcher
	ground ground
	w      *fsnotify.Watcher
	dirs   map[string]bool // watched folders, full paths, without the root
	known  look            // every file as it was last told of
	beat   time.Duration   // how often to look in silence

	looks   chan glance // of the look under way
	looking bool
	moved   bool // something came while it was
}

// glance is a look with the time it took.
type glance struct {
	look
	took time.Duration
}

// errRootGone says that the site's own folder is not where it was.
var errRootGone = errors.New("the site's folder was moved or removed")

// newNotifier watches the site's folder, for content/ and themes/ to appear in,
// and everything below these two.
func newNotifier(w *Watcher) (*notifier, error) {
	fw, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	n := &notifier{Watcher: w, ground: w.ground, w: fw, dirs: map[string]bool{}, known: look{}, beat: w.opts.beat, looks: make(chan glance, 1)}
	if n.opts.add == nil {
		n.opts.add = fw.Add
	}
	err = n.opts.add(n.ground.root)
	if err == nil {
		err = n.ground.walk(n.known.note, n.add)
	}
	if err != nil {
		fw.Close()
		return nil, err
	}
	for _, top := range n.ground.dirs {
		if system, far := n.opts.remote(n.ground.full(top)); far {
			n.opts.Say(remoteMessage(top, system))
			n.beat = min(n.beat, fallback)
			if n.opts.polled != nil {
				n.opts.polled(n.beat)
			}
			break
		}
	}
	return n, nil
}

// add watches one folder. A folder that is gone again or may not be read is no
// fault of the watcher: the build speaks of it.
func (n *notifier) add(full string) error {
	if n.dirs[full] {
		return nil
	}
	err := n.opts.add(full)
	switch {
	case err == nil:
		n.dirs[full] = true
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		err = nil
	default:
		if fi, e := os.Stat(full); e != nil || !fi.IsDir() {
			err = nil
		}
	}
	return err
}

// forget drops the watches at and below a path that was moved or removed. A
// moved folder keeps its watch in the system under the old name, so it must go
// before the new name is added.
func (n *notifier) forget(full, path string) {
	delete(n.known, path)
	if !n.dirs[full] {
		return
	}
	below := full + string(filepath.Separator)
	for d := range n.dirs {
		if d == full || strings.HasPrefix(d, below) {
			delete(n.dirs, d)
			_ = n.w.Remove(d) // often gone already
		}
	}
	for p := range n.known {
		if strings.HasPrefix(p, path+"/") {
			delete(n.known, p)
		}
	}
}

// run tells of changes until ctx ends. When the system fails it says so and
// goes on by looking at the files.
func (n *notifier) run(ctx context.Context, seen chan<- sight) {
	err := n.listen(ctx, seen)
	n.w.Close()
	if err == nil || ctx.Err() != nil {
		return
	}
	n.opts.Say(n.refusal(err))
	p := newPolling(n.Watcher, fallback)
	p.ground = n.ground
	p.known = p.ground.look()
	if tell(ctx, seen, sight{settled: true}) { // what was missed meanwhile
		p.run(ctx, seen)
	}
}

func (n *notifier) listen(ctx context.Context, seen chan<- sight) error {
	next := time.NewTimer(n.beat)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case ev, ok := <-n.w.Events:
			if !ok {
				return errors.New("the watcher ended")
			}
			s, changed, err := n.event(ev)
			if err != nil {
				return err
			}
			if changed {
				n.moved = true
				next.Reset(n.opts.after)
				if !tell(ctx, seen, s) {
					return nil
				}
			}
		case err, ok := <-n.w.Errors:
			if !ok {
				return errors.New("the watcher ended")
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return err
			}
			// Some events were dropped: new folders may be among them.
			if err := n.ground.walk(nil, n.add); err != nil {
				return err
			}
			n.moved = true
			next.Reset(n.opts.after)
			if !tell(ctx, seen, sight{settled: true}) {
				return nil
			}
		case dirs := <-n.linked:
			if err := n.link(ctx, dirs, seen); err != nil {
				return err
			}
		case <-next.C:
			n.startLook()
		case g := <-n.looks:
			n.looking = false
			wait := max(n.beat, gentle*g.took)
			if n.moved {
				wait = n.opts.after // it may be older than what was told: look again
			} else if err := n.compare(ctx, g.look, seen); err != nil {
				return err
			}
			next.Reset(wait)
		}
	}
}

// startLook asks every file, beside the listening.
func (n *notifier) startLook() {
	if n.looking {
		return
	}
	n.looking, n.moved = true, false
	g := n.ground
	go func() {
		began := time.Now()
		l := g.look()
		n.looks <- glance{l, time.Since(began)} // there is room for one
	}()
}

// compare tells of what no event has told of.
func (n *notifier) compare(ctx context.Context, is look, seen chan<- sight) error {
	missed := differ(n.known, is)
	n.known = is
	if n.opts.looked != nil {
		n.opts.looked(missed)
	}
	if len(missed) == 0 {
		return nil
	}
	if err := n.ground.walk(nil, n.add); err != nil {
		return err
	}
	for _, p := range missed {
		if !tell(ctx, seen, sight{path: p, settled: true}) {
			return nil
		}
	}
	return nil
}

// link begins to watch the folders that links lead to. What is there already is
// told once: it may have changed since the plan that found the links.
func (n *notifier) link(ctx context.Context, dirs []string, seen chan<- sight) error {
	n.ground.linked = dirs
	if err := n.ground.walk(nil, n.add); err != nil {
		return err
	}
	n.moved = true // a look under way does not know these folders
	for p, st := range n.ground.look() {
		if _, ok := n.known[p]; !ok {
			n.known[p] = st
		}
	}
	if len(dirs) > 0 {
		tell(ctx, seen, sight{settled: true})
	}
	return nil
}

// event works out whether an event is a change of the site and whether it looks
// whole.
func (n *notifier) event(ev fsnotify.Event) (s sight, changed bool, err error) {
	rel, err := filepath.Rel(n.ground.root, ev.Name)
	if err != nil {
		return s, false, nil
	}
	gone := ev.Has(fsnotify.Remove) || ev.Has(fsnotify.Rename)
	if rel == "." {
		if gone {
			return s, false, errRootGone
		}
		return s, false, nil
	}
	s.path = filepath.ToSlash(rel)
	if !n.ground.counts(s.path) {
		return s, false, nil
	}
	before, had := n.known[s.path]
	if gone {
		n.forget(ev.Name, s.path)
	}
	fi, err := os.Lstat(ev.Name)
	if err != nil {
		delete(n.known, s.path)
		return s, true, nil
	}
	now := stampOf(fi)
	n.known[s.path] = now
	switch {
	case ev.Op&^fsnotify.Chmod == 0:
		return s, had && !before.sameBytes(now), nil
	case fi.IsDir():
		if ev.Op == fsnotify.Write {
			return s, false, nil // some systems tell of the folder when its file changes
		}
		return s, true, n.ground.walkFolder(s.path, n.known.note, n.add)
	case fi.Mode()&fs.ModeSymlink != 0 && !strings.Contains(s.path, "/"):
		s.settled = true // content/ itself is a link
		return s, true, n.ground.walkFolder(s.path, n.known.note, n.add)
	}
	s.until, s.settled = young(now)
	s.settled = !s.settled && !gone
	return s, true, nil
}
