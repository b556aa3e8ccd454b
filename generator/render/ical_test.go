package render

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"recap/generator/view"
)

func ical(t *testing.T, v view.Calendar) string {
	t.Helper()
	var b bytes.Buffer
	if err := encodeCalendar(&b, v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// unfold takes the folds out again (RFC 5545 3.1).
func unfold(s string) string { return strings.ReplaceAll(s, "\r\n ", "") }

// An event with everything, line by line.
func TestCalendarLines(t *testing.T) {
	zone := time.FixedZone("CEST", 7200)
	got := ical(t, view.Calendar{Name: "Notes; events", Zones: []view.CalendarZone{{ID: "Europe/Berlin", Changes: []view.ClockChange{
		{Wall: "20151025T030000", From: 7200, To: 3600, Name: "CET"},
		{Wall: "20160327T020000", From: 3600, To: 7200, Name: "CEST", Daylight: true},
	}}}, Events: []view.CalendarEvent{
		{UID: "conf@notes.example", Stamp: time.Date(2016, 5, 28, 0, 0, 0, 0, zone), Start: time.Date(2016, 5, 28, 0, 0, 0, 0, time.UTC), End: time.Date(2016, 6, 1, 0, 0, 0, 0, time.UTC),
			Summary: "Conf", Location: "Town, State", URL: "https://notes.example/events/conf/", Status: "CANCELLED",
			Categories: []string{"go", "a,b"}, HasPlace: true, Latitude: 45.5284, Longitude: -122.6631, Free: true},
		{UID: "talk.conf@notes.example", Stamp: time.Date(2016, 5, 28, 0, 0, 0, 0, zone), Start: time.Date(2016, 5, 28, 9, 30, 0, 0, zone), End: time.Date(2016, 5, 28, 10, 0, 0, 0, zone), Zone: "Europe/Berlin",
			Summary: `Back\slash; comma, line` + "\nbreak\x01", Description: "Ada Example"},
		{UID: "utc@notes.example", Stamp: time.Date(2016, 5, 28, 0, 0, 0, 0, zone), Start: time.Date(2016, 5, 28, 9, 30, 0, 0, time.UTC), Zone: "UTC", Summary: "UTC, closes", Alarms: []int{7}},
	}})
	want := `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//recap//recap//EN
CALSCALE:GREGORIAN
NAME:Notes\; events
X-WR-CALNAME:Notes\; events
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:20151025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20160327T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:conf@notes.example
DTSTAMP:20160527T220000Z
DTSTART;VALUE=DATE:20160528
DTEND;VALUE=DATE:20160601
SUMMARY:Conf
LOCATION:Town\, State
GEO:45.5284;-122.6631
URL:https://notes.example/events/conf/
STATUS:CANCELLED
CATEGORIES:go,a\,b
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:talk.conf@notes.example
DTSTAMP:20160527T220000Z
DTSTART;TZID=Europe/Berlin:20160528T093000
DTEND;TZID=Europe/Berlin:20160528T100000
SUMMARY:Back\\slash\; comma\, line\nbreak
DESCRIPTION:Ada Example
END:VEVENT
BEGIN:VEVENT
UID:utc@notes.example
DTSTAMP:20160527T220000Z
DTSTART:20160528T093000Z
SUMMARY:UTC\, closes
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:UTC\, closes
TRIGGER:-P7D
END:VALARM
END:VEVENT
END:VCALENDAR
`
	if want = strings.ReplaceAll(want, "\n", "\r\n"); unfold(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCalendarOffsets(t *testing.T) {
	for seconds, want := range map[int]string{0: "+0000", 3600: "+0100", -12600: "-0330", 20700: "+0545", -17762: "-045602"} {
		if got := icalOffset(seconds); got != want {
			t.Errorf("%d: %s, want %s", seconds, got, want)
		}
	}
}

// Whatever the text: lines end in CRLF, are at most 75 octets long, break
// between characters only, and unfold to the text again.
func FuzzCalendarText(f *testing.F) {
	for _, s := range []string{"", "short", strings.Repeat("x", 200), strings.Repeat("ä", 75), strings.Repeat("日本語", 40), strings.Repeat("a", 67) + "😀😀",
		"a,b;c\\d\ne", "\r\r\n", "bad \xff\xc3 utf", "\x00\x07\x7f", strings.Repeat(`\`, 80)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := ical(t, view.Calendar{Events: []view.CalendarEvent{{UID: "x@y", Summary: s, URL: s}}})
		if !utf8.ValidString(got) && utf8.ValidString(s) {
			t.Fatalf("%q is not valid UTF-8", got)
		}
		if strings.Count(got, "\r") != strings.Count(got, "\r\n") || strings.Count(got, "\n") != strings.Count(got, "\r\n") {
			t.Fatalf("a bare line end in %q", got)
		}
		for l := range strings.SplitSeq(strings.TrimSuffix(got, "\r\n"), "\r\n") {
			if len(l) > icalLine || l == "" {
				t.Fatalf("a line of %d octets: %q", len(l), l)
			}
			if utf8.ValidString(s) && !utf8.ValidString(l) {
				t.Fatalf("a character is split: %q", l)
			}
		}
		if want := icalText(s); want != "" && !strings.Contains(unfold(got), "\r\nSUMMARY:"+want+"\r\n") {
			t.Fatalf("%q is lost in %q", want, unfold(got))
		}
	})
}
