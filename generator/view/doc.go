// Package view is what a theme may show: one struct for each kind of page. It is
// the manual for authors of themes.
//
// # How a page comes about
//
// The program decides which pages there are and fills in a struct for each; a
// theme turns the struct into HTML. A template sees this struct, calls pure
// functions and nothing more: no list of all posts, no clock, no file. What a
// page shows is therefore known exactly, and an edit makes those pages again
// that show what was edited. A theme that needs something which no struct holds
// is asking for a new field here.
//
// The kinds of pages, with the template in the theme's pages/ folder:
//
//	home         Home        the newest posts
//	list         List        numbered older posts, of the site or of a tag
//	post         Post        one recap
//	page         Text        a page outside the stream: about, a manual
//	archive      Archive     the years
//	year         Year        one year's posts by month
//	tags         Tags        all tags
//	tag          Tag         one tag's newest posts
//	events       Events      events to come, past events, years
//	events-year  EventsYear  one year's events
//	events-upcoming  EventsUpcoming  every event that is not over
//	events-map   EventsMap   the places of events
//	event        Event       one conference: facts, posts, talks
//	event-day    EventDay    one day of it
//	schedule     Schedule    its timetable
//	event-book   EventBook   all posts about it on one page, to print
//	talk-page    TalkPage    one talk, with what posts tell of it
//	series       Series      a recurring event and its editions
//	speakers     Speakers    people by initial
//	speaker      SpeakerPage one person over all events
//	term         Term        one author's, category's or series' posts
//	terms        Terms       all authors, categories, series of posts or topics
//	month        YearMonth   one month's posts
//	review       Review      a year looked back on
//	cfps         CFPs        calls for papers by their deadline
//	picks        Picks       highlights, or videos to watch
//	books        BookList    books that talks and posts name
//	topic        Topic       the sections of posts about one topic
//	quotes       Quotes      what people said
//	credits      Credits     whose pictures are shown
//	search       Search      a field to search with, and where to look without
//	404          NotFound    for addresses where nothing lies
//	redirect     Redirect    a small page at an old address
//
// # Beginning
//
// Make a folder themes/mine, write theme: {name: mine} into content/site.yaml,
// and copy one file from themes/plain to the same place in the new folder. It
// covers plain's; everything else stays as it is. recap serve shows each change
// as it is saved. A stylesheet of one's own is themes/mine/assets/style.css; a
// word of one's own is a line in themes/mine/i18n/en.txt.
//
// Templates are written in the language of Go's html/template, which escapes
// each value as its place in the HTML demands. Package theme describes the files
// of a theme and the functions they may call.
//
// # What every page has
//
// Base is embedded in each struct, so {{.Title}}, {{.Lang}} and {{.Site.Title}}
// work everywhere:
//
//	<html lang="{{.Lang}}">
//	<title>{{.Title}} — {{.Site.Title}}</title>
//	<link rel="stylesheet" href="{{index .Site.Assets "style.css"}}">
//	{{range .Site.Menu}}<a href="{{.URL}}">{{.Title}}</a>{{end}}
//
// Event and Tag have a Description of their own beside the page's, which is
// {{.Base.Description}} there. Site holds settings and navigation only: nothing
// in it changes when a post is written, or every page would have to be made again.
//
// # Recipes
//
// Texts in the page's language, with plural forms; words of lists that writers
// may extend:
//
//	{{text .Lang "post.minutes" .Minutes}}
//	{{label .Lang "link" .Kind}}
//
// Dates know how precise they are. A Day is always true in a condition, so it is
// asked with Is:
//
//	{{if .Date.Is}}<time datetime="{{date .Lang "iso" .Date}}">{{date .Lang "long" .Date}}</time>{{end}}
//	{{span .Lang .Event.Start .Event.End}}
//
// What may be missing is a pointer, asked for before it is used; the dot is then
// the thing itself and $ still the page:
//
//	{{with .Event}}<a href="{{.URL}}">{{.Name}}</a>, {{span $.Lang .Start .End}}{{end}}
//
// Texts are promises. A Body is made when it is shown, and only then:
//
//	{{if .Body.Is}}{{.Body.HTML}}{{end}}
//
// A list, and a piece of its own that needs two values:
//
//	{{range .Posts}}{{template "card" dict "Card" . "Lang" $.Lang}}{{end}}
//
// Links to a talk's video and slides have a state. "none" says that somebody
// looked and there is nothing; an empty list that nobody looked:
//
//	{{range .Video}}{{if eq .State "known"}}<a href="{{.URL}}">video</a>{{end}}{{end}}
//
// What is the same on every page is made once: a fixed piece sees a Frame only.
//
//	{{fixed "foot" .Site .Lang ""}}
//
// Pictures of the data are drawn by functions, each with its own value; their
// pieces have classes for a stylesheet, which package draw lists:
//
//	{{with .Timeline}}{{timeline $.Lang .}}{{end}}
//	{{ring $.Lang .Covered (len .Talks)}}
//
// # What is checked
//
// Every template is checked against these structs when the theme is read, in
// branches that no page takes today as well, and a misspelt name is reported
// with its place and the nearest one:
//
//	themes/mine/pages/tag.html:3:9: error: view.Tag has no "Titel" [theme-field-unknown]
//	    <h1>{{.Titel}}</h1>
//	           ^^^^^
//	    hint: did you mean Title?
//
// # Pieces inside texts
//
// Some things stand in the text of a post: below a heading that is bound to a
// talk, who spoke and the links. The theme's embeds/ folder has one file for each
// kind, with the view it is given:
//
//	talk         TalkBlock   below the heading of a talk
//	credit       Credit      at the end of a picture's caption
//	media        Media       an address alone in its paragraph, and ::: embed
//
// # Addresses
//
// URL is root-relative and holds the site's sub-path, ready for href. Canonical
// and Abs are absolute, for readers outside of the page: social networks, feeds.
//
// # Pages without a template
//
// Feeds, sitemaps, robots.txt and copied files are views too. Package render has
// an encoder for each; a theme has no say in them.
package view
