package desk

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/source"
)

// Harvested is one hand-written line of links below the heading of a talk.
type Harvested struct {
	Pos    diag.Pos `json:"-"`
	File   string   `json:"file"`
	Line   int      `json:"line"`
	Text   string   `json:"text"`             // as written, without its links
	Talk   string   `json:"talk"`             // event/talk
	Into   string   `json:"into"`             // the event's file
	Moved  []Moved  `json:"moved"`            // what the event's file gets
	Reason string   `json:"reason,omitempty"` // why the line stays; "" when it goes
}

// Moved is one link or state that a talk gets.
type Moved struct {
	Key   string `json:"key"`             // "url", "video", "slides" or "resources"
	Kind  string `json:"kind,omitempty"`  // of a resource
	Title string `json:"title,omitempty"` // of a resource
	Value string `json:"value"`           // an address, "expected" or "none"

	replace bool // stands where expected stood
}

// Harvest is what Harvest worked out.
type Harvest struct {
	Lines   []Harvested // by file and place
	Unbound []Harvested // lines below headings that are bound to no talk
	Changes []Change    // posts and events, by file
	Posts   int         // that were looked at
}

// Harvest moves the links of hand-written lines such as (abstract; video; slides)
// below the headings of talks into the events' files, and takes the lines out of
// the posts: from then on a build makes them from the data, in every post that
// tells of the talk. A line of which something cannot be moved stays whole.
func (d *Desk) Harvest(paths []string) (*Harvest, error) {
	posts, err := d.posts(paths)
	if err != nil {
		return nil, err
	}
	h := &harvester{d: d, out: &Harvest{}, events: map[string]*eventEdit{}}
	for _, p := range posts {
		h.out.Posts++
		if err := h.post(p); err != nil {
			return nil, err
		}
	}
	for _, e := range h.events {
		if !bytes.Equal(e.old, e.new) {
			h.out.Changes = append(h.out.Changes, Change{File: e.file, Old: e.old, New: e.new})
		}
	}
	slices.SortFunc(h.out.Changes, func(a, b Change) int { return strings.Compare(a.File, b.File) })
	return h.out, nil
}

type harvester struct {
	d      *Desk
	out    *Harvest
	events map[string]*eventEdit // by file
}

// eventEdit is an event's file on its way.
type eventEdit struct {
	file     string
	old, new []byte
	given    map[string]bool // "talk key" that got a value in this run
}

// post harvests one post: its lines are taken out together.
func (h *harvester) post(p *site.Post) error {
	var cuts []diag.Fix
	var gone []markdown.Passage
	src, err := p.File.Bytes()
	if err != nil {
		return err
	}
	seen := -2
	for _, ps := range markdown.Passages(p.File.Path, src, p.From) {
		first := ps.Heading != seen
		seen = ps.Heading
		if !first || ps.Heading < 0 || ps.Heading >= len(p.Sections) {
			continue
		}
		pieces, ok := linkLine(ps)
		if !ok {
			continue
		}
		line := Harvested{Pos: ps.Pos, File: p.File.Path, Text: strings.TrimSpace(ps.Text), Moved: []Moved{}}
		if at, ok := diag.Locate(ps.Pos, src, 80); ok {
			line.Line = at.Line
		}
		t := p.Sections[ps.Heading].Bound
		if t == nil {
			if a, ok := p.Doc.Headings[ps.Heading].Attr("talk"); !ok || a.Value != "none" {
				h.out.Unbound = append(h.out.Unbound, line)
			}
			continue
		}
		cut, ok := lineCut(src, ps)
		if !ok {
			line.Reason = "it is no paragraph of its own"
		}
		h.line(&line, t, pieces)
		if line.Reason == "" {
			cuts = append(cuts, cut)
			gone = append(gone, ps)
		}
		h.out.Lines = append(h.out.Lines, line)
	}
	if len(cuts) == 0 {
		return nil
	}
	new, err := Apply(src, cuts)
	if err == nil {
		err = without(p, src, new, gone)
	}
	if err != nil {
		for i := range h.out.Lines {
			if l := &h.out.Lines[i]; l.File == p.File.Path {
				l.Reason = cmp.Or(l.Reason, "the line cannot be taken out: "+reason(err))
			}
		}
		return nil
	}
	h.out.Changes = append(h.out.Changes, Change{File: p.File.Path, Old: src, New: new})
	return nil
}

// lineCut is the deletion of a paragraph with the blank line behind it.
func lineCut(src []byte, ps markdown.Passage) (diag.Fix, bool) {
	from, to := lineStart(src, ps.Pos.Off), nextLine(src, max(ps.Pos.End-1, ps.Pos.Off))
	if len(bytes.TrimSpace(src[from:ps.Pos.Off])) > 0 {
		return diag.Fix{}, false // within a list or a quote
	}
	if to < len(src) && len(bytes.TrimSpace(src[to:lineEnd(src, to)])) == 0 {
		to = nextLine(src, to)
	}
	return diag.Fix{Pos: diag.Pos{File: ps.Pos.File, Off: from, End: to}}, true
}

// without checks that a text lost these passages and nothing else.
func without(p *site.Post, old, new []byte, gone []markdown.Passage) error {
	a, _ := markdown.Parse(p.File.Path, old, p.From)
	b, _ := markdown.Parse(p.File.Path, new, p.From)
	if len(a.Headings) != len(b.Headings) {
		return differs("it would have %d headings, not %d", len(b.Headings), len(a.Headings))
	}
	for i, h := range a.Headings {
		if n := b.Headings[i]; n.Level != h.Level || n.Text != h.Text || n.ID != h.ID || !sameAttrs(n.Attrs, h.Attrs) {
			return differs("the heading %s would change", quoted(h.Text))
		}
	}
	was := slices.DeleteFunc(markdown.Passages(p.File.Path, old, p.From), func(ps markdown.Passage) bool {
		return slices.ContainsFunc(gone, func(g markdown.Passage) bool { return g.Pos == ps.Pos })
	})
	is := markdown.Passages(p.File.Path, new, p.From)
	if len(was) != len(is) {
		return differs("other paragraphs would change")
	}
	for i := range was {
		if was[i].Text != is[i].Text {
			return differs("the words %s would change", quoted(was[i].Text))
		}
	}
	if len(a.Images) != len(b.Images) || len(a.Codes) != len(b.Codes) || len(a.Raw) != len(b.Raw) || a.Footnotes != b.Footnotes {
		return differs("other parts of the text would change")
	}
	return nil
}

// line settles what of one line goes where.
func (h *harvester) line(line *Harvested, t *site.Talk, pieces []piece) {
	line.Talk, line.Into = t.Event.ID.Text+"/"+t.ID.Text, t.Event.File.Path
	for _, p := range pieces {
		m, why := h.moved(t, p)
		if why != "" {
			line.Reason = cmp.Or(line.Reason, why)
			continue
		}
		if m != nil {
			line.Moved = append(line.Moved, *m)
		}
	}
	if line.Reason != "" {
		line.Moved = []Moved{}
		return
	}
	if len(line.Moved) == 0 {
		return // all of it is known
	}
	if err := h.give(t, line.Moved); err != nil {
		line.Reason, line.Moved = reason(err), []Moved{}
	}
}

// moved is what a talk gets from one piece of a line; nil when it has it already.
// why says that it cannot be.
func (h *harvester) moved(t *site.Talk, p piece) (m *Moved, why string) {
	value := cmp.Or(p.dest, p.state)
	if value == "" {
		return nil, quoted(p.label) + " has no address"
	}
	if p.dest != "" && addressKey(p.dest) == "" {
		return nil, quoted(p.label) + " leads to no address of the web"
	}
	switch p.field {
	case "url":
		if p.dest == "" {
			return nil, quoted(p.label) + " has no address"
		}
		if !t.Talk.URL.IsZero() {
			return nil, other(addressKey(t.Talk.URL.Text) == addressKey(p.dest), "another page", t)
		}
		return &Moved{Key: "url", Value: value}, ""
	case "video", "slides":
		links := t.Video
		if p.field == "slides" {
			links = t.Slides
		}
		for _, l := range links {
			switch {
			case l.State == content.Known && p.dest != "" && addressKey(l.URL.Text) == addressKey(p.dest),
				l.State == content.Expected && p.state == "expected", l.State == content.None && p.state == "none":
				return nil, ""
			}
		}
		switch {
		case len(links) == 0:
			return &Moved{Key: p.field, Value: value}, ""
		case len(links) == 1 && links[0].State == content.Expected && (p.dest != "" || p.state == "none"):
			return &Moved{Key: p.field, Value: value, replace: true}, ""
		case p.dest == "": // the data knows more than the line
			return nil, ""
		}
		return nil, other(false, "another "+p.field, t)
	}
	for _, r := range t.Resources {
		if addressKey(r.URL.Text) == addressKey(p.dest) {
			return nil, ""
		}
	}
	if p.dest == "" {
		return nil, quoted(p.label) + " has no address"
	}
	return &Moved{Key: "resources", Kind: p.field, Title: p.label, Value: value}, ""
}

// other says that a talk has something else already.
func other(same bool, what string, t *site.Talk) string {
	if same {
		return ""
	}
	return quoted(t.Title.Text) + " has " + what + " already"
}

// give writes into the file of a talk's event, all or nothing.
func (h *harvester) give(t *site.Talk, moved []Moved) error {
	file := t.Event.File
	e := h.events[file.Path]
	if e == nil {
		src, err := file.Bytes()
		if err != nil {
			return err
		}
		e = &eventEdit{file: file.Path, old: src, new: src, given: map[string]bool{}}
		h.events[file.Path] = e
	}
	new := e.new
	var given []string
	for _, m := range moved {
		key := t.ID.Text + " " + m.Key
		if m.Key == "resources" {
			key += " " + addressKey(m.Value)
		}
		if e.given[key] {
			if m.Key == "resources" || m.Value == "expected" || m.Value == "none" || bytes.Contains(new, []byte(m.Value)) {
				continue // another post said so in this run
			}
			return differs("another post has another address for it")
		}
		edit := content.YAMLEdit{Path: []string{"talks", t.ID.Text, m.Key}, Value: m.Value, Replace: m.replace}
		if m.Key == "resources" {
			edit.Add, edit.Value = true, []content.Field{{Key: "kind", Text: m.Kind}, {Key: "title", Text: m.Title}, {Key: "url", Text: m.Value}}
		}
		var err error
		if new, err = content.EditYAML(file.Path, new, edit); err != nil {
			return err
		}
		given = append(given, key)
	}
	if err := stillReads(t, new); err != nil {
		return err
	}
	e.new = new
	for _, k := range given {
		e.given[k] = true
	}
	return nil
}

// stillReads reads an event as a build would and says what is wrong with it now.
func stillReads(t *site.Talk, new []byte) error {
	files := []*source.File{source.NewFile(t.Event.File.Path, new)}
	if f := t.Event.Schedule; f != nil {
		files = append(files, f)
	}
	_, said := content.Load(source.NewTree(files...), nil)
	for _, d := range said {
		if d.Severity == diag.Error && d.Pos.File == t.Event.File.Path && !t.Event.Faulty {
			return differs("%s", d.Message)
		}
	}
	return nil
}
