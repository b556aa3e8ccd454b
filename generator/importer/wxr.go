package importer

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strings"

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
	w.guids = nil
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
