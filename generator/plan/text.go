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

// planTexts plans the pages outside the stream.
func planTexts(p *planner) {
	p.folders, p.byPath = map[string][]*site.Post{}, map[string]*site.Post{}
	for _, t := range p.site.Pages {
		p.byPath[t.Path] = t
		if t.Path != "" {
			p.folders[parent(t.Path)] = append(p.folders[parent(t.Path)], t)
		}
	}
	for _, list := range p.folders {
		slices.SortFunc(list, func(a, b *site.Post) int {
			return cmp.Or(cmp.Compare(weight(a), weight(b)), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Path, b.Path))
		})
	}
	for _, t := range p.site.Pages {
		out := site.OutputOf(t.Path)
		v := p.textPage(t, out)
		pg := p.add(out, v, diag.Whole(t.File.Path))
		pg.index = !v.NoIndex
		pg.at(t)
	}
}

// textPage is a page outside the stream with its neighbours in the folder and the
// pages below it.
func (p *planner) textPage(t *site.Post, out string) view.Text {
	v := view.Text{
		Base: p.pageIn(t.Lang, out, "page", t.Title, description(t.Description.Text, t.Summary)),
		Body: p.body(t, markdown.Frame{Prefix: t.Prefix()}),
		TOC:  toc(t), Updated: t.Updated, Draft: t.Draft, Params: params(t.Params), Pictures: enlarges(t), Code: len(t.Doc.Codes) > 0,
	}
	v.Comments = p.thread(t)
	v.NoIndex = t.Draft || t.Unlisted || out == "404.html"
	v.Image = raster(t.Hero)
	v.Alternates = p.alternates(t)
	for _, c := range p.folders[t.Path] {
		v.Children = append(v.Children, view.Link{Title: c.Title, URL: c.URL})
	}
	if up := parent(t.Path); up != "" {
		for _, c := range p.folders[up] {
			v.Siblings = append(v.Siblings, view.Link{Title: c.Title, URL: c.URL})
		}
	}
	v.Crumbs = []view.Link{p.homeIn(t.Lang)}
	var chain []view.Link
	for up := parent(t.Path); up != ""; up = parent(up) {
		if q := p.byPath[up]; q != nil {
			chain = append(chain, view.Link{Title: q.Title, URL: q.URL})
		}
	}
	slices.Reverse(chain)
	v.Crumbs = append(v.Crumbs, chain...)
	return v
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
