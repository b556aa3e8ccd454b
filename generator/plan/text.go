package plan

import (
	"cmp"
	"path"
	"slices"

	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/view"
)

// planTexts plans the pages outside the stream, each with its neighbours in the
// folder and the pages below it.
func planTexts(p *planner) {
	below := map[string][]*site.Post{} // by the folder's address
	for _, t := range p.site.Pages {
		if t.Path != "" {
			below[parent(t.Path)] = append(below[parent(t.Path)], t)
		}
	}
	for _, list := range below {
		slices.SortFunc(list, func(a, b *site.Post) int {
			return cmp.Or(cmp.Compare(weight(a), weight(b)), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Path, b.Path))
		})
	}
	byPath := map[string]*site.Post{}
	for _, t := range p.site.Pages {
		byPath[t.Path] = t
	}
	for _, t := range p.site.Pages {
		out := site.OutputOf(t.Path)
		v := view.Text{
			Base: p.page(out, "page", t.Title, description(t.Description.Text, t.Summary)),
			Body: p.body(t, markdown.Frame{Prefix: t.Prefix()}),
			TOC:  toc(t), Updated: t.Updated, Draft: t.Draft, Params: params(t.Params),
		}
		v.Comments = p.thread(t)
		v.Lang = t.Lang
		v.NoIndex = t.Draft || t.Unlisted || out == "404.html"
		v.Image = raster(t.Hero)
		v.Alternates = p.alternates(t)
		for _, c := range below[t.Path] {
			v.Children = append(v.Children, view.Link{Title: c.Title, URL: c.URL})
		}
		if up := parent(t.Path); up != "" {
			for _, c := range below[up] {
				v.Siblings = append(v.Siblings, view.Link{Title: c.Title, URL: c.URL})
			}
		}
		v.Crumbs = []view.Link{p.home()}
		var chain []view.Link
		for up := parent(t.Path); up != ""; up = parent(up) {
			if q := byPath[up]; q != nil {
				chain = append(chain, view.Link{Title: q.Title, URL: q.URL})
			}
		}
		slices.Reverse(chain)
		v.Crumbs = append(v.Crumbs, chain...)
		pg := p.add(out, v, diag.Whole(t.File.Path))
		pg.index = !v.NoIndex
		pg.at(t)
	}
}

// parent is the address of the folder a page lies in: "manual/" of "manual/posts/".
func parent(p string) string {
	up := path.Dir(path.Clean(p))
	if up == "." {
		return ""
	}
	return up + "/"
}

// weight is the part: key, by which a writer may order pages; pages without one come last.
func weight(p *site.Post) int {
	if p.Part > 0 {
		return p.Part
	}
	return 1 << 20
}
