package memory

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// segment is one file of values, one after the other. While it grows it is
// called new-<id> and locked, so that a sweep knows its writer lives; when it is
// saved it is called values-<id> and never changes again.
type segment struct {
	id   [8]byte
	name string
	size int64 // bytes of values

	mu   sync.Mutex
	file *os.File // nil until first needed, and after close
	gone bool     // it cannot be opened
	lock *Lock    // while it grows
	buf  *bufio.Writer
}

func segmentName(dir string, id [8]byte) string {
	return filepath.Join(dir, "values-"+hex.EncodeToString(id[:]))
}

// segmentID reads the id back from a name with a prefix.
func segmentID(name, prefix string) (id [8]byte, ok bool) {
	digits, ok := strings.CutPrefix(filepath.Base(name), prefix)
	if !ok || len(digits) != 16 {
		return id, false
	}
	_, err := hex.Decode(id[:], []byte(digits))
	return id, err == nil
}

// createSegment makes a file for new values, and the folder for it.
func createSegment(dir string) (*segment, error) {
	if err := makeFolder(dir); err != nil {
		return nil, err
	}
	s := &segment{}
	rand.Read(s.id[:])
	s.name = filepath.Join(dir, "new-"+hex.EncodeToString(s.id[:]))
	lock, err := TryLock(context.Background(), s.name, time.Second)
	if err != nil {
		return nil, err
	}
	s.lock = lock
	if lock.file != nil {
		s.file = lock.file.File
	} else if s.file, err = os.OpenFile(s.name, os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return nil, err
	}
	s.buf = bufio.NewWriterSize(s.file, 256<<10)
	return s, nil
}

// append adds a value and says where it is.
func (s *segment) append(data []byte) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	off := s.size
	n, err := s.buf.Write(data)
	s.size += int64(n)
	return off, err
}

// read gives bytes of the file.
func (s *segment) read(b []byte, off int64) error {
	f, err := s.reader(off + int64(len(b)))
	if err != nil {
		return err
	}
	_, err = f.ReadAt(b, off)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// reader opens the file when it must, and brings what was appended to it.
func (s *segment) reader(end int64) (*os.File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.buf != nil && end > s.size-int64(s.buf.Buffered()) {
		if err := s.buf.Flush(); err != nil {
			return nil, err
		}
	}
	if s.file == nil {
		if s.gone {
			return nil, os.ErrNotExist
		}
		f, err := os.Open(s.name)
		if err != nil {
			s.gone = true
			return nil, err
		}
		s.file = f
	}
	return s.file, nil
}

// seal ends the growing: the file gets its lasting name. It must not be called
// without the memory's lock, for between the two names nothing protects it.
func (s *segment) seal(dir string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.buf.Flush()
	if e := s.shut(); err == nil {
		err = e
	}
	s.buf = nil
	if err == nil {
		name := segmentName(dir, s.id)
		if err = os.Rename(s.name, name); err == nil {
			s.name = name
		}
	}
	return err
}

// shut closes the file; the caller holds mu. Windows renames no open file.
func (s *segment) shut() error {
	f, lock := s.file, s.lock
	s.file, s.lock = nil, nil
	if lock != nil && lock.file != nil {
		lock.Unlock() // closes f
		return nil
	}
	if f != nil {
		return f.Close()
	}
	return nil
}

func (s *segment) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shut()
	s.buf, s.gone = nil, true
}

// read gives the bytes of a value, if they are what was written.
func (v value) read() ([]byte, bool) {
	if v.seg == nil || v.off < 0 || v.off+int64(v.size) > v.seg.size {
		return nil, false
	}
	data := make([]byte, v.size)
	if err := v.seg.read(data, v.off); err != nil || checksum(data) != v.crc {
		return nil, false
	}
	return data, true
}

// makeFolder makes the folder of the memory. The folder above it gets a note
// that keeps all of it out of git, and one that keeps it out of backups
// (https://bford.info/cachedir/).
func makeFolder(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	up := filepath.Dir(dir)
	for name, text := range map[string]string{
		".gitignore":   "*\n",
		"CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# recap's memory of this site; it can be deleted at any time\n",
	} {
		name = filepath.Join(up, name)
		if _, err := os.Lstat(name); err == nil {
			continue
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
