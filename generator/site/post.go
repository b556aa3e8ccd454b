package site

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/slug"
	"recap/generator/view"
)

// linkPost gives a post its dates, language, events, tags and address.
func (s *Site) linkPost(rec *content.Post) (*Post, diag.List) {
	var d diag.List
	rec = s.withDefaults(rec)
	p := &Post{Post: rec}
	p.Title = p.Post.Title.Text
	p.Lang = cmpLang(rec.Lang.Text, s.Config.Language.Text)
	d.Add(s.findEvents(p)...)
	d.Add(s.checkDay(p)...)
	if p.Title == "" {
		p.Title = s.derivedTitle(p)
	}
	// Title and date may come from the event: what is wrong with that is the cause
	// then, and was told.
	caused := rec.Faulty || !p.IsPage && (d.HasErrors() || anyFaulty(p.Events))
	if p.Title == "" && !caused {
		d.Add(diag.Errorf("post-title-missing", diag.Whole(rec.File.Path), "this file has no title").
			WithHint("add a line title: to the front matter, or begin the text with a # heading"))
	}
	if p.Title == "" {
		p.Title = rec.Name
	}
	d.Add(s.date(p, caused)...)
	for _, w := range rec.Authors {
		p.Authors = append(p.Authors, s.person(w))
	}
	if len(p.Authors) == 0 && s.Author != nil {
		p.Authors = []view.Person{*s.Author}
	}
	d.Add(s.findTags(p)...)
	path, da := s.address(p)
	d.Add(da...)
	p.Path, p.URL = path, s.at(path)
	p.Summary, p.Cut = summary(rec, nil)
	p.Sections = s.sections(p)
	return p, d
}

func cmpLang(own, site string) string {
	if own != "" {
		return own
	}
	return site
}

// date settles when a post was published: front matter, file name, the day of the
// event it tells of, folders, or not at all. Folders often hold nothing but the
// year; where they name a day, they are asked before the event. caused says that a mistake was told which may be
// why there is none.
func (s *Site) date(p *Post, caused bool) diag.List {
	var d diag.List
	w := p.Post.Date
	if w.IsZero() {
		w = p.NameDate
	}
	if w.IsZero() && p.FolderDate.Precision >= content.DayOnly {
		w = p.FolderDate
	}
	if w.IsZero() {
		w = s.derivedDate(p)
	}
	if w.IsZero() {
		w = p.FolderDate
	}
	if w.IsZero() {
		if !p.IsPage && !caused {
			d.Add(diag.Warnf("post-undated", diag.Whole(p.File.Path), "this post has no date: it stands last in lists and in no feed").
				WithHint("add a line date: 2016-06-10, or begin the file's name with the date"))
		}
	} else {
		p.When = w.In(s.Zone)
		p.Date = day(w, s.Zone)
		p.Future = s.Now.Before(p.When)
	}
	if u := p.Post.Updated; !u.IsZero() {
		p.UpdatedAt, p.Updated = u.In(s.Zone), day(u, s.Zone)
	}
	for _, u := range p.Post.Updates {
		p.Updates = append(p.Updates, view.Update{Date: day(u.Date, s.Zone), Note: u.Note})
		if at := u.Date.In(s.Zone); at.After(p.UpdatedAt) {
			p.UpdatedAt, p.Updated = at, day(u.Date, s.Zone)
		}
	}
	return d
}

// day is a written date as themes see it.
func day(w content.When, zone *time.Location) view.Day {
	if w.IsZero() {
		return view.Day{}
	}
	t := w.In(zone)
	return view.Day{Time: t, Precision: [...]string{"", "year", "month", "day", "time"}[w.Precision]}
}

// findEvents resolves the events a post names, and its talks.
func (s *Site) findEvents(p *Post) diag.List {
	var d diag.List
	for _, w := range p.Post.Events {
		e := s.events[w.Text]
		if e == nil {
			d.Add(s.unknownEvent(p.place(w), w.Text))
			continue
		}
		if !slices.Contains(p.Events, e) {
			p.Events = append(p.Events, e)
		}
	}
	for _, w := range p.Post.Talks {
		d.Add(s.checkTalk(p, w)...)
	}
	return append(d, s.bind(p)...)
}

// checkDay says when a post tells of a day that its event does not have. An
// event whose dates are not known to the day has none to compare with.
func (s *Site) checkDay(p *Post) diag.List {
	if p.Day.IsZero() || len(p.Events) == 0 || anyFaulty(p.Events) {
		return nil
	}
	for _, e := range p.Events {
		if e.Length() == 0 || e.postDay(p) > 0 {
			return nil
		}
	}
	e := p.Events[0]
	n := e.Length()
	return diag.List{diag.Errorf("day-unknown", p.place(p.Day), "%s has no day %q", e.Name.Text, p.Day.Text).
		WithHint("%s has %d days, %s to %s: write a number from 1 to %d, a date or a weekday",
			e.ID.Text, n, e.dayAt(1).Format("2006-01-02"), e.dayAt(n).Format("2006-01-02"), n)}
}

// anyFaulty reports an event whose file has a mistake, so that what is missing in
// it may stand there.
func anyFaulty(events []*Event) bool {
	return slices.ContainsFunc(events, func(e *Event) bool { return e.Faulty })
}

// checkTalk says when a post names a talk that none of its events has.
func (s *Site) checkTalk(p *Post, w content.Word) diag.List {
	if _, ok := s.Talk(p.Events, w.Text); ok {
		return nil
	}
	if eventID, talk, ok := strings.Cut(w.Text, "/"); ok {
		e := s.events[eventID]
		if e == nil {
			return diag.List{s.unknownEvent(p.place(w), eventID)}
		}
		return diag.List{unknownTalk(p.place(w), talk, []*Event{e})}
	}
	if len(p.Events) == 0 {
		if len(p.Post.Events) > 0 || p.Faulty {
			return nil // the event itself is unknown or misspelt, which was said
		}
		return diag.List{diag.Errorf("talk-without-event", p.place(w), "talk %q is named, but the post names no event", w.Text).
			WithHint("add a line event: to the front matter, or write event/talk")}
	}
	return diag.List{unknownTalk(p.place(w), w.Text, p.Events)}
}

func (s *Site) unknownEvent(pos diag.Pos, id string) diag.Diagnostic {
	d := diag.Errorf("event-unknown", pos, "no event is called %q", id).Meant(id, s.eventIDs())
	if d.Hint == "" {
		d = d.WithHint("recap list events names them; recap new event makes one")
	}
	return d
}

func unknownTalk(pos diag.Pos, id string, events []*Event) diag.Diagnostic {
	var ids []string
	for _, e := range events {
		for _, t := range e.Event.Talks {
			ids = append(ids, t.ID.Text)
		}
	}
	return meantOneOf(diag.Errorf("talk-unknown", pos, "%s has no talk %q", events[0].Event.Name.Text, id), id, ids)
}

// meantOneOf is Meant, which names up to three where several are near.
func meantOneOf(d diag.Diagnostic, name string, names []string) diag.Diagnostic {
	d = d.Meant(name, names)
	if near := diag.Near(name, names, 3); d.Hint != "" && len(near) > 1 {
		d.Hint = "did you mean " + strings.Join(near[:len(near)-1], ", ") + " or " + near[len(near)-1] + "?"
	}
	return d
}

// Talk finds a talk by id, or event/id, among events and those they are part of.
func (s *Site) Talk(events []*Event, id string) (*Talk, bool) {
	if eventID, talk, ok := strings.Cut(id, "/"); ok {
		e := s.events[eventID]
		if e == nil {
			return nil, false
		}
		return e.Talk(talk)
	}
	for _, e := range events {
		for at := e; at != nil; at = at.Parent {
			if t, ok := at.Talk(id); ok {
				return t, true
			}
		}
	}
	return nil, false
}

// summaryLength is where a summary made of the first paragraph is cut, in characters.
const summaryLength = 280

// summary is the text for cards: front matter, else the first paragraph. cut
// says whether the post goes on behind it. Names of things the paragraph only
// points to are in texts.
func summary(p *content.Post, texts map[string]string) (text string, cut bool) {
	if !p.Summary.IsZero() {
		return squeeze(p.Summary.Text), true
	}
	text = squeeze(markdown.Fill(cmp.Or(p.Doc.TLDR, p.Doc.Lead), texts))
	if text == "" && !p.Description.IsZero() {
		text = squeeze(p.Description.Text)
	}
	return Shorten(text, summaryLength), p.Doc.Words > len(strings.Fields(text))
}

// Shorten cuts a text behind a word, at most n characters, with an ellipsis.
func Shorten(text string, n int) string {
	if len(text) <= n || utf8.RuneCountInString(text) <= n {
		return text
	}
	end := 0
	for range n - 1 {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	short := text[:end]
	if i := strings.LastIndexByte(short, ' '); i > len(short)/2 {
		short = short[:i]
	}
	return strings.TrimRight(short, " ,;:–-") + "…"
}

// squeeze folds white space. Most texts are folded already and cost a look.
func squeeze(s string) string {
	blank := true
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			if blank {
				return strings.Join(strings.Fields(s), " ")
			}
			blank = true
		case c < ' ', c == 0xc2, c == 0xe1, c == 0xe2, c == 0xe3: // where Unicode's own blanks begin
			return strings.Join(strings.Fields(s), " ")
		default:
			blank = false
		}
	}
	return strings.TrimSuffix(s, " ")
}

// WordsPerMinute is how fast people read.
const WordsPerMinute = 220

// Minutes is the reading time, at least one.
func (p *Post) Minutes() int { return max(1, (p.Doc.Words+WordsPerMinute/2)/WordsPerMinute) }

// Prefix keeps a post's footnote ids apart from those of other posts on a page.
func (p *Post) Prefix() string {
	if n := slug.Make(p.Name); n != "" {
		return n + "-"
	}
	return "p-"
}
