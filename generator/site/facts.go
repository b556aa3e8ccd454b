package site

import (
	"recap/generator/digest"
	"recap/generator/view"
)

// Facts is what other pages show of a post. An edit that leaves the facts as
// they were costs the post's own page and the feeds that carry its text.
type Facts struct {
	Card     view.Card
	Sections []Quoted
	Sources  []string // addresses elsewhere that the text links to, in order
}

// Quoted is what other pages show of a section.
type Quoted struct {
	Anchor, Title, Lead, Topic string
	Talk                       string // "event/talk"
}

// Sum is the name of the facts.
func (f Facts) Sum() digest.Sum {
	type plain Facts // without this method
	return digest.Of(plain(f))
}

// cardTags is how many tags a card shows. A post of thousands of tags would
// otherwise show each of them on each of their pages.
const cardTags = 12

// TagLinks are all tags of a post, in its own words.
func (p *Post) TagLinks() []view.Link { return p.tagLinks(len(p.Tags)) }

func (p *Post) tagLinks(most int) []view.Link {
	var out []view.Link
	for _, t := range p.Tags[:min(len(p.Tags), most)] {
		out = append(out, view.Link{Title: t.NameIn(p.Lang), URL: t.URL})
	}
	return out
}

// facts gathers what other pages show of a post.
func (s *Site) facts(p *Post) Facts {
	f := Facts{Card: view.Card{
		Title: p.Title, URL: p.URL, Date: p.Date, Lang: p.Lang, Summary: p.Summary,
		Authors: p.Authors, Image: p.Hero, Minutes: p.Minutes(), Draft: p.Draft,
		Future: p.Future, More: p.Cut,
	}}
	if len(p.Events) > 0 {
		ref := p.Events[0].Ref()
		f.Card.Event = &ref
	}
	f.Card.Tags = p.tagLinks(cardTags)
	for _, sec := range p.Sections {
		q := Quoted{Anchor: sec.Anchor, Title: sec.Title, Lead: sec.Lead, Topic: sec.Topic}
		if sec.Bound != nil {
			q.Talk = sec.Bound.Event.ID.Text + "/" + sec.Bound.ID.Text
		}
		f.Sections = append(f.Sections, q)
	}
	for _, l := range p.Doc.Links {
		if _, _, ours := reference(l.Dest); !ours && external(l.Dest) {
			f.Sources = append(f.Sources, l.Dest)
		}
	}
	return f
}
