package theme

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"recap/generator/view"
)

// dateStyles are what {{date}} knows, with the text that holds each pattern.
var dateStyles = []string{"long", "medium", "short", "month", "year", "weekday", "dayname", "time", "iso", "day"}

// styleNames says the styles aloud, for messages.
const styleNames = "long, medium, short, month, year, weekday, dayname, time, iso, day"

// asDay accepts the two kinds of date a view holds.
func asDay(v any) (view.Day, error) {
	switch v := v.(type) {
	case view.Day:
		return v, nil
	case *view.Day:
		if v == nil {
			return view.Day{}, nil
		}
		return *v, nil
	case time.Time:
		if v.IsZero() {
			return view.Day{}, nil
		}
		return view.Day{Time: v, Precision: "time"}, nil
	}
	return view.Day{}, fmt.Errorf("%T is no date", v)
}

// date shows a date in a language, as precisely as it is known and never more
// so. No date gives "".
func (t *texts) date(lang, style string, v any) (string, error) {
	d, err := asDay(v)
	if err != nil {
		return "", err
	}
	if !d.Is() {
		return "", nil
	}
	switch style {
	case "iso":
		return iso(d), nil
	case "day":
		if d.Precision == "time" {
			d.Precision = "day"
		}
		return iso(d), nil
	case "year":
		return t.pattern(lang, "date.year", d), nil
	case "month":
		if d.Precision == "year" {
			return t.pattern(lang, "date.year", d), nil
		}
		return t.pattern(lang, "date.month", d), nil
	case "time", "weekday", "dayname":
		if d.Precision == "year" || d.Precision == "month" || style == "time" && d.Precision != "time" {
			return "", nil
		}
		return t.pattern(lang, "date."+style, d), nil
	case "long", "medium", "short":
		switch d.Precision {
		case "year":
			return t.pattern(lang, "date.year", d), nil
		case "month":
			return t.pattern(lang, "date.month", d), nil
		}
		return t.pattern(lang, "date."+style, d), nil
	}
	return "", fmt.Errorf("no style of dates is called %q: %s", style, styleNames)
}

// iso is the form for datetime="…" (HTML, §2.3.5): "2016", "2016-05",
// "2016-05-28", or RFC 3339 with its offset.
func iso(d view.Day) string {
	switch d.Precision {
	case "year":
		return d.Time.Format("2006")
	case "month":
		return d.Time.Format("2006-01")
	case "time":
		return d.Time.Format(time.RFC3339)
	}
	return d.Time.Format("2006-01-02")
}

// span shows the days from one date to another: "28–30 May 2016",
// "28 May – 5 June 2016". A missing or equal end gives the start alone.
func (t *texts) span(lang string, from, to any) (string, error) {
	a, err := asDay(from)
	if err != nil {
		return "", err
	}
	b, err := asDay(to)
	if err != nil {
		return "", err
	}
	if !a.Is() {
		return t.date(lang, "medium", b)
	}
	a, b = dayAtMost(a), dayAtMost(b)
	if !b.Is() || iso(a) == iso(b) || !b.Time.After(a.Time) {
		return t.date(lang, "medium", a)
	}
	key := "span.years"
	sameYear := a.Time.Year() == b.Time.Year()
	switch {
	case a.Precision != b.Precision:
		from, _ := t.date(lang, "medium", a)
		to, _ := t.date(lang, "medium", b)
		return from + " – " + to, nil
	case a.Precision == "year":
		key = "span.year"
	case a.Precision == "month":
		key = pick(sameYear, "span.month", "span.months")
	case sameYear && a.Time.Month() == b.Time.Month():
		key = "span.days"
	case sameYear:
		key = "span.both"
	}
	return t.expandSpan(lang, key, a, b), nil
}

// dayAtMost leaves the time of day out.
func dayAtMost(d view.Day) view.Day {
	if d.Precision == "time" {
		d.Precision = "day"
	}
	return d
}

// expandSpan fills a span's pattern: the parts of the first day are {from.d}
// and so on, those of the last {to.d}.
func (t *texts) expandSpan(lang, key string, a, b view.Day) string {
	s, _ := t.find(lang, key, -1)
	return expand(s, func(name string) string {
		if part, ok := strings.CutPrefix(name, "from."); ok {
			return t.part(lang, part, a.Time)
		}
		if part, ok := strings.CutPrefix(name, "to."); ok {
			return t.part(lang, part, b.Time)
		}
		return ""
	})
}

// pattern fills a date pattern of the theme's texts.
func (t *texts) pattern(lang, key string, d view.Day) string {
	s, _ := t.find(lang, key, -1)
	return expand(s, func(name string) string { return t.part(lang, name, d.Time) })
}

// expand replaces each {name}.
func expand(s string, part func(name string) string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '{')
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i:], '}')
		if j < 0 {
			break
		}
		b.WriteString(s[:i])
		b.WriteString(part(s[i+1 : i+j]))
		s = s[i+j+1:]
	}
	b.WriteString(s)
	return b.String()
}

// part is one piece of a date: the names that patterns may use.
func (t *texts) part(lang, name string, tm time.Time) string {
	word := func(key string) string {
		s, _ := t.find(lang, key, -1)
		return s
	}
	switch name {
	case "weekday":
		return word("weekday." + strconv.Itoa((int(tm.Weekday())+6)%7+1))
	case "month":
		return word("month." + strconv.Itoa(int(tm.Month())))
	case "mon":
		return word("mon." + strconv.Itoa(int(tm.Month())))
	case "d":
		return strconv.Itoa(tm.Day())
	case "dd":
		return tm.Format("02")
	case "m":
		return strconv.Itoa(int(tm.Month()))
	case "mm":
		return tm.Format("01")
	case "yyyy":
		return tm.Format("2006")
	case "h":
		return tm.Format("3")
	case "H":
		return strconv.Itoa(tm.Hour())
	case "HH":
		return tm.Format("15")
	case "min":
		return tm.Format("04")
	case "ampm":
		return tm.Format("pm")
	}
	return ""
}
