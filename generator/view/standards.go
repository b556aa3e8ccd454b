package view

// What machines are told beside what readers see.

// Standards is what the settings say about them. The zero value is a site that
// says nothing.
type Standards struct {
	JSONLD       bool   // structured data of schema.org
	Microformats bool   // classes of microformats2
	OpenGraph    bool   // meta elements for cards elsewhere
	Webmention   string // address that takes notice of links (W3C Webmention), "" for none
	WebSub       string // hub that tells readers of news (W3C WebSub), "" for none
}

// Setting is where, how and by whom an event is held. The pages of an event and
// of its talks have the same one.
type Setting struct {
	Mode                  string // "in_person" "online" "hybrid" ""
	Venue                 *Venue // nil for none
	City, Region, Country string // of an event without a venue
	Website               string // the event's, else its series'
	Organizers            []Organizer
}

// Organizer is a person or an organisation.
type Organizer struct {
	Name   string
	URL    string // "" for none
	Person bool
}

// Recording is a film of a talk of which everything is known that search engines
// ask for: a picture, stored by the site, and the day it was published.
type Recording struct {
	Name        string
	Description string
	Thumb       Image
	Published   Day
	URL         string // of the film's page
	Frame       string // address for a frame, "" for none
	Cue         *Cue   // where in it the talk is, nil for all of it
}

// Cue is a part of a recording, in seconds from its beginning.
type Cue struct {
	From, To int
	URL      string // of the moment it begins
}
