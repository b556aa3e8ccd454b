package importer

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"recap/generator/diag"
	"recap/generator/slug"
)

// Blogger's export is one Atom feed of everything: posts, pages, comments, the
// template and every setting. What an entry is says a category of the scheme
// kind#; the exports of Takeout say it in elements of their own (namespace
// http://schemas.google.com/blogger/2018). Comments stand anywhere, so the first
// reading lays them aside by post.

func isBlogger(s *source) bool {
	return !s.dir && bytes.Contains(s.head, []byte("http://www.w3.org/2005/Atom")) &&
		(bytes.Contains(s.head, []byte("blogger")) || bytes.Contains(s.head, []byte("Blogger")))
}

// entry is an <entry> of the feed.
type entry struct {
	line, number                int // where it stands; as the how many-th
	id, kind, title, content    string
	published, link, author     string
	uri, reply, related, parent string
	labels                      []string
	draft                       bool
	isHTML                      bool
}

type blogger struct {
	*run
	spool  string
	items  map[string]*item // by id
	texts  map[int]*item    // by the number of their entry
	said   map[string]int   // comments laid aside, by post
	size   map[string]int   // bytes of them
	order  []string         // ids of posts with comments
	number map[string]int   // of the file that holds a post's comments
}

func readBlogger(r *run) error {
	spool, err := os.MkdirTemp("", "recap-comments-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(spool)
	b := &blogger{run: r, spool: spool, items: map[string]*item{}, texts: map[int]*item{}, said: map[string]int{}, size: map[string]int{}, number: map[string]int{}}
	var posts []*entry // without their texts
	if err := b.scan(func(e *entry) error {
		if e.kind == "comment" {
			return b.lay(e)
		}
		b.report.Items++
		e.content = ""
		posts = append(posts, e)
		return nil
	}); err != nil {
		return err
	}
	var olds []oldPost
	for _, e := range posts {
		b.old.lives(e.link, false)
		if e.kind == "post" && !e.draft {
			olds = append(olds, oldPost{path: b.path(e), slug: b.slug(e), date: isoDate(e.published)})
		}
	}
	b.choosePattern(olds)
	for _, e := range posts {
		if e.kind != "post" && e.kind != "page" {
			continue
		}
		it := &item{source: e.id, id: e.id, title: plainTitle(e.title), date: isoDate(e.published), page: e.kind == "page", slug: b.slug(e), draft: e.draft, line: e.line}
		if b.items[e.id] != nil {
			it.source, it.id = fmt.Sprintf("%s (entry %d)", e.id, e.number), ""
		} else {
			b.items[e.id] = it
		}
		b.claim(it)
		b.old.has(b.path(e), it)
		b.texts[e.number] = it
	}
	if err := b.scan(b.write); err != nil {
		return err
	}
	for id, n := range b.said { // whose post is not in the export
		if b.items[id] == nil {
			b.report.Items += n
			for range n {
				b.report.left(&item{source: id, title: "a comment"}, "a comment on a post that the export does not hold")
			}
		}
	}
	slices.SortFunc(b.report.Left, func(x, y Left) int { return strings.Compare(x.Why+x.Item, y.Why+y.Item) })
	return nil
}

// path is the old address of an entry below the root of its blog.
func (b *blogger) path(e *entry) string {
	u, err := url.Parse(e.link)
	if err != nil {
		return ""
	}
	p := u.Path
	if i := strings.Index(p, "/blogspot/"); i >= 0 { // blogger.com/blogspot/name/…, as exports have it
		rest := p[i+len("/blogspot/"):]
		if j := strings.IndexByte(rest, '/'); j >= 0 {
			p = rest[j:]
		}
	}
	if strings.Trim(p, "/") == "" {
		return ""
	}
	return p
}

func (b *blogger) slug(e *entry) string {
	p := strings.Trim(b.path(e), "/")
	p = p[strings.LastIndexByte(p, '/')+1:]
	return slugText(strings.TrimSuffix(p, ".html"))
}

// scan reads the feed and calls f for each entry.
func (b *blogger) scan(f func(*entry) error) error {
	x, err := b.openXML()
	if err != nil {
		return err
	}
	defer x.close()
	for n := 1; ; {
		t, err := x.token()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "feed":
		case "entry":
			e, err := b.entry(x)
			if err == nil {
				e.number = n // not by its line: exports hold everything in one
				n++
				err = f(e)
			}
			if err != nil {
				return err
			}
		case "title":
			s, err := x.text()
			if err != nil {
				return err
			}
			b.blog.title = plainTitle(s)
		case "link":
			if attrOf(start, "rel") == "alternate" {
				b.blog.url = attrOf(start, "href")
				b.old.lives(b.blog.url, false)
			}
			if err := x.skip(); err != nil {
				return err
			}
		default:
			if err := x.skip(); err != nil {
				return err
			}
		}
	}
}

func attrOf(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// entry reads one entry. E-mail addresses are passed over.
func (b *blogger) entry(x *xmlFile) (*entry, error) {
	x.begin()
	e := &entry{line: x.line()}
	for {
		t, err := x.token()
		if err != nil {
			return nil, x.early(err)
		}
		if _, end := t.(xml.EndElement); end {
			return e, nil
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		var s string
		switch name := start.Name.Local; name {
		case "id":
			s, err = x.text()
			e.id = strings.TrimSpace(s)
		case "title":
			e.title, err = x.text()
		case "content", "summary":
			s, err = x.text()
			if name == "content" || e.content == "" {
				e.content = s
			}
		case "published", "created":
			s, err = x.text()
			if e.published == "" || name == "published" {
				e.published = s
			}
		case "type": // Takeout
			s, err = x.text()
			e.kind = strings.ToLower(strings.TrimSpace(s))
		case "status":
			s, err = x.text()
			e.draft = e.draft || strings.EqualFold(strings.TrimSpace(s), "DRAFT") || strings.EqualFold(strings.TrimSpace(s), "SOFT_TRASHED")
		case "filename":
			s, err = x.text()
			if e.link == "" {
				e.link = strings.TrimSpace(s)
			}
		case "parent":
			s, err = x.text()
			e.reply = strings.TrimSpace(s)
		case "inReplyTo":
			s, err = x.text()
			e.related = strings.TrimSpace(s)
		case "category":
			scheme, term := attrOf(start, "scheme"), attrOf(start, "term")
			switch {
			case strings.HasSuffix(scheme, "#kind"):
				e.kind = term[strings.LastIndexAny(term, "#/")+1:]
			default:
				e.labels = addOnce(e.labels, strings.TrimSpace(term))
			}
			err = x.skip()
		case "link":
			switch attrOf(start, "rel") {
			case "alternate":
				e.link = attrOf(start, "href")
			case "related":
				e.related = attrOf(start, "href")
			}
			err = x.skip()
		case "in-reply-to":
			e.reply = attrOf(start, "ref")
			err = x.skip()
		case "author":
			err = b.author(x, e)
		case "control":
			s, err = x.text()
			e.draft = e.draft || strings.Contains(s, "yes")
		default:
			err = x.skip()
		}
		if err != nil {
			return nil, err
		}
	}
}

func (b *blogger) author(x *xmlFile, e *entry) error {
	for {
		t, err := x.token()
		if err != nil {
			return x.early(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			var s string
			switch t.Name.Local {
			case "name":
				s, err = x.text()
				e.author = noMail(strings.TrimSpace(s))
			case "uri":
				s, err = x.text()
				e.uri = strings.TrimSpace(s)
			default:
				err = x.skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

// laid is a comment on its way through a file.
type laid struct{ ID, Parent, Author, URL, Date, Text string }

// lay puts a comment aside, in a file of its post.
func (b *blogger) lay(e *entry) error {
	post := e.reply
	if _, ok := b.number[post]; !ok {
		b.number[post] = len(b.number)
	}
	b.said[post]++
	if b.size[post] += len(e.content); b.size[post] > maxItem {
		return &diag.Fault{List: diag.List{diag.Errorf("import-large", diag.Whole(b.src.name), "the comments of one post, with the one in line %d, hold more than %d MB of text", e.line, maxItem>>20)}}
	}
	parent := e.related
	if i := strings.LastIndexAny(parent, "/"); i >= 0 {
		parent = parent[i+1:]
	}
	f, err := os.OpenFile(b.spoolOf(post), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	data, _ := json.Marshal(laid{ID: e.id, Parent: parent, Author: e.author, URL: e.uri, Date: isoDate(e.published), Text: e.content})
	_, err = f.Write(append(data, '\n'))
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

func (b *blogger) spoolOf(post string) string {
	return filepath.Join(b.spool, fmt.Sprint(b.number[post]))
}

var (
	breaks2    = regexp.MustCompile(`(?i)(?:<br\s*/?>\s*){2,}`)
	jumpBreak  = regexp.MustCompile(`(?i)<a\s+name=["']more["']\s*>\s*(?:</a>)?|<a\s+name=["']more["']\s*/>`)
	commentNum = regexp.MustCompile(`(\d+)$`)
)

// paragraphsOf makes paragraphs of texts that part them by two breaks.
func paragraphsOf(s string) string {
	var kept []string
	s = preBlock.ReplaceAllStringFunc(s, func(m string) string {
		kept = append(kept, m)
		return fmt.Sprintf("\uE010%d\uE011", len(kept)-1)
	})
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r", ""), "\n", " ")
	s = breaks2.ReplaceAllString(s, "\n\n")
	s = keptAside.ReplaceAllStringFunc(s, func(m string) string {
		n := 0
		fmt.Sscanf(strings.Trim(m, "\uE010\uE011"), "%d", &n)
		if n < len(kept) {
			return kept[n]
		}
		return ""
	})
	return autop(s)
}

// write makes the content file of one entry.
func (b *blogger) write(e *entry) error {
	it := b.texts[e.number]
	if e.kind == "comment" {
		return nil
	}
	if it == nil {
		why := map[string]string{"template": "the look of the blog", "settings": "a setting of Blogger"}[e.kind]
		if why == "" {
			why = "an entry of the kind " + first(e.kind, "that nothing says")
		}
		b.report.left(&item{source: e.id, title: plainTitle(e.title), line: e.line}, why)
		return nil
	}
	it.written = &written{}
	mend := func(what, detail string) { b.report.note(it.file, what, detail) }
	it.tags = slices.DeleteFunc(e.labels, func(l string) bool { return slug.Term(l) == "" || strings.ContainsAny(l, "<>") })
	if e.author != "" && e.author != "Unknown" {
		it.authors = []string{e.author}
	}
	if p := b.path(e); p != "" {
		b.alias(it, p)
	}
	content := jumpBreak.ReplaceAllString(twice(e.content, mend), "\n<"+moreTag+"></"+moreTag+">\n")
	it.body = b.bodyOf(it).markdown(paragraphsOf(content))
	if err := b.comments(it, e.id); err != nil {
		return err
	}
	return b.emit(it)
}

// comments takes up what was laid aside for a post.
func (b *blogger) comments(it *item, post string) error {
	if b.said[post] == 0 || b.items[post] != it {
		return nil
	}
	f, err := os.Open(b.spoolOf(post))
	if err != nil {
		return err
	}
	defer f.Close()
	var list []laid
	dec := json.NewDecoder(bufio.NewReader(f))
	for {
		var c laid
		if err := dec.Decode(&c); err == io.EOF {
			break
		} else if err != nil {
			return err
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(x, y laid) int { return strings.Compare(x.Date, y.Date) })
	known := map[string]bool{}
	for _, c := range list {
		id := slug.Make(c.ID[strings.LastIndex(c.ID, "post-")+len("post-"):])
		if m := commentNum.FindString(c.ID); m != "" {
			id = m
		}
		if known[id] {
			id = ""
		}
		known[id] = true
		parent := c.Parent
		if !known[parent] || parent == id {
			parent = ""
		}
		cb := &body{plain: true, note: func(what, detail string) { b.report.note(it.file, what+" in a comment", detail) }, address: func(h string) string { return b.link(it, h) }}
		it.comments = append(it.comments, comment{id: id, parent: parent, author: plainTitle(c.Author), url: profile(c.URL), date: c.Date, text: cb.markdown(paragraphsOf(twice(c.Text, nil)))})
		b.report.Comments++
	}
	return nil
}

// profile is a commenter's own site; a number at Blogger is none.
func profile(u string) string {
	if strings.Contains(u, "blogger.com/profile/") || strings.Contains(u, "plus.google.com") {
		return ""
	}
	return webAddress(u)
}
