package schedule

import "time"

// Options is what an import depends on beside its source.
type Options struct {
	Event string // id of the event; its folder below content/events
	As    string // name of the form, "" to find out
	Zone  string // the event's zone, for a source that names none
	Now   time.Time

	// Site gives a file of the site by its slash path, nil when there is none.
	Site func(path string) ([]byte, error)
	// Names reports, for the talks that left the programme, which of them the
	// writer's files name: those stay, marked.
	Names func(gone []Gone) ([]bool, error)
}

// Gone is a talk that is no longer in the programme.
type Gone struct{ ID, Title string }
