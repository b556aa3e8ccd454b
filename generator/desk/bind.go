package desk

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"

	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/site"
)

// BindOptions say what Bind looks at.
type BindOptions struct {
	Paths []string // slash paths below the site; none means all posts
	Event string   // compare with this event's talks, also in posts that name no event

	// Headings leaves sentences alone, and works out no changes.
	Headings bool
}

// Proposal is a talk found in a post.
type Proposal struct {
	Pos    diag.Pos `json:"-"`
	File   string   `json:"file"`
	Line   int      `json:"line"`
	Column int      `json:"column"`
	Text   string   `json:"text"`   // the heading, or the words of the sentence
	Kind   string   `json:"kind"`   // "heading", "sentence" or "mention"
	Talk   string   `json:"talk"`   // as it is written: an id, or event/id
	Title  string   `json:"title"`  // of the talk
	Score  float64  `json:"score"`  // from 0 to 1
	Why    []string `json:"why"`    // what speaks for it, and against
	Next   string   `json:"next"`   // the title of the next best talk, "" for none
	Behind float64  `json:"behind"` // the next best's score

	// Reason says why an accepted proposal cannot be written; "" when it can.
	Reason string `json:"reason,omitempty"`

	heading int // -1 for none
	talk    *site.Talk
}

// Bindings is what Bind found.
type Bindings struct {
	Proposals []Proposal // by file and place
	Near      []Proposal // headings that look like a talk and are not sure enough; same order
	Changes   []Change   // the files with the proposals written into them, by file
	Posts     int        // that were looked at
}

// Bind proposes talks for the headings and sentences of posts. What is bound
// already, by an id in the text, is left alone, and so is {talk=none}.
func (d *Desk) Bind(o BindOptions) (*Bindings, error) {
	posts, err := d.posts(o.Paths)
	if err != nil {
		return nil, err
	}
	var only *site.Event
	if o.Event != "" {
		if only, err = d.Event(o.Event); err != nil {
			return nil, err
		}
	}
	b := &Bindings{}
	known := map[string]*programme{}
	for _, p := range posts {
		events := p.Events
		if only != nil {
			if len(events) > 0 && !slices.Contains(events, only) {
				continue
			}
			events = []*site.Event{only}
		}
		if len(events) == 0 {
			continue
		}
		key := ""
		for _, e := range events {
			key += e.ID.Text + "/"
		}
		if known[key] == nil {
			known[key] = programmeOf(events)
		}
		b.Posts++
		if len(known[key].talks) == 0 {
			continue
		}
		if err := d.bindPost(p, events, known[key], o, b); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (d *Desk) bindPost(p *site.Post, events []*site.Event, prog *programme, o BindOptions, b *Bindings) error {
	src, err := p.File.Bytes()
	if err != nil {
		return err
	}
	passages := markdown.Passages(p.File.Path, src, p.From)
	taken := takenBy(d.Site, p)
	found, near := headingProposals(p, events, prog, passages)
	found = onlyBest(found, taken)
	for _, f := range found {
		taken[f.talk] = true
	}
	if !o.Headings {
		sentences := sentenceProposals(p, prog, passages, taken)
		for _, f := range sentences {
			taken[f.talk] = true
		}
		found = append(found, sentences...)
		found = append(found, mentionProposals(prog, passages, p, taken)...)
	}
	slices.SortStableFunc(found, func(a, b Proposal) int { return cmp.Compare(a.Pos.Off, b.Pos.Off) })
	for i := range found {
		found[i].Talk = idIn(d.Site, p, found[i].talk)
	}
	for i := range near {
		near[i].Talk = idIn(d.Site, p, near[i].talk)
	}
	if !o.Headings {
		if c := write(p, src, found); c != nil {
			b.Changes = append(b.Changes, *c)
		}
	}
	for _, list := range [][]Proposal{found, near} {
		for i := range list {
			if at, ok := diag.Locate(list[i].Pos, src, 80); ok {
				list[i].Line, list[i].Column = at.Line, at.Column
			}
		}
	}
	b.Proposals = append(b.Proposals, found...)
	b.Near = append(b.Near, near...)
	return nil
}

// takenBy are the talks that a post names by their id already.
func takenBy(s *site.Site, p *site.Post) map[*site.Talk]bool {
	taken := map[*site.Talk]bool{}
	note := func(id string) {
		if t, ok := s.Talk(p.Events, id); ok {
			taken[t] = true
		}
	}
	for _, h := range p.Doc.Headings {
		if a, ok := h.Attr("talk"); ok {
			note(a.Value)
		}
	}
	for _, l := range p.Doc.Links {
		if id, ok := strings.CutPrefix(l.Dest, "talk:"); ok {
			note(id)
		}
	}
	for _, w := range p.Post.Talks {
		note(w.Text)
	}
	return taken
}

// idIn is a talk's id as a post may write it: alone when the post's events have
// no other of that id, else with the event's.
func idIn(s *site.Site, p *site.Post, t *site.Talk) string {
	if got, ok := s.Talk(p.Events, t.ID.Text); ok && got == t {
		return t.ID.Text
	}
	return t.Event.ID.Text + "/" + t.ID.Text
}

// headingProposals rates each heading that says nothing of a talk itself.
func headingProposals(p *site.Post, events []*site.Event, prog *programme, passages []markdown.Passage) (found, near []Proposal) {
	for i, h := range p.Doc.Headings {
		if _, ok := h.Attr("talk"); ok {
			continue
		}
		if _, ok := h.Attr("topic"); ok {
			continue
		}
		if i < len(p.Sections) && !p.Sections[i].Day.IsZero() && len(wordsOf(h.Text)) < 5 {
			continue // the heading of a day, and not "Day 2 – Keynote – Ada Example"
		}
		c := claimOf(p, events, i, passages)
		if len(c.words) == 0 {
			continue
		}
		ranked := prog.rank(c)
		if len(ranked) == 0 {
			continue
		}
		if _, ok := decide(ranked); !ok {
			if ranked[0].value >= 0.45 {
				near = append(near, proposal(h.Pos, h.Text, "heading", i, ranked))
			}
			continue
		}
		found = append(found, proposal(h.Pos, h.Text, "heading", i, ranked))
	}
	return found, near
}

func proposal(pos diag.Pos, text, kind string, heading int, ranked []score) Proposal {
	s := ranked[0]
	out := Proposal{
		Pos: pos, File: pos.File, Text: text, Kind: kind, Title: s.entry.talk.Title.Text,
		Score: s.value, Why: s.why, heading: heading, talk: s.entry.talk,
	}
	if len(ranked) > 1 {
		out.Next, out.Behind = ranked[1].entry.talk.Title.Text, ranked[1].value
	}
	return out
}

// claimOf is a heading with what its section says, up to the next heading.
func claimOf(p *site.Post, events []*site.Event, i int, passages []markdown.Passage) *claim {
	h := p.Doc.Headings[i]
	words := wordsOf(bareHeading(h.Text))
	c := &claim{text: h.Text, words: keysOf(words), own: make([]bool, len(words))}
	for j, w := range words {
		c.own[j] = w.possessive
	}
	for _, ps := range passages {
		if ps.Heading != i {
			continue
		}
		if len(c.body) == 0 && !c.line && isLinkLine(ps) {
			c.line = true
		} else {
			in := keysOf(wordsOf(ps.Text))
			if len(c.first) == 0 {
				c.first = in
			}
			c.body = append(c.body, in...)
		}
		for _, l := range ps.Links {
			if a := addressKey(l.Dest); a != "" {
				c.links = append(c.links, a)
			}
		}
	}
	// The day it stands under: the nearest heading above that names one, else the
	// post's own.
	for j := i - 1; j >= 0 && c.day == 0; j-- {
		if j < len(p.Sections) && !p.Sections[j].Day.IsZero() && len(events) > 0 {
			c.day, c.dayOf = events[0].DayOf(p.Sections[j].Day), events[0]
		}
	}
	if c.day == 0 && len(events) > 0 {
		c.day, c.dayOf = events[0].PostDay(p), events[0]
	}
	return c
}

// onlyBest keeps one heading for each talk, the best; a talk that the post names
// already needs none.
func onlyBest(found []Proposal, taken map[*site.Talk]bool) []Proposal {
	best := map[*site.Talk]int{}
	for i, f := range found {
		if j, ok := best[f.talk]; !ok || f.Score > found[j].Score {
			best[f.talk] = i
		}
	}
	var out []Proposal
	for i, f := range found {
		if best[f.talk] == i && !taken[f.talk] {
			out = append(out, f)
		}
	}
	return out
}

// write makes the edit of one post: ids in headings, links in sentences, and
// what cannot stand in the text in its front matter. A proposal whose own edit
// would not read as intended is told with the reason and left out; nil when
// nothing remains.
func write(p *site.Post, src []byte, found []Proposal) *Change {
	var fixes []diag.Fix
	talks, links, ids := map[int]string{}, []string{}, []string{}
	for i := range found {
		f := &found[i]
		if f.Kind == "mention" {
			if _, err := mention(p.File.Path, src, []string{f.Talk}); err != nil {
				f.Reason = reason(err)
				continue
			}
			ids = append(ids, f.Talk)
			continue
		}
		own, heading, link := f.edit(p, src)
		one, oneLink := map[int]string{}, []string{}
		if heading >= 0 {
			one[heading] = f.Talk
		} else {
			oneLink = append(oneLink, link)
		}
		new, err := Apply(src, own)
		if err == nil {
			err = marked(p.File.Path, src, new, p.From, one, oneLink)
		}
		if err != nil {
			f.Reason = reason(err)
			continue
		}
		fixes = append(fixes, own...)
		maps.Copy(talks, one)
		links = append(links, oneLink...)
	}
	if len(fixes)+len(ids) == 0 {
		return nil
	}
	new, err := Apply(src, fixes)
	if err == nil {
		err = marked(p.File.Path, src, new, p.From, talks, links)
	}
	if err == nil && len(ids) > 0 {
		new, err = mention(p.File.Path, new, ids)
	}
	if err != nil {
		for i := range found {
			found[i].Reason = cmp.Or(found[i].Reason, reason(err))
		}
		return nil
	}
	return &Change{File: p.File.Path, Old: src, New: new}
}

// reason is why an edit was not made, in one line.
func reason(err error) string {
	if f, ok := errors.AsType[*diag.Fault](err); ok && len(f.List) > 0 {
		return f.List[0].Message
	}
	return err.Error()
}

// edit is the change of one proposal: the heading it marks, or the link it makes.
func (f *Proposal) edit(p *site.Post, src []byte) (fixes []diag.Fix, heading int, link string) {
	if f.heading >= 0 {
		return []diag.Fix{markHeading(src, p.Doc.Headings[f.heading], f.Talk)}, f.heading, ""
	}
	return linkWords(f.Pos, f.Talk), -1, "talk:" + f.Talk + "\x00" + strings.Join(strings.Fields(f.Text), " ")
}
