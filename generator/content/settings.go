package content

import (
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/media"
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

var permalinksTable = newTable("permalinks:", []key[Config]{
	{name: "post", kind: field("pattern", func(c *Config) *Word { return &c.Permalinks.Post }, (*reader).pattern).outOf(patternParts), doc: "address of a post; /:year/:month/:slug/"},
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

var titlesTable = newTable("titles:", []key[Config]{
	{name: "session", kind: field("pattern of titles", func(c *Config) *Word { return &c.Titles.Session }, (*reader).titlePattern).outOf(titleParts), doc: "of a post with session: and no title"},
	{name: "day", kind: field("pattern of titles", func(c *Config) *Word { return &c.Titles.Day }, (*reader).titlePattern).outOf(titleParts), doc: "of a post with day: and no title"},
	{name: "talk", kind: field("pattern of titles", func(c *Config) *Word { return &c.Titles.Talk }, (*reader).titlePattern).outOf(titleParts), doc: "of a post about one talk and without a title"},
})

// titleParts are what a pattern of titles may hold.
var titleParts = []string{"event", "short", "day", "number", "weekday", "date", "session", "track", "talk"}

// titlePattern reads a pattern of titles: text with :names, and [brackets] around
// what falls out when the post has nothing for a name in it.
func (r *reader) titlePattern(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok {
		return w, false
	}
	for i := 0; i < len(w.Text); i++ {
		if w.Text[i] != ':' {
			continue
		}
		j := i + 1
		for j < len(w.Text) && w.Text[j] >= 'a' && w.Text[j] <= 'z' {
			j++
		}
		if name := w.Text[i+1 : j]; name != "" && !slices.Contains(titleParts, name) {
			r.add(diag.Errorf("settings-pattern", w.Pos, "the pattern has a part :%s that recap does not know", name).
				Meant(name, titleParts))
			return w, false
		}
	}
	return w, true
}

// pageLists are the lists that may be left out.
var pageLists = []string{"months", "reviews", "authors", "categories", "series", "topics", "cfps", "highlights", "watch", "books", "credits"}

var feedsTable = newTable("feeds:", []key[Config]{
	{name: "formats", kind: several(func(c *Config) *[]string { return &c.Feeds.Formats }, feedFormats), doc: "atom, rss, json"},
	{name: "items", kind: number(func(c *Config) *int { return &c.Feeds.Items }, 1, 1000), doc: "posts in a feed; 20"},
	{name: "content", kind: choice(func(c *Config) *string { return &c.Feeds.Content }, "full", "teaser"), doc: "whole posts or their beginning; full"},
	{name: "per", kind: several(func(c *Config) *[]string { return &c.Feeds.Per }, feedParts), doc: "what has a feed of its own: tag, event, speaker, series, language; all of them"},
})

var markupTable = newTable("markup:", []key[Config]{
	{name: "html", kind: kind[Config]{shape: "text", choices: htmlModes, fields: func(c *Config) []any { return []any{&c.Markup.HTML} }, read: func(r *reader, n *yaml.Node, c *Config) {
		if w, ok := r.choice(n, htmlModes); ok {
			c.Markup.HTML = markdown.HTMLMode(w.Text)
		}
	}}, doc: "HTML in Markdown: clean lets a fixed list through, escape shows it, allow passes it on"},
	{name: "typographer", kind: choice(func(c *Config) *string { return &c.Markup.Typographer }, "auto", "off"), doc: "quotes, dashes and dots as the language of the text prints them; auto"},
	{name: "line_refs", kind: choice(func(c *Config) *string { return &c.Markup.LineRefs }, "auto", "off"), doc: "texts such as Lines 5, 6 lead to the code block above them; auto"},
	{name: "bare_domains", kind: boolean(func(c *Config) *bool { return &c.Markup.BareDomains }), doc: "example.org is a link without https://; false"},
})

var htmlModes = []string{string(markdown.Clean), string(markdown.Escape), string(markdown.Allow)}

var referenceTable = newTable("a reference", []key[markdown.Reference]{
	{name: "match", kind: text(func(m *markdown.Reference) *string { return &m.Match }), doc: "pattern of the text (RE2): 'bug (\\d+)'"},
	{name: "url", kind: text(func(m *markdown.Reference) *string { return &m.URL }), doc: "where it leads, $1 being the first group"},
})

// references are patterns that make links of texts, tried in their order.
func (r *reader) references(n *yaml.Node) ([]markdown.Reference, bool) {
	var out []markdown.Reference
	outer := r.key
	for _, item := range items(n) {
		r.key = outer
		if isNull(item) {
			continue
		}
		if item.Kind != yaml.MappingNode {
			r.wrongEntry(item, "a map with match and url")
			continue
		}
		var m markdown.Reference
		referenceTable.read(r, item, &m)
		low := strings.ToLower(m.URL)
		var d diag.Diagnostic
		switch err := markdown.CompileReference(m); {
		case m.Match == "" || m.URL == "":
			d = diag.Errorf("settings-reference", r.place(item), "a reference needs a match and a url")
		case err != nil:
			d = diag.Errorf("settings-reference", r.place(valueOf(item, "match")), "the pattern \"%s\" cannot be used: %v", short(m.Match), err).
				WithHint("patterns are RE2, in single quotes: 'bug (\\d+)'")
		case !strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "https://") && !strings.HasPrefix(low, "/"):
			d = diag.Errorf("settings-reference", r.place(valueOf(item, "url")), "%q is no address", short(m.URL)).
				WithHint("write it as https://example.org/bug/$1")
		default:
			out = append(out, m)
			continue
		}
		if !r.full() {
			r.add(d)
		}
	}
	return out, true
}

// valueOf is the value of a key in a map, or the map.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	for _, p := range pairs(n) {
		if resolved(p.key).Value == key {
			return resolved(p.value)
		}
	}
	return n
}

var codeTable = newTable("code:", []key[Config]{
	{name: "style_light", kind: field("style", func(c *Config) *Word { return &c.Code.StyleLight }, (*reader).style).outOf(markdown.Styles()), doc: "chroma style on light ground; github"},
	{name: "style_dark", kind: field("style", func(c *Config) *Word { return &c.Code.StyleDark }, (*reader).style).outOf(markdown.Styles()), doc: "chroma style on dark ground; github-dark"},
	{name: "line_numbers", kind: boolean(func(c *Config) *bool { return &c.Code.LineNumbers }), doc: "numbers beside the lines"},
})

// style is the name of a highlighting style.
func (r *reader) style(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok || slices.Contains(markdown.Styles(), w.Text) {
		return w, ok
	}
	d := diag.Errorf("value-choice", w.Pos, "no highlighting style is called %q", short(w.Text)).Meant(w.Text, markdown.Styles())
	if d.Hint == "" {
		d = d.WithHint("github and github-dark are the usual ones; the names are those of chroma")
	}
	r.add(d)
	return w, false
}

var themeTable = newTable("theme:", []key[Config]{
	{name: "name", kind: field("folder", func(c *Config) *Word { return &c.Theme.Name }, (*reader).id), doc: "folder below themes/; plain"},
	{name: "accent", kind: field("colour", func(c *Config) *Word { return &c.Theme.Accent }, (*reader).color), doc: "CSS colour of links"},
	{name: "footer", kind: text(func(c *Config) *string { return &c.Theme.Footer }), doc: "text at the end of every page"},
	{name: "head", kind: word(func(c *Config) *Word { return &c.Theme.Head }), doc: "file below content/ whose HTML goes into the head of every page"},
	{name: "foot", kind: word(func(c *Config) *Word { return &c.Theme.Foot }), doc: "file below content/ whose HTML goes to the end of every page"},
	{name: "menu", kind: field("menu", func(c *Config) *[]MenuItem { return &c.Theme.Menu }, (*reader).menu).keyed(menuTable.describe), doc: "the navigation: title and url each"},
})

var menuTable = newTable("a menu entry", []key[MenuItem]{
	{name: "title", also: []string{"name"}, kind: text(func(m *MenuItem) *string { return &m.Title }), doc: "what it says"},
	{name: "url", also: []string{"link"}, kind: address(func(m *MenuItem) *Word { return &m.URL }), doc: "where it leads"},
})

var imagesTable = newTable("images:", []key[Config]{
	{name: "strip", kind: choice(func(c *Config) *string { return &c.Images.Strip }, "all", "gps"), doc: "what published pictures lose: all facts about camera and place, or the place; all"},
	{name: "widths", kind: field("list of numbers", func(c *Config) *[]int { return &c.Images.Widths }, (*reader).widths).within(16, 10000), doc: "how wide the smaller pictures are that browsers choose from, in pixels; 480, 800, 1200, 1600; none for pictures as they are"},
	{name: "quality", kind: number(func(c *Config) *int { return &c.Images.Quality }, 1, 100), doc: "of the smaller pictures, 1 to 100; 82"},
	{name: "max", kind: number(func(c *Config) *int { return &c.Images.Max }, 100, 10000), doc: "widest picture that is made, for large views; 2400"},
	{name: "encoder", kind: field("list of texts", func(c *Config) *[]Word { return &c.Images.Encoders }, encoders.read).outOf(encoders), doc: "programs on this machine that make smaller files: cwebp for WebP, avifenc for AVIF; none"},
	{name: "decoder", kind: field("list of texts", func(c *Config) *[]Word { return &c.Images.Decoders }, decoders.read).outOf(decoders), doc: "programs on this machine that read what telephones write: heif-convert or heif-dec for HEIC; none"},
})

// programs are those that a site may name. Settings name no others, and no path:
// whoever builds a stranger's site runs what is installed here and nothing of theirs.
type programs []string

var (
	encoders = programs{"avifenc", "cwebp"}
	decoders = programs{"heif-convert", "heif-dec"}
)

func (p programs) read(r *reader, n *yaml.Node) ([]Word, bool) {
	out, ok := r.choices(n, p)
	slices.SortFunc(out, func(a, b Word) int { return strings.Compare(a.Text, b.Text) })
	return slices.CompactFunc(out, func(a, b Word) bool { return a.Text == b.Text }), ok
}

// maxWidths bounds how many smaller pictures one has.
const maxWidths = 12

func (r *reader) widths(n *yaml.Node) ([]int, bool) {
	if n.Kind == yaml.ScalarNode && n.Value == "none" {
		return nil, true
	}
	out := []int{}
	for _, item := range items(n) {
		w, ok := r.number(item, 16, 10000)
		if !ok {
			return nil, false
		}
		if !slices.Contains(out, w) && len(out) < maxWidths {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out, true
}

var embedsTable = newTable("embeds:", []key[Config]{
	{name: "mode", kind: choice(func(c *Config) *string { return &c.Embeds.Mode }, "click", "link", "frame"), doc: "what a recording in a text is: its provider's frame once it is clicked, a link, or the frame at once; click"},
	{name: "providers", kind: several(func(c *Config) *[]string { return &c.Embeds.Providers }, markdown.ProviderKeys()), doc: "whose addresses become cards: " + strings.Join(markdown.ProviderKeys(), ", ") + "; all of them"},
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

var defaultsTable = newTable("defaults:", []key[Defaults]{
	{name: "paths", also: []string{"path"}, kind: field("list of patterns", func(d *Defaults) *[]Word { return &d.Paths }, (*reader).globs), doc: "files below content/: posts/de/**"},
	{name: "values", kind: kind[Defaults]{shape: "map", nested: func() []Key { return postTable.describe() }, fields: func(d *Defaults) []any { return []any{&d.Values} }, read: readDefaults}, doc: "front matter of these files where they say nothing"},
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

func (r *reader) titleText(n *yaml.Node) (string, bool) {
	w, ok := r.title(n)
	return w.Text, ok
}

// siteURL is an absolute http address; it gets a slash at its end.
func (r *reader) siteURL(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok {
		return w, false
	}
	low := strings.ToLower(w.Text)
	switch {
	case strings.HasPrefix(low, "http://"), strings.HasPrefix(low, "https://"):
	case !strings.Contains(low, "://") && !strings.HasPrefix(low, "/") && strings.Contains(low, ".") && addressFault("https://"+w.Text) == "":
		whole := "https://" + strings.TrimSuffix(w.Text, "/") + "/"
		r.add(diag.Errorf("settings-url", w.Pos, "the address %q has no scheme", short(w.Text)).
			WithHint("write %s", whole).WithFix(w.Pos, whole))
		return w, false
	default:
		r.add(diag.Errorf("settings-url", w.Pos, "%q is not the address of a site", short(w.Text)).
			WithHint("write it as https://example.org/"))
		return w, false
	}
	if !r.checkAddress(w) {
		return w, false
	}
	if strings.ContainsAny(w.Text, "?#") {
		r.add(diag.Errorf("settings-url", w.Pos, "the address of a site has no ? and no #"))
		return w, false
	}
	w.Text = strings.TrimRight(w.Text, "/") + "/"
	return w, true
}

// patternParts are what :name may stand for in an address pattern.
var patternParts = []string{"year", "month", "day", "slug", "event", "lang", "folder"}

// pattern is an address with placeholders.
func (r *reader) pattern(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok {
		return w, false
	}
	fail := func(d diag.Diagnostic) (Word, bool) {
		r.add(d)
		return w, false
	}
	if !strings.HasPrefix(w.Text, "/") {
		return fail(diag.Errorf("settings-pattern", w.Pos, "the pattern %q does not begin with a slash", short(w.Text)).
			WithHint("write /%s", w.Text).WithFix(w.Pos, "/"+w.Text))
	}
	if _, why := cleanPath(strings.ReplaceAll(w.Text, ":", "")); why != "" {
		return fail(diag.Errorf("settings-pattern", w.Pos, "the pattern cannot be %q: %s", short(w.Text), why))
	}
	own := false
	for i := 0; i < len(w.Text); i++ {
		if w.Text[i] != ':' {
			continue
		}
		j := i + 1
		for j < len(w.Text) && (w.Text[j] >= 'a' && w.Text[j] <= 'z' || w.Text[j] == '_') {
			j++
		}
		name, known := w.Text[i+1:j], false
		for _, p := range patternParts {
			known = known || p == name
		}
		if !known {
			pos := diag.Pos{File: w.Pos.File, Off: w.Pos.Off + i + 1, End: w.Pos.Off + j}
			d := diag.Errorf("settings-pattern", pos, "a pattern has no part :%s", name).Meant(name, patternParts)
			if d.Hint == "" {
				d = d.WithHint("there are :%s", strings.Join(patternParts, " :"))
			}
			return fail(d)
		}
		own = own || name == "slug"
	}
	if !own {
		return fail(diag.Errorf("settings-pattern", w.Pos, "the pattern %q gives every post of a day one address", short(w.Text)).
			WithHint("put :slug into it"))
	}
	return w, true
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

// color is a CSS colour: a name, #0b6, rgb(…), oklch(…). Nothing that could end
// a declaration gets through, since it is written into a style sheet.
func (r *reader) color(n *yaml.Node) (Word, bool) {
	w, ok := r.word(n)
	if !ok {
		return w, false
	}
	for _, c := range w.Text {
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && !strings.ContainsRune("#(),.%/ -+", c) || len(w.Text) > 64 {
			r.add(diag.Errorf("value-color", w.Pos, "%q is not a colour", short(w.Text)).
				WithHint("write it as #0b6, teal or rgb(0 187 102)"))
			return w, false
		}
	}
	if strings.HasPrefix(w.Text, "#") {
		hex := strings.Trim(w.Text[1:], "0123456789abcdefABCDEF") == ""
		if l := len(w.Text) - 1; !hex || l != 3 && l != 4 && l != 6 && l != 8 {
			r.add(diag.Errorf("value-color", w.Pos, "%q is not a colour: # is followed by 3 or 6 hexadecimal digits", short(w.Text)))
			return w, false
		}
		return w, true
	}
	name, args, function := strings.Cut(strings.ToLower(w.Text), "(")
	known, what := media.ColorNames(), "%q is not a colour"
	if function {
		known, what = colorFunctions, "no colour is made by %q"
		name = strings.TrimSpace(name)
	}
	if !slices.Contains(known, name) {
		d := diag.Errorf("value-color", w.Pos, what, short(w.Text))
		if near, ok := diag.Nearest(name, known); ok {
			d = d.WithHint("did you mean %s?", near).WithFix(w.Pos, near+w.Text[len(name):])
		} else if l := len(name); strings.Trim(name, "0123456789abcdef") == "" && (l == 3 || l == 6) {
			d = d.WithHint("write '#%s', in quotes", w.Text)
		} else {
			d = d.WithHint("write it as #0b6, teal or rgb(0 187 102)")
		}
		r.add(d)
		return w, false
	}
	if function && strings.Count(args, "(")+1 != strings.Count(args, ")") {
		r.add(diag.Errorf("value-color", w.Pos, "%q is not a colour: a bracket is missing", short(w.Text)))
		return w, false
	}
	return w, true
}

// colorFunctions are the functions of CSS Color 4 and 5 that make a colour.
var colorFunctions = []string{"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix", "light-dark"}

func (r *reader) colorText(n *yaml.Node) (string, bool) {
	w, ok := r.color(n)
	return w.Text, ok
}

// menu is a list of entries, each with title and url, or title: url.
func (r *reader) menu(n *yaml.Node) ([]MenuItem, bool) {
	var out []MenuItem
	outer := r.key
	for _, item := range items(n) {
		r.key = outer
		if isNull(item) {
			continue
		}
		if item.Kind != yaml.MappingNode || len(item.Content) == 0 {
			r.wrongEntry(item, "a map with title and url")
			continue
		}
		var m MenuItem
		if _, known := menuTable.index[item.Content[0].Value]; len(item.Content) == 2 && !known {
			m.Title = r.clean(resolved(item.Content[0]))
			m.URL, _ = r.address(resolved(item.Content[1]))
		} else {
			menuTable.read(r, item, &m)
		}
		if m.Title == "" || m.URL.IsZero() {
			if !r.full() {
				r.add(diag.Errorf("settings-menu", r.place(item), "a menu entry needs a title and a url"))
			}
			continue
		}
		out = append(out, m)
	}
	return out, true
}

func readDefaults(r *reader, n *yaml.Node, d *Defaults) {
	if n.Kind != yaml.MappingNode {
		r.wrongType(n, "a map")
		return
	}
	p := &Post{}
	p.readKeys(r, postTable.read(r, n, p))
	d.Values = p
}

// globs are path patterns, checked when they are read.
func (r *reader) globs(n *yaml.Node) ([]Word, bool) {
	ws, _ := r.words(n)
	out := ws[:0]
	for _, w := range ws {
		if _, err := path.Match(strings.ReplaceAll(w.Text, "**", "*"), ""); err != nil {
			r.add(diag.Errorf("settings-glob", w.Pos, "the pattern %q is not complete", short(w.Text)).
				WithHint("* stands for a name, ** for folders: posts/de/**"))
			continue
		}
		out = append(out, w)
	}
	return out, true
}

// Match reports whether a file is one of those the values are for. path is
// below the site, "content/posts/de/x.md", or below content/.
func (d Defaults) Match(file string) bool {
	file = strings.TrimPrefix(file, "content/")
	for _, p := range d.Paths {
		if glob(strings.TrimPrefix(strings.Trim(p.Text, "/"), "content/"), file) {
			return true
		}
	}
	return len(d.Paths) == 0
}

// glob matches part by part: * and ? within a name, ** for any number of folders.
// A pattern that names a folder means all below it.
func glob(pattern, file string) bool {
	return globParts(strings.Split(pattern, "/"), strings.Split(file, "/"))
}

func globParts(ps, fs []string) bool {
	// can[j] says whether the patterns so far match the first j parts.
	can := make([]bool, len(fs)+1)
	can[0] = true
	for _, p := range ps {
		next := make([]bool, len(fs)+1)
		for j := range can {
			switch {
			case p == "**":
				next[j] = can[j] || j > 0 && next[j-1]
			case j > 0 && can[j-1]:
				next[j], _ = path.Match(p, fs[j-1])
			}
		}
		can = next
	}
	if last := ps[len(ps)-1]; !strings.ContainsAny(last, "*?[") { // posts/de is all below it
		for j := range fs {
			if j > 0 && can[j] {
				return true
			}
		}
		return can[len(fs)] || last == "" && len(ps) == 1
	}
	return can[len(fs)]
}
