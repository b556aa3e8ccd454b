package markdown

import (
	"html/template"
	"sync/atomic"

	"github.com/yuin/goldmark/ast"
)

// Renderer makes HTML of Markdown. One serves a whole build and any number of
// goroutines; what it remembers are highlighted blocks of code, by content.
type Renderer struct {
	o     Options
	embed Embed
	words Words
	made  atomic.Int64
	code  *codeMemo
	refs  []pattern
}

// New is a renderer for one set of settings, with what makes the pieces that
// stand inside texts; without it they are left out. An HTML mode it does not
// know is Clean.
func New(o Options, embed ...Embed) *Renderer {
	if o.HTML != Escape && o.HTML != Allow {
		o.HTML = Clean
	}
	return &Renderer{o: o, embed: one(embed), code: newCodeMemo(codeMemoBytes), refs: patterns(o)}
}

// Made is the number of bodies made so far: what a rebuild costs is told by it.
func (r *Renderer) Made() int64 { return r.made.Load() }

// Render makes the HTML of the text of a file, whose bytes are src and whose text
// begins at from, for the place that f tells, with the answers to what Parse
// found it asks. The same arguments give the same bytes. The error is that of a
// piece of the theme that could not be made, a *diag.Fault with its place.
func (r *Renderer) Render(src []byte, from int, f Frame, a Answers) (template.HTML, error) {
	r.made.Add(1)
	t := grow(newBody("", src, from))
	w := &writer{tree: t, r: r, f: f, a: a, mode: r.o.HTML, out: make([]byte, 0, len(t.src)+len(t.src)/2+64)}
	w.body()
	out := w.out
	var err error
	switch {
	case w.rawUsed && w.mode == Clean:
		out, err = tidy(out, w.pieces)
	case w.rawUsed && w.cut:
		// What was to be closed below the cut would swallow the page around it.
		out, err = balance(out)
	}
	if err != nil {
		// Deeper than the HTML parser goes: raw HTML as text, then.
		w = &writer{tree: t, r: r, f: f, a: a, mode: Escape}
		w.body()
		out = w.out
	}
	if w.err != nil {
		return "", w.err
	}
	return template.HTML(printable(out)), nil
}

// writer makes the HTML of one body.
type writer struct {
	*tree
	r    *Renderer
	f    Frame
	a    Answers
	mode HTMLMode
	out  []byte

	images  int     // written so far
	inLink  int     // links open around the node
	inNotes bool    // writing the list at the end …
	at      int     // … the note of this index
	linked  bool    // which has its way back
	cut     bool    // the read-more marker was met
	shown   []*note // footnotes by number
	number  map[*note]int
	refs    map[*note]int // marks written of each
	asked   bool          // whether notes stand beside their marks …
	fit     bool          // … and the answer
	open    []openTag     // raw elements open, outermost first
	rawUsed bool
	pieces  []string // of the theme, in order
	err     error    // of a piece of the theme

	lang      string // of what is being written, and its quotation marks
	marks     marks
	quoting   bool
	langs     []string // of what lies around it
	typo      typo
	verbatim  int // raw elements around whose inside is no prose
	caption   *caption
	galleries int
	picturing bool // a raw <picture> is open, where raw HTML passes as it is

	silent string // raw element whose inside is left out, until its end tag
	chars  int    // of code highlighted so far
	lost   bool   // a lexer did not come back
}

// body writes the text and its footnotes.
func (w *writer) body() {
	w.speak(w.a.Lang)
	w.blocks(w.root)
	if w.silent != "" {
		w.silent = ""
	}
	w.closeTo(0)
	w.noteList()
}

// blocks writes everything below a node.
func (w *writer) blocks(root ast.Node) {
	n := root
	for {
		deeper := w.enter(n)
		if w.cut && !w.inNotes {
			for ; n != nil; n = n.Parent() {
				w.leave(n)
				if n == root {
					return
				}
			}
			return
		}
		if deeper && n.FirstChild() != nil {
			n = n.FirstChild()
			continue
		}
		w.leave(n)
		for n != root && n.NextSibling() == nil {
			n = n.Parent()
			w.leave(n)
		}
		if n == root {
			return
		}
		n = n.NextSibling()
	}
}

func (w *writer) put(s string)  { w.out = append(w.out, s...) }
func (w *writer) text(s string) { w.out = escapeHTML(w.out, s) }
func (w *writer) attr(key, value string) {
	w.out = append(w.out, ' ')
	w.out = append(w.out, key...)
	w.out = append(w.out, '=', '"')
	w.out = escapeHTML(w.out, value)
	w.out = append(w.out, '"')
}

// url writes an attribute that holds an address.
func (w *writer) url(key, u string) {
	w.out = append(w.out, ' ')
	w.out = append(w.out, key...)
	w.out = append(w.out, '=', '"')
	w.out = escapeURL(w.out, u)
	w.out = append(w.out, '"')
}
