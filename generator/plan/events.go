package plan

import (
	"fmt"
	"html/template"

	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/view"
)

// recentEvents is how many events, past ones and those to come, the list of
// events shows before it leaves the rest to pages of their own.
const recentEvents = 20

// planEvents plans the list of events, one page a year, and each event.
func planEvents(p *planner) {
	index := "events/index.html"
	all := view.Events{Base: p.page(index, "list", p.text("events.title"), p.text("plan.events", p.base.Title))}
	all.Crumbs = []view.Link{p.home()}
	crumb := view.Link{Title: p.text("events.title"), URL: p.site.URLOf(index)}
	var years []int
	byYear := map[int][]view.EventEntry{}
	var shown, ahead []*site.Event    // in the timeline
	for _, e := range p.site.Events { // newest first
		ref := e.Ref()
		if p.site.Now.Before(e.EndsAt) {
			all.Upcoming = append([]view.EventRef{ref}, all.Upcoming...)
			ahead = append(ahead, e)
		} else if len(all.Recent) < recentEvents {
			all.Recent = append(all.Recent, entry(e))
			shown = append(shown, e)
		}
		y := e.StartsAt.Year()
		if len(byYear[y]) == 0 {
			years = append(years, y)
		}
		byYear[y] = append(byYear[y], entry(e))
		out := e.Path + "index.html"
		p.add(out, p.event(e, out, crumb), diag.Whole(e.File.Path)).index = true
	}
	out := eventsYearPath
	label := func(y int) view.Link { return view.Link{Title: fmt.Sprint(y), URL: p.site.URLOf(out(y))} }
	for i, y := range years {
		all.Years = append(all.Years, label(y))
		v := view.EventsYear{
			Base: p.page(out(y), "list", p.text("plan.events.year", y), p.text("plan.events.year.about", y, p.base.Title)),
			Year: y, Events: byYear[y],
		}
		v.Crumbs = []view.Link{p.home(), crumb}
		if i > 0 {
			l := label(years[i-1])
			v.Newer = &l
		}
		if i+1 < len(years) {
			l := label(years[i+1])
			v.Older = &l
		}
		p.add(out(y), v, noFile).index = true
	}
	if len(all.Upcoming) > 0 {
		all.All = &view.Link{Title: p.text("events.upcoming"), URL: p.site.URLOf(upcomingPath)}
		all.Upcoming = all.Upcoming[:min(len(all.Upcoming), recentEvents)]
	}
	all.Map = p.mapLink()
	all.Timeline = p.timeline(append(ahead[len(ahead)-len(all.Upcoming):], shown...))
	p.add(index, all, noFile).index = true
}

func eventsYearPath(y int) string { return fmt.Sprintf("events/year/%04d/index.html", y) }

// entry is an event in a list, with its coverage.
func entry(e *site.Event) view.EventEntry {
	return view.EventEntry{EventRef: e.Ref(), Covered: covered(e), Talks: len(e.Talks)}
}

// covered is how many of an event's talks a post tells of.
func covered(e *site.Event) int {
	n := 0
	for _, t := range e.Talks {
		if t.Covered() {
			n++
		}
	}
	return n
}

// event is the page of one event.
func (p *planner) event(e *site.Event, out string, crumb view.Link) view.Event {
	ref := e.Ref()
	v := view.Event{
		Base: p.page(out, "event", e.Name.Text, description(e.Event.Description, p.text("plan.event", e.Name.Text, p.base.Title))),
		Name: e.Name.Text, ShortName: e.ShortName, EventKind: e.Kind, Status: e.Status, Mode: e.Mode,
		Start: ref.Start, End: ref.End, Timezone: e.Timezone.Text, Location: ref.Location,
		Venue: venue(e), Setting: p.setting(e), Edition: e.Edition,
		Hashtag: e.Hashtag, Description: p.about(e),
		Hero: e.Hero, Attendees: e.Attendees, Disclosure: e.My.Disclosure,
		Posts: p.cards(e.Posts),
	}
	if e.Series != nil {
		v.Series = e.Series.Name
		if e.Series.HasPage {
			v.SeriesURL = e.Series.URL
		}
	}
	if v.Image = raster(e.Hero); v.Image == nil {
		v.Image = p.eventCard(e, out)
	}
	v.Crumbs = []view.Link{p.home(), crumb}
	if e.Parent != nil {
		v.PartOf = &view.Link{Title: e.Parent.Name.Text, URL: e.Parent.URL}
	}
	for _, part := range e.Parts {
		v.Parts = append(v.Parts, view.Link{Title: part.Name.Text, URL: part.URL})
	}
	v.Links = eventLinks(e)
	for _, t := range p.site.TagsOf(e) {
		v.Tags = append(v.Tags, view.Link{Title: t.Name, URL: t.URL})
	}
	for _, c := range e.CFPs {
		v.CFPs = append(v.CFPs, cfp(e, &c))
	}
	for _, r := range e.People {
		v.People = append(v.People, view.Role{Name: r.Name.Text, Role: r.Role})
	}
	for _, f := range e.Facts {
		v.Facts = append(v.Facts, view.Fact{Label: f.Label, Value: f.Value, Source: f.Source})
	}
	for _, r := range e.My.Roles {
		v.Roles = append(v.Roles, r.Text)
	}
	v.Talks = p.talkViews(e.Ordered())
	v.Covered = covered(e)
	v.Picked, v.Missed = p.picksOf(e)
	v.Days, v.Schedule, v.Book, v.Next = p.dayLinks(e), p.scheduleLink(e), p.bookLink(e), nextEdition(e)
	return v
}

// about is the promise of an event's description.
func (p *planner) about(e *site.Event) view.Body {
	if e.About == nil {
		return view.Body{}
	}
	f := markdown.Frame{Prefix: e.About.Prefix(), Shift: 1 + shift(e.About.Doc)}
	return view.Body{
		Key: markdown.Key(e.About.Doc.Sum, p.site.Markup, f, e.About.Answers),
		Make: func() (template.HTML, error) {
			return p.md.Render([]byte(e.Event.Description), 0, f, e.About.Answers)
		},
	}
}

func venue(e *site.Event) *view.Venue {
	w := e.Venue
	if w == nil {
		return nil
	}
	return &view.Venue{
		Name: w.Name.Text, Street: w.Address.Street, City: w.Address.City, Region: w.Address.Region,
		Zip: w.Address.PostalCode, Country: w.Address.Country, URL: site.SafeURL(w.URL), MapURL: site.SafeURL(w.MapURL),
		HasPlace: w.HasPlace, Latitude: w.Latitude, Longitude: w.Longitude,
		Directions: w.Directions, Accessibility: w.Accessibility,
	}
}

// eventLinks are an event's addresses, the fixed kinds first.
func eventLinks(e *site.Event) []view.EventLink {
	var out []view.EventLink
	add := func(kind, title, url string) {
		if url != "" {
			out = append(out, view.EventLink{Kind: kind, Title: title, URL: url})
		}
	}
	add("website", "", site.SafeURL(e.Event.URL))
	add("schedule", "", site.SafeURL(e.ScheduleURL))
	add("videos", "", site.SafeURL(e.VideosURL))
	add("slides", "", site.SafeURL(e.SlidesURL))
	add("registration", "", site.SafeURL(e.RegistrationURL))
	add("code_of_conduct", "", site.SafeURL(e.CodeOfConduct))
	for _, l := range e.Links {
		add(l.Kind, l.Title, site.SafeURL(l.URL))
	}
	return out
}
