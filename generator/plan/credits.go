package plan

import (
	"cmp"
	"slices"
	"time"

	"recap/generator/content"
	"recap/generator/media"
	"recap/generator/site"
	"recap/generator/view"
)

// creditsShown is how many pictures one page of the credits names.
const creditsShown = 50

// planCredits plans the list of those whose pictures are shown: pictures with a
// credit or a licence, in texts, front matter and events' files.
func planCredits(p *planner) {
	if !p.lists("credits") {
		return
	}
	type dated struct {
		view.PictureCredit
		at time.Time
	}
	var all []dated
	add := func(title string, c media.Credit, page view.Link, at time.Time) {
		if !c.Is() {
			return
		}
		v := view.PictureCredit{Title: title, License: media.LicenseName(c.License), LicenseURL: c.LicenseURL, Page: page}
		v.Source = safe(content.Word{Text: c.Source})
		if c.Creator != "" {
			v.Credit = &view.Link{Title: c.Creator, URL: safe(content.Word{Text: c.CreatorURL})}
		}
		all = append(all, dated{v, at})
	}
	named := func(im *content.Image, page view.Link, at time.Time) {
		if im != nil {
			add(cmp.Or(im.Caption, im.Alt), site.CreditOf(im), page, at)
		}
	}
	for _, post := range p.site.Posts {
		at := view.Link{Title: post.Title, URL: post.URL}
		named(post.Post.Image, at, post.When)
		for i := range post.Post.Images {
			named(&post.Post.Images[i], at, post.When)
		}
		for _, im := range post.Doc.Images {
			add(cmp.Or(im.Title, im.Alt), im.Credit, at, post.When)
		}
	}
	for _, t := range p.site.Pages {
		for _, im := range t.Doc.Images {
			add(cmp.Or(im.Title, im.Alt), im.Credit, view.Link{Title: t.Title, URL: t.URL}, t.When)
		}
	}
	for _, e := range p.site.Events {
		named(e.Event.Image, view.Link{Title: e.Name.Text, URL: e.URL}, e.StartsAt)
	}
	slices.SortStableFunc(all, func(a, b dated) int { return b.at.Compare(a.at) })
	list := make([]view.PictureCredit, len(all))
	for i, d := range all {
		list[i] = d.PictureCredit
	}
	if len(list) == 0 {
		return
	}
	const out = "credits/index.html"
	title := p.text("credits.title")
	front := view.Credits{Base: p.list(out, title, p.text("plan.credits", p.base.Title), 0), Pictures: list[:min(len(list), creditsShown)]}
	crumb := view.Link{Title: title, URL: front.URL}
	front.Older = p.paged(len(list), creditsShown, "credits/", "", func(n, from, to int, newer, older *view.Link) {
		path := numberedPath("credits/", n)
		p.addList(path, view.Credits{Base: p.list(path, title, "", n, crumb), Number: n, Pictures: list[from:to], Newer: newer, Older: older})
	})
	p.addList(out, front)
	p.also(title, out)
}

// safe is an address that may stand in a link, "" for others.
func safe(w content.Word) string { return site.SafeURL(w) }
