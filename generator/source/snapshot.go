package source

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"recap/generator/diag"
	"recap/generator/digest"
)

// Options says what a snapshot is of.
type Options struct {
	Dir    string // the site folder, which holds content/ and perhaps themes/
	Themes fs.FS  // the themes the program carries, "plain/…"; they lie under Dir/themes file by file. May be nil

	// Not are folders of the site that are no source though a link may lead
	// there: the output. Slash paths below Dir.
	Not []string

	// Now is the clock that tells young files from settled ones; nil means
	// time.Now. It decides what is read again, never what is read.
	Now func() time.Time

	// Known, if set, is a memo from an earlier process: the sum of a file whose
	// Stat was the same and settled then (Tree.Stat). It is called from several
	// goroutines.
	Known func(path string, st Stat) (digest.Sum, bool)
}

func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now()
	}
	return o.Now()
}

// Snapshot reads the input files of a site. prev, a tree of the same Options or
// nil, spares the reading of files whose stat says that they are as they were;
// it never changes what the tree holds.
//
// The list is what an author can mend, sorted; what it speaks of is not in the
// tree, everything else is. The error is the machine's: no such folder, too many
// open files, ctx.
func Snapshot(ctx context.Context, o Options, prev *Tree) (*Tree, diag.List, error) {
	s := &snapshot{ctx: ctx, opts: o, prev: prev}
	// Taken before anything is read: a write during the walk must look young.
	s.taken = o.now().UnixNano()
	if prev != nil {
		s.held.Store(prev.held)
	}
	if err := s.open(); err != nil {
		return nil, nil, err
	}
	defer s.root.Close()

	tops, list, err := s.tops()
	if err != nil {
		return nil, nil, err
	}
	entries, said, err := s.walk(tops)
	if err != nil {
		return nil, nil, err
	}
	carried, err := s.carried(entries)
	if err != nil {
		return nil, nil, err
	}
	list.Add(said...)
	t := newTree(append(entries, carried...))
	t.reads = int(s.reads.Load())
	if prev != nil && t.Same(prev) {
		t.twins = prev.twins
	} else {
		t.twins = twins(t)
	}
	list.Add(t.twins...)
	t.said = list.Sorted()
	return t, slices.Clone(t.said), nil
}

// snapshot is one walk over the site.
type snapshot struct {
	ctx   context.Context
	opts  Options
	prev  *Tree
	root  *os.Root
	names []string     // absolute names of the site folder: as given, and free of links
	taken int64        // nanoseconds since 1970
	held  atomic.Int64 // bytes kept
	reads atomic.Int64 // files opened
}

func (s *snapshot) open() (err error) {
	abs, err := filepath.Abs(s.opts.Dir)
	if err != nil {
		return err
	}
	if s.root, err = os.OpenRoot(s.opts.Dir); err != nil {
		return err
	}
	s.names = []string{abs}
	if free, err := filepath.EvalSymlinks(abs); err == nil && free != abs {
		s.names = append(s.names, free)
	}
	return nil
}

// tops are the folders where the walk begins.
func (s *snapshot) tops() (tasks []task, list diag.List, err error) {
	for _, name := range []string{"content", "themes"} {
		info, err := s.root.Lstat(name)
		if errors.Is(err, fs.ErrNotExist) {
			if name == "content" {
				list.Add(diag.Errorf("source-no-content", diag.Whole(name), "there is no folder content here").
					WithHint("recap init starts a site; recap -C dir works on the one in dir"))
			}
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		at := task{path: name, real: name}
		switch {
		case info.IsDir():
			tasks = append(tasks, at)
		case info.Mode()&fs.ModeSymlink != 0:
			r := result{}
			s.link(&at, name, name, &r)
			for _, e := range r.entries { // the link leads to a file
				r.list.Add(noFolder(e.file.Path))
			}
			tasks = append(tasks, r.tasks...)
			list.Add(r.list...)
			if r.err != nil {
				return nil, nil, r.err
			}
		default:
			list.Add(noFolder(name))
		}
	}
	return tasks, list, nil
}

func noFolder(name string) diag.Diagnostic {
	return diag.Errorf("source-no-content", diag.Whole(name), "%s is not a folder", name)
}
