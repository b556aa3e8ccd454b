package desk

import (
	"cmp"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/site"
)

// destinations are the paths that a text shows or links to, relative ones alone.
func (m *mover) destinations(p *site.Post) (out []string) {
	add := func(dest string) {
		if file, _ := cutTail(dest); file != "" && !strings.HasPrefix(file, "/") && !strings.Contains(file, ":") {
			out = append(out, file)
		}
	}
	for _, l := range p.Doc.Links {
		add(l.Dest)
	}
	for _, im := range p.Doc.Images {
		add(im.Src)
	}
	for _, w := range pictureWords(p) {
		add(w.Text)
	}
	return out
}

// pictureWords are the files that front matter names.
func pictureWords(p *site.Post) (out []content.Word) {
	if p.Post.Image != nil {
		out = append(out, p.Post.Image.File)
	}
	for _, im := range p.Post.Images {
		out = append(out, im.File)
	}
	return out
}

// cutTail parts a destination into its path, decoded, and what follows it.
func cutTail(dest string) (file, tail string) {
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		dest, tail = dest[:i], dest[i:]
	}
	if plain, err := url.PathUnescape(dest); err == nil {
		dest = plain
	}
	return dest, tail
}

// mend works out every reference that would lead elsewhere after the move.
func (m *mover) mend() {
	byURL := map[string]*site.Post{} // the posts that move and change their address
	now := map[string]*site.Post{}
	for _, p := range m.is.Texts() {
		now[p.File.Path] = p
	}
	for _, p := range m.posts {
		if q := now[m.to(p.File.Path)]; q != nil && q.URL != p.URL {
			byURL[strings.Trim(m.below(p.URL), "/")] = q
		}
	}
	r := &references{m, byURL, now}
	texts := slices.Clone(m.was.Texts())
	slices.SortFunc(texts, func(a, b *site.Post) int { return cmp.Compare(a.File.Path, b.File.Path) })
	for _, p := range texts {
		for _, l := range p.Doc.Links {
			if new, ok := r.dest(p, l.Dest); ok {
				r.write(p.File.Path, l.Pos, l.Dest, new)
			}
		}
		for _, im := range p.Doc.Images {
			if new, ok := r.dest(p, im.Src); ok {
				r.write(p.File.Path, im.Pos, im.Src, new)
			}
		}
		for _, w := range pictureWords(p) {
			if new, ok := r.dest(p, w.Text); ok {
				r.word(w, new)
			}
		}
		r.translation(p)
	}
	for _, p := range texts {
		if p.Thread == nil {
			continue
		}
		for _, c := range p.Thread.List { // the place of a comment's words is the comment
			for _, l := range c.Doc.Links {
				if new, ok := r.address(l.Dest); ok {
					r.search(p.Thread.File.Path, l.Dest, new)
				}
			}
		}
	}
	for _, e := range m.was.Events {
		for _, t := range e.Event.Talks {
			for _, w := range t.RelatedPosts {
				if new, ok := r.name(w.Text); ok {
					r.word(w, new)
				}
			}
		}
	}
	r.settings()
}

// references mends what leads to a move's posts.
type references struct {
	*mover
	byURL map[string]*site.Post // old address, without slashes around it → the post at its new one
	now   map[string]*site.Post // by file
}

// dest is the new form of a destination in the text of a post; ok is false for one
// that stays right as it is.
func (r *references) dest(p *site.Post, dest string) (string, bool) {
	if id, ok := strings.CutPrefix(dest, "post:"); ok {
		name, frag, has := strings.Cut(id, "#")
		new, ok := r.name(name)
		if has {
			new += "#" + frag
		}
		return "post:" + new, ok
	}
	file, tail := cutTail(dest)
	if file == "" {
		return "", false
	}
	if strings.HasPrefix(file, "/") || strings.Contains(file, "://") {
		return r.address(dest)
	}
	if strings.Contains(strings.SplitN(file, "/", 2)[0], ":") { // mailto:, talk:
		return "", false
	}
	// Relative: to a post's file, the folder of one, or a file beside.
	dir := path.Dir(p.File.Path)
	at := path.Join(dir, file)
	target, found := at, r.Tree.File(at) != nil
	if index := at + "/index.md"; !found && r.Tree.File(index) != nil {
		found = true
		if target = r.to(index); path.Base(target) == "index.md" {
			target = path.Dir(target)
		}
	} else {
		target = r.to(at)
	}
	newDir := path.Dir(r.to(p.File.Path))
	if !found || target == at && newDir == dir {
		return "", false
	}
	rel, err := filepath.Rel(filepath.FromSlash(newDir), filepath.FromSlash(target))
	if err != nil {
		return "", false
	}
	new := filepath.ToSlash(rel)
	if strings.HasPrefix(file, "./") && !strings.HasPrefix(new, "../") {
		new = "./" + new
	}
	if new == strings.TrimSuffix(file, "/") || path.Join(newDir, file) == target {
		return "", false
	}
	if strings.HasSuffix(file, "/") {
		new += "/"
	}
	return pathText(new) + tail, true
}

// pathText is a path as Markdown takes it without < and >.
func pathText(p string) string {
	return strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "%", "%25").Replace(p)
}

// address is the new form of an address on the site, whole or from its root.
func (r *references) address(dest string) (string, bool) {
	base := strings.TrimSuffix(r.was.Abs(r.root()), "/")
	rest, whole := strings.CutPrefix(dest, base+"/")
	if whole {
		rest = "/" + rest
	} else {
		rest = dest
		if root := r.root(); root != "/" {
			if after, ok := strings.CutPrefix(rest, root); ok {
				rest, base = "/"+after, strings.TrimSuffix(root, "/")
				whole = true
			}
		}
	}
	if !strings.HasPrefix(rest, "/") {
		return "", false
	}
	file, tail := cutTail(rest)
	q := r.byURL[strings.Trim(file, "/")]
	if q == nil {
		return "", false
	}
	new := r.below(q.URL) + tail
	if whole {
		new = base + new
	}
	return new, true
}

// name is the new form of what post: calls a post.
func (r *references) name(name string) (string, bool) {
	found := r.was.PostsNamed(name)
	if len(found) != 1 || !slices.ContainsFunc(r.posts, func(p *site.Post) bool { return p == found[0] }) {
		return "", false
	}
	to := r.to(found[0].File.Path)
	if still := r.is.PostsNamed(name); len(still) == 1 && still[0].File.Path == to {
		return "", false
	}
	if !strings.Contains(name, "/") {
		if word := path.Base(strings.TrimSuffix(r.now[to].URL, "/")); len(r.is.PostsNamed(word)) == 1 {
			return word, true
		}
	}
	new := strings.TrimPrefix(to, "content/")
	if !strings.HasSuffix(name, ".md") {
		new = strings.TrimSuffix(strings.TrimSuffix(new, ".md"), "/index")
	}
	return new, true
}

// translation mends translation_of:, which names a post by its file's name.
func (r *references) translation(p *site.Post) {
	w := p.TranslationOf
	for _, q := range r.posts {
		by := w.Text == q.Name || w.Text == q.Dir+"/"+q.Name
		new := r.now[r.to(q.File.Path)]
		if w.IsZero() || !by || new == nil || q == p {
			continue
		}
		text := new.Name
		if strings.Contains(w.Text, "/") {
			text = strings.TrimPrefix(new.Dir+"/"+new.Name, "/")
		}
		if text != w.Text {
			r.word(w, text)
		}
		return
	}
}

// settings mends the menus and what content/urls.yaml leads to.
func (r *references) settings() {
	menus := [][]content.MenuItem{r.was.Config.Theme.Menu}
	for _, e := range r.was.Config.Languages {
		menus = append(menus, e.Menu)
	}
	for _, menu := range menus {
		for _, item := range menu {
			if new, ok := r.address(item.URL.Text); ok {
				r.word(item.URL, new)
			}
		}
	}
	set, _ := content.Load(r.Tree, r.memo)
	for _, p := range set.Moved {
		if new, ok := r.address(p.To.Text); ok && !p.To.IsZero() {
			r.word(p.To, new)
		}
	}
}

func (r *references) word(w content.Word, new string) {
	was := Mended{File: r.to(w.Pos.File), Was: w.Text, New: new}
	if r.fixWord(w, new) {
		r.move.Mended = append(r.move.Mended, was)
		return
	}
	r.move.Left = append(r.move.Left, was)
}

// write puts a destination in the place of another, which stands at pos or, for a
// link by reference, behind its name somewhere in the file.
func (r *references) write(file string, pos diag.Pos, was, new string) {
	src := r.Tree.Text(file)
	if pos.End <= len(src) && string(src[pos.Off:pos.End]) == was {
		r.fix(file, pos, was, new)
		return
	}
	r.search(file, was, new)
}

// search is write for a destination whose place is not known: it has to stand in
// the file by itself.
func (r *references) search(file, was, new string) {
	src := string(r.Tree.Text(file))
	found := false
	for at := 0; ; {
		i := strings.Index(src[at:], was)
		if i < 0 {
			break
		}
		from := at + i
		at = from + len(was)
		before, after := byte('\n'), byte('\n')
		if from > 0 {
			before = src[from-1]
		}
		if at < len(src) {
			after = src[at]
		}
		if strings.IndexByte("(<\"' \t", before) >= 0 && strings.IndexByte(")>\"' \t\r\n", after) >= 0 {
			r.fix(file, diag.Pos{File: file, Off: from, End: at}, was, new)
			found = true
		}
	}
	if !found {
		r.move.Left = append(r.move.Left, Mended{File: r.to(file), Was: was, New: new})
	}
}

func (r *references) fix(file string, pos diag.Pos, was, new string) {
	f := diag.Fix{Pos: pos, New: new}
	f.Pos.File = file
	if slices.Contains(r.fixes[file], f) {
		return // two links by one definition
	}
	r.fixes[file] = append(r.fixes[file], f)
	r.move.Mended = append(r.move.Mended, Mended{File: r.to(file), Was: was, New: new})
}
