package markdown

import (
	"recap/generator/diag"
	"recap/generator/digest"
)

// Doc is what is known of a document without making HTML of it. It depends on
// the source alone: no setting, no other file.
type Doc struct {
	Sum       digest.Sum // of the body's bytes
	Headings  []Heading
	Links     []Link
	Images    []Image
	Raw       []Raw
	Lead      string // first paragraph as plain text, for cards and descriptions
	More      int    // offset of the read-more marker in the file, -1 for none
	Words     int    // of text, without code blocks and markup
	Footnotes int
	Anchors   []string // ids in raw HTML, in order
	Codes     []string // languages of the code blocks, in order, "" for none
}

// Heading is one heading with its section.
type Heading struct {
	Level int    // 1 to 6, as written
	Text  string // plain text
	ID    string // anchor, unique in the document
	Attrs []Attr // of the trailing {…}, the id left out
	Lead  string // first paragraph of the section as plain text
	Pos   diag.Pos
}

// Attr is one key=value of a heading's {…}.
type Attr struct {
	Key, Value string
	Pos        diag.Pos // of the value
}

// Attr is the value of a key of the heading's {…}.
func (h Heading) Attr(key string) (Attr, bool) {
	for _, a := range h.Attrs {
		if a.Key == key {
			return a, true
		}
	}
	return Attr{}, false
}

// Link is one link with the place of its destination, from Markdown or raw HTML.
type Link struct {
	Dest string // as written, entities and escapes resolved
	Text string
	Pos  diag.Pos
}

// Image is one picture, from Markdown or a raw <img>.
type Image struct {
	Src, Alt, Title string
	HasAlt          bool // false for a raw <img> without alt
	Pos             diag.Pos
}

// Raw is one raw HTML tag or comment that the mode "clean" would drop, wholly
// or some attributes of it.
type Raw struct {
	Tag  string // lower case, "!--" for a comment
	Attr string // the first attribute that is dropped; "" when the tag itself is
	Pos  diag.Pos
}

// HTMLMode says what becomes of raw HTML in Markdown: settings key markup.html.
type HTMLMode string

const (
	Clean  HTMLMode = "clean"  // a fixed list of elements and attributes passes
	Escape HTMLMode = "escape" // shown as text
	Allow  HTMLMode = "allow"  // passes as it is
)

// Options is everything of the settings that a body depends on.
type Options struct {
	HTML        HTMLMode
	LineNumbers bool // code.line_numbers
}

// Frame is where a body will stand.
type Frame struct {
	Prefix   string // before footnote ids, so that several bodies share a page
	Shift    int    // added to heading levels, may be negative; the result stays within 1 to 6
	Absolute string // "https://example.org": addresses for feeds are absolute; "" keeps them root-relative
	Page     string // root-relative address of the post, for in-page anchors in feeds
	Plain    bool   // code without highlighting marks, for feeds
	Cut      bool   // stop at the read-more marker
	Guest    bool   // other bodies share the page: heading ids carry Prefix too, "#x" leads to Page
}

// Answers is what a body needs to know from outside, asked by Doc.Links and
// Doc.Images. A destination that is not in the map stays as written.
type Answers struct {
	Links  map[string]string  // destination as written → root-relative or absolute address
	Images map[string]Picture // source as written → where it is published
}

// Picture is a published image.
type Picture struct {
	URL           string
	Width, Height int // 0 when unknown
}

// Key names the HTML that Render would make: it holds every input but the
// program itself, whose version is part of every page key.
func Key(source digest.Sum, o Options, f Frame, a Answers) digest.Sum {
	h := digest.New()
	h.Sum(source)
	h.Value(o)
	h.Value(f)
	h.Value(a)
	return h.Done()
}
