package content

import (
	"sync"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/source"
)

// Memo remembers what files said, between the builds of one process. Its key is
// a file's path and the sum of its bytes, which are all that reading a file
// depends on; what was wrong with the file is remembered with it, so that a
// complaint outlives the edit of another file. A hit is the same record, not an
// equal one: whatever was made of it need not be made again.
type Memo struct {
	mu   sync.Mutex
	kept map[string]*remembered
	now  int // builds so far
}

type remembered struct {
	sum  digest.Sum
	seen int

	post   *Post
	broken bool
	event  *Event
	list   diag.List
}

// NewMemo makes an empty memo.
func NewMemo() *Memo { return &Memo{kept: map[string]*remembered{}} }

func (m *Memo) begin() {
	if m != nil {
		m.mu.Lock()
		m.now++
		m.mu.Unlock()
	}
}

// end forgets files that are gone.
func (m *Memo) end() {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for path, k := range m.kept {
		if k.seen != m.now {
			delete(m.kept, path)
		}
	}
}

func (m *Memo) get(path string, sum digest.Sum) *remembered {
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	k := m.kept[path]
	if k == nil || k.sum != sum {
		return nil
	}
	k.seen = m.now
	return k
}

func (m *Memo) put(path string, k *remembered) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	k.seen = m.now
	m.kept[path] = k
}

func (m *Memo) post(f *source.File, at placed) (*Post, bool, diag.List) {
	if k := m.get(f.Path, f.Sum); k != nil {
		return k.post, k.broken, k.list
	}
	p, broken, list := loadPost(f, at)
	m.put(f.Path, &remembered{sum: f.Sum, post: p, broken: broken, list: list})
	return p, broken, list
}

// event's key holds both of its files.
func (m *Memo) event(name string, f, schedule *source.File) (*Event, diag.List) {
	sum := digest.Join(f.Sum, sumOf(schedule))
	if k := m.get(f.Path, sum); k != nil {
		return k.event, k.list
	}
	e, list := loadEvent(name, f, schedule)
	m.put(f.Path, &remembered{sum: sum, event: e, list: list})
	return e, list
}
