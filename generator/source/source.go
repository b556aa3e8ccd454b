package source

import (
	"path"
	"slices"
	"sort"
	"strings"
	"time"

	"recap/generator/diag"
	"recap/generator/digest"
)

// File is one input file as a snapshot saw it. It never changes.
type File struct {
	Path string     // slash path below the site: "content/posts/x.md", "themes/plain/layout.html"
	Size int64      // bytes
	Mod  time.Time  // modification time, for the stat memo only: never an input of a page
	Sum  digest.Sum // of the bytes

	data  []byte // when kept
	place *place // where it can be read again; nil for a file made from bytes
}

// NewFile makes a file from bytes, for tests and for what the program carries itself.
func NewFile(path string, data []byte) *File {
	if data == nil {
		data = []byte{}
	}
	return &File{Path: path, Size: int64(len(data)), Sum: digest.Bytes(data), data: data}
}

// Tree is a snapshot of the input files, sorted by path. It never changes.
type Tree struct {
	files  []*File
	stamps []stamp // of files, same order; none in a tree made by NewTree
	index  map[string]int

	said  diag.List // what the snapshot complained of
	held  int64     // bytes the files keep
	reads int       // files opened
	twins diag.List // names that some systems cannot tell apart
}

// stamp is what a snapshot knew of a file beside its bytes.
type stamp struct {
	stat    Stat
	real    string // where it is below the site, free of links; "" for a file the program carries
	settled bool   // old enough to be trusted by its stat
}

// NewTree makes a tree of files; a later file replaces an earlier one at its path.
func NewTree(files ...*File) *Tree {
	last := make(map[string]*File, len(files))
	for _, f := range files {
		last[f.Path] = f
	}
	entries := make([]entry, 0, len(last))
	for _, f := range last {
		entries = append(entries, entry{file: f})
	}
	return newTree(entries)
}

// newTree makes a tree of entries with different paths.
func newTree(entries []entry) *Tree {
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.file.Path, b.file.Path) })
	t := &Tree{
		files:  make([]*File, len(entries)),
		stamps: make([]stamp, len(entries)),
		index:  make(map[string]int, len(entries)),
	}
	for i, e := range entries {
		t.files[i], t.stamps[i] = e.file, e.stamp
		t.index[e.file.Path] = i
		t.held += int64(len(e.file.data))
	}
	return t
}

// Files are all files by path.
func (t *Tree) Files() []*File { return t.files }

// File is the file at a path, or nil.
func (t *Tree) File(path string) *File {
	if t == nil {
		return nil
	}
	if i, ok := t.index[path]; ok {
		return t.files[i]
	}
	return nil
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

// Same reports whether both trees hold the same files with the same bytes. What
// a snapshot complains of is not part of it: compare the lists as well.
func (t *Tree) Same(prev *Tree) bool {
	if t == nil || prev == nil || len(t.files) != len(prev.files) {
		return t == prev
	}
	for i, f := range t.files {
		if p := prev.files[i]; f != p && (f.Path != p.Path || f.Sum != p.Sum) {
			return false
		}
	}
	return true
}

// Exchanged are the files that t has in place of prev's at the same paths, at most
// limit. ok is false when the trees differ in their paths, or in more files.
func (t *Tree) Exchanged(prev *Tree, limit int) (files []*File, ok bool) {
	if t == nil || prev == nil || len(t.files) != len(prev.files) {
		return nil, false
	}
	if t == prev {
		return nil, true
	}
	for i, f := range t.files {
		if p := prev.files[i]; f != p {
			if f.Path != p.Path || len(files) == limit {
				return nil, false
			}
			files = append(files, f)
		}
	}
	return files, true
}

// Reads is how many files were opened to make this tree: what a memo spared is
// the rest of those on disk.
func (t *Tree) Reads() int { return t.reads }

// Stat is what the file system said of a file when its sum was made, and whether
// a memo on disk may trust it: false for a young file, which may still change
// without its stat telling, and for one the program carries.
func (t *Tree) Stat(path string) (st Stat, settled bool) {
	i, ok := t.index[path]
	if !ok {
		return Stat{}, false
	}
	return t.stamps[i].stat, t.stamps[i].settled
}

// Known is what a memo on disk may hold of a file: the sum that its bytes had when
// the file system described it so.
type Known struct {
	Path string
	Stat Stat
	Sum  digest.Sum
}

// Stats are all files whose stat may be trusted, by path: Options.Known of the next
// process.
func (t *Tree) Stats() []Known {
	out := make([]Known, 0, len(t.files))
	for i, f := range t.files {
		if t.stamps[i].settled {
			out = append(out, Known{f.Path, t.stamps[i].stat, f.Sum})
		}
	}
	return out
}

// Linked are the folders of the site outside content and themes that links lead
// to, sorted slash paths below the site: what a watcher must watch beside them.
func (t *Tree) Linked() []string {
	var dirs []string
	for _, s := range t.stamps {
		if s.real != "" && !strings.HasPrefix(s.real, "content/") && !strings.HasPrefix(s.real, "themes/") {
			dirs = append(dirs, path.Dir(s.real))
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}
