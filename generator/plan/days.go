package plan

import (
	"fmt"
	"slices"

	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/view"
)

// eventDay is what is known of one day of an event.
type eventDay struct {
	number   int
	name     string
	path     string // below the root: "events/x/day/2/"
	posts    []*site.Post
	sections []view.Quote
	talks    []*site.Talk // by time
}

// days are the days of an event that have a page: it lasts longer than one, and
// the day has talks or posts. Each event is looked at once.
func (p *planner) days(e *site.Event) []*eventDay {
	if days, ok := p.daysOf[e]; ok {
		return days
	}
	if p.daysOf == nil {
		p.daysOf = map[*site.Event][]*eventDay{}
	}
	days := p.findDays(e)
	p.daysOf[e] = days
	return days
}

// mostDays is beyond what anybody visits: a date typed wrong must not plan a
// page for each day of a century.
const mostDays = 60

func (p *planner) findDays(e *site.Event) []*eventDay {
	length := e.Length()
	if length < 2 || length > mostDays {
		return nil
	}
	all := make([]*eventDay, length)
	for i := range all {
		n := i + 1
		all[i] = &eventDay{number: n, path: fmt.Sprintf("%sday/%d/", e.Path, n)}
	}
	for _, t := range e.Ordered() {
		if n := t.DayNumber(); n > 0 {
			all[n-1].talks = append(all[n-1].talks, t)
		}
	}
	for _, post := range e.Posts {
		if n := e.PostDay(post); n > 0 {
			all[n-1].posts = append(all[n-1].posts, post)
			continue
		}
		if post.Events[0] != e {
			continue // its days are those of its first event
		}
		for i := range post.Sections {
			sec := &post.Sections[i]
			if n := e.DayOf(sec.Day); n > 0 {
				all[n-1].sections = append(all[n-1].sections, quote(post, sec))
			}
		}
	}
	all = slices.DeleteFunc(all, func(d *eventDay) bool { return len(d.talks)+len(d.posts)+len(d.sections) == 0 })
	for _, d := range all {
		d.name = p.dayName(e, d.number)
	}
	return all
}

// dayName is how an event calls a day: by its file, else by number, weekday or
// date as day_labels: says.
func (p *planner) dayName(e *site.Event, n int) string {
	if label := e.DayLabel(n); label != "" {
		return label
	}
	day, lang := e.DayAt(n), p.site.Config.Language.Text
	style := ""
	switch e.DayLabels {
	case "date":
		style = "medium"
	case "weekday":
		if style = "dayname"; e.Length() > 7 {
			style = "weekday" // a Monday may come twice
		}
	}
	if style != "" {
		if name, err := p.theme.Date(lang, style, day); err == nil && name != "" {
			return name
		}
	}
	return p.text("plan.day", n)
}

// dayURL is the address of a day's page, "" when it has none.
func (p *planner) dayURL(e *site.Event, n int) string {
	for _, d := range p.days(e) {
		if d.number == n {
			return p.site.URLOf(d.path + "index.html")
		}
	}
	return ""
}

func (p *planner) dayLinks(e *site.Event) []view.Link {
	var out []view.Link
	for _, d := range p.days(e) {
		out = append(out, *p.dayLink(d))
	}
	return out
}

func (p *planner) dayLink(d *eventDay) *view.Link {
	return &view.Link{Title: d.name, URL: p.site.URLOf(d.path + "index.html")}
}

// planDays plans the page of each day that has one.
func planDays(p *planner) {
	for _, e := range p.site.Events {
		days := p.days(e)
		for i, d := range days {
			out := d.path + "index.html"
			title := p.text("plan.day.title", e.Name.Text, d.name)
			v := view.EventDay{
				Base:  p.page(out, "day", title, p.text("plan.day.about", e.Name.Text, d.name)),
				Event: e.Ref(), Name: d.name, Number: d.number, Date: e.DayAt(d.number),
				Posts: lines(d.posts), Quotes: d.sections, Talks: p.talkViews(d.talks), All: p.scheduleLink(e),
			}
			v.Crumbs = p.eventCrumbs(e)
			if i > 0 {
				v.Prev = p.dayLink(days[i-1])
			}
			if i+1 < len(days) {
				v.Next = p.dayLink(days[i+1])
			}
			p.add(out, v, diag.Whole(e.File.Path)).index = true
		}
	}
}

// eventCrumbs lead from home to a page below an event.
func (p *planner) eventCrumbs(e *site.Event) []view.Link {
	return []view.Link{p.home(), {Title: p.text("events.title"), URL: p.site.URLOf("events/index.html")}, {Title: e.Name.Text, URL: e.URL}}
}
