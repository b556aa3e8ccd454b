package site

import (
	"slices"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/slug"
)

// bind finds out which of a post's sections tell of which talk. A heading is
// bound by the id in its {talk=…}, or by being equal to exactly one talk title
// of two words or more. Nothing else is guessed: recap bind proposes, the build
// does not.
func (s *Site) bind(p *Post) diag.List {
	var d diag.List
	p.bound = make(map[int]*Talk, 4)
	seen := map[*Talk]int{}
	for i, h := range p.Doc.Headings {
		for _, a := range h.Attrs {
			if !slices.Contains(headingKeys, a.Key) {
				d.Add(diag.Warnf("heading-key", a.Pos, "a heading has no mark %q", a.Key).WithHint("%s", meantKey(a.Key)))
			}
		}
		var t *Talk
		if a, ok := h.Attr("talk"); ok {
			if a.Value == "none" {
				continue
			}
			found, ok := s.Talk(p.Events, a.Value)
			if !ok {
				d.Add(s.checkTalk(p, content.Word{Text: a.Value, Pos: a.Pos})...)
				continue
			}
			t = found
		} else if t = s.byTitle(p.Events, h.Text); t == nil {
			continue
		}
		if first, twice := seen[t]; twice {
			d.Add(diag.Warnf("talk-twice", h.Pos, "this post tells of %q twice", t.Title.Text).
				WithNote(p.Doc.Headings[first].Pos, "first here"))
		} else {
			seen[t] = i
		}
		p.bound[i] = t
	}
	return d
}

// headingKeys are the marks that the braces of a heading may hold.
var headingKeys = []string{"talk", "day", "topic", "lang", "id", "class"}

func meantKey(key string) string {
	if near, ok := diag.Nearest(key, headingKeys); ok {
		return "did you mean " + near + "=…?"
	}
	return "recap knows talk=, day=, topic=, lang= and #id"
}

// byTitle is the one talk of the events, or of those they are part of, whose
// title a heading repeats; nil for none or several.
func (s *Site) byTitle(events []*Event, heading string) *Talk {
	key := titleKey(heading)
	if key == "" {
		return nil
	}
	var found *Talk
	for _, e := range events {
		for at := e; at != nil; at = at.Parent {
			for _, t := range at.titles[key] {
				if found != nil && found != t {
					return nil
				}
				found = t
			}
		}
	}
	return found
}

// cover tells the talks that a published post speaks of them.
func (s *Site) cover(p *Post) {
	covered := map[*Talk]bool{}
	for i := range p.Sections {
		if t := p.Sections[i].Bound; t != nil {
			t.Coverage = append(t.Coverage, Coverage{p, &p.Sections[i]})
			covered[t] = true
		}
	}
	for _, t := range s.mentions(p) {
		if !covered[t] {
			t.Coverage = append(t.Coverage, Coverage{p, nil})
			covered[t] = true
		}
	}
}

// tellsOf are the talks that cover told, each once, in the order of the text.
func (s *Site) tellsOf(p *Post) []*Talk {
	var out []*Talk
	for _, sec := range p.Sections {
		if sec.Bound != nil && !slices.Contains(out, sec.Bound) {
			out = append(out, sec.Bound)
		}
	}
	for _, t := range s.mentions(p) {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// mentions are the talks a post names outside of headings: in its front matter,
// and in sentences by [words](talk:id).
func (s *Site) mentions(p *Post) []*Talk {
	var out []*Talk
	for _, w := range p.Post.Talks {
		if t, ok := s.Talk(p.Events, w.Text); ok {
			out = append(out, t)
		}
	}
	for _, l := range p.Doc.Links {
		if id, ok := strings.CutPrefix(l.Dest, "talk:"); ok {
			if t, ok := s.Talk(p.Events, id); ok {
				out = append(out, t)
			}
		}
	}
	return out
}

// Section is one heading of a post with what other pages quote of it.
type Section struct {
	Anchor string
	Title  string
	Level  int
	Lead   string // first paragraph, its own or that of a heading below it
	Topic  string // from {topic=…}
	Day    time.Time
	Bound  *Talk // the talk it tells of
}

// sections are a post's headings with what they are bound to.
func (s *Site) sections(p *Post) []Section {
	out := make([]Section, len(p.Doc.Headings))
	for i, h := range p.Doc.Headings {
		sec := Section{Anchor: h.ID, Title: h.Text, Level: h.Level, Lead: h.Lead, Bound: p.bound[i]}
		if a, ok := h.Attr("topic"); ok {
			sec.Topic = a.Value
		}
		if len(p.Events) > 0 && sec.Bound == nil {
			sec.Day = p.Events[0].dayOf(h)
		}
		out[i] = sec
	}
	for i := range out {
		if out[i].Lead == "" && (out[i].Bound != nil || out[i].Topic != "") {
			out[i].Lead = leadBelow(out, i)
		}
	}
	return out
}

// leadBelow is the first paragraph below the headings that belong to a section;
// what tells of a talk of its own does not.
func leadBelow(all []Section, i int) string {
	for _, below := range all[i+1:] {
		if below.Level <= all[i].Level || below.Bound != nil {
			break
		}
		if below.Lead != "" {
			return below.Lead
		}
	}
	return ""
}

// TopicSlug is the address word of a section's topic.
func (sec Section) TopicSlug() string { return slug.Term(sec.Topic) }

// Talks are the talks a post tells of, in the order it does.
func (p *Post) TalksCovered(s *Site) []*Talk {
	var out []*Talk
	for _, sec := range p.Sections {
		if sec.Bound != nil && !slices.Contains(out, sec.Bound) {
			out = append(out, sec.Bound)
		}
	}
	for _, t := range s.mentions(p) {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
