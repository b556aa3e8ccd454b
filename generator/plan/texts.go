package plan

// Texts are the theme texts that the plan itself asks for: titles and
// descriptions of the pages that no author wrote. A theme must have them all.
var Texts = []string{
	"posts.older",   // heading of the numbered pages
	"posts.page",    // label of a link to page {1}
	"list.title",    // title of page {2} of the list {1}
	"archive.title", // the list of years
	"archive.description",
	"archive.year", // title of the year {1}
	"archive.year.description",
	"tags.title",
	"tags.description",
	"tag.description", // of the tag {1} on the site {2}
	"events.title",
	"events.description",
	"events.year",
	"events.year.description",
	"event.description", // of the event {1} on the site {2}
	"feed.atom", "feed.rss", "feed.json",
	"404.title",
}

// text is a text of the theme in the site's language. A theme without it shows
// the key, which its check has named.
func (p *planner) text(key string, args ...any) string {
	s, err := p.theme.Text(p.site.Config.Language.Text, key, args...)
	if err != nil {
		return key
	}
	return s
}
