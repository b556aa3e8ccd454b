package theme

import (
	"cmp"

	"recap/generator/view"
)

// ldLecture is a talk: an event within an event.
type ldLecture struct {
	ldEvent
	Super *ldEvent `json:"superEvent,omitempty"`
	Works []ldWork `json:"recordedIn,omitempty"`
}

type ldWork struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url"`
}

type ldProfile struct {
	Type   string   `json:"@type"`
	URL    string   `json:"url"`
	Name   string   `json:"name"`
	Entity ldPerson `json:"mainEntity"`
}

type ldPerson struct {
	ldThing
	Description string   `json:"description,omitempty"`
	Image       string   `json:"image,omitempty"`
	Org         *ldThing `json:"affiliation,omitempty"`
	Same        []string `json:"sameAs,omitempty"`
}

// lecture is a talk, where its day and place are known: search engines take no
// event without them.
func lecture(v *view.TalkPage) *ldLecture {
	start := v.Talk.Start
	if !exact(start) {
		start = v.Talk.Day
	}
	if !exact(start) {
		start = v.Event.Start
	}
	if !exact(start) || v.Site == nil {
		return nil
	}
	place := placeOf(v.Event)
	t := &ldLecture{ldEvent: ldEvent{
		Type: "Event", Name: v.Talk.Title, URL: v.Canonical, Start: iso(start),
		Status: schema(ldStatus[v.Talk.Status]), Description: v.Description, Image: imageOf(&v.Base), Location: place,
	}}
	if exact(v.Talk.End) {
		t.End = iso(v.Talk.End)
	}
	for _, s := range v.Talk.Speakers {
		t.Performer = append(t.Performer, ldThing{"Person", s.Name, abs(v.Site, s.URL)})
	}
	if exact(v.Event.Start) {
		t.Super = &ldEvent{Type: "Event", Name: v.Event.Name, URL: abs(v.Site, v.Event.URL), Start: iso(dayAtMost(v.Event.Start)), Location: place}
		if exact(v.Event.End) {
			t.Super.End = iso(dayAtMost(v.Event.End))
		}
	}
	for _, l := range v.Talk.Video {
		if l.State == "known" {
			t.Works = append(t.Works, ldWork{"CreativeWork", v.Talk.Title, abs(v.Site, l.URL)})
		}
	}
	return t
}

// placeOf is where an event took place; its name where no more is known.
func placeOf(e view.EventRef) ldPlace {
	name := cmp.Or(e.Location, e.Name)
	return ldPlace{"Place", name, name}
}

// partOf is a day or the timetable of an event, as an event within it; nil where
// its days are not known.
func partOf(b *view.Base, e view.EventRef, day view.Day) *ldLecture {
	if !exact(e.Start) || b.Site == nil {
		return nil
	}
	whole := &ldEvent{Type: "Event", Name: e.Name, URL: abs(b.Site, e.URL), Start: iso(dayAtMost(e.Start)), Location: placeOf(e)}
	if exact(e.End) {
		whole.End = iso(dayAtMost(e.End))
	}
	if !exact(day) {
		return &ldLecture{ldEvent: *whole}
	}
	p := &ldLecture{ldEvent: ldEvent{Type: "Event", Name: b.Title, URL: b.Canonical, Start: iso(day), Location: placeOf(e), Description: b.Description}}
	p.Super = whole
	return p
}

// ldSeries is a recurring event.
type ldSeries struct {
	ldThing
	Description string    `json:"description,omitempty"`
	Events      []ldEvent `json:"subEvent,omitempty"`
}

func recurring(v *view.Series) *ldSeries {
	s := &ldSeries{ldThing: ldThing{"EventSeries", v.Name, v.Canonical}, Description: v.Base.Description}
	for _, e := range v.Editions {
		if exact(e.Event.Start) {
			ed := ldEvent{Type: "Event", Name: e.Event.Name, URL: abs(v.Site, e.Event.URL), Start: iso(dayAtMost(e.Event.Start)), Location: placeOf(e.Event)}
			if exact(e.Event.End) {
				ed.End = iso(dayAtMost(e.Event.End))
			}
			s.Events = append(s.Events, ed)
		}
	}
	return s
}

// profile is a person's page.
func profile(v *view.SpeakerPage) ldProfile {
	p := ldProfile{Type: "ProfilePage", URL: v.Canonical, Name: v.Name, Entity: ldPerson{ldThing: ldThing{"Person", v.Name, v.Canonical}}}
	p.Entity.Description = v.Description
	if v.Picture != nil {
		p.Entity.Image = v.Picture.Abs
	}
	if v.Affiliation != "" {
		p.Entity.Org = &ldThing{Type: "Organization", Name: v.Affiliation}
	}
	for _, l := range v.Links {
		p.Entity.Same = append(p.Entity.Same, l.URL)
	}
	return p
}
