package theme

import (
	"html/template"
	"strconv"
	"strings"
	"unicode/utf8"

	"recap/generator/draw"
	"recap/generator/view"
)

// Pictures of the data: package draw makes them, the words in them are those of
// the theme.

func (t *texts) timeline(lang string, tl *view.Timeline) (template.HTML, error) {
	if tl == nil {
		return "", nil
	}
	w := draw.TimelineWords{
		Title: t.say(lang, "draw.timeline"), Desc: t.say(lang, "draw.timeline.about"),
		Year:  func(y int) string { return t.say(lang, "plan.events.year", y) },
		Event: func(e view.TimelineEvent) string { return t.eventName(lang, e) },
	}
	for m := range w.Months {
		w.Months[m] = t.monthLetter(lang, m+1)
	}
	s, err := draw.Timeline(*tl, w)
	return template.HTML(s), err
}

// eventName is what the link of an event in a picture is called.
func (t *texts) eventName(lang string, e view.TimelineEvent) string {
	parts := []string{e.Event.Name}
	if when, err := t.span(lang, e.Event.Start, e.Event.End); err == nil && when != "" {
		parts = append(parts, when)
	}
	if e.Event.Location != "" {
		parts = append(parts, e.Event.Location)
	}
	if e.State != "known" {
		parts = append(parts, t.label(lang, "drawn", e.State))
	}
	if e.Spoke {
		parts = append(parts, t.label(lang, "drawn", "spoke"))
	}
	if e.Event.Status != "" {
		parts = append(parts, t.label(lang, "status", e.Event.Status))
	}
	return strings.Join(parts, " · ")
}

func (t *texts) worldmap(lang, title string, places []view.Place) (template.HTML, error) {
	s, err := draw.Map(places, draw.MapWords{
		Title: title, Desc: t.say(lang, "draw.map.about"),
		Place: func(p view.Place) string {
			name := p.Name
			if p.Country != "" {
				name += ", " + p.Country
			}
			return name + ": " + t.say(lang, "draw.events", p.Count)
		},
	})
	return template.HTML(s), err
}

func (t *texts) months(lang string, months []view.MonthCount) (template.HTML, error) {
	return template.HTML(draw.Months(months, draw.MonthsWords{
		Title: t.say(lang, "draw.months"), Desc: t.say(lang, "draw.months.about"),
		Letter: func(m int) string { return t.monthLetter(lang, m) },
		Month: func(m view.MonthCount) string {
			name, _ := t.date(lang, "month", m.Date)
			return name + ": " + t.say(lang, "draw.posts", m.Posts) + ", " + t.say(lang, "draw.days", len(m.Days))
		},
	})), nil
}

func (t *texts) ring(lang string, part, whole int) (template.HTML, error) {
	if whole <= 0 {
		return "", nil
	}
	return template.HTML(draw.Ring(part, whole, t.say(lang, "event.covered", part, whole))), nil
}

// monthLetter is the first letter of a month.
func (t *texts) monthLetter(lang string, month int) string {
	name, _ := t.find(lang, "month."+strconv.Itoa(month), -1)
	_, n := utf8.DecodeRuneInString(name)
	return name[:n]
}

// say is a text that every theme has: plain's English is complete.
func (t *texts) say(lang, key string, args ...any) string {
	s, err := t.text(lang, key, args...)
	if err != nil {
		return key
	}
	return s
}
