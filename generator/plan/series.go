package plan

import (
	"cmp"
	"slices"
	"strings"

	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/view"
)

// planSeries plans the page of each recurring event: one with a record in
// series.yaml, or with two editions at least.
func planSeries(p *planner) {
	for _, sr := range p.site.Series {
		if !sr.HasPage {
			continue
		}
		out := sr.Path + "index.html"
		v := view.Series{
			Base: p.page(out, "series", sr.Name, p.text("plan.series", sr.Name, p.base.Title)), Name: sr.Name,
		}
		v.Crumbs = []view.Link{p.home(), {Title: p.text("events.title"), URL: p.site.URLOf("events/index.html")}}
		from := noFile
		if rec := sr.Record; rec != nil {
			from = rec.Name.Pos
			v.URL, v.Ended = site.SafeURL(rec.URL), p.site.Day(rec.Ended)
			if strings.TrimSpace(rec.Description) != "" {
				doc, _ := markdown.Parse(from.File, []byte(rec.Description), 0)
				v.Description = p.record(from.File, sr.ID, sr.Path, doc, rec.Description)
				v.Base.Description = description(doc.Lead, v.Base.Description)
			}
		}
		for _, e := range sr.Events {
			v.Editions = append(v.Editions, view.Edition{Event: e.Ref(), Edition: e.Edition, Posts: lines(e.Posts)})
		}
		p.add(out, v, from).index = true
	}
}

// nextEdition is the event that followed in the series, nil for the newest.
func nextEdition(e *site.Event) *view.EventRef {
	if e.Series == nil {
		return nil
	}
	i := slices.Index(e.Series.Events, e) // newest first
	if i < 1 {
		return nil
	}
	ref := e.Series.Events[i-1].Ref()
	return &ref
}

// upcomingPath is the list of every event that is not over.
const upcomingPath = "events/upcoming/index.html"

// planUpcoming plans the list of every event that is not over, when there is one.
func planUpcoming(p *planner) {
	out := upcomingPath
	v := view.EventsUpcoming{Base: p.page(out, "list", p.text("events.upcoming"), p.text("plan.events.upcoming", p.base.Title))}
	v.Crumbs = []view.Link{p.home(), {Title: p.text("events.title"), URL: p.site.URLOf("events/index.html")}}
	for _, e := range p.site.Events {
		if p.site.Now.Before(e.EndsAt) {
			v.Events = append(v.Events, e.Ref())
		}
	}
	if len(v.Events) == 0 {
		return
	}
	slices.SortStableFunc(v.Events, func(a, b view.EventRef) int {
		return cmp.Or(a.Start.Time.Compare(b.Start.Time), cmp.Compare(a.URL, b.URL))
	})
	p.add(out, v, noFile).index = true
}
