package memory

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"recap/generator/digest"
)

var v1, v2 = digest.Of("version 1"), digest.Of("version 2")

func key(i int) digest.Sum { return digest.Of(i) }

func text(i, size int) []byte {
	return bytes.Repeat([]byte(fmt.Sprintf("value %d\n", i)), size/8+1)
}

func openMemory(t testing.TB, dir string, version digest.Sum) *Memory {
	t.Helper()
	m := Open(dir, version)
	t.Cleanup(m.Close)
	return m
}

func save(t testing.TB, m *Memory) {
	t.Helper()
	if err := m.Save(); err != nil {
		t.Fatal(err)
	}
}

// count says how many of the first n values a memory gives rightly; a wrong
// value is a failure.
func count(t testing.TB, m *Memory, n int) int {
	t.Helper()
	found := 0
	for i := range n {
		if data, ok := m.Get(Bodies, key(i)); ok {
			if !bytes.Equal(data, text(i, 100)) {
				t.Fatalf("value %d is wrong", i)
			}
			found++
		}
	}
	return found
}

func fill(t testing.TB, dir string, n int) {
	t.Helper()
	m := openMemory(t, dir, v1)
	for i := range n {
		m.Put(Bodies, key(i), text(i, 100))
	}
	save(t, m)
	m.Close()
}

func files(t testing.TB, dir string) (names []string) {
	t.Helper()
	items, _ := os.ReadDir(filepath.Join(dir, "memory"))
	for _, item := range items {
		names = append(names, item.Name())
	}
	return names
}

func TestMemory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), ".recap")
	m := openMemory(t, dir, v1)
	if m.Why() != "there is none yet" || m.Len() != 0 {
		t.Errorf("why %q, %d entries", m.Why(), m.Len())
	}
	m.Put(Bodies, key(1), []byte("one"))
	m.Put(Blocks, key(1), []byte("block"))
	m.Put(Bodies, key(2), nil)
	m.Put(Bodies, key(1), []byte("one again"))
	check := func(m *Memory, when string) {
		t.Helper()
		for _, want := range []struct {
			kind Kind
			key  digest.Sum
			data string
			ok   bool
		}{
			{Bodies, key(1), "one again", true}, {Blocks, key(1), "block", true},
			{Bodies, key(2), "", true}, {Bodies, key(3), "", false}, {Blocks, key(2), "", false},
		} {
			if data, ok := m.Get(want.kind, want.key); ok != want.ok || string(data) != want.data {
				t.Errorf("%s: %v %v: %q %v", when, want.kind, want.key, data, ok)
			}
			if m.Touch(want.kind, want.key) != want.ok {
				t.Errorf("%s: touch %v %v", when, want.kind, want.key)
			}
		}
	}
	check(m, "before save")
	save(t, m)
	check(m, "after save")
	again := openMemory(t, dir, v1)
	if again.Why() != "" || again.Len() != 3 {
		t.Errorf("why %q, %d entries", again.Why(), again.Len())
	}
	check(again, "in another process")
	if data, _ := os.ReadFile(filepath.Join(dir, ".gitignore")); string(data) != "*\n" {
		t.Errorf(".gitignore is %q", data)
	}
	var none *Memory
	none.Put(Bodies, key(1), nil)
	none.Close()
	if _, ok := none.Get(Bodies, key(1)); ok || none.Save() != nil || none.Touch(Bodies, key(1)) {
		t.Error("a nil memory remembers")
	}
}

// What finds everything and puts nothing new writes nothing.
func TestSaveOfNothing(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 10)
	before, _ := os.ReadFile(filepath.Join(dir, "memory", "index"))
	m := openMemory(t, dir, v1)
	count(t, m, 10)
	m.Put(Bodies, key(3), text(3, 100)) // the very same
	save(t, m)
	after, _ := os.ReadFile(filepath.Join(dir, "memory", "index"))
	if !bytes.Equal(before, after) {
		t.Error("the index was written anew")
	}
	for _, name := range files(t, dir) {
		if strings.HasPrefix(name, "new-") {
			t.Errorf("%s was left", name)
		}
	}
}

func TestOtherVersion(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 10)
	m := openMemory(t, dir, v2)
	if n := count(t, m, 10); n != 0 || m.Why() != "it was made by another version of recap" {
		t.Errorf("%d values, why %q", n, m.Why())
	}
	m.Put(Bodies, key(0), text(0, 100))
	save(t, m)
	if n := len(files(t, dir)); n != 3 { // index, lock, one file of values
		t.Errorf("files %v", files(t, dir))
	}
	if n := count(t, openMemory(t, dir, v2), 10); n != 1 {
		t.Errorf("%d values", n)
	}
}

// Entries that nobody uses leave after some generations; a touch is a use.
func TestGenerations(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 10)
	for g := range 5 {
		m := openMemory(t, dir, v1)
		m.limits.generations = 3
		m.Get(Bodies, key(0))
		m.Touch(Bodies, key(1))
		m.Put(Stats, key(0), fmt.Appendf(nil, "generation %d", g))
		save(t, m)
		want := 10
		if g >= 3 {
			want = 2
		}
		if n := m.Len() - 1; n != want {
			t.Errorf("after %d saves: %d entries, want %d", g+1, n, want)
		}
	}
	// An old entry that is used again is young again, even when nothing is put.
	dir = t.TempDir()
	fill(t, dir, 2)
	for g := range 3 {
		m := openMemory(t, dir, v1)
		m.Put(Stats, key(0), fmt.Append(nil, g))
		save(t, m)
	}
	m := openMemory(t, dir, v1)
	m.Get(Bodies, key(1))
	save(t, m)
	i, _ := m.index.find(ident{Bodies, key(1)})
	j, _ := m.index.find(ident{Bodies, key(0)})
	if m.index.generationOf(i) != m.index.generation || m.index.generationOf(j) >= m.index.generation {
		t.Errorf("generations %d and %d of %d", m.index.generationOf(i), m.index.generationOf(j), m.index.generation)
	}
}

// Unused values beyond the room leave, the oldest first; used ones stay.
func TestBudget(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 10)
	m := openMemory(t, dir, v1)
	m.limits.bytes = 3 * int64(len(text(0, 100)))
	for i := range 5 {
		m.Touch(Bodies, key(i))
	}
	m.Put(Stats, key(0), nil)
	save(t, m)
	if n := m.Len() - 1; n != 8 {
		t.Errorf("%d entries stayed, want 5 used and 3 unused", n)
	}
	for i := range 5 {
		if !m.Touch(Bodies, key(i)) {
			t.Errorf("used entry %d left", i)
		}
	}
}

// However often one saves, the files stay few and mostly alive.
func TestCompaction(t *testing.T) {
	dir := t.TempDir()
	for round := range 60 {
		m := openMemory(t, dir, v1)
		m.limits = limits{generations: 4, bytes: 1 << 30, segments: 5, wait: time.Minute}
		for i := range 40 {
			m.Touch(Bodies, key(i))
		}
		i := round % 40
		m.Put(Bodies, key(i), text(i, 100))
		m.Put(Pages, key(0), text(round, 2000)) // replaced each time
		save(t, m)
		if n := count(t, m, 40); n != min(round+1, 40) {
			t.Fatalf("round %d: %d values", round, n)
		}
		m.Close()
		if names := files(t, dir); len(names) > 5+1+2 {
			t.Fatalf("round %d: %v", round, names)
		}
	}
	var size, live int64
	m := openMemory(t, dir, v1)
	for i := range m.index.len() {
		live += m.index.sizeOf(i)
	}
	for _, s := range m.index.segments {
		size += s.size
	}
	if size > 2*live+1 {
		t.Errorf("%d bytes for %d live ones", size, live)
	}
}

// Every single damaged byte, in any file: nothing wrong is ever given, and at
// most what it stands for is lost.
func TestBitFlips(t *testing.T) {
	dir := t.TempDir()
	const n = 2*blockLen + 10
	fill(t, dir, n)
	for _, name := range files(t, dir) {
		if name == "lock" {
			continue
		}
		file := filepath.Join(dir, "memory", name)
		whole, _ := os.ReadFile(file)
		for at := 0; at < len(whole); at += 1 + len(whole)/61 {
			hurt := bytes.Clone(whole)
			hurt[at] ^= 1 << (at % 8)
			os.WriteFile(file, hurt, 0o600)
			m := Open(dir, v1)
			found := count(t, m, n)
			if name == "index" && found < n && m.Why() == "" {
				t.Errorf("byte %d of the index: %d lost and nothing said", at, n-found)
			}
			if found < n-blockLen && !(name == "index" && at < 100) {
				t.Errorf("byte %d of %s: only %d of %d left", at, name, found, n)
			}
			m.Close()
		}
		for _, size := range []int{0, 1, 15, 16, 51, 52, 60, len(whole) / 2, len(whole) - 1} {
			os.WriteFile(file, whole[:min(size, len(whole))], 0o600)
			m := Open(dir, v1)
			count(t, m, n)
			m.Close()
		}
		os.WriteFile(file, whole, 0o600)
	}
	// What was lost can be put again.
	os.WriteFile(filepath.Join(dir, "memory", "index"), []byte("recap memory 9\n\x00 of the future"), 0o600)
	m := openMemory(t, dir, v1)
	if m.Why() != errAlien.Error() {
		t.Errorf("why %q", m.Why())
	}
	fill(t, dir, n)
	if found := count(t, openMemory(t, dir, v1), n); found != n {
		t.Errorf("%d of %d", found, n)
	}
}

// Things that are no files, in the places of files.
func TestStrangeFolder(t *testing.T) {
	dir := t.TempDir()
	os.MkdirAll(filepath.Join(dir, "memory", "index"), 0o755)
	m := openMemory(t, dir, v1)
	m.Put(Bodies, key(0), text(0, 100))
	if count(t, m, 1) != 1 {
		t.Error("it does not work for this run")
	}
	if m.Save() == nil {
		t.Error("saved over a folder")
	}
	file := filepath.Join(t.TempDir(), "file")
	os.WriteFile(file, nil, 0o644)
	m = openMemory(t, file, v1)
	m.Put(Bodies, key(0), text(0, 100))
	if err := m.Save(); err == nil || !strings.Contains(err.Error(), "cannot be saved") {
		t.Errorf("saved into a file: %v", err)
	}
}

// Two processes: each works, and what both learned is kept.
func TestTwoSave(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 10)
	a, b := openMemory(t, dir, v1), openMemory(t, dir, v1)
	a.Put(Bodies, key(10), text(10, 100))
	b.Put(Bodies, key(11), text(11, 100))
	count(t, b, 5)
	save(t, a)
	save(t, b)
	save(t, a)
	if n := count(t, b, 20); n != 12 {
		t.Errorf("the second knows %d", n)
	}
	if n := count(t, openMemory(t, dir, v1), 20); n != 12 {
		t.Errorf("a third finds %d", n)
	}
	if n := count(t, a, 20); n < 11 {
		t.Errorf("the first knows %d", n)
	}
	// While somebody else saves, there is a typed error, and reading goes on.
	lock, err := TryLock(context.Background(), filepath.Join(dir, "memory", "lock"), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	c := openMemory(t, dir, v1)
	c.limits.wait = time.Millisecond
	c.Put(Bodies, key(12), text(12, 100))
	var busy *Busy
	if err := c.Save(); !errors.As(err, &busy) {
		t.Errorf("save beside a save: %v", err)
	}
	if n := count(t, c, 20); n != 13 {
		t.Errorf("it knows %d after that", n)
	}
	lock.Unlock()
	c.limits.wait = time.Minute
	save(t, c)
	if n := count(t, openMemory(t, dir, v1), 20); n != 13 {
		t.Errorf("then %d", n)
	}
}

// A process that ended without Close leaves a growing file; the next Put
// or Save clears it away, but never one whose writer lives.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 1)
	dead := filepath.Join(dir, "memory", "new-0123456789abcdef")
	os.WriteFile(dead, []byte("half"), 0o600)
	living := openMemory(t, dir, v1)
	living.Put(Bodies, key(1), text(1, 100))
	if _, err := os.Stat(dead); err == nil {
		t.Error("a dead one's file outlived the next Put")
	}
	os.WriteFile(dead, []byte("half"), 0o600)
	m := openMemory(t, dir, v1)
	m.Put(Bodies, key(2), text(2, 100))
	save(t, m)
	if _, err := os.Stat(dead); err == nil {
		t.Error("the dead one's file is still there")
	}
	save(t, living)
	if n := count(t, openMemory(t, dir, v1), 3); n != 3 {
		t.Errorf("%d values", n)
	}
}

// Many goroutines, with saves in between.
func TestConcurrent(t *testing.T) {
	dir := t.TempDir()
	m := openMemory(t, dir, v1)
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 300 {
				n := (i*7 + w) % 200
				if data, ok := m.Get(Bodies, key(n)); ok {
					if !bytes.Equal(data, text(n, 100)) {
						t.Errorf("value %d is wrong", n)
					}
				} else {
					m.Put(Bodies, key(n), text(n, 100))
				}
				if i%100 == 99 {
					if err := m.Save(); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	save(t, m)
	if n := count(t, openMemory(t, dir, v1), 200); n != 200 {
		t.Errorf("%d values", n)
	}
}

func TestSlot(t *testing.T) {
	dir := t.TempDir()
	m := openMemory(t, dir, v1)
	a, b := m.Slot(Pages, "public"), m.Slot(Pages, "elsewhere")
	a.Store([]byte("a"))
	b.Store([]byte("b"))
	a.Store([]byte("A"))
	save(t, m)
	m = openMemory(t, dir, v1)
	if data, ok := m.Slot(Pages, "public").Load(); !ok || string(data) != "A" {
		t.Errorf("%q", data)
	}
	if _, ok := m.Slot(Pages, "nowhere").Load(); ok {
		t.Error("a slot nobody filled is full")
	}
}

// Any bytes as an index: no panic, and nothing is given that its checksum does
// not vouch for.
func FuzzIndex(f *testing.F) {
	dir := f.TempDir()
	fill(f, dir, 20)
	data, err := os.ReadFile(filepath.Join(dir, "memory", "index"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data, false)
	f.Add(data[:80], true)
	f.Add([]byte(magic), true)
	f.Fuzz(func(t *testing.T, data []byte, mend bool) {
		if mend && len(data) >= headSize+4 {
			// Get past the checksum of a head without files.
			data = bytes.Clone(data)
			copy(data, magic)
			copy(data[16:], v1[:])
			data[44], data[45], data[46], data[47] = 0, 0, 0, 0
			c := checksum(data[:headSize])
			copy(data[headSize:], []byte{byte(c), byte(c >> 8), byte(c >> 16), byte(c >> 24)})
		}
		x, err := parseIndex(data, v1)
		if err != nil {
			return
		}
		for i := range x.len() {
			x.find(x.idOf(i))
			v := x.value(i)
			if v.seg != nil {
				v.seg.name = filepath.Join(dir, "nothing")
			}
			if _, ok := v.read(); ok && v.size > 0 {
				t.Error("a value out of nothing")
			}
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	m := Open(dir, v1)
	for i := range 100_000 {
		m.Put(Blocks, key(i), []byte("x"))
	}
	if err := m.Save(); err != nil {
		b.Fatal(err)
	}
	m.Close()
	for b.Loop() {
		m := Open(dir, v1)
		if _, ok := m.Get(Blocks, key(7)); !ok {
			b.Fatal("lost")
		}
		m.Close()
	}
}
