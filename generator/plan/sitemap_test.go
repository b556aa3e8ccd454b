package plan

import (
	"fmt"
	"testing"

	"recap/generator/content"
	"recap/generator/site"
	"recap/generator/view"
)

// Beyond the limit the map is an index of parts, which together hold every
// address once.
func TestSitemapParts(t *testing.T) {
	for _, c := range []struct{ urls, parts int }{{0, 0}, {1, 0}, {4, 0}, {5, 2}, {8, 2}, {9, 3}} {
		settings := content.DefaultConfig()
		p := &planner{site: &site.Site{Config: &settings}, base: &view.Site{BaseURL: "https://example.org/blog/"}, paths: map[string]bool{}}
		var urls []view.SitemapURL
		for i := range c.urls {
			urls = append(urls, view.SitemapURL{Loc: fmt.Sprint("https://example.org/blog/", i)})
		}
		p.sitemaps(urls, 4)
		seen := map[string]bool{}
		for _, pg := range p.pages {
			v := pg.View.(view.Sitemap)
			for _, u := range v.URLs {
				if seen[u.Loc] || len(v.URLs) > 4 {
					t.Errorf("%d: %s twice, or too many in %s", c.urls, u.Loc, pg.Path)
				}
				seen[u.Loc] = true
			}
			if pg.Path == "sitemap.xml" {
				if len(v.Parts) != c.parts {
					t.Errorf("%d: parts %v", c.urls, v.Parts)
				}
				for i, part := range v.Parts {
					if part != fmt.Sprintf("https://example.org/blog/sitemap-%d.xml", i+1) {
						t.Error(part)
					}
				}
			}
		}
		if len(seen) != c.urls || len(p.pages) != max(1, c.parts+1) {
			t.Errorf("%d addresses: %d of them in %d files", c.urls, len(seen), len(p.pages))
		}
	}
}
