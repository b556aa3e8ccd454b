package generator_test

import (
	"strings"
	"testing"
)

// calendarOf is a built calendar without folds and line ends of its own.
func (l *lab) calendarOf(path string) string {
	l.t.Helper()
	return strings.ReplaceAll(strings.ReplaceAll(l.read("public/"+path), "\r\n ", ""), "\r\n", "\n")
}

// An event on the weekend the clocks change: each talk at the time that clocks
// showed, and the days as days.
func TestCalendars(t *testing.T) {
	files := costSite()
	files["content/events/spring.yaml"] = `name: Spring, Conf
start_date: 2016-03-26
end_date: 2016-03-27
timezone: Europe/Berlin
location: Köln, Germany
description: |
  Two days; one [room](https://example.org/room).
venue: {name: Old Town Hall, latitude: 50.938, longitude: 6.959}
tags: [go]
cfps:
  - {name: Talks, close_date: 2016-01-15, url: "https://example.org/cfp"}
  - {name: Talks, close_date: "2016-01-20 23:59"}
  - {close_date: 2016-02}
talks:
  before: {title: Before the change, speakers: [Ada Example], start: "2016-03-26 09:30", duration: 30m, room: Hall}
  after: {title: After it, start: "2016-03-27 09:30", end: "2016-03-27 10:00", status: cancelled}
  elsewhere: {title: Written elsewhere, start: "2016-03-27T12:00:00Z", duration: 1h}
  untimed: {title: No time}
`
	files["content/events/meetup.yaml"] = "name: Evening\nstart_date: 2026-12-01 19:00\nend_date: 2026-12-01 22:00\ntimezone: America/New_York\n"
	files["content/events/vague.yaml"] = "name: Some time\nstart_date: 2016-05\n"
	files["content/events/off.yaml"] = "name: Off\nstart_date: 2016-05-01\nstatus: cancelled\n"
	l := newLab(t, files)
	r := l.must()
	has := func(path string, lines ...string) {
		t.Helper()
		got := "\n" + l.calendarOf(path)
		for _, want := range lines {
			if !strings.Contains(got, "\n"+want+"\n") {
				t.Errorf("%s has no line %q:\n%s", path, want, got)
			}
		}
	}
	has("events/spring/event.ics",
		`SUMMARY:Spring\, Conf`, "DTSTART;VALUE=DATE:20160326", "DTEND;VALUE=DATE:20160328", "UID:spring@costs.example", "DTSTAMP:20160325T230000Z",
		`LOCATION:Old Town Hall\, Köln\, Germany`, "GEO:50.938;6.959", "CATEGORIES:go", `DESCRIPTION:Two days\; one room.`, "URL:https://costs.example/events/spring/",
		"TZID:Europe/Berlin", "DTSTART:20160327T020000",
		"UID:before.spring@costs.example", "DTSTART;TZID=Europe/Berlin:20160326T093000", "DTEND;TZID=Europe/Berlin:20160326T100000", "DESCRIPTION:Ada Example",
		"DTSTART;TZID=Europe/Berlin:20160327T093000", "STATUS:CANCELLED",
		"DTSTART;TZID=Europe/Berlin:20160327T140000", "DTEND;TZID=Europe/Berlin:20160327T150000")
	if got := l.calendarOf("events/spring/event.ics"); strings.Count(got, "BEGIN:VEVENT") != 4 {
		t.Errorf("want the event and three talks:\n%s", got)
	}
	has("events/events.ics", "UID:meetup@costs.example", "DTSTART;TZID=America/New_York:20261201T190000", "TZID:America/New_York", "UID:spring@costs.example", "STATUS:CANCELLED")
	has("cfps/cfps.ics", "UID:cfp-talks.spring@costs.example", "UID:cfp-talks-2.spring@costs.example", "DTSTART;VALUE=DATE:20160115", "DTEND;VALUE=DATE:20160116",
		"URL:https://example.org/cfp", "DTEND;TZID=Europe/Berlin:20160120T235900")
	for _, p := range r.Written {
		if p == "events/vague/event.ics" {
			t.Error("an event of no day has a calendar")
		}
	}
	page := l.read("public/events/spring/index.html")
	if strings.Count(page, `href="/events/spring/event.ics"`) != 2 {
		t.Error("the event's page does not offer its calendar, in its head and to its readers")
	}
}

// pages.calendars: false leaves them out.
func TestNoCalendars(t *testing.T) {
	files := costSite()
	files["content/site.yaml"] = strings.Replace(files["content/site.yaml"], "pages: {", "pages: {calendars: false, ", 1)
	for _, p := range newLab(t, files).must().Written {
		if strings.HasSuffix(p, ".ics") {
			t.Errorf("%s was written", p)
		}
	}
}
