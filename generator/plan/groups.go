package plan

import (
	"recap/generator/site"
	"recap/generator/view"
)

// planGroups plans the pages of authors, categories and series of posts, and
// the list of each.
func planGroups(p *planner) {
	p.groups("author", "authors", p.site.Authors)
	p.groups("category", "categories", p.site.Categories)
	p.groups("series", "series", p.site.PostSeries)
}

// groups plans one sort of them: "author" below authors/.
func (p *planner) groups(sort, dir string, groups []*site.Group) {
	if len(groups) == 0 || !p.lists(dir) {
		return
	}
	index, title := dir+"/index.html", p.text(dir+".title")
	all := view.Terms{Base: p.list(index, title, p.text("plan.all."+dir, p.base.Title), 0), Sort: sort}
	crumb := view.Link{Title: title, URL: p.site.URLOf(index)}
	for _, g := range groups {
		all.Terms = append(all.Terms, view.Link{Title: g.Name, URL: g.URL})
		v := view.Term{
			Base: p.list(g.Path+"index.html", g.Name, description(g.Description, p.text("plan.of."+sort, g.Name, p.base.Title)), 0, crumb),
			Sort: sort, Name: g.Name, Description: g.Description, Links: g.Links, Picture: g.Picture,
		}
		list := listing{posts: g.Posts, dir: g.Path, heading: g.Name, parent: view.Link{Title: g.Name, URL: g.URL}}
		if sort == "series" {
			list.posts = g.Parts
			v.Posts, v.Newer = p.parted(list)
		} else {
			v.Posts, v.Older = p.cards(g.Posts[:min(len(g.Posts), p.perPage())]), p.numbered(list)
		}
		p.addList(g.Path+"index.html", v)
	}
	p.addList(index, all)
	p.also(title, index)
}

// parted plans the pages of a series of posts, which are read from its first
// part on: its front page is page 1, and a new part changes the last page only.
// The result is what the front page shows, and the way to page 2.
func (p *planner) parted(l listing) ([]view.Card, *view.Link) {
	size, total := p.perPage(), len(l.posts)
	url := func(n int) *view.Link {
		if (n-1)*size >= total {
			return nil
		}
		return &view.Link{Title: p.text("plan.page", n), URL: p.site.URLOf(l.path(n))}
	}
	for n := 2; (n-1)*size < total; n++ {
		older := url(n - 1)
		if n == 2 {
			older.URL = l.parent.URL
		}
		p.listPage(l, n, (n-1)*size, min(total, n*size), url(n+1), older)
	}
	return p.cards(l.posts[:min(total, size)]), url(2)
}

// place is a post's place in its series as the post shows it.
func (p *planner) place(post *site.Post) *view.PostSeries {
	at := post.Place
	if at.Series == nil || len(at.Series.Posts) < 2 {
		return nil
	}
	v := &view.PostSeries{Name: at.Series.Name, Number: at.Number, Prev: link(at.Prev), Next: link(at.Next)}
	if p.lists("series") {
		v.URL = at.Series.URL
	}
	return v
}

// categories are a post's categories, with an address where they have a page.
func (p *planner) categories(post *site.Post) []view.Link {
	var out []view.Link
	for _, w := range post.Categories {
		l := view.Link{Title: w.Text}
		if g := p.site.Category(w.Text); g != nil && p.lists("categories") {
			l = view.Link{Title: g.Name, URL: g.URL}
		}
		out = append(out, l)
	}
	return out
}
