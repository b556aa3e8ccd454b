package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// isCode tells codes from formats: fmt.Errorf and diag.Errorf share a name.
var isCode = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)+$`)

// sourceFiles are all Go files of the project but its tests.
func sourceFiles(t *testing.T) (*token.FileSet, []*ast.File) {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for _, top := range []string{"../../generator", "../../cmd"} {
		err := filepath.WalkDir(top, func(p string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(fset, p, nil, parser.SkipObjectResolution)
			files = append(files, f)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return fset, files
}

// codeParameters finds functions with a parameter called code: diag.Errorf and
// helpers around it. The value is the parameter's index.
func codeParameters(files []*ast.File) map[string]int {
	found := map[string]int{}
	for _, f := range files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			i := 0
			for _, field := range fn.Type.Params.List {
				for _, name := range field.Names {
					if id, ok := field.Type.(*ast.Ident); ok && id.Name == "string" && name.Name == "code" {
						found[fn.Name.Name] = i
					}
					i++
				}
			}
		}
	}
	return found
}

// usedCodes are the codes that the source says, with a place: literals given to a
// parameter called code, and values of fields called Code.
func usedCodes(fset *token.FileSet, files []*ast.File) map[string]string {
	used := map[string]string{}
	note := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && isCode.MatchString(s) {
				used[s] = fset.Position(lit.Pos()).String()
			}
		}
	}
	takes := codeParameters(files)
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				name := ""
				switch fun := n.Fun.(type) {
				case *ast.Ident:
					name = fun.Name
				case *ast.SelectorExpr:
					name = fun.Sel.Name
				}
				if i, ok := takes[name]; ok && i < len(n.Args) {
					note(n.Args[i])
				}
			case *ast.KeyValueExpr:
				if id, ok := n.Key.(*ast.Ident); ok && id.Name == "Code" {
					note(n.Value)
				}
			}
			return true
		})
	}
	return used
}

// tabled are the names in all tables called Codes, wherever they are.
func tabled(files []*ast.File) (names []string) {
	for _, f := range files {
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, s := range g.Specs {
				v := s.(*ast.ValueSpec)
				if v.Names[0].Name != "Codes" {
					continue
				}
				ast.Inspect(v, func(n ast.Node) bool {
					if kv, ok := n.(*ast.KeyValueExpr); ok {
						if id, ok := kv.Key.(*ast.Ident); ok && id.Name == "Name" {
							if lit, ok := kv.Value.(*ast.BasicLit); ok {
								s, _ := strconv.Unquote(lit.Value)
								names = append(names, s)
							}
						}
					}
					return true
				})
			}
		}
	}
	return names
}

// literals are all texts in the source outside of tables called Codes.
func literals(files []*ast.File) map[string]bool {
	all := map[string]bool{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && v.Names[0].Name == "Codes" {
				return false
			}
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					all[s] = true
				}
			}
			return true
		})
	}
	return all
}

// Whatever recap says can be asked about, and nothing is explained that it does
// not say.
func TestEveryCodeIsExplained(t *testing.T) {
	fset, files := sourceFiles(t)
	used, known := usedCodes(fset, files), codeNames()
	for _, name := range slices.Sorted(maps.Keys(used)) {
		if !slices.Contains(known, name) {
			t.Errorf("%s: %q is not explained in a table called Codes", used[name], name)
		}
	}
	for _, name := range tabled(files) {
		if !slices.Contains(known, name) {
			t.Errorf("%q stands in a table that explain.go does not know", name)
		}
	}
	all := literals(files)
	for _, name := range known {
		_, kind, _ := strings.Cut(name, "-")
		if !all[name] && !all["-"+kind] { // some are put together: "event" and "-key-unknown"
			t.Errorf("%q is explained, but nothing says it", name)
		}
	}
	if len(used) < 20 {
		t.Errorf("only %d codes were found in the source: the search is broken", len(used))
	}
}

func TestCodesAreWellFormed(t *testing.T) {
	seen := map[string]bool{}
	for _, room := range rooms {
		for _, c := range room {
			if seen[c.Name] {
				t.Errorf("%s is explained twice", c.Name)
			}
			seen[c.Name] = true
			if !isCode.MatchString(c.Name) {
				t.Errorf("%q is no family and word", c.Name)
			}
			if len(strings.Fields(c.Text)) < 5 {
				t.Errorf("%s: %q is hardly an explanation", c.Name, c.Text)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	in := "one two three four\nfive\n\n    an example that is longer than the width\n\nlast"
	want := "one two\nthree four\nfive\n\n    an example that is longer than the width\n\nlast"
	if got := wrap(in, 10); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
