package plan

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"recap/generator/site"
	"recap/generator/view"
)

// sitemapLimit is the most addresses a sitemap may hold (sitemaps.org).
const sitemapLimit = 50000

// lastmod is when a page last changed, by its content.
type lastmod struct{ time.Time }

// at notes when a post was last changed.
func (l *lastmod) at(post *site.Post) {
	l.Time = post.When
	if post.UpdatedAt.After(l.Time) {
		l.Time = post.UpdatedAt
	}
}

// planSitemap lists every page that search engines may show. Beyond the limit
// it is an index of parts.
func planSitemap(p *planner) {
	var urls []view.SitemapURL
	for _, pg := range p.pages {
		if pg.index && isHTML(pg.Path) {
			urls = append(urls, view.SitemapURL{Loc: p.site.Abs(p.site.URLOf(pg.Path)), LastMod: pg.Time})
		}
	}
	slices.SortFunc(urls, func(a, b view.SitemapURL) int { return cmp.Compare(a.Loc, b.Loc) })
	p.sitemaps(urls, sitemapLimit)
}

// sitemaps plans a sitemap, or an index of parts of it.
func (p *planner) sitemaps(urls []view.SitemapURL, limit int) {
	if len(urls) <= limit {
		p.add("sitemap.xml", view.Sitemap{URLs: urls}, noFile)
		return
	}
	var index view.Sitemap
	n := 0
	for part := range slices.Chunk(urls, limit) {
		n++
		name := fmt.Sprintf("sitemap-%d.xml", n)
		p.add(name, view.Sitemap{URLs: part}, noFile)
		index.Parts = append(index.Parts, p.base.BaseURL+name)
	}
	p.add("sitemap.xml", index, noFile)
}
