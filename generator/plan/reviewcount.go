package plan

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	"recap/generator/site"
	"recap/generator/view"
)

// seenSpeakers is how many people a year in review names, and seenTwice how often
// one has to be seen for it.
const (
	seenSpeakers = 5
	seenTwice    = 2
)

// count fills in the figures of a year: its posts by month, the days and places
// of its events.
func (p *planner) count(v *view.Review, posts []*site.Post, events []*site.Event) {
	v.Posts = len(posts)
	minutes := 0
	var byMonth [12]int
	for _, post := range posts {
		minutes += post.Minutes()
		byMonth[post.When.Month()-1]++
	}
	v.Words = aboutWords(minutes)
	days := map[time.Time]bool{} // with an event
	away := map[time.Time]bool{} // of them, spent elsewhere
	cities, countries := map[string]bool{}, map[string]bool{}
	for _, e := range events {
		there := cmp.Or(e.My.Mode, e.Mode) != "online"
		for _, d := range e.DaysThere() {
			days[d] = true
			away[d] = away[d] || there
		}
		if city, country := placeName(e); there && city != "" {
			cities[city+"\n"+country] = true
			if country != "" {
				countries[country] = true
			}
		}
	}
	for _, there := range away {
		if there {
			v.Days++
		}
	}
	v.Cities, v.Countries = len(cities), len(countries)
	var spent [12][]int
	for _, d := range slices.SortedFunc(maps.Keys(days), time.Time.Compare) {
		if d.Year() == v.Year {
			spent[d.Month()-1] = append(spent[d.Month()-1], d.Day())
		}
	}
	for m := range 12 {
		c := view.MonthCount{Posts: byMonth[m], Days: spent[m]}
		month := archiveMonth{year: v.Year, month: time.Month(m + 1)}
		if c.Date = month.day(); c.Posts > 0 && p.lists("months") {
			c.URL = p.site.URLOf(month.path())
		}
		v.Months = append(v.Months, c)
	}
}

// aboutWords is how many words take some minutes to read, as people say it: two
// digits. The exact number changes with every sentence, and a year long past
// would be made again for a comma.
func aboutWords(minutes int) int {
	words := minutes * site.WordsPerMinute
	unit := 1
	for words/unit >= 100 {
		unit *= 10
	}
	return int(math.Round(float64(words)/float64(unit))) * unit
}

// seen are the people of whom a year's posts tell more than once, most first.
func (p *planner) seen(events []*site.Event) []view.SeenSpeaker {
	talks := map[*site.Speaker]int{}
	var people []*site.Speaker
	for _, e := range events {
		for _, t := range e.Talks {
			if !t.Covered() {
				continue
			}
			for _, sp := range t.Speakers {
				if talks[sp] == 0 {
					people = append(people, sp)
				}
				talks[sp]++
			}
		}
	}
	people = slices.DeleteFunc(people, func(sp *site.Speaker) bool {
		return talks[sp] < seenTwice || sp.Record != nil && !sp.Record.Listed
	})
	slices.SortStableFunc(people, func(a, b *site.Speaker) int {
		return cmp.Or(cmp.Compare(talks[b], talks[a]), cmp.Compare(a.ID, b.ID))
	})
	var out []view.SeenSpeaker
	for _, sp := range people[:min(len(people), seenSpeakers)] {
		s := view.SeenSpeaker{Name: sp.Name, Talks: talks[sp]}
		if sp.HasPage {
			s.URL = sp.URL
		}
		out = append(out, s)
	}
	return out
}
