package output

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"time"

	"recap/generator/digest"
	"recap/generator/memory"
)

// Modes of what is published. They do not follow the umask: a page is for
// everybody, a web server runs as somebody else, and a copy made with rsync -a
// should be the same from every machine. Files that did not change keep
// whatever mode they have. Our own books are for the owner only, since the
// manifest names unlisted pages too.
const (
	fileMode   = 0o644
	folderMode = 0o755
	bookMode   = 0o600
	ownMode    = 0o700
)

// stage is a folder of new files, on the output's file system, not yet in their
// places. Its lock says that its process lives; the system lets go of it.
type stage struct {
	dir  string // own/stage/<name>
	name string
	lock *memory.Lock
	next atomic.Int64
	// chmod is set when the umask takes bits from fileMode or folderMode.
	chmod bool
}

func (g *stage) file(n int) string { return filepath.Join(g.dir, strconv.Itoa(n)) }

// alive is the lock beside a stage.
func alive(dir string) string { return dir + ".lock" }

// openStage gives the stage, making it the first time.
func (s *Store) openStage() (*stage, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return nil, ErrDone
	}
	if s.failed != nil {
		return nil, s.failed
	}
	if s.stage != nil {
		return s.stage, nil
	}
	if err := s.makeOwn(); err != nil {
		return nil, err
	}
	g, err := newStage(s.stagesName())
	if err != nil {
		return nil, err
	}
	s.stage = g
	return g, nil
}

// makeOwn makes the output folder and ours in it, remembering which were new.
func (s *Store) makeOwn() error {
	var missing []string
	for dir := s.own; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			break
		}
		missing = append(missing, dir)
	}
	for i := len(missing) - 1; i >= 0; i-- {
		dir, mode := missing[i], fs.FileMode(folderMode)
		if dir == s.own {
			mode = ownMode
		}
		if err := os.Mkdir(dir, mode); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		if dir == s.dir {
			os.Chmod(dir, mode) // see fileMode; a refusal does no harm
		}
		s.made = append(s.made, dir)
	}
	return nil
}

func newStage(stages string) (*stage, error) {
	if err := os.Mkdir(stages, ownMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	for try := 0; ; try++ {
		var raw [8]byte
		rand.Read(raw[:])
		g := &stage{name: hex.EncodeToString(raw[:])}
		g.dir = filepath.Join(stages, g.name)
		err := g.open()
		if err == nil {
			return g, nil
		}
		// A sweep by another process may have taken the lock file or stage/
		// itself away between two of our steps. It cannot do so often.
		if try == 5 {
			return nil, err
		}
		if err := os.Mkdir(stages, ownMode); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
}

func (g *stage) open() (err error) {
	g.lock, err = memory.TryLock(context.Background(), alive(g.dir), time.Second)
	if err != nil {
		return err
	}
	if _, err = os.Lstat(alive(g.dir)); err == nil {
		err = os.Mkdir(g.dir, folderMode)
	}
	if err != nil {
		g.lock.Unlock()
		return err
	}
	g.chmod = g.strict()
	return nil
}

// strict finds out whether this process' umask is stricter than our modes.
// Asking for it directly would mean setting it, for all threads.
func (g *stage) strict() bool {
	fi, err := os.Stat(g.dir)
	return err == nil && fi.Mode().Perm() != folderMode
}

// remove takes the stage away and lets go of its lock. The lock file goes
// last: while it is there, nobody takes the folder for an unfinished stage.
func (g *stage) remove() error {
	err := os.RemoveAll(g.dir)
	g.lock.Unlock() // before the removal: Windows removes no open file
	if e := os.Remove(alive(g.dir)); err == nil && !errors.Is(e, fs.ErrNotExist) {
		err = e
	}
	return err
}

// create opens the next file of the stage.
func (g *stage) create() (*os.File, int, error) {
	n := int(g.next.Add(1))
	f, err := os.OpenFile(g.file(n), os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err == nil && g.chmod {
		f.Chmod(fileMode)
	}
	return f, n, err
}

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
			os.Remove(g.file(n))
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
		os.Remove(g.file(n))
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

// writeSynced writes one of our own books: the bytes are on the disk before the
// name is.
func writeSynced(tmp, name string, data []byte) error {
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, bookMode)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, bytes.NewReader(data))
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = move(tmp, name)
	}
	if err != nil {
		os.Remove(tmp)
		return err
	}
	syncFolder(filepath.Dir(name))
	return nil
}

// syncFolder brings a rename to the disk, where folders can be synced at all.
func syncFolder(dir string) {
	if f, err := os.Open(dir); err == nil {
		f.Sync()
		f.Close()
	}
}
