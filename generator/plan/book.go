package plan

import (
	"fmt"

	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/view"
)

// bookLink leads to all posts of an event on one page; nil for fewer than two.
func (p *planner) bookLink(e *site.Event) *view.Link {
	if !p.site.Config.Pages.Print || len(e.Posts) < 2 {
		return nil
	}
	return &view.Link{Title: p.text("plan.book"), URL: p.site.URLOf(e.Path + "print/index.html")}
}

// planBooks plans the book of each event: its posts in running order with their
// whole texts, to print. It repeats what stands elsewhere, so search engines are
// asked to leave it out.
func planBooks(p *planner) {
	for _, e := range p.site.Events {
		if p.bookLink(e) == nil {
			continue
		}
		out := e.Path + "print/index.html"
		v := view.EventBook{
			Base:  p.page(out, "book", p.text("plan.book.title", e.Name.Text), p.text("plan.book.about", e.Name.Text)),
			Event: e.Ref(),
		}
		v.NoIndex = true
		v.Crumbs = p.eventCrumbs(e)
		for i, post := range e.Posts {
			id := fmt.Sprintf("post-%d", i+1)
			v.Posts = append(v.Posts, view.Chapter{
				ID: id, Title: post.Title, URL: post.URL, Lang: post.Lang, Date: post.Date, Authors: post.Authors,
				Body: p.body(post, markdown.Frame{Prefix: id + "-", Shift: 1, Guest: true, Page: post.URL}),
			})
		}
		p.add(out, v, diag.Whole(e.File.Path))
	}
}
