package plan

import (
	"time"

	"recap/generator/view"
)

// zoneChanges is what the clocks of a zone did from the year of first to that of
// last. It is worked out here and not where the calendar is written, so that the
// time zone database is an input that the calendar's key holds.
func zoneChanges(zone *time.Location, first, last time.Time) view.CalendarZone {
	out := view.CalendarZone{ID: zone.String()}
	at := time.Date(first.In(zone).Year(), 1, 1, 0, 0, 0, 0, zone)
	until := time.Date(last.In(zone).Year()+1, 1, 1, 0, 0, 0, 0, zone)
	for {
		start, end := at.ZoneBounds()
		name, offset := at.Zone()
		ch := view.ClockChange{Name: name, From: offset, To: offset, Daylight: at.IsDST()}
		if start.IsZero() { // the clocks never changed before
			ch.Wall = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC).Format(wallClock)
		} else {
			_, ch.From = start.Add(-time.Second).Zone()
			ch.Wall = start.UTC().Add(time.Duration(ch.From) * time.Second).Format(wallClock)
		}
		out.Changes = append(out.Changes, ch)
		if end.IsZero() || !end.Before(until) {
			return out
		}
		at = end
	}
}

// wallClock is a time as clocks show it (RFC 5545 3.3.5, form 1).
const wallClock = "20060102T150405"
