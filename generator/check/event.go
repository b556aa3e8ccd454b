package check

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/slug"
)

// eventChecks are about conferences whose facts contradict each other.
var eventChecks = []check{
	{
		code: "event-long", severity: diag.Warning, site: longEvents,
		text:  "An event lasts longer than two weeks. Most often one of its dates has the wrong month. A series of meetups is several events with one series:.",
		fires: "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\nend_date: 2025-09-28",
		cure:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\nend_date: 2025-08-28",
		near:  "-- content/events/summer.yaml --\nname: Summer of Camps\nstart_date: 2025-07-26\nend_date: 2025-08-08",
	},
	{
		code: "event-year", severity: diag.Warning, site: wrongYears,
		text:  "The name or the address of an event has a year in it that is not the year of its dates. Files of events are often begun as a copy of last year's.",
		fires: "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\nurl: https://gophercon.example/2024/",
		cure:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\nurl: https://gophercon.example/2025/",
		near:  "-- content/events/fest.yaml --\nname: 2000 Birds\nstart_date: 2025-12-30\nend_date: 2026-01-02\nurl: https://fest.example/2026/20251/",
	},
	{
		code: "event-twin", severity: diag.Warning, site: twinEvents,
		text:  "Two events look the same: one address or one name, and dates that meet. Their posts and talks stand on two pages. Keep one file; an event within another says part_of:.",
		fires: "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\n-- content/events/gophercon-2025.yaml --\nname: Gophercon 2025\nstart_date: 2025-08-26\nend_date: 2025-08-28",
		cure:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\nend_date: 2025-08-28",
		near:  "-- content/events/gc25.yaml --\nname: GopherCon\nstart_date: 2025-08-26\n-- content/events/gc24.yaml --\nname: GopherCon\nstart_date: 2024-08-26\n-- content/events/gc25-sprints.yaml --\nname: GopherCon\nstart_date: 2025-08-26\npart_of: gc25",
	},
	{
		code: "event-call", severity: diag.Warning, site: lateCalls,
		text:  "A call for papers closes more than a week after its event is over. One of the dates has the wrong year.",
		fires: "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ncfp: {close_date: 2026-03-01}",
		cure:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ncfp: {close_date: 2025-03-01}",
		near:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\nend_date: 2025-08-28\ncfp: {close_date: 2025-08-30}",
	},
}

// wordPos is the place of a word, else its file.
func wordPos(w content.Word, file string) diag.Pos {
	if w.Pos.File == "" {
		return diag.Whole(file)
	}
	return w.Pos
}

func longEvents(w *world) (list diag.List) {
	for _, e := range w.Site.Events {
		if n := e.Length(); n > 14 {
			pos := e.Event.End.Pos
			if pos.File == "" {
				pos = diag.Whole(e.File.Path)
			}
			list.Add(found(pos, "%s lasts %d days", e.Name.Text, n).WithHint("look at the months of its dates"))
		}
	}
	return list
}

// year is a year of our time that stands by itself.
var year = regexp.MustCompile(`(?:^|[^0-9])((?:19[89]|20[0-4])[0-9])(?:$|[^0-9])`)

func wrongYears(w *world) (list diag.List) {
	for _, e := range w.Site.Events {
		from, to := e.Event.Start.Year, e.Event.End.Year
		if from == 0 || e.Status == "postponed" {
			continue
		}
		to = max(to, from)
		ask := func(what string, word content.Word, at string) {
			var years []int
			for _, m := range year.FindAllStringSubmatch(strings.ReplaceAll(at, "/", " / "), -1) {
				y, _ := strconv.Atoi(m[1])
				years = append(years, y)
			}
			right := slices.ContainsFunc(years, func(y int) bool { return from <= y && y <= to })
			if len(years) == 0 || right || what == "name" && !strings.HasSuffix(strings.TrimSpace(at), strconv.Itoa(years[0])) {
				return
			}
			list.Add(found(wordPos(word, e.File.Path), "the %s of this event speaks of %d, its dates of %d", what, years[0], from))
		}
		ask("name", e.Name, e.Name.Text)
		for _, u := range []content.Word{e.Event.URL, e.ScheduleURL, e.VideosURL, e.SlidesURL, e.RegistrationURL} {
			if !posted.MatchString(u.Text) {
				ask("address", u, u.Text)
			}
		}
	}
	return list
}

// posted are addresses of something that was written on a day: the year before the
// event in them is no slip.
var posted = regexp.MustCompile(`/(19|20)\d\d/\d\d?/`)

func twinEvents(w *world) (list diag.List) {
	all := slices.Clone(w.Site.Events)
	slices.SortFunc(all, func(a, b *site.Event) int { return strings.Compare(a.ID.Text, b.ID.Text) })
	byWhat := map[string][]*site.Event{}
	for _, e := range all {
		told := map[*site.Event]bool{}
		keys := []string{"name " + slug.Term(e.Name.Text)}
		if u := strings.TrimSuffix(strings.ToLower(e.Event.URL.Text), "/"); u != "" {
			_, rest, _ := strings.Cut(u, "://")
			keys = append(keys, "url "+rest)
		}
		for _, k := range keys {
			for _, other := range byWhat[k] {
				meets := e.StartsAt.Before(other.EndsAt) && other.StartsAt.Before(e.EndsAt)
				if meets && !told[other] && !within(e, other) && !within(other, e) {
					told[other] = true
					list.Add(found(wordPos(e.Name, e.File.Path), "%s looks like %s", e.ID.Text, other.ID.Text).
						WithNote(wordPos(other.Name, other.File.Path), "the other one").
						WithHint("keep one of them, or say part_of: when it is a part"))
				}
			}
			byWhat[k] = append(byWhat[k], e)
		}
	}
	return list
}

func within(e, whole *site.Event) bool {
	for range 8 {
		if e = e.Parent; e == nil || e == whole {
			return e != nil
		}
	}
	return false
}

// callGrace is for calls of what comes behind an event, such as a day of hacking.
const callGrace = 7 * 24 * time.Hour

func lateCalls(w *world) (list diag.List) {
	for _, e := range w.Site.Events {
		for _, c := range e.CFPs {
			if !c.Close.IsZero() && e.After(c.Close).After(e.EndsAt.Add(callGrace)) {
				list.Add(found(c.Close.Pos, "this call closes after %s is over", e.Name.Text))
			}
		}
	}
	return list
}
