package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Known says how a document knows a term, from little to much.
type Known uint8

const (
	Once    Known = iota + 1 // in its text
	Often                    // three times or more
	Heading                  // in a heading
	Name                     // of its event, of a talk, a speaker, a tag
	Title                    // its own
)

// oftenIs is from how many times on a text knows a term well.
const oftenIs = 3

// Run gathers the index of a run of documents. They are begun in order with
// Next, and described with Add and Mark.
type Run struct {
	words Words
	lists map[string]*postings
	doc   int32
	stop  map[string]bool
}

// postings are those of one term: text holds those of all documents but the
// newest, which may still be seen in a better place.
type postings struct {
	text  []byte
	doc   int32 // of the newest
	prev  int32 // the one before it, -1 for none
	times uint16
	known Known
	last  Known // as text says it
}

// NewRun begins a run.
func NewRun() *Run { return &Run{lists: map[string]*postings{}, doc: -1} }

// Next begins the next document, whose text is in a language.
func (r *Run) Next(lang string) {
	r.doc++
	r.stop = stopSet(lang)
}

// Docs is how many documents were begun.
func (r *Run) Docs() int { return int(r.doc) + 1 }

// Add gives the newest document the terms of a text.
func (r *Run) Add(text []byte, k Known) {
	r.words.Each(text, func(term []byte) {
		if k < Title && r.stop[string(term)] {
			return
		}
		r.see(term, k)
	})
}

// Mark gives the newest document a term as it is: one that begins with =.
func (r *Run) Mark(term string) { r.see([]byte(term), Once) }

func (r *Run) see(term []byte, k Known) {
	p := r.lists[string(term)]
	if p == nil {
		p = &postings{doc: -1, prev: -1, last: Once}
		r.lists[string(term)] = p
	}
	if p.doc != r.doc {
		p.settle()
		p.doc, p.times, p.known = r.doc, 0, 0
	}
	p.known = max(p.known, k)
	if k == Once && p.times < oftenIs {
		p.times++
	}
}

// settle writes the newest posting.
func (p *postings) settle() {
	if p.doc < 0 {
		return
	}
	k := p.known
	if k == Once && p.times >= oftenIs {
		k = Often
	}
	p.write(p.doc, k)
	p.doc = -1
}

// write adds a posting to the text.
func (p *postings) write(doc int32, k Known) {
	if k != p.last {
		p.text = append(p.text, marks[k])
		p.last = k
	}
	p.text = appendGap(p.text, uint32(doc-p.prev-1))
	p.prev = doc
}

// Part is one file of terms: those that begin with Prefix.
type Part struct {
	Prefix string // "ta"; "ta$" for the term ta alone, whose longer ones lie elsewhere
	Text   []byte
}

// partSize is how large a file of terms may become before it is cut, in bytes
// before compression. The lists of one term are never cut: its run's length
// bounds them.
const partSize = 16 << 10

// Parts is the run's terms as files, by prefix. The run takes no more documents.
func (r *Run) Parts() []Part {
	all := make([]string, 0, len(r.lists))
	for term, p := range r.lists {
		p.settle()
		all = append(all, term)
	}
	slices.Sort(all)
	return r.split(nil, "", all)
}

func (r *Run) split(out []Part, prefix string, terms []string) []Part {
	size := 2
	for _, t := range terms {
		size += len(t) + len(r.lists[t].text) + len(`"","",`)
	}
	if size <= partSize || len(terms) == 1 {
		if len(terms) > 0 {
			out = append(out, Part{Prefix: prefix, Text: r.encode(terms, size)})
		}
		return out
	}
	if terms[0] == prefix {
		out = append(out, Part{Prefix: prefix + "$", Text: r.encode(terms[:1], 0)})
		terms = terms[1:]
	}
	for len(terms) > 0 {
		_, n := utf8.DecodeRuneInString(terms[0][len(prefix):])
		longer := terms[0][:len(prefix)+n]
		end := 1
		for end < len(terms) && strings.HasPrefix(terms[end], longer) {
			end++
		}
		out = r.split(out, longer, terms[:end])
		terms = terms[end:]
	}
	return out
}

// FileName is the name of a file of terms. Prefixes may be of any script and as
// words are, con among them, which no file may be called on Windows.
func (p Part) FileName() string {
	var b strings.Builder
	b.WriteString("w-")
	for _, r := range p.Prefix {
		if r < utf8.RuneSelf && ascii[r] {
			b.WriteRune(r)
		} else {
			b.WriteString("_" + hex(r) + "_")
		}
	}
	return b.String() + ".json"
}
