package importer

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// pictures brings every picture to where it lies now and writes figures in
// recap's form: a picture alone in its paragraph, its title the caption, a
// credit in the paragraph behind it. A caption with links stays a <figure>.
func (b *body) pictures(doc *html.Node) {
	for _, n := range all(doc, "ul", "ol") { // a gallery that is a list
		if strings.Contains(attr(n, "class"), "gallery") && has(n, "img") {
			for _, li := range all(n, "li") {
				unwrap(li)
			}
			n.Data = "figure"
		}
	}
	for _, n := range all(doc, "figure", "dl") {
		if n.Parent != nil && (n.Data == "figure" || strings.Contains(attr(n, "class"), "wp-caption") || strings.Contains(attr(n, "class"), "gallery-item")) {
			b.figure(n)
		}
	}
	for _, n := range all(doc, "table") { // Blogger's captions
		if n.Parent != nil && hasClass(n, "tr-caption-container") {
			b.figure(n)
		}
	}
	for _, n := range all(doc, "div") {
		class := attr(n, "class")
		if n.Parent != nil && strings.Contains(class, "wp-caption") && len(all(n, "img")) == 1 {
			b.figure(n)
		}
	}
	for _, img := range all(doc, "img") {
		if img.Parent == nil {
			continue
		}
		if nothing(img) {
			b.note("a picture that shows nothing", pictureSource(img))
			remove(img)
			continue
		}
		if b.plain {
			b.note("picture in a comment", attr(img, "src"))
			replace(img, text(attr(img, "alt")))
			continue
		}
		b.image(img, "")
	}
}

// image writes one picture where it stands. A link from a small picture to the
// large one goes: the large one is shown.
func (b *body) image(img *html.Node, caption string) {
	src := pictureSource(img)
	if src == "" {
		b.note("picture without address", short(attr(img, "alt")))
		remove(img)
		return
	}
	at, link := img, ""
	if a := img.Parent; isNamed(a, "a") && onlyChild(img) {
		at, link = a, attr(a, "href")
	}
	large := ""
	if isPicture(link) {
		large, link = link, ""
	} else if link != "" && isAttachmentPage(link, src) {
		link = ""
	}
	to := src
	if b.picture != nil {
		if p, ok := b.picture(src, large); ok {
			to = p
		} else if large != "" && sameFile(large, src) {
			to = p
		} else {
			to = p
			if large != "" && !sameFile(large, src) {
				link = large
			}
		}
	} else if large != "" {
		to = large
	}
	md := "![" + altText(img) + "](" + destination(to)
	if caption != "" {
		md += " " + titleText(caption)
	}
	md += ")"
	if link != "" {
		md = "[" + md + "](" + destination(link) + ")"
	}
	if p := at.Parent; isNamed(p, "p", "div") && onlyChild(at) {
		replace(p, block(md))
		return
	}
	if at.Parent.Data == "body" && isLonely(at) {
		replace(at, block(md))
		return
	}
	replace(at, inline(md))
}

// nothing reports a picture of one pixel, which counts readers or holds a place.
func nothing(img *html.Node) bool {
	src := pictureSource(img)
	return attr(img, "width") == "1" && attr(img, "height") == "1" || attr(img, "width") == "0" ||
		strings.HasSuffix(src, "/trans.gif") || strings.Contains(src, "/blank.gif") || strings.Contains(src, "feeds.wordpress.com/1.0/")
}

// isLonely reports a node without text or inline elements beside it.
func isLonely(n *html.Node) bool {
	near := func(s *html.Node) bool { // beside it stands nothing of its line
		return s == nil || isBlock(s)
	}
	prev, next := n.PrevSibling, n.NextSibling
	for prev != nil && prev.Type == html.TextNode && strings.TrimSpace(prev.Data) == "" {
		prev = prev.PrevSibling
	}
	for next != nil && next.Type == html.TextNode && strings.TrimSpace(next.Data) == "" {
		next = next.NextSibling
	}
	return near(prev) && near(next)
}

// pictureSource is the address of a picture: of lazy ones too, and the widest of srcset
// when there is no other.
func pictureSource(img *html.Node) string {
	for _, key := range []string{"data-orig-file", "data-original", "data-lazy-src", "data-src", "src"} {
		if v := strings.TrimSpace(attr(img, key)); v != "" && !strings.HasPrefix(v, "data:") {
			return v
		}
	}
	if set := attr(img, "srcset"); set != "" {
		if f := strings.Fields(strings.Split(set, ",")[strings.Count(set, ",")]); len(f) > 0 {
			return f[0]
		}
	}
	return ""
}

var (
	pictureName  = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:[?#].*)?$`)
	thumbSize    = regexp.MustCompile(`-\d{1,5}x\d{1,5}(\.[A-Za-z]+)$`)
	fileNameText = regexp.MustCompile(`(?i)^[\w.() -]*\.(?:jpe?g|png|gif|webp|svg)$`)
)

func isPicture(address string) bool { return pictureName.MatchString(address) }

// sameFile reports a thumbnail and its original.
func sameFile(a, b string) bool {
	cut := func(s string) string {
		s, _, _ = strings.Cut(s, "?")
		return thumbSize.ReplaceAllString(s, "$1")
	}
	return cut(a) == cut(b)
}

// isAttachmentPage reports WordPress's page of a picture, which exists for
// nothing else: ?attachment_id=12, or the post's address and the file's name.
func isAttachmentPage(link, src string) bool {
	if strings.Contains(link, "attachment_id=") {
		return true
	}
	name := src[strings.LastIndexByte(src, '/')+1:]
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	return host(link) != "" && host(link) == host(src) && name != "" && strings.HasSuffix(strings.TrimSuffix(link, "/"), "/"+name)
}

// altText is what a picture shows. A file's name says nothing.
func altText(img *html.Node) string {
	alt := strings.Join(strings.Fields(attr(img, "alt")), " ")
	if fileNameText.MatchString(alt) {
		alt = ""
	}
	return escapeLine(alt)
}

var lineEscaper = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, `*`, `\*`, `_`, `\_`, "`", "\\`", `<`, `\<`)

func escapeLine(s string) string { return lineEscaper.Replace(s) }

// destination is an address as it stands in a link (CommonMark 6.3).
func destination(address string) string {
	address = strings.NewReplacer(" ", "%20", "\n", "", "\t", "", "<", "%3C", ">", "%3E", "\\", "%5C").Replace(strings.TrimSpace(address))
	if strings.Count(address, "(") != strings.Count(address, ")") {
		address = strings.NewReplacer("(", "%28", ")", "%29").Replace(address)
	}
	return address
}

func titleText(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// creditWords begin a paragraph behind a picture that recap reads as its credit.
var creditWords = regexp.MustCompile(`(?i)^(?:picture|photo|image|photograph|foto|bild|illustration)s?\s*(?::|by|von|credit|courtesy|©)|^©|^\(c\)`)

// figure writes a figure of one picture or of several.
func (b *body) figure(f *html.Node) {
	for _, in := range all(f, "figure", "dl") {
		if in.Parent != nil && isNamed(in, "figure", "dl") { // none is settled twice
			b.figure(in)
		}
	}
	var caption *html.Node
	each(f, func(n *html.Node) {
		if caption == nil && (n.Data == "figcaption" || n.Data == "dd" && hasClass(n, "wp-caption-dd") || hasClass(n, "wp-caption-text") || hasClass(n, "tr-caption") || hasClass(n, "gallery-caption")) {
			caption = n
		}
	})
	if caption != nil {
		remove(caption)
	}
	imgs := all(f, "img")
	raws := all(f, rawTag)
	switch {
	case b.plain, len(imgs) == 0 && len(raws) == 0 && caption == nil:
		unwrap(f)
		return
	case len(imgs) == 0 && len(raws) > 0: // figures in a figure, a piece of code, an embed
		var parts []string
		for _, r := range raws {
			parts = append(parts, textOf(r))
		}
		sep := "\n\n"
		if pictureBlocks(parts) {
			sep = "\n" // a gallery
		}
		out := strings.Join(parts, sep)
		if caption != nil {
			if c := b.line(caption); c != "" {
				out += "\n\n" + c
			}
		}
		if has(f, "table", "ul", "ol", "p", "blockquote") || strings.TrimSpace(textOf(f)) != strings.TrimSpace(rawTexts(raws)) {
			p := element("p")
			if caption != nil {
				move(caption, p)
				f.AppendChild(p)
			}
			unwrap(f)
			return
		}
		replace(f, block(out))
		return
	case len(imgs) == 0:
		if caption != nil {
			p := element("p")
			move(caption, p)
			f.AppendChild(p)
		}
		unwrap(f)
		return
	}
	plain, linked := "", false
	if caption != nil {
		linked = has(caption, "a", "img", "code", "sup", rawInline)
		plain = strings.Join(strings.Fields(textOf(caption)), " ")
	}
	credit := ""
	switch {
	case plain == "":
	case creditWords.MatchString(plain):
		credit = b.line(caption)
		plain = ""
	case linked && len(imgs) == 1:
		b.rawFigure(f, imgs[0], caption)
		return
	case linked:
		credit, plain = b.line(caption), ""
	case len(imgs) == 1 && isNamed(imgs[0].Parent, "a") && leadsAway(imgs[0]): // its link would make the caption a mere title
		credit, plain = escapeLine(plain), ""
	}
	if len(imgs) == 1 && strings.TrimSpace(textOf(f)) == "" {
		holder := element("p")
		img := imgs[0]
		move(f, holder)
		replace(f, holder)
		onlyPicture(holder, img)
		if credit != "" { // before the picture takes the holder's place
			holder.Parent.InsertBefore(block(credit), holder.NextSibling)
		}
		b.image(img, plain)
		return
	}
	for _, img := range imgs {
		b.image(img, "")
	}
	if plain != "" {
		credit = escapeLine(plain)
	}
	if credit != "" {
		f.AppendChild(block(credit))
	}
	unwrapInto(f)
}

// leadsAway reports a picture whose link leads to something else than a larger one.
func leadsAway(img *html.Node) bool {
	href := attr(img.Parent, "href")
	return href != "" && !isPicture(href) && !isAttachmentPage(href, pictureSource(img))
}

func rawTexts(raws []*html.Node) string {
	var b strings.Builder
	for _, r := range raws {
		b.WriteString(textOf(r))
	}
	return b.String()
}

func pictureBlocks(parts []string) bool {
	for _, p := range parts {
		if !strings.HasPrefix(p, "![") && !strings.HasPrefix(p, "[![") || strings.Contains(p, "\n") {
			return false
		}
	}
	return len(parts) > 1
}

// onlyPicture leaves of a holder the picture, with the link around it.
func onlyPicture(holder, img *html.Node) {
	keep := img
	if isNamed(img.Parent, "a") {
		keep = img.Parent
	}
	remove(keep)
	for holder.FirstChild != nil {
		remove(holder.FirstChild)
	}
	holder.AppendChild(keep)
	for c := keep.FirstChild; c != nil; {
		next := c.NextSibling
		if c != img && keep != img {
			remove(c)
		}
		c = next
	}
}

func unwrapInto(f *html.Node) {
	if f.Parent == nil {
		return
	}
	f.Data = "div"
	f.Attr = nil
}

// rawFigure is a figure whose caption holds more than a text: HTML, which recap
// shows as it shows its own.
func (b *body) rawFigure(f, img, caption *html.Node) {
	src, large := pictureSource(img), ""
	if a := img.Parent; isNamed(a, "a") && isPicture(attr(a, "href")) {
		large = attr(a, "href")
	}
	if b.picture != nil {
		src, _ = b.picture(src, large)
	}
	var out strings.Builder
	out.WriteString(`<figure><img src="` + html.EscapeString(destination(src)) + `" alt="` + html.EscapeString(strings.Join(strings.Fields(attr(img, "alt")), " ")) + `">`)
	out.WriteString("<figcaption>" + inlineHTML(caption) + "</figcaption></figure>")
	replace(f, block(out.String()))
}

// inlineHTML is the inside of a node as HTML on one line, with the attributes
// that mean something.
func inlineHTML(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		writeHTML(&b, c)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// plainAttrs are the attributes that raw HTML keeps.
var plainAttrs = words("href src alt title colspan rowspan headers scope id cite datetime start value lang dir width height controls poster")

func writeHTML(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(html.EscapeString(n.Data))
	case n.Type != html.ElementNode:
	case n.Data == rawTag || n.Data == rawInline:
		b.WriteString(textOf(n))
	default:
		b.WriteString("<" + n.Data)
		for _, a := range n.Attr {
			if plainAttrs[a.Key] && a.Namespace == "" {
				b.WriteString(" " + a.Key + `="` + html.EscapeString(a.Val) + `"`)
			}
		}
		b.WriteString(">")
		if isNamed(n, "br", "img", "hr", "wbr", "col", "source") {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			writeHTML(b, c)
		}
		b.WriteString("</" + n.Data + ">")
	}
}
