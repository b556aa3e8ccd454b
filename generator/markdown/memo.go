package markdown

import (
	"sync"

	"recap/generator/digest"
)

// codeMemo remembers highlighted blocks by content. It holds two generations:
// when the younger is full the older goes, so that what is used stays.
type codeMemo struct {
	mu         sync.Mutex
	young, old map[digest.Sum][]byte
	size, most int
}

func newCodeMemo(most int) *codeMemo {
	return &codeMemo{young: map[digest.Sum][]byte{}, most: most / 2}
}

func (m *codeMemo) get(key digest.Sum) ([]byte, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if out, ok := m.young[key]; ok {
		return out, true
	}
	out, ok := m.old[key]
	if ok {
		m.add(key, out)
	}
	return out, ok
}

func (m *codeMemo) put(key digest.Sum, out []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.young[key]; !ok {
		m.add(key, out)
	}
}

func (m *codeMemo) add(key digest.Sum, out []byte) {
	size := len(out) + 64
	if m.size+size > m.most {
		m.old, m.young, m.size = m.young, map[digest.Sum][]byte{}, 0
	}
	if size <= m.most {
		m.young[key] = out
		m.size += size
	}
}
