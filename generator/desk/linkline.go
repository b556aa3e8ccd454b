package desk

import (
	"strings"
	"unicode"

	"recap/generator/markdown"
)

// isLinkLine reports whether a paragraph is a line of links as people write them
// below the heading of a talk: (abstract; video; slides), with links or without.
func isLinkLine(p markdown.Passage) bool {
	_, ok := linkLine(p)
	return ok
}

// piece is one word of a line of links: what it stands for, and where it leads.
type piece struct {
	field string // "url", "video", "slides", or a kind of resource
	label string // as written
	dest  string // "" for a word that is no link
	state string // "expected", "none" for "slides expected", "no video"
}

// linkLine takes a line of links apart. ok is false when it holds anything else.
func linkLine(p markdown.Passage) (pieces []piece, ok bool) {
	text := strings.TrimSpace(p.Text)
	if text == "" || len(text) > 400 || strings.Contains(text, markdown.OtherThan) {
		return nil, false
	}
	inner := text
	bracketed := strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")") || strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]")
	if bracketed {
		inner = text[1 : len(text)-1]
	}
	at := strings.Index(p.Text, inner)
	for _, part := range splitLine(inner) {
		from := at + part.from
		to := at + part.to
		label := p.Text[from:to]
		field, state, known := fieldOf(label)
		if !known {
			return nil, false
		}
		one := piece{field: field, label: label, state: state}
		for _, l := range p.Links {
			if l.From < to && from < l.To {
				if one.dest != "" {
					return nil, false // two links in one word
				}
				one.dest = l.Dest
			}
		}
		pieces = append(pieces, one)
	}
	if len(pieces) == 0 || !bracketed && len(p.Links) == 0 {
		return nil, false
	}
	return pieces, true
}

type stretch struct{ from, to int }

// splitLine parts a line at semicolons, commas, bars, slashes and dots in the
// middle, and trims blanks.
func splitLine(s string) []stretch {
	var out []stretch
	from := 0
	cut := func(to int) {
		a, z := from, to
		for a < z && unicode.IsSpace(rune(s[a])) {
			a++
		}
		for z > a && unicode.IsSpace(rune(s[z-1])) {
			z--
		}
		if a < z {
			out = append(out, stretch{a, z})
		}
	}
	for i, r := range s {
		if strings.ContainsRune(";,|/·•", r) {
			cut(i)
			from = i + len(string(r))
		}
	}
	cut(len(s))
	return out
}

// fieldOf is what a label of a line of links stands for: "video", "Slides (PDF)",
// "slides expected", "no recording".
func fieldOf(label string) (field, state string, ok bool) {
	words := strings.Fields(strings.ToLower(strings.Trim(label, " .:")))
	var rest []string
	for _, w := range words {
		switch w := strings.Trim(w, "()[]*_"); w {
		case "expected", "tbd", "tba", "soon", "coming", "folgen", "folgt":
			state = "expected"
		case "no", "none", "kein", "keine":
			state = "none"
		case "the", "and", "pdf", "html", "und", "die", "das":
		case "":
		default:
			rest = append(rest, w)
		}
	}
	field, ok = lineWords[strings.Join(rest, " ")]
	return field, state, ok
}
