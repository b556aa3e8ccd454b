// Package markdown reads the text of posts and pages: Parse tells at once what
// is known of a text, Renderer makes its HTML when a page needs it.
//
// # What can be written
//
// CommonMark as a whole, and GitHub's tables, strikethrough, task lists and bare
// addresses. Beyond that:
//
//	## Heading {#id .class talk=gc25/fast-caches lang=de}
//
// Braces at the end of a heading hold its anchor, classes for the style sheet,
// and marks for recap: talk, day, topic. Of the marks only lang shows in the
// page. Values may be quoted. A heading without {#id} gets an anchor from its
// text: "Über Köln" is #ueber-koeln, the second "Same" is #same-2.
//
//	![What it shows](hall.jpg "The hall before the doors opened")
//
// A picture alone in its paragraph is a figure, its title the caption; several
// are a gallery. A small picture linked to its large one is a figure as well.
//
//	![A hall](hall.jpg){credit="Ada Example" license=CC-BY-4.0 source=https://example.org/}
//
// Whose a picture is stands in braces, or in a paragraph "Picture by …" or "Foto:
// …" right below it (credit.go); it becomes the end of the caption.
//
//	A claim.[^1]
//
//	[^1]: Its source.
//
// Footnotes are numbered by their first mark; one note may have several.
//
//	```go
//
// Code is highlighted by its language, whatever of attributes follows it.
//
//	```yaml {#travis linenos start=1 hl=5-6,9}
//
// names a block, so that its lines are #travis-L5 and #travis-L5-6, numbers them
// and sets some off. "Lines 5, 6" in the text below leads there by itself
// (fence.go).
//
//	Term
//	: What it means
//
//	> [!NOTE]
//	> GitHub's five kinds of notes.
//
//	> [!QUOTE] Ada Example, from memory
//	> What a person said.
//
//	A paragraph in another language. {lang=de}
//
//	::: lang de
//	Several of them. There are ::: aside and ::: gallery as well.
//	:::
//
//	::: details All my notes of the session
//	- closed until the reader opens it
//	:::
//
//	::: embed https://youtu.be/dQw4w9WgXcQ {start=1:20 end=2:05 title="The demo"}
//	What to look for.
//	:::
//
//	[](talk:delve) [words](speaker:ada)
//
// Destinations such as talk:delve are answered from outside, and so is the text
// where there is none. An address alone in its paragraph is a card when its
// provider is known (provider.go). Patterns of the settings make links of texts
// such as PEP 8 (reference.go). A heading "tl;dr" or a paragraph that begins so
// is the text's short form. Straight quotes, dashes and dots become those of the
// text's language (typo.go). Names of Python, __new__, are not bold (dunder.go).
//
//	<!--more-->
//
// cuts the text for lists; so do <!-- more -->, <!--more Read on--> and
// <!-- TEASER_END -->, which other programs know.
//
// # Raw HTML
//
// By the setting markup.html it is cleaned by a fixed list of elements and
// attributes (policy.go), shown as text, or passed as it is. Raw pictures and
// links are answered like those of Markdown: they get their published address,
// size and lazy loading. What the list drops is in Doc.Raw. Whatever an author
// leaves open or closes twice, a cleaned body is well formed.
//
// # What comes out
//
// HTML5 without style attributes, scripts or event handlers, so that a page can
// have a strict content security policy: alignment of table cells is a class
// (align-left, align-center, align-right), code has chroma's classes, for which
// HighlightCSS makes the style sheet. Classes of our own: gallery, table (the
// box in which a wide table scrolls), tasks (a list with boxes), footnotes,
// footnote-ref, footnote-backref, beside (a note again, hidden, right behind its
// mark), twice (footnotes that all have one), fold, chroma, ln (a line number, drawn from data-n),
// line and hl (a line that can be linked to, one that is set off), callout with
// note, tip, important, warning or caution, callout-title, quotation, aside,
// embed with embed-video or embed-slides.
// No character that XML 1.0 forbids comes out, so a body can stand in a feed.
//
// # Hostile texts
//
// Anything may come in. What would cost goldmark the square of its length or a
// stack as deep as the text is shown as plain text, with a warning (guard.go).
// Lexers get no code of a shape that makes them run for hours (code.go).
package markdown

import (
	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/media"
	"recap/generator/view"
)

// Doc is what is known of a document without making HTML of it. It depends on
// the source alone: no setting, no other file.
type Doc struct {
	Sum       digest.Sum // of the body's bytes
	Headings  []Heading
	Links     []Link
	Images    []Image
	Raw       []Raw
	Lead      string // first paragraph, else the first points of a list, as plain text for cards and descriptions; Fill it before it is shown
	More      int    // offset of the read-more marker in the file, -1 for none
	Words     int    // of text, without code blocks and markup
	Stretches []byte // where in the body its text stands, packed: for Texts
	Footnotes int
	Anchors   []string // ids in raw HTML, in order
	Codes     []string // languages of the code blocks, in order, "" for none

	TLDR     string    // (to be filled, too) what stands below a heading "tl;dr" or behind such a word, plain; "" for none
	Quotes   []Quote   // > [!QUOTE] Who
	Blocks   []Block   // code blocks that can be linked to, in order
	LineRefs []LineRef // "Lines 5, 6" in the text behind a code block
}

// Quote is something a person said: > [!QUOTE] Ada Example, from memory
type Quote struct {
	Text   string // plain
	Who    string // plain, "" for none
	Memory bool   // said to be no literal quote
	Pos    diag.Pos
}

// Block is a code block whose lines can be linked to: #id-L5, #id-L5-6.
type Block struct {
	ID          string
	First, Last int // numbers of its lines
}

// Has reports whether the block has the lines from … to.
func (b Block) Has(from, to int) bool { return b.First <= from && from <= to && to <= b.Last }

// LineRef is a text such as "Lines 10 – 14" that speaks of a code block.
type LineRef struct {
	Block    Block
	From, To int
	Pos      diag.Pos
}

// Heading is one heading with its section.
type Heading struct {
	Level int    // 1 to 6, as written
	Text  string // plain text
	ID    string // anchor, unique in the document
	Attrs []Attr // of the trailing {…}, the id left out
	Lead  string // the section's, likewise
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
	Text string // "" for one in raw HTML
	Bare bool   // an address alone in its paragraph, or that of a ::: embed
	Pos  diag.Pos
}

// Image is one picture, from Markdown or a raw <img>.
type Image struct {
	Src, Alt, Title string
	HasAlt          bool         // false for a raw <img> without alt
	Credit          media.Credit // as the text says whose it is
	Pos             diag.Pos
}

// Raw is one raw HTML tag that the mode "clean" would drop, wholly or some
// attributes of it. Comments are dropped without a word.
type Raw struct {
	Tag  string // lower case, "!doctype", "!" or "?" for a declaration or instruction
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

// FrameMode says what becomes of a recording, slides or a post elsewhere:
// settings key embeds.mode.
type FrameMode string

const (
	FramesOff   FrameMode = ""      // a link
	FramesClick FrameMode = "click" // its provider's frame, once the reader clicks
	FramesOpen  FrameMode = "frame" // its provider's frame at once
)

// Options is everything of the settings that a body depends on.
type Options struct {
	HTML        HTMLMode
	LineNumbers bool // code.line_numbers
	Typographer bool // markup.typographer: quotes, dashes and dots as the language prints them
	LineRefs    bool // markup.line_refs: "Lines 5, 6" leads to the code block above it
	BareDomains bool // markup.bare_domains: example.org is a link
	References  []Reference
	Frames      FrameMode  // embeds.mode: what a card does when it is clicked
	Providers   []string   // embeds.providers: whose addresses become cards by themselves; nil for all
	Embeds      digest.Sum // of the theme's pieces that stand inside texts, and its words
}

// Reference is a pattern of the settings that makes links of texts: bug 1103700.
type Reference struct {
	Match string // RE2
	URL   string // with $1 for the first group
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
	Links  map[string]string  // destination as written → root-relative or absolute address; "" for no link
	Texts  map[string]string  // destination as written → what stands for it where the author wrote no text
	Images map[string]Picture // source as written → where it is published

	Media map[string]Media // address as written → what was stored of it

	Talks map[string]view.Talk // heading's anchor → the talk it is bound to
	Lang  string               // of the text: what stands inside it speaks the same
}

// Media is what the site has stored of something elsewhere.
type Media struct {
	Title string
	Frame string // where the address itself does not tell it
	Thumb *view.Image
}

// Picture is a published image.
type Picture struct {
	URL           string           // of a size that every reader can take
	Width, Height int              // of the whole picture as shown, 0 when unknown
	Set           []view.Candidate // the same in several widths; none when there is one only
	Sources       []view.Source    // the same in formats that not every browser knows, the best first
	Large         string           // address for a large view, "" for URL
	Caption       string           // of the front matter, for where the text has none
	Credit        media.Credit     // likewise
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
