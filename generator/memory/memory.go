package memory

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"recap/generator/digest"
)

// Kind says what a value is; keys of different kinds never meet. The numbers
// stand in the file: add at the end.
type Kind uint8

const (
	Records Kind = 1 + iota // parsed source files, with what was said about them
	Bodies                  // HTML of documents
	Blocks                  // highlighted code blocks
	Pages                   // one entry per output folder: which file was made under which key
	Stats                   // the source tree as the file system described it, with sums
	Images                  // facts about pictures: size, orientation
	Builds                  // one entry per output folder: the newest whole build
	Search                  // files of the search index, and of which documents they were made
)

var kinds = [...]string{Records: "records", Bodies: "bodies", Blocks: "blocks", Pages: "pages", Stats: "stats", Images: "images", Builds: "builds", Search: "search"}

func (k Kind) String() string {
	if int(k) < len(kinds) && kinds[k] != "" {
		return kinds[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// Memory is what is remembered of one site. All methods may be called from many
// goroutines. A nil Memory remembers nothing.
type Memory struct {
	dir     string // <site>/.recap/memory
	version digest.Sum
	limits  limits

	mu     sync.RWMutex
	why    string // why Open found nothing
	index  *index
	used   []atomic.Bool // by position in index: used in this generation
	reused atomic.Bool   // an entry of an earlier generation was used
	fresh  map[ident]value
	out    *segment // where new values go; nil before the first
	fault  error    // the disk refused a new value: none is taken any more
	closed bool
}

// ident names an entry.
type ident struct {
	kind Kind
	key  digest.Sum
}

// value is where the bytes of an entry are.
type value struct {
	seg  *segment
	off  int64
	size uint32
	crc  uint32
}

// limits bound what is kept of entries that nobody used lately.
type limits struct {
	generations uint32        // an unused entry leaves after so many saves
	bytes       int64         // unused values beyond this leave, the oldest first
	segments    int           // more files of values than this are merged
	wait        time.Duration // for another process' Save
}

var defaults = limits{generations: 32, bytes: 512 << 20, segments: 12, wait: 2 * time.Second}

// maxValue bounds one value; nothing that is worth remembering comes near.
const maxValue = 1 << 30

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// Open reads the memory of a site from its folder dir (<site>/.recap; it need
// not exist). version names the program that asks: another version's memory is
// nobody's. Open never fails: what is missing, foreign or damaged is forgotten,
// and Why tells.
func Open(dir string, version digest.Sum) *Memory {
	m := &Memory{
		dir: filepath.Join(dir, "memory"), version: version, limits: defaults,
		fresh: map[ident]value{},
	}
	x, err := loadIndex(m.dir, version)
	if err != nil {
		m.why = err.Error()
		x = &index{}
	} else if x.lost > 0 {
		m.why = fmt.Sprintf("%d entries are damaged and forgotten", x.lost)
	}
	m.take(x)
	return m
}

// take makes x the index; the caller holds mu or is alone.
func (m *Memory) take(x *index) {
	m.index = x
	m.used = make([]atomic.Bool, x.len())
	m.reused.Store(false)
}

// Why says what kept Open from finding a memory whole: "there is none yet", "it
// was made by another version of recap". It is empty when all is well.
func (m *Memory) Why() string {
	if m == nil {
		return "nothing is remembered"
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.why
}

// Len is the number of entries, for -v.
func (m *Memory) Len() int {
	if m == nil {
		return 0
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	n := m.index.len()
	for id := range m.fresh {
		if _, ok := m.index.find(id); !ok {
			n++
		}
	}
	return n
}

// Get gives a remembered value; the caller owns the bytes. What cannot be read
// or has not the checksum it was written with is not there.
func (m *Memory) Get(kind Kind, key digest.Sum) ([]byte, bool) {
	if m == nil {
		return nil, false
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	id := ident{kind, key}
	if v, ok := m.fresh[id]; ok {
		return v.read()
	}
	i, ok := m.index.find(id)
	if !ok {
		return nil, false
	}
	data, ok := m.index.value(i).read()
	if ok {
		m.mark(i)
	}
	return data, ok
}

// Touch says that an entry is still of use although nobody needs its value now:
// a page that is on the disk already keeps its body remembered. It reports
// whether there is such an entry.
func (m *Memory) Touch(kind Kind, key digest.Sum) bool {
	if m == nil {
		return false
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	id := ident{kind, key}
	if _, ok := m.fresh[id]; ok {
		return true
	}
	i, ok := m.index.find(id)
	if ok {
		m.mark(i)
	}
	return ok
}

// mark notes that an entry was used in this generation.
func (m *Memory) mark(i int) {
	if !m.used[i].Swap(true) && m.index.generationOf(i) != m.index.generation {
		m.reused.Store(true)
	}
}

// Put remembers a value. It goes to the disk at once, not into this process'
// memory, but counts only after Save. A disk that refuses is Save's to tell.
func (m *Memory) Put(kind Kind, key digest.Sum, data []byte) {
	if m == nil || len(data) > maxValue {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	id, crc := ident{kind, key}, checksum(data)
	if m.has(id, data, crc) || m.fault != nil || m.closed {
		return
	}
	if m.out == nil {
		sweepFirst(m.dir)
		if m.out, m.fault = createSegment(m.dir); m.fault != nil {
			return
		}
	}
	off, err := m.out.append(data)
	if err != nil {
		m.fault = err
		return
	}
	m.fresh[id] = value{m.out, off, uint32(len(data)), crc}
}

// has reports whether an entry with these very bytes is remembered already.
func (m *Memory) has(id ident, data []byte, crc uint32) bool {
	v, ok := m.fresh[id]
	i := -1
	if !ok {
		if i, ok = m.index.find(id); !ok {
			return false
		}
		v = m.index.value(i)
	}
	if v.crc != crc || int(v.size) != len(data) {
		return false
	}
	old, ok := v.read()
	if !ok || !bytes.Equal(old, data) {
		return false
	}
	if i >= 0 {
		m.mark(i)
	}
	return true
}

// Close lets go of the files. What was put and not saved is gone.
func (m *Memory) Close() {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	m.discard()
	for _, s := range m.index.segments {
		s.close()
	}
	m.index, m.used = &index{}, nil
}

// discard throws new values away; the caller holds mu.
func (m *Memory) discard() {
	m.fresh = map[ident]value{}
	if m.out != nil {
		m.out.close()
		os.Remove(m.out.name)
		m.out = nil
	}
}

// Slot is one value under one name: a page memory for one output folder.
type Slot struct {
	m    *Memory
	kind Kind
	key  digest.Sum
}

// Slot gives the value that kind keeps under a name.
func (m *Memory) Slot(kind Kind, name string) *Slot {
	return &Slot{m, kind, digest.Of(name)}
}

// Load gives the value, if there is one.
func (s *Slot) Load() ([]byte, bool) { return s.m.Get(s.kind, s.key) }

// Store replaces the value.
func (s *Slot) Store(data []byte) { s.m.Put(s.kind, s.key, data) }
