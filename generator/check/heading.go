package check

import (
	"strings"

	"recap/generator/diag"
	"recap/generator/markdown"
)

// headingChecks are about the order of a text.
var headingChecks = []check{
	{
		code: "heading-skip", severity: diag.Hint, words: skips,
		text:  "A heading lies two levels or more below the one before it. Readers who go from heading to heading by a screen reader look for the level that is missing.",
		fires: "## Day one\n\nText.\n\n#### A talk\n\nText.",
		cure:  "## Day one\n\nText.\n\n### A talk\n\nText.",
		near:  "### A talk\n\nText.\n\n## Day two\n\nText.",
	},
	{
		code: "heading-empty", severity: diag.Warning, words: emptyHeadings,
		text:  "A heading has no text. It leaves a gap on the page, and an entry without a name in the table of contents.",
		fires: "Text.\n\n##\n\nMore.",
		cure:  "Text.\n\n## Day two\n\nMore.",
		near:  "Text.\n\n## `go vet`\n\nMore.",
	},
	{
		code: "heading-day", severity: diag.Warning, words: days,
		text:  "The braces of a heading name a day, {day=3}, that the post's event does not have: by number, date or weekday.",
		fires: "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\nend_date: 2025-08-28\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\nevent: gc25\n---\n## The end {day=4}\n\nText.",
		cure:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\nend_date: 2025-08-28\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\nevent: gc25\n---\n## The end {day=3}\n\nText.",
		near:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\nend_date: 2025-08-28\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\nevent: gc25\n---\n## Day 4\n\n## The end {day=thursday}\n\nText.",
	},
}

func skips(r *reading) (list diag.List) {
	before := 0
	for i := range r.parts {
		p := &r.parts[i]
		if p.Kind != markdown.HeadingPart || p.Depth > 0 {
			continue
		}
		if before > 0 && p.Level > before+1 {
			list.Add(found(p.Pos, "a heading of level %d follows one of level %d", p.Level, before).
				WithHint("write it as %s", strings.Repeat("#", before+1)))
		}
		before = p.Level
	}
	return list
}

func emptyHeadings(r *reading) (list diag.List) {
	for i := range r.parts {
		if p := &r.parts[i]; p.Kind == markdown.HeadingPart && strings.TrimSpace(p.Text) == "" && len(p.Code) == 0 {
			list.Add(found(p.Pos, "a heading without a text").WithHint("give it one, or delete it"))
		}
	}
	return list
}

func days(r *reading) (list diag.List) {
	for i, h := range r.post.Doc.Headings {
		a, ok := h.Attr("day")
		if !ok || len(r.post.Events) == 0 || i >= len(r.post.Sections) || r.post.Events[0].Length() == 0 || r.post.Sections[i].Bound != nil {
			continue
		}
		if e := r.post.Events[0]; e.DayNumber(a.Value) == 0 {
			list.Add(found(a.Pos, "%s has no day %s", e.Name.Text, quoted(a.Value)).
				WithHint("it has %d, or its end_date: is wrong", e.Length()))
		}
	}
	return list
}
