package markdown

import (
	"bytes"
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"

	"recap/generator/diag"
	"recap/generator/digest"
)

// Parse reads the Markdown of a file, whose bytes are src and whose text begins
// at from, and tells what is known of it at once: headings, links, pictures, the
// lead, the number of words. It depends on nothing else, never fails, and every
// place it names is an offset in src.
func Parse(file string, src []byte, from int) (*Doc, diag.List) {
	b := newBody(file, src, from)
	t := grow(b)
	d := &Doc{Sum: digest.Bytes(src[min(max(from, 0), len(src)):]), More: -1, Anchors: t.anchors}
	for _, h := range t.heads {
		d.Headings = append(d.Headings, t.heading(h))
	}
	f := facts{tree: t, doc: d}
	walk(t.root, f.enter, func(ast.Node) {})
	d.Stretches = f.stretch.packed()
	f.leads()
	f.tldr()
	f.blocksFacts()
	for _, n := range t.defs {
		if n.used {
			d.Footnotes++
		}
	}
	t.noteFaults()
	if i, n := unprintableAt(b.src); i >= 0 {
		// Broken bytes are for whoever reads files to report; here it is characters.
		for i < len(b.src) && n == 1 && b.src[i] >= 0x80 {
			j, m := unprintableAt(b.src[i+n:])
			if j < 0 {
				i, n = len(b.src), 0
				break
			}
			i, n = i+n+j, m
		}
		if i < len(b.src) {
			r := []rune(string(b.src[i : i+n]))[0]
			t.diags.Add(diag.Warnf("text-control", t.pos(i, i+n), "the text holds the character U+%04X, which no page may hold", r).
				WithHint("it is shown as a replacement mark; delete it here and wherever else it stands in this file"))
		}
	}
	return d, t.diags
}

// heading is a heading as others see it.
func (t *tree) heading(h *head) Heading {
	out := Heading{Level: h.node.Level, Text: h.text, ID: h.id, Attrs: h.attrs}
	at := max(h.node.Pos(), 0)
	out.Pos = t.pos(at, at)
	if l := h.node.Lines(); l.Len() > 0 {
		out.Pos = t.pos(l.At(0).Start, l.At(l.Len()-1).Stop)
	}
	return out
}

// facts collects what Doc holds while walking a tree.
type facts struct {
	*tree
	doc     *Doc
	stretch stretches
}

func (f *facts) enter(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Text:
		f.doc.Words += countWords(n.Value(f.src))
		f.stretch.add(n.Segment.Start, n.Segment.Stop)
		if f.lineRefs != nil {
			f.lineRefFacts(n)
		}
	case *ast.Blockquote:
		f.quote(n)
	case *plainBlock:
		f.doc.Words += countWords(n.Lines().Value(f.src))
		for i := range n.Lines().Len() {
			l := n.Lines().At(i)
			f.stretch.add(l.Start, l.Stop)
		}
	case *ast.CodeSpan:
		f.doc.Words++
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				f.stretch.add(t.Segment.Start, t.Segment.Stop)
			}
		}
		return false
	case *ast.AutoLink:
		f.doc.Words++
		f.autoLink(n)
	case *box:
		f.doc.Words += countWords([]byte(n.title))
		if n.name == "embed" && n.arg != "" {
			f.doc.Links = append(f.doc.Links, Link{Dest: n.arg, Bare: true, Pos: n.to})
		}
	case *ast.Link:
		f.link(n)
	case *ast.Image:
		f.image(n)
		return false
	case *ast.FencedCodeBlock:
		f.doc.Codes = append(f.doc.Codes, f.language(n))
	case *ast.CodeBlock:
		f.doc.Codes = append(f.doc.Codes, "")
	case *ast.RawHTML, *ast.HTMLBlock:
		f.raw(n)
	case *leftOut:
		f.kramdown(n.part, n.Pos())
	}
	return true
}

func (f *facts) autoLink(n *ast.AutoLink) {
	dest := autoDest(n, f.src)
	label := n.Label(f.src)
	pos := f.pos(max(n.Pos(), 0), max(n.Pos(), 0))
	if i, ok := f.within(label); ok {
		pos = f.pos(i, i+len(label))
	}
	if unsafe(dest, false) {
		f.unsafe(dest, pos)
		return
	}
	bare := n.Parent() != nil && n.Parent().Kind() == ast.KindParagraph && bareAddress(n.Parent(), f.src) == n
	f.doc.Links = append(f.doc.Links, Link{Dest: dest, Text: string(label), Bare: bare, Pos: pos})
}

// autoDest is the address an autolink leads to.
func autoDest(n *ast.AutoLink, src []byte) string {
	u := string(n.URL(src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(u), "mailto:") {
		u = "mailto:" + u
	}
	return u
}

func (f *facts) link(n *ast.Link) {
	dest, pos := f.dest(n.Destination, n)
	if unsafe(dest, false) {
		f.unsafe(dest, pos)
		return
	}
	if nowhere(dest) {
		text := f.plain(n)
		d := diag.Warnf("link-nowhere", pos, "the link %s leads nowhere", quoted([]byte(cmp.Or(text, dest))))
		f.diags.Add(d.WithHint("write where it leads, or its words without brackets"))
	}
	f.doc.Links = append(f.doc.Links, Link{Dest: dest, Text: f.plain(n), Pos: pos})
}

// nowhere reports an address that is empty, or a scheme alone: https://
func nowhere(dest string) bool {
	scheme, rest, ok := strings.Cut(dest, ":")
	if !ok {
		return dest == ""
	}
	switch strings.ToLower(scheme) {
	case "http", "https":
		host := strings.TrimPrefix(rest, "//")
		return host == "" || strings.HasPrefix(rest, "//") && strings.IndexByte("/?#", host[0]) >= 0
	case "mailto", "tel":
		return rest == ""
	}
	return false
}

func (f *facts) image(n *ast.Image) {
	src, pos := f.dest(n.Destination, n)
	if unsafe(src, true) {
		f.unsafe(src, pos)
		return
	}
	f.doc.Images = append(f.doc.Images, Image{Src: src, Alt: f.plain(n), Title: string(unescape(n.Title)), HasAlt: true, Credit: f.credits[n], Pos: pos})
}

// dest is a destination as others know it, and its place: in the text, or in the
// definition of a reference.
func (f *facts) dest(written []byte, n ast.Node) (string, diag.Pos) {
	at := max(n.Pos(), 0)
	pos := f.pos(at, at)
	if i, ok := f.within(written); ok {
		pos = f.pos(i, i+len(written))
	}
	return string(unescape(written)), pos
}

func (f *facts) unsafe(dest string, pos diag.Pos) {
	f.diags.Add(diag.Warnf("link-unsafe", pos, "an address that runs code is left out: %s", quoted([]byte(dest))))
}

// raw takes links, pictures and what clean would drop from raw HTML.
func (f *facts) raw(n ast.Node) {
	frag, _ := f.fragmentOf(n)
	silent := "" // inside an element that is dropped with all it holds
	shown := -1  // the last picture
	for _, tok := range tokens(frag.html) {
		switch tok.kind {
		case html.TextToken:
			if silent == "" {
				f.doc.Words += countWords([]byte(html.UnescapeString(string(tok.raw))))
				if len(tok.raw) > 0 {
					f.stretch.add(frag.off(tok.off), frag.off(tok.off+len(tok.raw)-1)+1)
				}
			}
			continue
		case html.CommentToken:
			switch {
			case silent != "":
			case tok.isMore():
				if f.doc.More < 0 {
					f.doc.More = f.off(frag.off(tok.off))
				}
			case !tok.isComment():
				f.dropped(frag, &tok, string(tok.raw[1:2]), "")
			}
			continue
		case html.DoctypeToken:
			f.dropped(frag, &tok, "!doctype", "")
			continue
		case html.EndTagToken:
			if tok.name == silent {
				silent = ""
			}
			continue
		}
		if silent != "" {
			continue
		}
		element := elementName(tok.name)
		if element == "" {
			f.dropped(frag, &tok, tok.name, "")
			if muted[tok.name] && tok.kind == html.StartTagToken {
				silent = tok.name
			}
			continue
		}
		f.tag(frag, &tok, element)
		if element == "img" {
			shown = len(f.doc.Images) - 1
		}
	}
	if c, ok := f.rawCredits[n]; ok && shown >= 0 {
		f.doc.Images[shown].Credit = c
	}
}

// dropped reports a tag or an attribute of it.
func (f *facts) dropped(frag fragment, tok *rawToken, tag, attr string) {
	pos := f.pos(frag.off(tok.off), frag.off(tok.off+len(tok.raw)-1)+1)
	f.doc.Raw = append(f.doc.Raw, Raw{Tag: tag, Attr: attr, Pos: pos})
}

// tag takes links and pictures from a tag that passes.
func (f *facts) tag(frag fragment, tok *rawToken, element string) {
	told := false
	for _, a := range tok.attrs {
		pos := f.pos(frag.off(a.off), frag.off(max(a.end-1, a.off))+1)
		if a.end == a.off {
			pos.End = pos.Off
		}
		value := strings.TrimSpace(a.value)
		if !passes(element, a.key) || !validAttr(element, a.key, value) {
			if !told {
				told = true
				f.dropped(frag, tok, tok.name, a.key)
			}
			continue
		}
		picture := element == "img" && a.key == "src" || a.key == "poster"
		if addresses[a.key] && unsafe(value, picture) {
			f.unsafe(value, pos)
			continue
		}
		switch {
		case element == "img" && a.key == "src":
			im := Image{Src: value, Pos: pos}
			alt, has := tok.attr("alt")
			title, _ := tok.attr("title")
			im.Alt, im.HasAlt, im.Title = alt.value, has, title.value
			f.doc.Images = append(f.doc.Images, im)
		case a.key == "poster":
			f.doc.Images = append(f.doc.Images, Image{Src: value, HasAlt: true, Pos: pos})
		case a.key == "srcset":
			for _, c := range srcset(a.value) {
				f.doc.Images = append(f.doc.Images, Image{Src: c.url, HasAlt: true, Pos: pos})
			}
		case a.key == "href" || a.key == "src":
			f.doc.Links = append(f.doc.Links, Link{Dest: value, Pos: pos})
		}
	}
}

// pointsLead is how long a lead of list items is, in bytes: enough to say what
// the notes are about.
const pointsLead = 140

// leads finds the first paragraph of the text and of each section; where there is
// none, as in notes taken in points, the first items of the first list.
func (f *facts) leads() {
	at := map[ast.Node]int{}
	for i, h := range f.heads {
		at[h.node] = i
	}
	section := -1
	var first, ofSection *ast.List
	close := func() {
		if section >= 0 && ofSection != nil && f.doc.Headings[section].Lead == "" {
			f.doc.Headings[section].Lead = f.points(ofSection, pointsLead)
		}
		ofSection = nil
	}
	for n := f.root.FirstChild(); n != nil; n = n.NextSibling() {
		if i, ok := at[n]; ok {
			close()
			section = i
			continue
		}
		open := section >= 0 && f.doc.Headings[section].Lead == ""
		if f.doc.Lead != "" && !open {
			continue
		}
		if list, ok := n.(*ast.List); ok {
			first, ofSection = cmp.Or(first, list), cmp.Or(ofSection, list)
			continue
		}
		text := f.lead(n)
		if f.doc.Lead == "" {
			f.doc.Lead = text
		}
		if open {
			f.doc.Headings[section].Lead = text
		}
	}
	close()
	if f.doc.Lead == "" && first != nil {
		f.doc.Lead = f.points(first, pointsLead)
	}
}

// lead is the text of a block that can stand for what follows it: a paragraph
// that is more than a picture, a badge or the links of a talk.
func (f *facts) lead(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Paragraph:
		if onlyImages(n, f.src) || f.byHand(n) || f.creditBlock[n] != nil || f.creditFrom[n] != nil {
			return ""
		}
		return f.told(n)
	case *plainBlock:
		return ""
	case *ast.HTMLBlock:
		frag, _ := f.fragmentOf(n)
		return leadOfHTML(frag.html)
	}
	return ""
}

// leadOfHTML is the text of the first <p> of raw HTML.
func leadOfHTML(frag []byte) string {
	var b strings.Builder
	in := false
	for _, tok := range tokens(frag) {
		switch {
		case tok.name == "p" && tok.kind == html.StartTagToken:
			in = true
		case tok.name == "p" && tok.kind == html.EndTagToken && strings.TrimSpace(b.String()) != "":
			return tidySpace([]byte(b.String()))
		case tok.name == "br":
			b.WriteByte(' ')
		case in && tok.kind == html.TextToken:
			b.WriteString(html.UnescapeString(string(tok.raw)))
		}
	}
	return tidySpace(printable([]byte(b.String())))
}

// onlyImages reports a paragraph that holds nothing but pictures, linked or not.
func onlyImages(p ast.Node, src []byte) bool {
	for n := p.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Image, *leftOut, *pictureMarks:
		case *ast.Text:
			if len(bytes.TrimSpace(n.Value(src))) > 0 {
				return false
			}
		case *ast.Link:
			if !onlyImages(n, src) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// countWords counts the words of a text: runs between blanks with a letter or a
// digit in them, and each character of the scripts that write without blanks.
func countWords(s []byte) int {
	n, in := 0, false
	for _, r := range string(s) {
		switch {
		case r < 0x80:
			if r == ' ' || r == '\t' || r == '\n' {
				in = false
			} else if !in && (r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z') {
				in = true
				n++
			}
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			n++
			in = false
		case unicode.IsSpace(r):
			in = false
		case !in && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			in = true
			n++
		}
	}
	return n
}

// tidySpace joins a text's words by single spaces, in the text's own room.
func tidySpace(s []byte) string {
	out := s[:0]
	for i, gap := 0, false; i < len(s); {
		c, w := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, w = utf8.DecodeRune(s[i:])
		}
		if unicode.IsSpace(c) {
			gap = len(out) > 0
			i += w
			continue
		}
		if gap {
			// A blank was passed, so there is room before i.
			out, gap = append(out, ' '), false
		}
		out = append(out, s[i:i+w]...)
		i += w
	}
	return string(out)
}
