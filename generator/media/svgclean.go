package media

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"io"
	"strings"
)

// cleanSVG writes the elements and attributes of the tables, and nothing else: no
// comment, instruction, document type or foreign namespace. Names are written
// without prefixes, as every browser reads them.
func cleanSVG(w *bufio.Writer, in *input, mode Strip) error {
	c := &svgCleaner{w: w, s: readSVG(in), mode: mode}
	for {
		t, err := c.s.next()
		if err == io.EOF {
			w.WriteByte('\n')
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case svgStart:
			c.start(t)
		case svgEnd:
			c.end()
		case xml.CharData:
			c.text(t)
		}
	}
}

type svgCleaner struct {
	w    *bufio.Writer
	s    *svgReader
	mode Strip

	open   []string // elements written
	bare   bool     // the last start tag still lacks its ">"
	xlink  int      // elements open when xlink was declared, 0 for not
	drop   int      // depth within an element that is left out
	sheet  bytes.Buffer
	styled bool // within style
}

func (c *svgCleaner) start(el svgStart) {
	if c.drop > 0 || c.styled || el.space != nsSVG || !svgElements[el.local] || !c.harmless(el) {
		c.drop++
		return
	}
	c.shut()
	c.open = append(c.open, el.local)
	c.w.WriteString("<" + el.local)
	if len(c.open) == 1 {
		c.w.WriteString(` xmlns="` + nsSVG + `"`)
		for _, space := range c.s.spaces {
			if space == nsXLink && c.xlink == 0 {
				c.declare()
			}
		}
	}
	seen := make(map[string]bool, len(el.attrs))
	for _, a := range el.attrs {
		written, value, ok := c.attr(el.local, a)
		if !ok || seen[written] {
			continue
		}
		seen[written] = true
		if a.space == nsXLink && c.xlink == 0 {
			c.declare()
		}
		c.w.WriteString(" " + written + `="`)
		escape(c.w, []byte(value), "\n\t'")
		c.w.WriteByte('"')
	}
	c.bare = true
	c.styled = el.local == "style"
}

func (c *svgCleaner) declare() {
	c.w.WriteString(` xmlns:xlink="` + nsXLink + `"`)
	c.xlink = len(c.open)
}

// shut ends a start tag.
func (c *svgCleaner) shut() {
	if c.bare {
		c.w.WriteByte('>')
		c.bare = false
	}
}

func (c *svgCleaner) end() {
	if c.drop > 0 {
		c.drop--
		return
	}
	if c.styled {
		c.styled = false
		css := cleanCSS(c.sheet.String(), c.mode)
		c.sheet.Reset()
		c.shut()
		escape(c.w, []byte(css), "\n\t\"'")
	}
	last := len(c.open) - 1
	if c.bare {
		c.w.WriteString("/>")
		c.bare = false
	} else {
		c.w.WriteString("</" + c.open[last] + ">")
	}
	if c.xlink > last {
		c.xlink = 0
	}
	c.open = c.open[:last]
}

func (c *svgCleaner) text(t xml.CharData) {
	switch {
	case c.drop > 0:
	case c.styled:
		c.sheet.Write(t)
	default:
		c.shut()
		escape(c.w, t, "\n\t\"'")
	}
}

// escape is xml.EscapeText but for characters that may stand as they are. A line
// end in an attribute is a space to whoever reads it, as it was in the source.
func escape(w *bufio.Writer, t []byte, keep string) {
	for len(t) > 0 {
		i := bytes.IndexAny(t, keep)
		if i < 0 {
			i = len(t)
		}
		xml.EscapeText(w, t[:i])
		if i < len(t) {
			w.WriteByte(t[i])
			i++
		}
		t = t[i:]
	}
}

// harmless refuses animations of what is not a picture's: an href animated to
// javascript: is a script after all.
func (c *svgCleaner) harmless(el svgStart) bool {
	if el.local != "set" && !strings.HasPrefix(el.local, "animate") {
		return el.local != "style" || styleType(el.attrs)
	}
	for _, a := range el.attrs {
		if a.local == "attributeName" && (!svgAttrs[strings.TrimSpace(a.value)] || strings.TrimSpace(a.value) == "style") {
			return false
		}
	}
	return true
}

func styleType(attrs []attr) bool {
	for _, a := range attrs {
		if a.name == (name{local: "type"}) && a.value != "" && !strings.EqualFold(strings.TrimSpace(a.value), "text/css") {
			return false
		}
	}
	return true
}

// attr is an attribute as it is written.
func (c *svgCleaner) attr(element string, a attr) (written, value string, ok bool) {
	switch {
	case a.local == "href" && a.space == nsXLink:
		value, ok = cleanHref(element, a.value, c.mode)
		return "xlink:href", value, ok
	case a.space == nsXML && (a.local == "space" || a.local == "lang"):
		return "xml:" + a.local, a.value, true
	case a.space != "":
		return "", "", false
	case a.local == "href":
		value, ok = cleanHref(element, a.value, c.mode)
		return a.local, value, ok
	case a.local == "style":
		value = cleanCSS(a.value, c.mode)
		return a.local, value, strings.TrimSpace(value) != ""
	case strings.HasPrefix(a.local, "aria-") && asciiName(a.local):
		return a.local, a.value, true
	}
	value = a.value
	if strings.ContainsAny(value, `(\`) { // a paint like url(#a) is CSS in an attribute
		value = cleanCSS(value, c.mode)
	}
	return a.local, value, svgAttrs[a.local]
}

func asciiName(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') }) < 0
}

// cleanHref lets a reference pass that stays within the picture, a picture within
// the reference, and an ordinary link of an a.
func cleanHref(element, v string, mode Strip) (string, bool) {
	v = strings.Map(func(r rune) rune { // as browsers read addresses
		if r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, strings.TrimFunc(v, func(r rune) bool { return r <= ' ' }))
	switch {
	case strings.HasPrefix(v, "#"):
		return v, true
	case element == "image", element == "feImage":
		return cleanData(v, false, mode)
	case element != "a":
		return "", false
	}
	if i := strings.IndexAny(v, ":/?#"); i >= 0 && v[i] == ':' {
		switch strings.ToLower(v[:i]) {
		case "http", "https", "mailto":
		default:
			return "", false
		}
	}
	return v, v != ""
}

// cleanData is a data: address of a picture, itself cleaned, or where fonts are
// allowed of a font. Others are refused: an SVG within an SVG could hide scripts.
func cleanData(v string, fonts bool, mode Strip) (string, bool) {
	head, body, ok := strings.Cut(v, ",")
	kind, ok2 := strings.CutPrefix(strings.ToLower(head), "data:")
	kind, ok3 := strings.CutSuffix(kind, ";base64")
	if !ok || !ok2 || !ok3 {
		return "", false
	}
	body = strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, body)
	raw, err := base64.StdEncoding.DecodeString(body)
	if err != nil {
		return "", false
	}
	switch kind, _, _ = strings.Cut(kind, ";"); kind {
	case "image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp":
		var b bytes.Buffer
		in := newInput(bytes.NewReader(raw))
		format, err := in.sniff()
		in.done()
		if err != nil || format == SVG || Clean(&b, bytes.NewReader(raw), mode) != nil {
			return "", false
		}
		return "data:image/" + format + ";base64," + base64.StdEncoding.EncodeToString(b.Bytes()), true
	case "font/woff2", "font/woff", "font/ttf", "font/otf", "application/font-woff", "application/font-woff2",
		"application/x-font-ttf", "application/x-font-woff", "application/x-font-opentype":
		return "data:" + kind + ";base64," + body, fonts
	}
	return "", false
}
