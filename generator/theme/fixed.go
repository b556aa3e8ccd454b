package theme

import (
	"html/template"
	"strings"
	"sync"
	"text/template/parse"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/view"
)

// fixedName is the function that shows a piece made of nothing but the site and
// the language: {{fixed "foot" .Site .Lang ""}}. Its HTML is the same on every page,
// so it is made once; a third of the work of a page is such frame.
const fixedName = "fixed"

// mostFixed is how many pieces are remembered: a site has a few for each
// language and each address of its menu.
const mostFixed = 2000

// fixedPieces makes the fixed pieces of one kind of page and remembers them. A
// site in two languages is two frames, whose pages come in any order.
type fixedPieces struct {
	mu    sync.RWMutex
	made  map[fixedKey]template.HTML
	sets  map[string]*template.Template // by name of the piece
	build func(name string) (*template.Template, error)
}

type fixedKey struct {
	site             digest.Sum
	name, lang, here string
}

// show is the function.
func (p *fixedPieces) show(name string, site *view.Site, lang, here string) (template.HTML, error) {
	key := fixedKey{name: name, lang: lang, here: here}
	if site != nil {
		key.site = site.Sum()
	}
	p.mu.RLock()
	html, ok := p.made[key]
	p.mu.RUnlock()
	if ok {
		return html, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if html, ok := p.made[key]; ok {
		return html, nil
	}
	set := p.sets[name]
	if set == nil {
		var err error
		if set, err = p.build(name); err != nil {
			return "", err
		}
		p.sets[name] = set
	}
	var b strings.Builder
	if err := set.Execute(&b, view.Frame{Site: site, Lang: lang, Here: here}); err != nil {
		return "", err
	}
	html = template.HTML(b.String())
	if key.site.IsZero() {
		return html, nil // a site without a name cannot be told from another
	}
	if len(p.made) >= mostFixed || p.made == nil {
		p.made = map[fixedKey]template.HTML{} // sites of older settings
	}
	p.made[key] = html
	return html, nil
}

// here is the page's address when the menu leads to it, else "": what the menu
// needs to know of a page, so that it can be a fixed piece.
func here(s *view.Site, address string) string {
	if s != nil {
		for _, l := range s.Menu {
			if l.URL == address {
				return address
			}
		}
	}
	return ""
}

// fixedCall is the name of the piece, when a command is a call of fixed.
func fixedCall(cmd *parse.CommandNode) (*parse.StringNode, bool) {
	if len(cmd.Args) < 2 {
		return nil, false
	}
	fn, ok := cmd.Args[0].(*parse.IdentifierNode)
	if !ok || fn.Ident != fixedName {
		return nil, false
	}
	s, ok := cmd.Args[1].(*parse.StringNode)
	return s, ok
}

// fixed checks the piece that a call names, and the piece itself.
func (f *frame) fixed(n *parse.IdentifierNode, args []parse.Node) {
	if len(args) == 0 {
		return // said already
	}
	s, ok := args[0].(*parse.StringNode)
	if !ok {
		f.add(diag.Errorf("theme-args", nodePos(f.from, args[0]), "the name of a fixed piece is written out, so that it is known what a page depends on"))
		return
	}
	f.template(s.Text, of(frameType), inside(nodePos(f.from, s)))
}
