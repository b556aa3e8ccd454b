package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/slug"
	"recap/generator/view"
)

// Event is one event with its place in the site.
type Event struct {
	*content.Event
	Zone     *time.Location
	StartsAt time.Time // first moment of the first day
	EndsAt   time.Time // first moment after the last day, or after what is known of it
	Start    view.Day
	End      view.Day
	Path     string // below the root: "events/pycon-us-2016/"
	URL      string
	Venue    *content.Venue
	Place    string // one line: "Portland, OR, USA"
	Parent   *Event // the event it is part of
	Parts    []*Event
	Hero     *view.Image
	Posts    []*Post // running order
	About    *Post   // the description as a text, nil for none
	Talks    []*Talk // as listed
	Series   *Series // nil for none

	talks  map[string]*Talk   // by id
	titles map[string][]*Talk // by title, folded
}

// Ref is the event in a line.
func (e *Event) Ref() view.EventRef {
	return view.EventRef{Name: e.Name.Text, URL: e.URL, Start: e.Start, End: e.End, Location: e.Place, Status: e.Status}
}

// Talk is the talk with an id.
func (e *Event) Talk(id string) (*Talk, bool) {
	t, ok := e.talks[id]
	return t, ok
}

func (s *Site) eventIDs() []string {
	ids := make([]string, 0, len(s.events))
	for _, e := range s.Events {
		ids = append(ids, e.ID.Text)
	}
	return ids
}

// addEvent gives an event its dates and address.
func (s *Site) addEvent(rec *content.Event) diag.List {
	var d diag.List
	e := &Event{Event: rec, Zone: s.Zone, talks: map[string]*Talk{}, titles: map[string][]*Talk{}}
	if z, err := time.LoadLocation(rec.Timezone.Text); err == nil && rec.Timezone.Text != "" && rec.Timezone.Text != "Local" {
		e.Zone = z
	}
	id := slug.Make(rec.ID.Text)
	if id == "" {
		return diag.List{diag.Errorf("event-id", wordPlace(rec.ID, rec.File.Path), "nothing of %q can stand in an address", rec.ID.Text).
			WithHint("give the event an id: of letters, digits and dashes")}
	}
	e.Path = "events/" + id + "/"
	e.URL = s.at(e.Path)
	e.StartsAt, e.Start = rec.Start.In(e.Zone), day(rec.Start, e.Zone)
	last := rec.End
	if last.IsZero() {
		last = rec.Start
	}
	e.End = day(last, e.Zone)
	e.EndsAt = after(last, e.Zone)
	if s.events[rec.ID.Text] == nil {
		s.events[rec.ID.Text] = e
		s.Events = append(s.Events, e)
		s.addTalks(e)
		s.addSeries(e)
	}
	return d
}

// after is the first moment behind a date of its precision.
func after(w content.When, zone *time.Location) time.Time {
	t := w.In(zone)
	switch w.Precision {
	case content.YearOnly:
		return t.AddDate(1, 0, 0)
	case content.MonthOnly:
		return t.AddDate(0, 1, 0)
	case content.DayOnly:
		return t.AddDate(0, 0, 1)
	}
	return t
}

func wordPlace(w content.Word, file string) diag.Pos {
	if w.IsZero() || w.Pos.File == "" {
		return diag.Whole(file)
	}
	return w.Pos
}

// linkEvent resolves what an event names: its parent, venue, speakers, picks.
func (s *Site) linkEvent(e *Event) diag.List {
	var d diag.List
	file := e.File.Path
	if w := e.PartOf; !w.IsZero() {
		switch parent := s.events[w.Text]; {
		case parent == nil:
			d.Add(s.unknownEvent(wordPlace(w, file), w.Text))
		case parent == e || parent.within(e):
			d.Add(diag.Errorf("event-part-loop", wordPlace(w, file), "%q would be part of itself", e.ID.Text))
		default:
			e.Parent = parent
			parent.Parts = append(parent.Parts, e)
		}
	}
	e.Venue = e.VenueHere
	if w := e.Event.Venue; !w.IsZero() {
		if e.Venue = s.venues[w.Text]; e.Venue == nil {
			ids := make([]string, 0, len(s.set.Venues))
			for _, v := range s.set.Venues {
				ids = append(ids, v.ID.Text)
			}
			d.Add(diag.Errorf("venue-unknown", wordPlace(w, file), "no venue is called %q", w.Text).Meant(w.Text, ids))
		}
	}
	e.Place = placeLine(e)
	for i := range e.Event.Talks {
		d.Add(s.checkSpeakers(e, &e.Event.Talks[i])...)
	}
	d.Add(e.checkTimes()...)
	for _, w := range e.My.Picks {
		if _, ok := s.Talk([]*Event{e}, w.Text); !ok {
			d.Add(unknownTalk(wordPlace(w, file), w.Text, []*Event{e}))
		}
	}
	if e.Event.Image != nil {
		img, di := s.image(e.Event.Image, file)
		d.Add(di...)
		e.Hero = img
	}
	return d
}

// describe makes a text of an event's description, so that its links and
// pictures are resolved and checked as those of posts are. Its places are the
// file as a whole: YAML folds lines, and offsets would point beside the words.
func (s *Site) describe(e *Event) diag.List {
	if strings.TrimSpace(e.Event.Description) == "" {
		return nil
	}
	whole := diag.Whole(e.File.Path)
	doc, d := markdown.Parse(e.File.Path, []byte(e.Event.Description), 0)
	for i := range d {
		d[i].Pos, d[i].Fix = whole, nil
	}
	for i := range doc.Links {
		doc.Links[i].Pos = whole
	}
	for i := range doc.Images {
		doc.Images[i].Pos = whole
	}
	for i := range doc.Raw {
		doc.Raw[i].Pos = whole
	}
	e.About = &Post{Post: &content.Post{File: e.File, Doc: doc, Name: e.ID.Text}, Title: e.Name.Text, Lang: s.Config.Language.Text, Path: e.Path, URL: e.URL, Events: []*Event{e}}
	return append(d, s.answer(e.About)...)
}

// within reports whether e lies inside other, at any depth.
func (e *Event) within(other *Event) bool {
	for at := e.Parent; at != nil; at = at.Parent {
		if at == other {
			return true
		}
	}
	return false
}

// placeLine is where an event took place, in one line.
func placeLine(e *Event) string {
	if e.Location != "" {
		return e.Location
	}
	a := e.Event.Place
	if a == (content.Address{}) && e.Venue != nil {
		a = e.Venue.Address
	}
	var parts []string
	for _, p := range []string{a.City, a.Region, a.Country} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

// fewOutside is how many talks may lie outside their event and be told one by one.
const fewOutside = 3

// checkTimes says which talks lie outside the event. Where they are many they
// have one cause, and are told in one message: collections of videos date talks
// by their upload.
func (e *Event) checkTimes() diag.List {
	var d diag.List
	for i := range e.Event.Talks {
		d.Add(e.checkTime(&e.Event.Talks[i])...)
	}
	if len(d) <= fewOutside {
		return d
	}
	return diag.List{diag.Warnf("talk-outside", d[0].Pos, "%d talks lie outside the dates of %s, from here on: %s", len(d), e.Name.Text, d[0].Message).
		WithHint("if these are the days their videos appeared, take start: out of the talks")}
}

// checkTime says when a talk lies outside its event: a slip of the month, or a
// programme of another year.
func (e *Event) checkTime(t *content.Talk) diag.List {
	if e.Length() == 0 || e.Faulty { // its dates may be what is wrong
		return nil
	}
	last := e.dayAt(e.Length()).AddDate(0, 0, 1)
	switch {
	case !t.Start.IsZero():
		// A talk after midnight still belongs to the last day.
		if at := t.Start.In(e.Zone); at.Before(e.dayAt(1)) || !at.Before(last.Add(6*time.Hour)) {
			return diag.List{diag.Warnf("talk-outside", t.Start.Pos, "this talk begins on %s, but %s is from %s to %s", at.Format("2006-01-02"), e.Name.Text, e.dayAt(1).Format("2006-01-02"), last.AddDate(0, 0, -1).Format("2006-01-02"))}
		}
	case !t.Day.IsZero() && e.dayIndex(t.Day.Text) == 0:
		return diag.List{diag.Warnf("talk-outside", wordPlace(t.Day, e.File.Path), "%s has no day %q", e.Name.Text, t.Day.Text).
			WithHint("a day is a number from 1 to %d, a date or a weekday", e.Length())}
	}
	return nil
}

// checkSpeakers says when a talk names a speaker by an id nobody has.
func (s *Site) checkSpeakers(e *Event, t *content.Talk) diag.List {
	var d diag.List
	for _, sp := range t.Speakers {
		if sp.ID.IsZero() || s.persons[fold(sp.ID.Text)] != nil {
			continue
		}
		if !sp.Name.IsZero() {
			continue // a name makes a speaker by itself, the id is the one it gets
		}
		ids := make([]string, 0, len(s.set.Speakers))
		for _, known := range s.set.Speakers {
			ids = append(ids, known.ID.Text)
		}
		d.Add(diag.Errorf("speaker-unknown", wordPlace(sp.ID, e.File.Path), "no speaker is called %q", sp.ID.Text).Meant(sp.ID.Text, ids))
	}
	return d
}

// runningOrder compares posts of an event in the order of what happened:
// announcements, the posts of days and sessions, what came afterwards.
func (e *Event) runningOrder(a, b *Post) int {
	ga, gb := e.phase(a), e.phase(b)
	if c := cmp.Compare(ga, gb); c != 0 {
		return c
	}
	c := 0
	if ga == 1 {
		c = cmp.Or(cmp.Compare(e.dayNumber(a), e.dayNumber(b)), cmp.Compare(number(a.Session.Text), number(b.Session.Text)))
	}
	return cmp.Or(c, a.When.Compare(b.When), cmp.Compare(a.Part, b.Part), cmp.Compare(a.File.Path, b.File.Path))
}

func (e *Event) phase(p *Post) int {
	switch {
	case e.dayNumber(p) > 0:
		return 1
	case p.When.Before(e.StartsAt):
		return 0
	}
	return 2
}

// dayNumber is the day of the event a post tells of, from 1; 0 for none.
func (e *Event) dayNumber(p *Post) int {
	if p.Day.IsZero() {
		return 0
	}
	return e.dayIndex(p.Day.Text)
}

// number is the first whole number in a text: "Session 3" is 3.
func number(s string) int {
	i := strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' })
	if i < 0 {
		return 0
	}
	j := i
	for j < len(s) && s[j] >= '0' && s[j] <= '9' && j-i < 9 {
		j++
	}
	n, _ := strconv.Atoi(s[i:j])
	return n
}

// Day is a date of the event as themes see it, in its own zone.
func (e *Event) Day(w content.When) view.Day { return day(w, e.Zone) }

// After is the first moment behind a date of the event.
func (e *Event) After(w content.When) time.Time { return after(w, e.Zone) }

// TagsOf are the terms of an event that have a page.
func (s *Site) TagsOf(e *Event) []*Tag {
	var out []*Tag
	for _, w := range e.Event.Tags {
		if t := s.TagNamed(w.Text); t != nil && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
