package search

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Index answers questions from the files of a site, as the script does.
type Index struct {
	read func(name string) ([]byte, error) // below search/
	root Root
	stop map[string]bool
	ends []string
	kept map[string][]entry
}

// Open reads the root of an index. read gives the files below search/.
func Open(read func(name string) ([]byte, error)) (*Index, error) {
	x := &Index{read: read, stop: map[string]bool{}, ends: []string{""}, kept: map[string][]entry{}}
	data, err := read("index.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, &x.root); err != nil {
		return nil, fmt.Errorf("search/index.json: %w", err)
	}
	for _, w := range strings.Fields(x.root.Stop) {
		x.stop[w] = true
	}
	x.ends = append(x.ends, strings.Fields(x.root.Ends)...)
	return x, nil
}

// Hit is a document that answers a question.
type Hit struct {
	Set   string
	Doc   int // from the oldest of its set, 0
	Score int
}

// Question is what somebody looks for.
type Question struct {
	words  []string // as terms
	begun  bool     // the last word may go on
	narrow []string // beginnings of terms such as =y2016, each of which has to be known
}

// Ask makes a question of what somebody typed. narrow is beginnings of terms
// that a document must know: "=y2016", "=epycon-us-2016|".
func Ask(typed string, narrow ...string) Question {
	q := Question{narrow: narrow, words: asked(typed)}
	last, _ := utf8.DecodeLastRuneInString(typed)
	q.begun = inWord(last)
	return q
}

// asked is the terms of a question: unlike in a text, each once, an umlaut as two
// letters, which finds both spellings, and of c++ not the c.
func asked(typed string) []string {
	var out []string
	var w Words
	rest := typed
	for rest != "" {
		from := strings.IndexFunc(rest, inWord)
		if from < 0 {
			break
		}
		rest = rest[from:]
		end := strings.IndexFunc(rest, func(r rune) bool { return !inWord(r) })
		if end < 0 {
			end = len(rest)
		}
		run := rest[:end]
		rest = rest[end:]
		if len(run) == 1 && unicode.IsLetter(rune(run[0])) {
			switch {
			case strings.HasPrefix(rest, "++"):
				run += "++"
			case strings.HasPrefix(rest, "#"):
				run += "#"
			}
			out = append(out, strings.ToLower(run))
			continue
		}
		plain := true
		for i := range len(run) {
			plain = plain && run[i] < utf8.RuneSelf
		}
		if plain {
			w.Each([]byte(run), func(t []byte) { out = append(out, string(t)) })
		} else {
			out = terms(out, written(run))
		}
	}
	slices.Reverse(out) // of a word said twice the last stays: it may be the one that is begun
	seen := map[string]bool{}
	out = slices.DeleteFunc(out, func(t string) bool { was := seen[t]; seen[t] = true; return was })
	slices.Reverse(out)
	return out
}

// Fit says how well a word of a question and a term agree, 0 for not at all.
type Fit int

const (
	Slip  Fit = iota + 1 // one slip of the keyboard
	Begun                // the term begins with the word
	Bent                 // the same but for the ending
	Same
)

// begunFrom is from how many characters on a word stands for those that begin
// with it, slipFrom from how many on it may be misspelt.
const (
	begunFrom = 3
	slipFrom  = 4
)

// weight is what it is worth that a document knows a term in this way.
var weight = [...]int{Once: 1, Often: 2, Heading: 4, Name: 6, Title: 10}

// bent are the words that differ from a word by their endings alone, itself
// among them: what stays must have four characters, or three before an s.
func bent(word string, ends []string) []string {
	stem, short := word, utf8.RuneCountInString(word) < 4
	for _, e := range ends {
		s, ok := strings.CutSuffix(word, e)
		if !ok || e == "" {
			continue
		}
		switch n := utf8.RuneCountInString(s); {
		case n >= 4 && (short || len(s) < len(stem)):
			stem, short = s, false
		case n == 3 && e == "s" && stem == word:
			stem, short = s, true
		}
	}
	if short {
		if utf8.RuneCountInString(stem) < 3 {
			return []string{word}
		}
		return []string{stem, stem + "s"}
	}
	out := make([]string, len(ends))
	for i, e := range ends {
		out[i] = stem + e
	}
	return out
}

// slipped reports whether a term is a word with one slip of the keyboard behind
// its first two characters: one more, less or other, or two exchanged.
func slipped(term, word []rune) bool {
	if len(term) < 2 || len(word) < slipFrom || term[0] != word[0] || term[1] != word[1] {
		return false
	}
	i := 0
	for i < len(term) && i < len(word) && term[i] == word[i] {
		i++
	}
	a, b := term[i:], word[i:]
	same := func(x, y []rune) bool { return slices.Equal(x, y) }
	switch len(a) - len(b) {
	case 1:
		return same(a[1:], b)
	case -1:
		return same(a, b[1:])
	case 0:
		return len(a) > 0 && (same(a[1:], b[1:]) || len(a) > 1 && a[0] == b[1] && a[1] == b[0] && same(a[2:], b[2:]))
	}
	return false
}

// place is a run of a set.
type place struct {
	set string
	run RootRun
}

func (x *Index) places() []place {
	var out []place
	for _, s := range x.root.Sets {
		for _, r := range s.Runs {
			out = append(out, place{s.Name, r})
		}
	}
	return out
}

// below are the parts of a run with terms that begin with a prefix.
func below(run RootRun, prefix string) []string {
	var out []string
	for _, p := range run.Parts {
		if strings.HasPrefix(p, prefix) || strings.HasPrefix(prefix, p) {
			out = append(out, p)
		}
	}
	return out
}

// holding is the part of a run in which a term would be.
func holding(run RootRun, term string) []string {
	var out []string
	for _, p := range run.Parts {
		if strings.HasPrefix(term, p) || p == term+"$" {
			out = append(out, p)
		}
	}
	return out
}

// load reads parts of a run.
func (x *Index) load(at place, parts []string) ([]entry, error) {
	var out []entry
	slices.Sort(parts)
	for _, p := range slices.Compact(parts) {
		name := at.set + "/" + at.run.Dir + "/" + Part{Prefix: p}.FileName()
		if _, ok := x.kept[name]; !ok {
			data, err := x.read(name)
			if err != nil {
				return nil, err
			}
			if x.kept[name], err = readPart(data); err != nil {
				return nil, fmt.Errorf("search/%s: %w", name, err)
			}
		}
		out = append(out, x.kept[name]...)
	}
	return out, nil
}

// found is the documents of a run that a word finds, with what that is worth.
type found map[int]int

func (f found) add(list string, fit Fit) error {
	all, err := decode(list)
	for _, p := range all {
		f[p.Doc] = max(f[p.Doc], weight[p.Known]*int(fit))
	}
	return err
}

// word looks a word up in every run.
func (x *Index) word(word string, begun bool) ([]found, bool, error) {
	out, any := []found{}, false
	same := bent(word, x.ends)
	begun = begun && utf8.RuneCountInString(word) >= begunFrom
	for _, at := range x.places() {
		var parts []string
		for _, w := range append(same, word) {
			parts = append(parts, holding(at.run, w)...)
		}
		if begun {
			parts = append(parts, below(at.run, word)...)
		}
		entries, err := x.load(at, parts)
		if err != nil {
			return nil, false, err
		}
		f := found{}
		for _, e := range entries {
			fit := Fit(0)
			switch {
			case e.term == word:
				fit = Same
			case slices.Contains(same, e.term):
				fit = Bent
			case begun && strings.HasPrefix(e.term, word):
				fit = Begun
			default:
				continue
			}
			if err := f.add(e.list, fit); err != nil {
				return nil, false, err
			}
			any = true
		}
		out = append(out, f)
	}
	return out, any, nil
}

// slipParts is how many files are read at most to find what was meant by a word
// that nothing knows; where it would be more, the third character counts too.
const slipParts = 48

// misspelt looks for what was meant by a word that nothing knows.
func (x *Index) misspelt(word string) ([]found, error) {
	rs, places := []rune(word), x.places()
	out := make([]found, len(places))
	if len(rs) < slipFrom {
		return out, nil
	}
	count := 0
	for _, at := range places {
		count += len(below(at.run, string(rs[:2])))
	}
	n := 2
	if count > slipParts {
		n = 3
	}
	for i, at := range places {
		entries, err := x.load(at, below(at.run, string(rs[:n])))
		if err != nil {
			return nil, err
		}
		out[i] = found{}
		for _, e := range entries {
			if strings.HasPrefix(e.term, string(rs[:n])) && slipped([]rune(e.term), rs) {
				if err := out[i].add(e.list, Slip); err != nil {
					return nil, err
				}
			}
		}
	}
	return out, nil
}

// narrowed is the documents that know a term with a beginning.
func (x *Index) narrowed(prefix string) ([]found, error) {
	out := []found{}
	for _, at := range x.places() {
		entries, err := x.load(at, below(at.run, prefix))
		if err != nil {
			return nil, err
		}
		f := found{}
		for _, e := range entries {
			if strings.HasPrefix(e.term, prefix) {
				if err := f.add(e.list, 0); err != nil {
					return nil, err
				}
			}
		}
		out = append(out, f)
	}
	return out, nil
}

// Find answers a question, the best first.
func (x *Index) Find(q Question) ([]Hit, error) {
	if len(q.words)+len(q.narrow) == 0 {
		return nil, nil
	}
	var must, may [][]found
	for i, w := range q.words {
		f, any, err := x.word(w, q.begun && i == len(q.words)-1)
		if err == nil && !any {
			f, err = x.misspelt(w)
		}
		if err != nil {
			return nil, err
		}
		if x.stop[w] {
			may = append(may, f)
		} else {
			must = append(must, f)
		}
	}
	if len(must) == 0 {
		must, may = may, nil
	}
	for _, n := range q.narrow {
		f, err := x.narrowed(n)
		if err != nil {
			return nil, err
		}
		must = append(must, f)
	}
	var out []Hit
	order := map[string]int{}
	for i, at := range x.places() {
		order[at.set] = i
	next:
		for doc, score := range must[0][i] {
			for _, f := range must[1:] {
				more, ok := f[i][doc]
				if !ok {
					continue next
				}
				score += more
			}
			for _, f := range may {
				score += f[i][doc]
			}
			out = append(out, Hit{Set: at.set, Doc: at.run.From + doc, Score: score})
		}
	}
	slices.SortFunc(out, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(order[a.Set], order[b.Set]), cmp.Compare(b.Doc, a.Doc))
	})
	return out, nil
}

// Doc is what a result shows.
func (x *Index) Doc(h Hit) (Doc, error) {
	data, err := x.read(fmt.Sprintf("%s/docs/%d.json", h.Set, h.Doc/x.root.Docs))
	if err != nil {
		return Doc{}, err
	}
	docs, err := readDocs(data)
	if err != nil || h.Doc%x.root.Docs >= len(docs) {
		return Doc{}, fmt.Errorf("search: no document %d in %s: %v", h.Doc, h.Set, err)
	}
	return docs[h.Doc%x.root.Docs], nil
}
