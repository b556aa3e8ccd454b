package source

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"recap/generator/diag"
)

// Glance is Snapshot for files that somebody saw change: only they are looked at,
// everything else is taken to be as it was in prev. nil when that cannot be right
// (a file has come or gone, the site has links, so that a file may have other
// names) or the files cannot be read: then a Snapshot tells. A Snapshot should
// follow in any case, since nobody sees everything.
func Glance(ctx context.Context, o Options, prev *Tree, paths []string) (*Tree, diag.List) {
	if prev == nil || prev.linked() {
		return nil, nil
	}
	s := &snapshot{ctx: ctx, opts: o, prev: prev}
	s.taken = o.now().UnixNano()
	s.held.Store(prev.held)
	if err := s.open(); err != nil {
		return nil, nil
	}
	defer s.root.Close()

	t := *prev
	t.files, t.stamps = slices.Clone(prev.files), slices.Clone(prev.stamps)
	for _, at := range paths {
		i, known := prev.index[at]
		info, err := s.root.Lstat(filepath.FromSlash(at))
		gone := errors.Is(err, fs.ErrNotExist)
		switch {
		case !known && (gone || Ignored(path.Base(at))):
			continue
		case !known, err != nil, !info.Mode().IsRegular(), prev.stamps[i].real != at:
			return nil, nil
		}
		f, st, ok := s.again(at)
		if !ok {
			return nil, nil
		}
		t.files[i], t.stamps[i] = s.keep(prev.files[i], f), stamp{stat: st, real: at, settled: st.settled(s.taken)}
	}
	t.held, t.reads = s.held.Load(), int(s.reads.Load())
	return &t, slices.Clone(t.said)
}

// linked reports whether a file of the tree is reached through a link.
func (t *Tree) linked() bool {
	for i, s := range t.stamps {
		if s.real != "" && s.real != t.files[i].Path {
			return true
		}
	}
	return false
}

// again reads a file by its path.
func (s *snapshot) again(at string) (*File, Stat, bool) {
	dir, err := s.root.OpenRoot(filepath.FromSlash(path.Dir(at)))
	if err != nil {
		return nil, Stat{}, false
	}
	defer dir.Close()
	f, st, err := s.read(dir, path.Base(at), at, at)
	return f, st, err == nil && f != nil
}
