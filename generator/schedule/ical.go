package schedule

import (
	"bytes"
	"regexp"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"recap/generator/content"
	"recap/generator/diag"
)

// Calendars (RFC 5545) of Sched, pretalx, Indico and others. golang-ical reads
// the lines; what they make together is read here, since a reader has to know
// where a fault lies and the library's calendar has forgotten that.

func isICal(in *Input) bool { return !in.Dir && looks(in.Files[0]) == "ics" }

// property is one line of a calendar.
type property struct {
	*ics.BaseProperty
	at diag.Pos
}

// component is one VEVENT: its properties by name, the last of each.
type component map[string]property

func (c component) text(name string) string {
	if p, ok := c[name]; ok {
		return strings.TrimSpace(p.Value)
	}
	return ""
}

func (r *reading) readICal(in *Input) *Schedule {
	head, events, bad := parseICal(in.Files[0])
	if len(bad) > 0 {
		r.list.Add(bad...)
		return nil
	}
	s := &Schedule{Event: Event{Name: line(head.text("X-WR-CALNAME"))}}
	if z := zoneName(head.text("X-WR-TIMEZONE")); z != "UTC" { // UTC there is how the times are written
		s.Event.Zone = z
	}
	pretalx := strings.Contains(strings.ToLower(head.text("PRODID")), "pretalx")
	for _, c := range events {
		t := r.icalTalk(c, pretalx, s)
		s.Talks = append(s.Talks, t)
	}
	return s
}

// parseICal reads the lines of a calendar: the properties of its head, and its
// events.
func parseICal(f File) (head component, events []component, bad diag.List) {
	data, bad := utf8Text(f)
	if len(bad) > 0 {
		return nil, nil, bad
	}
	head = component{}
	var open []property // BEGIN lines
	var now component
	fail := func(at diag.Pos, format string, args ...any) (component, []component, diag.List) {
		return nil, nil, diag.List{syntax(at, format, args...)}
	}
	for off := 0; off < len(data); {
		raw, next := unfold(data, off)
		at := diag.Pos{File: f.Name, Off: off, End: off + len(bytes.TrimRight(data[off:min(lineEnd(data, off), len(data))], "\r"))}
		off = next
		if len(bytes.TrimSpace(raw)) == 0 {
			continue
		}
		base, err := ics.ParseProperty(ics.ContentLine(raw))
		if err != nil || base == nil {
			return fail(at, "this is no line of a calendar")
		}
		p := property{base, at}
		name := strings.ToUpper(p.IANAToken)
		what := strings.ToUpper(strings.TrimSpace(p.Value))
		switch {
		case name == "BEGIN":
			if len(open) == 0 && what != "VCALENDAR" {
				return fail(at, "a calendar begins with BEGIN:VCALENDAR")
			}
			if len(open) > 8 {
				return fail(at, "parts of a calendar lie too deep in each other")
			}
			open = append(open, p)
			if what == "VEVENT" && now == nil {
				now = component{}
			} else if what == "VEVENT" {
				return fail(at, "an event begins inside another, which has no END:VEVENT")
			}
		case name == "END":
			if len(open) == 0 || !strings.EqualFold(strings.TrimSpace(open[len(open)-1].Value), what) {
				_, _, d := fail(at, "END:%s closes nothing", short(what))
				if len(open) > 0 {
					d[0] = d[0].WithNote(open[len(open)-1].at, "BEGIN:%s is still open", short(open[len(open)-1].Value))
				}
				return nil, nil, d
			}
			open = open[:len(open)-1]
			if what == "VEVENT" {
				events, now = append(events, now), nil
			}
		case len(open) == 0:
			return fail(at, "this line stands outside of the calendar")
		case now != nil && strings.EqualFold(open[len(open)-1].Value, "VEVENT"):
			now[name] = p
		case len(open) == 1:
			head[name] = p
		}
	}
	if len(open) > 0 {
		end := len(bytes.TrimRight(data, "\r\n \t"))
		d := syntax(diag.Pos{File: f.Name, Off: end, End: end}, "this calendar ends in the middle").WithHint("the file was cut off: fetch it again").
			WithNote(open[len(open)-1].at, "BEGIN:%s is still open", short(open[len(open)-1].Value))
		return nil, nil, diag.List{d}
	}
	return head, events, nil
}

func lineEnd(data []byte, off int) int {
	if i := bytes.IndexByte(data[off:], '\n'); i >= 0 {
		return off + i
	}
	return len(data)
}

// unfold is the line at an offset with those that continue it, and where the
// next begins.
func unfold(data []byte, off int) (line []byte, next int) {
	for first := true; ; first = false {
		end := lineEnd(data, off)
		part := bytes.TrimRight(data[off:end], "\r")
		if !first {
			part = part[1:]
		}
		line = append(line, part...)
		off = min(end+1, len(data))
		if off >= len(data) || data[off] != ' ' && data[off] != '\t' {
			return line, off
		}
	}
}

func (r *reading) icalTalk(c component, pretalx bool, s *Schedule) Talk {
	var t Talk
	t.UID = key(c.text("UID"))
	if again := c.text("RECURRENCE-ID"); again != "" {
		t.UID += "-" + key(again)
	}
	if p, ok := c["SUMMARY"]; ok {
		t.at = p.at
	}
	t.Title = line(unescapeHTML(c.text("SUMMARY")))
	if t.Title == "" {
		t.Title = t.UID
	}
	if i := strings.LastIndex(t.Title, " - "); pretalx && i > 0 {
		for name := range strings.SplitSeq(t.Title[i+3:], ",") {
			t.speaker(Speaker{Name: name})
		}
		t.Title = strings.TrimSpace(t.Title[:i])
	}
	desc := c.text("DESCRIPTION")
	if m := icalSpeakers.FindStringSubmatch(desc); m != nil {
		for _, p := range splitPeople(m[1]) {
			t.speaker(p)
		}
		desc = desc[len(m[0]):]
	}
	t.Abstract = prose(desc)
	t.Room = line(strings.Trim(unescapeHTML(c.text("LOCATION")), " ,"))
	t.URL = webAddress(c.text("URL"), nil)
	if cat := line(c.text("CATEGORIES")); cat != "" {
		t.setKind(cat)
		if t.Kind == "" { // Sched has the type or the track there
			t.Track, t.Type = cat, ""
		}
	}
	if strings.EqualFold(c.text("STATUS"), "CANCELLED") {
		t.Status = "cancelled"
	}
	t.start, t.end = r.icalTime(c, "DTSTART", s), r.icalTime(c, "DTEND", s)
	if t.end.day {
		t.end = moment{}
	}
	if d, ok := icalDuration(c.text("DURATION")); ok && t.end.isZero() {
		t.Duration = minutes(d)
	}
	return t
}

// icalSpeakers is how Indico names people at the top of a description.
var icalSpeakers = regexp.MustCompile(`^\s*(?i:speakers?|presenters?)\s*:\s*([^\n]+)(?:\n+|$)`)

// splitPeople parts "Ada Example (House), Ben Example (Other, House)".
func splitPeople(s string) []Speaker {
	var out []Speaker
	depth, from := 0, 0
	add := func(to int) {
		name, house, _ := strings.Cut(s[from:to], "(")
		out = append(out, Speaker{Name: name, Affiliation: line(strings.TrimRight(strings.TrimSpace(house), ")"))})
	}
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth = max(0, depth-1)
		case ',', ';':
			if depth == 0 {
				add(i)
				from = i + 1
			}
		}
	}
	add(len(s))
	return out
}

// icalTime reads the three forms of a time: with Z, with a TZID, or neither, and
// a day alone. A TZID that is no IANA name is looked up nowhere: such a time is
// the wall's.
func (r *reading) icalTime(c component, name string, s *Schedule) moment {
	p, ok := c[name]
	if !ok || strings.TrimSpace(p.Value) == "" {
		return moment{}
	}
	v := strings.TrimSpace(p.Value)
	zone := ""
	if ids := p.ICalParameters["TZID"]; len(ids) > 0 {
		zone = zoneName(strings.Trim(ids[0], `"`))
	}
	for _, f := range []struct {
		form     string
		utc, day bool
	}{{"20060102T150405Z", true, false}, {"20060102T150405", false, false}, {"20060102T1504", false, false}, {"20060102", false, true}} {
		t, err := time.Parse(f.form, v)
		if err != nil {
			continue
		}
		m := moment{time: t, zoned: f.utc, utc: f.utc, day: f.day, at: p.at}
		if loc, ok := content.Location(zone); ok && zone != "" && !f.utc && !f.day {
			m.time = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, loc)
			m.zoned = true
			if s.Event.Zone == "" && zone != "UTC" {
				s.Event.Zone = zone
			}
		}
		return m
	}
	r.add(diag.Errorf("schedule-time", p.at, "%s cannot be read from %q", name, short(v)).WithHint("times look like 20160530T105000Z"))
	return moment{}
}

var icalLength = regexp.MustCompile(`^P(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d+S)?)?$`)

func icalDuration(s string) (time.Duration, bool) {
	m := icalLength.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	var d time.Duration
	for i, unit := range []time.Duration{24 * time.Hour, time.Hour, time.Minute} {
		n := 0
		for _, c := range m[i+1] {
			n = n*10 + int(c-'0')
		}
		d += time.Duration(n) * unit
	}
	return d, d > 0
}
