package importer

import (
	"path"
	"regexp"
	"strings"
)

// Markdown of other generators is Markdown, but for the shortcuts of their
// templates: {{< figure >}} of Hugo and Zola, {% highlight %} of Jekyll, {{image}}
// of Go templates. Known ones become what recap has for it; the others stay,
// visibly, and are listed.

var (
	hugoCode    = regexp.MustCompile(`\{\{[<%]\s*(/?)\s*([\w/-]+)((?:\s+|\s*=\s*|"(?:[^"\\]|\\.)*"|` + "`[^`]*`" + `|[^\s"<>%{}]+)*?)\s*(/?)[>%]\}\}`)
	zolaCode    = regexp.MustCompile(`\{\{\s*(\w+)\(([^)]*)\)\s*\}\}`)
	liquidTag   = regexp.MustCompile(`\{%-?\s*(\w+)\s*(.*?)\s*-?%\}`)
	liquidValue = regexp.MustCompile(`\{\{\s*(?:site\.(?:baseurl|url)|"([^"]*)"\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.baseurl))\s*\}\}`)
	goAction    = regexp.MustCompile(`\{\{\s*(image|video|code|play|iframe)\s+"([^"]*)"[^}]*\}\}`)
	shortValue  = regexp.MustCompile(`([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|` + "`([^`]*)`" + `|'([^']*)'|([^\s"',]+))|"((?:[^"\\]|\\.)*)"|` + "`([^`]*)`" + `|([^\s"',=]+)`)
	fenceLine   = regexp.MustCompile("^ {0,3}(```+|~~~+)")
)

// valuesOf are the parameters of a shortcut: by name, and those without one in
// their order.
func valuesOf(s string) (named map[string]string, rest []string) {
	named = map[string]string{}
	for _, m := range shortValue.FindAllStringSubmatch(s, -1) {
		v := strings.ReplaceAll(first(m[2], m[3], m[4], m[5], m[6], m[7], m[8]), `\"`, `"`)
		if m[1] != "" {
			named[strings.ToLower(m[1])] = v
		} else {
			rest = append(rest, v)
		}
	}
	return named, rest
}

// outsideCode calls f for the parts of a text that are no fenced block.
func outsideCode(s string, f func(string) string) string {
	var out, part strings.Builder
	fence := ""
	flush := func() {
		out.WriteString(f(part.String()))
		part.Reset()
	}
	for line := range strings.Lines(s) {
		m := fenceLine.FindStringSubmatch(line)
		switch {
		case fence == "" && m != nil:
			flush()
			fence = m[1]
			out.WriteString(line)
		case fence != "":
			out.WriteString(line)
			if m != nil && strings.HasPrefix(m[1], fence) {
				fence = ""
			}
		default:
			part.WriteString(line)
		}
	}
	flush()
	return out.String()
}

// shortcuts replaces what generators add to Markdown.
func (f *folder) shortcuts(it *item, s string, note func(what, detail string)) string {
	unknown := func(whole, name string) string {
		note("a shortcut that is not known stays as it is", name)
		return whole
	}
	s = highlightBlocks(s)
	return outsideCode(s, func(s string) string {
		if !strings.Contains(s, "{") {
			return s
		}
		s = hugoCode.ReplaceAllStringFunc(s, func(whole string) string {
			m := hugoCode.FindStringSubmatch(whole)
			if md, ok := shortcut(m[2], m[3], m[1] != "", func(to string) string { return f.refOf(it, to) }); ok {
				return md
			}
			return unknown(whole, m[2])
		})
		s = goAction.ReplaceAllStringFunc(s, func(whole string) string {
			m := goAction.FindStringSubmatch(whole)
			switch m[1] {
			case "image":
				return "\n![](" + destination(m[2]) + ")\n"
			case "video", "iframe":
				return "\n" + frameAddress(m[2]) + "\n"
			}
			return unknown(whole, m[1])
		})
		if f.name == "zola" {
			s = zolaCode.ReplaceAllStringFunc(s, func(whole string) string {
				m := zolaCode.FindStringSubmatch(whole)
				if md, ok := shortcut(m[1], m[2], false, func(to string) string { return to }); ok {
					return md
				}
				return unknown(whole, m[1])
			})
		}
		s = liquidValue.ReplaceAllString(s, "$1")
		return liquidTag.ReplaceAllStringFunc(s, func(whole string) string {
			m := liquidTag.FindStringSubmatch(whole)
			switch m[1] {
			case "raw", "endraw", "comment", "endcomment":
				return ""
			case "post_url", "link":
				return f.refOf(it, m[2])
			case "img": // Octopress
				if md := octopressImage(m[2]); md != "" {
					return md
				}
			case "youtube", "vimeo", "gist":
				if md, ok := shortcut(m[1], m[2], false, nil); ok {
					return md
				}
			}
			return unknown(whole, m[1])
		})
	})
}

// octopressImage is {% img [class] address [width [height]] [title [alt]] %}.
func octopressImage(values string) string {
	_, rest := valuesOf(values)
	for i, v := range rest {
		if !strings.Contains(v, "/") {
			continue
		}
		var words []string
		for _, w := range rest[i+1:] {
			if strings.Trim(w, "0123456789") != "" {
				words = append(words, w)
			}
		}
		switch len(words) {
		case 0:
			return "![](" + destination(v) + ")"
		case 1:
			return "![" + escapeLine(words[0]) + "](" + destination(v) + ")"
		}
		return "![" + escapeLine(words[1]) + "](" + destination(v) + " " + titleText(words[0]) + ")"
	}
	return ""
}

// shortcut is a shortcut of one name as Markdown.
func shortcut(name, values string, closing bool, ref func(string) string) (string, bool) {
	v, rest := valuesOf(values)
	arg := ""
	if len(rest) > 0 {
		arg = rest[0]
	}
	switch name {
	case "youtube":
		return "\nhttps://www.youtube.com/watch?v=" + first(v["id"], arg) + "\n", first(v["id"], arg) != ""
	case "vimeo":
		return "\nhttps://vimeo.com/" + first(v["id"], arg) + "\n", first(v["id"], arg) != ""
	case "gist":
		if len(rest) > 1 {
			arg += "/" + rest[1]
		}
		return "\nhttps://gist.github.com/" + strings.Trim(arg, "/") + "\n", arg != ""
	case "tweet", "x":
		if v["user"] != "" && v["id"] != "" {
			return "\nhttps://twitter.com/" + v["user"] + "/status/" + v["id"] + "\n", true
		}
	case "ref", "relref":
		if ref != nil {
			return ref(first(v["path"], arg)), arg != "" || v["path"] != ""
		}
	case "gallery", "figuregallery":
		return "\n", true
	case "figure", "figureforgallery", "img", "image":
		src := first(v["src"], arg)
		if closing || src == "" {
			return "", closing
		}
		md := "![" + escapeLine(first(v["alt"], "")) + "](" + destination(src)
		caption := strings.Join(strings.Fields(first(v["caption"], v["title"])), " ")
		if strings.ContainsAny(caption, "[<") { // it holds a link: a paragraph of its own
			return "\n" + md + ")\n\n" + caption + "\n", true
		}
		if caption != "" {
			md += " " + titleText(caption)
		}
		md += ")"
		if l := v["link"]; l != "" {
			md = "[" + md + "](" + destination(l) + ")"
		}
		if by := v["attr"]; by != "" {
			credit := escapeLine(by)
			if l := v["attrlink"]; l != "" {
				credit = "[" + credit + "](" + destination(l) + ")"
			}
			return "\n" + md + "\n\nPhoto by " + credit + "\n", true
		}
		return "\n" + md + "\n", true
	}
	return "", false
}

var (
	liquidCode = regexp.MustCompile(`(?s)\{%-?\s*highlight\s+(\S+)([^%]*)-?%\}\n?(.*?)\n?\{%-?\s*endhighlight\s*-?%\}`)
	octoBlock  = regexp.MustCompile(`(?s)\{%\s*codeblock\b(?:[^%]*?\blang:([\w+#-]+))?([^%]*)%\}\n?(.*?)\n?\{%\s*endcodeblock\s*%\}`)
	hugoBlock  = regexp.MustCompile(`(?s)\{\{[<%]\s*highlight\s+"?([\w+#-]+)"?([^>%]*)[>%]\}\}\n?(.*?)\n?\{\{[<%]\s*/\s*highlight\s*[>%]\}\}`)
)

// highlightBlocks makes fences of blocks of code in templates.
func highlightBlocks(s string) string {
	for _, re := range []*regexp.Regexp{liquidCode, octoBlock, hugoBlock} {
		s = re.ReplaceAllStringFunc(s, func(whole string) string {
			m := re.FindStringSubmatch(whole)
			return fenced(m[3], plainText(m[1]), "", "")
		})
	}
	return s
}

// refOf is where a reference by name leads: the file that the text became.
func (f *folder) refOf(it *item, to string) string {
	to, frag, _ := strings.Cut(strings.Trim(to, `"' `), "#")
	if frag != "" {
		frag = "#" + frag
	}
	if to == "" {
		return frag
	}
	name := strings.Trim(strings.TrimSuffix(strings.TrimSuffix(to, path.Ext(to)), "/index"), "/")
	for i := range f.pages {
		p := &f.pages[i]
		if p.it == nil {
			continue
		}
		have := strings.TrimSuffix(strings.TrimSuffix(p.full, path.Ext(p.full)), "/index")
		if have == name || strings.HasSuffix(have, "/"+name) {
			return relative(it.file, p.it.file) + frag
		}
	}
	return "/" + name + "/" + frag
}
