package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/draw"
	"recap/generator/site"
	"recap/generator/slug"
	"recap/generator/view"
)

const eventsMapPath = "events/map/index.html"

// mapPlaces is how many places the map shows: those of the newest events. More
// would be a page that grows for ever, and a blot.
const mapPlaces = 150

// mapLink leads to the map of events, nil when there is none.
func (p *planner) mapLink() *view.Link {
	if !p.site.Config.Pages.Map || !slices.ContainsFunc(p.site.Events, func(e *site.Event) bool { return coordinates(e) != nil }) {
		return nil
	}
	return &view.Link{Title: p.text("map.title"), URL: p.site.URLOf(eventsMapPath)}
}

// planEventsMap plans the map of the events, as soon as it is known of one where
// it took place. Coordinates are given once for a place: every event whose place
// reads the same stands there too. Nothing is looked up anywhere.
func planEventsMap(p *planner) {
	link := p.mapLink()
	if link == nil {
		return
	}
	places, lost := p.places()
	if len(lost) > 0 {
		p.said.Add(unplaced(lost))
	}
	v := view.EventsMap{
		Base:   p.list(eventsMapPath, link.Title, p.text("plan.map.about", p.base.Title), 0, p.eventsLink()),
		Places: places, Closer: draw.Regions(places), Events: p.eventsLink(),
	}
	p.addList(eventsMapPath, v)
}

func (p *planner) eventsLink() view.Link {
	return view.Link{Title: p.text("events.title"), URL: p.site.URLOf("events/index.html")}
}

// places are where the events took place, by country and name, and of each place
// without coordinates its newest event.
func (p *planner) places() (found []view.Place, lost []*site.Event) {
	byKey := map[string]int{}
	var all []view.Place
	var first []*site.Event
	located := map[string]bool{}
	for _, e := range p.site.Events { // newest first
		at := coordinates(e)
		name, country := placeName(e)
		key := strings.ToLower(name + "\n" + country)
		if name == "" {
			if at == nil {
				continue // online, or nobody said
			}
			name = e.Name.Text
			key = fmt.Sprint(at.Latitude, at.Longitude)
		}
		i, known := byKey[key]
		if !known {
			i = len(all)
			byKey[key] = i
			all, first = append(all, view.Place{Name: name, Country: country}), append(first, e)
		}
		pl := &all[i]
		if at != nil && !located[key] {
			pl.Latitude, pl.Longitude, located[key] = at.Latitude, at.Longitude, true
			pl.ID = key
		}
		if pl.Count++; len(pl.Events) < view.PlaceEvents {
			pl.Events = append(pl.Events, e.Ref())
		}
	}
	for i, pl := range all {
		switch {
		case pl.ID == "":
			lost = append(lost, first[i])
		case len(found) < mapPlaces:
			found = append(found, pl)
		}
	}
	slices.SortStableFunc(found, func(a, b view.Place) int {
		return cmp.Or(cmp.Compare(slug.Make(a.Country), slug.Make(b.Country)), cmp.Compare(slug.Make(a.Name), slug.Make(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	taken := map[string]bool{}
	for i := range found {
		id := cmp.Or(slug.Make(found[i].Name+" "+found[i].Country), "place")
		for n, want := 2, id; taken[id]; n++ {
			id = fmt.Sprintf("%s-%d", want, n)
		}
		taken[id], found[i].ID = true, "in-"+id
	}
	return found, lost
}

// coordinates are where an event says that it is, or its venue.
func coordinates(e *site.Event) *content.Coordinates {
	if e.Coordinates != nil {
		return e.Coordinates
	}
	if v := e.Venue; v != nil && v.HasPlace {
		return &content.Coordinates{Latitude: v.Latitude, Longitude: v.Longitude}
	}
	return nil
}

// placeName is the city and the country of an event, as far as they are said.
func placeName(e *site.Event) (city, country string) {
	if e.Mode == "online" && coordinates(e) == nil {
		return "", ""
	}
	a := e.Event.Place
	if a == (content.Address{}) && e.Location == "" && e.Venue != nil {
		a = e.Venue.Address
	}
	city, country = a.City, a.Country
	if city == "" {
		if parts := strings.Split(e.Place, ","); e.Location != "" {
			city = strings.TrimSpace(parts[0])
			if len(parts) > 1 {
				country = strings.TrimSpace(parts[len(parts)-1])
			}
		}
	}
	return city, oneName(country)
}

// oneName gives the two countries that conferences write in five ways one name each.
func oneName(country string) string {
	switch strings.ToLower(strings.ReplaceAll(country, ".", "")) {
	case "us", "usa", "united states", "united states of america":
		return "USA"
	case "uk", "gb", "great britain", "united kingdom":
		return "United Kingdom"
	}
	return country
}

// unplaced says which places the map leaves out.
func unplaced(events []*site.Event) diag.Diagnostic {
	var names []string
	for _, e := range events[:min(len(events), 5)] {
		names = append(names, e.Place)
	}
	if more := len(events) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	what := "the place of one event is not on the map"
	if len(events) > 1 {
		what = fmt.Sprintf("%d places of events are not on the map", len(events))
	}
	return diag.Hintf("map-place", diag.Whole(events[0].File.Path), "%s: %s", what, strings.Join(names, "; ")).
		WithHint("write coordinates: 48.20, 16.37 (degrees north and east) into one event of each place, or latitude: and longitude: at its venue; recap asks nobody")
}
