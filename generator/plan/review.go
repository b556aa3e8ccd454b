package plan

import (
	"fmt"
	"slices"

	"recap/generator/site"
	"recap/generator/view"
)

// reviewTalks is how many highlights a year shows.
const reviewTalks = 30

// planReviews plans a look back on each year: the events the writer went to or
// wrote about, and what stood out there. It counts, which lists never do: a
// year's numbers change only while somebody writes about that year.
func planReviews(p *planner) {
	if !p.lists("reviews") {
		return
	}
	posts := map[int][]*site.Post{}
	for _, post := range p.site.Posts {
		if !post.When.IsZero() {
			posts[post.When.Year()] = append(posts[post.When.Year()], post)
		}
	}
	byYear := map[int][]*site.Event{}
	var years []int // newest first
	for _, e := range p.site.Events {
		if y := e.StartsAt.Year(); p.visited(e) {
			if len(byYear[y]) == 0 {
				years = append(years, y)
			}
			byYear[y] = append(byYear[y], e)
		}
	}
	at := func(i int) *view.Link {
		if i < 0 || i >= len(years) {
			return nil
		}
		return &view.Link{Title: fmt.Sprint(years[i]), URL: p.site.URLOf(reviewPath(years[i]))}
	}
	archive := view.Link{Title: p.text("archive.title"), URL: p.site.URLOf("archive/index.html")}
	for i, y := range years {
		events := byYear[y]
		slices.Reverse(events) // as they happened
		v := view.Review{
			Base: p.list(reviewPath(y), p.text("plan.review", y), p.text("plan.review.about", y, p.base.Title), 0, archive),
			Year: y, Newer: at(i - 1), Older: at(i + 1),
		}
		if len(posts[y]) > 0 {
			v.Archive = &view.Link{Title: p.text("plan.year", y), URL: p.site.URLOf(yearPath(y))}
		}
		p.count(&v, posts[y], events)
		p.lookBack(&v, events)
		p.addList(reviewPath(y), v)
	}
}

func reviewPath(y int) string { return fmt.Sprintf("year/%04d/index.html", y) }

// visited reports whether an event belongs to the writer's year: it is over, took
// place, and there is a post about it or a part the writer had in it.
func (p *planner) visited(e *site.Event) bool {
	return !e.StartsAt.IsZero() && !p.site.Now.Before(e.EndsAt) && e.Status != "cancelled" &&
		(len(e.Posts) > 0 || len(e.My.Roles) > 0 || len(e.My.Days) > 0)
}

// lookBack fills in what happened at the events.
func (p *planner) lookBack(v *view.Review, events []*site.Event) {
	people := map[*site.Speaker]bool{}
	var high []*site.Talk
	for _, e := range events {
		r := view.ReviewEvent{Event: e.Ref()}
		for _, post := range e.Posts {
			r.Posts = append(r.Posts, view.Link{Title: post.Title, URL: post.URL})
		}
		v.Events = append(v.Events, r)
		for _, t := range e.Talks {
			if t.Covered() {
				v.Covered++
				for _, sp := range t.Speakers {
					people[sp] = true
				}
			}
			if t.Highlight {
				high = append(high, t)
			}
		}
	}
	v.Speakers, v.Seen = len(people), p.seen(events)
	slices.SortFunc(high, func(a, b *site.Talk) int { return byDay(b, a) })
	for _, t := range high[:min(len(high), reviewTalks)] {
		v.Talks = append(v.Talks, p.pick(t))
	}
}
