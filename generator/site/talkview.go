package site

import (
	"cmp"
	"slices"
	"strconv"

	"recap/generator/content"
	"recap/generator/markdown"
	"recap/generator/view"
)

// TalkView is a talk as themes see it, on a page in a language.
func (s *Site) TalkView(t *Talk, lang string) view.Talk {
	e := t.Event
	v := view.Talk{
		ID: t.ID.Text, Title: t.Title.Text, Subtitle: t.Subtitle, Kind: cmp.Or(t.Kind, "talk"),
		Start: e.Day(t.Start), End: e.Day(t.End), Minutes: int(t.Duration.Minutes()),
		Day: t.Date(), Track: e.trackName(t.Track), Room: t.Room, Session: t.Session, Status: t.Status,
		Highlight: t.Highlight, Seen: t.Seen, Covered: t.Covered(), Abstract: SafeURL(t.Talk.URL),
		Video: talkLinks(t.Video), Slides: talkLinks(t.Slides),
	}
	if t.HasPage {
		v.URL = t.URL
		if v.Abstract == "" && t.Text() != "" {
			v.Abstract = t.URL
		}
	}
	if n, err := strconv.Atoi(t.Session); err == nil && n > 0 {
		v.Session, v.SessionN = "", n
	}
	if t.Withdrawn {
		v.Status = "withdrawn"
	}
	if own := t.lang(); own != lang {
		v.Lang = own
	}
	if v.Minutes == 0 && v.Start.Precision == "time" && v.End.Precision == "time" {
		v.Minutes = max(0, int(v.End.Time.Sub(v.Start.Time).Minutes()))
	}
	if t.DoNotRecord && len(v.Video) == 0 {
		v.Video = []view.TalkLink{{State: "none"}}
	}
	for _, sp := range t.Talk.Speakers {
		v.Speakers = append(v.Speakers, s.SpeakerView(sp))
	}
	for _, r := range t.Resources {
		if u := SafeURL(r.URL); u != "" {
			v.Resources = append(v.Resources, view.EventLink{Kind: r.Kind, Title: r.Title, URL: u})
		}
	}
	return v
}

// Text is the talk's abstract as written, Markdown; "" for none.
func (t *Talk) Text() string { return cmp.Or(t.Abstract, t.Description) }

// DayNumber is the day of the event that a talk belongs to, from 1; 0 when it is
// not known. A day: that the programme gives wins: after midnight a talk still
// belongs to the evening before.
func (t *Talk) DayNumber() int {
	if !t.Day.IsZero() {
		if n := t.Event.dayIndex(t.Day.Text); n > 0 {
			return n
		}
	}
	if t.Start.Precision >= content.DayOnly {
		n := daysBetween(t.Event.StartsAt, t.Start.In(t.Event.Zone)) + 1
		if n >= 1 && n <= t.Event.Length() {
			return n
		}
	}
	return 0
}

// Date is the day a talk belongs to; none when it is not known.
func (t *Talk) Date() view.Day {
	if n := t.DayNumber(); n > 0 {
		return view.Day{Time: t.Event.dayAt(n), Precision: "day"}
	}
	if t.Start.Precision >= content.DayOnly { // beside the event's days
		y, m, d := t.Start.In(t.Event.Zone).Date()
		return view.Day{Time: dateIn(y, m, d, t.Event.Zone), Precision: "day"}
	}
	return view.Day{}
}

// Ordered are an event's talks in running order: by day, time, room, then as
// listed. Talks without a day or time stand behind those with one.
func (e *Event) Ordered() []*Talk {
	out := slices.Clone(e.Talks)
	days := make(map[*Talk]view.Day, len(out))
	for _, t := range out {
		days[t] = t.Date()
	}
	slices.SortStableFunc(out, func(a, b *Talk) int {
		da, db := days[a], days[b]
		if da.Is() != db.Is() {
			return boolFirst(da.Is(), db.Is())
		}
		if c := da.Time.Compare(db.Time); c != 0 {
			return c
		}
		ta, tb := a.Start.Precision == content.WithTime, b.Start.Precision == content.WithTime
		if ta != tb {
			return boolFirst(ta, tb)
		}
		if !ta {
			return 0
		}
		return cmp.Or(a.Start.In(e.Zone).Compare(b.Start.In(e.Zone)), cmp.Compare(a.Room, b.Room))
	})
	return out
}

// boolFirst puts what is true in front.
func boolFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// trackName is a track as readers call it: its id resolved by the event's tracks.
func (e *Event) trackName(track string) string {
	for _, t := range e.Tracks {
		if t.ID == track && t.Name != "" {
			return t.Name
		}
	}
	return track
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
			if v.URL = SafeURL(l.URL); v.URL == "" {
				continue
			}
			if p, ok := markdown.ProviderOf(v.URL); ok {
				v.Provider = p.Name
			}
		}
		out = append(out, v)
	}
	return out
}

// answerTalks tells a text the talks its headings are bound to. It waits until
// every talk knows whether it has a page.
func (s *Site) answerTalks(p *Post) {
	if len(p.bound) == 0 {
		return
	}
	p.Answers.Talks = make(map[string]view.Talk, len(p.bound))
	for i, t := range p.bound {
		p.Answers.Talks[p.Doc.Headings[i].ID] = s.TalkView(t, p.Lang)
	}
}

// lang is the language of a talk: its own, else the event's when that has one.
func (t *Talk) lang() string {
	if t.Language == "" && len(t.Event.Languages) == 1 {
		return t.Event.Languages[0]
	}
	return t.Language
}
