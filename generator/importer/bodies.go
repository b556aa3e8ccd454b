package importer

import (
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

var (
	mdLink    = regexp.MustCompile(`(!?\[(?:[^\[\]\\]|\\.|\[[^\]]*\])*\])\(\s*<?([^)\s>]+)>?(\s+"[^"]*"|\s+'[^']*')?\s*\)`)
	htmlSrc   = regexp.MustCompile(`(?i)(<(?:img|a|source|video|audio)\b[^>]*?\s(?:src|href)=["'])([^"']+)(["'])`)
	defLink   = regexp.MustCompile(`(?m)^( {0,3}\[[^\]]+\]:\s+)(\S+)`)
	teaserEnd = regexp.MustCompile(`(?i)<!--\s*TEASER_END.*?-->`)
	// Pelican's words for a file of its own; what follows is its path.
	pelicanMark = regexp.MustCompile(`^(?:\{(?:filename|static|attach)\}|%7B(?:filename|static|attach)%7D|\|filename\|)`)
	scriptTag   = regexp.MustCompile(`(?is)<script\b.*?</script\s*>|<style\b.*?</style\s*>`)
)

// write makes the content file of one text: its front matter anew, its Markdown
// as it was but for shortcuts, and for links and pictures that lie elsewhere now.
func (f *folder) write(p *page) error {
	it := p.it
	data, err := fs.ReadFile(f.fsys, p.full)
	if err != nil {
		return err
	}
	text, _ := decoded(data)
	_, body, err := matterOf(p.full, text)
	if err != nil {
		return err
	}
	note := func(what, detail string) { f.report.note(it.file, what, detail) }
	if e := textEnding(p.full); e == ".html" || e == ".htm" {
		b := f.bodyOf(it)
		b.picture = func(src, large string) (string, bool) { return f.file(p, src) }
		b.address = func(href string) string { return f.linkOf(p, href) }
		body = b.markdown(body)
	} else {
		if e == ".rst" {
			body = restructured(body, note, func(to string) string { return f.refOf(it, to) })
		}
		body = f.shortcuts(it, body, note)
		body = teaserEnd.ReplaceAllString(body, "<!--more-->")
		body = outsideCode(body, func(s string) string {
			s = scriptTag.ReplaceAllStringFunc(s, func(m string) string {
				note("script", short(m))
				return ""
			})
			s = mdLink.ReplaceAllStringFunc(s, func(m string) string {
				g := mdLink.FindStringSubmatch(m)
				to := f.target(p, g[2], strings.HasPrefix(g[1], "!"))
				if to == g[2] {
					return m
				}
				return g[1] + "(" + to + g[3] + ")"
			})
			s = defLink.ReplaceAllStringFunc(s, func(m string) string {
				g := defLink.FindStringSubmatch(m)
				return g[1] + f.target(p, g[2], false)
			})
			return htmlSrc.ReplaceAllStringFunc(s, func(m string) string {
				g := htmlSrc.FindStringSubmatch(m)
				return g[1] + f.target(p, g[2], !strings.HasPrefix(strings.ToLower(g[1]), "<a")) + g[3]
			})
		})
	}
	it.body = body
	f.picture(p)
	olds := it.old
	it.old = nil
	for _, a := range olds {
		f.alias(it, a)
	}
	return f.emit(it)
}

// picture brings the picture of the card to where it lies now; who made it
// belongs to it.
func (f *folder) picture(p *page) {
	it := p.it
	credit := ""
	it.extra = slices.DeleteFunc(it.extra, func(e pair) bool {
		if e.key == "image_credit" {
			credit = e.value
		}
		return e.key == "image_credit"
	})
	if it.image.url == "" {
		return
	}
	to, ok := f.file(p, it.image.url)
	if !ok && host(it.image.url) == "" {
		it.image = picture{}
		return
	}
	it.image.url, it.image.credit = to, plainTitle(credit)
}

func (f *folder) target(p *page, to string, shown bool) string {
	if shown {
		t, _ := f.file(p, to)
		return t
	}
	return f.linkOf(p, to)
}

// linkOf is where a link leads now: to the file of a text, to a file that came
// along, else where it led.
func (f *folder) linkOf(p *page, href string) string {
	href = pelicanMark.ReplaceAllString(href, "")
	u, err := url.Parse(href)
	if err != nil || href == "" || strings.HasPrefix(href, "#") || u.Scheme == "mailto" {
		return href
	}
	if u.Host == "" && u.Path != "" && textEnding(u.Path) != "" && u.Scheme == "" {
		rel := path.Join(path.Dir(p.full), u.Path)
		if strings.HasPrefix(u.Path, "/") {
			rel = strings.TrimPrefix(u.Path, "/")
		}
		if to := f.byFile[rel]; to != nil {
			out := relative(p.it.file, to.file)
			if u.Fragment != "" {
				out += "#" + u.EscapedFragment()
			}
			return out
		}
	}
	if u.Host == "" && u.Path != "" && f.taken[path.Join(path.Dir(p.it.file), u.Path)] != "" {
		return href // a reference by name, which leads to the new file already
	}
	if to := f.link(p.it, href); to != href {
		return to
	}
	if u.Host == "" && u.Path != "" && path.Ext(u.Path) != "" {
		if to, ok := f.file(p, href); ok {
			return to
		}
	}
	return href
}

// file brings a file that a text shows: one beside it stays beside it when the
// text has a folder of its own, any other lies below content/static as it lay
// below the root of the site.
func (f *folder) file(p *page, src string) (string, bool) {
	src = pelicanMark.ReplaceAllString(src, "")
	u, err := url.Parse(src)
	if err != nil || u.Host != "" && !f.old.own(src) || u.Scheme == "data" || u.Path == "" {
		if err == nil && u.Host != "" && isPicture(src) {
			return f.pics.place(p.it.file, src, "")
		}
		return src, false
	}
	var tries [][2]string // file in the source, path it is published at
	if strings.HasPrefix(u.Path, "/") || u.Host != "" {
		clean := path.Clean("/" + u.Path)
		if f.old.base != "" {
			clean = "/" + strings.TrimPrefix(strings.TrimPrefix(clean, f.old.base), "/")
		}
		for _, s := range f.static {
			tries = append(tries, [2]string{path.Join(s, clean), clean})
		}
	} else {
		beside := path.Join(path.Dir(p.full), u.Path)
		tries = append(tries, [2]string{beside, "/" + beside})
		for _, s := range f.static {
			tries = append(tries, [2]string{path.Join(s, u.Path), "/" + path.Clean(u.Path)})
		}
		if f.name == "nikola" {
			tries = append(tries, [2]string{path.Join("files", u.Path), "/" + path.Clean(u.Path)})
		}
	}
	for i, t := range tries {
		from := strings.TrimPrefix(t[0], "/")
		if st, err := fs.Stat(f.fsys, from); !fs.ValidPath(from) || err != nil || !st.Mode().IsRegular() {
			continue
		}
		if p.it.bundle && i == 0 && !strings.HasPrefix(u.Path, "/") && u.Host == "" && !strings.HasPrefix(path.Clean(u.Path), "..") {
			if f.pics.bring(f.fsys, from, path.Join(path.Dir(p.it.file), u.Path)) {
				return src, true
			}
			continue
		}
		at := safePath(path.Clean(t[1]))
		if at != "" && f.pics.bring(f.fsys, from, "content/static"+at) {
			return (&url.URL{Path: at}).EscapedPath(), true
		}
	}
	f.pics.missing(p.it.file, src)
	return src, false
}
