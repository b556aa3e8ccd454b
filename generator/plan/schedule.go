package plan

import (
	"fmt"
	"slices"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/view"
)

// timetableTalks is from how many talks with a time an event has a timetable.
const timetableTalks = 4

// timed are the talks of an event that know when they begin, in running order.
func timed(e *site.Event) []*site.Talk {
	return slices.DeleteFunc(e.Ordered(), func(t *site.Talk) bool { return t.Start.Precision != content.WithTime })
}

// scheduleLink leads to an event's timetable; nil when it has none.
func (p *planner) scheduleLink(e *site.Event) *view.Link {
	if !p.site.Config.Pages.Schedule || len(timed(e)) < timetableTalks {
		return nil
	}
	return &view.Link{Title: p.text("plan.schedule"), URL: p.site.URLOf(e.Path + "schedule/index.html")}
}

// planSchedules plans the timetable of each event that has one.
func planSchedules(p *planner) {
	for _, e := range p.site.Events {
		if p.scheduleLink(e) == nil {
			continue
		}
		out := e.Path + "schedule/index.html"
		title := p.text("plan.schedule.title", e.Name.Text)
		v := view.Schedule{
			Base:  p.page(out, "schedule", title, p.text("plan.schedule.about", e.Name.Text)),
			Event: e.Ref(), Timezone: e.Timezone.Text, Days: p.timetable(e),
		}
		v.Crumbs = p.eventCrumbs(e)
		p.add(out, v, diag.Whole(e.File.Path)).index = true
	}
}

// timetable is an event's talks by day and time.
func (p *planner) timetable(e *site.Event) []view.ScheduleDay {
	var out []view.ScheduleDay
	talks := timed(e)
	for len(talks) > 0 {
		day := talks[0].Date()
		n := slices.IndexFunc(talks, func(t *site.Talk) bool { return !t.Date().Time.Equal(day.Time) })
		if n < 0 {
			n = len(talks)
		}
		d := view.ScheduleDay{Date: day, Columns: columns(talks[:n])}
		if i := talks[0].DayNumber(); i > 0 && e.Length() > 1 {
			d.Name, d.URL = p.dayName(e, i), p.dayURL(e, i)
		}
		d.ID = fmt.Sprintf("day-%d", len(out)+1)
		d.Rows = p.rows(talks[:n], d.Columns)
		out = append(out, d)
		talks = talks[n:]
	}
	return out
}

// columns are the rooms of a day's talks, else their tracks, in the order of
// their first talk; nil when there is but one.
func columns(talks []*site.Talk) []string {
	for _, of := range []func(*site.Talk) string{room, track} {
		var out []string
		for _, t := range talks {
			if c := of(t); c != "" && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
		if len(out) > 1 {
			slices.Sort(out)
			return out
		}
	}
	return nil
}

func room(t *site.Talk) string  { return t.Room }
func track(t *site.Talk) string { return t.Track }

// rows are a day's talks by the time they begin. A talk that is in no room is
// for everybody: its row goes across all of them.
func (p *planner) rows(talks []*site.Talk, columns []string) []view.ScheduleRow {
	of := room
	if len(columns) > 0 && !slices.ContainsFunc(talks, func(t *site.Talk) bool { return slices.Contains(columns, t.Room) }) {
		of = track
	}
	var out []view.ScheduleRow
	for len(talks) > 0 {
		start := talks[0].At()
		n := slices.IndexFunc(talks, func(t *site.Talk) bool { return !t.At().Equal(start) })
		if n < 0 {
			n = len(talks)
		}
		var wide []*site.Talk
		cells := make([]view.ScheduleCell, len(columns))
		used := false
		for i, c := range columns {
			cells[i].Column = c
		}
		for _, t := range talks[:n] {
			i := slices.Index(columns, of(t))
			if i < 0 {
				wide = append(wide, t)
				continue
			}
			used = true
			cells[i].Talks = append(cells[i].Talks, p.talkView(t))
		}
		day := talks[0].Event.Day(talks[0].Start)
		if len(wide) > 0 {
			out = append(out, view.ScheduleRow{Start: day, Wide: true, Cells: []view.ScheduleCell{{Talks: p.talkViews(wide)}}})
		}
		if used {
			out = append(out, view.ScheduleRow{Start: day, Cells: cells})
		}
		talks = talks[n:]
	}
	return out
}
