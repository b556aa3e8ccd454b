package view

import (
	"html/template"
	"slices"
)

// TalkBlock is what stands in a post below a heading that is bound to a talk:
// who spoke, and where it can be had: abstract, video, slides. Embed talk.
type TalkBlock struct {
	Lang  string // of the text around it
	Talk  Talk
	Bare  bool // the author wrote the line by hand: no links
	Plain bool // for feeds: simple HTML, absolute addresses
}

// Embed is a small piece of a page that stands inside a text: the theme's
// embeds/<name>.html turns it into HTML.
type Embed interface {
	Embed() string
}

// Media is a recording, slides or a post that lies elsewhere: a link, and where
// the provider has one, a frame that a script may put in its place once the
// reader asks for it. Embed media.
type Media struct {
	Lang     string // of the text around it
	Kind     string // "video" "slides" "post" "code"
	Provider string // "YouTube": who learns of the reader when the link is followed; "" for the site itself
	URL      string
	Title    string
	Frame    string // address for a frame, "" for none
	Open     bool   // the site wants the frame at once
	Start    string // where it begins, "1:20"; "" for the beginning
	Thumb    *Image // stored by the site; nil for none
	Caption  template.HTML
}

func (TalkBlock) Embed() string { return "talk" }
func (Media) Embed() string     { return "media" }

// Embeds is one zero value of every piece that stands inside texts: what a
// theme must answer, and what it is checked against.
func Embeds() []Embed { return []Embed{TalkBlock{}, Credit{}, Media{}} }

// TalkPage is one talk: what is known of it and what was written about it.
// Template talk-page.
type TalkPage struct {
	Base
	Talk     Talk
	Event    EventRef
	Setting  *Setting
	Film     *Recording // nil unless all is known of it
	DayName  string     // "Day 2", "Monday": as the event counts; "" when unknown
	DayURL   string     // of the day's page, "" for none
	Media    []Media    // its recordings and slides, where a card can be made of them
	Text     Body       // the whole abstract, where its licence allows
	Teaser   string     // else its beginning, plain
	More     string     // address of the whole abstract, "" for none
	License  string
	Quotes   []Quote // what posts tell of it, oldest first
	Versions []TalkRef
	Books    []Book
	Tags     []Link
	Prev     *Link // neighbours in the event's running order that have a page
	Next     *Link
}

// Quote is what a post says of a talk, a day or a topic: its section's first
// paragraph, with the way to it.
type Quote struct {
	Post  Line
	Title string // of the section; "" when the post is about it as a whole
	Lead  string // plain text, may be ""
	URL   string // of the section, or of the post
}

// TalkRef is a talk in a line, with its event.
type TalkRef struct {
	Title string
	URL   string // of its page, else of its place on the event's page
	Lang  string // when it differs from the page's
	Day   Day
	Event EventRef
}

// Book is something to read.
type Book struct {
	Title   string
	Authors []string
	URL     string
	Year    int
}

func (TalkPage) Template() string { return "talk-page" }

// HasLine reports whether the line (abstract; video; slides) of a talk says
// anything: what does not exist is left out of it.
func (t Talk) HasLine() bool {
	there := func(l TalkLink) bool { return l.State != "none" }
	return t.Abstract != "" || len(t.Resources) > 0 || slices.ContainsFunc(t.Video, there) || slices.ContainsFunc(t.Slides, there)
}
