package theme

import (
	"cmp"
	"slices"

	"recap/generator/view"
)

// Structured data for search engines: schema.org in JSON-LD. It is made here
// rather than written in templates, where every optional value needs a comma of
// its own, and so that every theme says the same. In a template:
//
//	{{with ld .}}<script type="application/ld+json">{{.}}</script>{{end}}
//
// A data block is not executed, so a strict Content-Security-Policy allows it;
// html/template escapes what could end it.

// ldDoc is one block: everything a page says about itself.
type ldDoc struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"`
}

type ldThing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type ldPosting struct {
	Type        string    `json:"@type"`
	Headline    string    `json:"headline"`
	URL         string    `json:"url"`
	Page        string    `json:"mainEntityOfPage"`
	Published   string    `json:"datePublished"`
	Modified    string    `json:"dateModified"`
	Language    string    `json:"inLanguage,omitempty"`
	Description string    `json:"description,omitempty"`
	Image       string    `json:"image,omitempty"`
	Author      []ldThing `json:"author"`
	Publisher   ldThing   `json:"publisher"`
	About       *ldEvent  `json:"about,omitempty"`
	Keywords    []string  `json:"keywords,omitempty"`
}

type ldEvent struct {
	Type        string    `json:"@type"`
	Name        string    `json:"name"`
	URL         string    `json:"url,omitempty"`
	Start       string    `json:"startDate"`
	End         string    `json:"endDate,omitempty"`
	Status      string    `json:"eventStatus,omitempty"`
	Mode        string    `json:"eventAttendanceMode,omitempty"`
	Description string    `json:"description,omitempty"`
	Image       string    `json:"image,omitempty"`
	Location    any       `json:"location"`
	Organizer   *ldThing  `json:"organizer,omitempty"`
	Performer   []ldThing `json:"performer,omitempty"`
}

type ldPlace struct {
	Type    string `json:"@type"`
	Name    string `json:"name"`
	Address any    `json:"address,omitempty"`
}

type ldAddress struct {
	Type    string `json:"@type"`
	Street  string `json:"streetAddress,omitempty"`
	City    string `json:"addressLocality,omitempty"`
	Region  string `json:"addressRegion,omitempty"`
	Zip     string `json:"postalCode,omitempty"`
	Country string `json:"addressCountry,omitempty"`
}

type ldSite struct {
	ldThing
	Description string  `json:"description,omitempty"`
	Language    string  `json:"inLanguage,omitempty"`
	Publisher   ldThing `json:"publisher"`
}

type ldTrail struct {
	Type  string   `json:"@type"`
	Items []ldStep `json:"itemListElement"`
}

type ldStep struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item"`
}

// ld is what a page says about itself, nil for pages that say nothing: those
// that search engines are asked to leave out, and those of no kind they know.
func ld(v any) *ldDoc {
	doc := &ldDoc{Context: "https://schema.org"}
	var b *view.Base
	switch v := v.(type) {
	case view.Home:
		b = &v.Base
		if b.Site != nil {
			doc.Graph = append(doc.Graph, ldSite{ldThing{"WebSite", b.Site.Title, b.Canonical}, b.Site.Description, b.Site.Language, publisherOf(b.Site)})
		}
	case view.Post:
		b = &v.Base
		if p := posting(&v); p != nil {
			doc.Graph = append(doc.Graph, p)
		}
	case view.Event:
		b = &v.Base
		if e := conference(&v); e != nil {
			doc.Graph = append(doc.Graph, e)
		}
	case view.TalkPage:
		b = &v.Base
		if t := lecture(&v); t != nil {
			doc.Graph = append(doc.Graph, t)
		}
	case view.SpeakerPage:
		b = &v.Base
		doc.Graph = append(doc.Graph, profile(&v))
	case view.EventDay:
		b = &v.Base
		if e := partOf(b, v.Event, v.Date); e != nil {
			doc.Graph = append(doc.Graph, e)
		}
	case view.Schedule:
		b = &v.Base
		if e := partOf(b, v.Event, view.Day{}); e != nil {
			doc.Graph = append(doc.Graph, e)
		}
	case view.Series:
		b = &v.Base
		doc.Graph = append(doc.Graph, recurring(&v))
	case view.Speakers:
		b = &v.Base
	case view.EventsUpcoming:
		b = &v.Base
	case view.List:
		b = &v.Base
	case view.Text:
		b = &v.Base
	case view.Archive:
		b = &v.Base
	case view.Year:
		b = &v.Base
	case view.Tags:
		b = &v.Base
	case view.Tag:
		b = &v.Base
	case view.Events:
		b = &v.Base
	case view.EventsYear:
		b = &v.Base
	case view.Term:
		b = &v.Base
	case view.Terms:
		b = &v.Base
	case view.YearMonth:
		b = &v.Base
	case view.Review:
		b = &v.Base
	case view.CFPs:
		b = &v.Base
	case view.Picks:
		b = &v.Base
	case view.BookList:
		b = &v.Base
	case view.Topic:
		b = &v.Base
	case view.Quotes:
		b = &v.Base
	case view.Credits:
		b = &v.Base
	}
	if b == nil || b.NoIndex || b.Site == nil {
		return nil
	}
	if t := trail(b); t != nil {
		doc.Graph = append(doc.Graph, t)
	}
	if len(doc.Graph) == 0 {
		return nil
	}
	return doc
}

func publisherOf(s *view.Site) ldThing { return ldThing{"Organization", s.Title, s.BaseURL} }

// exact reports a date that names its day: search engines take no less.
func exact(d view.Day) bool { return d.Precision == "day" || d.Precision == "time" }

// imageOf is the page's picture, else the theme's card.
func imageOf(b *view.Base) string {
	if b.Image != nil {
		return b.Image.Abs
	}
	return abs(b.Site, b.Site.Assets["card.png"])
}

// posting is a post. One without a full date has no datePublished, which a
// BlogPosting must have.
func posting(v *view.Post) *ldPosting {
	if !exact(v.Date) || v.Site == nil {
		return nil
	}
	p := &ldPosting{
		Type: "BlogPosting", Headline: v.Title, URL: v.Canonical, Page: v.Canonical,
		Published: iso(v.Date), Modified: iso(v.Date), Language: v.Lang,
		Description: v.Description, Image: imageOf(&v.Base), Publisher: publisherOf(v.Site),
	}
	if v.Updated.Is() {
		p.Modified = iso(v.Updated)
	}
	authors := v.Authors
	if len(authors) == 0 && v.Site.Author != nil {
		authors = []view.Person{*v.Site.Author}
	}
	for _, a := range authors {
		p.Author = append(p.Author, ldThing{"Person", a.Name, cmp.Or(a.URL, v.Site.BaseURL)})
	}
	if len(authors) == 0 {
		p.Author = []ldThing{p.Publisher}
	}
	for _, t := range v.Tags {
		p.Keywords = append(p.Keywords, t.Title)
	}
	if e := v.Event; e != nil && exact(e.Start) && e.Location != "" {
		p.About = &ldEvent{Type: "Event", Name: e.Name, URL: abs(v.Site, e.URL), Start: iso(dayAtMost(e.Start)), Location: ldPlace{Type: "Place", Name: e.Location}}
		if exact(e.End) {
			p.About.End = iso(dayAtMost(e.End))
		}
	}
	return p
}

var ldStatus = map[string]string{
	"": "EventScheduled", "scheduled": "EventScheduled", "cancelled": "EventCancelled",
	"postponed": "EventPostponed", "moved_online": "EventMovedOnline",
}

var ldMode = map[string]string{
	"": "OfflineEventAttendanceMode", "in_person": "OfflineEventAttendanceMode",
	"online": "OnlineEventAttendanceMode", "hybrid": "MixedEventAttendanceMode",
}

// schema is the address of a schema.org term, or "".
func schema(term string) string {
	if term == "" {
		return ""
	}
	return "https://schema.org/" + term
}

// conference is an event, where its days are known.
func conference(v *view.Event) *ldEvent {
	if !exact(v.Start) || v.Site == nil {
		return nil
	}
	e := &ldEvent{
		Type: "Event", Name: v.Name, URL: v.Canonical, Start: iso(dayAtMost(v.Start)),
		Status: schema(ldStatus[v.Status]), Mode: schema(ldMode[v.Mode]),
		Description: v.Base.Description, Image: imageOf(&v.Base),
	}
	if exact(v.End) {
		e.End = iso(dayAtMost(v.End))
	}
	website := ""
	for _, l := range v.Links {
		if l.Kind == "website" {
			website = l.URL
			break
		}
	}
	switch {
	case v.Mode == "online":
		e.Location = ldThing{Type: "VirtualLocation", Name: v.Name, URL: cmp.Or(website, v.Canonical)}
	case v.Venue != nil:
		a := v.Venue
		e.Location = ldPlace{"Place", cmp.Or(a.Name, v.Location, v.Name), ldAddress{"PostalAddress", a.Street, a.City, a.Region, a.Zip, a.Country}}
	default:
		place := cmp.Or(v.Location, v.Name)
		e.Location = ldPlace{"Place", place, place}
	}
	if website != "" {
		e.Organizer = &ldThing{"Organization", cmp.Or(v.Series, v.Name), website}
	}
	for _, t := range v.Talks {
		for _, s := range t.Speakers {
			if !slices.ContainsFunc(e.Performer, func(p ldThing) bool { return p.Name == s.Name }) && s.Name != "" {
				e.Performer = append(e.Performer, ldThing{Type: "Person", Name: s.Name})
			}
		}
	}
	return e
}

// trail is the way from home to the page.
func trail(b *view.Base) *ldTrail {
	if len(b.Crumbs) == 0 {
		return nil
	}
	t := &ldTrail{Type: "BreadcrumbList"}
	for i, c := range b.Crumbs {
		t.Items = append(t.Items, ldStep{"ListItem", i + 1, c.Title, abs(b.Site, c.URL)})
	}
	t.Items = append(t.Items, ldStep{"ListItem", len(b.Crumbs) + 1, b.Title, b.Canonical})
	return t
}
