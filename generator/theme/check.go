package theme

import (
	"text/template/parse"

	"recap/generator/diag"
	"recap/generator/view"
)

type checker struct {
	texts *texts
	list  diag.List
}

func newChecker(t *texts) *checker { return &checker{texts: t} }

func (c *checker) missing(lib library, n *parse.TemplateNode) diag.Diagnostic {
	d := diag.Errorf("theme-template-unknown", diag.Whole(n.Name), "no template is called %q", n.Name)
	c.list.Add(d)
	return d
}

func (c *checker) page(lib library, v view.Page) {}
