package view

// OPML is feeds.opml (OPML 2.0): every feed of the site, for feed readers that
// take over a whole list at once.
type OPML struct {
	Title  string
	Owner  string // "" for none
	Groups []OPMLGroup
}

// OPMLGroup is one heading of an OPML list with its feeds.
type OPMLGroup struct {
	Title string
	Feeds []OPMLFeed
}

// OPMLFeed is one feed of an OPML list; the addresses are absolute.
type OPMLFeed struct {
	Title string
	URL   string // of the feed
	Page  string // of the page it follows
	Lang  string // "" when it is the site's
}

func (OPML) Template() string { return "" }
