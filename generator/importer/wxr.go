package importer

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"recap/generator/slug"
)

// WordPress's export, WXR 1.0 to 1.2: an RSS feed with everything in it. The
// file is read twice. The first reading remembers what other items need to know:
// addresses, pictures, authors; and finds whatever is broken before anything is
// written. The second reading makes one post after the other.

func isWXR(s *source) bool {
	return !s.dir && (bytes.Contains(s.head, []byte("wordpress.org/export/")) ||
		bytes.Contains(s.head, []byte("<wp:")) && (bytes.Contains(s.head, []byte("<item")) || bytes.Contains(s.head, []byte("<rss"))))
}

// wpItem is an <item> as it stands in the file.
type wpItem struct {
	line       int
	fields     map[string]string // "title", "wp:post_id", "content:encoded" …
	categories []wpTerm
	meta       []pair
	comments   []wpComment
}

type wpTerm struct{ domain, name, slug string }

type wpComment struct {
	fields map[string]string
}

// wpName is the name of an element with the prefix that WordPress gives it,
// whatever prefix the file does, also when it declares none.
func wpName(n xml.Name) string {
	s := n.Space
	switch {
	case s == "":
		return n.Local
	case strings.Contains(s, "wordpress.org/export/") && strings.Contains(s, "/excerpt"):
		return "excerpt:" + n.Local
	case strings.Contains(s, "wordpress.org/export/"):
		return "wp:" + n.Local
	case strings.Contains(s, "modules/content"):
		return "content:" + n.Local
	case strings.Contains(s, "purl.org/dc/"):
		return "dc:" + n.Local
	case strings.ContainsAny(s, "/:"):
		return "other:" + n.Local
	}
	return s + ":" + n.Local // a prefix that is not declared
}

// wxr is what the first reading learns.
type wxr struct {
	*run
	authors map[string]string     // login → name
	posts   map[string]*wpKnown   // by id
	files   map[string]attachment // by id
	ofPost  map[string][]string   // attachments by post
	guids   map[string]int
	order   []*wpKnown // every item, as they stand in the file
	at      int        // of the second reading
}

// wpKnown is what one item knows of another.
type wpKnown struct {
	id, kind, status, parent string
	guid                     string
	title, slug, link, date  string
	to                       *item // its file and address; nil for what becomes no text
}

type attachment struct{ url, alt, caption, title, parent, link string }

func readWXR(r *run) error {
	w := &wxr{run: r, authors: map[string]string{}, posts: map[string]*wpKnown{}, files: map[string]attachment{}, ofPost: map[string][]string{}, guids: map[string]int{}}
	if err := w.scan(false, func(it *wpItem) error {
		r.report.Items++
		k := w.learn(it)
		w.order = append(w.order, k)
		return nil
	}); err != nil {
		return err
	}
	if r.report.Items == 0 && r.blog.title == "" && len(w.authors) == 0 {
		r.report.Advice = append(r.report.Advice, "the export holds no items at all")
	}
	w.addresses()
	w.place()
	return w.scan(true, w.write)
}

// scan reads the file and calls f for each item; channel data is kept by the
// first reading.
func (w *wxr) scan(second bool, f func(*wpItem) error) error {
	x, err := w.openXML()
	if err != nil {
		return err
	}
	defer x.close()
	for {
		t, err := x.token()
		if err == io.EOF {
			if second {
				x.told()
			}
			return nil
		} else if err != nil {
			return err
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch name := wpName(start.Name); name {
		case "rss", "channel":
		case "item":
			it, err := w.item(x, !second)
			if err == nil {
				err = f(it)
			}
			if err != nil {
				return err
			}
		case "title", "link", "description", "language", "wp:base_blog_url", "wp:base_site_url":
			s, err := x.text()
			if err != nil {
				return err
			}
			if !second {
				w.channel(name, strings.TrimSpace(s))
			}
		case "wp:author":
			if err := w.author(x); err != nil {
				return err
			}
		case "wp:category", "wp:tag", "wp:term", "image", "generator", "pubDate", "cloud":
			if err := x.skip(); err != nil {
				return err
			}
		}
	}
}

func (w *wxr) channel(name, s string) {
	switch name {
	case "title":
		w.blog.title = plainTitle(s)
	case "description":
		w.blog.about = plainTitle(s)
	case "language":
		w.blog.language = s
	case "link", "wp:base_blog_url", "wp:base_site_url":
		u, err := url.Parse(s)
		if err != nil || u.Host == "" {
			return
		}
		w.old.lives(s, name != "wp:base_site_url")
		if name != "wp:base_site_url" {
			w.blog.url = s
		}
	}
}

// author keeps the name that is shown; the e-mail address is not even read.
func (w *wxr) author(x *xmlFile) error {
	var login, name string
	for {
		t, err := x.token()
		if err != nil {
			return x.early(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			if login != "" {
				w.authors[login] = noMail(name)
			}
			return nil
		case xml.StartElement:
			switch wpName(t.Name) {
			case "wp:author_login":
				login, err = x.text()
				login = strings.TrimSpace(login)
			case "wp:author_display_name":
				name, err = x.text()
				name = strings.TrimSpace(name)
			default:
				err = x.skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

// item reads one <item>. brief passes over what the first reading has no use for.
func (w *wxr) item(x *xmlFile, brief bool) (*wpItem, error) {
	it := &wpItem{line: x.line(), fields: map[string]string{}}
	for {
		t, err := x.token()
		if err != nil {
			return nil, x.early(err)
		}
		start, ok := t.(xml.StartElement)
		if _, end := t.(xml.EndElement); end {
			return it, nil
		}
		if !ok {
			continue
		}
		switch name := wpName(start.Name); {
		case name == "category":
			term := wpTerm{}
			for _, a := range start.Attr {
				switch a.Name.Local {
				case "domain":
					term.domain = a.Value
				case "nicename":
					term.slug = a.Value
				}
			}
			term.name, err = x.text()
			term.name = strings.TrimSpace(html.UnescapeString(term.name))
			it.categories = append(it.categories, term)
		case name == "wp:postmeta":
			m, e := w.children(x)
			it.meta = append(it.meta, pair{strings.TrimSpace(m["wp:meta_key"]), m["wp:meta_value"]})
			err = e
		case name == "wp:comment":
			if brief {
				err = x.skip()
				break
			}
			c, e := w.children(x)
			it.comments = append(it.comments, wpComment{c})
			err = e
		case brief && (name == "content:encoded"):
			err = x.skip()
		default:
			var s string
			s, err = x.text()
			if it.fields[name] == "" {
				it.fields[name] = s
			}
		}
		if err != nil {
			return nil, err
		}
	}
}

// children reads an element of elements that hold a text each. Those that name
// a person beyond what they put below their words are passed over.
func (w *wxr) children(x *xmlFile) (map[string]string, error) {
	m := map[string]string{}
	for {
		t, err := x.token()
		if err != nil {
			return nil, x.early(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			return m, nil
		case xml.StartElement:
			var s string
			switch name := wpName(t.Name); name {
			case "wp:commentmeta":
				err = x.skip()
			default:
				s, err = x.text()
				m[name] = s
			}
			if err != nil {
				return nil, err
			}
		}
	}
}

// learn keeps what other items need of this one.
func (w *wxr) learn(it *wpItem) *wpKnown {
	f := func(name string) string { return strings.TrimSpace(it.fields[name]) }
	k := &wpKnown{id: f("wp:post_id"), guid: strings.Join(strings.Fields(f("guid")), " "), kind: f("wp:post_type"), status: f("wp:status"), parent: f("wp:post_parent"), title: plainTitle(f("title")), slug: f("wp:post_name"), link: f("link"), date: localDate(f("wp:post_date"), f("wp:post_date_gmt"))}
	if k.kind == "" {
		k.kind = "post"
	}
	if k.date == "" {
		k.date = rssDate(f("pubDate"))
	}
	if k.id != "" {
		if w.posts[k.id] == nil {
			w.posts[k.id] = k
		}
	}
	if k.kind == "attachment" {
		a := attachment{url: f("wp:attachment_url"), caption: plainTitle(f("excerpt:encoded")), title: k.title, parent: k.parent, link: k.link}
		if a.url == "" {
			a.url = f("guid")
		}
		for _, m := range it.meta {
			if m.key == "_wp_attachment_image_alt" {
				a.alt = plainTitle(m.value)
			}
		}
		w.files[k.id] = a
		w.ofPost[k.parent] = append(w.ofPost[k.parent], k.id)
	}
	return k
}

// imported reports the kinds of items that become texts, and why others do not.
func imported(kind, status string) (ok bool, why string) {
	switch kind {
	case "post", "page":
	case "attachment":
		return false, "a file: it comes along when a text shows it and it lies in the folder of pictures"
	case "nav_menu_item":
		return false, "an entry of a menu: theme.menu in the settings makes one"
	case "revision":
		return false, "an earlier version of a text"
	case "wp_global_styles", "wp_template", "wp_template_part", "wp_navigation", "wp_block", "custom_css", "customize_changeset", "oembed_cache", "wp_font_family", "wp_font_face":
		return false, "a part of WordPress's look: " + kind
	default:
		return false, "of a kind that recap does not have: " + kind
	}
	switch status {
	case "trash", "auto-draft", "inherit":
		return false, "status " + status
	}
	return true, ""
}

// addresses finds the pattern that keeps the most of the old ones.
func (w *wxr) addresses() {
	var posts []oldPost
	for _, k := range w.order {
		if ok, _ := imported(k.kind, k.status); ok && k.kind == "post" && k.status == "publish" {
			posts = append(posts, oldPost{path: w.old.pathOf(k.link), slug: slugText(k.slug), date: k.date})
		}
	}
	w.choosePattern(posts)
}

// place gives every text its file and its address, before any is written, so
// that texts can refer to later ones.
func (w *wxr) place() {
	for _, k := range w.order {
		if ok, _ := imported(k.kind, k.status); !ok || k.kind == "attachment" {
			continue
		}
		it := &item{source: k.guid, title: k.title, date: k.date, page: k.kind == "page", slug: slugText(k.slug)}
		if it.source == "" {
			it.source = strings.TrimSpace(w.blog.url + " " + k.kind + " " + k.id)
		}
		if w.guids[it.source]++; w.guids[it.source] > 1 {
			it.source = fmt.Sprintf("%s (%d)", it.source, w.guids[it.source])
		} else if !it.page {
			it.id = k.guid
		}
		if it.slug == "" && it.title == "" {
			it.slug = slug.Make(k.kind + "-" + k.id)
		}
		p := w.old.pathOf(k.link)
		if it.page {
			it.folder = folderOf(p)
		}
		w.claim(it)
		k.to = it
		w.old.has(p, it)
		if k.id != "" && w.old.byID[k.id] == nil {
			w.old.byID[k.id] = it
		}
	}
}

func folderOf(p string) string {
	p = strings.Trim(p, "/")
	i := strings.LastIndexByte(p, '/')
	if i < 0 {
		return ""
	}
	return p[:i]
}

// slugText is a slug as WordPress keeps it: letters beyond ASCII in percents.
func slugText(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		s = u
	}
	return slug.Make(s)
}

// write makes the content files of one item.
func (w *wxr) write(wi *wpItem) error {
	f := func(name string) string { return strings.TrimSpace(wi.fields[name]) }
	k := w.order[w.at]
	w.at++
	if k.to == nil {
		_, why := imported(k.kind, k.status)
		if k.kind == "attachment" {
			w.attachmentPage(k)
		}
		w.report.left(&item{source: k.name(w), title: k.title, line: wi.line}, why)
		return nil
	}
	it := k.to
	it.line = wi.line
	mend := func(what, detail string) { w.report.note(it.file, what, detail) }
	for name, s := range wi.fields {
		wi.fields[name] = twice(s, mend)
	}
	for _, c := range wi.comments {
		for name, s := range c.fields {
			c.fields[name] = twice(s, mend)
		}
	}
	it.title = twice(it.title, nil)
	it.sticky = f("wp:is_sticky") == "1"
	if a := f("dc:creator"); a != "" {
		name := w.authors[a]
		if name == "" {
			name = noMail(a)
		}
		if name != "" {
			it.authors = []string{name}
		}
	}
	w.terms(it, wi)
	file := it.file
	switch st := k.status; {
	case f("wp:post_password") != "":
		it.draft = true
		w.report.note(file, "it was protected by a password", "kept back as a draft; unlisted: true gives it a secret address")
	case st == "draft", st == "pending", st == "private":
		it.draft = true
		if st != "draft" {
			w.report.note(file, "status "+st, "kept back as a draft")
		}
	}
	w.oldAddresses(it, k)
	b := w.bodyOf(it)
	b.footnotes = map[string]string{}
	w.meta(it, wi, b)
	it.summary = plainTitle(f("excerpt:encoded"))
	it.body = w.convert(b, wi.fields["content:encoded"], k)
	w.comments(it, wi)
	return w.emit(it)
}

// name is what the report calls an item.
func (k *wpKnown) name(w *wxr) string {
	if k.guid != "" {
		return k.guid
	}
	return strings.TrimSpace(w.blog.url + " " + k.kind + " " + k.id)
}

// oldAddresses are the item's own and those of the pages of its pictures.
func (w *wxr) oldAddresses(it *item, k *wpKnown) {
	for _, link := range []string{k.link, k.guid} {
		switch p := w.old.pathOf(link); {
		case p != "":
			w.alias(it, p)
		case w.old.own(link) && !it.draft && strings.Contains(link, "?"):
			w.redirect(pathAndQuery(link), "/"+it.addr)
		}
	}
	for _, id := range w.ofPost[k.id] {
		if k.id == "" || k.id == "0" {
			continue
		}
		if link := w.files[id].link; w.old.pathOf(link) != "" && !isPicture(link) {
			w.alias(it, w.old.pathOf(link))
		} else if w.old.own(link) && strings.Contains(link, "?") && !it.draft {
			w.redirect(pathAndQuery(link), "/"+it.addr)
		}
	}
}

// terms are categories and tags; the default category says nothing.
func (w *wxr) terms(it *item, wi *wpItem) {
	for _, t := range wi.categories {
		name := strings.Join(strings.Fields(strings.NewReplacer("<", "", ">", "").Replace(t.name)), " ")
		if slug.Term(name) == "" {
			continue
		}
		switch t.domain {
		case "category", "":
			if t.domain == "" && t.slug == "" || strings.EqualFold(name, "uncategorized") || t.slug == "uncategorized" || t.slug == "allgemein" || t.slug == "non-classe" || t.slug == "sin-categoria" {
				continue
			}
			it.categories = addOnce(it.categories, name)
		case "post_tag", "tag":
			it.tags = addOnce(it.tags, name)
		case "post_format":
		default:
			w.report.note(it.source, "a term of another kind ("+t.domain+")", name)
		}
	}
}

func addOnce(list []string, s string) []string {
	for _, have := range list {
		if strings.EqualFold(have, s) {
			return list
		}
	}
	return append(list, s)
}

// meta reads the custom fields that mean something and lists the others.
func (w *wxr) meta(it *item, wi *wpItem, b *body) {
	file := it.file
	for _, m := range wi.meta {
		switch {
		case m.key == "_thumbnail_id":
			if a, ok := w.files[strings.TrimSpace(m.value)]; ok {
				to, found := w.pics.place(file, a.url, "")
				if found {
					it.image = picture{url: to, alt: a.alt, caption: a.caption}
				} else {
					it.image = picture{url: a.url, alt: a.alt, caption: a.caption}
				}
			}
		case m.key == "footnotes":
			for id, text := range jsonNotes(m.value) {
				b.footnotes[id] = (&body{note: b.note, address: b.address, picture: b.picture}).markdown(text)
			}
		case strings.HasPrefix(m.key, "_"), m.key == "":
		default:
			w.report.note(file, "a custom field", m.key)
		}
	}
}

// comments carries what readers said. Words of somebody who was never let in
// stay outside.
func (w *wxr) comments(it *item, wi *wpItem) {
	file := it.file
	kept := map[string]bool{}
	for _, c := range wi.comments {
		f := func(name string) string { return strings.TrimSpace(c.fields["wp:comment_"+name]) }
		if a := f("approved"); a != "1" && a != "" && a != "approve" {
			w.report.note(file, "a comment that was not approved", "")
			continue
		}
		kind := f("type")
		if kind != "pingback" && kind != "trackback" {
			kind = ""
		}
		private := []string{f("author_email"), f("author_IP")}
		author := noMail(plainTitle(f("author")))
		if kind != "" {
			author = strings.TrimSpace(author)
		}
		text := c.fields["wp:comment_content"]
		for _, p := range private {
			if len(p) > 3 && strings.Contains(text, p) {
				text = strings.ReplaceAll(text, p, "…")
				w.report.note(file, "an e-mail or IP address in a comment", "left out")
			}
			if len(p) > 3 && strings.Contains(author, p) {
				author = ""
			}
		}
		cb := &body{plain: true, note: func(what, detail string) { w.report.note(file, what+" in a comment", detail) }, address: func(href string) string { return w.link(it, href) }}
		id := slug.Make(f("id"))
		parent := f("parent")
		if parent == "0" || !kept[parent] {
			parent = ""
		}
		if id != "" {
			if kept[id] {
				id = ""
			}
			kept[id] = true
		}
		it.comments = append(it.comments, comment{
			id: id, parent: parent, author: author, url: webAddress(f("author_url")),
			date: localDate(f("date"), f("date_gmt")), kind: kind, text: cb.markdown(autop(text)),
		})
	}
	for _, c := range it.comments {
		if c.kind == "" {
			w.report.Comments++
		} else {
			w.report.Mentions++
		}
	}
}

// attachmentPage lists the address of a picture's own page where no post
// answers it.
func (w *wxr) attachmentPage(k *wpKnown) {
	if p := w.posts[k.parent]; p != nil && p.to != nil || k.link == "" || !w.old.own(k.link) || isPicture(k.link) {
		return
	}
	w.redirect(pathAndQuery(k.link), filePath(w.files[k.id].url))
}
