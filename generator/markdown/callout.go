package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"recap/generator/diag"
)

// callout is a quote that says what it is in its first line: > [!NOTE]
type callout struct {
	kind    string // lower case
	caption *caption
	memory  bool // a quote from memory
}

// caption is what follows the kind: who is quoted, or a title. It is read as
// Markdown, so that a person can be a link.
type caption struct{ ast.BaseBlock }

var kindCaption = ast.NewNodeKind("Caption")

func (*caption) Kind() ast.NodeKind        { return kindCaption }
func (n *caption) Dump(src []byte, lv int) { ast.DumpHelper(n, src, lv, nil, nil) }

// calloutKinds are GitHub's, and quote.
var calloutKinds = []string{"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "QUOTE"}

// calloutTitles are their titles where the author wrote none.
var calloutTitles = map[string]map[string]string{
	"en": {"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution", "memory": "from memory", "details": "More"},
	"de": {"note": "Hinweis", "tip": "Tipp", "important": "Wichtig", "warning": "Warnung", "caution": "Vorsicht", "memory": "aus dem Gedächtnis", "details": "Mehr"},
	"fr": {"note": "Note", "tip": "Astuce", "important": "Important", "warning": "Avertissement", "caution": "Attention", "memory": "de mémoire", "details": "Plus"},
	"es": {"note": "Nota", "tip": "Consejo", "important": "Importante", "warning": "Advertencia", "caution": "Precaución", "memory": "de memoria", "details": "Más"},
}

// fromMemory is the end of a caption that says so.
var fromMemory = regexp.MustCompile(`(?i)(?:^|[\s,;(–—-]+)\(?(?:from memory|paraphrased|aus dem Gedächtnis|sinngemäß|de mémoire|de memoria)\)?\.?\s*$`)

// callouts takes the first line off such quotes.
type callouts struct{}

func (callouts) Transform(n *ast.Paragraph, r text.Reader, pc parser.Context) {
	quote, ok := n.Parent().(*ast.Blockquote)
	if !ok || n.PreviousSibling() != nil || n.Lines().Len() == 0 {
		return
	}
	t := treeOf(pc)
	seg := n.Lines().At(0)
	line := t.src[seg.Start:seg.Stop]
	end := bytes.IndexByte(line, ']')
	if !bytes.HasPrefix(line, []byte("[!")) || end < 3 || strings.Trim(strings.ToLower(string(line[2:end])), "abcdefghijklmnopqrstuvwxyz") != "" {
		return
	}
	if end+1 < len(line) && !isBlank(line[end+1]) {
		return
	}
	word := strings.ToUpper(string(line[2:end]))
	if !contains(calloutKinds, word) {
		pos := t.pos(seg.Start+2, seg.Start+end)
		d := diag.Warnf("callout-unknown", pos, "no kind of quote is called %s", quoted(line[2:end])).Meant(word, calloutKinds)
		if d.Hint == "" {
			d = d.WithHint("there are %s", strings.Join(calloutKinds, ", "))
		}
		t.diags.Add(d)
		return
	}
	c := &callout{kind: strings.ToLower(word), caption: &caption{}}
	rest := bytes.TrimSpace(line[end+1:])
	at := seg.Start + end + 1 + bytes.Index(line[end+1:], rest)
	if m := fromMemory.FindIndex(rest); m != nil && c.kind == "quote" {
		c.memory = true
		rest = rest[:m[0]]
	}
	if len(rest) > 0 {
		c.caption.Lines().Append(text.NewSegment(at, at+len(rest)))
	}
	c.caption.SetPos(at)
	t.callouts[quote] = c
	quote.InsertBefore(quote, n, c.caption)
	left := text.NewSegments()
	for i := 1; i < n.Lines().Len(); i++ {
		left.Append(n.Lines().At(i))
	}
	n.SetLines(left)
	if left.Len() == 0 {
		quote.RemoveChild(quote, n)
	}
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// Words are recap's own words inside texts, as the theme has them in a language:
// "callout.note" and its like, "quotes.memory". ok is false where it has none in
// that language. What they say depends on Options.Embeds alone.
type Words func(lang, key string) (text string, ok bool)

// Speaking is the renderer with words; without them it has its own few.
func (r *Renderer) Speaking(words Words) *Renderer {
	r.words = words
	return r
}

// word is a word of recap's own in the language of the text.
func (w *writer) word(key string) string {
	if w.r.words != nil {
		if s, ok := w.r.words(w.lang, key); ok {
			return s
		}
	}
	key = key[strings.LastIndexByte(key, '.')+1:]
	base, _, _ := strings.Cut(strings.ToLower(w.lang), "-")
	if s, ok := calloutTitles[base][key]; ok {
		return s
	}
	return calloutTitles["en"][key]
}

func (w *writer) openQuote(n *ast.Blockquote) {
	c := w.callouts[n]
	switch {
	case c == nil:
		w.begin(n, "blockquote")
		w.put(">\n")
	case c.kind == "quote":
		w.put(`<figure class="quotation">` + "\n")
		w.begin(n, "blockquote")
		w.put(">\n")
	case w.f.Plain:
		w.begin(n, "blockquote")
		w.put(">\n<p><strong>")
		w.title(c)
		w.put("</strong></p>\n")
	default:
		w.begin(n, "div")
		w.put(` class="callout ` + c.kind + `" role="note">` + "\n" + `<p class="callout-title">`)
		w.title(c)
		w.put("</p>\n")
	}
}

// title writes what the author calls a callout, else its kind.
func (w *writer) title(c *callout) {
	if c.caption.FirstChild() == nil {
		w.text(w.word("callout." + c.kind))
		return
	}
	w.inline(c.caption)
}

// inline writes a caption in the place where it stands on the page.
func (w *writer) inline(c *caption) {
	was := w.caption
	w.caption = c
	w.blocks(c)
	w.caption = was
}

func (w *writer) closeQuote(n *ast.Blockquote) {
	w.end(n)
	c := w.callouts[n]
	switch {
	case c == nil || w.f.Plain && c.kind != "quote":
		w.put("</blockquote>\n")
	case c.kind != "quote":
		w.put("</div>\n")
	default:
		w.put("</blockquote>\n")
		who := c.caption.FirstChild() != nil && !w.cut
		if who || c.memory {
			w.put("<figcaption>")
			if who {
				w.inline(c.caption)
			}
			if who && c.memory {
				w.put(", ")
			}
			if c.memory {
				w.text(w.word("quotes.memory"))
			}
			w.put("</figcaption>\n")
		}
		w.put("</figure>\n")
	}
}

// quote takes what a person said.
func (f *facts) quote(n *ast.Blockquote) {
	c := f.callouts[n]
	if c == nil || c.kind != "quote" {
		return
	}
	var parts []string
	for b := c.caption.NextSibling(); b != nil; b = b.NextSibling() {
		if s := f.plain(b); s != "" {
			parts = append(parts, s)
		}
	}
	at := max(n.Pos(), 0)
	f.doc.Quotes = append(f.doc.Quotes, Quote{Text: strings.Join(parts, " "), Who: f.plain(c.caption), Memory: c.memory, Pos: f.pos(at, at)})
}
