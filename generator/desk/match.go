package desk

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"recap/generator/markdown"
	"recap/generator/site"
)

// What a proposal must reach, and by how much it must lead the next best
// (measured on real reports: match_test.go).
const (
	accept = 0.6
	lead   = 0.15
)

// programme is the talks of some events, made ready for being compared with
// what a writer typed.
type programme struct {
	talks []*entry
	df    map[string]int    // titles that hold a word
	given map[string]int    // people whose first name a word is
	at    map[string]*entry // address of a recording, slides or page → its talk; nil for several
}

// entry is one talk of a programme.
type entry struct {
	talk   *site.Talk
	title  []string   // its words, fillers too
	parts  [][]string // the title between colons and dashes, without fillers; at least one
	people []person
	rare   map[string]bool // words of its abstract
}

// person is a speaker by the words of the name.
type person struct {
	name  string
	words []string
	firm  []string // affiliation of that day
}

// programmeOf reads the talks of events and of those they are part of.
func programmeOf(events []*site.Event) *programme {
	p := &programme{df: map[string]int{}, given: map[string]int{}, at: map[string]*entry{}}
	seen := map[*site.Event]bool{}
	firsts := map[[2]string]bool{}
	for _, e := range events {
		for at := e; at != nil && !seen[at]; at = at.Parent {
			seen[at] = true
			for _, t := range at.Talks {
				p.add(t)
			}
		}
	}
	for _, e := range p.talks {
		for _, who := range e.people {
			key := [2]string{who.words[0], who.name}
			if !firsts[key] {
				firsts[key] = true
				p.given[who.words[0]]++
			}
		}
	}
	return p
}

func (p *programme) add(t *site.Talk) {
	e := &entry{talk: t, title: keysOf(wordsOf(t.Title.Text)), rare: map[string]bool{}}
	for _, part := range titleParts(t.Title.Text) {
		if words := subject(keysOf(wordsOf(part))); len(words) > 0 {
			e.parts = append(e.parts, words)
		}
	}
	if all := subject(e.title); len(all) > 0 && len(e.parts) != 1 {
		e.parts = append(e.parts, all)
	}
	counted := map[string]bool{}
	for _, w := range e.title {
		if !counted[w] {
			counted[w] = true
			p.df[w]++
		}
	}
	for i, sp := range t.Talk.Speakers {
		name := cmp.Or(sp.Name.Text, sp.ID.Text)
		spellings := []string{name}
		if i < len(t.Speakers) && len(t.Speakers) == len(t.Talk.Speakers) {
			if rec := t.Speakers[i].Record; rec != nil {
				spellings = append(spellings, rec.Name.Text)
				for _, a := range rec.Aliases {
					spellings = append(spellings, a.Text)
				}
			}
		}
		slices.Sort(spellings[1:])
		for _, s := range slices.Compact(spellings) {
			if words := nameWords(s); len(words) > 0 {
				e.people = append(e.people, person{name, words, keysOf(wordsOf(sp.Affiliation))})
			}
		}
	}
	for _, w := range keysOf(wordsOf(t.Abstract + " " + t.Description)) {
		if !fillers[w] && len(w) > 3 {
			e.rare[w] = true
		}
	}
	for _, a := range addressesOf(t) {
		if _, twice := p.at[a]; twice {
			p.at[a] = nil
			continue
		}
		p.at[a] = e
	}
	p.talks = append(p.talks, e)
}

// addressesOf are the addresses that lead to one talk: its page, recordings and
// slides.
func addressesOf(t *site.Talk) []string {
	var out []string
	note := func(a string) {
		if a = addressKey(a); a != "" && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	note(t.Talk.URL.Text)
	for _, l := range slices.Concat(t.Video, t.Slides) {
		note(l.URL.Text)
	}
	for _, r := range t.Resources {
		note(r.URL.Text)
	}
	return out
}

// titleParts are the pieces that writers shorten a title to: what stands before
// and behind a colon or a dash between blanks.
func titleParts(title string) []string {
	parts := []string{title}
	for _, sep := range []string{": ", " - ", " – ", " — ", "- ", "? ", " | "} {
		var next []string
		for _, p := range parts {
			next = append(next, strings.Split(p, sep)...)
		}
		parts = next
	}
	return parts
}

// nameWords are the words of a name without what stands in brackets or quotes
// and without handles.
func nameWords(name string) []string { return keysOf(wordsOf(bare(name))) }

// subject leaves fillers out.
func subject(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return fillers[w] })
}

// weight is the rarity of a word among the titles. One that no title has is as
// rare as can be: it speaks against every talk.
func (p *programme) weight(w string) float64 {
	n := p.df[w]
	if n == 0 {
		n = 1
		for o, d := range p.df { // a slip of the keys weighs as much as what was meant
			if d > n && like(w, o) >= 0.9 {
				n = d
			}
		}
	}
	v := math.Log(1 + float64(len(p.talks)+20)/float64(n))
	if thin(w) {
		v /= 4
	}
	return v
}

// claim is a text that may name a talk: a heading with its section, or the words
// of a sentence.
type claim struct {
	text   string
	words  []string // of the text, fillers too
	own    []bool   // a word with an ending of possession
	first  []string // of the section's first paragraph
	body   []string // of the whole section, the first paragraph too
	links  []string // addresses in the section
	line   bool     // a line of links stands below the heading
	day    int      // the day of the event it stands under; 0 for none
	dayOf  *site.Event
	cue    bool // the sentence says that this is a talk's title
	strict bool // an abstract proves nothing: any link may stand in such a text

	weights []float64
	has     map[string]bool // the words of body
	named   []*entry        // talks one of whose speakers the first paragraph names
}

// score is how well a claim and a talk go together, and why.
type score struct {
	entry *entry
	value float64
	named bool // by the speaker's name alone
	why   []string
}

// rank rates all talks, best first.
func (p *programme) rank(c *claim) []score {
	c.weights = make([]float64, len(c.words))
	for i, w := range c.words {
		if !fillers[w] {
			c.weights[i] = p.weight(w)
		}
	}
	c.has = make(map[string]bool, len(c.body))
	for _, w := range c.body {
		c.has[w] = true
	}
	for _, e := range p.talks {
		if slices.ContainsFunc(e.people, func(who person) bool { return len(who.words) > 1 && c.names(c.first, who) }) {
			c.named = append(c.named, e)
		}
	}
	var out []score
	for _, e := range p.talks {
		if s := p.rate(c, e); s.value > 0 {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b score) int { return cmp.Compare(b.value, a.value) })
	return out
}

// rate compares a claim with one talk.
func (p *programme) rate(c *claim, e *entry) score {
	s := score{entry: e}
	named, rest := p.speakerIn(c, e)
	title, heavy := p.titleScore(c, rest, e)
	onlyName := heavy == 0
	signal := false // something beside the words of the heading speaks for it

	switch {
	case named >= full && onlyName:
		s.value, signal, s.named = 0.8, true, true
		s.why = append(s.why, "the speaker's name")
	case named >= full:
		s.value, signal = max(title, 0.45+0.55*title), true
		s.why = append(s.why, "the speaker's name", percent(title)+" of the words")
	case named > 0 && onlyName:
		s.value, signal, s.named = named, true, true
		s.why = append(s.why, "a part of the speaker's name")
	case named > 0:
		s.value, signal = min(1, title+0.1), true
		s.why = append(s.why, "a part of the speaker's name", percent(title)+" of the words")
	default:
		s.value = title
		s.why = append(s.why, percent(title)+" of the words")
	}
	if s.value == 0 {
		return score{}
	}

	switch in := c.speaks(c.first, e); {
	case in >= full && title >= 0.3:
		s.value, signal = s.value+0.3, true
		s.why = append(s.why, "the first paragraph names the speaker")
	case c.speaks(c.body, e) >= full:
		s.value, signal = s.value+0.12, true
		s.why = append(s.why, "the section names the speaker")
	case c.speaks(c.body, e) > 0:
		s.value, signal = s.value+0.05, true
		s.why = append(s.why, "the section names a part of the speaker")
	case len(e.people) > 0 && len(c.named) > 0:
		s.value -= 0.15
		s.why = append(s.why, "the section names another speaker")
	}
	if c.leadsTo(p, e) > 0 {
		s.value, signal = s.value+0.3, true
		s.why = append(s.why, "a link leads to the talk")
	}
	if n := e.shared(c.body); n >= 3 && title > 0 && !c.strict {
		signal = true
		s.why = append(s.why, "words of the abstract")
	}
	if c.line || len(c.words) > 1 && slices.Equal(c.words, e.title) || len(c.words) > 2 && len(c.words) <= len(e.title) && slices.Equal(c.words, e.title[:len(c.words)]) {
		signal = true // the title itself, or how it begins, fillers and all
	}
	if c.day > 0 && e.talk.Event == c.dayOf {
		if d := e.talk.DayNumber(); d > 0 && d != c.day {
			s.value -= 0.1
			s.why = append(s.why, "but another day")
		}
	}
	if heavy == 1 && !signal && !c.cue {
		s.value = min(s.value, 0.5)
		s.why = append(s.why, "one word, and nothing else speaks for it")
	}
	s.value = min(max(s.value, 0), 1)
	return s
}

// full is a name that stands there whole.
const full = 1.0

// speakerIn looks for a speaker's name in a claim: 1 for a whole name, less for
// a part of one; rest says which words are no part of a name or affiliation.
func (p *programme) speakerIn(c *claim, e *entry) (found float64, rest []bool) {
	rest = make([]bool, len(c.words))
	for i := range rest {
		rest[i] = true
	}
	for _, who := range e.people {
		at := run(c.words, who.words)
		if at >= 0 && (len(who.words) > 1 || len(c.words) > 1) {
			found = full
			for i := range who.words {
				rest[at+i] = false
			}
			for i, w := range c.words {
				if slices.Contains(who.firm, w) && !slices.Contains(e.title, w) {
					rest[i] = false
				}
			}
			continue
		}
		first, last := who.words[0], who.words[len(who.words)-1]
		for i, w := range c.words {
			part := 0.0
			switch {
			case w == first && len(w) > 2:
				part = 0.65
			case w == last && len(w) > 3 && p.given[w] > 0:
				part = 0.4 // more likely somebody else's first name
			case w == last && len(w) > 3:
				part = 0.65
			case slices.Contains(who.words, w) && len(w) > 3:
				part = 0.65 // K Lars Lohn
			}
			if part == 0 || slices.Contains(e.title, w) {
				continue
			}
			if c.own[i] || slices.ContainsFunc(c.words, func(o string) bool { return formats[o] }) {
				rest[i] = false
				found = max(found, part)
			}
		}
	}
	return found, rest
}

// run is where a name stands in a list of words, first name first or last; -1
// for nowhere. A slip of the keys in one of its words is forgiven.
func run(words, name []string) int {
	n := len(name)
	if n == 0 {
		return -1
	}
	for i := 0; i+n <= len(words); i++ {
		ok, turned := true, n > 1
		for j := range name {
			ok = ok && sameName(words[i+j], name[j])
			turned = turned && sameName(words[i+j], name[(j+n-1)%n])
		}
		if ok || turned {
			return i
		}
	}
	return -1
}

func sameName(a, b string) bool { return a == b || len(a) > 4 && like(a, b) >= 0.9 }

// titleScore compares the words of a claim that name nobody with a title, by
// rarity: how much of what was typed is in the title, and how much of a part of
// the title was typed. heavy is the number of words that count.
func (p *programme) titleScore(c *claim, rest []bool, e *entry) (value float64, heavy int) {
	all, hit := 0.0, 0.0
	var typed []string
	for i, w := range c.words {
		if !rest[i] || c.weights[i] == 0 {
			continue
		}
		if !thin(w) {
			heavy++
		}
		typed = append(typed, w)
		all += c.weights[i]
		got := best(w, e.title)
		if got < 1 && p.given[w] > 0 && c.own[i] {
			got = 0 // somebody's name, not a slip of the keys: Guido's is no guide
		}
		if got == 0 { // data set and dataset
			if i+1 < len(c.words) && slices.Contains(e.title, w+c.words[i+1]) || i > 0 && slices.Contains(e.title, c.words[i-1]+w) {
				got = 1
			}
		}
		hit += got * c.weights[i]
	}
	if heavy == 0 || all == 0 {
		return 0, 0
	}
	recall := 0.0
	for _, part := range e.parts {
		whole, got := 0.0, 0.0
		for _, w := range part {
			v := p.weight(w)
			whole += v
			got += v * best(w, typed)
		}
		if whole > 0 {
			recall = max(recall, got/whole)
		}
	}
	return hit / all * (0.65 + 0.35*recall), heavy
}

// speaks looks for one of a talk's speakers in running words of the section: 1
// for a whole name.
func (c *claim) speaks(words []string, e *entry) float64 {
	found := 0.0
	for _, who := range e.people {
		if c.names(words, who) && (len(who.words) > 1 || len(who.words[0]) > 3) {
			return full
		}
		for _, w := range who.words {
			if len(w) > 3 && !fillers[w] && c.has[w] && slices.Contains(words, w) {
				found = 0.5
			}
		}
	}
	return found
}

// names reports whether words of the section hold a whole name.
func (c *claim) names(words []string, who person) bool {
	known := slices.ContainsFunc(who.words, func(w string) bool { return c.has[w] })
	return known && run(words, who.words) >= 0
}

// leadsTo counts the links of a claim that lead to a talk. Links to several
// talks say nothing.
func (c *claim) leadsTo(p *programme, e *entry) int {
	n := 0
	for _, a := range c.links {
		switch o := p.at[a]; {
		case o == e:
			n++
		case o != nil:
			return 0
		}
	}
	return n
}

// shared counts the words of an abstract that a text has as well.
func (e *entry) shared(words []string) int {
	n := 0
	seen := map[string]bool{}
	for _, w := range words {
		if e.rare[w] && !seen[w] {
			seen[w] = true
			n++
		}
	}
	return n
}

// decide is the best of a ranking, when it may be proposed.
func decide(ranked []score) (s score, ok bool) {
	if len(ranked) == 0 || ranked[0].value < accept {
		return score{}, false
	}
	if len(ranked) > 1 && ranked[0].value-ranked[1].value < lead-1e-9 {
		return ranked[0], false
	}
	return ranked[0], true
}

// addressKey is an address for comparing: the same recording has one, however
// its address is spelled.
func addressKey(a string) string {
	if p, ok := markdown.ProviderOf(a); ok {
		return p.Name + " " + p.ID
	}
	_, rest, found := strings.Cut(a, "://")
	if !found {
		return ""
	}
	rest, _, _ = strings.Cut(rest, "#")
	return strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(rest), "www."), "/")
}

var (
	brackets = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]`)
	nickname = regexp.MustCompile(`["“”„'‘’«»]@?[\pL\pN_.-]+["“”'‘’«»]`)
	handle   = regexp.MustCompile(`["“”'‘’]?@[\pL\pN_.-]+(@[\pL\pN.-]+)?["“”'‘’]?`)
)

// bare is a name without brackets, nickname and handle.
func bare(name string) string {
	return handle.ReplaceAllString(nickname.ReplaceAllString(brackets.ReplaceAllString(name, " "), " "), " ")
}

// bareHeading is a heading without handles, and without what stands in brackets
// unless nothing else is left: an affiliation more often than not.
func bareHeading(text string) string {
	out := handle.ReplaceAllString(text, " ")
	if rest := brackets.ReplaceAllString(out, " "); len(wordsOf(rest)) > 0 {
		return rest
	}
	return out
}

func percent(v float64) string { return strconv.Itoa(int(math.Round(v*100))) + " %" }
