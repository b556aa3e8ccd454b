package plan

// Texts are the theme texts that the plan itself asks for: titles and
// descriptions of the pages that no author wrote. A theme must have them all.
var Texts = []string{
	"plan.posts",    // heading of the numbered pages
	"plan.page",     // label of a link to page {1}
	"plan.list",     // title of page {2} of the list {1}
	"archive.title", // the list of years
	"plan.archive",
	"plan.year", // title of the year {1}
	"plan.year.about",
	"tags.title",
	"plan.tags",
	"plan.tag", // of the tag {1} on the site {2}
	"events.title",
	"plan.events",
	"plan.events.year",
	"plan.events.year.about",
	"plan.event", // of the event {1} on the site {2}
	"404.title",
	"cfps.title",
	"authors.title",
	"categories.title",
	"series.title",
	"topics.title",
	"highlights.title",
	"watch.title",
	"books.title",
	"credits.title",
	"quotes.title",
	"search.title",
	"plan.search",
	"plan.quotes",
	"plan.part",
	"plan.all.authors",
	"plan.all.series",
	"plan.of.series",
	"plan.of.author",
	"plan.all.categories",
	"plan.of.category",
	"plan.series",
	"plan.topics",
	"plan.topic",
	"plan.cfps",
	"plan.highlights",
	"plan.watch",
	"plan.books",
	"plan.credits",
	"plan.month",
	"plan.month.name",
	"plan.month.about",
	"plan.review",
	"plan.review.about",
	"plan.cfp.closes",     // of the call for papers of {1}
	"plan.feed",           // title of the feed of {1} on the site {2}
	"plan.feeds.language", // headings of the list of all feeds
	"plan.feeds.tag",
	"plan.feeds.event",
	"plan.feeds.series",
	"plan.feeds.speaker",
}

// text is a text of the theme in the site's language. A theme without it shows
// the key, which its check has named.
func (p *planner) text(key string, args ...any) string {
	return p.textIn(p.site.Config.Language.Text, key, args...)
}

// textIn is a text of the theme in a language.
func (p *planner) textIn(lang, key string, args ...any) string {
	s, err := p.theme.Text(lang, key, args...)
	if err != nil {
		return key
	}
	return s
}
