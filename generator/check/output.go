package check

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"

	"recap/generator/diag"
	"recap/generator/par"
	"recap/generator/plan"
	"recap/generator/source"
)

// outputChecks read the pages that came out.
var outputChecks = []check{
	{
		code: "output-id", severity: diag.Error, page: twiceIDs,
		text:  "Two elements of a page have one id. Links with # lead to the first of them only, and labels name the wrong one. Ids come from headings, from raw HTML and from the theme.",
		fires: "<p id=\"main\">Text.</p>",
		cure:  "<p id=\"words\">Text.</p>",
		near:  "## Same\n\nText.\n\n## Same\n\nText with `id=\"main\"`.",
	},
	{
		code: "output-title", severity: diag.Error, page: nameless,
		text:  "A page has no title for the window and for search engines, or no heading of the first level, by which readers know where they are. The template of this kind of page in themes/ needs both.",
		fires: "-- themes/mine/pages/post.html --\n<p>{{.Body.HTML}}</p>\n-- content/site.yaml --\ntitle: Site\nurl: https://site.example/\ntheme: {name: mine}\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\n---\nText.",
		cure:  "-- themes/mine/pages/post.html --\n<h1>{{.Title}}</h1>{{.Body.HTML}}\n-- content/site.yaml --\ntitle: Site\nurl: https://site.example/\ntheme: {name: mine}\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\n---\nText.",
		near:  "-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\naliases: /old/\n---\nText.",
	},
	{
		code: "output-leak", severity: diag.Error, page: leaked,
		text:  "A template printed something of the machine's: a value that is not there, a format that was not filled in, Go's own notation of a list.",
		fires: "-- themes/mine/pages/post.html --\n<h1>{{.Title}}</h1>{{printf \"%d\" .Title}}\n-- content/site.yaml --\ntitle: Site\nurl: https://site.example/\ntheme: {name: mine}\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\n---\nText.",
		cure:  "-- themes/mine/pages/post.html --\n<h1>{{.Title}}</h1>{{printf \"%s\" .Title}}\n-- content/site.yaml --\ntitle: Site\nurl: https://site.example/\ntheme: {name: mine}\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\n---\nText.",
		near:  "It printed `%!d(string=x)` and `<no value>` in code.",
	},
	{
		code: "output-feed", severity: diag.Error, page: brokenFeed,
		text:  "A feed, or another file that machines read, is not well formed. Readers of feeds drop such a feed as a whole. Ours are made by encoders, so it is a file of your own, or a fault of recap: please report it.",
		fires: "-- content/static/own.atom --\n<feed><title>Open</feed>",
		cure:  "-- content/static/own.atom --\n<feed><title>Closed</title></feed>",
		near:  "-- content/static/own.txt --\n<feed><title>Open</feed>",
	},
}

// page is one output file as checks see it, read once.
type page struct {
	*world
	plan.Page
	data  []byte
	html  bool
	ids   map[string]int
	first []string // ids that stand there twice, in order
	h1    int
	title string
	words []string // texts outside of code
}

// readOutput makes every page that anybody asked about and looks at it.
func (w *world) readOutput(ctx context.Context, rows []check) (diag.List, int, error) {
	ask := false
	for _, c := range rows {
		ask = ask || c.page != nil || c.code == "image-unused"
	}
	if w.Bytes == nil || !ask {
		return nil, 0, nil
	}
	var pages []plan.Page
	for _, pg := range w.Plan.Pages {
		if pg.View.Template() != "" || machine[path.Ext(pg.Path)] {
			pages = append(pages, pg)
		}
	}
	said := make([]diag.List, len(pages))
	w.referred = map[string]bool{}
	var mu sync.Mutex
	err := par.EachErr(ctx, len(pages), func(i int) error {
		data, err := w.Bytes(pages[i])
		if err != nil {
			if f, ok := errors.AsType[*diag.Fault](err); ok {
				said[i] = raised(f.List)
				return nil
			}
			return err
		}
		p := &page{world: w, Page: pages[i], data: data, html: pages[i].View.Template() != ""}
		var refs []string
		if p.html {
			refs = p.read()
		} else if path.Ext(p.Path) == ".css" {
			refs = cssRefs(string(data))
		}
		for k := range rows {
			if rows[k].page != nil {
				said[i].Add(rows[k].rowed(rows[k].page(p))...)
			}
		}
		mu.Lock()
		defer mu.Unlock()
		for _, r := range refs {
			if at := w.local(p.Path, r); at != "" {
				w.referred[at] = true
			}
		}
		return nil
	})
	var all diag.List
	for _, l := range said {
		all.Add(l...)
	}
	return all, len(pages), err
}

// machine are the endings of files that programs read, by which they are looked at.
var machine = map[string]bool{".atom": true, ".rss": true, ".xml": true, ".json": true, ".svg": false, ".css": true, ".opml": true}

// read goes through a page once. It gives the addresses that the page names.
func (p *page) read() (refs []string) {
	p.ids = map[string]int{}
	z := html.NewTokenizer(bytes.NewReader(p.data))
	quiet := 0 // depth in code, scripts and the like
	inTitle, svg := false, 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return refs
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := string(name)
			switch tag {
			case "h1":
				p.h1++
			case "svg":
				svg++
			case "title":
				inTitle = svg == 0
			case "code", "pre", "script", "style", "kbd", "samp":
				quiet++
			}
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				switch string(k) {
				case "id":
					id := string(v)
					if p.ids[id]++; p.ids[id] == 2 {
						p.first = append(p.first, id)
					}
				case "src", "href", "poster", "data-large", "content":
					refs = append(refs, string(v))
				case "srcset", "imagesrcset":
					for c := range strings.SplitSeq(string(v), ",") {
						if f := strings.Fields(c); len(f) > 0 {
							refs = append(refs, f[0])
						}
					}
				}
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "svg":
				svg--
			case "title":
				inTitle = false
			case "code", "pre", "script", "style", "kbd", "samp":
				quiet = max(0, quiet-1)
			}
		case html.TextToken:
			text := z.Text()
			switch {
			case inTitle:
				p.title += string(text)
			case quiet == 0 && (bytes.IndexByte(text, '%') >= 0 || bytes.Contains(text, []byte("value")) || bytes.Contains(text, []byte("Zgot")) || bytes.Contains(text, []byte("map[")) || bytes.Contains(text, []byte("object"))):
				p.words = append(p.words, html.UnescapeString(string(text)))
			}
		}
	}
}

// local is the output path that an address of a page leads to, "" for elsewhere.
func (w *world) local(from, ref string) string {
	ref, _, _ = strings.Cut(ref, "#")
	ref, _, _ = strings.Cut(ref, "?")
	if rest, ok := strings.CutPrefix(ref, w.Site.Origin+"/"); ok {
		ref = "/" + rest
	}
	if ref == "" || strings.Contains(ref, ":") || strings.HasPrefix(ref, "//") {
		return ""
	}
	if plain, err := url.PathUnescape(ref); err == nil {
		ref = plain
	}
	if !strings.HasPrefix(ref, "/") {
		ref = path.Join("/"+path.Dir(from), ref)
	} else {
		ref = "/" + strings.TrimPrefix(ref, w.Site.Home)
	}
	return strings.TrimPrefix(path.Clean(ref), "/")
}

var cssURL = regexp.MustCompile(`url\(\s*["']?([^"')]+)`)

func cssRefs(css string) (refs []string) {
	for _, m := range cssURL.FindAllStringSubmatch(css, -1) {
		refs = append(refs, m[1])
	}
	return refs
}

// at is whom to ask about a page, and its name in a message.
func (p *page) at() (diag.Pos, string) {
	if p.From.File != "" {
		return p.From, "/" + strings.TrimSuffix(p.Path, "index.html")
	}
	return diag.Whole(""), "/" + strings.TrimSuffix(p.Path, "index.html")
}

func twiceIDs(p *page) (list diag.List) {
	pos, name := p.at()
	for _, id := range p.first {
		list.Add(found(pos, "the page %s has the id %s %d times", name, quoted(id), p.ids[id]))
	}
	return list
}

func nameless(p *page) (list diag.List) {
	pos, name := p.at()
	if !p.html || p.View.Template() == "redirect" {
		return nil
	}
	if strings.TrimSpace(p.title) == "" {
		list.Add(found(pos, "the page %s has no <title>", name))
	}
	if p.h1 == 0 {
		list.Add(found(pos, "the page %s has no heading <h1>", name))
	}
	return list
}

var goLeaks = regexp.MustCompile(`%!\w?\(|<no value>|ZgotmplZ|map\[\w+:|\[object Object\]`)

func leaked(p *page) (list diag.List) {
	pos, name := p.at()
	for _, text := range p.words {
		if m := goLeaks.FindString(text); m != "" && !p.written(m) {
			list.Add(found(pos, "the page %s shows %s", name, quoted(m)).WithHint("it stands in %s", quoted(text)))
			break
		}
	}
	return list
}

// written reports whether an author wrote something: posts about templates speak of
// what templates leak.
func (w *world) written(text string) bool {
	return slices.ContainsFunc(w.Tree.Files(), func(f *source.File) bool {
		if ext := path.Ext(f.Path); ext != ".md" && ext != ".yaml" {
			return false
		}
		src, err := f.Bytes()
		return err == nil && bytes.Contains(src, []byte(text))
	})
}

func brokenFeed(p *page) (list diag.List) {
	pos, name := p.at()
	var err error
	switch path.Ext(p.Path) {
	case ".json":
		if !json.Valid(p.data) {
			err = errors.New("it is no JSON")
		}
	case ".atom", ".rss", ".xml", ".opml":
		d := xml.NewDecoder(bytes.NewReader(p.data))
		d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
		for err == nil {
			_, err = d.RawToken()
		}
		if errors.Is(err, io.EOF) {
			if err = balanced(p.data); err == nil {
				return nil
			}
		}
	}
	if err != nil {
		list.Add(found(pos, "the file %s cannot be read by machines: %v", name, err))
	}
	return list
}

// balanced reads XML as a whole: tags that do not match are its faults.
func balanced(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
