package importer

import (
	"strings"
)

// explicit is what begins with two full stops: a directive, a target, a footnote,
// a substitution, or a comment.
func (r *rst) explicit(first string, block []string, depth int) string {
	if m := rstDirect.FindStringSubmatch(first); m != nil {
		return r.directive(strings.ToLower(m[1]), strings.TrimSpace(m[2]), first, block, depth)
	}
	if m := rstNote.FindStringSubmatch(first); m != nil {
		label := m[1]
		if label == "#" || label == "*" {
			r.auto++
			label = "auto" + itoa(r.auto)
		}
		text := r.blocks(append([]string{m[2]}, block...), depth+1)
		return "[^" + strings.TrimPrefix(label, "#") + "]: " + indent(text, "    ")
	}
	switch m := rstTarget.FindStringSubmatch(first); {
	case m != nil && r.places[rstName(strings.Trim(m[1], "`"))]:
		return `<a id="` + slugText(strings.Trim(m[1], "`")) + `"></a>`
	case m != nil, rstNameless.MatchString(first), rstSub.MatchString(first):
		return "" // told where it is referred to
	}
	words := strings.TrimSpace(strings.TrimPrefix(first, ".."))
	switch {
	case strings.HasPrefix(words, "TEASER_END"), strings.EqualFold(words, "more"):
		return "<!--more-->"
	case words == "" && len(block) == 0:
		return ""
	}
	r.note("a comment", short(words+" "+strings.Join(block, " ")))
	return ""
}

// rstBoxes are the directives of boxes with recap's word for them.
var rstBoxes = map[string]string{"note": "NOTE", "tip": "TIP", "hint": "TIP", "important": "IMPORTANT", "warning": "WARNING", "caution": "CAUTION", "danger": "CAUTION", "attention": "WARNING", "error": "CAUTION", "seealso": "NOTE", "admonition": "NOTE"}

// directive is one of those that posts use; another stays as it was written.
func (r *rst) directive(name, arg, first string, block []string, depth int) string {
	options := map[string]string{}
	for len(block) > 0 {
		m := rstOption.FindStringSubmatch(block[0])
		if m == nil {
			break
		}
		options[strings.ToLower(m[1])] = m[2]
		block = block[1:]
	}
	body := dedent(block, 0)
	switch name {
	case "code", "code-block", "sourcecode":
		start := ""
		if n, ok := options["number-lines"]; ok && n != "1" {
			start = n
		}
		return fenced(strings.Join(body, "\n"), plainText(strings.ToLower(arg)), start, options["emphasize-lines"]+options["hl_lines"])
	case "image", "thumbnail":
		return r.picture(arg, options, "")
	case "figure":
		caption, rest := "", ""
		if len(body) > 0 {
			end := 0
			for end < len(body) && body[end] != "" {
				end++
			}
			caption, rest = strings.Join(body[:end], " "), r.blocks(body[end:], depth+1)
		}
		return strings.TrimSpace(r.picture(arg, options, caption) + "\n\n" + rest)
	case "youtube":
		return "https://www.youtube.com/watch?v=" + arg
	case "vimeo":
		return "https://vimeo.com/" + arg
	case "raw":
		if strings.Contains(arg, "html") && len(body) > 0 {
			return strings.Join(body, "\n")
		}
	case "contents", "sectnum", "section-numbering", "highlight", "default-role", "role", "meta":
		r.note("a directive that only arranges", name)
		return ""
	case "epigraph", "highlights", "pull-quote", "quote":
		return r.quotation(body, depth)
	case "parsed-literal", "literalinclude":
		if len(body) > 0 {
			return fenced(strings.Join(body, "\n"), "", "", "")
		}
	case "topic", "sidebar", "container", "class", "compound", "centered":
		title := ""
		if arg != "" && (name == "topic" || name == "sidebar" || name == "centered") {
			title = "**" + r.inline(arg) + "**\n\n"
		}
		return strings.TrimSpace(title + r.blocks(body, depth+1))
	}
	if box := rstBoxes[name]; box != "" {
		head := "> [!" + box + "]"
		if name == "admonition" && arg != "" {
			head += " " + arg
			arg = ""
		}
		if arg != "" {
			body = append([]string{arg}, body...)
		}
		return head + "\n> " + strings.ReplaceAll(r.blocks(body, depth+1), "\n", "\n> ")
	}
	return r.asWritten(append([]string{first}, indentLines(options, block)...), "a directive that is not known stays as it is", name)
}

// indentLines are options and body of a directive as they stood below it.
func indentLines(options map[string]string, block []string) (out []string) {
	for _, k := range sortedKeys(options) {
		out = append(out, "   :"+k+": "+options[k])
	}
	for i, l := range dedent(block, 0) {
		if i == 0 {
			out = append(out, "")
		}
		if l != "" {
			l = "   " + l
		}
		out = append(out, l)
	}
	return out
}

// picture is a picture with what its options say of it.
func (r *rst) picture(src string, options map[string]string, caption string) string {
	if src == "" {
		r.note("picture without address", "")
		return caption
	}
	md := "![" + escapeLine(options["alt"]) + "](" + destination(src)
	below := ""
	switch plain := r.inline(caption); {
	case caption == "":
	case strings.ContainsAny(plain, "[]*<`"): // more than a title can say
		below = "\n\n" + plain
	default:
		md += " " + titleText(caption)
	}
	md += ")"
	if to := options["target"]; to != "" {
		if name, ok := strings.CutSuffix(to, "_"); ok && r.targets[rstName(strings.Trim(name, "`"))] != "" {
			to = r.targets[rstName(strings.Trim(name, "`"))]
		}
		md = "[" + md + "](" + destination(to) + ")"
	}
	return md + below
}

// rstTableEnd is where a table ends: at the empty line behind its last border.
func rstTableEnd(lines []string, i int) int {
	end := i + 1
	for end < len(lines) && (lines[end] != "" || rstSimple.MatchString(lines[i]) && !rstSimple.MatchString(lines[end-1])) {
		end++
	}
	return end
}

// table writes a simple table whose rows have a line each as Markdown; any other
// stays as it was drawn.
func (r *rst) table(lines []string) string {
	if !rstSimple.MatchString(lines[0]) {
		return r.asWritten(lines, "a table stays as it was drawn", "")
	}
	var starts []int
	for i := range len(lines[0]) {
		if lines[0][i] == '=' && (i == 0 || lines[0][i-1] == ' ') {
			starts = append(starts, i)
		}
	}
	var rows [][]string
	borders, head := 0, 0
	for _, l := range lines {
		if rstSimple.MatchString(l) {
			if borders++; borders == 2 {
				head = len(rows)
			}
			continue
		}
		if l == "" {
			continue
		}
		row := make([]string, len(starts))
		for k, at := range starts {
			to := len(l)
			if k+1 < len(starts) {
				to = min(to, starts[k+1])
			}
			if at < to {
				row[k] = strings.TrimSpace(l[at:to])
			}
		}
		if row[0] == "" || strings.Trim(l, "- ") == "" { // a row of several lines, joined columns
			return r.asWritten(lines, "a table stays as it was drawn", "")
		}
		rows = append(rows, row)
	}
	if borders < 3 || head != 1 {
		if borders != 2 {
			return r.asWritten(lines, "a table stays as it was drawn", "")
		}
		rows = append([][]string{make([]string, len(starts))}, rows...) // no heads
	}
	var b strings.Builder
	for i, row := range rows {
		b.WriteString("|")
		for _, c := range row {
			b.WriteString(" " + strings.ReplaceAll(r.inline(c), "|", `\|`) + " |")
		}
		b.WriteString("\n")
		if i == 0 {
			b.WriteString("|" + strings.Repeat("---|", len(starts)) + "\n")
		}
	}
	return b.String()
}
