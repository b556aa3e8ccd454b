package check

import (
	"strconv"
	"strings"

	"recap/generator/diag"
)

func titled(title string) string {
	return "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\n-- content/posts/a.md --\n---\ntitle: " + title + "\ndate: 2025-09-01\nevent: gc25\n---\nText."
}

// postChecks are about posts and their events.
var postChecks = []check{
	{
		code: "post-title-year", severity: diag.Warning, words: titleYear,
		text:  "The title of a post names its event with a year that is not the event's.",
		fires: titled("GopherCon 2024, day one"),
		cure:  titled("GopherCon 2025, day one"),
		near:  titled("Ten years since 2015, at GopherCon"),
	},
}

// titleYear are titles in which the event's name is followed by another year.
func titleYear(r *reading) (list diag.List) {
	if len(r.post.Events) != 1 || r.post.Post.Title.IsZero() {
		return nil
	}
	e, title := r.post.Events[0], r.post.Title
	from := e.Event.Start.Year
	if from == 0 {
		return nil
	}
	own := strings.ToLower(strings.TrimSpace(year.ReplaceAllString(e.Name.Text, " ")))
	for _, m := range year.FindAllStringSubmatchIndex(title, -1) {
		y, _ := strconv.Atoi(title[m[2]:m[3]])
		before := strings.TrimRight(strings.ToLower(title[:m[2]]), " -–,:(")
		if own == "" || !strings.HasSuffix(before, own) || y >= from && y <= max(from, e.Event.End.Year) {
			continue
		}
		list.Add(found(r.post.Post.Title.Pos, "the title speaks of %d, %s was in %d", y, e.Name.Text, from))
	}
	return list
}
