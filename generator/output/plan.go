package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"recap/generator/par"
)

// plan is a commit worked out and not begun.
type plan struct {
	ops     []op
	written map[string]bool // paths of opPut
	next    manifest        // what is ours when all ops have gone through
	report  Report
}

// work compares what is wanted with what is ours and gives the steps between.
// The order is: removals that stand in a new file's way, new files, those that
// refer to others last, all other removals. So a reader of the site meets no dead links, but for the moments in
// which a file turns into a folder or the other way round.
func (s *Store) work() (*plan, error) {
	p := &plan{next: make(manifest, len(s.want)), written: map[string]bool{}}
	var puts, others []op
	for _, path := range sortedKeys(s.want) {
		w := s.want[path]
		old, mine := s.before[path]
		e := entry{path, w.page.sum, w.size}
		switch {
		case w.how == left && mine:
			p.next[path] = old
			p.report.Kept++
			continue
		case w.how == left:
			continue
		case w.how == staged:
			puts = append(puts, op{kind: opPut, n: w.n, entry: e})
			p.written[path] = true
		case old != e:
			others = append(others, op{kind: opAdopt, entry: e})
			p.report.Kept++
		default:
			p.report.Kept++
		}
		p.next[path] = e
	}
	if err := s.nested(); err != nil {
		return nil, err
	}
	first, last, forget := s.removals(puts)
	for _, o := range forget {
		if o.size >= 0 {
			p.report.Left = append(p.report.Left, o.path)
		}
		o.size = max(o.size, 0)
		others = append(others, o)
	}
	slices.SortStableFunc(puts, func(a, b op) int { return rank(a.path) - rank(b.path) })
	p.ops = slices.Concat(first, puts, last, others)
	return p, nil
}

// Late reports whether a file refers to others, as pages, feeds and lists for
// machines do: whoever puts a site in place puts these behind the rest.
func Late(name string) bool {
	switch path.Ext(name) {
	case ".html", ".htm", ".xml", ".atom", ".rss", ".json", ".ics", ".opml", ".txt", "":
		return true
	}
	return false
}

func rank(name string) int {
	if Late(name) {
		return 1
	}
	return 0
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// nested finds a path that is wanted both as a file and as a folder.
func (s *Store) nested() error {
	seen := map[string]bool{}
	for _, path := range sortedKeys(s.want) {
		for dir := parent(path); dir != "" && !seen[dir]; dir = parent(dir) {
			seen[dir] = true
			if _, ok := s.want[dir]; ok {
				return fmt.Errorf("%s is wanted as a file and, for %s, as a folder", dir, path)
			}
		}
	}
	return nil
}

// removals sorts what is ours and no longer wanted: to be removed before or
// after the new files, or to be forgotten since it is not, any more, what we
// wrote. A forgotten op whose size is negative has no file at all.
func (s *Store) removals(puts []op) (first, last, forget []op) {
	var gone []entry
	for _, path := range sortedKeys(s.before) {
		if _, ok := s.want[path]; !ok {
			gone = append(gone, s.before[path])
		}
	}
	if len(gone) == 0 {
		return nil, nil, nil
	}
	state := make([]error, len(gone))
	par.Each(len(gone), func(i int) { state[i] = s.ours(gone[i]) })
	inTheWay, double := s.inTheWay(puts), s.double()
	for i, e := range gone {
		o := op{kind: opRemove, entry: e}
		switch {
		case errors.Is(state[i], fs.ErrNotExist) && inTheWay(e.path):
			o.kind = opForget // its folder, if that is left, must go first
			first = append(first, o)
		case errors.Is(state[i], fs.ErrNotExist):
			o.kind, o.size = opForget, -1
			forget = append(forget, o)
		case state[i] != nil:
			o.kind = opForget
			forget = append(forget, o)
		case double(e.path):
			o.kind = opForget
			o.size = -1
			forget = append(forget, o)
		case inTheWay(e.path):
			first = append(first, o)
		default:
			last = append(last, o)
		}
	}
	return first, last, forget
}

var errNotOurs = errors.New("it is not what recap wrote")

// ours reports whether the file of an entry is still what we wrote: nil, an
// error that is fs.ErrNotExist, or another.
func (s *Store) ours(e entry) error {
	if err := s.realFolders(parent(e.path)); err != nil {
		return err
	}
	fi, err := os.Lstat(s.name(e.path))
	switch {
	case isAbsent(err):
		return fs.ErrNotExist
	case err != nil:
		return err
	case !fi.Mode().IsRegular() || fi.Size() != e.size:
		return errNotOurs
	}
	p := page{sum: e.sum, stat: stat{size: e.size}}
	if old, ok := s.pages[e.path]; ok && old.sum == e.sum {
		p = old
	}
	if _, ok := s.confirm(e.path, p); !ok {
		return errNotOurs
	}
	return nil
}

// inTheWay gives the question whether a removal must come before the puts: the
// path is above or below a new file's, or a file system that does not tell
// cases or Unicode forms apart could take it for one.
func (s *Store) inTheWay(puts []op) func(path string) bool {
	files, folders := map[string]bool{}, map[string]bool{}
	for _, o := range puts {
		low := strings.ToLower(o.path)
		files[low] = true
		for dir := parent(low); dir != "" && !folders[dir]; dir = parent(dir) {
			folders[dir] = true
		}
	}
	return func(path string) bool {
		for i := range len(path) {
			if path[i] >= 0x80 {
				return true
			}
		}
		low := strings.ToLower(path)
		if files[low] || folders[low] {
			return true
		}
		for dir := parent(low); dir != ""; dir = parent(dir) {
			if files[dir] {
				return true
			}
		}
		return false
	}
}

// double gives the question whether a path of ours is, on a file system that
// ignores case, only another spelling of a file that stays.
func (s *Store) double() func(path string) bool {
	stays := map[string]string{}
	for path, w := range s.want {
		if w.how != staged {
			stays[strings.ToLower(path)] = path
		}
	}
	return func(path string) bool {
		other, ok := stays[strings.ToLower(path)]
		if !ok {
			return false
		}
		a, err1 := os.Lstat(s.name(path))
		b, err2 := os.Lstat(s.name(other))
		return err1 == nil && err2 == nil && os.SameFile(a, b)
	}
}
