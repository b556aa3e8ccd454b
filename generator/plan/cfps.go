package plan

import (
	"cmp"
	"slices"

	"recap/generator/content"
	"recap/generator/site"
	"recap/generator/view"
)

const cfpsPage = "cfps/index.html"

// closedCFPs is how many closed calls the page keeps; others stand with their events.
const closedCFPs = 40

// planCFPs plans the list of calls for papers: those one can still answer first,
// by their deadline. Which those are depends on the moment of the build.
func planCFPs(p *planner) {
	if !p.lists("cfps") {
		return
	}
	var open, closed []view.CFPLine
	var all []deadline
	for _, e := range p.site.Events {
		for i := range e.CFPs {
			if c := &e.CFPs[i]; !c.Close.IsZero() {
				all = append(all, deadline{event: e, call: c, ends: e.After(c.Close)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b deadline) int { return b.ends.Compare(a.ends) })
	for _, d := range all {
		l := view.CFPLine{Event: d.event.Ref(), CFP: cfp(d.event, d.call)}
		switch {
		case p.site.Now.Before(d.ends) && d.event.Status != "cancelled":
			open = append(open, l)
		case len(closed) < closedCFPs:
			closed = append(closed, l)
		}
	}
	if len(all) == 0 {
		return
	}
	slices.Reverse(open)
	title := p.text("cfps.title")
	p.addList(cfpsPage, view.CFPs{Base: p.list(cfpsPage, title, p.text("plan.cfps", p.base.Title), 0), Open: open, Closed: closed})
	p.also(title, cfpsPage)
}

// cfp is a call for papers as themes see it.
func cfp(e *site.Event, c *content.CFP) view.CFP {
	return view.CFP{
		Name: c.Name, URL: site.SafeURL(c.URL), Topics: c.Topics, Note: c.Note,
		Open: e.Day(c.Open), Close: e.Day(c.Close), Notify: e.Day(c.Notify),
	}
}

// byDay orders talks of all events, the newest first.
func byDay(a, b *site.Talk) int {
	return cmp.Or(b.At().Compare(a.At()), cmp.Compare(a.Event.ID.Text, b.Event.ID.Text), cmp.Compare(a.ID.Text, b.ID.Text))
}
