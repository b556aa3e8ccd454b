package schedule

import (
	"time"

	"recap/generator/diag"
)

// Schedule is what a source says of one conference: its programme, and what is
// known of the event itself.
type Schedule struct {
	Format  string // name of the form it was read from
	Version string // the source's own name for this state of the programme
	Event   Event
	Talks   []Talk
}

// Event is what a source says of the event: the proposal for an event.yaml.
type Event struct {
	Name, ShortName    string
	Kind               string
	Start, End         string // days, "2016-05-30"
	Zone               string // IANA name, "" when the source names none
	Location, Venue    string
	URL, ScheduleURL   string
	Description        string // Markdown
	VideosURL, Tickets string
	Series             string
	CFPs               []CFP
}

// CFP is a call for papers as a source gives it.
type CFP struct{ Name, URL, Open, Close, Notify string }

// Talk is one entry of a programme on its way into schedule.yaml.
type Talk struct {
	record

	start, end moment
	own        string // what the source calls it, for parents
	slug       string // what the source calls it in addresses, the first choice for its id
	whole      bool   // nothing of it is to be tidied: it was recap's own
	at         diag.Pos
}

// moment is a time as a source gives it.
type moment struct {
	time  time.Time // wall clock in UTC, or the moment
	zoned bool      // the source gave an offset or a zone
	day   bool      // a day without a time
	utc   bool      // the offset is Z, which says when but not where
	at    diag.Pos
}

func (m moment) isZero() bool { return m.time.IsZero() }
