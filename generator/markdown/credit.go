package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"recap/generator/diag"
	"recap/generator/media"
	"recap/generator/view"
)

// Whose a picture is can be written in braces behind it,
//
//	![A hall](hall.jpg){credit="Ada Example" license=CC-BY-4.0 source=https://example.org/}
//
// or in words, in the paragraph below or in the next line:
//
//	Picture by Ada Example – Creative Commons Attribution 2.0 Generic (CC BY 2.0)
//	https://example.org/
//
// Either becomes the end of the figure's caption.

// pictureKeys are what the braces behind a picture may hold.
var pictureKeys = []string{"credit", "credit_url", "license", "licence", "source"}

// pictureMarks is such braces: they show nothing themselves.
type pictureMarks struct{ ast.BaseInline }

var kindPictureMarks = ast.NewNodeKind("PictureMarks")

func (*pictureMarks) Kind() ast.NodeKind        { return kindPictureMarks }
func (n *pictureMarks) Dump(src []byte, lv int) { ast.DumpHelper(n, src, lv, nil, nil) }

// pictureMarksParser reads them. Braces right behind a picture that hold another
// key stay text, with a warning.
type pictureMarksParser struct{}

func (pictureMarksParser) Trigger() []byte { return []byte{'{'} }

func (pictureMarksParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	im, ok := parent.LastChild().(*ast.Image)
	line, seg := block.PeekLine()
	if !ok || len(line) < 4 || line[1] == ':' || seg.Padding > 0 {
		return nil
	}
	end := closingBrace(line)
	if end < 0 {
		return nil
	}
	set, ok := parseBraces(line, 0, end)
	if !ok {
		return nil
	}
	t := treeOf(pc)
	var c media.Credit
	for _, b := range set {
		switch b.key {
		case "credit":
			c.Creator = strings.TrimSpace(b.value)
		case "credit_url":
			c.CreatorURL = b.value
		case "license", "licence":
			c.SetLicense(b.value)
		case "source":
			c.Source = b.value
		default:
			if b.kind != 0 {
				return nil
			}
			t.diags.Add(diag.Warnf("picture-key", t.pos(seg.Start+b.at, seg.Start+b.at+len(b.key)), "a picture has no %q", b.key).Meant(b.key, pictureKeys))
			return nil
		}
	}
	if t.credits == nil {
		t.credits = map[*ast.Image]media.Credit{}
	}
	t.credits[im] = c
	block.Advance(end)
	return &pictureMarks{}
}

// closingBrace is where the braces at the start of a line end, -1 for nowhere.
// Quotes may hold braces.
func closingBrace(line []byte) int {
	quote := byte(0)
	for i := 1; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\n':
			return -1
		case quote != 0 && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '}':
			return i + 1
		}
	}
	return -1
}

// findCredits reads the lines below pictures that say whose they are.
func (t *tree) findCredits() {
	if !bytes.Contains(t.src, []byte("![")) && !bytes.Contains(t.src, []byte("<img")) {
		return
	}
	walk(t.root, func(n ast.Node) bool {
		if raw, ok := n.(*ast.HTMLBlock); ok {
			t.findRawCredit(raw)
			return false
		}
		p, ok := n.(*ast.Paragraph)
		if !ok {
			return n.Type() != ast.TypeInline
		}
		last, behind := t.lastPicture(p)
		if last == nil {
			return false
		}
		if behind != nil {
			if c, ok := media.ParseCredit(t.from(behind)); ok {
				t.setCredit(last, c)
				t.creditFrom[p] = behind
			}
		} else if next, ok := p.NextSibling().(*ast.Paragraph); ok {
			if c, ok := media.ParseCredit(t.plain(next), destinations(next, t.src)); ok {
				t.setCredit(last, c)
				t.creditBlock[next] = p
			}
		}
		return false
	}, func(ast.Node) {})
}

// findRawCredit reads the line below a picture in raw HTML.
func (t *tree) findRawCredit(n *ast.HTMLBlock) {
	next, ok := n.NextSibling().(*ast.Paragraph)
	if !ok {
		return
	}
	c, ok := media.ParseCredit(t.plain(next), destinations(next, t.src))
	if !ok {
		return
	}
	frag, _ := t.fragmentOf(n)
	if !showsOnly(tokens(frag.html)) {
		return
	}
	if t.rawCredits == nil {
		t.rawCredits = map[ast.Node]media.Credit{}
	}
	t.rawCredits[n] = c
	if t.creditBlock == nil {
		t.creditBlock, t.creditFrom = map[ast.Node]ast.Node{}, map[*ast.Paragraph]ast.Node{}
	}
	t.creditBlock[next] = n
}

// showsOnly reports raw HTML that is a picture and no words but those of a
// caption.
func showsOnly(toks []rawToken) bool {
	picture, caption := false, false
	for i := range toks {
		switch tok := &toks[i]; {
		case tok.name == "img":
			picture = true
		case tok.name == "figcaption":
			caption = tok.kind == html.StartTagToken
		case tok.kind == html.TextToken && !caption && len(bytes.TrimSpace(tok.raw)) > 0:
			return false
		}
	}
	return picture
}

// creditPlace is the token before which a credit is written: the end of the last
// caption, else of the last figure, -1 for neither.
func creditPlace(toks []rawToken) int {
	at := -1
	for i := range toks {
		if tok := &toks[i]; tok.kind == html.EndTagToken && (tok.name == "figcaption" || tok.name == "figure" && (at < 0 || toks[at].name == "figure")) {
			at = i
		}
	}
	return at
}

// rawCredit writes a credit at a place in raw HTML.
func (w *writer) rawCredit(toks []rawToken, at int, c media.Credit) {
	if w.r.embed == nil {
		return
	}
	switch {
	case at < 0:
		w.put("<p>")
		w.credit(c)
		w.put("</p>\n")
	case toks[at].name == "figcaption":
		w.put(creditMark)
		w.credit(c)
	default:
		w.put("<figcaption>")
		w.credit(c)
		w.put("</figcaption>")
	}
}

// creditMark stands between a caption and a credit.
const creditMark = " – "

func (t *tree) setCredit(im *ast.Image, c media.Credit) {
	if t.credits == nil {
		t.credits = map[*ast.Image]media.Credit{}
	}
	if _, braces := t.credits[im]; !braces {
		t.credits[im] = c
	}
	if t.creditBlock == nil {
		t.creditBlock, t.creditFrom = map[ast.Node]ast.Node{}, map[*ast.Paragraph]ast.Node{}
	}
}

// lastPicture is the last picture of a paragraph that begins with pictures, and
// what stands behind it on a line of its own, nil for nothing.
func (t *tree) lastPicture(p *ast.Paragraph) (last *ast.Image, behind ast.Node) {
	broken := false
	for n := p.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *pictureMarks, *leftOut:
			continue
		case *ast.Text:
			if strings.TrimSpace(string(n.Value(t.src))) == "" {
				broken = broken || n.SoftLineBreak() || n.HardLineBreak()
				continue
			}
		case *ast.Image, *ast.Link:
			if im, _ := figureImage(n); im != nil {
				last, broken = im, false
				continue
			}
		}
		if last == nil || !broken {
			return nil, nil
		}
		return last, n
	}
	return last, nil
}

// from is the plain text of a line from a node on, and where its links lead.
func (t *tree) from(n ast.Node) (string, []string) {
	var words []string
	var links []string
	for ; n != nil; n = n.NextSibling() {
		w := t.plain(n)
		if x, ok := n.(*ast.Text); ok {
			w = string(unescape(x.Value(t.src))) // with the blanks at its ends
			if x.SoftLineBreak() || x.HardLineBreak() {
				w += " "
			}
		}
		words = append(words, w)
		links = append(links, destinations(n, t.src)...)
	}
	return strings.Join(words, ""), links
}

// destinations are where the links at and below a node lead, in order.
func destinations(root ast.Node, src []byte) []string {
	var out []string
	walk(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Link:
			out = append(out, string(unescape(n.Destination)))
		case *ast.AutoLink:
			out = append(out, autoDest(n, src))
		}
		return true
	}, func(ast.Node) {})
	return out
}

// isCredit reports a paragraph that went into the caption of the picture above.
func (w *writer) isCredit(p *ast.Paragraph) bool {
	switch above := w.creditBlock[p].(type) {
	case *ast.Paragraph:
		return w.isFigures(above)
	case *ast.HTMLBlock:
		return w.mode != Escape
	}
	return false
}

// credit writes whose a picture is, by the theme's piece for it.
func (w *writer) credit(c media.Credit) {
	if !c.Is() || w.r.embed == nil {
		return
	}
	v := view.NewCredit(w.a.Lang, c)
	v.Plain = w.f.Plain
	if w.f.Absolute != "" && strings.HasPrefix(v.URL, "/") && !strings.HasPrefix(v.URL, "//") {
		v.URL = w.f.Absolute + v.URL
	}
	html, err := w.r.embed(v.Embed(), w.a.Lang, v)
	if err != nil {
		if w.err == nil {
			w.err = err
		}
		return
	}
	w.put(strings.TrimSpace(string(html)))
}

// creditOf is whose a picture is: as the text says, else as the front matter does.
func (w *writer) creditOf(im *ast.Image, p Picture) media.Credit {
	if c, ok := w.credits[im]; ok {
		return c
	}
	return p.Credit
}
