package output

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"os"

	"recap/generator/digest"
)

// Put says that a page is wanted and has these bytes. A file that has them
// already is left as it is, times included; otherwise they go to the stage.
// An error (a full disk) also makes Commit refuse.
func (s *Store) Put(path string, key digest.Sum, data []byte) error {
	p := page{key: key, sum: digest.Bytes(data), stat: stat{size: int64(len(data))}}
	return s.put(path, p, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// PutFrom is Put for bytes that should not be held in memory. write is called
// once. Its own error is returned as it is and leaves the page unwanted, so that
// the caller may Leave it; an error of the disk also makes Commit refuse.
func (s *Store) PutFrom(path string, key digest.Sum, write func(io.Writer) error) error {
	if err := CheckPath(path); err != nil {
		return s.refuse(err)
	}
	t := tally{sum: sha256.New()}
	var given error
	n, err := s.toStage(path, func(w io.Writer) error {
		t.to = w
		given = write(&t)
		return given
	})
	if err != nil && given != nil && t.err == nil {
		return given // the source's fault, not the disk's
	}
	if err != nil {
		return s.refuse(err)
	}
	p := page{key: key, sum: digest.Sum(t.sum.Sum(nil)[:16]), stat: stat{size: t.size}}
	return s.note(path, p, n)
}

// tally passes bytes on, counting and summing them.
type tally struct {
	to   io.Writer
	sum  hash.Hash
	size int64
	err  error
}

func (t *tally) Write(b []byte) (int, error) {
	n, err := t.to.Write(b)
	t.sum.Write(b[:n])
	t.size += int64(n)
	if err != nil {
		t.err = err
	}
	return n, err
}

// put stages what write gives, unless the file at path has those bytes.
func (s *Store) put(path string, p page, write func(io.Writer) error) error {
	if err := CheckPath(path); err != nil {
		return s.refuse(err)
	}
	if same, ok := s.same(path, p); ok {
		return s.accept(path, want{page: same, size: p.stat.size, how: kept})
	}
	n, err := s.toStage(path, write)
	if err != nil {
		return s.refuse(err)
	}
	return s.accept(path, want{page: p, size: p.stat.size, how: staged, n: n})
}

// note accepts a staged file, or drops it when the file at path is the same.
func (s *Store) note(path string, p page, n int) error {
	if same, ok := s.same(path, p); ok {
		s.mu.Lock()
		g := s.stage
		s.mu.Unlock()
		if g != nil {
			os.Remove(stagedFile(g.dir, n))
		}
		return s.accept(path, want{page: same, size: p.stat.size, how: kept})
	}
	return s.accept(path, want{page: p, size: p.stat.size, how: staged, n: n})
}

// same reports whether the file at path has the bytes that p speaks of already,
// and gives p with the file's stat.
func (s *Store) same(path string, p page) (page, bool) {
	if s.fresh {
		return p, false
	}
	if old, ok := s.pages[path]; ok && old.sum == p.sum {
		p.stat, p.taken = old.stat, old.taken
	}
	return s.confirm(path, p)
}

// toStage writes one file into the stage.
func (s *Store) toStage(path string, write func(io.Writer) error) (int, error) {
	g, err := s.openStage()
	if err != nil {
		return 0, err
	}
	s.o.hooks.step("stage " + path)
	f, n, err := g.create()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", path, err)
	}
	var w io.Writer = f
	if s.o.hooks.write != nil {
		w = s.o.hooks.write(f)
	}
	err = write(w)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		os.Remove(stagedFile(g.dir, n))
		return 0, fmt.Errorf("%s: %w", path, err)
	}
	return n, nil
}

func (s *Store) accept(path string, w want) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.failed
	s.add(path, w)
	if before == nil {
		return s.failed
	}
	return before
}

func (s *Store) refuse(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail(err)
	return err
}
