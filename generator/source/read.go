package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"recap/generator/digest"
)

// ErrChanged says that a file changed between the snapshot and a later reading.
var ErrChanged = errors.New("a source file changed during the build")

// How much of a file is taken, and kept. The text limit is far beyond any text a
// person writes and keeps a parser from being fed a disk image by mistake; the
// other keeps a forgotten backup from being published.
const (
	maxText = 16 << 20  // bytes of a text file
	maxFile = 512 << 20 // bytes of any file
	keepOne = 1 << 20   // bytes of a text file whose bytes are kept
	keepAll = 64 << 20  // bytes kept in a tree
)

// texts are the extensions of files that rooms parse.
var texts = []string{
	"md", "markdown", "yaml", "yml", "html", "htm", "css", "js", "mjs", "svg", "txt",
	"json", "xml", "csv", "toml", "ics", "webmanifest",
}

func isText(name string) bool {
	return slices.Contains(texts, strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")))
}

// limitOf is the most bytes a file of this name may have.
func limitOf(name string) int64 {
	if isText(name) {
		return maxText
	}
	return maxFile
}

// place is where a file that was not kept can be read again.
type place struct {
	dir  string // the site folder
	real string // slash path below it, free of links when the snapshot was made
}

// errSpecial says that something was opened that is no regular file.
var errSpecial = errors.New("not a regular file")

// open opens a regular file below a root. It never waits: a pipe that took the
// file's place is opened without blocking, seen and closed.
func open(at *os.Root, name string) (*os.File, fs.FileInfo, error) {
	f, err := at.OpenFile(filepath.FromSlash(name), os.O_RDONLY|openFlag, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errSpecial
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// readAll is the rest of a file of about size bytes, but no more than limit+1.
// One byte of room beyond size lets a single read of an unchanged file end it.
func readAll(f io.Reader, size, limit int64) ([]byte, error) {
	buf := make([]byte, 0, min(size, limit)+1)
	for {
		n, err := f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case err == io.EOF || err == nil && len(buf) < cap(buf):
			return slices.Clip(buf), nil
		case err != nil:
			return nil, err
		case int64(len(buf)) > limit:
			return buf, nil
		}
		buf = slices.Grow(buf, 512)
	}
}

// hashAll is the sum and length of the rest of a file, but no more than limit+1
// bytes. The sum is the one digest.Bytes makes of the whole.
func hashAll(ctx context.Context, f io.Reader, limit int64) (digest.Sum, int64, error) {
	h := sha256.New()
	kept := buffers.Get().(*[256 << 10]byte)
	defer buffers.Put(kept)
	buf := kept[:]
	var size int64
	for size <= limit {
		if err := ctx.Err(); err != nil {
			return digest.Sum{}, 0, err
		}
		n, err := f.Read(buf[:min(int64(len(buf)), limit+1-size)])
		h.Write(buf[:n])
		size += int64(n)
		if err == io.EOF {
			break
		}
		if err != nil {
			return digest.Sum{}, 0, err
		}
	}
	return sumOf(h), size, nil
}

var buffers = sync.Pool{New: func() any { return new([256 << 10]byte) }}

func sumOf(h hash.Hash) digest.Sum {
	var full [sha256.Size]byte
	h.Sum(full[:0])
	return digest.Sum(full[:16])
}

// Bytes is the content the sum was made of. A file that was not kept is read
// again; when it has changed meanwhile the error is ErrChanged, and the build
// starts anew from a new snapshot. The bytes are shared: do not write to them.
func (f *File) Bytes() ([]byte, error) {
	if f.data != nil || f.place == nil {
		return f.data, nil
	}
	r, err := f.place.open(f.Size)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := readAll(r, f.Size, f.Size)
	if err != nil {
		return nil, err
	}
	if int64(len(data)) != f.Size || digest.Bytes(data) != f.Sum {
		return nil, ErrChanged
	}
	return data, nil
}

// Open reads the content as a stream, for files larger than memory should hold.
// A reader that reaches the end gets ErrChanged there in place of io.EOF when
// the bytes were not those of the sum.
func (f *File) Open() (io.ReadCloser, error) {
	if f.data != nil || f.place == nil {
		return io.NopCloser(bytes.NewReader(f.data)), nil
	}
	r, err := f.place.open(f.Size)
	if err != nil {
		return nil, err
	}
	return &proved{r: r, h: sha256.New(), want: f.Sum, left: f.Size}, nil
}

// open opens the file again. What is gone or no longer a file has changed.
func (p *place) open(size int64) (*os.File, error) {
	root, err := os.OpenRoot(p.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	f, info, err := open(root, p.real)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errSpecial) {
		return nil, ErrChanged
	}
	if err != nil {
		return nil, err
	}
	if info.Size() != size {
		f.Close()
		return nil, ErrChanged
	}
	return f, nil
}

// proved is a stream that knows the sum it must have.
type proved struct {
	r    *os.File
	h    hash.Hash
	want digest.Sum
	left int64
}

func (p *proved) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.h.Write(b[:n])
	if p.left -= int64(n); p.left < 0 {
		return 0, ErrChanged
	}
	if err == io.EOF && (p.left != 0 || sumOf(p.h) != p.want) {
		return n, ErrChanged
	}
	return n, err
}

func (p *proved) Close() error { return p.r.Close() }
