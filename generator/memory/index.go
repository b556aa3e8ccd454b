package memory

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"recap/generator/digest"
)

const (
	magic       = "recap memory 1\n\x00" // 16 bytes
	headSize    = 16 + 16 + 8 + 4 + 4 + 4
	segSize     = 8 + 8
	entrySize   = 40
	blockLen    = 1024 // entries under one checksum
	maxSegments = 4096
)

// index is the list of all entries as the file holds it, sorted by kind and
// key. It is searched where it lies: decoding a hundred thousand entries into
// a map would take longer than reading them.
type index struct {
	stamp      [8]byte // random, new with every save
	generation uint32
	segments   []*segment
	entries    []byte // entrySize each
	lost       int    // entries whose block was damaged
}

// An entry's bytes, little endian:
//
//	0  kind      1
//	1  key      16
//	17 spare     1
//	18 segment   2
//	20 gen       4
//	24 offset    8
//	32 size      4
//	36 checksum  4
func (x *index) len() int { return len(x.entries) / entrySize }

func (x *index) at(i int) []byte { return x.entries[i*entrySize : (i+1)*entrySize] }

func (x *index) idOf(i int) ident {
	b := x.at(i)
	return ident{Kind(b[0]), digest.Sum(b[1:17])}
}

func (x *index) generationOf(i int) uint32 { return binary.LittleEndian.Uint32(x.at(i)[20:]) }

func (x *index) sizeOf(i int) int64 { return int64(binary.LittleEndian.Uint32(x.at(i)[32:])) }

func (x *index) value(i int) value {
	b := x.at(i)
	v := value{
		off:  int64(binary.LittleEndian.Uint64(b[24:])),
		size: binary.LittleEndian.Uint32(b[32:]),
		crc:  binary.LittleEndian.Uint32(b[36:]),
	}
	if n := int(binary.LittleEndian.Uint16(b[18:])); n < len(x.segments) {
		v.seg = x.segments[n]
	}
	if v.off < 0 || v.off > 1<<50 || v.size > maxValue {
		v.seg = nil
	}
	return v
}

func appendEntry(b []byte, id ident, seg uint16, gen uint32, v value) []byte {
	b = append(b, byte(id.kind))
	b = append(b, id.key[:]...)
	b = append(b, 0)
	b = binary.LittleEndian.AppendUint16(b, seg)
	b = binary.LittleEndian.AppendUint32(b, gen)
	b = binary.LittleEndian.AppendUint64(b, uint64(v.off))
	b = binary.LittleEndian.AppendUint32(b, v.size)
	return binary.LittleEndian.AppendUint32(b, v.crc)
}

// find is the position of an entry. Bytes 0 to 17 compare like kind and key.
func (x *index) find(id ident) (int, bool) {
	var want [17]byte
	want[0] = byte(id.kind)
	copy(want[1:], id.key[:])
	lo, hi := 0, x.len()
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch bytes.Compare(x.at(mid)[:17], want[:]) {
		case 0:
			return mid, true
		case -1:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return 0, false
}

// format writes the index: a head under one checksum, then blocks of entries,
// each under its own, so that a damaged one costs no more than itself.
func (x *index) format(version digest.Sum) []byte {
	blocks := (x.len() + blockLen - 1) / blockLen
	b := make([]byte, 0, headSize+len(x.segments)*segSize+4+len(x.entries)+blocks*4)
	b = append(b, magic...)
	b = append(b, version[:]...)
	b = append(b, x.stamp[:]...)
	b = binary.LittleEndian.AppendUint32(b, x.generation)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(x.segments)))
	b = binary.LittleEndian.AppendUint32(b, uint32(x.len()))
	for _, s := range x.segments {
		b = append(b, s.id[:]...)
		b = binary.LittleEndian.AppendUint64(b, uint64(s.size))
	}
	b = binary.LittleEndian.AppendUint32(b, checksum(b))
	for rest := x.entries; len(rest) > 0; {
		n := min(len(rest), blockLen*entrySize)
		b = append(b, rest[:n]...)
		b = binary.LittleEndian.AppendUint32(b, checksum(rest[:n]))
		rest = rest[n:]
	}
	return b
}

var (
	errNone    = errors.New("there is none yet")
	errOther   = errors.New("it was made by another version of recap")
	errDamaged = errors.New("it is damaged")
	errAlien   = errors.New("it is of a kind this recap does not know")
)

// parseIndex reads what format wrote, as far as it is whole. Entries may point
// anywhere: value and segment look before they read.
func parseIndex(data []byte, version digest.Sum) (*index, error) {
	switch {
	case len(data) < len(magic):
		return nil, errDamaged
	case string(data[:len(magic)]) != magic:
		return nil, errAlien
	case len(data) < headSize:
		return nil, errDamaged
	}
	segments := binary.LittleEndian.Uint32(data[44:])
	count := binary.LittleEndian.Uint32(data[48:])
	end := headSize + int64(segments)*segSize
	if segments > maxSegments || int64(len(data)) < end+4 ||
		checksum(data[:end]) != binary.LittleEndian.Uint32(data[end:]) {
		return nil, errDamaged
	}
	if digest.Sum(data[16:32]) != version {
		return nil, errOther
	}
	x := &index{stamp: [8]byte(data[32:40]), generation: binary.LittleEndian.Uint32(data[40:])}
	for i := range int64(segments) {
		b := data[headSize+i*segSize:]
		x.segments = append(x.segments, &segment{
			id: [8]byte(b[:8]), size: int64(binary.LittleEndian.Uint64(b[8:])),
		})
	}
	x.readBlocks(data[end+4:], int(count))
	return x, nil
}

// readBlocks takes the entries of all whole blocks.
func (x *index) readBlocks(data []byte, count int) {
	whole := make([]byte, 0, len(data))
	for count > 0 {
		n := min(count, blockLen)
		count -= n
		if len(data) < n*entrySize+4 {
			x.lost += n + count
			break
		}
		block, sum := data[:n*entrySize], binary.LittleEndian.Uint32(data[n*entrySize:])
		data = data[n*entrySize+4:]
		if checksum(block) == sum {
			whole = append(whole, block...)
		} else {
			x.lost += n
		}
	}
	x.entries = whole
}

func indexName(dir string) string { return filepath.Join(dir, "index") }

// loadIndex reads the index of a folder. The segments' files are opened when
// the first value is asked for.
func loadIndex(dir string, version digest.Sum) (*index, error) {
	fi, err := os.Stat(indexName(dir))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errNone
	case err != nil:
		return nil, err
	case !fi.Mode().IsRegular(): // a pipe would keep us waiting
		return nil, errAlien
	}
	data, err := os.ReadFile(indexName(dir))
	if err != nil {
		return nil, err
	}
	x, err := parseIndex(data, version)
	if err != nil {
		return nil, err
	}
	for _, s := range x.segments {
		s.name = segmentName(dir, s.id)
	}
	return x, nil
}

func newStamp() (stamp [8]byte) {
	rand.Read(stamp[:])
	return stamp
}
