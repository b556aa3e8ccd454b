package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"recap/generator/diag"
)

// layouts of times in foreign files; those with a zone first.
var layouts = []struct {
	form  string
	zoned bool
	day   bool
}{
	{time.RFC3339, true, false},
	{"2006-01-02T15:04Z07:00", true, false},
	{"2006-01-02 15:04:05Z07:00", true, false},
	{"2006-01-02 15:04:05 -0700", true, false},
	{"2006-01-02T15:04:05.999999999", false, false},
	{"2006-01-02T15:04", false, false},
	{"2006-01-02 15:04:05", false, false},
	{"2006-01-02 15:04", false, false},
	{time.DateOnly, false, true},
}

func parseMoment(s string) (moment, bool) {
	for _, l := range layouts {
		if t, err := time.Parse(l.form, s); err == nil && t.Year() > 0 {
			return moment{time: t, zoned: l.zoned, day: l.day, utc: l.zoned && strings.HasSuffix(s, "Z")}, true
		}
	}
	return moment{}, false
}

// moment is a time of a field; nothing is no time, anything else that is none is
// told.
func (r *reading) moment(n *node, name string) moment {
	v := n.get(name)
	s := r.str(n, name)
	if s == "" {
		return moment{}
	}
	m, ok := parseMoment(s)
	if !ok {
		r.add(diag.Errorf("schedule-time", v.at, "%s cannot be read from %q", name, short(s)).
			WithHint("times look like 2016-05-30T10:50:00+02:00"))
	}
	m.at = v.at
	return m
}

// date is a day of a field, "2016-05-30".
func (r *reading) date(n *node, name string) string {
	if m := r.moment(n, name); !m.isZero() {
		return m.time.Format(time.DateOnly)
	}
	return ""
}

// parseClock reads 15:04 or 15:04:05.
func parseClock(s string) (time.Duration, bool) {
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(strings.TrimSpace(p))
		if err != nil || v < 0 || i > 0 && v > 59 {
			return 0, false
		}
		n[i] = v
	}
	return time.Duration(n[0])*time.Hour + time.Duration(n[1])*time.Minute + time.Duration(n[2])*time.Second, true
}

func (r *reading) clock(n *node, name string) (time.Duration, bool) {
	s := r.str(n, name)
	if s == "" {
		return 0, false
	}
	d, ok := parseClock(s)
	if !ok || d >= 24*time.Hour {
		r.add(diag.Errorf("schedule-time", n.get(name).at, "%s cannot be read from %q", name, short(s)).WithHint("times look like 10:50"))
		return 0, false
	}
	return d, true
}

// length is how long something takes: 00:45, 00:45:00, or minutes.
func (r *reading) length(n *node, name string) time.Duration {
	s := r.str(n, name)
	if s == "" {
		return 0
	}
	if m, err := strconv.ParseFloat(s, 64); err == nil && m >= 0 && m < 14*24*60 {
		return time.Duration(m * float64(time.Minute)).Round(time.Minute)
	}
	d, ok := parseClock(s)
	if !ok || d > 14*24*time.Hour {
		r.add(diag.Errorf("schedule-time", n.get(name).at, "%s cannot be read from %q", name, short(s)).WithHint("lengths look like 00:45"))
		return 0
	}
	return d
}

// minutes is a length as schedule.yaml has it: "00:45".
func minutes(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	d = d.Round(time.Minute)
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}

// local is a time as schedule.yaml has it, in the event's zone. Where the source
// gave an offset and no zone is known, or the clocks of the place show the time
// twice, it keeps the offset.
func (m moment) local(zone *time.Location) string {
	if m.isZero() || m.day {
		return ""
	}
	const form, full = "2006-01-02T15:04", "2006-01-02T15:04-07:00"
	if !m.zoned {
		return m.time.Format(form)
	}
	if zone == nil {
		return m.time.Format(full)
	}
	t := m.time.In(zone)
	if again := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone); !again.Equal(t) {
		return t.Format(full)
	}
	return t.Format(form)
}

// localDay is the calendar day of a time in the event's zone.
func (m moment) localDay(zone *time.Location) string {
	if m.isZero() {
		return ""
	}
	if m.zoned && zone != nil {
		return m.time.In(zone).Format(time.DateOnly)
	}
	return m.time.Format(time.DateOnly)
}

// hour is the hour of the clock on the wall.
func (m moment) hour(zone *time.Location) int {
	if m.zoned && zone != nil {
		return m.time.In(zone).Hour()
	}
	return m.time.Hour()
}

// nightEnds is the hour before which a talk belongs to the evening before, where
// a source has no days of its own: frab's and pretalx's day change is at four.
const nightEnds = 4

// setTimes writes the times of all talks as schedule.yaml has them.
func (s *Schedule) setTimes(zone *time.Location) {
	busy := map[string]bool{} // days with talks in daylight
	for i := range s.Talks {
		if t := &s.Talks[i]; !t.start.isZero() && !t.start.day && t.start.hour(zone) >= nightEnds {
			busy[t.start.localDay(zone)] = true
		}
	}
	for i := range s.Talks {
		t := &s.Talks[i]
		day := t.start.localDay(zone)
		if t.start.day {
			if t.Day == "" {
				t.Day = day
			}
			continue
		}
		if t.start.isZero() {
			continue
		}
		t.Start = t.start.local(zone)
		if !t.end.isZero() && t.end.zoned == t.start.zoned && t.end.time.After(t.start.time) {
			t.End = t.end.local(zone)
			t.Duration = ""
		}
		if t.Day == "" && t.start.hour(zone) < nightEnds {
			if before := t.start.before(zone); busy[before] {
				t.Day = before
			}
		}
		if t.Day == day {
			t.Day = ""
		}
	}
}

// before is the day before the one a time lies on.
func (m moment) before(zone *time.Location) string {
	d, _ := time.Parse(time.DateOnly, m.localDay(zone))
	return d.AddDate(0, 0, -1).Format(time.DateOnly)
}

// wantsZone is the first time that says nothing without a zone, and whether
// there is one.
func (s *Schedule) wantsZone() (diag.Pos, bool) {
	for i := range s.Talks {
		m := s.Talks[i].start
		if !m.isZero() && !m.day && (!m.zoned || m.utc) {
			return m.at, true
		}
	}
	return diag.Pos{}, false
}
