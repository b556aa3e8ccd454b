package view

// Card is what lists show of a post. It holds the post's facts, never its body,
// unless the settings ask for full lists.
type Card struct {
	Title   string
	URL     string
	Date    Day
	Lang    string
	Summary string // plain text
	Event   *EventRef
	Tags    []Link
	Authors []Person
	Image   *Image
	Minutes int    // reading time
	Draft   bool   // only in previews and with build -D
	Future  bool   // only in previews and with build -F
	Body    Body   // posts.list: full
	More    bool   // the summary leaves something out
	Part    string // "Part 2", by series, or ""
}

// Line is a post in one line of a long list: less of it than a Card, so that
// fewer edits change the list.
type Line struct {
	Title  string
	URL    string
	Date   Day
	Lang   string
	Event  *EventRef
	Draft  bool // only in previews and with build -D
	Future bool // only in previews and with build -F
}

// EventRef is an event in a line: name, when and where.
type EventRef struct {
	Name     string
	URL      string
	Start    Day
	End      Day // equal to Start for one day
	Location string
	Status   string // "" "cancelled" "postponed" "moved_online"
}

// Home is the start page: the newest posts, with a way to older ones.
// Template home.
type Home struct {
	Base
	Posts    []Card
	Older    *Link      // the newest numbered list page that holds an older post
	Upcoming []EventRef // events not over yet, soonest first, five at most
	Timeline *Timeline  // the newest events, nil for none
}

// List is one numbered page of older posts, or of one tag's. Page 1 holds the
// oldest; pages link to their neighbours only. Template list.
type List struct {
	Base
	Heading string
	Number  int
	Posts   []Card
	Newer   *Link
	Older   *Link
	Parent  *Link // the tag, for a tag's pages; home otherwise
}

// Post is one recap. Template post.
type Post struct {
	Base
	Date       Day
	Updated    Day
	Updates    []Update
	Authors    []Person
	Event      *EventRef
	Tags       []Link
	Categories []Link // "" for a URL without a page
	Series     *PostSeries
	Minutes    int // reading time
	Words      int
	Body       Body
	TOC        []Heading // nil when the post is short or says toc: false
	Hero       *Image
	Disclosure string
	Newer      *Link // neighbours in time
	Older      *Link
	EventNext  *Link // neighbours among the event's posts, in running order
	EventPrev  *Link
	Related    []Line // older posts only
	Elsewhere  []Link // syndication
	Comments   *Thread
	Discuss    *Discussion // where readers answer elsewhere, nil for nowhere
	Draft      bool
	Future     bool
	Unlisted   bool
	Undated    bool
	Pictures   bool   // some can be looked at in a large view
	Code       bool   // there are blocks of code
	Share      []Link // where readers can pass it on: Title is the kind, "mastodon"; "copy" has no address
	Params     map[string]any
}

// Update is one noted change of a post.
type Update struct {
	Date Day
	Note string
}

// Heading is an entry of the table of contents.
type Heading struct {
	Title    string
	ID       string
	Children []Heading
}

// Text is a page outside the stream of posts: about, the manual. Template page.
type Text struct {
	Base
	Body     Body
	TOC      []Heading
	Updated  Day
	Children []Link // pages below this one, by title
	Siblings []Link // pages beside it in its folder, itself included
	Comments *Thread
	Draft    bool
	Pictures bool // some can be looked at in a large view
	Code     bool // there are blocks of code
	Params   map[string]any
}

// Archive is the list of years. Template archive.
type Archive struct {
	Base
	Years []Link // newest first
	// Undated posts have no year; they stand here, by title.
	Undated []Line
	More    []Link // lists that have no place of their own: books, highlights, topics
}

// Year is the list of a year's posts by month, newest first. Template year.
type Year struct {
	Base
	Year   int
	Months []Month
	Review *Link // the look back on the year, nil for none
	Newer  *Link
	Older  *Link
}

// Month is one month of a year's posts.
type Month struct {
	Date  Day    // precision "month"
	URL   string // of its page, "" for none
	Posts []Line // none in a year of very many posts
}

// Tags is the list of all tags, by name. Template tags.
type Tags struct {
	Base
	Tags []Link
}

// Tag is one tag: its newest posts, with a way to older ones. Template tag.
type Tag struct {
	Base
	Name        string
	Description string
	Posts       []Card
	Older       *Link
}

// Events is the list of events: those to come, the newest past ones, and the
// years. Template events.
type Events struct {
	Base
	Upcoming []EventRef   // soonest first
	Recent   []EventEntry // newest first
	Years    []Link       // newest first
	All      *Link        // every event to come, as a page of its own
	Map      *Link        // the map of events, nil for none
	Timeline *Timeline    // these events by year, nil for none
}

// EventsYear is the list of one year's events, newest first. Template events-year.
type EventsYear struct {
	Base
	Year   int
	Events []EventEntry
	Newer  *Link
	Older  *Link
}

// Event is one conference. Template event.
type Event struct {
	Base
	Name        string
	ShortName   string
	EventKind   string // "conference" "meetup" …
	Status      string
	Mode        string // "in_person" "online" "hybrid" ""
	Start, End  Day
	Timezone    string
	Location    string
	Venue       *Venue
	Setting     *Setting
	Series      string
	Edition     string
	PartOf      *Link
	Parts       []Link // events that are part of this one
	Links       []EventLink
	Hashtag     string
	Description Body
	Hero        *Image
	Tags        []Link
	CFPs        []CFP
	People      []Role
	Attendees   int
	Facts       []Fact
	Roles       []string // the writer's own: "attendee" "speaker" …
	Disclosure  string
	Posts       []Card    // running order
	Talks       []Talk    // running order
	Covered     int       // how many of the talks a post tells of
	Picked      []Link    // talks the writer meant to see, in running order; those without a page have no address
	Missed      []Link    // of these, once the event is over, the ones that no post tells of and that were not seen
	Days        []Link    // of the event's days, those with a page
	Schedule    *Link     // the timetable
	Book        *Link     // all posts on one page
	SeriesURL   string    // of the series' page, "" for none
	Next        *EventRef // the next edition in the series, when there is one
}

// Venue is where an event took place.
type Venue struct {
	Name                               string
	Street, City, Region, Zip, Country string
	URL, MapURL                        string
	HasPlace                           bool
	Latitude, Longitude                float64
	Directions, Accessibility          string
}

// EventLink is an address of an event by kind: "website" "schedule" "videos"
// "slides" "registration" "code_of_conduct", or as typed in links:.
type EventLink struct {
	Kind  string
	Title string // "" to let the theme name the kind
	URL   string
}

// CFP is a call for papers.
type CFP struct {
	Name                string
	URL                 string
	Open, Close, Notify Day
	Topics              []string
	Note                string
}

// Role is a person with a role at an event.
type Role struct {
	Name string
	Role string
}

// Fact is a figure about an event.
type Fact struct {
	Label, Value, Source string
}

// Talk is one entry of an event's programme.
type Talk struct {
	ID        string // anchor on the event page: "talk-" + ID
	Title     string
	Subtitle  string
	Kind      string // "talk" "keynote" …
	Lang      string // when it differs from the page's
	Speakers  []Speaker
	Start     Day
	End       Day
	Minutes   int
	Track     string
	Room      string
	Session   string
	SessionN  int    // its number, when that is all its name
	Status    string // "" "cancelled" "moved" "withdrawn"
	Highlight bool
	Seen      string // "" "room" "stream" "recording" "conversation" "no"
	Day       Day    // of the event, which for a talk after midnight may be the day before; precision "day"
	URL       string // of its page here, "" for none
	Covered   bool   // a post tells of it
	Abstract  string // address of the abstract: the talk's page at its source, or the one here
	Video     []TalkLink
	Slides    []TalkLink
	Resources []EventLink
}

// Speaker is a person at a talk, with the affiliation of that day.
type Speaker struct {
	Name        string
	URL         string // of the person's page, "" for none
	Affiliation string
	Role        string
}

// TalkLink is a video or slides with a state.
type TalkLink struct {
	State    string // "known" "expected" "none" "private"
	URL      string
	Provider string // "YouTube": where it lies; "" for a place without a name
	Title    string
	Note     string
	Start    string // cue
}

// NotFound is the page a host shows for an unknown address. Its own references
// are absolute or root-relative. Template 404.
type NotFound struct {
	Base
	Posts []Line // the newest
}

// Redirect is a small page at an old address. Template redirect.
type Redirect struct {
	Base
	To    string // root-relative
	ToAbs string
}

func (Home) Template() string       { return "home" }
func (List) Template() string       { return "list" }
func (Post) Template() string       { return "post" }
func (Text) Template() string       { return "page" }
func (Archive) Template() string    { return "archive" }
func (Year) Template() string       { return "year" }
func (Tags) Template() string       { return "tags" }
func (Tag) Template() string        { return "tag" }
func (Events) Template() string     { return "events" }
func (EventsYear) Template() string { return "events-year" }
func (Event) Template() string      { return "event" }
func (NotFound) Template() string   { return "404" }
func (Redirect) Template() string   { return "redirect" }

// Kinds is one zero value of every page that has a template, in the order of
// the manual: what a theme must answer, and what it is checked against.
func Kinds() []Page {
	return []Page{Home{}, List{}, Post{}, Text{}, Archive{}, Year{}, Tags{}, Tag{},
		Events{}, EventsYear{}, EventsUpcoming{}, EventsMap{}, Event{}, EventDay{}, Schedule{}, EventBook{}, TalkPage{}, Series{},
		Speakers{}, SpeakerPage{}, NotFound{}, Redirect{},
		Term{}, Terms{}, YearMonth{}, Review{}, CFPs{}, Picks{}, BookList{}, Topic{}, Credits{}, Quotes{}, Search{}}
}
