package view

// EventDay is one day of an event: its talks by time and what posts tell of it.
// Template event-day.
type EventDay struct {
	Base
	Event  EventRef
	Name   string // "Day 2", "Monday", as the event counts
	Number int
	Date   Day
	Posts  []Line  // about this day, in running order
	Quotes []Quote // sections about it in other posts
	Talks  []Talk  // by time; after midnight too, where the programme says so
	Prev   *Link
	Next   *Link
	All    *Link // the timetable, nil for none
}

// Schedule is an event's timetable: a table a day, its columns rooms or tracks.
// Template schedule.
type Schedule struct {
	Base
	Event    EventRef
	Timezone string
	Days     []ScheduleDay
}

// ScheduleDay is one day of a timetable.
type ScheduleDay struct {
	ID      string // anchor: "day-2"
	Name    string // "Day 2", "Monday"
	Date    Day
	URL     string   // of the day's page, "" for none
	Columns []string // rooms, else tracks; nil when nothing tells talks of one time apart
	Rows    []ScheduleRow
}

// ScheduleRow is what begins at one time.
type ScheduleRow struct {
	Start Day
	Cells []ScheduleCell // one a column; a single one across all columns, when Wide
	Wide  bool
}

// ScheduleCell is what begins at one time in one room.
type ScheduleCell struct {
	Column string
	Talks  []Talk // mostly one, none when the room is empty or busy
}

// EventBook is all posts of an event on one page, to print or to keep.
// Template event-book.
type EventBook struct {
	Base
	Event EventRef
	Posts []Chapter
}

// Chapter is one post of an EventBook.
type Chapter struct {
	ID      string // anchor, unique on the page
	Title   string
	URL     string
	Lang    string
	Date    Day
	Authors []Person
	Body    Body
}

func (EventDay) Template() string  { return "event-day" }
func (Schedule) Template() string  { return "schedule" }
func (EventBook) Template() string { return "event-book" }
