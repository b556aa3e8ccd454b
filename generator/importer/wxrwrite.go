package importer

import (
	"strings"

	"recap/generator/slug"
)

// The second reading of WordPress's export: an item becomes its content file, with
// what readers said of it.

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
	it.line, it.written = wi.line, &written{}
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
