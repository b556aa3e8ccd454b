package schedule

import (
	"cmp"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// exportICal writes a calendar (RFC 5545). People stand at the top of the
// description, as Indico has them, since no property is made for them that a
// calendar would not take for somebody to invite.
func exportICal(g *given) ([]Output, error) {
	cal := ics.NewCalendarFor("recap")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(g.event.Name.Text)
	if !g.event.Timezone.IsZero() {
		cal.SetXWRTimezone(g.event.Timezone.Text)
	}
	stamp := g.event.StartsAt.UTC()
	for i := range g.talks {
		t := &g.talks[i]
		day := g.day(t)
		if t.start.IsZero() && day == "" {
			continue // a calendar has no place for it
		}
		v := cal.AddEvent(cmp.Or(t.UID, t.GUID, t.Code, t.ID+"."+g.event.ID.Text))
		v.SetDtStampTime(stamp)
		if t.start.IsZero() {
			at, err := time.Parse(time.DateOnly, day)
			if err != nil {
				continue
			}
			v.SetAllDayStartAt(at)
		} else {
			v.SetStartAt(t.start.UTC())
			if t.end.After(t.start) {
				v.SetEndAt(t.end.UTC())
			}
		}
		v.SetSummary(t.Title)
		if t.Room != "" {
			v.SetLocation(t.Room)
		}
		if about := t.about(); about != "" {
			v.SetDescription(about)
		}
		if to := cmp.Or(webAddress(t.URL, nil), g.talkPage(t)); to != "" {
			v.SetURL(to)
		}
		if t.Track != "" {
			v.AddCategory(t.Track)
		}
		if t.Status == "cancelled" {
			v.SetStatus(ics.ObjectStatusCancelled)
		}
	}
	return []Output{{Path: "schedule.ics", Data: []byte(cal.Serialize(ics.WithNewLineWindows))}}, nil
}

// about is a talk's description in a calendar: people, text, links.
func (t *givenTalk) about() string {
	var parts []string
	var people []string
	for _, sp := range t.Speakers {
		if sp.Affiliation != "" {
			people = append(people, sp.Name+" ("+sp.Affiliation+")")
		} else {
			people = append(people, sp.Name)
		}
	}
	if len(people) > 0 {
		parts = append(parts, "Speakers: "+strings.Join(people, ", "))
	}
	if a := cmp.Or(t.Abstract, t.Description); a != "" {
		parts = append(parts, a)
	}
	for _, p := range t.posts {
		parts = append(parts, "Write-up: "+p.URL)
	}
	return strings.Join(parts, "\n\n")
}
