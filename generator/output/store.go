package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"recap/generator/digest"
	"recap/generator/memory"
)

// Options says where the output is and what is remembered of it.
type Options struct {
	Dir       string        // the output folder; it need not exist yet
	Pages     PageMemory    // what earlier runs remember; nil for nothing
	Overwrite bool          // replace files that recap did not write
	Wait      time.Duration // for another build's commit; 0 means ten seconds

	hooks hooks
}

// hooks let tests break the machine at chosen places.
type hooks struct {
	step  func(what string)              // before each change of the disk
	write func(w io.Writer) io.Writer    // wraps a staged file
	move  func(oldname, to string) error // in the place of a rename
	clock func() int64                   // Unix nanoseconds
}

// Report is what a commit did.
type Report struct {
	Written   []string // paths with new bytes, sorted
	Removed   []string // paths of ours that nothing wants any more, sorted
	Kept      int      // pages whose file was right already
	Left      []string // unwanted paths of ours that somebody else changed since: not removed, no longer ours; sorted
	Completed bool     // Open found a commit that was interrupted, and completed it
	Notes     []string // what was surprising and did no harm, for -v
}

// Store is one output folder during one build. Has, Put, PutFrom, Keep and
// Leave may be called from many goroutines; Commit or Abort ends the Store.
type Store struct {
	o   Options
	dir string // the output, absolute
	own string // dir/.recap

	before    manifest   // what is ours, as Open found it
	beforeSum digest.Sum // of the manifest's bytes; zero when there was none
	broken    string     // why there is no manifest although there should be one
	pages     map[string]page
	pagesRaw  []byte // as loaded
	fresh     bool   // there was no file in the output when we looked

	completed bool
	notes     []string

	mu      sync.Mutex
	want    map[string]want
	checked map[string]page // by Has
	stage   *stage
	made    []string // folders that did not exist: the output, .recap
	failed  error    // the first Put that failed; Commit refuses
	done    bool
}

// want is one wanted path.
type want struct {
	page page
	size int64
	how  how
	n    int // number of the staged file
}

type how uint8

const (
	kept   how = iota // the file is right
	staged            // the right bytes lie in the stage
	left              // whatever is there of ours stays
)

// Open looks at an output folder. A commit that was interrupted is completed
// first. Nothing else is changed before Commit, not even the folder made.
//
// The error is the machine's: a folder that cannot be read, a file where the
// folder should be, or a *memory.Busy when another build does not finish.
func Open(o Options) (*Store, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, err
	}
	if o.Wait == 0 {
		o.Wait = 10 * time.Second
	}
	if o.hooks.step == nil {
		o.hooks.step = func(string) {}
	}
	if o.hooks.move == nil {
		o.hooks.move = move
	}
	if o.hooks.clock == nil {
		o.hooks.clock = func() int64 { return time.Now().UnixNano() }
	}
	s := &Store{
		o: o, dir: dir, own: filepath.Join(dir, own),
		want: map[string]want{}, checked: map[string]page{},
	}
	if err := s.look(); err != nil {
		return nil, err
	}
	if err := s.recover(); err != nil {
		return nil, err
	}
	if err := s.readManifest(); err != nil {
		return nil, err
	}
	if s.fresh, err = isFresh(dir); err != nil {
		return nil, err
	}
	if o.Pages != nil {
		if data, ok := o.Pages.Load(); ok {
			if s.pages, err = parsePages(data); err != nil {
				s.notef("%v and starts anew", err)
			} else {
				s.pagesRaw = data
			}
		}
	}
	return s, nil
}

// Dir is the output folder, absolute.
func (s *Store) Dir() string { return s.dir }

func (s *Store) notef(format string, args ...any) {
	s.notes = append(s.notes, fmt.Sprintf(format, args...))
}

func (s *Store) name(path string) string { return filepath.Join(s.dir, filepath.FromSlash(path)) }
func (s *Store) manifestName() string    { return filepath.Join(s.own, "manifest") }
func (s *Store) journalName() string     { return filepath.Join(s.own, "journal") }
func (s *Store) stagesName() string      { return filepath.Join(s.own, "stage") }

// look makes sure that the output and our folder in it are folders, or nothing.
// Ours must not be a link: what lies behind it is not this output's.
func (s *Store) look() error {
	switch fi, err := os.Stat(s.dir); {
	case errors.Is(err, fs.ErrNotExist):
		if fi, err := os.Lstat(s.dir); err == nil && fi.Mode()&fs.ModeSymlink != 0 {
			return fmt.Errorf("the output folder %s is a link to nothing", s.dir)
		}
		return nil
	case err != nil:
		return err
	case !fi.IsDir():
		return fmt.Errorf("the output %s is not a folder", s.dir)
	}
	switch fi, err := os.Lstat(s.own); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !fi.IsDir():
		return fmt.Errorf("%s is where recap keeps its books on the output, and it is not a folder; move it away", s.own)
	}
	return nil
}

// readManifest finds out what is ours. A manifest that cannot be understood
// makes nothing ours: files are then compared before they are replaced, and
// none is removed.
func (s *Store) readManifest() error {
	s.beforeSum, s.broken = digest.Sum{}, ""
	data, err := readRegular(s.manifestName())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		s.before = manifest{}
		return nil
	case err != nil:
		return err
	}
	s.beforeSum = digest.Bytes(data)
	s.before, err = parseManifest(data)
	if err != nil {
		s.before = manifest{}
		s.broken = fmt.Sprintf("the list of recap's own files, %s, cannot be used: %v", s.manifestName(), err)
		s.notef("%s; files with the right bytes are taken over, none is removed", s.broken)
	}
	s.before.reveal(s.secrets())
	return nil
}

// secrets are the files that lie in the secret folder, ours or not.
func (s *Store) secrets() []string {
	var paths []string
	root := s.name(strings.TrimSuffix(secretFolder, "/"))
	_ = filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil // what cannot be looked at is not ours to remove
		}
		if rel, err := filepath.Rel(s.dir, name); err == nil {
			paths = append(paths, filepath.ToSlash(rel))
		}
		return nil
	})
	return paths
}

// readRegular reads one of our own files, and nothing that merely lies in its
// place: opening a pipe would wait for ever.
func readRegular(name string) ([]byte, error) {
	fi, err := os.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !fi.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file; move it away", name)
	}
	return os.ReadFile(name)
}

// isFresh reports whether a folder holds nothing but our own books, so that no
// file needs to be asked for.
func isFresh(dir string) (bool, error) {
	f, err := os.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	names, err := f.Readdirnames(2)
	if err != nil && err != io.EOF {
		return false, err
	}
	return len(names) == 0 || len(names) == 1 && names[0] == own, nil
}

// Abort gives the build up: every byte and time of the output is as it was, and
// the stage is gone. After Commit it does nothing, so it can be deferred.
func (s *Store) Abort() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return nil
	}
	s.done = true
	return s.clear()
}

// clear removes our stage and the folders made for it, where they are empty.
func (s *Store) clear() error {
	var err error
	if s.stage != nil {
		err = s.stage.remove()
		s.stage = nil
		os.Remove(s.stagesName())
	}
	for i := len(s.made) - 1; i >= 0; i-- {
		os.Remove(s.made[i]) // fails when it is in use, as it should
	}
	s.made = nil
	return err
}

// lock takes the output's lock.
func (s *Store) lock(ctx context.Context, wait time.Duration) (*memory.Lock, error) {
	return memory.TryLock(ctx, filepath.Join(s.own, "lock"), wait)
}
