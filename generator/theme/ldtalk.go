package theme

import "recap/generator/view"

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
	if !exact(start) || v.Event.Location == "" || v.Site == nil {
		return nil
	}
	place := ldPlace{"Place", v.Event.Location, v.Event.Location}
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
