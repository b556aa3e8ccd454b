package importer

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// rstInline are the marks inside a paragraph, the longer before the shorter. A
// mark opens behind a blank or an opening sign and closes before a blank or
// another sign; the alternatives hold their own text.
var rstInline = regexp.MustCompile("``(.+?)``" + // 1 code
	"|:([a-z][\\w:.+-]*):`([^`]+)`" + // 2, 3 role
	"|`([^`<]*?)\\s*<([^`>]+)>`(__?)" + // 4, 5, 6 link with its address
	"|`([^`]+)`(__?)" + // 7, 8 link by name
	"|`([^`]+)`" + // 9 what the default role does
	"|\\*\\*(\\S(?:.*?\\S)?)\\*\\*" + // 10 strong
	"|\\*([^\\s*](?:[^*]*?[^\\s*])?)\\*" + // 11 emphasis
	"|\\[(\\d+|#[\\w-]*|\\*)\\]_" + // 12 mark of a footnote
	"|\\|([^|\\s](?:[^|]*[^|\\s])?)\\|_{0,2}" + // 13 substitution
	"|\\b([A-Za-z][\\w.-]*[A-Za-z0-9])(__?)(?:\\b|$)" + // 14, 15 link of one word
	"|(https?://[^\\s<>`]+[^\\s<>`.,;:!?'\")\\]])" + // 16 bare address
	"|\\\\(.)") // 17 escaped

// inline is a text of one block as Markdown; line breaks stay.
func (r *rst) inline(s string) string {
	var b strings.Builder
	last := 0
	for _, m := range rstInline.FindAllStringSubmatchIndex(strings.ReplaceAll(s, "\n", "\x00"), -1) {
		b.WriteString(rstPlain(s[last:m[0]]))
		last = m[1]
		g := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return strings.ReplaceAll(s[m[2*i]:m[2*i+1]], "\n", " ")
		}
		whole := s[m[0]:m[1]]
		switch {
		case m[2] >= 0:
			b.WriteString(codeSpan(g(1)))
		case m[4] >= 0:
			b.WriteString(r.role(g(2), g(3), whole))
		case m[10] >= 0:
			b.WriteString(r.link(first(g(4), g(5)), g(5)))
			if g(6) == "_" && g(4) != "" {
				r.targets[rstName(g(4))] = g(5)
			}
		case m[14] >= 0:
			b.WriteString(r.byName(g(7), g(8), whole))
		case m[18] >= 0:
			b.WriteString("*" + rstPlain(g(9)) + "*")
		case m[20] >= 0:
			b.WriteString("**" + rstPlain(g(10)) + "**")
		case m[22] >= 0:
			b.WriteString("*" + rstPlain(g(11)) + "*")
		case m[24] >= 0:
			b.WriteString("[^" + r.mark(g(12)) + "]")
		case m[26] >= 0:
			if to, ok := r.subs[g(13)]; ok {
				b.WriteString(to)
			} else {
				b.WriteString(rstPlain(whole))
			}
		case m[28] >= 0:
			b.WriteString(r.byName(g(14), g(15), whole))
		case m[32] >= 0:
			b.WriteString(g(16))
		default:
			if c := g(17); c != " " {
				b.WriteString(rstPlain(c))
			}
		}
	}
	b.WriteString(rstPlain(s[last:]))
	return rstStart.ReplaceAllStringFunc(b.String(), func(m string) string {
		i := strings.IndexAny(m, "#>+~:|-.)")
		return m[:i] + `\` + m[i:]
	})
}

// mark is the label of a footnote; those without one are numbered as they come.
func (r *rst) mark(label string) string {
	if label == "#" || label == "*" {
		r.marks++
		return "auto" + itoa(r.marks)
	}
	return strings.TrimPrefix(label, "#")
}

// byName is a link whose address stands elsewhere; a word that none does is a word.
func (r *rst) byName(name, marks, whole string) string {
	if marks == "__" {
		if len(r.nameless) == 0 {
			return rstPlain(whole)
		}
		to := r.nameless[0]
		r.nameless = r.nameless[1:]
		return r.link(name, to)
	}
	key := rstName(name)
	if to := r.targets[key]; to != "" {
		return r.link(name, to)
	}
	if r.places[key] {
		return r.link(name, "#"+slugText(name))
	}
	if strings.HasPrefix(whole, "`") {
		r.note("a link without an address stays as it is", short(name))
	}
	return rstPlain(whole)
}

func (r *rst) link(words, to string) string {
	if words == to {
		return "<" + to + ">"
	}
	return "[" + rstPlain(words) + "](" + destination(to) + ")"
}

// role is a text with a meaning; one that is not known stays as it is.
func (r *rst) role(name, s, whole string) string {
	words, to := s, ""
	if i := strings.LastIndex(s, "<"); i > 0 && strings.HasSuffix(s, ">") {
		words, to = strings.TrimSpace(s[:i]), s[i+1:len(s)-1]
	}
	switch name {
	case "code", "literal", "file", "command", "kbd", "samp", "py:class", "py:func", "py:mod", "class", "func", "mod", "meth", "attr", "option", "envvar", "program":
		return codeSpan(strings.TrimPrefix(s, "~"))
	case "sup", "superscript":
		return "<sup>" + rstPlain(s) + "</sup>"
	case "sub", "subscript":
		return "<sub>" + rstPlain(s) + "</sub>"
	case "emphasis", "title", "title-reference", "t":
		return "*" + rstPlain(s) + "*"
	case "strong":
		return "**" + rstPlain(s) + "**"
	case "doc", "ref", "post_link", "filename", "slug":
		return r.link(words, r.ref(first(to, s)))
	case "pep", "PEP":
		return r.link("PEP "+s, "https://peps.python.org/pep-"+strings.Repeat("0", max(0, 4-len(s)))+s+"/")
	case "rfc", "RFC":
		return r.link("RFC "+s, "https://www.rfc-editor.org/rfc/rfc"+s)
	}
	r.note("a role that is not known stays as it is", name)
	return rstPlain(whole)
}

// codeSpan is a text as code in a line (CommonMark 6.1).
func codeSpan(s string) string {
	mark := "`"
	for strings.Contains(s, mark) {
		mark += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return mark + s + mark
}

// rstStart is what Markdown would take for a block at the start of a line.
var rstStart = regexp.MustCompile(`(?m)^(\s*)(#+ |>|[+-] |~~~|: |:::|\||\d+[.)] )`)

// rstPlain is a text without marks: what Markdown would take for one is escaped.
func rstPlain(s string) string {
	s = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `*`, `\*`, "`", "\\`", `<`, `\<`).Replace(underscores(s))
	return strings.ReplaceAll(strings.ReplaceAll(s, "_", `\_`), string(shieldLow), "_")
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
