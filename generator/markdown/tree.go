package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"recap/generator/diag"
	"recap/generator/media"
)

// tree is a parsed body. It is made anew for the facts and for the HTML: held in
// memory it would be five times its source, and parsing is a fifth of the cost
// of a page.
type tree struct {
	*body
	root    ast.Node
	heads   []*head // in order of the text
	headOf  map[ast.Node]*head
	notes   map[string]*note // footnote definitions by label
	defs    []*note          // the same in order
	astray  []stray          // marks of notes that are not there
	anchors []string         // ids in raw HTML, in order

	spoken     map[ast.Node]string // of paragraphs and quotes, as their braces say
	callouts   map[*ast.Blockquote]*callout
	containers []*box
	fenced     fenceRun     // the block of code that is being read, or was the last
	codes      []*codeBlock // in order of the text
	codeOf     map[ast.Node]*codeBlock
	lineRefs   map[ast.Node][]lineRef

	credits     map[*ast.Image]media.Credit // as braces or a line below say
	rawCredits  map[ast.Node]media.Credit   // of pictures in raw HTML, by its block
	creditBlock map[ast.Node]ast.Node       // paragraphs that are such lines, and the pictures they speak of
	creditFrom  map[*ast.Paragraph]ast.Node // where in the pictures' own paragraph such a line begins

	diags  diag.List
	budget int // see guard.go
	deep   bool
	hard   bool
}

// treeKey is where the parsers of this room find their tree.
var treeKey = parser.NewContextKey()

func treeOf(pc parser.Context) *tree { return pc.Get(treeKey).(*tree) }

// engine is goldmark with our own parsers around it, shared by everybody: a
// parser holds no state of a document.
var engine = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(shallow{containerParser{}}, 90),
		util.Prioritized(headingParser{parser.NewSetextHeadingParser(), false}, 100),
		util.Prioritized(shallow{extension.NewDefinitionListParser()}, 101),
		util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(shallow{parser.NewListParser()}, 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(headingParser{parser.NewATXHeadingParser(), true}, 600),
		util.Prioritized(codeFence{parser.NewFencedCodeBlockParser()}, 700),
		util.Prioritized(shallow{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(rawBlock{parser.NewHTMLBlockParser()}, 900),
		util.Prioritized(shallow{noteParser{}}, 950),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	),
	parser.WithInlineParsers(
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(noteRefParser{}, 150),
		util.Prioritized(kramdownInline{}, 160),
		util.Prioritized(pictureMarksParser{}, 161),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(dunder{}, 490),
		util.Prioritized(parser.NewEmphasisParser(), 500),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(quickAddress{extension.NewLinkifyParser()}, 999),
	),
	parser.WithParagraphTransformers(
		util.Prioritized(guard{}, 10),
		util.Prioritized(kramdown{}, 50),
		util.Prioritized(tongues{}, 55),
		util.Prioritized(callouts{}, 60),
		util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200),
	),
	parser.WithASTTransformers(
		util.Prioritized(extension.NewTableASTTransformer(), 0),
	),
)

// quickAddress is goldmark's reader of bare addresses, asked only at words that can
// be one: it is called at every blank, and was a sixth of the reading of a text.
type quickAddress struct{ parser.InlineParser }

func (p quickAddress) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	word, _ := block.PeekLine()
	switch word[0] {
	case ' ', '*', '_', '~', '(':
		word = word[1:]
	}
	if len(word) == 0 {
		return nil
	}
	switch word[0] {
	case 'h', 'f', 'w': // http, ftp, www
		return p.InlineParser.Parse(parent, block, pc)
	}
	if end := bytes.IndexByte(word, ' '); end >= 0 {
		word = word[:end]
	}
	if bytes.IndexByte(word, '@') < 0 {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// grow parses a body.
func grow(b *body) *tree {
	t := &tree{body: b, headOf: map[ast.Node]*head{}, notes: map[string]*note{}, callouts: map[*ast.Blockquote]*callout{}, budget: budget}
	pc := parser.NewContext()
	pc.Set(treeKey, t)
	t.parse(pc)
	t.anchors = t.rawIDs()
	t.nameHeadings()
	t.findLineRefs()
	t.findCredits()
	return t
}

// parse runs goldmark. Should it ever trip, the body is shown as plain text:
// one text must not take the whole blog down.
func (t *tree) parse(pc parser.Context) {
	defer func() {
		if recover() == nil {
			return
		}
		t.diags.Add(diag.Warnf("text-too-hard", t.pos(0, 1), "this text cannot be read as Markdown").
			WithHint("it is shown as plain text; please report it together with the text"))
		clear(t.headOf)
		clear(t.notes)
		clear(t.callouts)
		clear(t.spoken)
		t.defs = nil
		all := text.NewSegments()
		all.Append(text.NewSegment(0, len(t.src)))
		p := &plainBlock{}
		p.SetLines(all)
		doc := ast.NewDocument()
		doc.AppendChild(doc, p)
		t.root = doc
	}()
	t.root = engine.Parse(text.NewReader(t.src), parser.WithContext(pc))
}

// walk visits n and all below it, in order, without recursion: depth is the
// author's to choose. enter says whether to go below; leave is called for every
// node entered. It stops after enter when enter sets *stop.
func walk(root ast.Node, enter func(n ast.Node) bool, leave func(n ast.Node)) {
	n := root
	for {
		if enter(n) && n.FirstChild() != nil {
			n = n.FirstChild()
			continue
		}
		leave(n)
		for n != root && n.NextSibling() == nil {
			n = n.Parent()
			leave(n)
		}
		if n == root {
			return
		}
		n = n.NextSibling()
	}
}

// plain is the text of a node without its markup: of images their text, of
// footnotes nothing.
func (t *tree) plain(root ast.Node) string { return t.words(root, false) }

// told is the plain text of a node, with a mark for each link that has no text
// of its own: see Fill.
func (t *tree) told(root ast.Node) string { return t.words(root, true) }

func (t *tree) words(root ast.Node, marks bool) string {
	var out []byte
	walk(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Link:
			if marks && n.FirstChild() == nil {
				out = append(out, openMark...)
				out = append(out, unescape(n.Destination)...)
				out = append(out, closeMark...)
			}
		case *ast.Text:
			v := n.Value(t.src)
			if n.IsRaw() || n.Parent().Kind() == ast.KindCodeSpan {
				out = append(out, v...)
			} else {
				out = append(out, unescape(v)...)
			}
			if n.SoftLineBreak() || n.HardLineBreak() {
				out = append(out, ' ')
			}
		case *ast.String:
			out = append(out, n.Value...)
		case *ast.AutoLink:
			out = append(out, n.Label(t.src)...)
		case *ast.RawHTML:
			if isBreak(n.Segments.Value(t.src)) {
				out = append(out, ' ')
			}
		case *plainBlock:
			out = append(out, n.Lines().Value(t.src)...)
		case *note:
			return false
		}
		return true
	}, func(ast.Node) {})
	return tidySpace(printable(out))
}
