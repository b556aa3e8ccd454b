package desk

import (
	"cmp"
	"slices"
	"time"

	"recap/generator/content"
	"recap/generator/site"
)

// Status is what is still to do. Slices are never nil, so that an empty list is
// [] in JSON. Days are counted from Desk.Now, whole ones.
type Status struct {
	Drafts   []HeldPost     `json:"drafts"`   // by file
	Later    []HeldPost     `json:"later"`    // posts dated after now, the next first
	Events   []EventStatus  `json:"events"`   // the newest first
	Expected []ExpectedLink `json:"expected"` // promised links, the oldest promise first
	Calls    []Call         `json:"calls"`    // open calls for papers, by deadline
	Next     *NextChange    `json:"next"`     // when a list on the published site goes out of date; nil for never
}

// HeldPost is a post that readers do not see yet.
type HeldPost struct {
	File    string    `json:"file"`
	Title   string    `json:"title"`
	Appears time.Time `json:"appears,omitzero"` // zero for a draft
	Events  []string  `json:"events,omitempty"`
}

// EventStatus is what posts tell of an event, and what they lack.
type EventStatus struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Start   string   `json:"start,omitempty"`
	Posts   int      `json:"posts"`   // published
	Talks   int      `json:"talks"`   // of the programme, without those that fell out
	Covered int      `json:"covered"` // by published posts
	Missed  []string `json:"missed"`  // talks that were picked, are over, and are told of nowhere
	Begun   []string `json:"begun"`   // talks that were picked, are over, and are told of in drafts or posts for later
	Ahead   []string `json:"ahead"`   // talks that were picked and are still to come

	NoVideo  []string `json:"no_video"`  // talks told of whose recording nobody looked for
	NoSlides []string `json:"no_slides"` // the same for slides
}

// ExpectedLink is a recording or slides that were promised.
type ExpectedLink struct {
	Talk  string `json:"talk"` // event/id
	Title string `json:"title"`
	What  string `json:"what"`            // "video" or "slides"
	Since string `json:"since,omitempty"` // as written, else the event's last day
	Days  int    `json:"days"`
}

// Call is an open call for papers.
type Call struct {
	Event  string    `json:"event"`
	Name   string    `json:"name"`
	URL    string    `json:"url,omitempty"`
	Closes time.Time `json:"closes"` // first moment behind the deadline
	Date   string    `json:"date"`   // as written
	Days   int       `json:"days"`   // until then
}

// NextChange is the next moment at which a build makes other pages.
type NextChange struct {
	At   time.Time `json:"at"`
	What string    `json:"what"`
	Name string    `json:"name"`
	Days int       `json:"days"`
}

// Status looks through the site, or one event of it.
func (d *Desk) Status(event string) (*Status, error) {
	var only *site.Event
	if event != "" {
		if _, err := d.Event(event); err != nil {
			return nil, err
		}
		only = d.Published.Event(event)
	}
	s := &Status{Drafts: []HeldPost{}, Later: []HeldPost{}, Events: []EventStatus{}, Expected: []ExpectedLink{}, Calls: []Call{}}
	d.held(s, only)
	for _, e := range d.Published.Events {
		if only != nil && e != only {
			continue
		}
		s.Events = append(s.Events, d.eventStatus(e))
		d.promises(s, e)
		d.calls(s, e)
	}
	slices.SortStableFunc(s.Expected, func(a, b ExpectedLink) int { return cmp.Compare(b.Days, a.Days) })
	slices.SortStableFunc(s.Calls, func(a, b Call) int { return a.Closes.Compare(b.Closes) })
	if m := d.Published.Moments(); len(m) > 0 {
		s.Next = &NextChange{At: m[0].At, What: m[0].What, Name: m[0].Name, Days: d.daysTo(m[0].At)}
	}
	return s, nil
}

// held sorts the posts that are not published into drafts and posts for later.
func (d *Desk) held(s *Status, only *site.Event) {
	for _, h := range d.Published.Held {
		p := HeldPost{File: h.Post.File.Path, Title: h.Post.Title, Appears: h.Until}
		about := only == nil
		for _, e := range h.Post.Events {
			p.Events = append(p.Events, e.ID.Text)
			about = about || e == only
		}
		switch {
		case !about:
		case h.Reason == "draft":
			s.Drafts = append(s.Drafts, p)
		default:
			s.Later = append(s.Later, p)
		}
	}
	slices.SortFunc(s.Drafts, func(a, b HeldPost) int { return cmp.Compare(a.File, b.File) })
	slices.SortFunc(s.Later, func(a, b HeldPost) int {
		return cmp.Or(a.Appears.Compare(b.Appears), cmp.Compare(a.File, b.File))
	})
}

// gone reports whether a talk fell out of the programme.
func gone(t *site.Talk) bool {
	return t.Withdrawn || t.Status == "cancelled" || t.Status == "withdrawn"
}

func (d *Desk) eventStatus(e *site.Event) EventStatus {
	st := EventStatus{
		ID: e.ID.Text, Name: e.Name.Text, Start: written(e.Event.Start), Posts: len(e.Posts),
		Missed: []string{}, Begun: []string{}, Ahead: []string{}, NoVideo: []string{}, NoSlides: []string{},
	}
	for _, t := range e.Talks {
		if !gone(t) {
			st.Talks++
		}
		if !t.Covered() {
			continue
		}
		if !gone(t) {
			st.Covered++
		}
		if len(t.Video) == 0 && !t.DoNotRecord {
			st.NoVideo = append(st.NoVideo, t.ID.Text)
		}
		if len(t.Slides) == 0 {
			st.NoSlides = append(st.NoSlides, t.ID.Text)
		}
	}
	for _, w := range e.My.Picks {
		t, ok := e.Talk(w.Text)
		switch {
		case !ok || t.Covered():
		case e.EndsAt.After(d.Now):
			st.Ahead = append(st.Ahead, w.Text)
		case d.begun(e, w.Text):
			st.Begun = append(st.Begun, w.Text)
		default:
			st.Missed = append(st.Missed, w.Text)
		}
	}
	return st
}

// begun reports whether a post that is not published yet tells of a talk.
func (d *Desk) begun(e *site.Event, id string) bool {
	all := d.Site.Event(e.ID.Text)
	if all == nil {
		return false
	}
	t, ok := all.Talk(id)
	return ok && t.Covered()
}

// promises are the links of an event's talks that are expected.
func (d *Desk) promises(s *Status, e *site.Event) {
	for _, t := range e.Talks {
		for _, of := range []struct {
			what  string
			links []content.TalkLink
		}{{"video", t.Video}, {"slides", t.Slides}} {
			for _, l := range of.links {
				if l.State != content.Expected {
					continue
				}
				x := ExpectedLink{Talk: e.ID.Text + "/" + t.ID.Text, Title: t.Title.Text, What: of.what}
				since := l.Since.In(e.Zone)
				if x.Since = written(l.Since); l.Since.IsZero() {
					since = e.EndsAt
				}
				if !since.IsZero() {
					x.Days = max(0, -d.daysTo(since))
				}
				s.Expected = append(s.Expected, x)
			}
		}
	}
}

// calls are an event's calls for papers that one can still answer.
func (d *Desk) calls(s *Status, e *site.Event) {
	for _, c := range e.CFPs {
		if c.Close.IsZero() || e.Status == "cancelled" {
			continue
		}
		if ends := e.After(c.Close); ends.After(d.Now) {
			s.Calls = append(s.Calls, Call{Event: e.ID.Text, Name: c.Name, URL: site.SafeURL(c.URL), Closes: ends, Date: written(c.Close), Days: d.daysTo(ends)})
		}
	}
}

// daysTo is the number of whole days until a moment, negative for one that has
// passed.
func (d *Desk) daysTo(at time.Time) int { return int(at.Sub(d.Now) / (24 * time.Hour)) }

// written is a date as it stands in a file, as much as is known.
func written(w content.When) string {
	if w.IsZero() {
		return ""
	}
	return w.In(time.UTC).Format([...]string{"", "2006", "2006-01", "2006-01-02", "2006-01-02T15:04"}[w.Precision])
}
