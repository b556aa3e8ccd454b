package plan

import (
	"cmp"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/slug"
	"recap/generator/view"
)

// planBookList plans the list of books: those of books.yaml that a talk or a
// post names, and those that a talk names by title alone.
func planBookList(p *planner) {
	if !p.lists("books") {
		return
	}
	entries := map[string]*view.BookEntry{}
	entry := func(name string) *view.BookEntry {
		rec := p.site.BookRecord(name)
		title := name
		if rec != nil {
			title = rec.Title.Text
		}
		key := slug.Make(title)
		if key == "" {
			return nil
		}
		e := entries[key]
		if e == nil {
			e = &view.BookEntry{ID: key, Title: title}
			if rec != nil {
				describeBook(e, rec)
			}
			entries[key] = e
		}
		return e
	}
	mention := func(name string, m view.BookMention) {
		if e := entry(name); e != nil && !slices.ContainsFunc(e.Named, func(x view.BookMention) bool { return x.URL == m.URL }) {
			e.Named = append(e.Named, m)
		}
	}
	for _, e := range p.site.Events {
		for _, t := range e.Talks {
			for _, w := range t.Books {
				ref := e.Ref()
				mention(w.Text, view.BookMention{Title: t.Title.Text, URL: talkURL(t), Talk: true, Event: &ref})
			}
		}
	}
	for _, post := range p.site.Posts {
		for _, l := range post.Doc.Links {
			if id, ok := strings.CutPrefix(l.Dest, "book:"); ok && p.site.BookRecord(id) != nil {
				mention(id, view.BookMention{Title: post.Title, URL: post.URL})
			}
		}
	}
	if len(entries) == 0 {
		return
	}
	v := view.BookList{}
	for _, e := range entries {
		v.Books = append(v.Books, *e)
	}
	slices.SortFunc(v.Books, func(a, b view.BookEntry) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)), cmp.Compare(a.ID, b.ID))
	})
	const out = "books/index.html"
	title := p.text("books.title")
	v.Base = p.list(out, title, p.text("plan.books", p.base.Title), 0)
	p.addList(out, v)
	p.also(title, out)
}

func describeBook(e *view.BookEntry, rec *content.Book) {
	e.Authors, e.Year, e.ISBN = rec.Authors, rec.Year, rec.ISBN
	e.URL = safe(rec.URL)
	if e.URL == "" && rec.DOI != "" {
		e.URL = "https://doi.org/" + strings.TrimPrefix(rec.DOI, "doi:")
	}
}
