package watch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/fsnotify/fsnotify"
)

// notifier listens to the system. It belongs to one goroutine.
type notifier struct {
	root string
	opts Options
	w    *fsnotify.Watcher
	dirs map[string]bool // watched folders, full paths, without the root
}

// errRootGone says that the site's own folder is not where it was.
var errRootGone = errors.New("the site's folder was moved or removed")

// newNotifier watches the site's folder, for content/ and themes/ to appear in,
// and everything below these two.
func newNotifier(root string, opts Options) (*notifier, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	n := &notifier{root: root, opts: opts, w: w, dirs: map[string]bool{}}
	if n.opts.add == nil {
		n.opts.add = w.Add
	}
	if err := n.opts.add(root); err != nil {
		w.Close()
		return nil, err
	}
	if err := walk(root, opts, nil, n.add); err != nil {
		w.Close()
		return nil, err
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
func (n *notifier) forget(full string) {
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
}

// run tells of changes until ctx ends. When the system fails it says so and
// goes on by looking at the files.
func (n *notifier) run(ctx context.Context, seen chan<- bool) {
	err := n.listen(ctx, seen)
	n.w.Close()
	if err == nil || ctx.Err() != nil {
		return
	}
	n.opts.Say(fallbackMessage(err))
	look := poller(n.root, n.opts, fallback)
	if tell(ctx, seen, true) { // what was missed meanwhile
		look(ctx, seen)
	}
}

func (n *notifier) listen(ctx context.Context, seen chan<- bool) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case ev, ok := <-n.w.Events:
			if !ok {
				return errors.New("the watcher ended")
			}
			changed, settled, err := n.event(ev)
			if err != nil {
				return err
			}
			if changed && !tell(ctx, seen, settled) {
				return nil
			}
		case err, ok := <-n.w.Errors:
			if !ok {
				return errors.New("the watcher ended")
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return err
			}
			// Some events were dropped: new folders may be among them.
			if err := walk(n.root, n.opts, nil, n.add); err != nil {
				return err
			}
			if !tell(ctx, seen, true) {
				return nil
			}
		}
	}
}

// event works out whether an event is a change of the site and whether it looks
// whole.
func (n *notifier) event(ev fsnotify.Event) (changed, settled bool, err error) {
	if ev.Op&^fsnotify.Chmod == 0 {
		return false, false, nil
	}
	rel, err := filepath.Rel(n.root, ev.Name)
	if err != nil {
		return false, false, nil
	}
	if rel == "." {
		if ev.Has(fsnotify.Remove) || ev.Has(fsnotify.Rename) {
			return false, false, errRootGone
		}
		return false, false, nil
	}
	path := filepath.ToSlash(rel)
	if !n.opts.counts(path) {
		return false, false, nil
	}
	if ev.Has(fsnotify.Remove) || ev.Has(fsnotify.Rename) {
		n.forget(ev.Name)
	}
	fi, statErr := os.Stat(ev.Name)
	if statErr != nil {
		return true, false, nil
	}
	if !fi.IsDir() {
		return true, fi.Size() > 0 && !ev.Has(fsnotify.Remove), nil
	}
	if ev.Op == fsnotify.Write {
		return false, false, nil // some systems tell of the folder when its file changes
	}
	if link, err := os.Lstat(ev.Name); err == nil && link.Mode()&fs.ModeSymlink != 0 && strings.Contains(path, "/") {
		return true, true, nil
	}
	return true, false, walkFolder(n.root, path, n.opts, nil, n.add)
}
