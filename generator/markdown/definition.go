package markdown

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// enterDefinition writes the parts of a definition list.
func (w *writer) enterDefinition(n ast.Node) bool {
	switch n := n.(type) {
	case *east.DefinitionList:
		w.put("<dl>\n")
	case *east.DefinitionTerm:
		w.put("<dt>")
	case *east.DefinitionDescription:
		w.put("<dd>")
		if !n.IsTight {
			w.put("\n")
		}
	default:
		return false
	}
	return true
}

func (w *writer) leaveDefinition(n ast.Node) {
	switch n.(type) {
	case *east.DefinitionList:
		w.closeBlock(n)
		w.put("</dl>\n")
	case *east.DefinitionTerm:
		w.closeInline()
		w.put("</dt>\n")
	case *east.DefinitionDescription:
		w.closeBlock(n)
		w.put("</dd>\n")
	}
}
