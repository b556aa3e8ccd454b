package site

import (
	"testing"

	"recap/generator/content"
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
