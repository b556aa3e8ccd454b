package content

import (
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// Kinds that an event, and its standing, may have (schema.org, RubyEvents).
var (
	EventKinds  = []string{"conference", "unconference", "meetup", "workshop", "hackathon", "retreat", "event"}
	EventStatus = []string{"scheduled", "cancelled", "postponed", "moved_online"}
	EventModes  = []string{"in_person", "online", "hybrid"}
	DayLabels   = []string{"number", "weekday", "date"}
	MyRoles     = []string{"attendee", "speaker", "organizer", "volunteer", "sponsor"}
)

// eventFile is event.yaml: the event, and the writer's talks before they are
// laid over the schedule.
type eventFile struct {
	Event
	talks *yaml.Node
}

// eventTable is event.yaml (model.md §2).
var eventTable = newTable("an event", []key[eventFile]{
	{name: "id", kind: field("id", func(e *eventFile) *Word { return &e.ID }, (*reader).id), doc: "default: the folder's or file's name"},
	{name: "name", also: []string{"title"}, kind: field("title", func(e *eventFile) *Word { return &e.Name }, (*reader).title), doc: "full name with year: PyCon US 2016"},
	{name: "short_name", also: []string{"acronym"}, kind: text(func(e *eventFile) *string { return &e.ShortName }), doc: "for made titles: lca2018"},
	{name: "kind", kind: choice(func(e *eventFile) *string { return &e.Kind }, EventKinds...), doc: "conference when nothing is said"},
	{name: "status", kind: choice(func(e *eventFile) *string { return &e.Status }, EventStatus...), doc: "scheduled when nothing is said"},
	{name: "mode", kind: choice(func(e *eventFile) *string { return &e.Mode }, EventModes...), doc: "in person, online or both"},
	{name: "start_date", kind: date(func(e *eventFile) *When { return &e.Start }), doc: "first day; 2016-05 or 2016 when no more is known"},
	{name: "end_date", kind: date(func(e *eventFile) *When { return &e.End }), doc: "last day; the first when nothing is said"},
	{name: "timezone", also: []string{"time_zone", "time_zone_name"}, kind: field("time zone", func(e *eventFile) *Word { return &e.Timezone }, (*reader).zone).outOf(strings.Fields(zoneNames)), doc: "IANA name, needed as soon as a time is given: America/Toronto"},
	{name: "location", kind: kind[eventFile]{shape: "text or map", nested: addressTable.describe, fields: func(e *eventFile) []any { return []any{&e.Location, &e.Place} }, read: readLocation}, doc: "Portland, OR, USA; or city, region, country"},
	{name: "venue", kind: kind[eventFile]{shape: "id or map", nested: func() []Key { return venueTable.describe() }, fields: func(e *eventFile) []any { return []any{&e.Venue, &e.VenueHere} }, read: readVenue}, doc: "id in venues.yaml, or the venue itself"},
	{name: "coordinates", kind: kind[eventFile]{shape: "coordinates, or map", nested: coordinatesTable.describe, fields: func(e *eventFile) []any { return []any{&e.Coordinates} }, read: readCoordinates}, doc: "where it is on the map, when its venue does not say: 48.20, 16.37, degrees north and east"},
	{name: "series", kind: word(func(e *eventFile) *Word { return &e.Series }), doc: "the recurring event it belongs to"},
	{name: "edition", kind: text(func(e *eventFile) *string { return &e.Edition }), doc: "its number in the series: IV"},
	{name: "part_of", kind: word(func(e *eventFile) *Word { return &e.PartOf }), doc: "the larger event it is held in"},
	{name: "url", also: []string{"website"}, kind: address(func(e *eventFile) *Word { return &e.URL }), doc: "its site"},
	{name: "schedule_url", kind: address(func(e *eventFile) *Word { return &e.ScheduleURL }), doc: "its programme"},
	{name: "videos_url", kind: address(func(e *eventFile) *Word { return &e.VideosURL }), doc: "its recordings"},
	{name: "slides_url", kind: address(func(e *eventFile) *Word { return &e.SlidesURL }), doc: "its slides"},
	{name: "registration_url", kind: address(func(e *eventFile) *Word { return &e.RegistrationURL }), doc: "where to sign up"},
	{name: "code_of_conduct", kind: address(func(e *eventFile) *Word { return &e.CodeOfConduct }), doc: "its code of conduct"},
	{name: "links", kind: kind[eventFile]{shape: "list of maps, or map from kind to address", nested: eventLinkTable.describe, fields: func(e *eventFile) []any { return []any{&e.Links} }, read: readEventLinks}, doc: "meetup, mastodon, photos, wiki"},
	{name: "hashtag", kind: text(func(e *eventFile) *string { return &e.Hashtag }), doc: "its tag on social networks"},
	{name: "languages", also: []string{"language"}, kind: field("list of languages", func(e *eventFile) *[]string { return &e.Languages }, (*reader).languages), doc: "languages of its talks"},
	{name: "description", kind: text(func(e *eventFile) *string { return &e.Description }), doc: "a few lines, Markdown"},
	{name: "image", kind: picture(func(e *eventFile) **Image { return &e.Image }), doc: "a picture of it"},
	{name: "tags", kind: field("list of texts", func(e *eventFile) *[]Word { return &e.Tags }, (*reader).split), doc: "its posts inherit them"},
	{name: "day_labels", kind: choice(func(e *eventFile) *string { return &e.DayLabels }, DayLabels...), doc: "Day 1, Monday or the date"},
	{name: "days", kind: objects(func(e *eventFile) *[]EventDay { return &e.Days }, dayTable), doc: "days whose label is another"},
	{name: "tracks", kind: objects(func(e *eventFile) *[]Track { return &e.Tracks }, trackTable), doc: "its tracks"},
	{name: "cfps", also: []string{"cfp"}, kind: objects(func(e *eventFile) *[]CFP { return &e.CFPs }, cfpTable), doc: "calls for papers"},
	{name: "organizer", also: []string{"organizers", "organiser", "organisers"}, kind: kind[eventFile]{shape: "text, map or list of these", nested: organizerTable.describe, fields: func(e *eventFile) []any { return []any{&e.Organizers} }, read: readOrganizers}, doc: "who holds it: the Python Software Foundation, with its url"},
	{name: "people", kind: objects(func(e *eventFile) *[]Role { return &e.People }, roleTable), doc: "organizers, hosts, volunteers"},
	{name: "attendees", kind: number(func(e *eventFile) *int { return &e.Attendees }, 0, 10_000_000), doc: "how many came"},
	{name: "facts", kind: objects(func(e *eventFile) *[]Fact { return &e.Facts }, factTable), doc: "figures with their sources"},
	{name: "my", kind: object(func(e *eventFile) *My { return &e.My }, myTable), doc: "the writer's own part"},
	{name: "talks", kind: kind[eventFile]{shape: "map from id to talk, or list of talks", nested: talkTable.describe, fields: func(e *eventFile) []any { return []any{&e.Talks} }, read: func(_ *reader, n *yaml.Node, e *eventFile) { e.talks = n }}, doc: "additions to schedule.yaml, or the talks themselves"},
	{name: "params", kind: params(func(e *eventFile) *[]Param { return &e.Params }), doc: "data of your own, for templates"},
}).withFree(func(e *eventFile) *[]Param { return &e.Params }).withMeant(map[string]string{
	"start": "start_date", "end": "end_date", "begin": "start_date", "date": "start_date", "dates": "start_date", "from": "start_date", "to": "end_date", "until": "end_date",
	"tz": "timezone", "zone": "timezone", "city": "location", "country": "location", "place": "location", "venues": "venue",
	"type": "kind", "organization": "organizer", "host": "organizer", "schedule": "schedule_url", "videos": "videos_url", "slides": "slides_url", "coc": "code_of_conduct", "parent": "part_of", "speakers": "talks", "sessions": "talks",
})

// withMeant adds words that others use for a key. They are not read, since they
// mean more or less than the key does, but proposed.
func (tb *table[T]) withMeant(m map[string]string) *table[T] {
	tb.meant = m
	return tb
}

// withFree names where params go; it makes the hints speak of params:.
func (tb *table[T]) withFree(at func(*T) *[]Param) *table[T] {
	tb.free = at
	return tb
}

var addressTable = newTable("an address", []key[Address]{
	{name: "street", kind: text(func(a *Address) *string { return &a.Street }), doc: "street and number"},
	{name: "city", kind: text(func(a *Address) *string { return &a.City }), doc: "city"},
	{name: "region", also: []string{"state"}, kind: text(func(a *Address) *string { return &a.Region }), doc: "state or province"},
	{name: "postal_code", also: []string{"zip"}, kind: text(func(a *Address) *string { return &a.PostalCode }), doc: "postal code"},
	{name: "country", kind: text(func(a *Address) *string { return &a.Country }), doc: "country, or its code"},
})

var coordinatesTable = newTable("coordinates", []key[Coordinates]{
	{name: "latitude", also: []string{"lat"}, kind: degrees(func(c *Coordinates) *float64 { return &c.Latitude }, 90), doc: "degrees north"},
	{name: "longitude", also: []string{"lng", "lon"}, kind: degrees(func(c *Coordinates) *float64 { return &c.Longitude }, 180), doc: "degrees east"},
})

// readCoordinates reads 48.20, 16.37 as maps on the web give them to copy, and a
// map of latitude and longitude.
func readCoordinates(r *reader, n *yaml.Node, e *eventFile) {
	var c Coordinates
	if n.Kind == yaml.MappingNode {
		switch set := coordinatesTable.read(r, n, &c); {
		case len(set) == 2:
			e.Coordinates = &c
		case len(set) == 1:
			r.add(diag.Warnf("venue-place", r.place(n), "a place on the map takes both latitude and longitude"))
		}
		return
	}
	lat, lon, both := strings.Cut(n.Value, ",")
	a, okA := inDegrees(lat, 90)
	b, okB := inDegrees(lon, 180)
	if n.Kind != yaml.ScalarNode || !both || !okA || !okB {
		r.wrongType(n, "two numbers of degrees, north and east, as in 48.20, 16.37")
		return
	}
	e.Coordinates = &Coordinates{a, b}
}

var eventLinkTable = newTable("a link", []key[EventLink]{
	{name: "kind", kind: text(func(l *EventLink) *string { return &l.Kind }), doc: "meetup, mastodon, photos, wiki"},
	{name: "url", kind: address(func(l *EventLink) *Word { return &l.URL }), doc: "address"},
	{name: "title", kind: text(func(l *EventLink) *string { return &l.Title }), doc: "what the link says"},
})

var dayTable = newTable("a day", []key[EventDay]{
	{name: "date", kind: date(func(d *EventDay) *When { return &d.Date }), doc: "the day"},
	{name: "label", kind: text(func(d *EventDay) *string { return &d.Label }), doc: "what it is called"},
})

var trackTable = newTable("a track", []key[Track]{
	{name: "id", kind: text(func(t *Track) *string { return &t.ID }), doc: "short name"},
	{name: "name", kind: text(func(t *Track) *string { return &t.Name }), doc: "name"},
	{name: "color", kind: field("colour", func(t *Track) *string { return &t.Color }, (*reader).colorText), doc: "CSS colour"},
})

var cfpTable = newTable("a call for papers", []key[CFP]{
	{name: "name", kind: text(func(c *CFP) *string { return &c.Name }), doc: "what is wanted: Talks"},
	{name: "url", also: []string{"link"}, kind: address(func(c *CFP) *Word { return &c.URL }), doc: "where to send it"},
	{name: "open_date", kind: date(func(c *CFP) *When { return &c.Open }), doc: "first day"},
	{name: "close_date", kind: date(func(c *CFP) *When { return &c.Close }), doc: "last day"},
	{name: "notify_date", kind: date(func(c *CFP) *When { return &c.Notify }), doc: "when authors hear"},
	{name: "topics", kind: texts(func(c *CFP) *[]string { return &c.Topics }), doc: "what it is about"},
	{name: "note", kind: text(func(c *CFP) *string { return &c.Note }), doc: "a remark"},
})

var roleTable = newTable("a person at an event", []key[Role]{
	{name: "name", kind: word(func(p *Role) *Word { return &p.Name }), doc: "name"},
	{name: "role", kind: text(func(p *Role) *string { return &p.Role }), doc: "organizer, host, MC, volunteer"},
})

var organizerTable = newTable("an organizer", []key[Organizer]{
	{name: "name", kind: word(func(o *Organizer) *Word { return &o.Name }), doc: "name"},
	{name: "url", also: []string{"website"}, kind: address(func(o *Organizer) *Word { return &o.URL }), doc: "its site"},
})

// readOrganizers reads names, or maps with name and url.
func readOrganizers(r *reader, n *yaml.Node, e *eventFile) {
	outer := r.key
	list := items(n)
	if n.Kind == yaml.MappingNode {
		list = []*yaml.Node{n}
	}
	for _, item := range list {
		r.key = outer
		var o Organizer
		if item.Kind == yaml.MappingNode {
			organizerTable.read(r, item, &o)
		} else if w, ok := r.word(item); ok {
			o.Name = w
		}
		if !o.Name.IsZero() {
			e.Organizers = append(e.Organizers, o)
		}
	}
}

var factTable = newTable("a fact", []key[Fact]{
	{name: "label", kind: text(func(f *Fact) *string { return &f.Label }), doc: "what is counted"},
	{name: "value", kind: text(func(f *Fact) *string { return &f.Value }), doc: "how much"},
	{name: "source", kind: text(func(f *Fact) *string { return &f.Source }), doc: "who says so"},
})

var myTable = newTable("my part", []key[My]{
	{name: "roles", also: []string{"role"}, kind: field("list of texts", func(m *My) *[]Word { return &m.Roles }, func(r *reader, n *yaml.Node) ([]Word, bool) { return r.choices(n, MyRoles) }).outOf(MyRoles), doc: "attendee, speaker, organizer, volunteer, sponsor"},
	{name: "mode", kind: choice(func(m *My) *string { return &m.Mode }, EventModes...), doc: "there or from afar"},
	{name: "days", kind: words(func(m *My) *[]Word { return &m.Days }), doc: "days attended"},
	{name: "going", kind: boolean(func(m *My) *bool { return &m.Going }), doc: "true before the event"},
	{name: "picks", kind: words(func(m *My) *[]Word { return &m.Picks }), doc: "ids of talks to see"},
	{name: "disclosure", kind: text(func(m *My) *string { return &m.Disclosure }), doc: "my employer paid the ticket"},
	{name: "note", kind: kind[My]{shape: "text", fields: func(*My) []any { return nil }, read: func(r *reader, n *yaml.Node, _ *My) { r.text(n) }}, doc: "private: checked and forgotten, never published"},
})

func (r *reader) choices(n *yaml.Node, choices []string) ([]Word, bool) {
	var out []Word
	for _, item := range items(n) {
		if isNull(item) {
			continue
		}
		if w, ok := r.choice(item, choices); ok {
			out = append(out, w)
		}
	}
	return out, true
}

func (r *reader) languages(n *yaml.Node) ([]string, bool) {
	var out []string
	for _, item := range items(n) {
		if isNull(item) {
			continue
		}
		if w, ok := r.language(item); ok {
			out = append(out, w.Text)
		}
	}
	return out, true
}

func readLocation(r *reader, n *yaml.Node, e *eventFile) {
	if n.Kind != yaml.MappingNode {
		e.Location, _ = r.text(n)
		return
	}
	addressTable.read(r, n, &e.Place)
	var parts []string
	for _, p := range []string{e.Place.City, e.Place.Region, e.Place.Country} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	e.Location = strings.Join(parts, ", ")
}

func readVenue(r *reader, n *yaml.Node, e *eventFile) {
	if n.Kind != yaml.MappingNode {
		e.Venue, _ = r.word(n)
		return
	}
	e.VenueHere = new(Venue)
	readVenueMap(r, n, e.VenueHere)
}

func readEventLinks(r *reader, n *yaml.Node, e *eventFile) {
	outer := r.key
	if n.Kind == yaml.MappingNode {
		if _, one := nodeOf(n, "url"); !one {
			for _, p := range pairs(n) {
				v := resolved(p.value)
				r.key = resolved(p.key).Value
				if isNull(v) {
					continue
				}
				if w, ok := r.address(v); ok {
					e.Links = append(e.Links, EventLink{Kind: r.key, URL: w})
				}
			}
			return
		}
	}
	for _, item := range items(n) {
		r.key = outer
		if isNull(item) {
			continue
		}
		var l EventLink
		if item.Kind == yaml.ScalarNode {
			l.URL, _ = r.address(item)
		} else {
			eventLinkTable.read(r, item, &l)
		}
		if l.URL.IsZero() {
			if item.Kind == yaml.MappingNode {
				r.add(diag.Errorf("link-empty", r.place(item), "this link has no url"))
			}
			continue
		}
		e.Links = append(e.Links, l)
	}
}

// nodeOf is the value of a key of a map.
func nodeOf(n *yaml.Node, name string) (*yaml.Node, bool) {
	for _, p := range pairs(n) {
		if resolved(p.key).Value == name {
			return resolved(p.value), true
		}
	}
	return nil, false
}
