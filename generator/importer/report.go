package importer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Report is what became of a blog: every item of the source is in one of the
// counts, and whatever was not carried is in Left.
type Report struct {
	Source, Kind string
	Items        int // of the source, in its own words: <item>, <entry>, files
	Posts, Pages int
	Drafts       int            // posts and pages held back, counted here and not above
	Comments     int            // with answers
	Mentions     int            // pingbacks, trackbacks
	Pictures     int            // files copied
	Files        map[string]int // by what became of them: new, unchanged …
	Texts        []Text
	Left         []Left     // items that became no post
	Notes        []Note     // what of an item was not carried, or not as it was
	Missing      []Missing  // pictures that were nowhere to be found
	Redirects    []Redirect // old addresses that no static page can answer
	Advice       []string   // about settings
	Suggestions  []Suggestion
	next         int // of Texts, whose file is told next
}

// Text is one item that was written.
type Text struct {
	Item  string // its name in the source
	Title string
	File  string
	State string // New, Unchanged …
	Old   string // the address it had
	Line  int
}

// Left is an item that was not written, and why.
type Left struct {
	Item, Title, Why string
	Line             int
}

// Note is something of an item that could not be carried, or only in part.
type Note struct {
	File, What, Detail string
	Times              int
}

// Missing is a picture that a text shows and that was not found.
type Missing struct{ File, Address, Why string }

// Redirect is an old address and the rule a host would need.
type Redirect struct{ From, To string }

// Suggestion is something that only the writer can know.
type Suggestion struct {
	File  string
	Key   string // front matter it proposes: lang, event, series
	Value string
	Why   string
	Done  bool // written, because it was asked for
}

func (r *Report) left(it *item, why string) {
	r.Left = append(r.Left, Left{Item: it.source, Title: it.title, Why: why, Line: it.line})
}

// note adds what could not be carried; the same of one file is counted once.
func (r *Report) note(file, what, detail string) {
	for i := len(r.Notes) - 1; i >= 0 && r.Notes[i].File == file; i-- {
		if r.Notes[i].What == what {
			r.Notes[i].Times++
			if detail != "" && !strings.Contains(r.Notes[i].Detail, detail) && len(r.Notes[i].Detail) < 200 {
				r.Notes[i].Detail += "; " + detail
			}
			return
		}
	}
	r.Notes = append(r.Notes, Note{file, what, detail, 1})
}

// told notes what became of a file.
func (r *Report) told(path, state string) {
	if r.Files == nil {
		r.Files = map[string]int{}
	}
	r.Files[state]++
	if r.next < len(r.Texts) && r.Texts[r.next].File == path { // files are told in the order in which texts came
		r.Texts[r.next].State = state
		r.next++
	}
	if state == Occupied {
		r.note(path, "a file of this name is there already", "the item was not written")
	}
}

func (r *Report) add(t Text) {
	r.Texts = append(r.Texts, t)
}

func (r *Report) finish() {
	slices.SortStableFunc(r.Notes, func(a, b Note) int { return strings.Compare(a.File, b.File) })
}

// Balanced reports whether every item of the source is accounted for.
func (r *Report) Balanced() bool {
	return r.Items == r.Posts+r.Pages+r.Drafts+len(r.Left)
}

// Write writes the report as YAML, its parts in the order in which a person
// would ask.
func (r *Report) Write(w io.Writer) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "source: %s\nkind: %s\n", scalar(r.Source), r.Kind)
	fmt.Fprintf(&b, "counts: {items: %d, posts: %d, pages: %d, drafts: %d, left: %d, comments: %d, mentions: %d, pictures: %d}\n", r.Items, r.Posts, r.Pages, r.Drafts, len(r.Left), r.Comments, r.Mentions, r.Pictures)
	var states []string
	for s, n := range r.Files {
		states = append(states, fmt.Sprintf("%s: %d", s, n))
	}
	slices.Sort(states)
	fmt.Fprintf(&b, "files: {%s}\n", strings.Join(states, ", "))
	section := func(name, about string, n int, each func(i int)) {
		if n == 0 {
			return
		}
		fmt.Fprintf(&b, "\n# %s\n%s:\n", about, name)
		for i := range n {
			each(i)
		}
	}
	section("left", "Items that became no post, and why.", len(r.Left), func(i int) {
		l := r.Left[i]
		fmt.Fprintf(&b, "- {item: %s, line: %d, title: %s, why: %s}\n", scalar(l.Item), l.Line, scalar(l.Title), scalar(l.Why))
	})
	section("notes", "What of a text was not carried, or not as it was.", len(r.Notes), func(i int) {
		n := r.Notes[i]
		fmt.Fprintf(&b, "- {file: %s, what: %s, times: %d, detail: %s}\n", scalar(n.File), scalar(n.What), n.Times, scalar(n.Detail))
	})
	section("missing", "Pictures that lie in no folder that was given.", len(r.Missing), func(i int) {
		m := r.Missing[i]
		fmt.Fprintf(&b, "- {file: %s, picture: %s, why: %s}\n", scalar(m.File), scalar(m.Address), scalar(m.Why))
	})
	section("redirects", "Old addresses that are only a query, or belong to no text: what a host would have to answer.", len(r.Redirects), func(i int) {
		d := r.Redirects[i]
		fmt.Fprintf(&b, "- {from: %s, to: %s}\n", scalar(d.From), scalar(d.To))
	})
	section("advice", "About the settings.", len(r.Advice), func(i int) { fmt.Fprintf(&b, "- %s\n", scalar(r.Advice[i])) })
	section("suggestions", "What only you can know: --accept writes these.", len(r.Suggestions), func(i int) {
		s := r.Suggestions[i]
		fmt.Fprintf(&b, "- {file: %s, key: %s, value: %s, why: %s, written: %v}\n", scalar(s.File), s.Key, scalar(s.Value), scalar(s.Why), s.Done)
	})
	section("texts", "What became of each item.", len(r.Texts), func(i int) {
		t := r.Texts[i]
		fmt.Fprintf(&b, "- {item: %s, line: %d, file: %s, state: %s, was: %s}\n", scalar(t.Item), t.Line, scalar(t.File), t.State, scalar(t.Old))
	})
	_, err := w.Write(b.Bytes())
	return err
}

// simple is a text that YAML reads as that text, without quotes, in every place.
var simple = regexp.MustCompile(`^[A-Za-z\p{L}][\p{L}\p{N} ._/()+-]*$`)

var words11 = words("y n yes no on off true false null")

// scalar is a text as one line of YAML: bare when nothing in it has a meaning,
// else in double quotes (JSON's are YAML's).
func scalar(s string) string {
	if simple.MatchString(s) && !words11[strings.ToLower(s)] && !strings.HasSuffix(s, " ") {
		return s
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}
