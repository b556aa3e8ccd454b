package output

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"time"

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

// stagedFile is the name of file n in a stage.
func stagedFile(stage string, n int) string { return filepath.Join(stage, strconv.Itoa(n)) }

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
	os.Remove(alive(g.dir))
	return err
}

// create opens the next file of the stage.
func (g *stage) create() (*os.File, int, error) {
	n := int(g.next.Add(1))
	f, err := os.OpenFile(stagedFile(g.dir, n), os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err == nil && g.chmod {
		f.Chmod(fileMode)
	}
	return f, n, err
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
