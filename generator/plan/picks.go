package plan

import (
	"slices"

	"recap/generator/content"
	"recap/generator/site"
	"recap/generator/view"
)

// picksShown is how many talks one page of such a list holds.
const picksShown = 25

// planPicks plans the two lists of talks over all events: those marked as
// highlights, and videos to watch, which are those of talks that a post tells
// of, that are highlights, or that the writer picked beforehand.
func planPicks(p *planner) {
	var high, watch []*site.Talk
	for _, e := range p.site.Events {
		for _, t := range e.Talks {
			if t.Withdrawn || t.Status == "cancelled" {
				continue
			}
			if t.Highlight {
				high = append(high, t)
			}
			if video(t) != "" && (t.Highlight || t.Covered() || picked(e, t)) {
				watch = append(watch, t)
			}
		}
	}
	p.picks("highlights", high)
	p.picks("watch", watch)
}

// picked reports whether the writer meant to see a talk.
func picked(e *site.Event, t *site.Talk) bool {
	return slices.ContainsFunc(e.My.Picks, func(w content.Word) bool { return w.Text == t.ID.Text })
}

// picksOf are the talks of an event that the writer meant to see. Once it is
// over, those told of nowhere and not seen otherwise were missed.
func (p *planner) picksOf(e *site.Event) (seen, missed []view.Link) {
	if len(e.My.Picks) == 0 {
		return nil, nil
	}
	over := !p.site.Now.Before(e.EndsAt)
	for _, t := range e.Ordered() {
		if !picked(e, t) {
			continue
		}
		l := view.Link{Title: t.Title.Text}
		if t.HasPage {
			l.URL = t.URL
		}
		if over && !t.Covered() && (t.Seen == "" || t.Seen == "no") {
			missed = append(missed, l)
			continue
		}
		seen = append(seen, l)
	}
	return seen, missed
}

// video is the address of a talk's first video that anybody may watch.
func video(t *site.Talk) string {
	for _, l := range t.Video {
		if u := site.SafeURL(l.URL); l.State == content.Known && u != "" {
			return u
		}
	}
	return ""
}

func (p *planner) picks(sort string, talks []*site.Talk) {
	if len(talks) == 0 || !p.lists(sort) {
		return
	}
	slices.SortFunc(talks, byDay)
	views := make([]view.Pick, len(talks))
	for i, t := range talks {
		views[i] = p.pick(t)
	}
	dir, title := sort+"/", p.text(sort+".title")
	front := view.Picks{Base: p.list(dir+"index.html", title, p.text("plan."+sort, p.base.Title), 0), Sort: sort, Talks: views[:min(len(views), picksShown)]}
	crumb := view.Link{Title: title, URL: front.URL}
	front.Older = p.paged(len(views), picksShown, dir, "", func(n, from, to int, newer, older *view.Link) {
		out := numberedPath(dir, n)
		p.addList(out, view.Picks{Base: p.list(out, title, "", n, crumb), Sort: sort, Number: n, Talks: views[from:to], Newer: newer, Older: older})
	})
	p.addList(dir+"index.html", front)
	p.also(title, dir+"index.html")
}

func (p *planner) pick(t *site.Talk) view.Pick {
	v := view.Pick{
		Title: t.Title.Text, URL: talkURL(t), Event: t.Event.Ref(), Day: t.Event.Day(t.Start),
		Video: video(t), Minutes: int(t.Duration.Minutes()), Missed: t.Seen == "no",
	}
	if t.Language != p.site.Config.Language.Text {
		v.Lang = t.Language
	}
	for _, sp := range t.Talk.Speakers {
		v.Speakers = append(v.Speakers, p.site.SpeakerView(sp))
	}
	for _, c := range t.Coverage {
		l := view.Link{Title: c.Post.Title, URL: c.Post.URL}
		if c.Section != nil {
			l.URL += "#" + c.Section.Anchor
		}
		v.Posts = append(v.Posts, l)
	}
	return v
}

// talkURL is where a reader finds a talk: its page, else its place on the
// event's page.
func talkURL(t *site.Talk) string {
	if t.HasPage {
		return t.URL
	}
	return t.Event.URL + "#talk-" + t.ID.Text
}
