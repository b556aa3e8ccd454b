package view

import "time"

// Calendar is one calendar file (RFC 5545).
type Calendar struct {
	Name   string
	Zones  []CalendarZone // those that events name, by name
	Events []CalendarEvent
}

// CalendarEvent is one VEVENT.
type CalendarEvent struct {
	UID                 string    // the same in every file, for ever
	Stamp               time.Time // from content, never the clock
	Start, End          time.Time // in Zone; End is the first moment after it, zero when unknown
	Zone                string    // name in the time zone database; "" for whole days
	Summary             string
	Description         string // plain text
	Location            string
	URL                 string // absolute
	Status              string // "" "CANCELLED" "TENTATIVE"
	Categories          []string
	HasPlace            bool
	Latitude, Longitude float64
	Free                bool  // does not make its reader busy
	Alarms              []int // days before Start on which readers are reminded
}

// CalendarZone is what clocks in a time zone did in the years a calendar needs.
type CalendarZone struct {
	ID      string
	Changes []ClockChange // in order; the first holds when the years begin
}

// ClockChange is one change of the clocks.
type ClockChange struct {
	Wall     string // what they showed at that moment, "20160327T020000"
	From, To int    // offset before and after, seconds east of UTC
	Name     string // "CEST"
	Daylight bool
}

func (Calendar) Template() string { return "" }
