package plan

import (
	"cmp"
	"slices"

	"recap/generator/content"
	"recap/generator/site"
	"recap/generator/view"
)

// talks is an event's programme in running order: by time, then by room, then
// as listed. Talks without a time stand behind those with one.
func (p *planner) talks(e *site.Event) []view.Talk {
	order := make([]*content.Talk, 0, len(e.Event.Talks))
	for i := range e.Event.Talks {
		order = append(order, &e.Event.Talks[i])
	}
	slices.SortStableFunc(order, func(a, b *content.Talk) int {
		if a.Start.IsZero() || b.Start.IsZero() {
			return compareBool(a.Start.IsZero(), b.Start.IsZero())
		}
		return cmp.Or(a.Start.In(e.Zone).Compare(b.Start.In(e.Zone)), cmp.Compare(a.Room, b.Room))
	})
	var out []view.Talk
	for _, t := range order {
		out = append(out, p.talk(e, t))
	}
	return out
}

func (p *planner) talk(e *site.Event, t *content.Talk) view.Talk {
	v := view.Talk{
		ID: t.ID.Text, Title: t.Title.Text, Subtitle: t.Subtitle, Kind: cmp.Or(t.Kind, "talk"),
		Start: e.Day(t.Start), End: e.Day(t.End), Minutes: int(t.Duration.Minutes()),
		Track: t.Track, Room: t.Room, Session: t.Session, Status: t.Status,
		Highlight: t.Highlight, Seen: t.Seen, Abstract: site.SafeURL(t.URL),
		Video: talkLinks(t.Video), Slides: talkLinks(t.Slides),
	}
	if t.Withdrawn {
		v.Status = "withdrawn"
	}
	if t.Language != p.site.Config.Language.Text {
		v.Lang = t.Language
	}
	if v.Minutes == 0 && v.Start.Is() && v.End.Is() {
		v.Minutes = int(v.End.Time.Sub(v.Start.Time).Minutes())
	}
	if t.DoNotRecord && len(v.Video) == 0 {
		v.Video = []view.TalkLink{{State: "none"}}
	}
	for _, sp := range t.Speakers {
		v.Speakers = append(v.Speakers, p.site.SpeakerView(sp))
	}
	for _, r := range t.Resources {
		if u := site.SafeURL(r.URL); u != "" {
			v.Resources = append(v.Resources, view.EventLink{Kind: r.Kind, Title: r.Title, URL: u})
		}
	}
	return v
}

// linkStates are the states of a link as themes see them.
var linkStates = map[content.LinkState]string{
	content.Known: "known", content.Expected: "expected", content.None: "none", content.Private: "private",
}

// talkLinks are links of a talk that somebody looked for.
func talkLinks(links []content.TalkLink) []view.TalkLink {
	var out []view.TalkLink
	for _, l := range links {
		state := linkStates[l.State]
		if state == "" {
			continue
		}
		v := view.TalkLink{State: state, Title: l.Title, Note: l.Note, Start: l.Start}
		if l.State == content.Known {
			if v.URL = site.SafeURL(l.URL); v.URL == "" {
				continue
			}
		}
		out = append(out, v)
	}
	return out
}
