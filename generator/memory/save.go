package memory

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Save makes what was put last. It writes nothing when nothing was put and
// nothing old was used again. Entries that were used or put since the last Save
// stay; others stay for some generations and as far as there is room.
//
// One process at a time saves. When another has saved since Open, what it knows
// and what we know are put together. The error is a *Busy when another is
// saving and does not finish, or the disk's; the memory on the disk is then as
// it was, and this one goes on as before.
func (m *Memory) Save() error {
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil
	}
	if m.fault != nil {
		// Some values are not on the disk, and which of them is not known.
		err := fmt.Errorf("the memory in %s cannot be saved: %w", m.dir, m.fault)
		m.discard()
		return err
	}
	if len(m.fresh) == 0 && !m.reused.Load() {
		return nil
	}
	if err := makeFolder(m.dir); err != nil {
		return err
	}
	lock, err := TryLock(context.Background(), filepath.Join(m.dir, "lock"), m.limits.wait)
	if err != nil {
		return err
	}
	defer lock.Unlock()
	m.catchUp()
	x, err := m.next()
	if err != nil {
		return err
	}
	if err := m.write(x); err != nil {
		return err
	}
	m.sweep(x)
	return nil
}

// catchUp takes over the index that another process saved meanwhile. Our marks
// of use go over to it. When the index is gone, or another version's, the values
// it named are gone too or will be.
func (m *Memory) catchUp() {
	x, err := loadIndex(m.dir, m.version)
	if err != nil {
		x = &index{}
	}
	if x.stamp == m.index.stamp {
		return
	}
	old, used := m.index, m.used
	m.take(x)
	for i := range used {
		if used[i].Load() {
			if j, ok := x.find(old.idOf(i)); ok {
				m.mark(j)
			}
		}
	}
	for _, s := range old.segments {
		s.close()
	}
}

// item is an entry on its way into the next index.
type item struct {
	id  ident
	gen uint32
	v   value
}

// next works out the next index, and moves values where that saves room.
func (m *Memory) next() (*index, error) {
	x := &index{stamp: newStamp(), generation: m.index.generation + 1}
	items := m.survivors(x.generation)
	for id, v := range m.fresh {
		items = append(items, item{id, x.generation, v})
	}
	slices.SortFunc(items, func(a, b item) int {
		return cmp.Or(cmp.Compare(a.id.kind, b.id.kind), bytes.Compare(a.id.key[:], b.id.key[:]))
	})
	if err := m.compact(items); err != nil {
		return nil, err
	}
	if m.out != nil {
		if err := m.out.seal(m.dir); err != nil {
			m.fault = err
			return nil, err
		}
		m.out = nil // its values stay readable through m.fresh
	}
	number := map[*segment]uint16{}
	x.entries = make([]byte, 0, len(items)*entrySize)
	for _, it := range items {
		n, ok := number[it.v.seg]
		if !ok {
			n = uint16(len(x.segments))
			number[it.v.seg] = n
			x.segments = append(x.segments, it.v.seg)
		}
		x.entries = appendEntry(x.entries, it.id, n, it.gen, it.v)
	}
	return x, nil
}

// survivors are the old entries that stay: all that were used, and of the
// others the youngest, up to the limits. What was put anew is not among them.
func (m *Memory) survivors(now uint32) []item {
	var items, idle []item
	for i := range m.index.len() {
		it := item{m.index.idOf(i), m.index.generationOf(i), m.index.value(i)}
		_, anew := m.fresh[it.id]
		switch {
		case anew || it.v.seg == nil:
		case m.used[i].Load():
			it.gen = now
			items = append(items, it)
		case now-it.gen <= m.limits.generations:
			idle = append(idle, it)
		}
	}
	slices.SortStableFunc(idle, func(a, b item) int { return cmp.Compare(b.gen, a.gen) })
	room := m.limits.bytes
	for _, it := range idle {
		if room -= int64(it.v.size); room < 0 {
			break
		}
		items = append(items, it)
	}
	return items
}

// compact moves the values of files that are mostly dead, or too many, behind
// the new ones. It changes items in place. A value that cannot be read keeps
// its place and is a miss for ever; its file goes when its entry does.
func (m *Memory) compact(items []item) error {
	live := map[*segment]int64{}
	for _, it := range items {
		live[it.v.seg] += int64(it.v.size)
	}
	var old []*segment
	for _, s := range m.index.segments {
		if live[s] > 0 {
			old = append(old, s)
		}
	}
	// Fewest live bytes first: they cost least to move.
	slices.SortStableFunc(old, func(a, b *segment) int { return cmp.Compare(live[a], live[b]) })
	moving := map[*segment]bool{}
	for i, s := range old {
		if live[s] < s.size/2 || len(old)-i > m.limits.segments {
			moving[s] = true
		}
	}
	for i := range items {
		if !moving[items[i].v.seg] {
			continue
		}
		if err := m.moveValue(&items[i].v); err != nil {
			return err
		}
	}
	return nil
}

// moveValue copies one value to the growing segment.
func (m *Memory) moveValue(v *value) (err error) {
	data, ok := v.read()
	if !ok {
		return nil
	}
	if m.out == nil {
		if m.out, err = createSegment(m.dir); err != nil {
			return err
		}
	}
	off, err := m.out.append(data)
	if err != nil {
		m.fault = err
		return err
	}
	*v = value{m.out, off, v.size, v.crc}
	return nil
}

// write puts the index in its place and makes it ours.
func (m *Memory) write(x *index) error {
	tmp := indexName(m.dir) + ".new"
	err := os.WriteFile(tmp, x.format(m.version), 0o600)
	if err == nil {
		err = os.Rename(tmp, indexName(m.dir))
	}
	if err != nil {
		os.Remove(tmp)
		return err
	}
	kept := map[*segment]bool{}
	for _, s := range x.segments {
		kept[s] = true
	}
	for _, s := range m.index.segments {
		if !kept[s] {
			s.close()
		}
	}
	m.take(x)
	m.fresh = map[ident]value{}
	m.why = ""
	return nil
}

// sweep removes the files that x does not name, and those that processes which
// died left growing. The caller holds the memory's lock.
func (m *Memory) sweep(x *index) {
	named := map[[8]byte]bool{}
	for _, s := range x.segments {
		named[s.id] = true
	}
	items, _ := os.ReadDir(m.dir)
	for _, item := range items {
		if id, ok := segmentID(item.Name(), "values-"); ok && !named[id] {
			os.Remove(filepath.Join(m.dir, item.Name()))
		}
	}
	sweepDead(m.dir)
}

// sweepDead removes growing files whose writers died. The caller holds the
// memory's lock: a writer that is just giving its file the lasting name has it.
func sweepDead(dir string) {
	for _, name := range growing(dir) {
		if lock, err := TryLock(context.Background(), name, patience); err == nil {
			lock.Unlock()
			os.Remove(name)
		}
	}
}

// growing are the files of new values in a folder, of whatever process.
func growing(dir string) (names []string) {
	items, _ := os.ReadDir(dir)
	for _, item := range items {
		if _, ok := segmentID(item.Name(), "new-"); ok {
			names = append(names, filepath.Join(dir, item.Name()))
		}
	}
	return names
}

// patience is how long a look at somebody's lock takes when somebody has it.
const patience = 50 * time.Millisecond

// sweepFirst is for processes that never come to a Save, builds of a site with
// an error in it: the files they leave must not pile up until one does.
func sweepFirst(dir string) {
	if len(growing(dir)) == 0 {
		return
	}
	if lock, err := TryLock(context.Background(), filepath.Join(dir, "lock"), patience); err == nil {
		sweepDead(dir)
		lock.Unlock()
	}
}
