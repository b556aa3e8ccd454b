package importer

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// code makes fences of blocks of code, with their language where anything says
// it, and straightens the quotes that an editor curled.
func (b *body) code(doc *html.Node) {
	for _, n := range all(doc, "code") {
		if within(n, "pre") || n.Parent == nil {
			continue
		}
		if has(n, "pre") { // turned inside out: the block is the inner one
			unwrap(n)
			continue
		}
		// Several lines of code without <pre>, alone in their paragraph: a block.
		p := n.Parent
		if (p.Data == "p" || p.Data == "div" || p.Data == "body") && onlyChild(n) && (has(n, "br") || strings.Contains(strings.TrimSpace(textOf(n)), "\n")) {
			pre := element("pre")
			pre.Attr = n.Attr
			replace(n, pre)
			move(n, pre)
			if p.Data == "p" {
				unwrap(p)
			}
		}
	}
	for _, n := range all(doc, "pre") {
		if n.Parent == nil || within(n, "pre") {
			continue
		}
		source := codeText(n)
		if strings.TrimSpace(source) == "" {
			remove(n)
			continue
		}
		lang := language(n)
		source = b.straight(source)
		if b.plain && lang == "" && !strings.Contains(source, "\n") {
			lang = ""
		}
		at := n
		for p := at.Parent; p != nil && isNamed(p, "div", "figure", "td") && onlyChild(at) && (hasClass(p, "highlight") || hasClass(p, "wp-block-code") || hasClass(p, "codehilite") || strings.Contains(attr(p, "class"), "language-") || p.Data == "figure" && strings.Contains(attr(p, "class"), "highlight")); p = at.Parent {
			at = p
			if lang == "" {
				lang = language(p)
			}
		}
		replace(at, block(fenced(source, lang, firstLine(n), attr(n, "data-hl"))))
	}
	for _, n := range all(doc, "code", "tt", "kbd", "samp") {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode {
				c.Data = b.straight(c.Data)
			}
		}
	}
}

func onlyChild(n *html.Node) bool {
	for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
		if c != n && (c.Type != html.TextNode || strings.TrimSpace(c.Data) != "") {
			return false
		}
	}
	return true
}

// codeText is what a <pre> shows.
func codeText(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case isNamed(c, "br"):
				if next := c.NextSibling; next == nil || next.Type != html.TextNode || !strings.HasPrefix(next.Data, "\n") {
					b.WriteString("\n")
				}
			case hasClass(c, "lineno") || hasClass(c, "linenos") || hasClass(c, "gutter"): // numbers are no code
			default:
				walk(c)
				if isNamed(c, "div", "p", "li") {
					b.WriteString("\n")
				}
			}
		}
	}
	walk(n)
	s := strings.ReplaceAll(b.String(), "\r\n", "\n")
	s = strings.ReplaceAll(s, "\u00a0", " ")
	s = strings.Trim(s, "\n")
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t\r")
	}
	return strings.Join(lines, "\n")
}

var (
	languageWord = regexp.MustCompile(`(?:^|\s)(?:language|lang|brush|sourceCode|highlight-source)[-:]\s*([A-Za-z0-9+#_.-]+)`)
	rougeWord    = regexp.MustCompile(`(?:^|\s)highlight\s+([a-z0-9+#]+)(?:\s|$)`)
)

// language is the language of a block of code: by the attribute that importers
// leave, by that of old plugins, by a class.
func language(n *html.Node) string {
	for _, key := range []string{"data-lang", "data-language", "lang"} {
		if v := strings.ToLower(attr(n, key)); v != "" && !strings.ContainsAny(v, " \t`") {
			return plainText(v)
		}
	}
	for _, e := range append([]*html.Node{n}, all(n, "code")...) {
		class := attr(e, "class")
		if m := languageWord.FindStringSubmatch(class); m != nil {
			return plainText(strings.ToLower(m[1]))
		}
		if m := rougeWord.FindStringSubmatch(class); m != nil {
			return plainText(m[1])
		}
	}
	return ""
}

// plainText drops the names that say there is no language.
func plainText(lang string) string {
	switch lang {
	case "text", "plain", "plaintext", "none", "nohighlight", "no-highlight":
		return ""
	}
	return lang
}

func firstLine(n *html.Node) string {
	for _, key := range []string{"data-start", "line", "data-firstline"} {
		if v := attr(n, key); v != "" && v != "0" && v != "1" && strings.Trim(v, "0123456789") == "" {
			return v
		}
	}
	return ""
}

// fenced is a block of code: source, language, the number of its first line and
// the lines to be marked.
func fenced(source, lang, start, marked string) string {
	longest, run := 2, 0 // of the backticks in a row in source
	for i := range len(source) {
		if source[i] != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	fence := strings.Repeat("`", longest+1)
	info := lang
	var keys []string
	if start != "" {
		keys = append(keys, "linenos", "start="+start)
	}
	if marked = hlLines(marked); marked != "" {
		keys = append(keys, "hl="+marked)
	}
	if len(keys) > 0 {
		info = strings.TrimSpace(info + " {" + strings.Join(keys, " ") + "}")
	}
	return fence + info + "\n" + source + "\n" + fence
}

// hlLines brings lists of lines, "[1,3-4]", into the form of hl=.
func hlLines(s string) string {
	s = strings.Trim(strings.ReplaceAll(s, " ", ""), "[]\"'")
	if strings.Trim(s, "0123456789,-") != "" {
		return ""
	}
	return s
}

var straightener = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "‚", "'", "″", `"`, "′", "'")

// straight makes the quotes of code straight.
func (b *body) straight(s string) string {
	t := straightener.Replace(s)
	if t != s {
		b.note("curly quotes in code", short(s))
	}
	return t
}
