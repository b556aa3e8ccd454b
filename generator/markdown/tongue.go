package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tongues takes {lang=de} off the end of a paragraph. On a line of its own below
// a quote it speaks of the quote, behind the first words of a list's item of the
// item; around more than that stands ::: lang de.
type tongues struct{}

func (tongues) Transform(n *ast.Paragraph, r text.Reader, pc parser.Context) {
	t := treeOf(pc)
	lines := n.Lines()
	last := lines.Len() - 1
	if last < 0 {
		return
	}
	seg := lines.At(last)
	line := bytes.TrimRight(t.src[seg.Start:seg.Stop], " \t\r\n")
	at, set, found := trailingBraces(line)
	if !found || len(set) != 1 || set[0].key != "lang" || !langTag.MatchString(set[0].value) {
		return
	}
	if underlined(t.src, seg.Stop) {
		return // a heading to be, which reads its braces itself
	}
	before := bytes.TrimRight(line[:at], " \t")
	if last == 0 && len(bytes.TrimSpace(before)) == 0 {
		return // a paragraph of nothing but braces speaks of nothing
	}
	var of ast.Node = n
	switch parent := n.Parent().(type) {
	case *ast.ListItem: // the paragraph of a tight list has no tag of its own
		if n.PreviousSibling() == nil {
			of = parent
		}
	case *ast.Blockquote:
		if len(bytes.TrimSpace(before)) == 0 {
			of = parent
		}
	}
	kept := text.NewSegments()
	for i := range last {
		kept.Append(lines.At(i))
	}
	if len(before) > 0 {
		one := text.NewSegment(seg.Start, seg.Start+len(before))
		one.Padding = seg.Padding
		kept.Append(one)
	} else {
		end := kept.At(last - 1) // what ends a paragraph ends in no line end
		end.Stop = end.Start + len(bytes.TrimRight(t.src[end.Start:end.Stop], " \t\r\n"))
		kept.Set(last-1, end)
	}
	n.SetLines(kept)
	if t.spoken == nil {
		t.spoken = map[ast.Node]string{}
	}
	t.spoken[of] = set[0].value
}

// underlined reports whether what follows a line that ends at an offset is the line
// below a heading, which is a paragraph until that line comes.
func underlined(src []byte, end int) bool {
	rest := src[end:]
	if end > 0 && src[end-1] != '\n' {
		rest = bytes.TrimPrefix(bytes.TrimLeft(rest, " \t\r"), []byte("\n"))
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	line = bytes.TrimRight(bytes.TrimLeft(line, "> \t"), " \t\r")
	return len(line) > 0 && (len(bytes.Trim(line, "=")) == 0 || len(bytes.Trim(line, "-")) == 0)
}

// begin opens the tag of a block, with the language it has of its own; end, behind
// its children, goes back to the one before.
func (w *writer) begin(n ast.Node, tag string) {
	w.put("<" + tag)
	if lang := w.spoken[n]; lang != "" {
		w.attr("lang", lang)
		w.langs = append(w.langs, w.speak(lang))
	}
}

func (w *writer) end(n ast.Node) {
	if w.spoken[n] == "" {
		return
	}
	last := len(w.langs) - 1
	w.speak(w.langs[last])
	w.langs = w.langs[:last]
}
