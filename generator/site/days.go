package site

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/markdown"
)

// weekdayNames are the days in the languages that themes speak, Sunday first:
// writers head their sections with them, and derived titles may hold them.
var weekdayNames = map[string][7]string{
	"en": {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	"de": {"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
}

// weekdays are those names, folded.
var weekdays = func() map[string]time.Weekday {
	out := map[string]time.Weekday{"sonnabend": time.Saturday}
	for _, names := range weekdayNames {
		for i, name := range names {
			out[strings.ToLower(name)] = time.Weekday(i)
		}
	}
	return out
}()

// germanMonths are the months that time.Parse does not know.
var germanMonths = strings.NewReplacer("Januar", "January", "Jänner", "January", "Februar", "February", "März", "March",
	"Mai", "May", "Juni", "June", "Juli", "July", "Oktober", "October", "Dezember", "December", ". ", " ")

// weekday is the name of a day in a language, in English where recap has none.
func weekday(t time.Time, lang string) string {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	names, ok := weekdayNames[base]
	if !ok {
		names = weekdayNames["en"]
	}
	return names[t.Weekday()]
}

// dayTitle is how titles call a day of the event: as its file does, by weekday
// or date where day_labels: says so, else by its number.
func (e *Event) dayTitle(n int, lang string) string {
	if label := e.DayLabel(n); label != "" {
		return label
	}
	switch e.DayLabels {
	case "weekday":
		if e.Length() <= 7 { // else a Monday may come twice
			return weekday(e.dayAt(n), lang)
		}
	case "date":
		return e.dayAt(n).Format("2006-01-02")
	}
	return strconv.Itoa(n)
}

// dayOf is the day of the event a heading names: by {day=2}, "Day 2", a weekday,
// or a date, alone or in front of a colon, a dash or a comma; zero for none.
func (e *Event) dayOf(h markdown.Heading) time.Time {
	if a, ok := h.Attr("day"); ok {
		return e.dayAt(e.dayIndex(a.Value))
	}
	if day := e.dayCalled(h.Text); !day.IsZero() {
		return day
	}
	if i := behindDay.FindStringIndex(h.Text); i != nil {
		return e.dayCalled(h.Text[:i[0]])
	}
	return time.Time{}
}

// behindDay is what parts a day from what happened on it: "Day 2: Toolmakers".
var behindDay = regexp.MustCompile(`:|,| [–—-] `)

func (e *Event) dayCalled(text string) time.Time {
	text = strings.Trim(text, " .:–-")
	words := strings.Fields(strings.ToLower(text))
	switch {
	case len(words) == 2 && (words[0] == "day" || words[0] == "tag"):
		return e.dayAt(e.dayIndex(words[1]))
	case len(words) == 1:
		if _, isDay := weekdays[words[0]]; isDay {
			return e.dayAt(e.dayIndex(words[0]))
		}
	}
	for _, layout := range []string{"2006-01-02", "2 January 2006", "January 2, 2006", "January 2", "2 January"} {
		for _, text := range []string{text, germanMonths.Replace(text)} {
			t, err := time.ParseInLocation(layout, text, e.Zone)
			if err != nil {
				continue
			}
			if t.Year() == 0 {
				t = t.AddDate(e.StartsAt.Year(), 0, 0)
			}
			return e.dayAt(e.dayIndex(t.Format("2006-01-02")))
		}
	}
	return time.Time{}
}

// dayIndex is the number of a day of the event, from 1, by number, date or
// weekday; 0 when the event has no such day.
func (e *Event) dayIndex(text string) int {
	if e.StartsAt.IsZero() || e.Event.Start.Precision < content.DayOnly {
		return 0
	}
	n := 0
	if t, err := time.ParseInLocation("2006-01-02", text, e.Zone); err == nil {
		n = daysBetween(e.StartsAt, t) + 1
	} else if wd, ok := weekdays[strings.ToLower(text)]; ok {
		n = (int(wd)-int(e.StartsAt.Weekday())+7)%7 + 1
	} else {
		n = number(text)
	}
	if n < 1 || n > e.Length() {
		return 0
	}
	return n
}

// Length is the number of the event's days; 0 when its dates are not known to the day.
func (e *Event) Length() int {
	if e.Event.Start.Precision < content.DayOnly {
		return 0
	}
	last := e.Event.Start
	if e.Event.End.Precision >= content.DayOnly {
		last = e.Event.End
	}
	return max(1, daysBetween(e.StartsAt, last.In(e.Zone))+1)
}

// mostThere is how long nobody stays: a date typed wrong must not count a century.
const mostThere = 60

// DaysThere are the dates on which the writer was at the event: those that my:
// names, else all; at midnight UTC. None where the days are not known.
func (e *Event) DaysThere() []time.Time {
	var out []time.Time
	add := func(n int) {
		y, m, d := e.dayAt(n).Date()
		if t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	for _, w := range e.My.Days {
		if n := e.dayIndex(w.Text); n > 0 {
			add(n)
		}
	}
	if len(e.My.Days) == 0 && e.Length() <= mostThere {
		for n := range e.Length() {
			add(n + 1)
		}
	}
	return out
}

// dayAt is the n-th day of the event; zero for 0.
func (e *Event) dayAt(n int) time.Time {
	if n == 0 {
		return time.Time{}
	}
	y, m, d := e.StartsAt.Date()
	return dateIn(y, m, d+n-1, e.Zone)
}

// dateIn is the first moment of a day by the calendar of a zone.
func dateIn(y int, m time.Month, d int, zone *time.Location) time.Time {
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

// daysBetween counts days by the calendar, whatever the clocks did between.
func daysBetween(a, b time.Time) int {
	ya, ma, da := a.Date()
	yb, mb, db := b.Date()
	return int(time.Date(yb, mb, db, 0, 0, 0, 0, time.UTC).Sub(time.Date(ya, ma, da, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour))
}
