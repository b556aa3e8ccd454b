package site

import (
	"testing"
	"time"

	"recap/generator/content"
	"recap/generator/markdown"
)

// A pattern of titles and what it makes of what a post says.
func TestFillTitle(t *testing.T) {
	const session = ":event[ – Day :day] – Session :session[ – :track]"
	for _, c := range []struct {
		pattern string
		parts   map[string]string
		want    string
	}{
		{session, map[string]string{"event": "linux.conf.au 2018", "day": "1", "session": "1", "track": "Kernel Miniconf"}, "linux.conf.au 2018 – Day 1 – Session 1 – Kernel Miniconf"},
		{session, map[string]string{"event": "linux.conf.au 2018", "day": "2", "session": "3"}, "linux.conf.au 2018 – Day 2 – Session 3"},
		{session, map[string]string{"event": "linux.conf.au 2018", "day": "2", "session": "Keynote"}, "linux.conf.au 2018 – Day 2 – Keynote"},
		{session, map[string]string{"event": "Summit", "session": "3"}, "Summit – Session 3"},
		{session, map[string]string{"event": "Summit: the first", "day": "1", "session": "a:b"}, "Summit: the first – Day 1 – a:b"},
		{session, map[string]string{"day": "1", "session": "3"}, ""},
		{":event – :talk", map[string]string{"event": "A", "talk": "Why :day is no value [yet]"}, "A – Why :day is no value [yet]"},
		{"[:event: ]:talk", map[string]string{"event": "A:track", "talk": "B"}, "A:track: B"},
		{session, map[string]string{"event": "DevOps Days", "day": "Wednesday", "session": "3"}, "DevOps Days – Wednesday – Session 3"},
		{session, map[string]string{"event": "DevOps Days", "day": "2017-10-04", "session": "2b"}, "DevOps Days – 2017-10-04 – Session 2b"},
		{":event – :weekday Session :session", map[string]string{"event": "DevOps Days", "weekday": "Wednesday", "session": "Keynote"}, "DevOps Days – Wednesday Keynote"},
		{"", map[string]string{"event": "A"}, ""},
	} {
		if got := fillTitle(c.pattern, c.parts); got != c.want {
			t.Errorf("%q with %q: %q, want %q", c.pattern, c.parts, got, c.want)
		}
	}
}

func TestSpokenTrack(t *testing.T) {
	e := &Event{Event: &content.Event{}}
	for in, want := range map[string]string{"kernel-miniconf": "Kernel Miniconf", "Kernel": "Kernel", "": "", "--": "", "dev rooms": "dev rooms", "über-uns": "Über Uns"} {
		if got := e.spokenTrack(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Days are called as the event calls them, in the language of the post.
func TestDayTitle(t *testing.T) {
	when := func(d int) content.When {
		return content.When{Year: 2017, Month: 10, Day: d, Precision: content.DayOnly}
	}
	for _, c := range []struct {
		labels string
		last   int
		lang   string
		want   string
	}{
		{"", 4, "en", "2"}, {"number", 4, "de", "2"}, {"weekday", 4, "en", "Wednesday"}, {"weekday", 4, "de-AT", "Mittwoch"},
		{"weekday", 4, "fi", "Wednesday"}, {"weekday", 14, "en", "2"}, {"date", 4, "en", "2017-10-04"},
	} {
		e := &Event{Event: &content.Event{Start: when(3), End: when(c.last), DayLabels: c.labels}, Zone: time.UTC, StartsAt: when(3).In(time.UTC)}
		if got := e.dayTitle(2, c.lang); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.labels, c.lang, got, c.want)
		}
	}
}

// Headings that name a day of an event, and some that do not.
func TestDayOf(t *testing.T) {
	e := &Event{Event: &content.Event{}, Zone: time.UTC, StartsAt: time.Date(2018, 1, 22, 0, 0, 0, 0, time.UTC)}
	e.Event.Start = content.When{Year: 2018, Month: 1, Day: 22, Precision: content.DayOnly}
	e.Event.End = content.When{Year: 2018, Month: 1, Day: 26, Precision: content.DayOnly}
	for text, want := range map[string]int{
		"Day 2": 2, "day 2.": 2, "Tag 3": 3, "Day 2: Toolmakers": 2, "Day 9": 0, "Tuesday": 2, "Mittwoch": 3, "Tuesday – miniconfs": 2,
		"Saturday": 0, "Tuesday, January 23": 2, "2018-01-24": 3, "24 January": 3, "January 24, 2018": 3, "24. Januar 2018": 3, "24. Januar": 3,
		"Days": 0, "Day": 0, "Monday's child": 0, "On Tuesday": 0, "": 0, "24 March": 0,
	} {
		day := e.dayOf(markdown.Heading{Text: text})
		if got := e.DayOf(day); got != want {
			t.Errorf("%q is day %d, want %d", text, got, want)
		}
	}
}
