package desk

import (
	"cmp"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/markdown"
	"recap/generator/site"
)

// Some places tell of a talk and cannot hold its id: a title that is a link to
// somewhere else already, a sentence that names the speaker alone. Their talks
// go into the post's front matter, under talks:.

// mentionProposals finds those, of talks not taken yet.
func mentionProposals(prog *programme, passages []markdown.Passage, post *site.Post, taken map[*site.Talk]bool) []Proposal {
	best := map[*site.Talk]Proposal{}
	note := func(f Proposal) {
		if old, ok := best[f.talk]; !taken[f.talk] && (!ok || f.Score > old.Score) {
			best[f.talk] = f
		}
	}
	speakers := prog.onlyTalks()
	for _, ps := range passages {
		if isLinkLine(ps) || sectionIsNone(post, ps.Heading) {
			continue
		}
		words := wordsOf(ps.Text)
		keys := keysOf(words)
		for _, l := range ps.Links {
			if f, ok := linkedTitle(prog, ps, keys, l); ok {
				note(f)
			}
		}
		for _, s := range sentencesOf(ps.Text) {
			if f, ok := speakersTalk(ps, words, s, speakers); ok {
				note(f)
			}
		}
	}
	var out []Proposal
	for _, f := range best {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Proposal) int { return cmp.Compare(a.Pos.Off, b.Pos.Off) })
	return out
}

// linkedTitle compares the text and the address of a link with the programme.
func linkedTitle(prog *programme, ps markdown.Passage, body []string, l markdown.PassageLink) (Proposal, bool) {
	if l.To <= l.From || strings.HasPrefix(l.Dest, "talk:") {
		return Proposal{}, false
	}
	pos, ok := ps.At(l.From, l.To)
	if !ok {
		return Proposal{}, false
	}
	text := ps.Text[l.From:l.To]
	words := wordsOf(bareHeading(text))
	c := &claim{text: text, words: keysOf(words), own: make([]bool, len(words)), first: body, body: body, strict: true}
	if a := addressKey(l.Dest); a != "" {
		c.links = []string{a}
	}
	if len(subject(c.words)) == 0 {
		return Proposal{}, false
	}
	ranked := prog.rank(c)
	if s, ok := decide(ranked); !ok || s.named {
		return Proposal{}, false
	}
	f := proposal(pos, text, "mention", -1, ranked)
	f.Why = append([]string{"the text of a link"}, f.Why...)
	return f, true
}

// onlyTalks are the people who give exactly one talk, lightning talks and the
// like aside, by the words of the name.
func (p *programme) onlyTalks() map[string]*entry {
	out := map[string]*entry{}
	for _, e := range p.talks {
		if len(subject(e.title)) == 0 || !slices.ContainsFunc(subject(e.title), func(w string) bool { return !thin(w) }) && len(e.people) > 3 {
			continue
		}
		for _, who := range e.people {
			if len(who.words) < 2 {
				continue
			}
			key := strings.Join(who.words, " ")
			if o, ok := out[key]; ok && o != e {
				out[key] = nil
				continue
			}
			out[key] = e
		}
	}
	return out
}

// told are words of sentences in which somebody gives a talk.
var told = set(`talk talks keynote presentation session gave presented spoke tutorial vortrag hielt sprach keynotes`)

// speakersTalk finds a sentence that speaks of a talk and names its speaker, who
// gave one only.
func speakersTalk(ps markdown.Passage, words []word, s stretch, speakers map[string]*entry) (Proposal, bool) {
	var in []word
	speaks := false
	for _, w := range words {
		if w.from >= s.from && w.to <= s.to {
			in = append(in, w)
			speaks = speaks || told[w.key]
		}
	}
	if !speaks {
		return Proposal{}, false
	}
	keys := keysOf(in)
	for i := range in {
		for n := 2; n <= 4 && i+n <= len(in); n++ {
			e := speakers[strings.Join(keys[i:i+n], " ")]
			if e == nil {
				continue
			}
			pos, ok := ps.At(in[i].from, in[i+n-1].to)
			if !ok {
				continue
			}
			return Proposal{
				Pos: pos, File: pos.File, Text: strings.TrimSpace(ps.Text[s.from:s.to]), Kind: "mention", Title: e.talk.Title.Text,
				Score: 0.65, Why: []string{"the sentence speaks of a talk and names a speaker who gave one"}, heading: -1, talk: e.talk,
			}, true
		}
	}
	return Proposal{}, false
}

// sentencesOf parts a text at the ends of sentences.
func sentencesOf(text string) []stretch {
	var out []stretch
	from := 0
	for i := 0; i+1 < len(text); i++ {
		if strings.IndexByte(".!?", text[i]) >= 0 && text[i+1] == ' ' {
			out = append(out, stretch{from, i + 1})
			from = i + 2
		}
	}
	if from < len(text) {
		out = append(out, stretch{from, len(text)})
	}
	return out
}

// mention is the change of front matter that names talks.
func mention(file string, src []byte, ids []string) ([]byte, error) {
	var edits []content.YAMLEdit
	for _, id := range ids {
		edits = append(edits, content.YAMLEdit{Path: []string{"talks"}, Value: id, Add: true})
	}
	return content.EditFront(file, src, edits...)
}
