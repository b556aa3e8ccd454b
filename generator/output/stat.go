package output

import (
	"crypto/sha256"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"

	"recap/generator/digest"
)

// stat is what the file system says of a file without opening it. Two equal
// stats of one path mean equal bytes, unless the file is young (see trusted).
type stat struct {
	size   int64
	mod    int64  // modification time, Unix nanoseconds
	change int64  // inode change time, Unix nanoseconds; 0 where there is none
	inode  uint64 // 0 where there is none
}

func statOf(fi fs.FileInfo) stat {
	s := stat{size: fi.Size(), mod: fi.ModTime().UnixNano()}
	s.change, s.inode = more(fi)
	return s
}

// young is how long after its last change a file's times say little: a second
// change within one tick of the clock leaves them as they are. FAT ticks every
// two seconds.
const young = int64(3 * time.Second)

// trusted reports whether the stat was taken long enough after the file's last
// change that any later change would show in it.
func (s stat) trusted(taken int64) bool { return taken-s.mod >= young }

var buffers = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// sumFile is the sum and size of a regular file's bytes.
func sumFile(name string) (digest.Sum, int64, error) {
	f, err := os.Open(name)
	if err != nil {
		return digest.Sum{}, 0, err
	}
	defer f.Close()
	h := sha256.New()
	buf := buffers.Get().(*[64 << 10]byte)
	defer buffers.Put(buf)
	n, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{f}, buf[:])
	if err != nil {
		return digest.Sum{}, 0, err
	}
	return digest.Sum(h.Sum(nil)[:16]), n, nil
}
