package schedule

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/slug"
)

// ownTalk is a talk that stood in event.yaml before the programme came: whole,
// with a title, under an id of the writer's choice. Posts may name it by that
// id, so the programme's entry takes it over instead of standing beside it.
type ownTalk struct {
	record
	pos   diag.Pos
	vague bool // somebody is named by an id, which no programme knows
}

// ownTalks are those of the writer's that no import has given before.
func (ev known) ownTalks(old []record, zone *time.Location) []ownTalk {
	if ev.record == nil {
		return nil
	}
	if zone == nil {
		zone = time.UTC
	}
	var out []ownTalk
	for _, t := range ev.record.Talks {
		if t.Title.IsZero() || slices.ContainsFunc(old, func(o record) bool { return o.ID == t.ID.Text }) {
			continue
		}
		o := ownTalk{record: record{ID: t.ID.Text, GUID: t.GUID, Code: t.Code, UID: t.UID, Title: t.Title.Text, Room: t.Room}, pos: t.ID.Pos}
		for _, sp := range t.Speakers {
			o.Speakers = append(o.Speakers, Speaker{Name: cmp.Or(sp.Name.Text, sp.ID.Text)})
			o.vague = o.vague || sp.Name.Text == ""
		}
		switch t.Start.Precision {
		case content.WithTime:
			o.Start = t.Start.In(zone).Format("2006-01-02T15:04")
		case content.DayOnly:
			o.Start = t.Start.In(zone).Format(time.DateOnly)
		}
		if _, err := time.Parse(time.DateOnly, t.Day.Text); err == nil {
			o.Day = t.Day.Text
		}
		out = append(out, o)
	}
	return out
}

// adopt finds the writer's own talks among those of the programme that no import
// gave an id before, and gives them the writer's ids. It takes a talk only where
// one fits and nothing speaks against it: by the source's key, by its title, by
// its people and time.
func (r *reading) adopt(s *Schedule, own []ownTalk, fresh func(i int) bool, give func(i int, id string)) (ids []string) {
	used := make([]bool, len(own))
	pass := func(fits func(*Talk, *ownTalk) bool) {
		for j := range own {
			if used[j] {
				continue
			}
			var at []int
			for i := range s.Talks {
				if fresh(i) && fits(&s.Talks[i], &own[j]) {
					at = append(at, i)
				}
			}
			rivals := 0
			for k := range own {
				if len(at) == 1 && !used[k] && fits(&s.Talks[at[0]], &own[k]) {
					rivals++
				}
			}
			if rivals == 1 {
				used[j] = true
				ids = append(ids, own[j].ID)
				give(at[0], own[j].ID)
			}
		}
	}
	pass(func(t *Talk, o *ownTalk) bool {
		return slices.ContainsFunc(t.keys(), func(k string) bool { return slices.Contains(o.keys(), k) })
	})
	pass(func(t *Talk, o *ownTalk) bool { return o.titled(t) && !o.against(t) && o.Start == t.Start })
	pass(func(t *Talk, o *ownTalk) bool { return o.titled(t) && !o.against(t) })
	pass(func(t *Talk, o *ownTalk) bool {
		return o.Start == t.Start && strings.Contains(t.Start, "T") && o.samePeople(t) && !o.against(t)
	})
	slices.Sort(ids)
	return ids
}

// doubt tells of the talk of the programme that one of the writer's may be.
func (r *reading) doubt(s *Schedule, o *ownTalk) {
	for _, why := range []struct {
		fits func(*Talk) bool
		text string
	}{
		{o.titled, "has the same title"},
		{func(t *Talk) bool { return o.samePeople(t) && !o.against(t) }, "is by the same people"},
	} {
		for i := range s.Talks {
			if t := &s.Talks[i]; why.fits(t) && t.ID != o.ID {
				r.add(diag.Warnf("schedule-twice", o.pos, "your talk %q may be %q of the programme, which %s; both stand now", short(o.ID), short(t.ID), why.text).
					WithHint("if they are one, call yours %s here, and in posts that name it", t.ID))
				return
			}
		}
	}
}

func (o *ownTalk) titled(t *Talk) bool {
	k := titleKey(o.Title)
	return k != "" && k == titleKey(t.Title)
}

// against reports whether something says that the two are different talks: keys,
// days, or people of whom none is the same.
func (o *ownTalk) against(t *Talk) bool {
	if a, b := o.day(), t.day(); t.apart(&o.record) || a != "" && b != "" && a != b {
		return true
	}
	if o.vague || len(o.Speakers) == 0 || len(t.Speakers) == 0 {
		return false
	}
	a, b := people(o.Speakers), people(t.Speakers)
	return !slices.ContainsFunc(a, func(name string) bool { return slices.Contains(b, name) })
}

func (o *ownTalk) samePeople(t *Talk) bool {
	return len(o.Speakers) > 0 && slices.Equal(people(o.Speakers), people(t.Speakers))
}

// people are names as they are compared.
func people(list []Speaker) []string {
	var out []string
	for _, s := range list {
		out = append(out, slug.Make(s.Name))
	}
	slices.Sort(out)
	return out
}
