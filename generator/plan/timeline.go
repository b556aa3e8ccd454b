package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/site"
	"recap/generator/view"
)

// timelinePast is how many events that are over the home page's timeline shows.
const timelinePast = 12

// homeTimeline is the newest events and those to come, for the home page.
func (p *planner) homeTimeline() *view.Timeline {
	if !p.site.Config.Pages.Timeline {
		return nil
	}
	var past, ahead []*site.Event // newest first
	for _, e := range p.site.Events {
		switch {
		case !e.Start.Is():
		case p.site.Now.Before(e.EndsAt):
			ahead = append(ahead, e)
		case len(past) < timelinePast:
			past = append(past, e)
		}
	}
	ahead = ahead[len(ahead)-min(len(ahead), upcomingShown):]
	return p.timeline(append(ahead, past...))
}

// timeline is the rows of some events, which stand newest first; nil where the
// settings want none or fewer than two would stand in it.
func (p *planner) timeline(events []*site.Event) *view.Timeline {
	if !p.site.Config.Pages.Timeline {
		return nil
	}
	t := &view.Timeline{}
	shown, n := map[string]bool{}, 0
	for _, e := range events {
		if !e.Start.Is() {
			continue
		}
		year := e.Start.Time.Year()
		if k := len(t.Years); k == 0 || t.Years[k-1].Year != year {
			t.Years = append(t.Years, view.TimelineYear{Year: year, URL: p.site.URLOf(eventsYearPath(year))})
		}
		row := &t.Years[len(t.Years)-1]
		mark := p.timelineEvent(e)
		row.Events = append(row.Events, mark)
		shown[mark.State], n = true, n+1
		shown["spoke"] = shown["spoke"] || mark.Spoke
	}
	if n < 2 {
		return nil
	}
	for i := range t.Years {
		slices.Reverse(t.Years[i].Events)
	}
	for _, s := range []string{"written", "there", "ahead", "known", "spoke"} {
		if shown[s] {
			t.States = append(t.States, s)
		}
	}
	return t
}

func (p *planner) timelineEvent(e *site.Event) view.TimelineEvent {
	v := view.TimelineEvent{Event: e.Ref(), Label: shortName(e), State: "known"}
	if v.Event.End.Time.Before(v.Event.Start.Time) {
		v.Event.End = v.Event.Start // a slip that is reported where it was made
	}
	roles := e.My.Roles
	v.Spoke = slices.ContainsFunc(roles, func(w content.Word) bool { return w.Text == "speaker" })
	switch {
	case p.site.Now.Before(e.EndsAt):
		v.State = "ahead"
	case len(e.Posts) > 0:
		v.State = "written"
	case len(roles) > 0 || len(e.My.Days) > 0:
		v.State = "there"
	}
	return v
}

// shortName is the shorter of an event's names without the year, which its row says.
func shortName(e *site.Event) string {
	year := fmt.Sprint(e.Start.Time.Year())
	best := ""
	for _, name := range []string{e.ShortName, e.Name.Text} {
		short := strings.Join(strings.Fields(strings.ReplaceAll(name, year, " ")), " ")
		if short != "" && (best == "" || len(short) < len(best)) {
			best = short
		}
	}
	return cmp.Or(best, e.Name.Text)
}
