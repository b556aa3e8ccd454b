package plan

import (
	"cmp"

	"recap/generator/site"
	"recap/generator/view"
)

// upcomingShown is how many events to come the home page names.
const upcomingShown = 5

// planHome plans the home page and the numbered pages of older posts.
func planHome(p *planner) {
	c := p.site.Config
	h := view.Home{Base: p.page("index.html", "home", c.Title, description(c.Description))}
	h.Alternates = p.homes()
	newest := p.site.Posts[:min(len(p.site.Posts), p.perPage())]
	h.Posts = p.cards(newest)
	h.Older = p.numbered(listing{
		posts: p.site.Posts, dir: "posts/", heading: p.text("plan.posts"),
		parent: p.home(),
	})
	h.Upcoming, h.Timeline = p.upcoming(), p.homeTimeline()
	p.add("index.html", h, noFile).index = true
}

// upcoming are the next events to come.
func (p *planner) upcoming() []view.EventRef {
	var out []view.EventRef
	for i := len(p.site.Events) - 1; i >= 0 && len(out) < upcomingShown; i-- {
		if e := p.site.Events[i]; p.site.Now.Before(e.EndsAt) && e.Status != "cancelled" {
			out = append(out, e.Ref())
		}
	}
	return out
}

func (p *planner) perPage() int { return max(1, p.site.Config.Posts.PerPage) }

// listing is a list of posts that is numbered from the oldest.
type listing struct {
	posts   []*site.Post // newest first
	dir     string       // "posts/" or "tags/go/"
	heading string
	parent  view.Link
	lang    string // of its pages; "" for the site's
}

// numbered plans the numbered pages of a list and returns the way into it from
// its front page, which shows the newest: the page that holds the next older
// post, or nil when the front page shows all there is.
//
// Page 1 holds the oldest posts and never changes them. Pages know their
// neighbours only: with a total on them, each new page would change all.
func (p *planner) numbered(l listing) *view.Link {
	return p.paged(len(l.posts), p.perPage(), l.dir, l.lang, func(n, from, to int, newer, older *view.Link) {
		p.listPage(l, n, from, to, newer, older)
	})
}

// listPage plans one numbered page, with a part of its list.
func (p *planner) listPage(l listing, n, from, to int, newer, older *view.Link) {
	lang := cmp.Or(l.lang, p.site.Config.Language.Text)
	title := p.textIn(lang, "plan.list", l.heading, n)
	v := view.List{
		Base:    p.pageIn(lang, l.path(n), "list", title, ""),
		Heading: l.heading, Number: n, Posts: p.cardsIn(lang, l.posts[from:to]),
		Newer: newer, Older: older, Parent: &l.parent,
	}
	v.Crumbs = []view.Link{p.homeIn(lang)}
	if l.parent.URL != v.Crumbs[0].URL {
		v.Crumbs = append(v.Crumbs, l.parent)
	}
	p.add(l.path(n), v, noFile).index = true
}

func (l listing) path(n int) string { return numberedPath(l.dir, n) }
