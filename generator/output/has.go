package output

import (
	"fmt"
	"os"

	"recap/generator/digest"
)

// Has reports whether the file at path is the one that was written under key:
// the key is the one remembered, and the file is still as it was left. Times
// that prove nothing (the file is young, was touched or restored) make Has read
// the file and compare its sum. A hit must be followed by Keep.
func (s *Store) Has(path string, key digest.Sum) bool {
	p, ok := s.pages[path]
	if !ok || p.key != key || s.fresh {
		return false
	}
	p, ok = s.confirm(path, p)
	if ok {
		s.mu.Lock()
		s.checked[path] = p
		s.mu.Unlock()
	}
	return ok
}

// confirm reports whether the file at path has the bytes p speaks of, and gives
// p with its stat brought up to date.
func (s *Store) confirm(path string, p page) (page, bool) {
	taken := s.o.hooks.clock()
	fi, err := os.Lstat(s.name(path))
	if err != nil || !fi.Mode().IsRegular() || fi.Size() != p.stat.size {
		return p, false
	}
	st := statOf(fi)
	if p.known(st) {
		return p, true
	}
	// The stat is from before the reading, so that a change in between shows
	// as a difference next time.
	sum, _, err := sumFile(s.name(path))
	p.stat, p.taken = st, taken
	return p, err == nil && sum == p.sum
}

// Keep says that a page is wanted and its file right already, as Has found.
func (s *Store) Keep(path string, key digest.Sum) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.checked[path]
	if !ok || p.key != key {
		if p, ok = s.pages[path]; !ok {
			// Nothing is remembered: all that is known is what we wrote last.
			e, mine := s.before[path]
			if !mine {
				s.fail(fmt.Errorf("%s: kept, but recap never wrote it", path))
				return
			}
			p = page{sum: e.sum, stat: stat{size: e.size}}
		}
		p.key = key
	}
	s.add(path, want{page: p, size: p.stat.size, how: kept})
}

// Leave says that a page is planned but could not be made: whatever lies there
// of an earlier build stays, and stays ours.
func (s *Store) Leave(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.add(path, want{how: left})
}

// add notes a wanted path; the caller holds mu.
func (s *Store) add(path string, w want) {
	if s.done {
		s.fail(ErrDone)
		return
	}
	if _, twice := s.want[path]; twice {
		s.fail(fmt.Errorf("%s: two pages for one path", path))
		return
	}
	s.want[path] = w
}

// fail remembers the first fault; the caller holds mu.
func (s *Store) fail(err error) {
	if s.failed == nil {
		s.failed = err
	}
}

// Holds reports whether a file of ours lies in the output with these very bytes.
// A hit may be followed by Keep.
func (s *Store) Holds(f File) bool {
	e, mine := s.before[f.Path]
	if !mine || e.sum != f.Sum || e.size != f.Size {
		return false
	}
	sum, size, err := SumFile(s.name(f.Path))
	return err == nil && sum == f.Sum && size == f.Size
}
