package content

import (
	"sync"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/memory"
	"recap/generator/source"
)

// Memo remembers what files said. Its key is a file's path and the sum of its
// bytes, which are all that reading a file depends on; what was wrong with the
// file is remembered with it, so that a complaint outlives the edit of another
// file. A hit within one process is the same record, not an equal one: whatever
// was made of it need not be made again.
//
// The zero of it, nil, remembers nothing.
type Memo struct {
	disk *memory.Memory // from one process to the next; nil for none

	mu   sync.Mutex
	kept map[string]*remembered // by path
	now  int                    // builds so far
	last *loaded                // belongs to whoever calls Load
}

// remembered is what is known of a file.
type remembered struct {
	sum  digest.Sum
	seen int // the last build that asked
	said said
}

// said is what a file said, as it is kept on disk: a post, an event or the
// comments of a post, and what was wrong with it.
type said struct {
	Post   *Post
	Broken bool
	Event  *Event
	Thread *Thread
	List   diag.List
}

// NewMemo makes an empty memo for the builds of one process.
func NewMemo() *Memo { return &Memo{kept: map[string]*remembered{}} }

// On lets the memo keep records from one process to the next. Values of another
// version of the program are nobody's, which the memory sees to.
func (m *Memo) On(disk *memory.Memory) *Memo {
	m.disk = disk
	return m
}

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

// recall is what a file said, from memory or by reading it. fill gives a record
// from disk the files it belongs to; read reports ok false when its answer must
// not be kept, because the file could not be read.
func (m *Memo) recall(path string, sum digest.Sum, fill func(*said), read func() (said, bool)) said {
	if m == nil {
		s, _ := read()
		return s
	}
	m.mu.Lock()
	k := m.kept[path]
	if k != nil && k.sum == sum {
		k.seen = m.now
		m.mu.Unlock()
		return k.said
	}
	m.mu.Unlock()

	key := recordKey(path, sum)
	s, ok := m.fromDisk(key)
	if ok {
		fill(&s)
	} else {
		if s, ok = read(); !ok {
			return s
		}
		if m.disk != nil {
			m.disk.Put(memory.Records, key, memory.Encode(s))
		}
	}
	m.mu.Lock()
	m.kept[path] = &remembered{sum: sum, seen: m.now, said: s}
	m.mu.Unlock()
	return s
}

// Keep says that all that is known is still of use, before the memory on disk is
// saved: what nobody uses leaves it in time.
func (m *Memo) Keep() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for path, k := range m.kept {
		m.disk.Touch(memory.Records, recordKey(path, k.sum))
	}
}

func (m *Memo) fromDisk(key digest.Sum) (said, bool) {
	var s said
	if m.disk == nil {
		return s, false
	}
	data, ok := m.disk.Get(memory.Records, key)
	return s, ok && memory.Decode(data, &s) == nil && (s.Post != nil || s.Event != nil || s.Thread != nil)
}

// recordKey names what a file said: places name the file, so its path counts.
func recordKey(path string, sum digest.Sum) digest.Sum {
	h := digest.New()
	h.String("content record")
	h.String(path)
	h.Sum(sum)
	return h.Done()
}

func (m *Memo) post(f *source.File, at placed) said {
	return m.recall(f.Path, f.Sum,
		func(s *said) { s.Post.File = f },
		func() (said, bool) {
			src, err := f.Bytes()
			p, broken, list := loadPost(f, at, src, err)
			return said{Post: p, Broken: broken, List: list}, err == nil
		})
}

// event's key holds both of its files.
func (m *Memo) event(name string, f, schedule *source.File) said {
	return m.recall(f.Path, digest.Join(f.Sum, sumOf(schedule)),
		func(s *said) { s.Event.File, s.Event.Schedule = f, schedule },
		func() (said, bool) {
			_, err := f.Bytes()
			if err == nil && schedule != nil {
				_, err = schedule.Bytes()
			}
			e, list := loadEvent(name, f, schedule)
			return said{Event: e, List: list}, err == nil
		})
}

func (m *Memo) thread(f *source.File, post string) said {
	return m.recall(f.Path, f.Sum,
		func(s *said) { s.Thread.File = f },
		func() (said, bool) {
			_, err := f.Bytes()
			t, list := loadThread(f, post)
			return said{Thread: t, List: list}, err == nil
		})
}
