package site

import (
	"time"

	"recap/generator/content"
	"recap/generator/slug"
	"recap/generator/view"
)

// Answer resolves what a text of a record asks: its links and pictures. What is
// wrong with it is not said: such texts are quoted from elsewhere more often
// than not.
func (s *Site) Answer(p *Post) { s.answer(p) }

// Book is the book with an id or a title, nil when books.yaml has none.
func (s *Site) Book(name string) *content.Book {
	key := fold(name)
	for i := range s.set.Books {
		if b := &s.set.Books[i]; fold(b.ID.Text) == key || fold(b.Title.Text) == key {
			return b
		}
	}
	return nil
}

// TagNamed is the term of a spelling, nil when no post uses it.
func (s *Site) TagNamed(spelling string) *Tag {
	key := slug.Term(spelling)
	if rec := s.terms[key]; rec != nil {
		key = slug.Term(rec.ID.Text)
	}
	if t := s.tags[key]; t != nil && len(t.Posts) > 0 {
		return t
	}
	return nil
}

// PostDay is the day of an event that a post tells of by its front matter, from
// 1; 0 for none.
func (e *Event) PostDay(p *Post) int { return e.dayNumber(p) }

// DayOf is the number of a day of the event, from 1; 0 when it has no such day.
func (e *Event) DayOf(t time.Time) int {
	if t.IsZero() {
		return 0
	}
	return e.dayIndex(t.Format("2006-01-02"))
}

// DayNumber is the number of a day as a talk names it, by number, date or
// weekday; 0 when the event has no such day.
func (e *Event) DayNumber(day string) int { return e.dayIndex(day) }

// DayAt is the n-th day of the event, from 1.
func (e *Event) DayAt(n int) view.Day {
	return view.Day{Time: e.dayAt(n), Precision: "day"}
}

// DayLabel is what the event's file calls a day; "" when the rule decides.
func (e *Event) DayLabel(n int) string {
	at := e.dayAt(n)
	for _, d := range e.Days {
		if d.Date.Precision >= content.DayOnly && daysBetween(at, d.Date.In(e.Zone)) == 0 {
			return d.Label
		}
	}
	return ""
}

// Picture is a picture that a record names, nil when it names none that exists.
func (s *Site) Picture(im *content.Image, file string) *view.Image {
	if im == nil {
		return nil
	}
	v, _ := s.image(im, file)
	return v
}

// Day is a date as themes see it, in the site's zone.
func (s *Site) Day(w content.When) view.Day { return day(w, s.Zone) }
