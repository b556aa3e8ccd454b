package theme

import (
	"cmp"

	"recap/generator/view"
)

var ldStatus = map[string]string{
	"": "EventScheduled", "scheduled": "EventScheduled", "cancelled": "EventCancelled",
	"postponed": "EventPostponed", "moved_online": "EventMovedOnline",
	"withdrawn": "EventCancelled", "moved": "EventScheduled",
}

var ldMode = map[string]string{
	"in_person": "OfflineEventAttendanceMode", "online": "OnlineEventAttendanceMode", "hybrid": "MixedEventAttendanceMode",
}

// event is a conference, where its days are known: with its programme as parts
// that have pages of their own, and the whole that it is a part of.
func (w *ldWriter) event(v *view.Event) {
	if !v.Start.Exact() {
		return
	}
	s := v.Site
	w.open("Event")
	w.text("@id", v.Canonical)
	w.text("name", v.Name)
	w.text("url", v.Canonical)
	w.days(v.Start, v.End)
	w.term("eventStatus", ldStatus[v.Status])
	w.text("description", v.Base.Description)
	w.text("image", imageOf(&v.Base))
	w.setting(v.Setting, v.Canonical, v.Location, cmp.Or(v.Series, v.Name))
	if told := newOnce(v.Talks); told != nil {
		w.list("performer")
		for i := range v.Talks {
			w.performers(s, v.Talks[i].Speakers, told)
		}
		w.end()
	}
	if v.PartOf != nil || v.SeriesURL != "" {
		w.list("superEvent")
		if v.PartOf != nil {
			w.ref("Event", abs(s, v.PartOf.URL))
		}
		if v.SeriesURL != "" {
			w.ref("EventSeries", abs(s, v.SeriesURL))
		}
		w.end()
	}
	w.parts(v)
	w.close()
}

// fewTalks is up to how many talks an event tells of those that have no page. Of
// FOSDEM's nine hundred it would be a page of its own.
const fewTalks = 40

// mostDays is up to how many days an event is told day by day.
const mostDays = 14

// parts are what an event consists of: the events within it and its talks. While
// no programme is known, an event of several days consists of its days.
func (w *ldWriter) parts(v *view.Event) {
	s := v.Site
	w.list("subEvent")
	empty := len(w.out)
	for _, p := range v.Parts {
		w.ref("Event", abs(s, p.URL))
	}
	for i := range v.Talks {
		switch t := &v.Talks[i]; {
		case t.URL != "":
			w.ref("Event", abs(s, t.URL))
		case len(v.Talks) <= fewTalks:
			w.talkWithin(v, t)
		}
	}
	if len(v.Talks) == 0 && v.End.Exact() {
		first, last := dayAtMost(v.Start), dayAtMost(v.End)
		if n := int(last.Time.Sub(first.Time).Hours()/24+0.5) + 1; n > 1 && n <= mostDays {
			for i := range n {
				d := first
				d.Time = d.Time.AddDate(0, 0, i)
				w.within(v, v.Name+", "+iso(d), d, d)
			}
		}
	}
	if len(w.out) == empty {
		w.out = w.out[:empty-len(`,"subEvent":[`)]
		return
	}
	w.end()
}

// talkWithin is a talk without a page, where its day is known; the day alone where
// nobody knows how long it was.
func (w *ldWriter) talkWithin(v *view.Event, t *view.Talk) {
	start, end := talkTimes(t)
	if !end.Exact() {
		start, end = dayAtMost(start), dayAtMost(start)
	}
	if start.Exact() {
		w.within(v, t.Title, start, end)
	}
}

// within is a part of an event that has no page of its own.
func (w *ldWriter) within(v *view.Event, name string, start, end view.Day) {
	w.open("Event")
	w.text("name", name)
	w.text("startDate", iso(start))
	if end.Exact() {
		w.text("endDate", iso(end))
	}
	w.location(v.Setting, v.Canonical, v.Location, v.Name)
	w.close()
}

// days are the first and the last day of an event.
func (w *ldWriter) days(start, end view.Day) {
	w.text("startDate", iso(dayAtMost(start)))
	if end.Exact() {
		w.text("endDate", iso(dayAtMost(end)))
	}
}

// setting is where, how and by whom an event is held. Who runs it is often known
// only as what stands behind its website; then that is called by the event's own
// name.
func (w *ldWriter) setting(e *view.Setting, page, location, name string) {
	if e == nil {
		e = &view.Setting{}
	}
	mode := e.Mode
	if mode == "" && (e.Venue != nil || location != "") {
		mode = "in_person" // a place is told, and nothing else
	}
	w.term("eventAttendanceMode", ldMode[mode])
	w.location(e, page, location, name)
	organized := false
	for _, o := range e.Organizers {
		organized = organized || !o.Person
	}
	if len(e.Organizers) == 0 && e.Website == "" {
		return
	}
	w.list("organizer")
	if !organized && e.Website != "" {
		w.thing("Organization", name, e.Website)
	}
	for _, o := range e.Organizers {
		typ := "Organization"
		if o.Person {
			typ = "Person"
		}
		w.thing(typ, o.Name, o.URL)
	}
	w.end()
}

// location is where an event is held; nothing where that is not known.
func (w *ldWriter) location(e *view.Setting, page, location, name string) {
	if e == nil {
		e = &view.Setting{}
	}
	switch v := e.Venue; {
	case e.Mode == "online":
		w.key("location")
		w.thing("VirtualLocation", name, cmp.Or(e.Website, page))
	case v != nil:
		w.key("location")
		w.open("Place")
		w.text("name", cmp.Or(v.Name, location))
		w.address(v.Street, cmp.Or(v.City, e.City), cmp.Or(v.Region, e.Region), v.Zip, cmp.Or(v.Country, e.Country), location)
		w.text("url", v.URL)
		if v.HasPlace {
			w.key("geo")
			w.open("GeoCoordinates")
			w.float("latitude", v.Latitude)
			w.float("longitude", v.Longitude)
			w.close()
		}
		w.close()
	case location != "":
		w.key("location")
		w.open("Place")
		w.text("name", location)
		w.address("", e.City, e.Region, "", e.Country, location)
		w.close()
	}
}

// address is a postal address; the place in one line where its parts are not known.
func (w *ldWriter) address(street, city, region, zip, country, line string) {
	w.key("address")
	if city == "" && country == "" {
		w.string(line)
		return
	}
	w.open("PostalAddress")
	w.text("streetAddress", street)
	w.text("addressLocality", city)
	w.text("addressRegion", region)
	w.text("postalCode", zip)
	w.text("addressCountry", country)
	w.close()
}

// eventLine is an event as another page tells of it.
func (w *ldWriter) eventLine(s *view.Site, e *view.EventRef) {
	address := abs(s, e.URL)
	if !e.Start.Exact() || e.Location == "" {
		w.ref("Event", address)
		return
	}
	w.open("Event")
	w.text("@id", address)
	w.text("name", e.Name)
	w.text("url", address)
	w.days(e.Start, e.End)
	w.key("location")
	w.open("Place")
	w.text("name", e.Location)
	w.text("address", e.Location)
	w.close()
	w.close()
}

// events is a list of events.
func (w *ldWriter) events(b *view.Base, lists ...[]view.EventRef) {
	w.collection(b)
	w.list("hasPart")
	for _, list := range lists {
		for i := range list {
			w.ref("Event", abs(b.Site, list[i].URL))
		}
	}
	w.end()
	w.close()
}

// refs are the events of a list, without what else it tells.
func refs(list []view.EventEntry) []view.EventRef {
	out := make([]view.EventRef, len(list))
	for i := range list {
		out[i] = list[i].EventRef
	}
	return out
}

// series is a recurring event with its editions.
func (w *ldWriter) series(v *view.Series) {
	w.open("EventSeries")
	w.text("@id", v.Canonical)
	w.text("name", v.Name)
	w.text("url", v.Canonical)
	w.text("description", v.Base.Description)
	w.text("sameAs", v.URL)
	w.list("subEvent")
	for i := range v.Editions {
		w.eventLine(v.Site, &v.Editions[i].Event)
	}
	w.end()
	w.close()
}

// programme is a page with a part of an event's talks: it is about the event and
// no event itself.
func (w *ldWriter) programme(b *view.Base, e view.EventRef, talks []view.Talk) {
	w.collection(b)
	w.key("about")
	w.ref("Event", abs(b.Site, e.URL))
	if w.begin("hasPart", talks, false) {
		w.talks(b.Site, talks)
		w.end()
	}
	w.close()
}

func (w *ldWriter) timetable(v *view.Schedule) {
	var talks []view.Talk
	for _, d := range v.Days {
		for _, r := range d.Rows {
			for _, c := range r.Cells {
				talks = append(talks, c.Talks...)
			}
		}
	}
	w.programme(&v.Base, v.Event, talks)
}

// begin begins a list of talks when one of them has a page, or there is more to
// list.
func (w *ldWriter) begin(key string, talks []view.Talk, more bool) bool {
	for i := range talks {
		more = more || talks[i].URL != ""
	}
	if more {
		w.list(key)
	}
	return more
}

// talks are those with a page of their own, as it describes them.
func (w *ldWriter) talks(s *view.Site, talks []view.Talk) {
	for i := range talks {
		if u := talks[i].URL; u != "" {
			w.ref("Event", abs(s, u))
		}
	}
}

// once tells who was named already.
type once map[string]bool

// newOnce is nil when nobody speaks.
func newOnce(talks []view.Talk) once {
	for i := range talks {
		for _, sp := range talks[i].Speakers {
			if sp.Name != "" {
				return once{}
			}
		}
	}
	return nil
}

// performers are people who speak, each once.
func (w *ldWriter) performers(s *view.Site, people []view.Speaker, told once) {
	for _, sp := range people {
		if sp.Name == "" || told[sp.Name] {
			continue
		}
		told[sp.Name] = true
		w.thing("Person", sp.Name, abs(s, sp.URL))
	}
}
