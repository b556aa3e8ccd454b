package theme

import (
	"strconv"
	"strings"
	text "text/template"
)

// escaper writes a value as html/template's escapers do, whose names are given in
// the order they stand in the pipeline. The common ones are written here for the
// common values; all else goes through html/template's own functions, by a
// template that does nothing but call them. nil when there are no such functions.
func (p *program) escaper(names string) func(x *run, v value) {
	probe, err := p.set.New("escape").Parse("{{. | " + names + "}}")
	if err != nil {
		return nil
	}
	own := ownEscapers[strings.ReplaceAll(names, "_html_template_", "")]
	return func(x *run, v value) {
		if v.kind == isNothing {
			give() // shown in ways that depend on what it is not
		}
		if own == nil || !own(x, v) {
			x.ask(probe, v)
		}
	}
}

// ask lets html/template's functions write a value.
func (x *run) ask(probe *text.Template, v value) {
	var b strings.Builder
	if err := probe.Execute(&b, v.any()); err != nil {
		give()
	}
	x.out = append(x.out, b.String()...)
}

// ownEscapers report false for values they leave to html/template's.
var ownEscapers = map[string]func(x *run, v value) bool{
	"htmlescaper": func(x *run, v value) bool {
		if v.kind == isHTML {
			x.out = append(x.out, v.text...)
			return true
		}
		return x.plain(v)
	},
	"jsvalescaper": func(x *run, v value) bool {
		if v.kind == isScript {
			x.out = append(x.out, v.text...)
		}
		return v.kind == isScript
	},
	"attrescaper":   (*run).plain,
	"rcdataescaper": (*run).plain,
	"urlfilter | urlnormalizer | attrescaper": (*run).address,
}

// plain writes texts, numbers and truths, escaped for HTML and quoted attributes.
func (x *run) plain(v value) bool {
	switch v.kind {
	case isText:
		x.out = appendEscaped(x.out, v.text)
	case isNumber:
		x.out = strconv.AppendInt(x.out, int64(v.n), 10)
	case isTruth:
		x.out = strconv.AppendBool(x.out, v.n != 0)
	default:
		return false
	}
	return true
}

// appendEscaped escapes as html/template does: more than XML asks for.
func appendEscaped(out []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		c := s[i]
		if c > '>' {
			continue
		}
		var to string
		switch c {
		case 0:
			to = "\uFFFD"
		case '"':
			to = "&#34;"
		case '&':
			to = "&amp;"
		case '\'':
			to = "&#39;"
		case '+':
			to = "&#43;"
		case '<':
			to = "&lt;"
		case '>':
			to = "&gt;"
		default:
			continue
		}
		out = append(out, s[from:i]...)
		out = append(out, to...)
		from = i + 1
	}
	return append(out, s[from:]...)
}

// address writes an address in a quoted attribute when it is made of characters
// that all three escapers let through, or only the last one changes.
func (x *run) address(v value) bool {
	if v.kind != isText {
		return false
	}
	scheme := -1 // where the first colon stands
	for i := range len(v.text) {
		switch c := v.text[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case strings.IndexByte("/-._~!#$*,;=?@[]&+", c) >= 0:
		case c == ':':
			if scheme < 0 {
				scheme = i
			}
		default:
			return false
		}
	}
	if scheme >= 0 {
		switch s := v.text[:scheme]; {
		case s == "http", s == "https", s == "mailto", strings.IndexByte(s, '/') >= 0:
		default:
			return false
		}
	}
	x.out = appendEscaped(x.out, v.text)
	return true
}
