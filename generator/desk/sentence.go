package desk

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recap/generator/markdown"
	"recap/generator/site"
)

// Titles in running words. Two ways lead to a proposal: the words of a title, or
// of the part of it before a colon, one after the other; and a phrase that the
// sentence itself calls a title ("gave a talk entitled …"), which is compared
// like a heading.

// calls are the words behind which a title follows.
var calls = set("entitled titled called named titel namens betitelt")

// talking are words of sentences that speak of a talk.
var talking = set(`talk talks keynote keynotes presentation session sessions workshop tutorial panel lightning gave gives spoke speaks
	presented presents presenting talked entitled titled speaker vortrag vortraege sprach spricht hielt stellte praesentierte`)

// phrase is what may stand in a sentence for a talk.
type phrase struct {
	entry *entry
	words []string
	heavy int // words that are no fillers
}

// phrases are those of the talks, by their two rarest words.
func (p *programme) phrases(taken map[*site.Talk]bool) map[string][]phrase {
	out := map[string][]phrase{}
	for _, e := range p.talks {
		if taken[e.talk] {
			continue
		}
		all := [][]string{e.title}
		if parts := titleParts(e.talk.Title.Text); len(parts) > 1 {
			if main := keysOf(wordsOf(parts[0])); len(subject(main)) >= 2 {
				all = append(all, main)
			}
		}
		for _, words := range all {
			heavy := slices.DeleteFunc(subject(words), func(w string) bool { return formats[w] })
			if len(heavy) < 2 {
				continue
			}
			rare := slices.Clone(heavy)
			slices.SortStableFunc(rare, func(a, b string) int { return cmp.Compare(p.df[a], p.df[b]) })
			for _, w := range slices.Compact(rare[:min(2, len(rare))]) {
				out[w] = append(out[w], phrase{e, words, len(heavy)})
			}
		}
	}
	return out
}

// sentenceProposals finds talks in the running words of a post.
func sentenceProposals(post *site.Post, prog *programme, passages []markdown.Passage, taken map[*site.Talk]bool) []Proposal {
	index := prog.phrases(taken)
	best := map[*site.Talk]Proposal{}
	note := func(f Proposal) {
		if old, ok := best[f.talk]; !ok || f.Score > old.Score {
			best[f.talk] = f
		}
	}
	for _, ps := range passages {
		if isLinkLine(ps) || sectionIsNone(post, ps.Heading) {
			continue
		}
		words := wordsOf(ps.Text)
		keys := keysOf(words)
		for i, w := range keys {
			for _, ph := range index[w] {
				if f, ok := ph.at(ps, words, keys, i); ok {
					note(f)
				}
			}
		}
		for _, s := range calledTitles(ps.Text, words) {
			if f, ok := calledProposal(prog, ps, keys, s, taken); ok {
				note(f)
			}
		}
	}
	var out []Proposal
	for _, f := range best {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Proposal) int { return cmp.Compare(a.Pos.Off, b.Pos.Off) })
	// Two titles at one place: the better one.
	kept := out[:0]
	for _, f := range out {
		if n := len(kept); n > 0 && f.Pos.Off < kept[n-1].Pos.End {
			if f.Score > kept[n-1].Score {
				kept[n-1] = f
			}
			continue
		}
		kept = append(kept, f)
	}
	return kept
}

// sectionIsNone reports whether a section's heading says {talk=none}.
func sectionIsNone(p *site.Post, heading int) bool {
	if heading < 0 || heading >= len(p.Doc.Headings) {
		return false
	}
	a, ok := p.Doc.Headings[heading].Attr("talk")
	return ok && a.Value == "none"
}

// at looks for a phrase one of whose words is word i of a passage.
func (ph phrase) at(ps markdown.Passage, words []word, keys []string, i int) (Proposal, bool) {
	for j, w := range ph.words {
		if w != keys[i] {
			continue
		}
		start := i - j
		if start < 0 || start+len(ph.words) > len(keys) {
			continue
		}
		slips := 0
		for k, want := range ph.words {
			if got := keys[start+k]; got != want {
				if fillers[want] || like(got, want) < 0.9 {
					slips += 2
				}
				slips++
			}
		}
		if slips > 0 && (slips > 1 || ph.heavy < 3) {
			continue
		}
		from, to := words[start].from, words[start+len(ph.words)-1].to
		to = closing(ps.Text, from, to)
		if ps.Linked(from, to) {
			continue
		}
		pos, ok := ps.At(from, to)
		if !ok {
			continue
		}
		f := Proposal{Pos: pos, File: pos.File, Text: ps.Text[from:to], Kind: "sentence", Title: ph.entry.talk.Title.Text, heading: -1, talk: ph.entry.talk}
		f.Score, f.Why = ph.score(ps, words, keys, start, slips)
		if f.Score >= accept {
			return f, true
		}
	}
	return Proposal{}, false
}

// closing takes the sign that ends a title into the phrase when the title has it
// too: "HTTP Can Do That?!" is not told from its words. Here only a bracket that
// was opened inside is closed.
func closing(text string, from, to int) int {
	if strings.Count(text[from:to], "(") > strings.Count(text[from:to], ")") && strings.HasPrefix(text[to:], ")") {
		return to + 1
	}
	return to
}

func (ph phrase) score(ps markdown.Passage, words []word, keys []string, start, slips int) (float64, []string) {
	v := [...]float64{0, 0.2, 0.45, 0.7}[min(ph.heavy, 3)]
	why := []string{"the words of the title"}
	if ph.heavy >= 4 {
		v = 0.85
	}
	if slips > 0 {
		v -= 0.1
		why = append(why, "with a slip")
	}
	from, to := words[start].from, words[start+len(ph.words)-1].to
	if quotedAt(ps.Text, from, to) {
		v += 0.2
		why = append(why, "in quotes")
	}
	for _, w := range keys[max(0, start-6):start] {
		if talking[w] || calls[w] {
			v += 0.15
			why = append(why, "the sentence speaks of a talk")
			break
		}
	}
	if !slices.Contains(why, "the sentence speaks of a talk") {
		for _, w := range keys[start+len(ph.words) : min(len(keys), start+len(ph.words)+4)] {
			if talking[w] {
				v += 0.1
				why = append(why, "the sentence speaks of a talk")
				break
			}
		}
	}
	c := &claim{has: map[string]bool{}}
	for _, w := range keys {
		c.has[w] = true
	}
	switch in := c.speaks(keys, ph.entry); {
	case in >= full:
		v += 0.25
		why = append(why, "the sentence names the speaker")
	case in > 0:
		v += 0.1
		why = append(why, "the sentence names a part of the speaker")
	}
	if lower(ps.Text[from:to]) && !lower(ph.entry.talk.Title.Text) {
		v -= 0.2
		if ph.heavy < 4 {
			v -= 0.15
		}
		why = append(why, "but not spelled like a title")
	}
	return min(v, 1), why
}

// lower reports whether a text has no capital letter behind its first.
func lower(s string) bool {
	_, n := utf8.DecodeRuneInString(s)
	return strings.IndexFunc(s[n:], unicode.IsUpper) < 0
}

const quotes = `"'“”„‘’‚«»‹›*_`

// quotedAt reports whether a stretch stands in quotes.
func quotedAt(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[to:], ".,!?"))
	return strings.ContainsRune(quotes, before) && strings.ContainsRune(quotes, after)
}

// calledTitles are the stretches that a sentence calls a title: behind "entitled"
// and its like up to the end of the quotes, or of the run of words that begins
// with a capital.
func calledTitles(text string, words []word) []stretch {
	var out []stretch
	for i, w := range words {
		if !calls[w.key] || i+1 >= len(words) {
			continue
		}
		from := words[i+1].from
		if r, n := utf8.DecodeLastRuneInString(text[:from]); strings.ContainsRune(quotes, r) && n > 0 {
			if end := strings.IndexAny(text[from:], `"“”«»›‹`); end > 0 {
				out = append(out, trimmed(text, from, from+end))
				continue
			}
		}
		if first, _ := utf8.DecodeRuneInString(text[from:]); !unicode.IsUpper(first) && !unicode.IsDigit(first) {
			continue
		}
		end := len(text)
		for _, stop := range []string{". ", ", ", "; ", " (", " – ", " — ", ") "} {
			if j := strings.Index(text[from:end], stop); j >= 0 {
				end = from + j
			}
		}
		out = append(out, trimmed(text, from, end))
	}
	return out
}

func trimmed(text string, from, to int) stretch {
	for to > from && strings.ContainsRune(` .,;:"'“”‘’`, lastRune(text[from:to])) {
		to -= utf8.RuneLen(lastRune(text[from:to]))
	}
	return stretch{from, to}
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// calledProposal compares what a sentence calls a title with the programme.
func calledProposal(prog *programme, ps markdown.Passage, body []string, s stretch, taken map[*site.Talk]bool) (Proposal, bool) {
	if s.to <= s.from || ps.Linked(s.from, s.to) {
		return Proposal{}, false
	}
	pos, ok := ps.At(s.from, s.to)
	if !ok {
		return Proposal{}, false
	}
	words := wordsOf(bareHeading(ps.Text[s.from:s.to]))
	c := &claim{text: ps.Text[s.from:s.to], words: keysOf(words), own: make([]bool, len(words)), first: body, body: body, cue: true}
	if len(subject(c.words)) < 2 {
		return Proposal{}, false
	}
	ranked := prog.rank(c)
	best, ok := decide(ranked)
	if !ok || taken[best.entry.talk] {
		return Proposal{}, false
	}
	f := proposal(pos, c.text, "sentence", -1, ranked)
	f.Why = append([]string{"the sentence calls it a title"}, f.Why...)
	return f, true
}
