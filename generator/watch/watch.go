// Package watch says that something changed, never what to do with it.
//
// Changes gives a channel; a value on it means: the site's files are no longer
// what they were, look again. Which file it was is not told, because a rebuild
// is a build: it finds out by itself, from the same snapshot as ever.
//
// # When it speaks
//
// The first change after a quiet time passes at once: a save should show in the
// browser while the hand is still on the key. What follows in the same burst
// (an editor's second write, a checkout of two hundred files) is told once it
// has been quiet for Options.Quiet, and every Options.Ceiling while the burst
// goes on. A value waits in the channel until somebody takes it, so a save
// during a build is not lost.
//
// A change that is probably half of one (a file that is empty or gone, a folder
// that is new) does not open a burst at once; it waits for the other half as
// long as quiet takes. Editors that truncate and then write, or rename and then
// write, would otherwise flash an empty page.
//
// # What it sees
//
// Folders, not files, as editors replace files: content/ and themes/ at any
// depth, folders made later included. Changes of mode alone are nothing. The
// debris of editors (source.Ignored), .git, .recap and the output folder are
// nothing either. Where the system gives no notice (network mounts, containers,
// a limit of watches), the files' sizes and times are looked at from time to
// time instead, and Options.Say is told so.
package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"recap/generator/source"
)

// Options say what is watched and how patiently. The zero value is good.
type Options struct {
	Dirs    []string                     // folders below the site that count; nil means content and themes
	Skip    func(path string) bool       // further paths that do not count, slash separated below the site: the output folder
	Quiet   time.Duration                // a burst ends after this long without a change; 0 means 50 ms
	Ceiling time.Duration                // the longest a burst keeps a change to itself; 0 means 500 ms
	Poll    time.Duration                // look at the files this often instead of being told; 0 means be told
	Say     func(message string)         // is told when notification fails and looking takes its place
	add     func(string) error           // testOnly: stands in for the system's way to add a watch
	polled  func(interval time.Duration) // testOnly: is told when polling begins
}

// fallback is how often files are looked at when notification has failed.
const fallback = time.Second

func (o Options) filled() Options {
	if o.Dirs == nil {
		o.Dirs = []string{"content", "themes"}
	}
	if o.Skip == nil {
		o.Skip = func(string) bool { return false }
	}
	if o.Quiet <= 0 {
		o.Quiet = 50 * time.Millisecond
	}
	if o.Ceiling <= 0 {
		o.Ceiling = 500 * time.Millisecond
	}
	if o.Say == nil {
		o.Say = func(string) {}
	}
	return o
}

// counts reports whether a slash path below the site is watched.
func (o Options) counts(path string) bool {
	top, _, _ := strings.Cut(path, "/")
	known := false
	for _, d := range o.Dirs {
		known = known || d == top
	}
	if !known || o.Skip(path) {
		return false
	}
	for part := range strings.SplitSeq(path, "/") {
		if source.Ignored(part) { // .git and .recap are
			return false
		}
	}
	return true
}

// Changes watches the site in dir until ctx ends; then the channel is closed and
// nothing is left running. The channel holds at most one value: several changes
// that nobody has taken are one. The error is the machine's: no such folder.
//
// When Changes has returned, every later change is told.
func Changes(ctx context.Context, dir string, opts Options) (<-chan struct{}, error) {
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
	detect := poller(root, opts, opts.Poll)
	if opts.Poll <= 0 {
		if n, err := newNotifier(root, opts); err != nil {
			opts.Say(fallbackMessage(err))
			detect = poller(root, opts, fallback)
		} else {
			detect = n.run
		}
	}
	seen := make(chan bool)
	out := make(chan struct{}, 1)
	go func() {
		var wg sync.WaitGroup
		wg.Go(func() { detect(ctx, seen) })
		coalesce(ctx, seen, out, opts.Quiet, opts.Ceiling)
		wg.Wait()
		close(out)
	}()
	return out, nil
}

func fallbackMessage(err error) string {
	return fmt.Sprintf("the system cannot tell of changes (%v); looking at the files every %v instead", err, fallback)
}

// tell passes one change on; false when ctx has ended.
func tell(ctx context.Context, seen chan<- bool, settled bool) bool {
	select {
	case seen <- settled:
		return true
	case <-ctx.Done():
		return false
	}
}
