package plan

import (
	"recap/generator/site"
	"recap/generator/view"
)

// quotesShown is how many quotes one page holds.
const quotesShown = 30

// planQuotes plans the list of what people said, where the settings ask for it:
// a sentence from a hallway is not always meant for a collection.
func planQuotes(p *planner) {
	if !p.site.Config.Pages.Quotes {
		return
	}
	var all []view.Saying
	for _, post := range p.site.Posts {
		for _, q := range post.Doc.Quotes {
			all = append(all, view.Saying{Text: q.Text, Who: q.Who, Memory: q.Memory, Post: lines([]*site.Post{post})[0]})
		}
	}
	if len(all) == 0 {
		return
	}
	const out = "quotes/index.html"
	title := p.text("quotes.title")
	front := view.Quotes{Base: p.list(out, title, p.text("plan.quotes", p.base.Title), 0), Quotes: all[:min(len(all), quotesShown)]}
	crumb := view.Link{Title: title, URL: front.URL}
	front.Older = p.paged(len(all), quotesShown, "quotes/", "", func(n, from, to int, newer, older *view.Link) {
		path := numberedPath("quotes/", n)
		p.addList(path, view.Quotes{Base: p.list(path, title, "", n, crumb), Number: n, Quotes: all[from:to], Newer: newer, Older: older})
	})
	p.addList(out, front)
	p.also(title, out)
}
