package site_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// What content.Alike passes over is a page's own: another page that showed it
// would not be planned anew when it changes. So nobody reads it but the functions
// that make the page itself, or facts that again compares.
func TestOwn(t *testing.T) {
	own := map[string]bool{"Sum": true, "Words": true, "Footnotes": true, "Raw": true, "LineRefs": true, "Codes": true, "Stretches": true}
	mayRead := map[string]bool{
		"site.answer": true, "site.describe": true, "site.facts": true, "site.summary": true, "site.Minutes": true,
		"plan.body": true, "plan.about": true, "plan.record": true, "plan.toc": true, "plan.post": true, "plan.textPage": true,
		"plan.key": true, // of a run of the index, which searchAgain makes anew
	}
	found := 0
	for _, room := range []string{"site", "plan"} {
		names, err := filepath.Glob("../" + room + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range f.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok {
					continue
				}
				ast.Inspect(fn, func(n ast.Node) bool {
					sel, ok := n.(*ast.SelectorExpr)
					if !ok || !own[sel.Sel.Name] {
						return true
					}
					of := ""
					switch x := sel.X.(type) {
					case *ast.SelectorExpr:
						of = x.Sel.Name
					case *ast.Ident:
						of = x.Name
					}
					if of != "Doc" && of != "doc" {
						return true
					}
					found++
					if !mayRead[room+"."+fn.Name.Name] {
						t.Errorf("%s: %s reads Doc.%s, which content.Alike takes for a page's own: take it out of content's own, or read a fact", fset.Position(sel.Pos()), fn.Name.Name, sel.Sel.Name)
					}
					return true
				})
			}
		}
	}
	if found < 5 {
		t.Errorf("only %d readers were found: is this test looking at the right names?", found)
	}
}
