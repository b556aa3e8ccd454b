// Package plan is what to publish: the linked site as a list of output files,
// each with the view that is its whole input.
//
// One file of this package is one kind of page; kinds below lists them in the
// order of the manual. A view holds values only, so a page's bytes depend on
// its view and its template and on nothing else.
//
// # Growth
//
// Lists are numbered from the oldest post: page 1 never changes its posts, pages
// link to their neighbours only and show no totals. Home and a tag's own page
// show the newest few. So a new post touches its page, its neighbour, home, its
// year, the lists it enters and the feeds, however old the site is.
package plan

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/markdown"
	"recap/generator/memory"
	"recap/generator/output"
	"recap/generator/site"
	"recap/generator/source"
	"recap/generator/theme"
	"recap/generator/view"

	"golang.org/x/text/unicode/norm"
)

// Page is one output file.
type Page struct {
	Path string    // "2016/06/pycon/index.html", unique
	View view.Page // the whole input
	From diag.Pos  // whom to ask when it looks wrong; Whole("") for pages of no single file

	yields bool // gives way to an author's file at the same address
	index  bool // stands in the sitemap
	lastmod
	sum *viewSum
}

// viewSum is the sum of a view, made when it is first asked for. Pages that one
// plan takes over from another share it.
type viewSum struct {
	once sync.Once
	sum  digest.Sum
}

// Shares reports whether one plan took the page over from another, so that the
// views are the same without being looked at.
func (p Page) Shares(q Page) bool { return p.sum != nil && p.sum == q.sum }

// Sum names the page's view.
func (p Page) Sum() digest.Sum {
	if p.sum == nil {
		return digest.Of(p.View)
	}
	p.sum.once.Do(func() { p.sum.sum = digest.Of(p.View) })
	return p.sum.sum
}

// kinds are the kinds of pages, in the order of the manual.
var kinds = []struct {
	name string
	plan func(*planner)
}{
	{"home and older posts", planHome},
	{"languages", planEditions},
	{"posts", planPosts},
	{"pages", planTexts},
	{"tags", planTags},
	{"events", planEvents},
	{"events to come", planUpcoming},
	{"map of events", planEventsMap},
	{"days of events", planDays},
	{"timetables", planSchedules},
	{"books of events", planBooks},
	{"series", planSeries},
	{"talks", planTalks},
	{"speakers", planSpeakers},
	{"authors, categories, series of posts", planGroups},
	{"calls for papers", planCFPs},
	{"highlights and videos", planPicks},
	{"books", planBookList},
	{"topics", planTopics},
	{"quotes", planQuotes},
	{"credits", planCredits},
	{"years looked back on", planReviews},
	{"archive", planArchive}, // behind the lists it names
	{"search", planSearch},   // behind the lists it names
	{"not found", planNotFound},
	{"aliases", planAliases},
	{"feeds", planFeeds},
	{"feeds of parts", planPartFeeds}, // behind the pages they follow
	{"calendars", planCalendars},
	{"data", planData},         // behind the calendars it names
	{"pictures", planPictures}, // behind the pages that show them
	{"files", planFiles},
	{"files of hosts", planHostFiles},
	{"sitemap", planSitemap}, // last of all: it lists the others
}

// planner gathers the pages of one site.
type planner struct {
	site     *site.Site
	theme    *theme.Theme
	md       *markdown.Renderer
	base     *view.Site
	editions []*edition // in the order of the settings
	made     []asset    // small files made of the settings
	pages    []Page
	paths    map[string]bool // of pages

	daysOf map[*site.Event][]*eventDay // those with a page, found at the first question

	settings map[*site.Event]*view.Setting // made at the first question

	said diag.List

	parts   []partFeed                 // feeds of tags, events and the like
	offers  map[string][]view.FeedLink // what each page offers of them, by output file
	entries map[*site.Post]feedEntry
	texts   *shelf
	frames  map[digest.Sum]markdown.Frame // of promised texts, by their key
	folders map[string][]*site.Post       // pages outside the stream by the folder they lie in
	byPath  map[string]*site.Post         // the same pages by address
	more    []view.Link                   // lists that the archive names

	search  []*searchSet // what can be found; none without search
	indexed *searchShelf // what was made of it before

	recorded []*site.Post // texts of records that show pictures
	font     *source.File // of social cards; nil for the Go fonts
}

// Pages plans the whole site. Pages that cannot stand, two at one address or at
// an impossible one, are diagnostics with both places; the first of them is kept.
//
// prev, which may be nil, is what was planned before: where nothing has changed
// but sentences, its pages still hold (again.go). mem, which may be nil, keeps
// the search index for later processes.
func Pages(s *site.Site, th *theme.Theme, md *markdown.Renderer, prev *Plan, mem *memory.Memory) (*Plan, diag.List) {
	if next, ok := prev.again(s, th, md); ok {
		return next, append(slices.Clone(next.said), next.checkTargets()...)
	}
	p := &planner{site: s, theme: th, md: md, paths: map[string]bool{}, entries: map[*site.Post]feedEntry{}, frames: map[digest.Sum]markdown.Frame{}}
	p.texts = &shelf{limit: shelfLimit}
	p.indexed = prev.searchShelf(mem)
	p.made = p.madeAssets()
	p.base = p.siteView()
	p.findCardFont()
	p.findEditions()
	p.findFeeds()
	p.findCalendars()
	p.findData()
	for _, k := range kinds {
		k.plan(p)
	}
	next := newPlan(p, p.owners())
	next.headers()
	return next, append(slices.Clone(next.said), next.checkTargets()...)
}

// add plans a page that readers look at.
func (p *planner) add(path string, v view.Page, from diag.Pos) *Page {
	p.pages = append(p.pages, Page{Path: path, View: v, From: from})
	p.paths[path] = true
	return &p.pages[len(p.pages)-1]
}

// planned reports whether something has been planned at an output path.
func (p *planner) planned(path string) bool { return p.paths[path] }

// noFile is the place of pages that no single file asked for.
var noFile = diag.Whole("")

// owners sorts the pages and sees to it that every address has one owner.
func (p *planner) owners() []Page {
	slices.SortStableFunc(p.pages, func(a, b Page) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), compareBool(a.yields, b.yields))
	})
	byFold := make(map[string]*Page, len(p.pages))
	files := make(map[string]*Page, len(p.pages))
	kept := p.pages[:0:0]
	for i := range p.pages {
		pg := &p.pages[i]
		if err := output.CheckPath(pg.Path); err != nil {
			p.said.Add(diag.Errorf("address-unsafe", pg.From, "no file can lie at %q: %v", pg.Path, err))
			continue
		}
		key := strings.ToLower(norm.NFC.String(pg.Path))
		other := byFold[key]
		switch {
		case other == nil:
			byFold[key] = pg
			files[key] = pg
			kept = append(kept, *pg)
		case pg.yields:
		case other.Path == pg.Path:
			p.said.Add(collision(pg, other, "address-taken", "two inputs have the address /%s", strings.TrimSuffix(pg.Path, "index.html")))
		default:
			p.said.Add(collision(pg, other, "address-case", "the addresses /%s and /%s differ only in case, which some hosts cannot tell apart", pg.Path, other.Path))
		}
	}
	// A file cannot lie where another page needs a folder.
	whole := kept[:0:0]
	for _, pg := range kept {
		clash := false
		for at := strings.LastIndexByte(pg.Path, '/'); at > 0; at = strings.LastIndexByte(pg.Path[:at], '/') {
			if other := files[strings.ToLower(norm.NFC.String(pg.Path[:at]))]; other != nil {
				p.said.Add(collision(&pg, other, "address-taken", "/%s needs a folder where the file /%s lies", pg.Path, other.Path))
				clash = true
				break
			}
		}
		if !clash {
			pg.sum = &viewSum{}
			whole = append(whole, pg)
		}
	}
	return whole
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// collision is said at the page that has a file; the other place is a note.
func collision(a, b *Page, code, format string, args ...any) diag.Diagnostic {
	if a.From.File == "" {
		a, b = b, a
	}
	d := diag.Errorf(code, a.From, format, args...)
	if b.From.File == "" {
		return d.WithHint("recap itself makes a page there: give yours another address")
	}
	return d.WithNote(b.From, "the other one").
		WithHint("give one of them another slug, alias or file name")
}

// checkTargets says which root-relative links lead nowhere, now that every
// address is known.
func (pl *Plan) checkTargets() diag.List {
	var said diag.List
	pages, at := pl.Pages, pl.at
	var near []string // made only when a link is dead
	check := func(targets []site.Target) {
		for _, t := range targets {
			if at[t.Path] || at[site.OutputOf(t.Path)] {
				continue
			}
			d := diag.Warnf(t.Code, t.Pos, "nothing lies at /%s", t.Path)
			if at[t.Path+"/index.html"] {
				if t.Frag == "" {
					d = d.WithHint("did you mean /%s/?", t.Path)
				}
				if t.Path != "" {
					continue // hosts send the reader on to the slash
				}
			}
			if near == nil && len(pages) <= 5000 {
				for _, pg := range pages {
					near = append(near, "/"+strings.TrimSuffix(pg.Path, "index.html"))
				}
			}
			if n, ok := diag.Nearest("/"+t.Path, near); ok {
				d = d.WithHint("did you mean %s?", n)
			}
			said.Add(d)
		}
	}
	for _, post := range pl.site.Texts() {
		check(post.Targets)
	}
	check(pl.planner.menuTargets())
	check(pl.planner.movedTargets())
	return said
}

// Kind is what sort of page this is, in a word: "post" "event" "list" "feed" "file".
func (p Page) Kind() string {
	switch v := p.View.(type) {
	case view.Feed, view.OPML:
		return "feed"
	case view.Calendar:
		return "calendar"
	case view.EventData, view.SiteData:
		return "data"
	case view.Sitemap:
		return "sitemap"
	case view.Robots:
		return "robots"
	case view.Copy:
		return "file"
	case view.Variant:
		return "picture"
	case view.SocialCard:
		return "card"
	case view.Raw:
		return "asset"
	case view.SearchFile:
		return "index"
	default:
		return v.Template()
	}
}
