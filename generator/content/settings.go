package content

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/source"
)

// NoURL stands for the site's address until the settings name one; it belongs
// to nobody (RFC 2606).
const NoURL = "https://example.org/"

// DefaultConfig is the settings of a site that has none.
func DefaultConfig() Config {
	var c Config
	c.URL.Text = NoURL
	c.Language.Text = "en"
	c.Timezone.Text = "UTC"
	c.Posts.PerPage = 10
	c.Posts.List = "teaser"
	c.Permalinks.Post.Text = "/:year/:month/:slug/"
	c.Pages.Talks, c.Pages.Speakers = "covered", "covered"
	c.Pages.Schedule, c.Pages.Print = true, true
	c.Titles.Session.Text = ":event[ – Day :day] – Session :session[ – :track]"
	c.Titles.Day.Text = ":event – Day :day[ – :track]"
	c.Titles.Talk.Text = ":event – :talk"
	c.Pages.Lists = slices.Clone(pageLists)
	c.Pages.Timeline, c.Pages.Map = true, true
	c.Pages.Calendars, c.Pages.Data, c.Pages.Search = true, true, true
	c.Feeds.Formats = []string{"atom", "rss", "json"}
	c.Feeds.Items = 20
	c.Feeds.Content = "full"
	c.Feeds.Per = slices.Clone(feedParts)
	c.Markup.HTML = markdown.Clean
	c.Markup.Typographer, c.Markup.LineRefs = "auto", "auto"
	c.Code.StyleLight.Text, c.Code.StyleDark.Text = "github", "github-dark"
	c.Theme.Name.Text = "plain"
	c.Images = Images{Strip: "all", Widths: []int{480, 800, 1200, 1600}, Quality: 82, Max: 2400}
	c.Embeds.Mode = "click"
	c.Check.FailOn = "error"
	c.Links.WaitDays = 30
	c.Links.Archive.Text = "https://archive.org/wayback/available"
	c.URLs.Ledger, c.URLs.Redirects = true, []string{"page"}
	c.Standards.JSONLD, c.Standards.Microformats, c.Standards.OpenGraph, c.Standards.Cards = true, true, true, true
	return c
}

// settingsTable is content/site.yaml (model.md §10).
var settingsTable = newTable("the settings file", []key[Config]{
	{name: "title", kind: field("text", func(c *Config) *string { return &c.Title }, (*reader).titleText), doc: "name of the site"},
	{name: "url", kind: field("address of a site", func(c *Config) *Word { return &c.URL }, (*reader).siteURL), doc: "where it will be published: https://example.org/, also with a folder"},
	{name: "description", kind: text(func(c *Config) *string { return &c.Description }), doc: "one sentence about it"},
	{name: "language", also: []string{"lang"}, kind: language(func(c *Config) *Word { return &c.Language }), doc: "language of posts that name none; en"},
	{name: "languages", kind: editions, doc: "further languages, each with a list of its posts: {de: {title: …}}"},
	{name: "timezone", kind: field("time zone", func(c *Config) *Word { return &c.Timezone }, (*reader).zone).outOf(strings.Fields(zoneNames)), doc: "zone of dates that name none; UTC"},
	{name: "author", kind: word(func(c *Config) *Word { return &c.Author }), doc: "id in people.yaml, or a name"},
	{name: "posts", kind: section(func(c *Config) *Config { return c }, postsTable), doc: "lists of posts"},
	{name: "permalinks", kind: section(func(c *Config) *Config { return c }, permalinksTable), doc: "patterns of addresses"},
	{name: "pages", kind: section(func(c *Config) *Config { return c }, pagesTable), doc: "which pages there are"},
	{name: "titles", kind: section(func(c *Config) *Config { return c }, titlesTable), doc: "patterns for titles of posts that have none"},
	{name: "feeds", kind: section(func(c *Config) *Config { return c }, feedsTable), doc: "feeds"},
	{name: "markup", kind: section(func(c *Config) *Config { return c }, markupTable), doc: "Markdown"},
	{name: "code", kind: section(func(c *Config) *Config { return c }, codeTable), doc: "code blocks"},
	{name: "references", kind: field("list of maps", func(c *Config) *[]markdown.Reference { return &c.References }, (*reader).references).keyed(referenceTable.describe), doc: "texts that are links: match and url each"},
	{name: "theme", kind: section(func(c *Config) *Config { return c }, themeTable), doc: "the look"},
	{name: "images", kind: section(func(c *Config) *Config { return c }, imagesTable), doc: "pictures"},
	{name: "embeds", kind: section(func(c *Config) *Config { return c }, embedsTable), doc: "recordings, slides and posts elsewhere"},
	{name: "check", kind: section(func(c *Config) *Config { return c }, checkTable), doc: "what recap check asks for"},
	{name: "links", kind: section(func(c *Config) *Config { return c }, linksTable), doc: "links that lead elsewhere"},
	{name: "standards", kind: section(func(c *Config) *Config { return c }, standardsTable), doc: "what machines read"},
	{name: "publish", kind: section(func(c *Config) *Config { return c }, publishTable), doc: "where the site goes"},
	{name: "urls", kind: section(func(c *Config) *Config { return c }, urlsTable), doc: "addresses that were published"},
	{name: "share", kind: field("list of texts", func(c *Config) *[]string { return &c.Share }, func(r *reader, n *yaml.Node) ([]string, bool) { return r.some(n, shareKinds) }), doc: "links below each post to pass it on: " + strings.Join(shareKinds, ", ")},
	{name: "comments", kind: section(func(c *Config) *Config { return c }, commentsTable), doc: "where readers answer"},
	{name: "analytics", kind: section(func(c *Config) *Config { return c }, analyticsTable), doc: "who counts readers"},
	{name: "defaults", kind: objects(func(c *Config) *[]Defaults { return &c.Defaults }, defaultsTable), doc: "front matter for posts by path"},
	{name: "params", kind: params(func(c *Config) *[]Param { return &c.Params }), doc: "data of your own, for templates"},
}).withFree(func(c *Config) *[]Param { return &c.Params }).withMeant(map[string]string{
	"baseURL": "url", "baseurl": "url", "base_url": "url", "site_url": "url", "SITEURL": "url", "BASE_URL": "url",
	"languageCode": "language", "locale": "language", "paginate": "posts", "per_page": "posts", "permalink": "permalinks",
	"subtitle": "description", "tagline": "description", "menu": "theme", "footer": "theme", "accent": "theme", "feed": "feeds", "highlight": "code", "markdown": "markup",
})

var checkTable = newTable("check:", []key[Config]{
	{name: "fail_on", kind: choice(func(c *Config) *string { return &c.Check.FailOn }, "error", "warning", "hint", "never"), doc: "what makes recap check end with exit code 1: error, warning, hint, or never; error"},
	{name: "ignore", kind: words(func(c *Config) *[]Word { return &c.Check.Ignore }), doc: "codes that recap check leaves out, or whole families: text-doubled, tag"},
})

var linksTable = newTable("links:", []key[Config]{
	{name: "skip", kind: words(func(c *Config) *[]Word { return &c.Links.Skip }), doc: "what recap links leaves alone: hosts (example.org, with all below it) or beginnings of addresses"},
	{name: "wait_days", kind: number(func(c *Config) *int { return &c.Links.WaitDays }, 1, 3650), doc: "days after which recap check asks for a recording or slides that are expected; 30"},
	{name: "archive", kind: address(func(c *Config) *Word { return &c.Links.Archive }), doc: "where recap links --archive asks for copies; the Wayback Machine"},
})

var postsTable = newTable("posts:", []key[Config]{
	{name: "per_page", kind: number(func(c *Config) *int { return &c.Posts.PerPage }, 1, 1000), doc: "posts on one list page; 10"},
	{name: "list", kind: choice(func(c *Config) *string { return &c.Posts.List }, "teaser", "full"), doc: "what lists show of a post; teaser"},
})

var pagesTable = newTable("pages:", []key[Config]{
	{name: "talks", kind: choice(func(c *Config) *string { return &c.Pages.Talks }, "covered", "all", "none"), doc: "talks with a page of their own: those a post tells of, all, or none; covered"},
	{name: "speakers", kind: choice(func(c *Config) *string { return &c.Pages.Speakers }, "covered", "all", "none"), doc: "people with a page of their own, likewise; covered"},
	{name: "schedule", kind: boolean(func(c *Config) *bool { return &c.Pages.Schedule }), doc: "timetables of events with four timed talks or more; true"},
	{name: "print", kind: boolean(func(c *Config) *bool { return &c.Pages.Print }), doc: "all posts of an event on one page, to print; true"},
	{name: "lists", kind: several(func(c *Config) *[]string { return &c.Pages.Lists }, pageLists), doc: "further lists, each as soon as it has something to show: " + strings.Join(pageLists, ", ") + "; all of them"},
	{name: "timeline", kind: boolean(func(c *Config) *bool { return &c.Pages.Timeline }), doc: "a picture of the events by year, on the home page and in the list of events; true"},
	{name: "map", kind: boolean(func(c *Config) *bool { return &c.Pages.Map }), doc: "a map of the events whose coordinates are known; true"},
	{name: "calendars", kind: boolean(func(c *Config) *bool { return &c.Pages.Calendars }), doc: "calendar files of events and deadlines; true"},
	{name: "data", kind: boolean(func(c *Config) *bool { return &c.Pages.Data }), doc: "events and talks as JSON; true"},
	{name: "quotes", kind: boolean(func(c *Config) *bool { return &c.Pages.Quotes }), doc: "what people said, on one list; false"},
	{name: "search", kind: boolean(func(c *Config) *bool { return &c.Pages.Search }), doc: "a search page with its index; true"},
})

// pageLists are the lists that may be left out.
var pageLists = []string{"months", "reviews", "authors", "categories", "series", "topics", "cfps", "highlights", "watch", "books", "credits"}

var feedsTable = newTable("feeds:", []key[Config]{
	{name: "formats", kind: several(func(c *Config) *[]string { return &c.Feeds.Formats }, feedFormats), doc: "atom, rss, json"},
	{name: "items", kind: number(func(c *Config) *int { return &c.Feeds.Items }, 1, 1000), doc: "posts in a feed; 20"},
	{name: "content", kind: choice(func(c *Config) *string { return &c.Feeds.Content }, "full", "teaser"), doc: "whole posts or their beginning; full"},
	{name: "per", kind: several(func(c *Config) *[]string { return &c.Feeds.Per }, feedParts), doc: "what has a feed of its own: tag, event, speaker, series, language; all of them"},
})

var standardsTable = newTable("standards:", []key[Config]{
	{name: "jsonld", kind: boolean(func(c *Config) *bool { return &c.Standards.JSONLD }), doc: "structured data for search engines (schema.org); true"},
	{name: "microformats", kind: boolean(func(c *Config) *bool { return &c.Standards.Microformats }), doc: "classes that readers of the independent web understand (microformats2); true"},
	{name: "opengraph", kind: boolean(func(c *Config) *bool { return &c.Standards.OpenGraph }), doc: "title, text and picture for links to a page elsewhere (Open Graph); true"},
	{name: "webmention", kind: webAddress(func(c *Config) *Word { return &c.Standards.Webmention }), doc: "address of the service that takes notice of links to this site (Webmention)"},
	{name: "websub", kind: webAddress(func(c *Config) *Word { return &c.Standards.WebSub }), doc: "address of the hub that tells feed readers of news (WebSub)"},
	{name: "cards", kind: boolean(func(c *Config) *bool { return &c.Standards.Cards }), doc: "a picture for each post, event and talk, for links to it elsewhere; true"},
	{name: "card_font", kind: word(func(c *Config) *Word { return &c.Standards.CardFont }), doc: "font file of these pictures below content/, for scripts beside Latin, Greek and Cyrillic: fonts/NotoSansJP.otf"},
})

// loadSettings reads content/site.yaml; f is nil when there is none.
func loadSettings(f *source.File) (Config, diag.List) {
	c := DefaultConfig()
	if f == nil {
		return c, diag.List{diag.Warnf("settings-missing", diag.Whole("content/site.yaml"), "there are no settings, so the site has no name and no address").
			WithHint("write title: and url: into content/site.yaml, or run recap init")}
	}
	c.File = f
	var list diag.List
	r, root, ok := openYAML(f, settings, "the settings file", &list)
	if r == nil {
		return c, list
	}
	if ok {
		settingsTable.read(r, root, &c)
		c.Params = sortParams(c.Params)
		r.checkServices(&c)
		if c.URL.Text == NoURL && c.URL.Pos.File == "" && !r.faulty["url"] {
			r.add(diag.Warnf("settings-url-missing", diag.Whole(f.Path), "the settings do not say where the site will be published").
				WithHint("add a line url: https://… ; feeds and the sitemap need whole addresses"))
		}
	} else if root == nil && len(r.list) == 0 {
		r.add(diag.Warnf("settings-missing", diag.Whole(f.Path), "the settings are empty, so the site has no name and no address").
			WithHint("write title: and url: into it"))
	}
	return c, append(list, r.problems()...)
}

var (
	feedFormats = []string{"atom", "rss", "json"}
	feedParts   = []string{"tag", "event", "speaker", "series", "language"}
)

// some is a list of words out of a few.
func (r *reader) some(n *yaml.Node, of []string) ([]string, bool) {
	ws, _ := r.choices(n, of)
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.Text
	}
	return out, true
}
