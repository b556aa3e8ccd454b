package plan

import (
	"recap/generator/view"
)

// planTags plans the list of tags, each tag's page and its numbered pages.
func planTags(p *planner) {
	index := "tags/index.html"
	all := view.Tags{Base: p.page(index, "list", p.text("tags.title"), p.text("plan.tags", p.base.Title))}
	all.Crumbs = []view.Link{p.home()}
	crumb := view.Link{Title: p.text("tags.title"), URL: p.site.URLOf(index)}
	for _, t := range p.site.Tags {
		all.Tags = append(all.Tags, view.Link{Title: t.Name, URL: t.URL})
		out := t.Path + "index.html"
		v := view.Tag{
			Base: p.page(out, "tag", t.Name, description(t.Description, p.text("plan.tag", t.Name, p.base.Title))),
			Name: t.Name, Description: t.Description,
			Posts: p.cards(t.Posts[:min(len(t.Posts), p.perPage())]),
		}
		v.Crumbs = []view.Link{p.home(), crumb}
		v.Older = p.numbered(listing{
			posts: t.Posts, dir: t.Path, heading: t.Name,
			parent: view.Link{Title: t.Name, URL: t.URL},
		})
		p.add(out, v, noFile).index = true
	}
	p.add(index, all, noFile).index = true
}
