package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/slug"
	"recap/generator/view"
)

// Talk is one talk of an event with what the site says of it.
type Talk struct {
	*content.Talk
	Event    *Event
	Path     string // below the root: "events/pycon-us-2016/talks/magic-wormhole/"
	URL      string // root-relative; its page exists when HasPage
	HasPage  bool
	Speakers []*Speaker
	Coverage []Coverage // by the posts' order in time, oldest first
	Versions []*Talk    // the same talk at other events, by time
}

// Coverage is one place where a published post tells of a talk.
type Coverage struct {
	Post    *Post
	Section *Section // nil when only front matter names the talk
}

// Covered reports whether a published post tells of the talk.
func (t *Talk) Covered() bool { return len(t.Coverage) > 0 }

// Speaker is one person over all events.
type Speaker struct {
	ID      string // slug
	Name    string
	Record  *content.Speaker // nil when only talks name the person
	Path    string
	URL     string
	HasPage bool
	Talks   []*Talk // newest first
}

// Covered reports whether a published post tells of one of the person's talks.
func (sp *Speaker) Covered() bool { return slices.ContainsFunc(sp.Talks, (*Talk).Covered) }

// Series is a recurring event.
type Series struct {
	ID     string
	Name   string
	Record *content.Series
	Path   string
	URL    string
	Events []*Event // newest first

	HasPage bool // it has a record, or two editions at least
}

// addTalks makes the talks of an event and joins them with their speakers.
func (s *Site) addTalks(e *Event) {
	for i := range e.Event.Talks {
		rec := &e.Event.Talks[i]
		if e.talks[rec.ID.Text] != nil {
			continue // said where the file was read
		}
		id := slug.Make(rec.ID.Text)
		t := &Talk{Talk: rec, Event: e, Path: e.Path + "talks/" + id + "/"}
		t.URL = s.at(t.Path)
		e.talks[rec.ID.Text] = t
		e.Talks = append(e.Talks, t)
		if key := titleKey(rec.Title.Text); key != "" {
			e.titles[key] = append(e.titles[key], t)
		}
		for _, sp := range rec.Speakers {
			if p := s.speaker(sp); p != nil && !slices.Contains(t.Speakers, p) {
				t.Speakers = append(t.Speakers, p)
				p.Talks = append(p.Talks, t)
			}
		}
	}
}

// titleKey is a title for comparing with headings; "" for titles of one word,
// which mislead: a heading "Metrics" is seldom the talk of that name.
func titleKey(title string) string {
	key := slug.Make(title)
	if !strings.Contains(key, "-") {
		return ""
	}
	return key
}

// speaker is the person a talk names, made at the first mention. A record joins
// spellings and former names to one person. Every name is asked for while talks
// are added; later, on many cores, the answers are only read.
func (s *Site) speaker(sp content.TalkSpeaker) *Speaker {
	key := [2]string{sp.ID.Text, sp.Name.Text}
	p, known := s.named[key]
	if !known {
		p = s.meet(sp)
		s.named[key] = p
	}
	return p
}

func (s *Site) meet(sp content.TalkSpeaker) *Speaker {
	rec := s.persons[fold(cmp.Or(sp.ID.Text, sp.Name.Text))]
	if rec == nil && !sp.Name.IsZero() {
		rec = s.persons[fold(sp.Name.Text)]
	}
	id, name := slug.Make(cmp.Or(sp.ID.Text, sp.Name.Text)), cmp.Or(sp.Name.Text, sp.ID.Text)
	if rec != nil {
		id, name = slug.Make(cmp.Or(rec.ID.Text, rec.Name.Text)), rec.Name.Text
	}
	if id == "" {
		return nil
	}
	p := s.speakers[id]
	if p == nil {
		p = &Speaker{ID: id, Name: name, Record: rec, Path: "speakers/" + id + "/"}
		p.URL = s.at(p.Path)
		s.speakers[id] = p
		s.Speakers = append(s.Speakers, p)
	}
	return p
}

// addSeries joins an event with the series it belongs to.
func (s *Site) addSeries(e *Event) {
	w := e.Event.Series
	id := slug.Make(w.Text)
	if id == "" {
		return
	}
	rec, name := s.rows[id], w.Text
	if rec != nil {
		id, name = slug.Make(rec.ID.Text), rec.Name.Text
	}
	i := slices.IndexFunc(s.Series, func(x *Series) bool { return x.ID == id })
	if i < 0 {
		i = len(s.Series)
		sr := &Series{ID: id, Name: name, Record: rec, Path: "events/series/" + id + "/"}
		sr.URL = s.at(sr.Path)
		s.Series = append(s.Series, sr)
	}
	e.Series = s.Series[i]
	e.Series.Events = append(e.Series.Events, e)
}

// settle puts talks, speakers and series in order once every post is known, and
// decides which of them have a page.
func (s *Site) settle() {
	pages := s.Config.Pages
	wants := func(setting string, covered bool) bool {
		return setting == "all" || setting != "none" && covered
	}
	for _, e := range s.Events {
		for _, t := range e.Talks {
			slices.SortStableFunc(t.Coverage, func(a, b Coverage) int { return newestFirst(b.Post, a.Post) })
			t.HasPage = wants(pages.Talks, t.Covered())
		}
	}
	for _, p := range s.Speakers {
		slices.SortStableFunc(p.Talks, func(a, b *Talk) int {
			return cmp.Or(b.At().Compare(a.At()), cmp.Compare(a.Event.ID.Text, b.Event.ID.Text), cmp.Compare(a.ID.Text, b.ID.Text))
		})
		p.HasPage = wants(pages.Speakers, p.Covered()) && (p.Record == nil || p.Record.Listed)
	}
	byName(s, s.Speakers, (*Speaker).sortName, func(p *Speaker) string { return p.ID })
	byName(s, s.Series, func(r *Series) string { return r.Name }, func(r *Series) string { return r.ID })
	for _, sr := range s.Series {
		slices.SortFunc(sr.Events, func(a, b *Event) int {
			return cmp.Or(b.StartsAt.Compare(a.StartsAt), cmp.Compare(a.ID.Text, b.ID.Text))
		})
		sr.HasPage = sr.Record != nil || len(sr.Events) > 1
	}
	s.joinVersions()
}

// At is when the talk was given, as far as is known.
func (t *Talk) At() time.Time {
	if !t.Start.IsZero() {
		return t.Start.In(t.Event.Zone)
	}
	return t.Event.StartsAt
}

// sortName is a name in the order of a register: the last word first, unless
// the record says how the person is sorted.
func (sp *Speaker) sortName() string {
	if sp.Record != nil && sp.Record.SortName != "" {
		return sp.Record.SortName
	}
	words := strings.Fields(sp.Name)
	if len(words) < 2 {
		return sp.Name
	}
	return words[len(words)-1] + " " + strings.Join(words[:len(words)-1], " ")
}

// Initial is the letter a person stands under in the register, "#" for none.
func (sp *Speaker) Initial() string {
	for _, r := range fold(sp.sortName()) {
		return strings.ToUpper(string(r))
	}
	return "#"
}

// joinVersions links talks that say they were given elsewhere too, in both
// directions.
func (s *Site) joinVersions() {
	join := func(a, b *Talk) {
		if a != b && !slices.Contains(a.Versions, b) {
			a.Versions = append(a.Versions, b)
		}
	}
	var touched []*Talk
	for _, e := range s.Events {
		for _, t := range e.Talks {
			for _, w := range t.AlsoAt {
				if other, ok := s.Talk(nil, w.Text); ok {
					join(t, other)
					join(other, t)
					touched = append(touched, t, other)
				}
			}
		}
	}
	for _, t := range touched {
		slices.SortFunc(t.Versions, func(a, b *Talk) int {
			return cmp.Or(a.At().Compare(b.At()), cmp.Compare(a.Event.ID.Text, b.Event.ID.Text))
		})
	}
}

// SpeakerView is a person at a talk as themes see it: with the affiliation of
// that day, and an address when the person has a page.
func (s *Site) SpeakerView(sp content.TalkSpeaker) view.Speaker {
	v := view.Speaker{Name: cmp.Or(sp.Name.Text, sp.ID.Text), Affiliation: sp.Affiliation, Role: sp.Role}
	p := s.speaker(sp)
	if p == nil {
		return v
	}
	v.Name = p.Name
	if p.HasPage {
		v.URL = p.URL
	}
	if v.Affiliation == "" && p.Record != nil {
		v.Affiliation = p.Record.Affiliation
	}
	return v
}
