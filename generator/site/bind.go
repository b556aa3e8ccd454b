package site

import (
	"slices"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/slug"
)

// bind finds out which of a post's sections tell of which talk. A heading is
// bound by the id in its {talk=…}, or by being equal to exactly one talk title
// of two words or more. Nothing else is guessed: recap bind proposes, the build
// does not.
func (s *Site) bind(p *Post) diag.List {
	var d diag.List
	p.bound = make(map[int]*Talk, 4)
	seen := map[*Talk]int{}
	for i, h := range p.Doc.Headings {
		for _, a := range h.Attrs {
			if !slices.Contains(headingKeys, a.Key) {
				d.Add(diag.Warnf("heading-key", a.Pos, "a heading has no mark %q", a.Key).WithHint("%s", meantKey(a.Key)))
			}
		}
		var t *Talk
		if a, ok := h.Attr("talk"); ok {
			if a.Value == "none" {
				continue
			}
			found, ok := s.Talk(p.Events, a.Value)
			if !ok {
				d.Add(s.checkTalk(p, content.Word{Text: a.Value, Pos: a.Pos})...)
				continue
			}
			t = found
		} else if t = s.byTitle(p.Events, h.Text); t == nil {
			continue
		}
		if first, twice := seen[t]; twice {
			d.Add(diag.Warnf("talk-twice", h.Pos, "this post tells of %q twice", t.Title.Text).
				WithNote(p.Doc.Headings[first].Pos, "first here"))
		} else {
			seen[t] = i
		}
		p.bound[i] = t
	}
	return d
}

// headingKeys are the marks that the braces of a heading may hold.
var headingKeys = []string{"talk", "day", "topic", "lang", "id", "class"}

func meantKey(key string) string {
	if near, ok := diag.Nearest(key, headingKeys); ok {
		return "did you mean " + near + "=…?"
	}
	return "recap knows talk=, day=, topic=, lang= and #id"
}

// byTitle is the one talk of the events, or of those they are part of, whose
// title a heading repeats; nil for none or several.
func (s *Site) byTitle(events []*Event, heading string) *Talk {
	key := titleKey(heading)
	if key == "" {
		return nil
	}
	var found *Talk
	for _, e := range events {
		for at := e; at != nil; at = at.Parent {
			for _, t := range at.titles[key] {
				if found != nil && found != t {
					return nil
				}
				found = t
			}
		}
	}
	return found
}

// cover tells the talks that a published post speaks of them.
func (s *Site) cover(p *Post) {
	covered := map[*Talk]bool{}
	for i := range p.Sections {
		if t := p.Sections[i].Bound; t != nil {
			t.Coverage = append(t.Coverage, Coverage{p, &p.Sections[i]})
			covered[t] = true
		}
	}
	for _, t := range s.mentions(p) {
		if !covered[t] {
			t.Coverage = append(t.Coverage, Coverage{p, nil})
			covered[t] = true
		}
	}
}

// mentions are the talks a post names outside of headings: in its front matter,
// and in sentences by [words](talk:id).
func (s *Site) mentions(p *Post) []*Talk {
	var out []*Talk
	for _, w := range p.Post.Talks {
		if t, ok := s.Talk(p.Events, w.Text); ok {
			out = append(out, t)
		}
	}
	for _, l := range p.Doc.Links {
		if id, ok := strings.CutPrefix(l.Dest, "talk:"); ok {
			if t, ok := s.Talk(p.Events, id); ok {
				out = append(out, t)
			}
		}
	}
	return out
}

// Section is one heading of a post with what other pages quote of it.
type Section struct {
	Anchor string
	Title  string
	Level  int
	Lead   string // first paragraph
	Topic  string // from {topic=…}
	Day    time.Time
	Bound  *Talk // the talk it tells of
}

// sections are a post's headings with what they are bound to.
func (s *Site) sections(p *Post) []Section {
	out := make([]Section, len(p.Doc.Headings))
	for i, h := range p.Doc.Headings {
		sec := Section{Anchor: h.ID, Title: h.Text, Level: h.Level, Lead: h.Lead, Bound: p.bound[i]}
		if a, ok := h.Attr("topic"); ok {
			sec.Topic = a.Value
		}
		if len(p.Events) > 0 && sec.Bound == nil {
			sec.Day = p.Events[0].dayOf(h)
		}
		out[i] = sec
	}
	return out
}

// dayOf is the day of the event a heading names: by {day=2}, "Day 2", a weekday,
// or a date; zero for none.
func (e *Event) dayOf(h markdown.Heading) time.Time {
	if a, ok := h.Attr("day"); ok {
		return e.dayAt(e.dayIndex(a.Value))
	}
	words := strings.Fields(strings.ToLower(strings.Trim(h.Text, " .:–-")))
	switch {
	case len(words) == 2 && (words[0] == "day" || words[0] == "tag"):
		return e.dayAt(e.dayIndex(words[1]))
	case len(words) == 1:
		if _, isDay := weekdays[words[0]]; isDay {
			return e.dayAt(e.dayIndex(words[0]))
		}
	}
	for _, layout := range []string{"2006-01-02", "2 January 2006", "January 2, 2006", "January 2", "2 January"} {
		if t, err := time.ParseInLocation(layout, strings.TrimSpace(h.Text), e.Zone); err == nil {
			if t.Year() == 0 {
				t = t.AddDate(e.StartsAt.Year(), 0, 0)
			}
			return e.dayAt(e.dayIndex(t.Format("2006-01-02")))
		}
	}
	return time.Time{}
}

// weekdays by name in the languages that themes speak.
var weekdays = map[string]time.Weekday{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
	"sonntag": 0, "montag": 1, "dienstag": 2, "mittwoch": 3, "donnerstag": 4, "freitag": 5, "samstag": 6,
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

// TopicSlug is the address word of a section's topic.
func (sec Section) TopicSlug() string { return slug.Term(sec.Topic) }

// Talks are the talks a post tells of, in the order it does.
func (p *Post) TalksCovered(s *Site) []*Talk {
	var out []*Talk
	for _, sec := range p.Sections {
		if sec.Bound != nil && !slices.Contains(out, sec.Bound) {
			out = append(out, sec.Bound)
		}
	}
	for _, t := range s.mentions(p) {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
