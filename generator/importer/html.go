package importer

import (
	"bytes"
	"strings"
	"sync"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/marker"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// body turns the HTML of one text into Markdown. What Markdown has no way to
// say, and what recap's own conventions say better, is settled in the tree
// first (figures, embeds, code, footnotes, tables: a file each); the library
// writes the rest.
type body struct {
	note    func(what, detail string)                     // what could not be carried
	address func(url string) string                       // where a link leads now; nil for as it is
	picture func(url string, large string) (string, bool) // where a picture lies now; nil for as it is
	plain   bool                                          // a comment: no raw HTML, no pictures

	footnotes map[string]string // texts by id, where they are kept apart from the text
	notes     []footnote
}

// markdown converts.
func (b *body) markdown(source string) string {
	root := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(source), root)
	if err != nil { // a text of more than 512 elements in each other, which the parser refuses
		b.note("elements in elements, deeper than "+itoa(maxDepth), "the text stays, its layout is gone")
		if nodes, err = html.ParseFragment(strings.NewReader(shallow(source)), root); err != nil {
			panic("importer: " + err.Error()) // nothing stands in anything there
		}
	}
	doc := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	for _, n := range nodes {
		doc.AppendChild(n)
	}
	b.settle(doc)
	return b.write(doc)
}

// settle is what the tree goes through before it is written, in this order.
func (b *body) settle(doc *html.Node) {
	b.drop(doc)
	b.flatten(doc)
	b.anchors(doc)
	b.code(doc)
	b.foot(doc)
	b.embeds(doc)
	b.links(doc)
	b.pictures(doc)
	b.quotes(doc)
	b.tables(doc)
	b.definitions(doc)
	tidySpaces(doc)
	joinTexts(doc)
	b.notations(doc)
	protect(doc)
}

// write makes Markdown of a settled tree.
func (b *body) write(doc *html.Node) string {
	out, err := library().ConvertNode(doc)
	if err != nil { // a fault in how the library is set up; a test would have failed
		panic("importer: " + err.Error())
	}
	return b.withNotes(finish(string(out)))
}

// library is the converter, made once: it holds no state of a text.
var library = sync.OnceValue(func() *converter.Converter {
	c := converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(),
		commonmark.NewCommonmarkPlugin(
			commonmark.WithListEndComment(false),
			commonmark.WithHorizontalRule("---"),
			commonmark.WithLinkEmptyContentBehavior(commonmark.LinkBehaviorSkip),
			commonmark.WithLinkEmptyHrefBehavior(commonmark.LinkBehaviorSkip),
		),
		table.NewTablePlugin(
			table.WithHeaderPromotion(true),
			table.WithPresentationTables(true),
			table.WithCellPaddingBehavior(table.CellPaddingBehaviorMinimal),
		),
	))
	r := &c.Register
	for _, tag := range []string{"strong", "b", "em", "i"} {
		r.RendererFor(tag, converter.TagTypeInline, emphasis, converter.PriorityEarly)
	}
	for _, tag := range []string{"del", "s", "strike"} {
		r.RendererFor(tag, converter.TagTypeInline, struck, converter.PriorityEarly)
	}
	for tag := range kept {
		r.RendererFor(tag, converter.TagTypeInline, asHTML, converter.PriorityEarly)
	}
	for _, tag := range []string{"ul", "ol"} {
		r.RendererFor(tag, converter.TagTypeBlock, list, converter.PriorityEarly)
	}
	r.RendererFor(rawTag, converter.TagTypeBlock, rawBlock, converter.PriorityEarly)
	r.RendererFor(rawInline, converter.TagTypeInline, rawText, converter.PriorityEarly)
	r.RendererFor(moreTag, converter.TagTypeBlock, func(_ converter.Context, w converter.Writer, _ *html.Node) converter.RenderStatus {
		w.WriteString("\n\n<!--more-->\n\n")
		return converter.RenderSuccess
	}, converter.PriorityEarly)
	r.PostRenderer(hardBreaks, converter.PriorityLate-1) // while line breaks of code are marks
	return c
})

// kept are inline elements that Markdown has no sign for, and recap shows.
var kept = map[string]bool{
	"sup": true, "sub": true, "abbr": true, "acronym": true, "kbd": true, "mark": true, "small": true,
	"u": true, "ins": true, "q": true, "cite": true, "dfn": true, "samp": true, "var": true, "time": true,
	"ruby": true, "rt": true, "rp": true, "bdi": true, "bdo": true,
}

// keptAttrs are the attributes worth carrying of these; recap drops others anyway.
var keptAttrs = map[string]bool{"title": true, "lang": true, "dir": true, "cite": true, "datetime": true, "id": true}

func asHTML(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	var in bytes.Buffer
	ctx.RenderChildNodes(ctx, &in, n)
	if len(bytes.TrimSpace(in.Bytes())) == 0 {
		w.Write(in.Bytes())
		return converter.RenderSuccess
	}
	name := n.Data
	if name == "acronym" {
		name = "abbr"
	}
	w.WriteString("<" + name)
	for _, a := range n.Attr {
		if keptAttrs[a.Key] && a.Namespace == "" && a.Val != "" {
			w.WriteString(" " + a.Key + `="` + html.EscapeString(a.Val) + `"`)
		}
	}
	w.WriteString(">")
	w.Write(bytes.ReplaceAll(in.Bytes(), []byte("\n\n"), []byte("\n")))
	w.WriteString("</" + name + ">")
	return converter.RenderSuccess
}

// rawTag and rawInline are elements that hold finished Markdown.
const (
	rawTag    = "recap-raw"
	rawInline = "recap-text"
	moreTag   = "recap-more"
)

func rawBlock(_ converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	w.WriteString("\n\n" + masked(textOf(n)) + "\n\n")
	return converter.RenderSuccess
}

func rawText(_ converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	w.WriteString(masked(textOf(n)))
	return converter.RenderSuccess
}

// masked keeps the library from tidying line breaks, as it masks those of code.
func masked(s string) string {
	return strings.ReplaceAll(s, "\n", string(marker.MarkerCodeBlockNewline))
}

// block is a node of finished Markdown that stands alone.
func block(markdown string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: rawTag, Attr: []html.Attribute{{Key: "text", Val: markdown}}}
	n.AppendChild(text("x")) // whoever tidies blanks sees a word here
	return n
}

// inline is a node of finished Markdown within a line.
func inline(markdown string) *html.Node {
	n := block(markdown)
	n.Data = rawInline
	return n
}

// hardBreaks writes a break as a backslash at the end of its line, which no
// editor takes away (CommonMark 6.7).
func hardBreaks(_ converter.Context, text []byte) []byte {
	return bytes.ReplaceAll(text, []byte("  \n"), []byte("\\\n"))
}
