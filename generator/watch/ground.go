package watch

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recap/generator/source"
)

// ground is what is watched: folders of a site. It never changes.
type ground struct {
	root   string
	dirs   []string // top folders: content, themes
	linked []string // folders elsewhere below the site that links lead to; "." is the root's own files
	skip   func(string) bool
}

// counts reports whether a slash path below the site is watched.
func (g *ground) counts(path string) bool {
	if g.skip(path) || !g.holds(path) {
		return false
	}
	for part := range strings.SplitSeq(path, "/") {
		if source.Ignored(part) { // .git and .recap are
			return false
		}
	}
	return true
}

func (g *ground) holds(path string) bool {
	top, _, below := strings.Cut(path, "/")
	if slices.Contains(g.dirs, top) {
		return true
	}
	for _, l := range g.linked {
		if path == l || strings.HasPrefix(path, l+"/") || (l == "." && !below) {
			return true
		}
	}
	return false
}

// walk calls entry for every watched file and folder and folder, if set, before
// a folder is read; an error of folder ends the walk and is returned. Links to
// folders are not followed, but for the top ones: content/ may lie elsewhere.
func (g *ground) walk(entry func(path string, e os.DirEntry), folder func(full string) error) error {
	for _, top := range slices.Concat(g.dirs, g.linked) {
		if top == "." {
			g.files(entry)
			continue
		}
		if fi, err := os.Stat(g.full(top)); err == nil && fi.IsDir() && g.counts(top) {
			if li, err := os.Lstat(g.full(top)); err == nil && entry != nil {
				entry(top, fs.FileInfoToDirEntry(li))
			}
			if err := g.walkFolder(top, entry, folder); err != nil {
				return err
			}
		}
	}
	return nil
}

// files are those of the root itself.
func (g *ground) files(entry func(path string, e os.DirEntry)) {
	entries, _ := os.ReadDir(g.root)
	for _, e := range entries {
		if entry != nil && !e.IsDir() && g.counts(e.Name()) {
			entry(e.Name(), e)
		}
	}
}

func (g *ground) walkFolder(path string, entry func(string, os.DirEntry), folder func(string) error) error {
	full := g.full(path)
	if folder != nil {
		if err := folder(full); err != nil {
			return err
		}
	}
	entries, _ := os.ReadDir(full)
	for _, e := range entries {
		below := path + "/" + e.Name()
		if !g.counts(below) {
			continue
		}
		if entry != nil {
			entry(below, e)
		}
		if e.IsDir() {
			if err := g.walkFolder(below, entry, folder); err != nil {
				return err
			}
		}
	}
	return nil
}

func (g *ground) full(path string) string { return filepath.Join(g.root, filepath.FromSlash(path)) }

// stamp is what can be told of a file without opening it.
type stamp struct {
	source.Stat
	kind fs.FileMode // type, and whether its owner may read it
}

func stampOf(fi fs.FileInfo) stamp {
	kind := fi.Mode() & (fs.ModeType | 0o400)
	if fi.IsDir() {
		return stamp{kind: kind} // its times tell of its debris as well
	}
	return stamp{source.StatOf(fi), kind}
}

// sameBytes is true when only mode or owner of a file have changed.
func (s stamp) sameBytes(t stamp) bool {
	s.Change, t.Change = 0, 0
	return s == t
}

// look is the state of all watched files by path.
type look map[string]stamp

// note takes one entry of a folder down. What cannot be asked counts as not
// there: the build will speak of it.
func (l look) note(path string, e os.DirEntry) {
	if fi, err := e.Info(); err == nil {
		l[path] = stampOf(fi)
	}
}

// look asks every file.
func (g *ground) look() look {
	l := look{}
	_ = g.walk(l.note, nil)
	return l
}

// differ are the paths that are not the same in both, sorted.
func differ(was, is look) []string {
	var out []string
	for p, s := range is {
		if old, ok := was[p]; !ok || old != s {
			out = append(out, p)
		}
	}
	for p := range was {
		if _, ok := is[p]; !ok {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}
