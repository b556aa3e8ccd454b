package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
)

// answer tells a text what it asked: where its links lead and where its
// pictures are published. The negative answers are part of it: a destination
// without an answer stays as it was written.
func (s *Site) answer(p *Post) diag.List {
	var d diag.List
	a := markdown.Answers{Links: map[string]string{}, Images: map[string]markdown.Picture{}, Texts: map[string]string{}, Lang: p.Lang}
	for _, l := range p.Doc.Links {
		if _, _, ok := reference(l.Dest); ok {
			d.Add(s.refer(p, l, &a)...)
			continue
		}
		if l.Bare {
			d.Add(s.answerMedia(l, &a)...)
		}
		to, dl := s.link(p, l)
		d.Add(dl...)
		if to != "" && to != l.Dest {
			a.Links[l.Dest] = to
		}
	}
	for _, im := range p.Doc.Images {
		pic, di := s.picture(p.File.Path, im.Src, im.Pos)
		d.Add(di...)
		if pic.URL != "" {
			a.Images[im.Src] = pic
		}
		if !im.HasAlt {
			d.Add(diag.Hintf("image-alt", im.Pos, "this picture has no text for those who cannot see it").
				WithHint("write what it shows in alt=\"…\", or alt=\"\" when it is decoration"))
		}
	}
	s.fromFrontMatter(p, a.Images)
	if s.Markup.LineRefs {
		for _, l := range p.Doc.LineRefs {
			if !l.Block.Has(l.From, l.To) {
				d.Add(lineRange(l.Block, l.From, l.To, l.Pos))
			}
		}
	}
	if s.Markup.HTML == markdown.Clean {
		for _, r := range p.Doc.Raw {
			d.Add(droppedHTML(r))
		}
	}
	p.Answers = a
	p.fill()
	if img := p.Post.Image; img != nil {
		hero, di := s.image(img, p.File.Path)
		d.Add(di...)
		p.Hero = hero
	}
	return d
}

// fill puts the names of what a text points to into what is quoted of it.
func (p *Post) fill() {
	if p.Post != nil && len(p.Answers.Texts) > 0 {
		p.Summary, p.Cut = summary(p.Post, p.Answers.Texts)
	}
	for i := range p.Sections {
		p.Sections[i].Lead = markdown.Fill(p.Sections[i].Lead, p.Answers.Texts)
	}
}

// Lead is the first paragraph of a text as plain text.
func (p *Post) Lead() string { return markdown.Fill(p.Doc.Lead, p.Answers.Texts) }

func droppedHTML(r markdown.Raw) diag.Diagnostic {
	if r.Attr != "" {
		return diag.Warnf("text-html-dropped", r.Pos, "the attribute %s of <%s> is left out", r.Attr, r.Tag).
			WithHint("markup.html: allow in content/site.yaml lets all raw HTML pass")
	}
	return diag.Warnf("text-html-dropped", r.Pos, "raw HTML <%s> is left out", r.Tag).
		WithHint("put it between backticks to show it, or set markup.html: allow in content/site.yaml to let all raw HTML pass")
}

// external reports whether a destination leads away from the site, or is none
// of ours to judge: another scheme, another host, a query alone.
func external(dest string) bool {
	if strings.HasPrefix(dest, "//") || strings.HasPrefix(dest, "?") {
		return true
	}
	i := strings.IndexAny(dest, ":/?#")
	return i > 0 && dest[i] == ':'
}

// link resolves one destination.
func (s *Site) link(p *Post, l markdown.Link) (string, diag.List) {
	dest := l.Dest
	if dest == "" || external(dest) {
		return "", nil
	}
	target, query, frag := part(dest)
	tail := query
	if frag != "" {
		tail += "#" + frag
	}
	if target == "" {
		if to, d, ok := s.lines(p, frag, l.Pos); ok && query == "" {
			if to == "" {
				return "", d
			}
			return "#" + to, d
		}
		if query == "" && frag != "" && !p.hasAnchor(frag) {
			return "", diag.List{s.deadAnchor(p, p, frag, l.Pos)}
		}
		return "", nil
	}
	plain := unescape(target)
	if !strings.HasPrefix(plain, "/") {
		file := path.Join(path.Dir(p.File.Path), plain)
		if other := s.posts[file]; other != nil {
			return s.linkPostFile(p, other, frag, tail, l)
		}
		if st, ok := s.beside[file]; ok {
			return s.at(st.Path) + tail, nil
		}
		if other := s.posts[file+"/index.md"]; other != nil {
			return s.linkPostFile(p, other, frag, tail, l)
		}
		if s.broken[file] {
			return "", nil
		}
		if ext := strings.ToLower(path.Ext(plain)); ext == ".md" || ext == ".markdown" {
			return "", diag.List{diag.Warnf("link-dead", l.Pos, "no post or page lies at %q", plain).Meant(plain, s.nearFiles(p, plain))}
		}
		// Beside neither text nor file: an address relative to the page's own.
		at := path.Join("/", p.Path, plain)
		if !strings.HasSuffix(p.Path, "/") {
			at = path.Join("/", path.Dir(p.Path), plain)
		}
		if strings.HasSuffix(plain, "/") && at != "/" {
			at += "/"
		}
		p.Targets = append(p.Targets, Target{Path: strings.TrimPrefix(at, "/"), Frag: frag, Pos: l.Pos, Code: "link-dead"})
		return s.at(strings.TrimPrefix(at, "/")) + tail, nil
	}
	if other := s.posts["content"+plain]; other != nil {
		return s.linkPostFile(p, other, frag, tail, l)
	}
	below := s.belowRoot(plain)
	p.Targets = append(p.Targets, Target{Path: below, Frag: frag, Pos: l.Pos, Code: "link-dead"})
	return s.at(below) + tail, nil
}

// belowRoot is a root-relative path as the author wrote it, with or without the
// site's sub-path, below the site's root.
func (s *Site) belowRoot(plain string) string {
	if s.Home != "/" {
		if rest, ok := strings.CutPrefix(plain, s.Home); ok {
			return rest
		}
	}
	clean := path.Clean(plain)
	if strings.HasSuffix(plain, "/") && clean != "/" {
		clean += "/"
	}
	return strings.TrimPrefix(clean, "/")
}

// linkPostFile is a link from one text to another by its file.
func (s *Site) linkPostFile(p, other *Post, frag, tail string, l markdown.Link) (string, diag.List) {
	var d diag.List
	if reason := s.held[other]; reason != "" {
		d.Add(diag.Warnf("link-held", l.Pos, "this leads to a post that is not published: %s", reason).
			WithNote(diag.Whole(other.File.Path), "the post"))
	}
	if to, dl, ok := s.lines(other, frag, l.Pos); ok {
		d.Add(dl...)
		if to != "" {
			tail = strings.TrimSuffix(tail, "#"+frag) + "#" + to
		}
	} else if frag != "" && !other.hasAnchor(frag) {
		d.Add(s.deadAnchor(p, other, frag, l.Pos))
	}
	return other.URL + tail, d
}

func (s *Site) deadAnchor(p, other *Post, frag string, pos diag.Pos) diag.Diagnostic {
	ids := make([]string, 0, len(other.Doc.Headings))
	for _, h := range other.Doc.Headings {
		ids = append(ids, h.ID)
	}
	where := "this text has no heading"
	if other.File.Path != p.File.Path {
		where = other.Title + " has no heading"
	}
	d := diag.Warnf("link-anchor", pos, "%s with the anchor %q", where, frag)
	if near, ok := diag.Nearest(frag, ids); ok {
		d = d.WithHint("did you mean #%s?", near)
	}
	return d
}

// hasAnchor reports whether a fragment leads somewhere in the text: to a
// heading, an id in raw HTML, a footnote, or the top.
func (p *Post) hasAnchor(frag string) bool {
	frag = unescape(frag)
	if frag == "top" || strings.HasPrefix(frag, p.Prefix()+"fn") || strings.HasPrefix(frag, "fn") {
		return true
	}
	for _, h := range p.Doc.Headings {
		if h.ID == frag {
			return true
		}
	}
	for _, id := range p.Doc.Anchors {
		if id == frag {
			return true
		}
	}
	if id, ok := strings.CutPrefix(frag, "comment-"); ok && p.Thread != nil {
		return slices.ContainsFunc(p.Thread.List, func(c content.Comment) bool { return c.ID.Text == id })
	}
	for _, b := range p.Doc.Blocks {
		if b.ID == frag {
			return true
		}
	}
	return false
}

// nearFiles are the texts that a dead relative link may have meant, as links
// from p's folder; at most 200, those of the same folder first.
func (s *Site) nearFiles(p *Post, plain string) []string {
	dir := path.Dir(path.Join(path.Dir(p.File.Path), plain))
	var out []string
	for _, set := range [][]*content.Post{s.set.Posts, s.set.Pages} {
		for _, q := range set {
			if path.Dir(q.File.Path) == dir && len(out) < 200 {
				out = append(out, path.Join(path.Dir(plain), path.Base(q.File.Path)))
			}
		}
	}
	return out
}

// part splits a destination into path, query with its mark, and fragment.
func part(dest string) (target, query, frag string) {
	target, frag, _ = strings.Cut(dest, "#")
	if i := strings.IndexByte(target, '?'); i >= 0 {
		target, query = target[:i], target[i:]
	}
	return target, query, frag
}

func unescape(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// safeURL is an address a page may link to: http, https, mailto or of our own;
// anything else is dropped.
func safeURL(u string) string {
	if !external(u) {
		return u
	}
	for _, scheme := range []string{"http://", "https://", "mailto:"} {
		if len(u) >= len(scheme) && strings.EqualFold(u[:len(scheme)], scheme) {
			return u
		}
	}
	return ""
}

// SafeURL is safeURL for words of records.
func SafeURL(w content.Word) string { return safeURL(w.Text) }
