package view

// What pictures of the data show. Package draw makes SVG of these values, and a
// template asks for it by a function: {{timeline .Lang .Timeline}}.

// Timeline is events by year: {{timeline LANG TIMELINE}}.
type Timeline struct {
	Years  []TimelineYear // newest first; those without an event are left out
	States []string       // of the events shown, for a legend: "written" "there" "ahead" "known", and "spoke"
}

// TimelineYear is one row of a Timeline.
type TimelineYear struct {
	Year   int
	URL    string          // of the year's events
	Events []TimelineEvent // as they happened
}

// TimelineEvent is an event as pictures show it.
type TimelineEvent struct {
	Event EventRef
	Label string // its name where there is little room: "PyCon US"
	State string // "written" a post tells of it, "there" the writer was, "ahead" it is not over, "known" none of these
	Spoke bool   // the writer gave a talk
}

// EventEntry is an event in a list with how much of its programme posts tell of.
type EventEntry struct {
	EventRef
	Covered int // talks a post tells of
	Talks   int // all of them
}

// EventsMap is the places of all events on a map of the world, or of the part of
// it where they are. Template events-map.
type EventsMap struct {
	Base
	Places []Place   // by country and name
	Closer [][]Place // of them those in regions that deserve a map of their own
	Events Link      // the list of events
}

// Place is where events took place: {{worldmap LANG TITLE PLACES}} shows each once,
// leading to #ID.
type Place struct {
	ID                  string // anchor on the page: "berlin-germany"
	Name                string // "Berlin"
	Country             string // "" when unknown
	Latitude, Longitude float64
	Events              []EventRef // newest first, PlaceEvents at most
	Count               int        // of all its events
}

// PlaceEvents is how many events of one place a map's page names.
const PlaceEvents = 12

// MonthCount is what a month held: {{months LANG MONTHS}} draws the twelve of a year.
type MonthCount struct {
	Date  Day    // precision "month"
	URL   string // of its posts, "" for none
	Posts int
	Days  []int // of the month, with an event, in order
}

func (EventsMap) Template() string { return "events-map" }
