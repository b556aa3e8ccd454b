package content

import (
	"time"

	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/source"
)

// Word is something an author typed, with its place: every name keeps it, so
// that a message can underline the word.
type Word struct {
	Text string
	Pos  diag.Pos
}

// IsZero reports whether nothing was typed.
func (w Word) IsZero() bool { return w.Text == "" }

// Precision says how much of a date is known; it follows from how it was written.
type Precision uint8

const (
	NoDate Precision = iota
	YearOnly
	MonthOnly
	DayOnly
	WithTime
)

// When is a date as it was written. A zone, where none was typed, is the
// reader's business: the site's for posts, the event's for talks.
type When struct {
	Year                 int
	Month                time.Month
	Day                  int
	Hour, Minute, Second int
	Precision            Precision
	HasZone              bool
	Offset               int // seconds east of UTC, when HasZone
	Pos                  diag.Pos
}

// IsZero reports whether no date was given.
func (w When) IsZero() bool { return w.Precision == NoDate }

// In is the moment, a missing zone being loc, missing parts being the first.
func (w When) In(loc *time.Location) time.Time {
	if w.IsZero() {
		return time.Time{}
	}
	month, day := max(w.Month, 1), max(w.Day, 1)
	if w.HasZone {
		loc = time.FixedZone("", w.Offset)
	}
	return time.Date(w.Year, month, day, w.Hour, w.Minute, w.Second, 0, loc)
}

// Image is a picture named in front matter or an event file.
type Image struct {
	File       Word // as written: a path beside the file, or from content/static with a leading slash, or an address
	Alt        string
	Caption    string
	Credit     string
	CreditURL  string
	License    string
	Source     string
	Decorative bool
}

// Post is one Markdown file under posts/ or pages/ as its author wrote it.
type Post struct {
	File   *source.File `codec:"-"`
	IsPage bool         // under pages/
	Name   string       // file name without date, language and .md; for index.md the folder's
	Dir    string       // folders between posts/ (or pages/) and Name, slash separated, may be ""
	From   int          // offset of the body in the file

	NameDate             When // date in the file name
	FolderDate           When // of year and month folders, when the name has none
	Title                Word // front matter, else a first-line # heading that is then left out of the body
	Date                 When
	Updated              When
	Updates              []Update
	ID                   Word
	Draft                bool
	Unlisted             bool
	UnlistedPos          diag.Pos
	Token                Word // secret part of an unlisted post's address
	Lang                 Word // front matter, else the suffix of x.de.md
	TranslationOf        Word
	Authors              []Word
	Slug                 Word
	URL                  Word // a full address that overrides the pattern (Hugo url, Jekyll permalink)
	Aliases              []Word
	Kind                 Word
	Events               []Word
	Day, Session, Track  Word
	Talks                []Word
	Series               Word
	Part                 int
	Tags, Categories     []Word
	Summary, Description Word
	Image                *Image
	Images               []Image
	TOC                  *bool
	Comments             []Pair // comments: true|false|{mastodon: …}, kind → value
	Share                *bool
	Syndication          []Word
	Disclosure           Word
	Featured             bool
	Layout               Word
	Params               []Param
	Set                  []string // front matter keys that were given, sorted: defaults fill only the others
	Faulty               bool     // an error was found in this file: what is here is what could be read of it
	Doc                  *markdown.Doc
}

// Update is one noted change of a post.
type Update struct {
	Date When
	Note string
}

// Pair is a key with a text.
type Pair struct {
	Key   string
	Value Word
}

// Param is a free key: its value is kept as JSON, which keeps texts, numbers,
// lists and maps apart and has one spelling.
type Param struct {
	Key  string
	JSON string
}

// LinkState says what is known of a video or slides.
type LinkState uint8

const (
	Unknown  LinkState = iota // nobody has looked
	Known                     // there is an address
	Expected                  // promised
	None                      // does not exist
	Private                   // exists, not public
)

// TalkLink is a video or slides with a state (model: links with a state).
type TalkLink struct {
	State     LinkState
	URL       Word
	Title     string
	Note      string
	Start     string // cue, "12:30"
	End       string
	Language  string
	Since     When
	Published When
	AlsoAt    Word
}

// Resource is something else that belongs to a talk.
type Resource struct {
	Kind, Title string
	URL         Word
}

// TalkSpeaker is a person at a talk.
type TalkSpeaker struct {
	Name        Word // as typed; "" when only an id was given
	ID          Word
	Affiliation string // of that day
	Role        string
}

// Talk is one entry of an event's programme, from schedule.yaml, event.yaml or both.
type Talk struct {
	ID                      Word
	Set                     []string // keys given in this file, sorted
	GUID, Code, UID         string
	Title                   Word
	Subtitle, OriginalTitle string
	Kind, Type              string
	Speakers                []TalkSpeaker
	Start, End              When
	Duration                time.Duration
	Day                     Word
	Track, Room, Session    string
	Language                string
	Abstract, Description   string
	URL                     Word
	Video, Slides           []TalkLink
	Resources               []Resource
	Parent                  Word
	AlsoAt                  []Word
	Tags                    []Word
	License                 string
	DoNotRecord             bool
	Status                  string
	Seen                    string
	Highlight               bool
	Books                   []Word
	RelatedPosts            []Word
	Withdrawn               bool
}

// Address is a postal address (schema.org PostalAddress).
type Address struct{ Street, City, Region, PostalCode, Country string }

// Coordinates are a place on the map, in degrees north and east.
type Coordinates struct{ Latitude, Longitude float64 }

// Venue is a place with a name.
type Venue struct {
	ID, Name                  Word
	Address                   Address
	Latitude, Longitude       float64
	HasPlace                  bool // latitude and longitude were given
	URL, MapURL               Word
	Directions, Accessibility string
}

// CFP is a call for papers.
type CFP struct {
	Name                string
	URL                 Word
	Open, Close, Notify When
	Topics              []string
	Note                string
}

// EventLink is an address of an event by kind: meetup, mastodon, photos, wiki.
type EventLink struct {
	Kind, Title string
	URL         Word
}

// Role is a person with a role at an event: organizer, host, MC, volunteer.
type Role struct {
	Name Word
	Role string
}

// Organizer is an organisation that holds an event.
type Organizer struct {
	Name Word
	URL  Word
}

// EventDay is a day whose label does not follow from the rule.
type EventDay struct {
	Date  When
	Label string
}

// Track is one track of an event.
type Track struct{ ID, Name, Color string }

// Fact is a figure about an event with its source.
type Fact struct{ Label, Value, Source string }

// My is the writer's own part in an event. The model's private note is checked
// and then forgotten: it has no field, so no template can show it.
type My struct {
	Roles      []Word
	Mode       string
	Days       []Word
	Going      bool
	Picks      []Word
	Disclosure string
}

// Event is one conference, meetup or the like: event.yaml with schedule.yaml below it.
type Event struct {
	File                                                                   *source.File `codec:"-"`
	Schedule                                                               *source.File `codec:"-"`
	ID                                                                     Word
	Name                                                                   Word
	ShortName                                                              string
	Kind, Status, Mode                                                     string
	Start, End                                                             When
	Timezone                                                               Word
	Location                                                               string  // as one line
	Place                                                                  Address // when given in parts
	Venue                                                                  Word    // id into venues.yaml
	VenueHere                                                              *Venue  // or written here
	Coordinates                                                            *Coordinates
	Series                                                                 Word
	Edition                                                                string
	PartOf                                                                 Word
	URL, ScheduleURL, VideosURL, SlidesURL, RegistrationURL, CodeOfConduct Word
	Links                                                                  []EventLink
	Hashtag                                                                string
	Languages                                                              []string
	Description                                                            string // Markdown
	Image                                                                  *Image
	Tags                                                                   []Word
	DayLabels                                                              string
	Days                                                                   []EventDay
	Tracks                                                                 []Track
	CFPs                                                                   []CFP
	Organizers                                                             []Organizer
	People                                                                 []Role
	Attendees                                                              int
	Facts                                                                  []Fact
	My                                                                     My
	Talks                                                                  []Talk // schedule overlaid by the writer's, field by field
	Params                                                                 []Param
	Faulty                                                                 bool // an error was found in its files: what is here is what could be read of them
}

// Speaker is a person who gives talks.
type Speaker struct {
	ID, Name                             Word
	Aliases                              []Word
	SortName, Pronouns, Bio, Affiliation string
	Image                                *Image
	Links                                []Pair
	Listed                               bool
}

// Series is a recurring event.
type Series struct {
	ID, Name    Word
	URL         Word
	Kind        string
	Aliases     []Word
	Ended       When
	Description string
}

// Tag is one term, with its other spellings.
type Tag struct {
	ID          Word
	Names       []Pair // by language; key "" for a name in none
	Aliases     []Word
	Description string
}

// Book is something to read that a talk or post named.
type Book struct {
	ID, Title Word
	Authors   []string
	URL       Word
	ISBN, DOI string
	Year      int
}

// Person is an author of the site.
type Person struct {
	ID, Name Word
	Bio      string
	URL      Word
	Links    []Pair
	Group    bool
	Image    *Image
}

// MenuItem is one entry of the site's navigation.
type MenuItem struct {
	Title string
	URL   Word
}

// Defaults are front matter values for the posts whose path matches.
type Defaults struct {
	Paths  []Word
	Values *Post // only the fields named in Set count
}

// Config is content/site.yaml. Absent keys have their defaults here.
type Config struct {
	File        *source.File `codec:"-"`
	Title       string
	URL         Word // absolute, ends in a slash
	Description string
	Language    Word
	Languages   []Edition // further languages with a list of their own, as written
	Timezone    Word
	Author      Word // id into people.yaml, or a name
	Posts       struct {
		PerPage int    // 10
		List    string // teaser (default) or full
	}
	Permalinks struct{ Post Word } // "/:year/:month/:slug/"
	Pages      struct {
		Talks, Speakers string   // covered (default), all or none
		Schedule        bool     // timetables of events; true
		Print           bool     // an event's posts on one page, to print; true
		Lists           []string // further lists, by the words of the settings
		Timeline        bool     // the events by year as a picture; true
		Map             bool     // the events on a map; true
		Calendars       bool     // .ics files; true
		Data            bool     // data/*.json; true
		Quotes          bool     // what people said, on one list; false
		Search          bool     // a search page and its index; true
	}
	Titles struct{ Session, Day, Talk Word } // of posts without a title, by what they are about
	Feeds  struct {
		Formats []string // atom rss json
		Items   int      // 20
		Content string   // full (default) or teaser
		Per     []string // parts of the site with a feed of their own: tag event speaker series language
	}
	Markup struct {
		HTML        markdown.HTMLMode
		Typographer string // auto (default) or off
		LineRefs    string // auto (default) or off
		BareDomains bool
	}
	References []markdown.Reference
	Code       struct {
		StyleLight, StyleDark Word
		LineNumbers           bool
	}
	Theme struct {
		Name   Word // plain
		Accent Word // a CSS colour
		Footer string
		Menu   []MenuItem
		Head   Word // file below content/ that goes into the head of every page
		Foot   Word // and before the end of it
	}
	Share     []string // where readers can pass a post on: "mastodon" "bluesky" …
	Comments  Comments
	Analytics Analytics
	Images    Images
	Embeds    struct {
		Mode      string   // click (default), link or frame
		Providers []string // whose addresses become cards; nil for all
	}
	Check struct {
		FailOn string // error (default), warning, hint or never: what makes recap check end with 1
		Ignore []Word // codes, or families of codes, that recap check leaves out
	}
	Links struct {
		Skip     []Word // addresses elsewhere that recap links leaves alone: hosts, or beginnings
		WaitDays int    // how long a promised recording may take before recap check asks; 30
		Archive  Word   // where copies are asked for: the Wayback Machine's availability API
	}
	Standards struct {
		JSONLD       bool // structured data; true
		Microformats bool // classes of microformats2; true
		OpenGraph    bool // meta elements for cards elsewhere; true
		Webmention   Word // who takes notice of links, "" for nobody
		WebSub       Word // the hub that tells readers of news, "" for none
		Cards        bool // a picture for links to each post, event and talk; true
		CardFont     Word // font file below content/, "" for the Go fonts
	}
	Publish struct {
		Targets  []Target // where the site goes, the first by default
		Files    []string // small files that hosts read: headers, cname, nojekyll
		Compress []string // smaller copies beside texts: gz, br
	}
	URLs struct {
		Ledger    bool     // addresses are kept in content/urls.yaml; true
		Redirects []string // what old addresses become: page (default), netlify, apache, nginx
	}
	Defaults []Defaults
	Params   []Param
}

// Target is a place the site is published to. Nothing secret is in it.
type Target struct {
	Pos    diag.Pos
	Name   Word
	Kind   Word   // dir, git, rsync or command
	Path   Word   // dir: the folder, from the site's own
	Switch string // dir: link (default) changes the whole site in one step, none copies into the folder
	Remote Word   // git: address or name of the repository
	Branch Word   // git: gh-pages
	To     Word   // rsync: user@host:/folder
	SSH    Word   // rsync: the remote shell, as "ssh -p 2222"
	Upload []string
	Delete []string // command: programs with their words
}

// Images is what becomes of pictures.
type Images struct {
	Strip    string // all (default) or gps
	Widths   []int  // of the smaller pictures, ascending; none for pictures as they are
	Quality  int    // of JPEG, 1 to 100
	Max      int    // widest picture that recap makes, for large views
	Encoders []Word // programs that make further formats
	Decoders []Word // programs that read further formats
}

// Embed is what content/embeds.yaml stores of a recording, slides or a post that
// lies elsewhere, so that nobody has to be asked again.
type Embed struct {
	URL       Word
	Title     string
	Thumbnail Word // below content/static
	Frame     Word
}

// Static is a file that is published as it is.
type Static struct {
	File *source.File
	Path string // below the site root: from static/ without that folder, else from content/
}

// Set is everything the author wrote.
type Set struct {
	Config   Config
	Posts    []*Post   // under posts/, by path
	Pages    []*Post   // under pages/, by path
	Broken   []*Post   // posts and pages that could not be read: whether they are drafts is not known, so they are not published; links to them are no mistake
	Events   []*Event  // by id
	Threads  []*Thread // what readers said of posts, by path
	Speakers []Speaker
	Venues   []Venue
	Series   []Series
	Tags     []Tag
	Books    []Book
	Embeds   []Embed
	People   []Person
	Moved    []Promise // addresses of the ledger that lead elsewhere or are gone
	Static   []Static
	Changed  bool // a file changed since the snapshot (source.ErrChanged): build again from a new one

	line *Set // the set that this one and others differ from in posts and pages alone
}
