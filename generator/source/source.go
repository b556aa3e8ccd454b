package source

import (
	"slices"
	"sort"
	"strings"
	"time"

	"recap/generator/digest"
)

// File is one input file as a snapshot saw it. It never changes.
type File struct {
	Path string     // slash path below the site: "content/posts/x.md", "themes/plain/layout.html"
	Size int64      // bytes
	Mod  time.Time  // modification time, for the stat memo only: never an input of a page
	Sum  digest.Sum // of the bytes

	data []byte                 // when kept
	read func() ([]byte, error) // reads again, when not
}

// NewFile makes a file from bytes, for tests and for what the program carries itself.
func NewFile(path string, data []byte) *File {
	return &File{Path: path, Size: int64(len(data)), Sum: digest.Bytes(data), data: data}
}

// Bytes is the content the sum was made of. A file that was not kept is read
// again; when it has changed meanwhile the error is ErrChanged, and the build
// starts anew from a new snapshot.
func (f *File) Bytes() ([]byte, error) {
	if f.data != nil || f.read == nil {
		return f.data, nil
	}
	data, err := f.read()
	if err != nil {
		return nil, err
	}
	if digest.Bytes(data) != f.Sum {
		return nil, ErrChanged
	}
	return data, nil
}

// Tree is a snapshot of the input files, sorted by path. It never changes.
type Tree struct {
	files []*File
	index map[string]*File
}

// NewTree makes a tree of files; a later file replaces an earlier one at its path.
func NewTree(files ...*File) *Tree {
	t := &Tree{index: make(map[string]*File, len(files))}
	for _, f := range files {
		t.index[f.Path] = f
	}
	t.files = make([]*File, 0, len(t.index))
	for _, f := range t.index {
		t.files = append(t.files, f)
	}
	slices.SortFunc(t.files, func(a, b *File) int { return strings.Compare(a.Path, b.Path) })
	return t
}

// Files are all files by path.
func (t *Tree) Files() []*File { return t.files }

// File is the file at a path, or nil.
func (t *Tree) File(path string) *File {
	if t == nil {
		return nil
	}
	return t.index[path]
}

// Under are the files below a folder, by path.
func (t *Tree) Under(dir string) []*File {
	prefix := strings.TrimSuffix(dir, "/") + "/"
	i := sort.Search(len(t.files), func(i int) bool { return t.files[i].Path >= prefix })
	j := i
	for j < len(t.files) && strings.HasPrefix(t.files[j].Path, prefix) {
		j++
	}
	return t.files[i:j]
}

// Text is the bytes of a file for excerpts, or nil.
func (t *Tree) Text(path string) []byte {
	f := t.File(path)
	if f == nil {
		return nil
	}
	b, err := f.Bytes()
	if err != nil {
		return nil
	}
	return b
}
