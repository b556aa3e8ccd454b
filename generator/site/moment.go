package site

import (
	"cmp"
	"slices"
	"time"
)

// Moment is a time at which a build makes other pages than one before it, though
// no file has changed.
type Moment struct {
	At   time.Time
	What string // "the event is over", …
	Name string // of the post, event or call
	File string
}

// What happens at a Moment.
const (
	MomentPost  = "the post appears"
	MomentDated = "the post gets its date"
	MomentOver  = "the event is over"
	MomentCall  = "the call for papers closes"
)

// Moments are the times after Now at which the site changes by itself, in order.
// Everything that a page makes of Now is here (TestMoments).
func (s *Site) Moments() []Moment {
	var out []Moment
	note := func(at time.Time, what, name, file string) {
		if s.Now.Before(at) {
			out = append(out, Moment{at, what, name, file})
		}
	}
	for _, h := range s.Held {
		if h.Reason == "future" {
			note(h.Until, MomentPost, h.Post.Title, h.Post.File.Path)
		}
	}
	for _, p := range slices.Concat(s.Posts, s.Hidden) {
		if w := s.dayTold(p); p.Post.Date.IsZero() && p.NameDate.IsZero() && !w.IsZero() {
			note(w.In(s.Zone), MomentDated, p.Title, p.File.Path)
		}
	}
	for _, e := range s.Events {
		note(e.EndsAt, MomentOver, e.Name.Text, e.File.Path)
		for _, c := range e.CFPs {
			if !c.Close.IsZero() && e.Status != "cancelled" {
				name := e.Name.Text
				if c.Name != "" {
					name += ", " + c.Name
				}
				note(e.After(c.Close), MomentCall, name, e.File.Path)
			}
		}
	}
	slices.SortFunc(out, func(a, b Moment) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.File, b.File), cmp.Compare(a.What, b.What), cmp.Compare(a.Name, b.Name))
	})
	return out
}
