package view

// EventData is data/events/<id>.json: an event and its talks in the form of frab's
// schedule.json, which many programs of conferences read, with links to what was
// written about them.
type EventData struct {
	BaseURL  string // absolute address of the home page
	ID       string
	Acronym  string // the id in the letters that the form allows
	Title    string
	URL      string // the event's page here, absolute
	Start    string // as precise as it is known: "2016-05", "" for not at all
	End      string
	Timezone string
	Status   string
	Location string
	Series   string
	PartOf   string // id of the event it is part of
	Calendar string // address of its calendar, "" for none
	Days     []DataDay
	Untimed  []DataTalk // talks whose time is not known
	Posts    []DataLink // about the event
}

// DataDay is a day with the talks whose time is known.
type DataDay struct {
	Date  string // "2016-05-30"
	Start string // RFC 3339
	End   string
	Talks []DataTalk // by time
}

// DataTalk is one talk.
type DataTalk struct {
	GUID, ID        string
	Number          int // an id for programs that want a number; 1 or more
	URL             string
	Title, Subtitle string
	Date, End       string // RFC 3339, "" when not known
	Start           string // "09:30"
	Minutes         int
	Room, Track     string
	Type, Language  string
	License         string
	DoNotRecord     bool
	Persons         []DataPerson
	Links           []DataLink
}

// DataPerson is a speaker.
type DataPerson struct {
	GUID, Name, URL string
}

// DataLink is an address with what lies there: "write-up" for a post, "media",
// "slides", "related" …
type DataLink struct {
	Type, Title, URL string
}

// SiteData is data/site.json: where the site's feeds, calendars and data lie. It
// names no posts, which the feeds have, so that it does not grow with them.
type SiteData struct {
	Title, Description, URL, Language string
	Feeds                             []FeedLink // absolute addresses
	OPML                              string
	Calendars                         []string
	Events                            []SiteDataEvent // newest first
}

// SiteDataEvent is an event in that list.
type SiteDataEvent struct {
	ID, Name, Start, End, Location, Status, URL, Data string
}

func (EventData) Template() string { return "" }
func (SiteData) Template() string  { return "" }
