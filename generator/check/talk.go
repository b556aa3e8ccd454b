package check

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/desk"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/par"
	"recap/generator/site"
)

// aTalk is an event with one talk and a post about it, for examples.
func aTalk(keys string) string {
	return "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  caches:\n    title: Fast caches explained\n    speakers: [Ada Example]\n" + keys + "-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\nevent: gc25\n---\n## Fast caches {talk=caches}\n\nGood."
}

// talkChecks are about programmes, and what posts tell of them.
var talkChecks = []check{
	{
		code: "talk-unbound", severity: diag.Hint, site: unbound,
		text:  "A heading looks like a talk of the post's event and is bound to none, so the talk's page does not know of it. recap bind --write puts the id behind it; {talk=none} says that it is no talk.",
		fires: "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  caches: {title: Fast caches explained slowly, speakers: [Ada Example]}\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\nevent: gc25\n---\n## Fast caches explained\n\nAda Example told of them.",
		cure:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  caches: {title: Fast caches explained slowly, speakers: [Ada Example]}\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\nevent: gc25\n---\n## Fast caches explained {talk=caches}\n\nAda Example told of them.",
		near:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  caches: {title: Fast caches explained slowly, speakers: [Ada Example]}\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\nevent: gc25\n---\n## The hallway\n\nCoffee, and more of it.",
	},
	{
		code: "talk-late", severity: diag.Hint, site: lateLinks,
		text:  "A recording or slides are expected for longer than links.wait_days in content/site.yaml says (30 days). Look again; none says that there will be none.",
		fires: aTalk("    video: {state: expected, since: 2025-09-01}\n"),
		cure:  aTalk("    video: none\n"),
		near:  aTalk("    video: {state: expected, since: 2026-06-10}\n"),
	},
	{
		code: "talk-video-shared", severity: diag.Warning, site: sharedVideos,
		text:  "Two talks have one recording, and nothing says where each begins. Either one of the addresses is a copy by mistake, or it is the recording of a whole day: then give each talk its start:, as {url: …, start: 1:02:00}.",
		fires: "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  caches: {title: Caches, video: https://videos.example/1}\n  queues: {title: Queues, video: https://videos.example/1}",
		cure:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  caches: {title: Caches, video: {url: https://videos.example/1, start: 0:10}}\n  queues: {title: Queues, video: {url: https://videos.example/1, start: 32:00}}",
		near:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  day: {title: Day one, video: https://videos.example/1}\n  caches: {title: Caches, parent: day, video: https://videos.example/1}",
	},
	{
		code: "talk-video-early", severity: diag.Warning, site: earlyVideos,
		text:  "A recording is said to be published before the talk was given.",
		fires: aTalk("    start: 2025-08-26T10:00+02:00\n    video: {url: https://videos.example/1, published: 2024-08-30}\n"),
		cure:  aTalk("    start: 2025-08-26T10:00+02:00\n    video: {url: https://videos.example/1, published: 2025-08-30}\n"),
		near:  aTalk("    start: 2025-08-26T10:00+02:00\n    video: {url: https://videos.example/1, published: 2025-08-26}\n"),
	},
	{
		code: "talk-withdrawn", severity: diag.Warning, site: withdrawn,
		text:  "A post tells of a talk that was withdrawn or cancelled, as its programme says. Either the post means another one, or the talk was given after all: status: in event.yaml overrules the programme.",
		fires: aTalk("    status: withdrawn\n"),
		cure:  aTalk(""),
		near:  aTalk("    status: moved\n"),
	},
	{
		code: "talk-nobody", severity: diag.Hint, site: nobody,
		text:  "A post tells of a talk, and the programme does not say who gave it. The talk's page, lists of speakers and search have no name to show.",
		fires: "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  caches: {title: Fast caches}\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\nevent: gc25\n---\n## Fast caches {talk=caches}\n\nGood.",
		cure:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  caches: {title: Fast caches, speakers: [Ada Example]}\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\nevent: gc25\n---\n## Fast caches {talk=caches}\n\nGood.",
		near:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  sprints: {title: The sprints, kind: sprint}\n  lightning: {title: Lightning Talks, kind: lightning}\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\nevent: gc25\n---\n## The sprints {talk=sprints}\n\nGood.",
	},
}

// unbound asks the desk, which compares headings with programmes: the posts of one
// event together, since what is known of a programme serves them all.
func unbound(w *world) diag.List {
	var groups [][]string
	of := map[*site.Event]int{}
	for _, t := range w.texts {
		if len(t.post.Events) == 0 || !t.free() {
			continue
		}
		e := t.post.Events[0]
		if _, ok := of[e]; !ok {
			of[e] = len(groups)
			groups = append(groups, nil)
		}
		groups[of[e]] = append(groups[of[e]], t.post.File.Path)
	}
	said := make([]diag.List, len(groups))
	par.Each(len(groups), func(i int) {
		d := &desk.Desk{Site: w.Site, Published: w.Site, Tree: w.Tree}
		b, err := d.Bind(desk.BindOptions{Paths: groups[i], Headings: true})
		if err != nil {
			return // a file that moved on: the build says so
		}
		for _, p := range b.Proposals { // those that are not sure are for recap bind to show
			said[i].Add(found(p.Pos, "this looks like the talk %s", quoted(p.Title)).
				WithHint("write {talk=%s} behind it, or {talk=none}; recap bind --write does it", p.Talk))
		}
	})
	return slices.Concat(said...)
}

// free reports whether a text has a heading that says nothing of a talk.
func (r *reading) free() bool {
	return slices.ContainsFunc(r.post.Doc.Headings, func(h markdown.Heading) bool {
		_, bound := h.Attr("talk")
		return !bound
	})
}

// eachTalk calls f for all talks of all events.
func (w *world) eachTalk(f func(e *site.Event, t *site.Talk)) {
	for _, e := range w.Site.Events {
		for _, t := range e.Talks {
			f(e, t)
		}
	}
}

func lateLinks(w *world) (list diag.List) {
	wait := time.Duration(w.Site.Config.Links.WaitDays) * 24 * time.Hour
	w.eachTalk(func(e *site.Event, t *site.Talk) {
		if !t.Covered() {
			return
		}
		for _, x := range []struct {
			what  string
			links []content.TalkLink
		}{{"recording", t.Video}, {"slides", t.Slides}} {
			for _, l := range x.links {
				if l.State != content.Expected {
					continue
				}
				since := e.EndsAt
				if !l.Since.IsZero() {
					since = l.Since.In(e.Zone)
				}
				if since.IsZero() || w.Site.Now.Before(since.Add(wait)) {
					continue
				}
				pos := cmp.Or(l.URL.Pos, l.Since.Pos, t.Talk.ID.Pos, diag.Whole(e.File.Path))
				list.Add(found(pos, "the %s of %s were promised by %s", x.what, quoted(t.Title.Text), since.Format(time.DateOnly)).
					WithHint("look again, or write none"))
			}
		}
	})
	return list
}

func sharedVideos(w *world) (list diag.List) {
	first := map[string]*site.Talk{} // by address
	w.eachTalk(func(e *site.Event, t *site.Talk) {
		for _, l := range t.Video {
			if l.State != content.Known || l.Start != "" {
				continue
			}
			other := first[l.URL.Text]
			if other == nil {
				first[l.URL.Text] = t
				continue
			}
			if other == t || t.Parent.Text == other.Talk.ID.Text || other.Parent.Text == t.Talk.ID.Text || other.Event != e && other.Title.Text == t.Title.Text {
				continue
			}
			list.Add(found(wordPos(l.URL, e.File.Path), "%s and %s have one recording", quoted(t.Title.Text), quoted(other.Title.Text)).
				WithNote(wordPos(other.Title, other.Event.File.Path), "the other talk").
				WithHint("give each its start:, or mend the address"))
		}
	})
	return list
}

func earlyVideos(w *world) (list diag.List) {
	w.eachTalk(func(e *site.Event, t *site.Talk) {
		given := t.At()
		for _, l := range t.Video {
			if l.Published.IsZero() || given.IsZero() {
				continue
			}
			if e.After(l.Published).Before(given) {
				list.Add(found(l.Published.Pos, "published before %s was given, on %s", quoted(t.Title.Text), given.Format(time.DateOnly)))
			}
		}
	})
	return list
}

func withdrawn(w *world) (list diag.List) {
	w.eachTalk(func(e *site.Event, t *site.Talk) {
		if !t.Withdrawn && t.Status != "withdrawn" && t.Status != "cancelled" {
			return
		}
		for _, c := range t.Coverage {
			pos := diag.Whole(c.Post.File.Path)
			if c.Section != nil {
				for i := range c.Post.Sections {
					if c.Post.Sections[i].Anchor == c.Section.Anchor && i < len(c.Post.Doc.Headings) {
						pos = c.Post.Doc.Headings[i].Pos
					}
				}
			}
			list.Add(found(pos, "this tells of %s, which was %s", quoted(t.Title.Text), cmp.Or(t.Status, "withdrawn")).
				WithNote(wordPos(t.Title, e.File.Path), "the talk"))
		}
	})
	return list
}

// peopled are the kinds of talks that somebody gives.
var peopled = set("talk keynote lightning workshop tutorial demo poster panel")

// together are titles of many talks at once.
var together = phrases("lightning talks|lightning talk|lightning talks i|lightning talks ii|panel discussion")

func nobody(w *world) (list diag.List) {
	w.eachTalk(func(e *site.Event, t *site.Talk) {
		if t.Covered() && len(t.Talk.Speakers) == 0 && peopled[cmp.Or(t.Kind, "talk")] && !together[strings.ToLower(t.Title.Text)] {
			list.Add(found(wordPos(t.Title, e.File.Path), "nobody gave the talk %s", quoted(t.Title.Text)).WithHint("add speakers:"))
		}
	})
	return list
}
