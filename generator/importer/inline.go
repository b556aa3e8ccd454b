package importer

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/marker"
	"golang.org/x/net/html"
)

// emphasis writes *em* and **strong**, and the element itself where a marker
// would be no marker: in the middle of a word, against a sign (CommonMark 6.2).
func emphasis(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	mark, tag := "*", "em"
	if n.Data == "strong" || n.Data == "b" {
		mark, tag = "**", "strong"
	}
	return marked(ctx, w, n, mark, tag)
}

func struck(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	return marked(ctx, w, n, "~~", "del")
}

func marked(ctx converter.Context, w converter.Writer, n *html.Node, mark, tag string) converter.RenderStatus {
	var buf bytes.Buffer
	ctx.RenderChildNodes(ctx, &buf, n)
	text := buf.String()
	inner := strings.TrimSpace(text)
	if inner == "" || within(n, tag) {
		w.WriteString(text)
		return converter.RenderSuccess
	}
	lead := text[:strings.Index(text, inner)]
	trail := text[len(lead)+len(inner):]
	w.WriteString(lead)
	for i, part := range strings.Split(inner, "\n\n") {
		if i > 0 {
			w.WriteString("\n\n")
		}
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if flanks(part, runeBefore(n, lead), runeAfter(n, trail)) {
			w.WriteString(mark + part + mark)
		} else {
			w.WriteString("<" + tag + ">" + part + "</" + tag + ">")
		}
	}
	w.WriteString(trail)
	return converter.RenderSuccess
}

// within reports whether a node stands in another of the same meaning.
func within(n *html.Node, tag string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch {
		case p.Data == tag, tag == "em" && p.Data == "i", tag == "strong" && p.Data == "b", tag == "del" && (p.Data == "s" || p.Data == "strike"):
			return true
		}
	}
	return false
}

// flanks reports whether markers around text open and close.
func flanks(text string, before, after rune) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, string(marker.MarkerEscaping)))
	last, _ := utf8.DecodeLastRuneInString(text)
	sign := func(r rune) bool {
		return unicode.IsPunct(r) || unicode.IsSymbol(r) || isShield(r) || r == marker.MarkerEscaping
	}
	free := func(r rune) bool { return r == 0 || unicode.IsSpace(r) || sign(r) }
	if first == '*' || last == '*' || first == '~' || last == '~' { // markers in markers are told apart by the element
		if before == '*' || after == '*' {
			return false
		}
	}
	return (!sign(first) || free(before)) && (!sign(last) || free(after)) && before != '*' && after != '*' && before != '_' && after != '_'
}

// runeBefore and runeAfter are the signs beside a node, 0 for none.
func runeBefore(n *html.Node, lead string) rune {
	return runeBeside(n, lead, func(s *html.Node) *html.Node { return s.PrevSibling }, utf8.DecodeLastRuneInString)
}

func runeAfter(n *html.Node, trail string) rune {
	return runeBeside(n, trail, func(s *html.Node) *html.Node { return s.NextSibling }, utf8.DecodeRuneInString)
}

// runeBeside is the sign next to a node in one direction. blanks are those of its
// own that stand there; beside is the sibling in that direction and near the sign
// of a text that is closest.
func runeBeside(n *html.Node, blanks string, beside func(*html.Node) *html.Node, near func(string) (rune, int)) rune {
	if blanks != "" {
		return ' '
	}
	for p := n; p != nil && !isBlock(p); p = p.Parent {
		for s := beside(p); s != nil; s = beside(s) {
			steps.Add(1)
			if isBlock(s) || s.Data == "br" {
				return 0
			}
			if t := textOf(s); t != "" {
				r, _ := near(t)
				return r
			}
		}
		if p != n && p.Data == "a" {
			return '['
		}
		if p.Parent != nil && p != n && isMark(p) {
			return '*'
		}
	}
	return 0
}

func isMark(n *html.Node) bool {
	switch n.Data {
	case "em", "i", "strong", "b":
		return true
	}
	return false
}

// list writes a list as a person would: one line an item, numbers without
// leading zeros, a new bullet when one list follows another.
func list(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	var items [][]byte
	loose := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		var buf bytes.Buffer
		ctx.RenderNodes(ctx, &buf, c)
		item := bytes.TrimSpace(buf.Bytes())
		if len(item) == 0 {
			continue
		}
		items = append(items, ctx.UnEscapeContent(squeeze(item)))
		loose = loose || paragraphs(c) > 1
	}
	if !loose {
		for i := range items {
			items[i] = nestedList.ReplaceAll(items[i], []byte("\n$1"))
		}
	}
	if len(items) == 0 {
		return converter.RenderSuccess
	}
	number := 1
	if v, err := strconv.Atoi(attr(n, "start")); err == nil && v >= 0 {
		number = v
	}
	second := secondInRow(n)
	w.WriteString("\n\n")
	for i, item := range items {
		prefix := "- "
		switch {
		case n.Data == "ol" && second:
			prefix = strconv.Itoa(number+i) + ") "
		case n.Data == "ol":
			prefix = strconv.Itoa(number+i) + ". "
		case second:
			prefix = "* "
		}
		if i > 0 {
			w.WriteString("\n")
			if loose {
				w.WriteString("\n")
			}
		}
		pad := strings.Repeat(" ", len(prefix))
		w.WriteString(prefix)
		w.WriteString(indent(string(item), pad))
	}
	w.WriteString("\n\n")
	return converter.RenderSuccess
}

// nestedList is the empty line before a list in an item, which would set every
// item apart. Only a bullet or the number 1 may follow a line directly.
var nestedList = regexp.MustCompile(`\n\n( *(?:[-*]|1[.)]) )`)

// indent puts pad before every line but the first, those of code too.
func indent(text, pad string) string {
	nl := string(marker.MarkerCodeBlockNewline)
	text = strings.ReplaceAll(text, nl, nl+pad)
	lines := strings.Split(text, "\n")
	for i := 1; i < len(lines); i++ {
		if strings.TrimSpace(lines[i]) != "" {
			lines[i] = pad + lines[i]
		} else {
			lines[i] = ""
		}
	}
	return strings.Join(lines, "\n")
}

func squeeze(b []byte) []byte {
	for bytes.Contains(b, []byte("\n\n\n")) {
		b = bytes.ReplaceAll(b, []byte("\n\n\n"), []byte("\n\n"))
	}
	return b
}

func paragraphs(n *html.Node) int {
	k := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Data == "p" && c.Type == html.ElementNode {
			k++
		}
	}
	return k
}

// secondInRow reports a list right behind another of its kind, which would run
// into it. Every other one of a row takes the other sign; the one before has been
// written and says which it took.
func secondInRow(n *html.Node) bool {
	p := prevElement(n)
	if p == nil || p.Data != n.Data || attr(p, "recap-second") != "" {
		return false
	}
	setAttr(n, "recap-second", "yes")
	return true
}

func prevElement(n *html.Node) *html.Node {
	for p := n.PrevSibling; p != nil; p = p.PrevSibling {
		if p.Type == html.ElementNode {
			return p
		}
		if p.Type == html.TextNode && strings.TrimSpace(p.Data) != "" {
			return nil
		}
	}
	return nil
}
