package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/site"
)

func spoken(text string) string {
	return "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  caches: {title: Fast caches, speakers: [Casey Schaufler]}\n  queues: {title: Slow queues, speakers: [Jan Weber, Jana Weber]}\n-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\nevent: gc25\n---\n" + text
}

// speakerChecks are about names.
var speakerChecks = []check{
	{
		code: "speaker-spelling", severity: diag.Warning, site: misspelled,
		text:  "A name in the text is nearly that of a speaker of the post's event, and not quite: one letter, or an accent, is different. One of the two is misspelled.",
		fires: spoken("Casey Schauffler spoke first."),
		cure:  spoken("Casey Schaufler spoke first."),
		near:  spoken("Casey Schaufler’s talk, then Jana Weber and Jan Weber. Case Schauf was there."),
	},
	{
		code: "speaker-twin", severity: diag.Hint, site: twins,
		text:  "Two speakers have nearly the same name, so one person may have two pages. Make the spellings one, or name one as an alias of the other in content/speakers.yaml. When they are two, recap:ignore says so.",
		fires: "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  caches: {title: Caches, speakers: [Francesc Campoy]}\n  queues: {title: Queues, speakers: [Francesc Campoi]}",
		cure:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  caches: {title: Caches, speakers: [Francesc Campoy]}\n  queues: {title: Queues, speakers: [Francesc Campoy]}",
		near:  "-- content/events/gc25.yaml --\nname: GopherCon 2025\nstart_date: 2025-08-26\ntalks:\n  caches: {title: Caches, speakers: [Jan Weber]}\n  queues: {title: Queues, speakers: [Jana Weber]}\n  more: {title: More, speakers: [Ana Lee, Ann Lee]}",
	},
}

// person is a name as it is compared.
type person struct {
	name  string
	parts []string // folded
	at    *site.Speaker
}

// folded is a name without accents and case.
func folded(s string) string {
	var b strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, c) {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// misspelled are pairs of capital words in a text that are nearly a speaker of the
// post's events and nobody else known. The first names must agree to the letter, or
// the last ones: both being off is another person.
func misspelled(w *world) (list diag.List) {
	known := map[string]bool{}
	for _, sp := range w.Site.Speakers {
		known[strings.ToLower(sp.Name)] = true
		if sp.Record != nil {
			for _, a := range sp.Record.Aliases {
				known[strings.ToLower(a.Text)] = true
			}
		}
	}
	for _, p := range w.Set.People {
		known[strings.ToLower(p.Name.Text)] = true
	}
	of := map[*site.Event][]person{}
	for _, t := range w.texts {
		var near []person
		for _, e := range t.post.Events {
			for ev := e; ev != nil && len(near) < 5000; ev = ev.Parent {
				if _, done := of[ev]; !done {
					of[ev] = persons(ev)
				}
				near = append(near, of[ev]...)
			}
		}
		if len(near) == 0 {
			continue
		}
		for i := range t.parts {
			list.Add(misspelledIn(&t.parts[i], near, known)...)
		}
	}
	return list
}

func persons(e *site.Event) (out []person) {
	for _, t := range e.Talks {
		for _, sp := range t.Speakers {
			if parts := strings.Fields(folded(sp.Name)); len(parts) == 2 && !slices.ContainsFunc(out, func(p person) bool { return p.at == sp }) {
				out = append(out, person{sp.Name, parts, sp})
			}
		}
	}
	return out
}

func misspelledIn(p *markdown.Part, near []person, known map[string]bool) (list diag.List) {
	words := wordsOf(p.Text)
	for k := 1; k < len(words); k++ {
		from, to := words[k-1][0], words[k][1]
		if p.Text[words[k-1][1]:words[k][0]] != " " {
			continue
		}
		pair := p.Text[from:to]
		for _, s := range []string{"'s", "’s"} {
			pair = strings.TrimSuffix(pair, s)
		}
		to = from + len(pair)
		if !capital(p.Text[words[k-1][0]:]) || !capital(p.Text[words[k][0]:]) || known[strings.ToLower(pair)] {
			continue
		}
		parts := strings.Fields(folded(pair))
		var hits []person
		for _, c := range near {
			if likely(parts, c.parts) && !strings.EqualFold(pair, c.name) {
				hits = append(hits, c)
			}
		}
		if len(hits) != 1 {
			continue
		}
		if pos, ok := p.At(from, to); ok {
			list.Add(found(pos, "%s is %s in the programme", quoted(pair), quoted(hits[0].name)).
				WithHint("write it as the person does").WithFix(pos, hits[0].name))
		}
	}
	return list
}

// likely reports whether two names are one with a slip: a part the same, the other
// off by a letter or two swapped, and long enough for that to be a slip.
func likely(a, b []string) bool {
	if len(a) != 2 || len(b) != 2 {
		return false
	}
	off := 0
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		short := min(len([]rune(a[i])), len([]rune(b[i])))
		if off++; short < 5 || diag.Distance(a[i], b[i], 3) > 1+short/9 || []rune(a[i])[0] != []rune(b[i])[0] {
			return false
		}
	}
	return off <= 1
}

func capital(s string) bool {
	for _, c := range s {
		return unicode.IsUpper(c)
	}
	return false
}

// twins are speakers of nearly one name.
func twins(w *world) (list diag.List) {
	type key struct {
		part  string
		first bool
	}
	by := map[key][]person{}
	all := slices.Clone(w.Site.Speakers)
	slices.SortFunc(all, func(a, b *site.Speaker) int { return strings.Compare(a.Name, b.Name) })
	told := map[[2]*site.Speaker]bool{}
	for _, sp := range all {
		parts := strings.Fields(folded(sp.Name))
		if len(parts) < 2 {
			continue
		}
		me := person{sp.Name, []string{parts[0], parts[len(parts)-1]}, sp}
		for i, part := range me.parts {
			k := key{part, i == 0}
			for _, other := range by[k] {
				if len(other.parts) != 2 || !likely(me.parts, other.parts) || told[[2]*site.Speaker{other.at, sp}] || len(strings.Fields(sp.Name)) != len(strings.Fields(other.name)) {
					continue
				}
				told[[2]*site.Speaker{other.at, sp}] = true
				list.Add(found(speakerPos(sp), "%s may be %s", sp.Name, other.name).
					WithNote(speakerPos(other.at), "the other one").
					WithHint("make the spellings one, or write an alias into content/speakers.yaml"))
			}
			by[k] = append(by[k], me)
		}
	}
	return list
}

// speakerPos is where a speaker is named: in speakers.yaml, else in the programme.
func speakerPos(sp *site.Speaker) diag.Pos {
	if sp.Record != nil && sp.Record.Name.Pos.File != "" {
		return sp.Record.Name.Pos
	}
	for _, t := range sp.Talks {
		for _, s := range t.Talk.Speakers {
			if s.Name.Text == sp.Name && s.Name.Pos.File != "" {
				return s.Name.Pos
			}
		}
	}
	if len(sp.Talks) > 0 {
		t := sp.Talks[0]
		return cmp.Or(t.Title.Pos, diag.Whole(t.Event.File.Path))
	}
	return diag.Whole("content/speakers.yaml")
}
