package plan

import (
	"slices"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/theme"
	"recap/generator/view"
)

// Plan is what to publish. It never changes.
type Plan struct {
	Pages []Page   // by path
	Paths []string // theirs

	planner *planner
	site    *site.Site
	said    diag.List       // of pages; of links to addresses that are not planned see checkTargets
	at      map[string]bool // by path
	holders holders
}

// holders are the pages that hold a text, by the text's source: positions in
// Pages, in order.
type holders map[string][]int

func newPlan(p *planner, pages []Page) *Plan {
	pl := &Plan{Pages: pages, Paths: make([]string, len(pages)), planner: p, site: p.site, said: p.said, at: make(map[string]bool, len(pages)), holders: holders{}}
	for i, pg := range pages {
		pl.Paths[i] = pg.Path
		pl.at[pg.Path] = true
		view.Rebind(pg.View, func(b view.Body) (view.Body, bool) {
			if b.Of != "" {
				if on := pl.holders[b.Of]; len(on) == 0 || on[len(on)-1] != i {
					pl.holders[b.Of] = append(on, i)
				}
			}
			return b, false
		})
	}
	return pl
}

// Page is the page at a path.
func (pl *Plan) Page(path string) (Page, bool) {
	i, ok := slices.BinarySearch(pl.Paths, path)
	if !ok {
		return Page{}, false
	}
	return pl.Pages[i], true
}

// again is Pages for a site that differs from pl's in sentences alone
// (site.Exchanged): the pages of pl, but for those that hold one of these texts.
// The post's own page is planned anew, since it shows what no other page knows:
// the number of words, the table of contents. Everywhere else the promise of the
// text is exchanged, and nothing else can differ.
func (pl *Plan) again(s *site.Site, th *theme.Theme, md *markdown.Renderer) (*Plan, bool) {
	if pl == nil || th != pl.planner.theme || md != pl.planner.md {
		return nil, false
	}
	changed, ok := s.Exchanged(pl.site)
	if !ok {
		return nil, false
	}
	next, p := *pl, *pl.planner
	next.site, next.planner, p.site, p.pages = s, &p, s, nil
	if len(changed) > 0 {
		next.Pages = slices.Clone(pl.Pages)
	}
	for _, x := range changed {
		if pl.said.Points(site.Inside(x.Is.Post)) {
			return nil, false
		}
		text := promises{planner: &p, post: x.Is, made: map[digest.Sum]*shared{}}
		for _, i := range pl.holders[x.Is.File.Path] {
			pg := &next.Pages[i]
			v, ok := text.exchange(*pg)
			if !ok {
				return nil, false
			}
			pg.View, pg.sum = v, &viewSum{}
		}
	}
	if !p.searchAgain(changed, next.exchange) {
		return nil, false
	}
	for _, made := range p.pages { // beside a post's own page: its card
		if old, ok := pl.Page(made.Path); !ok || old.Sum() != made.Sum() {
			return nil, false
		}
	}
	if len(changed) > 0 {
		next.headers()
	}
	return &next, true
}

// exchange gives the page at a path another view. Pages is the plan's own.
func (pl *Plan) exchange(path string, v view.Page) {
	if i, ok := slices.BinarySearch(pl.Paths, path); ok {
		pl.Pages[i].View, pl.Pages[i].sum = v, &viewSum{}
	}
}

// promises are those of one new text, by the key of the promise they replace.
type promises struct {
	*planner
	post *site.Post
	made map[digest.Sum]*shared // for feeds, which share them
}

// exchange is the view of a page that holds the text.
func (p promises) exchange(pg Page) (view.Page, bool) {
	post := p.post
	if pg.From.File == post.File.Path && pg.Path == site.OutputOf(post.Path) {
		switch pg.View.(type) {
		case view.Post:
			return p.planner.post(post, pg.Path), true
		case view.Text:
			return p.textPage(post, pg.Path), true
		}
	}
	known := true
	v, ok := view.Rebind(pg.View, func(b view.Body) (view.Body, bool) {
		if b.Of != post.File.Path {
			return b, false
		}
		frame, is := p.frames[b.Key]
		known = known && is
		was, b := b.Key, p.body(post, frame)
		if frame.Plain {
			if p.made[was] == nil {
				_, p.made[was] = p.texts.share(b)
			}
			p.made[was].announce()
			b.Make = p.made[was].text
		}
		return b, true
	})
	return v, ok && known
}
