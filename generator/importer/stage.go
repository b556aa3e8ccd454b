package importer

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// recordPath is the file that remembers what imports wrote: a line for each
// file with its path, the sum of the bytes that were written and the item of the
// source they were made of, parted by tabs. It belongs into git with the site.
// The build does not read it; a name that begins with a full stop is passed over.
const recordPath = "content/.import.tsv"

// stage gathers what an import writes in a folder of its own on the site's file
// system and moves it into place at the end: an import that fails leaves nothing.
type stage struct {
	site string
	tmp  string // "" for a dry run
	made []madeFile
	was  map[string]sum    // path → sum, of earlier imports
	from map[string]string // item of the source → path, of earlier imports
}

// madeFile is one file of this import.
type madeFile struct {
	path, source string
	sum          sum
}

// sum is of the bytes of a file: the first half of SHA-256.
type sum [sha256.Size / 2]byte

func sumOfHash(h hash.Hash) (s sum) {
	copy(s[:], h.Sum(nil))
	return s
}

func parseSum(s string) (out sum, ok bool) {
	n, err := hex.Decode(out[:], []byte(s)[:min(len(s), 2*len(out))])
	return out, err == nil && n == len(out)
}

func newStage(site string, dry bool) (*stage, error) {
	s := &stage{site: site}
	if err := s.readRecord(); err != nil {
		return nil, err
	}
	if dry {
		return s, nil
	}
	tmp, err := os.MkdirTemp(site, ".recap-import-")
	s.tmp = tmp
	return s, err
}

func (s *stage) close() {
	if s.tmp != "" {
		os.RemoveAll(s.tmp)
	}
}

func (s *stage) readRecord() error {
	s.was, s.from = map[string]sum{}, map[string]string{}
	f, err := os.Open(filepath.Join(s.site, filepath.FromSlash(recordPath)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		line := sc.Text()
		if strings.HasPrefix(line, "#") {
			continue
		}
		p := strings.Split(line, "\t")
		if len(p) != 3 || !inContent(p[0]) {
			continue
		}
		was, ok := parseSum(p[1])
		if !ok {
			continue
		}
		s.was[p[0]], s.from[p[2]] = was, p[0]
	}
	return sc.Err()
}

// inContent reports a clean path below content/: whatever a source says, no
// other file is touched.
func inContent(p string) bool {
	if !strings.HasPrefix(p, "content/") || !fs.ValidPath(p) || strings.ContainsAny(p, "\\\x00\n\t:") {
		return false
	}
	for part := range strings.SplitSeq(p, "/") {
		if len(part) > 200 {
			return false
		}
	}
	return true
}

// put stages one file. source is what it was made of, for the record.
func (s *stage) put(path, source string, data []byte) error {
	return s.copy(path, source, bytes.NewReader(data))
}

// copy is put from a reader.
func (s *stage) copy(path, source string, from io.Reader) error {
	if !inContent(path) {
		return fmt.Errorf("%s: no file may be written there", path)
	}
	h := sha256.New()
	var to io.Writer = h
	if s.tmp != "" {
		full := filepath.Join(s.tmp, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			return err
		}
		f, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
		if err != nil {
			return err
		}
		w := bufio.NewWriter(f)
		to = io.MultiWriter(h, w)
		defer func() { w.Flush(); f.Close() }()
	}
	if _, err := io.Copy(to, from); err != nil {
		return err
	}
	s.made = append(s.made, madeFile{path, oneField.Replace(source), sumOfHash(h)})
	return nil
}

// What becomes of a file that an import made.
const (
	New       = "new"
	Unchanged = "unchanged"
	Updated   = "updated"  // it is as the last import left it, and the source says something else now
	Kept      = "kept"     // edited by hand since: left alone
	Gone      = "gone"     // removed or moved by hand since: not written again
	Occupied  = "occupied" // a file of that name is there that no import wrote
)

// commit compares what was made with what is there and moves the difference.
func (s *stage) commit(r *Report) error {
	var record []madeFile
	again := map[string]bool{} // files of earlier imports with a line already
	for i, m := range s.made {
		state, err := s.state(m)
		if err != nil {
			return err
		}
		r.told(m.path, state)
		switch state {
		case New, Updated:
			if err := s.move(m.path); err != nil {
				return err
			}
		case Unchanged:
		default:
			continue
		}
		record = append(record, s.made[i])
		if _, known := s.was[m.path]; known {
			again[m.path] = true
		}
	}
	source := map[string]string{} // path → item, of earlier imports
	for item, path := range s.from {
		source[path] = item
	}
	for path, sum := range s.was {
		if !again[path] {
			record = append(record, madeFile{path, source[path], sum})
		}
	}
	if s.tmp == "" || len(record) == 0 {
		return nil
	}
	return s.writeRecord(record)
}

func (s *stage) state(m madeFile) (string, error) {
	was, known := s.was[m.path]
	there, err := sumOf(filepath.Join(s.site, filepath.FromSlash(m.path)))
	switch {
	case errors.Is(err, fs.ErrNotExist) && known:
		return Gone, nil
	case errors.Is(err, fs.ErrNotExist):
		return New, nil
	case err != nil:
		return "", err
	case there == m.sum:
		return Unchanged, nil
	case !known:
		return Occupied, nil
	case there != was:
		return Kept, nil
	}
	return Updated, nil
}

func (s *stage) move(path string) error {
	if s.tmp == "" {
		return nil
	}
	to := filepath.Join(s.site, filepath.FromSlash(path))
	if err := s.inside(filepath.Dir(to)); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	return os.Rename(filepath.Join(s.tmp, filepath.FromSlash(path)), to)
}

// inside reports a folder that a link leads out of the site.
func (s *stage) inside(dir string) error {
	root, err := filepath.EvalSymlinks(s.site)
	if err != nil {
		return err
	}
	for ; ; dir = filepath.Dir(dir) {
		real, err := filepath.EvalSymlinks(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return err
		}
		if rel, err := filepath.Rel(root, real); err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return fmt.Errorf("%s leads out of the site", dir)
		}
		return nil
	}
}

func (s *stage) writeRecord(record []madeFile) error {
	slices.SortFunc(record, func(a, b madeFile) int { return strings.Compare(a.path, b.path) })
	var b bytes.Buffer
	b.WriteString("# What recap import site wrote: path, sum of the bytes, item of the source. Keep it:\n# the next import leaves alone what was edited by hand since.\n")
	for _, m := range record {
		fmt.Fprintf(&b, "%s\t%x\t%s\n", m.path, m.sum[:], m.source)
	}
	to := filepath.Join(s.site, filepath.FromSlash(recordPath))
	if old, err := os.ReadFile(to); err == nil && bytes.Equal(old, b.Bytes()) {
		return nil
	}
	tmp := filepath.Join(s.tmp, "record")
	if err := os.WriteFile(tmp, b.Bytes(), 0o666); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	return os.Rename(tmp, to)
}

func sumOf(path string) (sum, error) {
	f, err := os.Open(path)
	if err != nil {
		return sum{}, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum{}, err
	}
	return sumOfHash(h), nil
}

// oneField keeps a name within its column.
var oneField = strings.NewReplacer("\t", " ", "\n", " ")
