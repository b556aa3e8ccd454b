package view

// Speakers is the register of people: all by initial while they are few, else
// the initials, each with a page of its own. Template speakers.
type Speakers struct {
	Base
	Initial  string // of a page of one letter; "" for the register itself
	Initials []Link // every letter there is, for the way to the others
	Groups   []SpeakerGroup
}

// SpeakerGroup is the people of one initial, by name.
type SpeakerGroup struct {
	Initial string
	ID      string // anchor
	People  []SpeakerLine
}

// SpeakerLine is a person in the register.
type SpeakerLine struct {
	Name        string
	URL         string
	Affiliation string // today's, as far as is known
}

// SpeakerPage is one person over all events. Template speaker.
type SpeakerPage struct {
	Base
	Name        string
	Pronouns    string
	Affiliation string
	Picture     *Image
	Bio         Body
	Links       []EventLink // kinds "website" "mastodon" "github" …
	Talks       []SpeakerTalk
	Seen        int    // talks that were watched
	Since       int    // year of the first of them; 0 for none
	Posts       []Line // that tell of a talk of this person, newest first
}

// SpeakerTalk is a talk of a person with its event.
type SpeakerTalk struct {
	Talk  Talk
	Event EventRef
}

// Series is a recurring event with its editions, newest first. Template series.
type Series struct {
	Base
	Name        string
	URL         string // of the series elsewhere
	Ended       Day
	Description Body
	Editions    []Edition
}

// Edition is one event of a series.
type Edition struct {
	Event   EventRef
	Edition string // "IV", "2018", as written
	Posts   []Line // running order
}

// EventsUpcoming is every event that is not over, soonest first. Template
// events-upcoming.
type EventsUpcoming struct {
	Base
	Events []EventRef
}

func (Speakers) Template() string       { return "speakers" }
func (SpeakerPage) Template() string    { return "speaker" }
func (Series) Template() string         { return "series" }
func (EventsUpcoming) Template() string { return "events-upcoming" }
