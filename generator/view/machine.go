package view

import (
	"time"

	"recap/generator/digest"
)

// The pages below have an encoder in package render where others have a template.

// Feed is a site feed: Atom (RFC 4287), RSS 2.0 or JSON Feed 1.1 by Format.
type Feed struct {
	Format      string // "atom" "rss" "json"
	Title       string
	Description string
	Language    string
	ID          string // "" for Home
	Self        string // absolute address of the feed
	Home        string // absolute address of the page it follows
	Hub         string // that tells readers of news (WebSub), "" for none
	Author      *Person
	Updated     time.Time // newest of its entries: from content, never the clock
	Entries     []Entry
}

// Entry is one post in a feed.
type Entry struct {
	ID        string // front matter id, else the first alias, else the address; absolute
	Title     string
	URL       string // absolute
	Published time.Time
	Updated   time.Time
	Authors   []Person
	Tags      []string
	Summary   string // plain text
	Body      Body   // absolute addresses; empty for feeds of teasers
	Lang      string
	Image     *Image
}

// Sitemap is sitemap.xml (sitemaps.org protocol 0.9), or an index of its parts.
type Sitemap struct {
	URLs  []SitemapURL
	Parts []string // absolute addresses of sitemaps, for an index
}

// SitemapURL is one address of a sitemap.
type SitemapURL struct {
	Loc     string
	LastMod time.Time // zero for none
}

// Robots is robots.txt (RFC 9309).
type Robots struct {
	Sitemap string // absolute
}

// Copy is a file that is published as it is; a JPEG loses position, serial
// numbers and thumbnails on the way.
type Copy struct {
	File   string     // source path
	Source digest.Sum // of the source bytes
	Strip  string     // "" for other files; "all" or "gps" for pictures
}

// Variant is a picture in another size or format than the author's.
type Variant struct {
	File          string     // source path
	Source        digest.Sum // of the source bytes
	Width, Height int        // upright
	Format        string     // "jpeg" "png" "webp" "avif"
	Quality       int        // 1 to 100, 0 for PNG
	Decoder       string     // identity of the program that reads the source, "" for ourselves
	Encoder       string     // identity of the program that writes it, "" for ourselves
}

// SocialCard is the picture that stands beside a link to a page where people
// talk about it, drawn from its words: a PNG of 1200 × 630.
type SocialCard struct {
	Title, Over, Under, Site string
	Accent                   string     // CSS colour, "" for the theme's own
	Font                     string     // source path of the font; "" for the Go fonts
	FontSum                  digest.Sum // of its bytes
}

// Raw is a small file made of the settings: the accent stylesheet, code colours.
type Raw struct {
	Text string
}

func (Feed) Template() string       { return "" }
func (Sitemap) Template() string    { return "" }
func (Robots) Template() string     { return "" }
func (Copy) Template() string       { return "" }
func (Variant) Template() string    { return "" }
func (SocialCard) Template() string { return "" }
func (Raw) Template() string        { return "" }
