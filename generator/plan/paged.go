package plan

import (
	"cmp"
	"fmt"
	"slices"

	"recap/generator/view"
)

// paged numbers a list of total things, newest first, from its oldest: page 1
// holds the oldest and never changes. make is told of each page which part of
// the list it shows and its neighbours. The result is the way in from the front
// page, which shows the newest: the page that holds the next older thing, nil
// when the front page shows all. lang is the language of the pages, "" for the
// site's.
func (p *planner) paged(total, size int, dir, lang string, make func(n, from, to int, newer, older *view.Link)) *view.Link {
	if total <= size {
		return nil
	}
	count := (total + size - 1) / size
	url := func(n int) *view.Link {
		if n < 1 || n > count {
			return nil
		}
		return &view.Link{Title: p.textIn(cmp.Or(lang, p.site.Config.Language.Text), "plan.page", n), URL: p.site.URLOf(numberedPath(dir, n))}
	}
	for n := 1; n <= count; n++ {
		make(n, max(0, total-n*size), total-(n-1)*size, url(n+1), url(n-1))
	}
	next := total - size - 1 // the oldest-first number of the first thing the front page leaves out
	return url(next/size + 1)
}

func numberedPath(dir string, n int) string { return fmt.Sprintf("%spage/%d/index.html", dir, n) }

// lists reports whether the settings ask for a list.
func (p *planner) lists(name string) bool {
	return slices.Contains(p.site.Config.Pages.Lists, name)
}

// list is the base of a list's page; a numbered one says so in its title.
func (p *planner) list(out, title, about string, n int, crumbs ...view.Link) view.Base {
	if n > 0 {
		title, about = p.text("plan.list", title, n), ""
	}
	b := p.page(out, "list", title, about)
	b.Crumbs = append([]view.Link{p.home()}, crumbs...)
	return b
}

// addList plans a page that gives way to an author's own at its address: books/
// may well be a page that somebody wrote.
func (p *planner) addList(out string, v view.Page) {
	pg := p.add(out, v, noFile)
	pg.index, pg.yields = true, true
}

// also has the archive name a list.
func (p *planner) also(title, out string) {
	p.more = append(p.more, view.Link{Title: title, URL: p.site.URLOf(out)})
}
