package site

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/slug"
)

// escape is a path as it stands in an address: each segment percent-encoded
// where it has to be (RFC 3986).
func escape(p string) string {
	parts := strings.Split(p, "/")
	for i, s := range parts {
		parts[i] = url.PathEscape(s)
	}
	return strings.Join(parts, "/")
}

// at is the root-relative address of a path below the site's root.
func (s *Site) at(p string) string { return s.Home + escape(p) }

// URLOf is the root-relative address of an output file: index.html is left out.
func (s *Site) URLOf(out string) string {
	if base := path.Base(out); base == "index.html" {
		out = strings.TrimSuffix(out, base)
	}
	return s.at(out)
}

// OutputOf is the output file of a path below the root: a folder gets its index.html.
func OutputOf(p string) string {
	if p == "" || strings.HasSuffix(p, "/") {
		return p + "index.html"
	}
	return p
}

// address works out where a post is published.
func (s *Site) address(p *Post) (string, diag.List) {
	if !p.Post.URL.IsZero() {
		return PathOf(p.Post.URL.Text), nil
	}
	name := s.slug(p)
	if name == "" {
		return "", diag.List{diag.Errorf("address-empty", p.place(p.Slug), "nothing of %q can stand in an address", cmp.Or(p.Slug.Text, p.Name)).
			WithHint("give the post a slug: of letters, digits and dashes")}
	}
	if p.IsPage {
		return folders(p.Dir) + name + "/", nil
	}
	if p.Unlisted {
		if p.Token.IsZero() {
			return "", diag.List{diag.Errorf("post-token-missing", p.place(content.Word{Pos: p.UnlistedPos, Text: "x"}), "an unlisted post needs a token, the secret part of its address").
				WithHint("add a line token: with at least twelve letters or digits of your choice, known to nobody else")}
		}
		return "u/" + p.Token.Text + "/" + name + "/", nil
	}
	return s.pattern(p, name), nil
}

// slug is the last word of a post's address: front matter, else the file's
// name, with the language for a translation that lies beside its original.
func (s *Site) slug(p *Post) string {
	name := slug.Make(cmp.Or(p.Slug.Text, p.Name))
	if name != "" && p.Post.Lang.Text != s.Config.Language.Text && p.langFromName() {
		name += "-" + slug.Make(p.Post.Lang.Text)
	}
	return name
}

// langFromName reports whether the language came from a name like x.de.md.
func (p *Post) langFromName() bool {
	if p.Post.Lang.Text == "" {
		return false
	}
	base := strings.TrimSuffix(strings.TrimSuffix(path.Base(p.File.Path), ".md"), ".markdown")
	return strings.HasSuffix(strings.ToLower(base), "."+strings.ToLower(p.Post.Lang.Text))
}

// folders is a folder path as address segments, with a trailing slash.
func folders(dir string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(dir, "/") {
		if w := slug.Make(part); w != "" {
			b.WriteString(w + "/")
		}
	}
	return b.String()
}

// pattern fills the permalink pattern of the settings. A part that the post
// has nothing for, the year of an undated post, falls out with its slash.
func (s *Site) pattern(p *Post, name string) string {
	pat := s.Config.Permalinks.Post.Text
	if pat == "" {
		pat = "/:year/:month/:slug/"
	}
	event := ""
	if len(p.Post.Events) > 0 {
		event = slug.Make(p.Post.Events[0].Text)
	}
	year, month, day := "", "", ""
	if !p.When.IsZero() {
		t := p.When
		year, month, day = fmt.Sprintf("%04d", t.Year()), fmt.Sprintf("%02d", t.Month()), fmt.Sprintf("%02d", t.Day())
	}
	return Permalink(pat, map[string]string{"year": year, "month": month, "day": day, "slug": name, "event": event, "lang": p.Lang, "folder": strings.TrimSuffix(folders(p.Dir), "/")})
}

// Permalink fills a pattern such as /:year/:month/:slug/ and gives the path
// below the root that it makes.
func Permalink(pat string, parts map[string]string) string {
	var b strings.Builder
	for pat != "" {
		i := strings.IndexByte(pat, ':')
		if i < 0 {
			break
		}
		b.WriteString(pat[:i])
		pat = pat[i+1:]
		j := 0
		for j < len(pat) && pat[j] >= 'a' && pat[j] <= 'z' {
			j++
		}
		b.WriteString(parts[pat[:j]])
		pat = pat[j:]
	}
	b.WriteString(pat)
	return PathOf(b.String())
}

// PathOf is an address as a path below the root: no leading slash, no empty or
// dotted segments, a trailing slash unless the last segment names a file.
func PathOf(address string) string {
	if u, err := url.PathUnescape(address); err == nil {
		address = u
	}
	var parts []string
	for part := range strings.SplitSeq(strings.ReplaceAll(address, "\\", "/"), "/") {
		if part != "" && part != "." && part != ".." {
			parts = append(parts, part)
		}
	}
	p := strings.Join(parts, "/")
	switch path.Ext(p) {
	case ".html", ".htm", ".php", ".xml", ".xhtml", ".shtml", ".asp", ".aspx", ".jsp":
		return p
	}
	if p == "" {
		return ""
	}
	return p + "/"
}

// place is where a word stands, or the whole file when nothing was typed.
func (p *Post) place(w content.Word) diag.Pos {
	if w.IsZero() || w.Pos.File == "" {
		return diag.Whole(p.File.Path)
	}
	return w.Pos
}
