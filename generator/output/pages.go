package output

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"recap/generator/digest"
)

// PageMemory keeps what a Store remembers between runs about one output
// folder: one value. Losing it costs time and nothing else. *memory.Slot is one.
type PageMemory interface {
	Load() ([]byte, bool)
	Store(data []byte)
}

// page is what is remembered of one file: the key it was made under, its bytes'
// sum, and how the file system described it when those bytes were seen there.
type page struct {
	key, sum digest.Sum
	stat     stat
	taken    int64 // when stat was taken, Unix nanoseconds
}

// known reports whether a file described by s surely has the bytes remembered.
func (p page) known(s stat) bool { return p.stat == s && p.stat.trusted(p.taken) }

// The page memory's value: a format byte, then for each page by path
//
//	uvarint length, path, key (16), sum (16),
//	uvarint size, varint mod, varint change, uvarint inode, varint taken
const pagesFormat = 1

func formatPages(pages map[string]page) []byte {
	b := make([]byte, 0, 1+len(pages)*128)
	b = append(b, pagesFormat)
	for _, path := range slices.Sorted(maps.Keys(pages)) {
		p := pages[path]
		b = binary.AppendUvarint(b, uint64(len(path)))
		b = append(b, path...)
		b = append(b, p.key[:]...)
		b = append(b, p.sum[:]...)
		b = binary.AppendUvarint(b, uint64(p.stat.size))
		b = binary.AppendVarint(b, p.stat.mod)
		b = binary.AppendVarint(b, p.stat.change)
		b = binary.AppendUvarint(b, p.stat.inode)
		b = binary.AppendVarint(b, p.taken)
	}
	return b
}

var errPages = errors.New("the page memory is damaged")

func parsePages(data []byte) (map[string]page, error) {
	if len(data) == 0 || data[0] != pagesFormat {
		return nil, errPages
	}
	r := reader{string(data[1:]), true}
	pages := make(map[string]page, len(data)/128)
	for r.ok && r.s != "" {
		path := r.take(r.uvarint())
		var p page
		copy(p.key[:], r.take(16))
		copy(p.sum[:], r.take(16))
		p.stat.size = int64(r.uvarint())
		p.stat.mod = r.varint()
		p.stat.change = r.varint()
		p.stat.inode = r.uvarint()
		p.taken = r.varint()
		pages[path] = p
	}
	if !r.ok {
		return nil, errPages
	}
	return pages, nil
}

// reader takes values off the front of a string; ok turns false when it is too
// short and stays so.
type reader struct {
	s  string
	ok bool
}

func (r *reader) take(n uint64) string {
	if n > uint64(len(r.s)) {
		r.ok, r.s = false, ""
		return ""
	}
	v := r.s[:n]
	r.s = r.s[n:]
	return v
}

func (r *reader) uvarint() uint64 {
	v, shift := uint64(0), 0
	for i := 0; i < len(r.s) && i < binary.MaxVarintLen64; i++ {
		v |= uint64(r.s[i]&0x7f) << shift
		if r.s[i] < 0x80 {
			r.s = r.s[i+1:]
			return v
		}
		shift += 7
	}
	r.ok, r.s = false, ""
	return 0
}

func (r *reader) varint() int64 {
	u := r.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}
