package plan

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/slug"
	"recap/generator/view"
)

const (
	eventsCalendar = "events/events.ics"
	cfpsCalendar   = "cfps/cfps.ics"
	calendarType   = "text/calendar"

	// calendarPast is how many past events, and closed calls, a calendar holds
	// beside those to come.
	calendarPast = 200
)

// findCalendars has the pages offer their calendars, before any is planned.
func (p *planner) findCalendars() {
	if !p.site.Config.Pages.Calendars {
		return
	}
	offer := func(page, file, name string) {
		p.offers[page] = append(p.offers[page], view.FeedLink{Title: name, URL: p.site.URLOf(file), Type: calendarType})
	}
	title := func(name string) string { return p.text("plan.feed", name, p.base.Title) }
	if slices.ContainsFunc(p.site.Events, dated) {
		offer("events/index.html", eventsCalendar, title(p.text("events.title")))
	}
	for _, e := range p.site.Events {
		if dated(e) {
			offer(e.Path+"index.html", e.Path+"event.ics", e.Name.Text)
		}
	}
	if len(p.deadlines()) > 0 {
		offer(cfpsPage, cfpsCalendar, title(p.text("cfps.title")))
	}
}

// planCalendars plans a calendar for each event whose days are known, one of
// all events and one of the deadlines of calls for papers.
func planCalendars(p *planner) {
	if !p.site.Config.Pages.Calendars {
		return
	}
	all := view.Calendar{Name: p.text("plan.feed", p.text("events.title"), p.base.Title)}
	past := 0
	for _, e := range p.site.Events { // newest first
		if !dated(e) {
			continue
		}
		own := view.Calendar{Name: e.Name.Text, Events: []view.CalendarEvent{p.calendarEvent(e)}}
		if p.site.Now.Before(e.EndsAt) || past < calendarPast {
			all.Events = append(all.Events, own.Events[0])
		}
		if !p.site.Now.Before(e.EndsAt) {
			past++
		}
		for _, t := range e.Talks {
			if v, ok := p.calendarTalk(e, t); ok {
				own.Events = append(own.Events, v)
			}
		}
		slices.SortStableFunc(own.Events[1:], func(a, b view.CalendarEvent) int {
			return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.UID, b.UID))
		})
		p.calendar(e.Path+"event.ics", own, diag.Whole(e.File.Path))
	}
	if len(all.Events) > 0 {
		p.calendar(eventsCalendar, all, noFile)
	}
	p.planDeadlines()
}

// calendar plans a calendar with the time zones its events name.
func (p *planner) calendar(file string, v view.Calendar, from diag.Pos) {
	type span struct{ first, last time.Time }
	used := map[string]*span{}
	for _, e := range v.Events {
		if e.Zone == "" || e.Zone == "UTC" {
			continue
		}
		last := e.Start
		if e.End.After(last) {
			last = e.End
		}
		s := used[e.Zone]
		if s == nil {
			s = &span{e.Start, last}
			used[e.Zone] = s
		}
		if e.Start.Before(s.first) {
			s.first = e.Start
		}
		if last.After(s.last) {
			s.last = last
		}
	}
	for _, s := range used {
		v.Zones = append(v.Zones, zoneChanges(s.first.Location(), s.first, s.last))
	}
	slices.SortFunc(v.Zones, func(a, b view.CalendarZone) int { return cmp.Compare(a.ID, b.ID) })
	p.add(file, v, from)
}

// dated reports whether the days of an event are known.
func dated(e *site.Event) bool { return e.Event.Start.Precision >= content.DayOnly }

// calendarEvent is an event as calendars show it: by the clock when both its
// ends are known, else by whole days.
func (p *planner) calendarEvent(e *site.Event) view.CalendarEvent {
	v := view.CalendarEvent{
		UID: p.uid(e.ID.Text), Stamp: e.StartsAt, Summary: e.Name.Text, Location: e.Place,
		URL: p.site.Abs(e.URL), Status: calendarStatus(e.Status),
	}
	if w := e.Venue; w != nil {
		if name := w.Name.Text; name != "" && !strings.Contains(e.Place, name) {
			v.Location = strings.TrimSuffix(name+", "+e.Place, ", ")
		}
	}
	if at := coordinates(e); at != nil {
		v.HasPlace, v.Latitude, v.Longitude = true, at.Latitude, at.Longitude
	}
	if e.About != nil {
		v.Description = e.About.Lead()
	}
	for _, w := range e.Event.Tags {
		v.Categories = append(v.Categories, w.Text)
	}
	start, end := e.Event.Start, e.Event.End
	if end.IsZero() {
		end = start
	}
	if start.Precision == content.WithTime && end.Precision == content.WithTime && clock(e, end).After(clock(e, start)) {
		v.Start, v.End, v.Zone = clock(e, start), clock(e, end), e.Zone.String()
		return v
	}
	v.Free = true // nobody is busy day and night
	v.Start = wholeDay(clock(e, start))
	if end.Precision < content.DayOnly {
		end = start
	}
	v.End = wholeDay(clock(e, end)).AddDate(0, 0, 1)
	return v
}

// clock is a written moment on the clocks where the event is, whatever zone it
// was written in.
func clock(e *site.Event, w content.When) time.Time { return w.In(e.Zone).In(e.Zone) }

// wholeDay is the date of a moment, which belongs to no zone.
func wholeDay(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// calendarStatus is the status of an event in the words of RFC 5545 3.8.1.11.
func calendarStatus(status string) string {
	switch status {
	case "cancelled", "withdrawn":
		return "CANCELLED"
	case "postponed":
		return "TENTATIVE"
	}
	return ""
}

// calendarTalk is a talk whose time is known.
func (p *planner) calendarTalk(e *site.Event, t *site.Talk) (view.CalendarEvent, bool) {
	if t.Start.Precision < content.WithTime || t.Withdrawn {
		return view.CalendarEvent{}, false
	}
	v := view.CalendarEvent{
		UID: p.uid(t.ID.Text + "." + e.ID.Text), Stamp: e.StartsAt, Summary: t.Title.Text,
		URL: p.site.Abs(e.URL), Status: calendarStatus(t.Status),
		Start: clock(e, t.Start), Zone: e.Zone.String(),
	}
	if t.HasPage {
		v.URL = p.site.Abs(t.URL)
	}
	switch {
	case t.End.Precision == content.WithTime:
		v.End = clock(e, t.End)
	case t.Duration > 0:
		v.End = v.Start.Add(t.Duration)
	}
	var names []string
	for _, sp := range t.Speakers {
		names = append(names, sp.Name)
	}
	v.Description = strings.Join(names, ", ")
	for _, part := range []string{t.Room, e.Place} {
		if part != "" {
			v.Location = strings.TrimPrefix(v.Location+", "+part, ", ")
		}
	}
	if t.Track != "" {
		v.Categories = append(v.Categories, t.Track)
	}
	for _, w := range t.Tags {
		v.Categories = append(v.Categories, w.Text)
	}
	return v, true
}

// uid is a name for ever: what the author calls it, at the site's host.
func (p *planner) uid(id string) string {
	host := "recap"
	if u, err := url.Parse(p.site.Origin); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return id + "@" + host
}

// deadline is a call for papers with a known last day.
type deadline struct {
	event *site.Event
	call  *content.CFP
	id    string    // "cfp.event", or with the name of the call
	ends  time.Time // first moment after it
}

// deadlines are the calls whose last day is known, the latest first.
func (p *planner) deadlines() []deadline {
	var out []deadline
	for _, e := range p.site.Events {
		seen := map[string]int{}
		for i := range e.CFPs {
			c := &e.CFPs[i]
			if c.Close.Precision < content.DayOnly {
				continue
			}
			id := strings.Trim("cfp-"+slug.Make(c.Name), "-")
			if seen[id]++; seen[id] > 1 {
				id += fmt.Sprintf("-%d", seen[id])
			}
			out = append(out, deadline{e, c, id + "." + e.ID.Text, e.After(c.Close)})
		}
	}
	slices.SortStableFunc(out, func(a, b deadline) int {
		return cmp.Or(b.ends.Compare(a.ends), cmp.Compare(a.id, b.id))
	})
	return out
}

// callAlarms are the days before a deadline on which its calendar reminds one:
// enough to write a proposal, and enough to send it.
var callAlarms = []int{7, 1}

// planDeadlines plans the calendar of deadlines.
func (p *planner) planDeadlines() {
	v := view.Calendar{Name: p.text("plan.feed", p.text("cfps.title"), p.base.Title)}
	past := 0
	for _, d := range p.deadlines() {
		if !p.site.Now.Before(d.ends) {
			if past++; past > calendarPast {
				continue
			}
		}
		name := d.event.Name.Text
		if d.call.Name != "" {
			name += ", " + d.call.Name
		}
		at := clock(d.event, d.call.Close)
		ev := view.CalendarEvent{
			UID: p.uid(d.id), Stamp: at, Summary: p.text("plan.cfp.closes", name), Description: d.call.Note,
			URL: p.site.Abs(d.event.URL), Categories: d.call.Topics, Free: true, Alarms: callAlarms,
		}
		if u := site.SafeURL(d.call.URL); strings.HasPrefix(u, "http") {
			ev.URL = u
		}
		if d.call.Close.Precision == content.WithTime {
			// A moment: the quarter of an hour before it is shown.
			ev.Start, ev.End, ev.Zone = at.Add(-15*time.Minute), at, d.event.Zone.String()
		} else {
			ev.Start = wholeDay(at)
			ev.End = ev.Start.AddDate(0, 0, 1)
		}
		v.Events = append(v.Events, ev)
	}
	if len(v.Events) > 0 {
		p.calendar(cfpsCalendar, v, noFile)
	}
}
