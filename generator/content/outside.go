package content

import (
	"bytes"
	"slices"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/markdown"
	"recap/generator/memory"
)

// An edit of a sentence changes one text and nothing else that anybody reads.
// What follows says when that is so, so that the other ten thousand records
// need not be joined again.

// Alike reports whether two records of one file differ at most in what only the
// post's own page and the holders of its text make use of: the text's bytes, the
// number of its words, what its raw HTML would lose, and where in the file all
// that stands. A field that is not named in own counts, so that a new one costs
// time at first and never a stale page.
func (p *Post) Alike(q *Post) bool {
	return p.File.Path == q.File.Path && bytes.Equal(p.outside(), q.outside())
}

// outside is the record as bytes without what Alike passes over.
func (p *Post) outside() []byte {
	c := *p
	if p.Doc != nil {
		c.Doc = own(p.Doc)
	}
	return memory.Encode(c)
}

// own is a document without what is its page's own. Rooms that join records or
// plan other pages must not read what is left out here: site's TestOwn holds them
// to it.
func own(d *markdown.Doc) *markdown.Doc {
	c := *d
	c.Sum, c.Words, c.Footnotes = digest.Sum{}, 0, 0
	c.Raw, c.LineRefs, c.Codes, c.Stretches = nil, nil, nil, nil
	c.More = min(d.More, 0) // there is one, or none
	c.Headings = slices.Clone(d.Headings)
	for i := range c.Headings {
		h := &c.Headings[i]
		h.Attrs, h.Pos = slices.Clone(h.Attrs), diag.Pos{}
		for j := range h.Attrs {
			h.Attrs[j].Pos = diag.Pos{}
		}
	}
	c.Links = slices.Clone(d.Links)
	for i := range c.Links {
		l := &c.Links[i]
		l.Text, l.Bare, l.Pos = "", false, diag.Pos{}
	}
	c.Images = slices.Clone(d.Images) // pictures have pages of their own: the sizes made of them
	for i := range c.Images {
		c.Images[i] = markdown.Image{Src: d.Images[i].Src}
		if im := d.Images[i]; im.Credit.Is() { // the page of credits names it
			c.Images[i], c.Images[i].Pos = im, diag.Pos{}
		}
	}
	c.Quotes = slices.Clone(d.Quotes)
	for i := range c.Quotes {
		c.Quotes[i].Pos = diag.Pos{}
	}
	return &c
}
