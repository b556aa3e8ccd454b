package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// reStructuredText, reduced to what blog posts are made of (docutils,
// "reStructuredText Markup Specification"): headings by their underlines, in
// the order in which they appear; paragraphs, lists, definitions, quotations with
// their source, line blocks, literal and doctest blocks, simple tables; the
// directives of rstDirective; links, targets, footnotes, substitutions, roles of
// rstRole. What is beyond that stays in the text as it was written, in a block
// of code, and is told.

// rst is one text under way.
type rst struct {
	note     func(what, detail string)
	ref      func(name string) string // where another text of the site lies
	targets  map[string]string        // addresses by name, in small letters
	places   map[string]bool          // targets within the text
	nameless []string                 // addresses of links without a name, in order
	subs     map[string]string        // substitutions, as Markdown
	styles   []string                 // of headings, from the outermost
	auto     int                      // footnotes without a number so far
	marks    int                      // and marks of them
}

const (
	rstTabs      = 8
	rstShortRule = 3 // signs of the shortest underline
)

var (
	rstTarget   = regexp.MustCompile("^\\.\\. _(`[^`]+`|[^:`]+):(?:\\s+(.*))?$")
	rstNameless = regexp.MustCompile(`^(?:__|\.\. __:)\s+(\S.*)$`)
	rstSub      = regexp.MustCompile(`^\.\. \|([^|]+)\| (replace|image|unicode):: ?(.*)$`)
	rstNote     = regexp.MustCompile(`^\.\. \[(\d+|#[\w-]*|\*)\](?: (.*))?$`)
	rstDirect   = regexp.MustCompile(`^\.\. ([A-Za-z][\w:+.-]*)::(?:\s+(.*))?$`)
	rstOption   = regexp.MustCompile(`^:([\w-]+):(?:\s+(.*))?$`)
	rstField    = regexp.MustCompile(`^:([^:\s][^:]*):(?:\s+(.*))?$`)
	rstBullet   = regexp.MustCompile(`^([*+•-])(?:\s+|$)`)
	rstNumber   = regexp.MustCompile(`^(\(?)(\d{1,9}|#)([.)])(?:\s+|$)`)
	rstSimple   = regexp.MustCompile(`^=+(?: +=+)+ *$`)
	rstGrid     = regexp.MustCompile(`^\+[-=+]+\+ *$`)
	rstSource   = regexp.MustCompile(`^(?:---?|—)\s*(\S.*)$`)
)

// restructured is the Markdown of a text.
func restructured(source string, note func(what, detail string), ref func(string) string) string {
	r := &rst{note: note, ref: ref, targets: map[string]string{}, places: map[string]bool{}, subs: map[string]string{}}
	lines := rstLines(source)
	r.collect(lines)
	return strings.TrimSpace(r.blocks(lines, 0))
}

func rstLines(source string) []string {
	lines := strings.Split(source, "\n")
	for i, l := range lines {
		for at := strings.IndexByte(l, '\t'); at >= 0; at = strings.IndexByte(l, '\t') {
			l = l[:at] + strings.Repeat(" ", rstTabs-at%rstTabs) + l[at+1:]
		}
		lines[i] = strings.TrimRight(l, " \r")
	}
	return lines
}

// rstDocinfo takes the title and the list of fields below it from the head of a
// text, which is where Pelican keeps what others have in front matter.
func rstDocinfo(source string) (m matter, rest string) {
	lines := rstLines(source)
	i := 0
	skip := func() {
		for i < len(lines) && lines[i] == "" {
			i++
		}
	}
	skip()
	m = matter{}
	switch {
	case i+2 < len(lines) && rstRule(lines[i]) != 0 && rstRule(lines[i]) == rstRule(lines[i+2]) && lines[i+1] != "":
		m["title"], i = strings.TrimSpace(lines[i+1]), i+3
	case i+1 < len(lines) && lines[i] != "" && rstRule(lines[i]) == 0 && rstRule(lines[i+1]) != 0 && lines[i][0] != ' ':
		m["title"], i = lines[i], i+2
	}
	skip()
	for last := ""; i < len(lines); i++ {
		if f := rstField.FindStringSubmatch(lines[i]); f != nil {
			last = strings.ToLower(f[1])
			m[last] = f[2]
		} else if last != "" && strings.HasPrefix(lines[i], " ") {
			m[last] = strings.TrimSpace(asText(m[last]) + " " + strings.TrimSpace(lines[i]))
		} else {
			break
		}
	}
	if len(m) == 0 {
		return nil, source
	}
	return m, strings.Join(lines[i:], "\n")
}

// collect finds what is referred to before or after it stands.
func (r *rst) collect(lines []string) {
	for i, l := range lines {
		l = strings.TrimLeft(l, " ")
		if m := rstTarget.FindStringSubmatch(l); m != nil {
			name := rstName(strings.Trim(m[1], "`"))
			to := m[2]
			for j := i + 1; j < len(lines) && to == "" && strings.HasPrefix(lines[j], "   ") && strings.Contains(lines[j], "://"); j++ {
				to = strings.TrimSpace(lines[j])
			}
			switch {
			case name == "_":
			case to == "":
				r.places[name] = true
			default:
				r.targets[name] = strings.Trim(strings.TrimSpace(to), "`")
			}
		} else if m := rstNameless.FindStringSubmatch(l); m != nil {
			r.nameless = append(r.nameless, strings.TrimSpace(m[1]))
		} else if m := rstSub.FindStringSubmatch(l); m != nil {
			switch m[2] {
			case "image":
				r.subs[m[1]] = "![](" + destination(m[3]) + ")"
			case "replace":
				r.subs[m[1]] = escapeLine(m[3])
			}
		}
	}
	for name, to := range r.targets { // .. _a: b_ leads where b does
		if alias, ok := strings.CutSuffix(to, "_"); ok && r.targets[rstName(alias)] != "" {
			r.targets[name] = r.targets[rstName(alias)]
		}
	}
}

func rstName(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// rstRule is the sign of a line that is made of one sign, 0 for another.
func rstRule(l string) rune {
	first, _ := utf8.DecodeRuneInString(l)
	if len(l) < rstShortRule || !unicode.IsPunct(first) && !unicode.IsSymbol(first) || first >= utf8.RuneSelf || strings.Trim(l, string(first)) != "" {
		return 0
	}
	return first
}

func indentOf(l string) int { return len(l) - len(strings.TrimLeft(l, " ")) }

// indented are the lines from i on that are empty or indented, without what they
// have in common, and where they end.
func indented(lines []string, i int) (block []string, end int) {
	least := 1 << 30
	for end = i; end < len(lines) && (lines[end] == "" || lines[end][0] == ' '); end++ {
		if lines[end] != "" {
			least = min(least, indentOf(lines[end]))
		}
	}
	return dedent(lines[i:end], least), end
}

func dedent(lines []string, by int) []string {
	out := make([]string, 0, len(lines))
	for _, l := range lines {
		out = append(out, l[min(by, indentOf(l)):])
	}
	for len(out) > 0 && out[0] == "" {
		out = out[1:]
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

// blocks writes lines, whose indentation is none, as Markdown.
func (r *rst) blocks(lines []string, depth int) string {
	if depth > maxDepth/2 {
		return r.asWritten(lines, "blocks in blocks, deeper than "+itoa(maxDepth/2), "")
	}
	var out []string
	put := func(s string) {
		if s = strings.Trim(s, "\n"); s != "" {
			out = append(out, s)
		}
	}
	for i := 0; i < len(lines); {
		l := lines[i]
		next := ""
		if i+1 < len(lines) {
			next = lines[i+1]
		}
		switch {
		case l == "":
			i++
		case l[0] == ' ':
			block, end := indented(lines, i)
			put(r.quotation(block, depth))
			i = end
		case l == ".." || strings.HasPrefix(l, ".. ") || rstNameless.MatchString(l):
			block, end := indented(lines, i+1)
			put(r.explicit(l, block, depth))
			i = end
		case rstRule(l) != 0 && i+2 < len(lines) && next != "" && rstRule(lines[i+2]) == rstRule(l):
			put(r.heading(strings.TrimSpace(next), "over "+string(rstRule(l))))
			i += 3
		case rstRule(l) == 0 && rstRule(next) != 0 && !rstSimple.MatchString(l) && utf8.RuneCountInString(next)+3 >= utf8.RuneCountInString(l):
			put(r.heading(l, string(rstRule(next))))
			i += 2
		case rstRule(l) != 0 && len(l) >= 4 && next == "":
			put("---")
			i++
		case strings.HasPrefix(l, ">>> "):
			end := i
			for end < len(lines) && lines[end] != "" {
				end++
			}
			put(fenced(strings.Join(lines[i:end], "\n"), "pycon", "", ""))
			i = end
		case rstGrid.MatchString(l), rstSimple.MatchString(l):
			end := rstTableEnd(lines, i)
			put(r.table(lines[i:end]))
			i = end
		case rstBullet.MatchString(l) || rstNumber.MatchString(l):
			s, end := r.list(lines, i, depth)
			put(s)
			i = end
		case strings.HasPrefix(l, "| ") || l == "|":
			var verse []string
			for ; i < len(lines) && (strings.HasPrefix(lines[i], "|") || strings.HasPrefix(lines[i], " ") && len(verse) > 0); i++ {
				verse = append(verse, r.inline(strings.TrimSpace(strings.TrimPrefix(lines[i], "|"))))
			}
			put(strings.Join(verse, "\\\n"))
		case rstField.MatchString(l):
			m := rstField.FindStringSubmatch(l)
			block, end := indented(lines, i+1)
			put("**" + escapeLine(m[1]) + "**: " + r.inline(strings.TrimSpace(m[2]+" "+strings.Join(block, " "))))
			i = end
		case next != "" && next[0] == ' ' && !strings.HasSuffix(l, "::"):
			block, end := indented(lines, i+1)
			term, _, _ := strings.Cut(l, " : ")
			put(r.inline(term) + "\n: " + indent(r.blocks(block, depth+1), "  "))
			i = end
		default:
			end := i
			for end < len(lines) && lines[end] != "" && (end == i || lines[end][0] != ' ' || !strings.HasSuffix(lines[end-1], "::")) {
				end++
			}
			text := strings.Join(lines[i:end], "\n")
			i = end
			bare, literal := strings.CutSuffix(text, "::")
			if !literal {
				put(r.inline(text))
				break
			}
			if trimmed := strings.TrimRight(bare, " \n"); trimmed != bare || bare == "" {
				put(r.inline(trimmed))
			} else {
				put(r.inline(bare + ":"))
			}
			block, end := indented(lines, i)
			if len(block) > 0 {
				put(fenced(strings.Join(block, "\n"), "", "", ""))
			}
			i = end
		}
	}
	return strings.Join(out, "\n\n")
}

// heading is one below the post's own title, by the order in which the styles of
// underlines came.
func (r *rst) heading(text, style string) string {
	level := slices.Index(r.styles, style)
	if level < 0 {
		level = len(r.styles)
		r.styles = append(r.styles, style)
	}
	return strings.Repeat("#", min(level+2, 6)) + " " + r.inline(text)
}

// quotation is an indented block; a last paragraph behind a dash is its source.
func (r *rst) quotation(block []string, depth int) string {
	if len(block) == 0 {
		return ""
	}
	source := ""
	if n := len(block); n > 2 && block[n-2] == "" {
		if m := rstSource.FindStringSubmatch(block[n-1]); m != nil {
			source, block = m[1], block[:n-2]
		}
	}
	s := r.blocks(block, depth+1)
	if source != "" && !strings.ContainsAny(source, "[]<>*_`\\|") {
		s = "[!QUOTE] " + source + "\n" + s
	} else if source != "" {
		s += "\n\n— " + r.inline(source)
	}
	return "> " + strings.ReplaceAll(strings.ReplaceAll(s, "\n", "\n> "), "\n> \n", "\n>\n")
}

// list reads a list from line i on.
func (r *rst) list(lines []string, i, depth int) (string, int) {
	mark := func(l string) (kind, number string, width int) {
		if m := rstBullet.FindStringSubmatch(l); m != nil {
			return m[1], "", max(len(m[0]), 2)
		}
		if m := rstNumber.FindStringSubmatch(l); m != nil {
			return m[1] + m[3], m[2], len(m[0])
		}
		return "", "", 0
	}
	kind, number, _ := mark(lines[i])
	from := 1
	if n := strings.TrimLeft(number, "0"); n != "" && n != "#" {
		from = 0
		for _, d := range n {
			from = from*10 + int(d-'0')
		}
	}
	var items []string
	loose := false
	for i < len(lines) {
		k, _, width := mark(lines[i])
		if k != kind {
			break
		}
		item := []string{strings.Repeat(" ", min(width, len(lines[i]))) + lines[i][min(width, len(lines[i])):]}
		end := i + 1
		for end < len(lines) && (lines[end] == "" || lines[end][0] == ' ') {
			end++
		}
		item = append(item, lines[i+1:end]...)
		s := r.blocks(dedent(item, width), depth+1)
		s = nestedList.ReplaceAllString(s, "\n$1")
		loose = loose || strings.Contains(s, "\n\n")
		items = append(items, s)
		i = end
	}
	var b strings.Builder
	for n, s := range items {
		prefix := "- "
		if number != "" {
			prefix = itoa(from+n) + ". "
		}
		if n > 0 {
			b.WriteString("\n")
			if loose {
				b.WriteString("\n")
			}
		}
		b.WriteString(prefix + indent(s, strings.Repeat(" ", len(prefix))))
	}
	return b.String(), i
}

// asWritten keeps what has no form here, visibly.
func (r *rst) asWritten(lines []string, what, detail string) string {
	r.note(what, detail)
	return fenced(strings.Join(lines, "\n"), "rst", "", "")
}
