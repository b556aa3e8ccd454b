package view

import (
	"html/template"
	"strconv"
	"strings"
	"time"

	"recap/generator/digest"
)

// Page is what a template may see. Each kind of page is one struct of this
// package; Template names the file in the theme's pages/ folder, without .html.
type Page interface {
	Template() string
}

// Base is what every HTML page has. It is embedded in each page struct, so a
// template writes {{.Title}} and {{.Site.Title}}.
type Base struct {
	Site        *Site
	Lang        string // language of the page, BCP 47: for html lang and for {{text .Lang "key"}}
	URL         string // root-relative address with the site's sub-path, "/blog/2016/06/pycon/"
	Canonical   string // the same, absolute
	Title       string // of the page; the home page has the site's
	Description string // for <meta name=description>; "" for none
	Kind        string // og:type and the body's class: "home" "post" "page" "list" "event" …
	Image       *Image // for social cards; nil for the site's icon
	NoIndex     bool
	Alternates  []Alternate // translations, the page itself included
	Feeds       []FeedLink  // of this page beside the site's
	Crumbs      []Link      // from home to the parent
	Frames      []string    // whose frames the page may show, as Content-Security-Policy names them: "https://www.youtube-nocookie.com", "'self'"
}

// Heading is the page's title, for those who hold a page of any kind.
func (b Base) Heading() string { return b.Title }

// Framed are the origins whose frames the page may show.
func (b Base) Framed() []string { return b.Frames }

// Shared is what the page shares with all others, nil for a page without it.
func (b Base) Shared() *Site { return b.Site }

// Site is what all pages share: settings and navigation, nothing that changes
// with a post. Its sum is made once.
type Site struct {
	Title       string
	Description string
	Home        string // root-relative address of the home page: "/" or "/blog/"
	BaseURL     string // absolute address of the home page, with a trailing slash
	Language    string
	Author      *Person
	Me          []Link // the author elsewhere: Title is the kind, "github", for {{label .Lang "link" .Title}}
	Menu        []Link
	Feeds       []FeedLink
	OPML        string // address of the list of all feeds, "" for none
	Search      string // address of the search page, "" for none
	Footer      string
	Accent      string // name of the accent stylesheet's asset, "" for the theme's own
	Standards   Standards
	Analytics   *Analytics        // nil for nobody
	Head, Foot  template.HTML     // the owner's own, for every page
	FrameAlso   string            // whose frames posts may show after a click beside Base.Frames; "" for nobody's
	Assets      map[string]string // asset of the theme by name → address with a content hash: "style.css" → "/assets/style.3fa9c1.css"
	Params      map[string]any

	sum digest.Sum
}

// Name makes the site's sum; to be called once all fields are set.
func (s *Site) Name() *Site {
	type plain struct {
		A, B, C, D, E, F, G, H, I string
		Author                    *Person
		Me, Menu                  []Link
		Feeds                     []FeedLink
		Assets                    map[string]string
		Params                    map[string]any
		Standards                 Standards
		Analytics                 *Analytics
		Head, Foot                template.HTML
		FrameAlso                 string
	}
	s.sum = digest.Of(plain{s.Title, s.Description, s.Home, s.BaseURL, s.Language, s.Footer, s.Accent, s.OPML, s.Search,
		s.Author, s.Me, s.Menu, s.Feeds, s.Assets, s.Params, s.Standards, s.Analytics, s.Head, s.Foot, s.FrameAlso})
	return s
}

// Sum is the site's name.
func (s *Site) Sum() digest.Sum { return s.sum }

// Link is a title with an address.
type Link struct {
	Title string
	URL   string // root-relative, or absolute for other sites
}

// FeedLink is a feed a page offers.
type FeedLink struct {
	Title string
	URL   string
	Type  string // media type
}

// Alternate is the same text in a language.
type Alternate struct {
	Lang string
	URL  string // root-relative
	Abs  string // absolute
}

// Image is a published picture.
type Image struct {
	URL           string // root-relative, or absolute for a picture elsewhere
	Abs           string // absolute
	Alt           string
	Width, Height int         // as shown, 0 when unknown
	Set           []Candidate // the same picture in several widths; none when there is one only
	Sources       []Source    // the same in formats that not every browser knows, the best first
	Large         string      // address for a large view
	Caption       string
	Credit        *Link  // creator, with an address or ""
	License       string // as people write it: "CC BY-SA 4.0"
	LicenseURL    string // "" for none
}

// Candidate is a picture in one width, for srcset.
type Candidate struct {
	URL   string // root-relative
	Width int    // in pixels
}

// Source is a picture in one format: for <source> in <picture>.
type Source struct {
	Type string // "image/avif"
	Set  []Candidate
}

// SrcSet is the value of srcset.
func SrcSet(set []Candidate) string {
	var b []byte
	for i, c := range set {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(b, strings.ReplaceAll(strings.ReplaceAll(c.URL, ",", "%2C"), " ", "%20")...)
		b = strconv.AppendInt(append(b, ' '), int64(c.Width), 10)
		b = append(b, 'w')
	}
	return string(b)
}

// SrcSet is the value of srcset, "" when there is nothing to choose from.
func (i Image) SrcSet() string { return SrcSet(i.Set) }

// SrcSet is the value of srcset.
func (s Source) SrcSet() string { return SrcSet(s.Set) }

// Person is an author of the site.
type Person struct {
	Name string
	URL  string // of the person's own site, or ""
	Page string // address of the author's posts, "" where there is one author only
}

// Body is a promise of a text's HTML: its name is known before it is made, so
// that a page can be found on disk without making it. In a template:
// {{.Body.HTML}}.
type Body struct {
	Key  digest.Sum
	Make func() (template.HTML, error)
	Of   string // the source of the text, "content/posts/x.md"; "" for one that stands in a record
}

// HTML makes the text.
func (b Body) HTML() (template.HTML, error) {
	if b.Make == nil {
		return "", nil
	}
	return b.Make()
}

// Sum is the body's name: it stands for itself.
func (b Body) Sum() digest.Sum { return b.Key }

// Is reports whether there is a text.
func (b Body) Is() bool { return b.Make != nil }

// Day is a date as precise as it is known. The zero Day is no date.
type Day struct {
	Time      time.Time
	Precision string // "year" "month" "day" "time"
}

// Is reports whether there is a date.
func (d Day) Is() bool { return d.Precision != "" }

// Exact reports whether the day itself is known: machines take no less.
func (d Day) Exact() bool { return d.Precision == "day" || d.Precision == "time" }
