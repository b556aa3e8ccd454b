package source

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/par"
)

const (
	maxDepth  = 128    // folders in folders
	maxLinked = 10_000 // folders reached through links: links among links multiply
	chunk     = 256    // entries of a folder that one core takes at a time
)

// task is a folder to list, or a part of a listing to look at.
type task struct {
	path  string        // as the tree names the folder
	real  string        // where it is below the site, free of links
	via   []string      // real folders whose links led here, the first one first
	depth int           // folders above
	names []fs.DirEntry // part of the listing; nil: list first
}

// entry is a file on its way into a tree.
type entry struct {
	file  *File
	stamp stamp
}

// result is what one task found.
type result struct {
	entries []entry
	tasks   []task
	list    diag.List
	err     error // the machine's
}

// walk does tasks until there are none left, a round at a time: the tasks of a
// round are independent, and those they leave behind are the next round. A round
// is as wide as the site, so both cores stay busy without a queue; and because
// rounds are put in order, limits strike the same folder on every machine.
func (s *snapshot) walk(tasks []task) (all []entry, list diag.List, err error) {
	linked := 0
	for len(tasks) > 0 {
		results := make([]result, len(tasks))
		err := par.EachErr(s.ctx, len(tasks), func(i int) error {
			s.do(&tasks[i], &results[i])
			return results[i].err
		})
		if err != nil {
			return nil, nil, err
		}
		tasks = tasks[:0:0]
		for _, r := range results {
			all = append(all, r.entries...)
			tasks = append(tasks, r.tasks...)
			list.Add(r.list...)
		}
		slices.SortStableFunc(tasks, func(a, b task) int { return cmp.Compare(a.path, b.path) })
		tasks = slices.DeleteFunc(tasks, func(t task) bool {
			if len(t.via) == 0 || t.names != nil {
				return false
			}
			if linked++; linked == maxLinked+1 {
				list.Add(tooLinked(t.path))
			}
			return linked > maxLinked
		})
	}
	return all, list, nil
}

func tooLinked(at string) diag.Diagnostic {
	return diag.Errorf("source-too-deep", diag.Whole(at), "more than %d folders are reached through symbolic links", maxLinked).
		WithHint("links among linked folders multiply; replace some by the folders themselves")
}

// do lists a folder, or looks at a part of its listing.
func (s *snapshot) do(t *task, r *result) {
	dir, err := s.root.OpenRoot(filepath.FromSlash(t.real))
	if err != nil {
		s.trouble(t.path, "folder", err, r)
		return
	}
	defer dir.Close()
	names := t.names
	if names == nil {
		f, err := dir.Open(".")
		if err != nil {
			s.trouble(t.path, "folder", err, r)
			return
		}
		names, err = f.ReadDir(-1)
		f.Close()
		if err != nil {
			s.trouble(t.path, "folder", err, r)
		}
		for len(names) > chunk {
			part := *t
			part.names = names[len(names)-chunk:]
			names = names[:len(names)-chunk]
			r.tasks = append(r.tasks, part)
		}
	}
	for _, e := range names {
		if r.err == nil && !Ignored(e.Name()) {
			s.look(dir, t, e, r)
		}
	}
}

// look takes one entry of a folder for what it is.
func (s *snapshot) look(dir *os.Root, t *task, e fs.DirEntry, r *result) {
	name := e.Name()
	if why := badName(name); why != "" {
		r.list.Add(nameFault(t.path, name, why))
		return
	}
	at, real := t.path+"/"+name, t.real+"/"+name
	switch mode := e.Type(); {
	case mode.IsDir():
		s.folder(task{path: at, real: real, via: t.via, depth: t.depth + 1}, r)
	case mode&fs.ModeSymlink != 0:
		s.link(t, at, real, r)
	case mode.IsRegular():
		s.file(dir, name, at, real, r)
	default:
		r.list.Add(special(at, mode))
	}
}

// folder puts a folder on the list of things to do.
func (s *snapshot) folder(t task, r *result) {
	if t.depth > maxDepth {
		r.list.Add(diag.Errorf("source-too-deep", diag.Whole(t.path), "more than %d folders lie in one another here", maxDepth))
		return
	}
	r.tasks = append(r.tasks, t)
}

// file takes a regular file: from the tree before, from the memo of an earlier
// process, or by reading it.
func (s *snapshot) file(dir *os.Root, name, at, real string, r *result) {
	old, was := s.before(at, real)
	if old != nil || s.opts.Known != nil {
		info, err := dir.Lstat(name)
		if err != nil {
			s.trouble(at, "file", err, r)
			return
		}
		if !info.Mode().IsRegular() { // swapped since the listing
			return
		}
		st := statOf(info)
		if old != nil && was.settled && was.stat == st {
			r.entries = append(r.entries, entry{old, was})
			return
		}
		if s.opts.Known != nil && st.Size <= limitOf(name) {
			if sum, ok := s.opts.Known(at, st); ok {
				f := s.keep(old, &File{Path: at, Size: st.Size, Mod: info.ModTime(), Sum: sum, place: &place{s.opts.Dir, real}})
				r.entries = append(r.entries, entry{f, stamp{st, real, true}})
				return
			}
		}
	}
	f, st, err := s.read(dir, name, at, real)
	switch {
	case err != nil:
		s.trouble(at, "file", err, r)
	case f == nil:
		r.list.Add(tooLarge(at, limitOf(name)))
	default:
		r.entries = append(r.entries, entry{s.keep(old, f), stamp{st, real, st.settled(s.taken)}})
	}
}

// before is the file the tree before had at a path, and what it knew of it.
func (s *snapshot) before(at, real string) (*File, stamp) {
	if s.prev == nil {
		return nil, stamp{}
	}
	i, ok := s.prev.index[at]
	if !ok || s.prev.stamps[i].real != real {
		return nil, stamp{}
	}
	return s.prev.files[i], s.prev.stamps[i]
}

// keep is the old file when the new one has the same bytes.
func (s *snapshot) keep(old, f *File) *File {
	drop := old
	if old != nil && old.Sum == f.Sum && old.Size == f.Size {
		drop, f = f, old
	}
	if drop != nil {
		s.held.Add(-int64(len(drop.data)))
	}
	return f
}

// read makes a file of what is on disk; nil when it is too large.
func (s *snapshot) read(dir *os.Root, name, at, real string) (*File, Stat, error) {
	s.reads.Add(1)
	f, info, err := open(dir, name)
	if err != nil {
		return nil, Stat{}, err
	}
	defer f.Close()
	st, limit := statOf(info), limitOf(name)
	if st.Size > limit {
		return nil, st, nil
	}
	made := &File{Path: at, Mod: time.Unix(0, st.Mod), place: &place{s.opts.Dir, real}}
	if isText(name) && st.Size <= keepOne {
		data, err := readAll(f, st.Size, limit)
		if err != nil {
			return nil, st, err
		}
		made.Size, made.Sum = int64(len(data)), digest.Bytes(data)
		if s.held.Add(made.Size) <= keepAll {
			made.data = data
		} else {
			s.held.Add(-made.Size)
		}
	} else if made.Sum, made.Size, err = hashAll(s.ctx, f, limit); err != nil {
		return nil, st, err
	}
	if made.Size > limit { // it grew while it was read
		return nil, st, nil
	}
	return made, st, nil
}

// trouble says that a file or folder could not be read. What is gone since it
// was listed is simply not there. A machine out of means is not the author's.
func (s *snapshot) trouble(at, what string, err error, r *result) {
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, errSpecial), errors.Is(err, syscall.ENOTDIR):
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE), errors.Is(err, syscall.ENOMEM), s.ctx.Err() != nil:
		r.err = err
	default:
		r.list.Add(unreadable(at, what, err))
	}
}

// special says that something is no file at all.
func special(at string, mode fs.FileMode) diag.Diagnostic {
	what := "a special file"
	switch {
	case mode&fs.ModeNamedPipe != 0:
		what = "a named pipe"
	case mode&fs.ModeSocket != 0:
		what = "a socket"
	case mode&fs.ModeDevice != 0:
		what = "a device"
	}
	return diag.Warnf("source-special", diag.Whole(at), "%q is %s and cannot be a source", path.Base(at), what).
		WithHint("it is left out; remove it from the folder")
}

func unreadable(at, what string, err error) diag.Diagnostic {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err // without the path, which the place has already
	}
	return diag.Errorf("source-unreadable", diag.Whole(at), "the %s cannot be read: %v", what, err)
}

func tooLarge(at string, limit int64) diag.Diagnostic {
	d := diag.Errorf("source-too-large", diag.Whole(at), "the file is larger than %d MB", limit>>20)
	if limit == maxText {
		return d.WithHint("a text of this size is most likely something else by mistake")
	}
	return d.WithHint("put it on a file host and link to it")
}
