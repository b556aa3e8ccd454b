package desk

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/source"
)

// MoveOptions say which post goes where: to a path, or to another slug or date.
type MoveOptions struct {
	From string // a post's file or a folder of posts below the site, "content/posts/x.md", or what post: calls it
	To   string // a path below the site; "" with Slug or Date
	Slug string // last word of the new address
	Date string // "2016-06-10"
}

// Move is a move as it would be made. Carry it out with Move.Do.
type Move struct {
	Renames []Rename // files and folders, as they are carried out
	Changes []Change // of files, by the paths they have after the renames
	Posts   []MovedPost
	Mended  []Mended
	Left    []Mended  // references that are to be mended by hand: New says where they should lead
	Said    diag.List // what a build would say afterwards and does not say now
}

// Rename is a file or a folder that gets another path below the site.
type Rename struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// MovedPost is one post of a move.
type MovedPost struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Was   string `json:"was"` // its address, root-relative
	Is    string `json:"is"`
	Alias bool   `json:"alias"` // the old address leads to the new one from now on
}

// Mended is one reference to something that moves.
type Mended struct {
	File string `json:"file"` // as it is called afterwards
	Was  string `json:"was"`
	New  string `json:"new"`
}

// Move works out how a post, or a folder of posts, gets another name, place, slug or
// date: the pictures that are its own go with it, its comments and translations too,
// the old address becomes an alias in its front matter, and what names or shows it
// is mended. Nothing is written. The site is read anew with the move in it, and a
// move that would bring an error is refused with it.
func (d *Desk) Move(o MoveOptions) (*Move, error) {
	m := &mover{Desk: d, o: o, memo: content.NewMemo(), move: &Move{}, edits: map[string][]content.YAMLEdit{}, fixes: map[string][]diag.Fix{}}
	before, saidBefore := m.relink()
	m.was = before
	if err := m.plan(); err != nil {
		return nil, err
	}
	var err error
	if m.is, _, err = m.after(); err != nil { // for the new addresses
		return nil, err
	}
	m.mend()
	if err := m.keepAddresses(); err != nil {
		return nil, err
	}
	_, said, err := m.after()
	if err != nil {
		return nil, err
	}
	m.move.Said = fresh(said, saidBefore)
	if bad := onlyErrors(m.move.Said); len(bad) > 0 {
		return nil, &diag.Fault{List: bad}
	}
	m.move.Changes, err = m.changes()
	return m.move, err
}

// mover is a move that is being worked out.
type mover struct {
	*Desk
	o       MoveOptions
	memo    *content.Memo
	move    *Move
	was, is *site.Site // before and after
	posts   []*site.Post
	edits   map[string][]content.YAMLEdit // of front matter, by old path
	fixes   map[string][]diag.Fix         // by old path
}

// to is the path that a file has after the move.
func (m *mover) to(file string) string {
	for _, r := range m.move.Renames {
		if file == r.From {
			return r.To
		}
		if rest, ok := strings.CutPrefix(file, r.From+"/"); ok {
			return r.To + "/" + rest
		}
	}
	return file
}

// relink reads the site from files, those of old paths exchanged.
func (m *mover) relink(exchanged ...*source.File) (*site.Site, diag.List) {
	files := m.Tree.Under("content")
	if len(exchanged) > 0 {
		files = exchanged
	}
	set, said := content.Load(source.NewTree(files...), m.memo)
	s, more := site.Link(set, site.Options{Now: m.Now, Drafts: true, Future: true}, nil)
	return s, append(said, more...).Sorted()
}

// after is the site as it will be, as far as the move is known.
func (m *mover) after() (*site.Site, diag.List, error) {
	changes, err := m.changes()
	if err != nil {
		return nil, nil, err
	}
	text := map[string][]byte{}
	for _, c := range changes {
		text[c.File] = c.New
	}
	var files []*source.File
	for _, f := range m.Tree.Under("content") {
		name := m.to(f.Path)
		switch new, changed := text[name]; {
		case changed:
			f = source.NewFile(name, new)
		case name != f.Path:
			b, err := f.Bytes()
			if err != nil {
				return nil, nil, err
			}
			f = source.NewFile(name, b)
		}
		files = append(files, f)
	}
	s, said := m.relink(files...)
	return s, said, nil
}

// changes are the files with new bytes so far.
func (m *mover) changes() ([]Change, error) {
	files := map[string]bool{}
	for f := range m.edits {
		files[f] = true
	}
	for f := range m.fixes {
		files[f] = true
	}
	var out []Change
	for f := range files {
		old := m.Tree.Text(f)
		new, err := Apply(old, m.fixes[f])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		if edits := m.edits[f]; len(edits) > 0 {
			if new, err = content.EditFront(f, new, edits...); err != nil {
				return nil, err
			}
		}
		out = append(out, Change{File: m.to(f), Old: old, New: new})
	}
	slices.SortFunc(out, func(a, b Change) int { return strings.Compare(a.File, b.File) })
	return out, nil
}

// keepAddresses makes an alias of each address that readers have known.
func (m *mover) keepAddresses() error {
	published := map[string]bool{}
	for _, p := range slices.Concat(m.Published.Posts, m.Published.Hidden, m.Published.Pages) {
		published[p.File.Path] = true
	}
	now := map[string]*site.Post{}
	for _, p := range m.is.Texts() {
		now[p.File.Path] = p
	}
	for _, p := range m.posts {
		to := m.to(p.File.Path)
		q := now[to]
		if q == nil {
			return &Wrong{Message: to + " would be no post", Hint: "posts and pages end in .md and lie below content/posts or content/pages"}
		}
		moved := MovedPost{From: p.File.Path, To: to, Was: p.URL, Is: q.URL}
		if p.URL != q.URL {
			was, is := m.below(p.URL), m.below(q.URL)
			i := slices.IndexFunc(p.Aliases, func(w content.Word) bool { return strings.Trim(w.Text, "/") == strings.Trim(is, "/") })
			switch {
			case !published[p.File.Path] && i < 0: // nobody has seen it
			case i >= 0: // it goes back to where it was once
				if !m.fixWord(p.Aliases[i], was) {
					return &Wrong{Message: fmt.Sprintf("%s has the alias %s, which becomes its own address", p.File.Path, is), Hint: "take that alias out of its front matter first"}
				}
				moved.Alias = true
			default:
				m.edits[p.File.Path] = append(m.edits[p.File.Path], content.YAMLEdit{Path: []string{"aliases"}, Value: was, Add: true})
				moved.Alias = true
			}
		}
		m.move.Posts = append(m.move.Posts, moved)
	}
	return nil
}

// below is an address without the folder that the site as a whole lies in.
func (m *mover) below(url string) string {
	return "/" + strings.TrimPrefix(url, m.root())
}

// root is the folder of the site in its address, "/" or "/blog/".
func (m *mover) root() string { return m.was.Home }

// fixWord writes another text in the place of a word, if that is written plainly.
func (m *mover) fixWord(w content.Word, new string) bool {
	src := m.Tree.Text(w.Pos.File)
	if w.Pos.End > len(src) || w.Pos.IsWhole() {
		return false
	}
	raw := string(src[w.Pos.Off:w.Pos.End])
	i := strings.Index(raw, w.Text)
	if i < 0 || strings.Trim(raw, `"'`) != w.Text || strings.ContainsAny(new, `"'\`) {
		return false
	}
	at := diag.Pos{File: w.Pos.File, Off: w.Pos.Off + i, End: w.Pos.Off + i + len(w.Text)}
	m.fixes[at.File] = append(m.fixes[at.File], diag.Fix{Pos: at, New: new})
	return true
}

// fresh are complaints that were not there before, by code and words.
func fresh(now, before diag.List) (out diag.List) {
	had := map[string]int{}
	key := func(d diag.Diagnostic) string { return d.Code + "\x00" + d.Message }
	for _, d := range before {
		had[key(d)]++
	}
	for _, d := range now {
		if had[key(d)]--; had[key(d)] < 0 {
			out.Add(d)
		}
	}
	return out
}

func onlyErrors(list diag.List) (out diag.List) {
	for _, d := range list {
		if d.Severity == diag.Error {
			out.Add(d)
		}
	}
	return out
}

// stem is a post's path without its ending and language: "content/posts/x" of
// content/posts/x.de.md.
func stem(p *site.Post) (stem, rest string) {
	ext := path.Ext(p.File.Path)
	stem = strings.TrimSuffix(p.File.Path, ext)
	if lang := path.Ext(stem); lang != "" && strings.EqualFold(lang[1:], p.Lang) {
		return strings.TrimSuffix(stem, lang), lang + ext
	}
	return stem, ext
}
