package view

// The lists beside tags, events and years. Each is there as soon as it has
// something to show.

// Term is the posts of one author, one category or one series of posts, newest
// first, with a way to older ones. Template term.
type Term struct {
	Base
	Sort        string // "author" "category" "series"
	Name        string
	Description string
	Links       []Link // an author's own addresses
	Picture     *Image
	Posts       []Card // newest first; a series in the order of its parts
	Older       *Link  // of authors and categories: what the newest leave out
	Newer       *Link  // of a series: its later parts
}

// Terms is the list of all authors, categories, series of posts or topics, by
// name. Template terms.
type Terms struct {
	Base
	Sort  string // "author" "category" "series" "topic"
	Terms []Link
}

// PostSeries is a series of posts as one of its posts shows it. It knows no
// total: a new part changes its neighbour and no other.
type PostSeries struct {
	Name   string
	URL    string // "" when series have no pages
	Number int
	Prev   *Link
	Next   *Link
}

// YearMonth is one month's posts, newest first. Template month.
type YearMonth struct {
	Base
	Date  Day // precision "month"
	Posts []Line
	Newer *Link
	Older *Link
}

// Review is a year looked back on: the events of the year that posts tell of or
// where the writer was, and the talks that stood out. Template review.
type Review struct {
	Base
	Year      int
	Events    []ReviewEvent // as they happened
	Talks     []Pick        // highlights of these events
	Posts     int           // published in the year
	Covered   int           // talks that posts tell of
	Speakers  int           // people who gave them
	Words     int           // of the posts, about: as reading times tell, rounded
	Days      int           // at events away from home
	Cities    int
	Countries int
	Seen      []SeenSpeaker // people of whom the year tells most
	Months    []MonthCount  // all twelve
	Archive   *Link         // the year's posts, nil for none
	Newer     *Link
	Older     *Link
}

// SeenSpeaker is a person whose talks a year's posts tell of.
type SeenSpeaker struct {
	Name  string
	URL   string // of the person's page, "" for none
	Talks int
}

// ReviewEvent is an event with what was written about it.
type ReviewEvent struct {
	Event EventRef
	Posts []Link
}

// CFPs is the calls for papers: those still open by deadline, then the newest
// closed ones. Template cfps.
type CFPs struct {
	Base
	Open   []CFPLine // the next deadline first
	Closed []CFPLine // newest first
}

// CFPLine is a call for papers with its event.
type CFPLine struct {
	Event EventRef
	CFP   CFP
}

// Picks is a list of talks over all events, newest first: highlights, or videos
// to watch. The first page holds the newest, numbered pages all of them from the
// oldest. Template picks.
type Picks struct {
	Base
	Sort   string // "highlights" "watch"
	Number int    // 0 on the first page
	Talks  []Pick
	Newer  *Link
	Older  *Link
}

// Pick is a talk in such a list.
type Pick struct {
	Title    string
	URL      string // its page, else its place on the event's
	Lang     string // when it differs from the page's
	Speakers []Speaker
	Event    EventRef
	Day      Day
	Video    string // address, "" for none
	Minutes  int
	Missed   bool   // the writer has not seen it yet
	Posts    []Link // that tell of it
}

// BookList is the books that talks and posts name, by title. Template books.
type BookList struct {
	Base
	Books []BookEntry
}

// BookEntry is a book with the places that name it.
type BookEntry struct {
	ID      string // anchor
	Title   string
	Authors []string
	Year    int
	URL     string
	ISBN    string
	Named   []BookMention
}

// BookMention is a talk or a post that names a book.
type BookMention struct {
	Title string
	URL   string
	Talk  bool
	Event *EventRef // of a talk
}

// Topic is what posts say about one topic: their sections with {topic=…}, newest
// first. The first page holds the newest, numbered pages all of them from the
// oldest. Template topic.
type Topic struct {
	Base
	Name     string
	Number   int // 0 on the first page
	Sections []TopicSection
	Newer    *Link
	Older    *Link
}

// TopicSection is a section of a post that is about a topic.
type TopicSection struct {
	Title string
	URL   string
	Lead  string // first paragraph, plain text
	Post  Line
}

// Credits is whose pictures the site shows, newest post first; numbered as Picks.
// Template credits.
type Credits struct {
	Base
	Number   int // 0 on the first page
	Pictures []PictureCredit
	Newer    *Link
	Older    *Link
}

// PictureCredit is one picture with who made it.
type PictureCredit struct {
	Title      string // its caption or what it shows
	Credit     *Link  // nil when only a licence is known
	License    string // as people write it
	LicenseURL string // "" for none
	Source     string // address, "" for none
	Page       Link   // where it is shown
}

// Quotes is what people said at conferences, as posts tell it, newest first;
// numbered as Picks. Template quotes.
type Quotes struct {
	Base
	Number int // 0 on the first page
	Quotes []Saying
	Newer  *Link
	Older  *Link
}

// Saying is one quote with the post that tells it.
type Saying struct {
	Text   string
	Who    string // "" for nobody in particular
	Memory bool   // told from memory, not word for word
	Post   Line
}

func (Term) Template() string      { return "term" }
func (Terms) Template() string     { return "terms" }
func (YearMonth) Template() string { return "month" }
func (Review) Template() string    { return "review" }
func (CFPs) Template() string      { return "cfps" }
func (Picks) Template() string     { return "picks" }
func (BookList) Template() string  { return "books" }
func (Topic) Template() string     { return "topic" }
func (Quotes) Template() string    { return "quotes" }
func (Credits) Template() string   { return "credits" }
