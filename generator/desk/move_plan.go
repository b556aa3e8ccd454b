package desk

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/site"
)

// plan settles what is renamed.
func (m *mover) plan() error {
	texts := m.was.Texts()
	slices.SortFunc(texts, func(a, b *site.Post) int { return cmp.Compare(a.File.Path, b.File.Path) })
	from := strings.TrimSuffix(path.Clean(m.o.From), "/")
	var first *site.Post
	folder := true
	for _, p := range texts {
		if p.File.Path == from {
			first, folder = p, false
		}
	}
	if folder {
		for _, p := range texts {
			if strings.HasPrefix(p.File.Path, from+"/") {
				m.posts = append(m.posts, p)
			}
		}
	}
	if first == nil && len(m.posts) == 0 {
		found := m.was.PostsNamed(strings.TrimPrefix(m.o.From, "post:"))
		if len(found) != 1 {
			return m.unknown(len(found))
		}
		first, folder = found[0], false
	}
	if first != nil && (m.o.To == "" && isBundle(first)) { // its folder bears the name
		folder, from = true, path.Dir(first.File.Path)
		for _, p := range texts {
			if strings.HasPrefix(p.File.Path, from+"/") {
				m.posts = append(m.posts, p)
			}
		}
	}
	if folder {
		if m.o.To == "" && first == nil {
			if first = m.posts[0]; path.Dir(first.File.Path) != from || !isBundle(first) {
				return &Wrong{Message: from + " is a folder of several posts", Hint: "--slug and --date are for one post"}
			}
		}
		to, err := m.target(first, from)
		if err != nil {
			return err
		}
		m.rename(from, to)
	} else {
		was, rest := stem(first)
		to, err := m.target(first, was+rest)
		if err != nil {
			return err
		}
		to = strings.TrimSuffix(to, rest)
		for _, p := range texts { // with its translations
			if s, r := stem(p); s == was {
				m.posts = append(m.posts, p)
				m.rename(s+r, to+r)
			}
		}
		m.takePictures(path.Dir(was), path.Dir(to))
	}
	for _, p := range m.posts {
		if t := p.Thread; t != nil {
			dir := "content/comments/" + strings.TrimPrefix(m.to(p.File.Path), "content/")
			m.rename(t.File.Path, strings.TrimSuffix(dir, path.Ext(dir))+path.Ext(t.File.Path))
		}
	}
	return m.checkTargets()
}

func isBundle(p *site.Post) bool { return strings.HasPrefix(path.Base(p.File.Path), "index.") }

func (m *mover) unknown(n int) error {
	if n > 1 {
		return &Wrong{Message: fmt.Sprintf("%d posts are called %q", n, m.o.From), Hint: "name its file"}
	}
	u := &Unknown{What: "post", Name: m.o.From}
	var names []string
	for _, p := range m.was.Texts() {
		names = append(names, p.File.Path, p.Name)
	}
	u.Near, _ = diag.Nearest(m.o.From, names)
	return u
}

func (m *mover) rename(from, to string) {
	if from != to {
		m.move.Renames = append(m.move.Renames, Rename{from, to})
	}
}

// target is where the post p, whose file or folder is from, goes.
func (m *mover) target(p *site.Post, from string) (string, error) {
	if m.o.To != "" {
		to := path.Clean(m.o.To)
		if !strings.HasPrefix(to, "content/posts/") && !strings.HasPrefix(to, "content/pages/") {
			return "", &Wrong{Message: m.o.To + " lies outside of content/posts and content/pages", Hint: "posts and pages are nowhere else"}
		}
		return to, nil
	}
	dir, base := path.Split(from)
	ext := ""
	if strings.HasSuffix(base, ".md") || strings.HasSuffix(base, ".markdown") {
		_, ext = stem(p)
	}
	name := strings.TrimSuffix(base, ext)
	lead := name[:len(name)-len(p.Name)] // "2016-06-10-"
	if !strings.HasSuffix(name, p.Name) {
		lead, name = "", p.Name
	}
	word := p.Name
	if m.o.Slug != "" {
		word = m.o.Slug
		if !p.Slug.IsZero() && !m.fixWord(p.Slug, word) {
			return "", &Wrong{Message: p.File.Path + " has a slug: that cannot be changed in place", Hint: "change it by hand"}
		}
		if !p.Post.URL.IsZero() {
			return "", &Wrong{Message: p.File.Path + " names its whole address with url:", Hint: "change that; the old address goes below aliases:"}
		}
	}
	if m.o.Date != "" {
		day, err := time.Parse(time.DateOnly, m.o.Date)
		if err != nil {
			return "", &Wrong{Message: fmt.Sprintf("%q is no date", m.o.Date), Hint: "write it like 2016-06-10"}
		}
		if err := m.redate(p, day); err != nil {
			return "", err
		}
		if lead != "" {
			lead = day.Format("2006-01-02") + "-"
		}
		dir = redateFolders(dir, p.When, day)
	}
	return dir + lead + word + ext, nil
}

// redate writes a day in the place of the one in front matter; the time stays.
func (m *mover) redate(p *site.Post, day time.Time) error {
	w := p.Post.Date
	if w.IsZero() {
		return nil // the name of the file says it
	}
	src := m.Tree.Text(w.Pos.File)
	raw := string(src[w.Pos.Off:w.Pos.End])
	old := fmt.Sprintf("%04d-%02d-%02d", w.Year, int(w.Month), w.Day)
	i := strings.Index(raw, old)
	if w.Precision < content.DayOnly || i < 0 {
		m.edits[p.File.Path] = append(m.edits[p.File.Path], content.YAMLEdit{Path: []string{"date"}, Value: day.Format(time.DateOnly), Replace: true})
		return nil
	}
	at := diag.Pos{File: w.Pos.File, Off: w.Pos.Off + i, End: w.Pos.Off + i + len(old)}
	m.fixes[at.File] = append(m.fixes[at.File], diag.Fix{Pos: at, New: day.Format(time.DateOnly)})
	return nil
}

// redateFolders exchanges folders that are the old year and month.
func redateFolders(dir string, was, is time.Time) string {
	parts := strings.Split(dir, "/")
	for i, p := range parts {
		if p != was.Format("2006") {
			continue
		}
		parts[i] = is.Format("2006")
		for j, layout := range []string{"01", "02"} {
			if k := i + 1 + j; k < len(parts) && parts[k] == was.Format(layout) {
				parts[k] = is.Format(layout)
			} else {
				break
			}
		}
		break
	}
	return strings.Join(parts, "/")
}

// takePictures lets files go along that lie in the posts' folder, or below it, and
// that no other text shows.
func (m *mover) takePictures(from, to string) {
	if from == to {
		return
	}
	mine := map[string]bool{}
	for _, p := range m.posts {
		mine[p.File.Path] = true
	}
	users := map[string]map[bool]bool{} // file → shown by the posts that move, by others
	for _, p := range m.was.Texts() {
		for _, dest := range m.destinations(p) {
			if f := m.Tree.File(path.Join(path.Dir(p.File.Path), dest)); f != nil {
				if users[f.Path] == nil {
					users[f.Path] = map[bool]bool{}
				}
				users[f.Path][mine[p.File.Path]] = true
			}
		}
	}
	var files []string
	for f, by := range users {
		if strings.HasPrefix(f, from+"/") && by[true] && !by[false] && !strings.HasSuffix(f, ".md") && !strings.HasSuffix(f, ".markdown") {
			files = append(files, f)
		}
	}
	slices.Sort(files)
	for _, f := range files {
		m.rename(f, to+strings.TrimPrefix(f, from))
	}
}

// checkTargets refuses what would lie over something, or nowhere.
func (m *mover) checkTargets() error {
	if len(m.move.Renames) == 0 && len(m.fixes)+len(m.edits) == 0 {
		return &Wrong{Message: "it is there already: nothing to move", Hint: "recap mv FROM TO"}
	}
	goes := map[string]bool{}
	for _, r := range m.move.Renames {
		goes[r.From] = true
	}
	for _, r := range m.move.Renames {
		if strings.HasPrefix(r.To, r.From+"/") {
			return &Wrong{Message: r.From + " cannot move into itself", Hint: "name another folder"}
		}
		for _, f := range m.Tree.Files() {
			if (f.Path == r.To || strings.HasPrefix(f.Path, r.To+"/")) && !goes[f.Path] && !strings.EqualFold(r.From, r.To) {
				return &Wrong{Message: f.Path + " is there already; nothing was moved", Hint: "choose another name"}
			}
		}
	}
	return nil
}
