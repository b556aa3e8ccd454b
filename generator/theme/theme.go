package theme

import (
	"html/template"
	"maps"
	"slices"
	"strings"
	"sync"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/source"
	"recap/generator/view"
)

const (
	layoutName = "layout" // every page begins here
	mainName   = "main"   // what a page's own file is to the layout
)

// Theme is a look, ready to use. It never changes; it is safe for concurrent use.
type Theme struct {
	name   string
	files  digest.Sum // of all its files: what Open compares
	texts  *texts
	pages  map[string]*page
	embeds map[string]*page // pieces that stand inside texts
	assets []Asset
	list   diag.List          // what Open said, to be said again when nothing changed
	text   map[string]string  // the templates' sources, to turn lines into offsets
	parsed map[string]*parsed // by path and sum, for the next Open
}

// page is the template set of one kind of page.
type page struct {
	lib   library
	root  string   // where it begins: the layout for a page
	names []string // reachable from the root
	sum   digest.Sum
	fault diag.List // why it cannot be executed

	once    sync.Once // escaping waits for the first page that is really made
	tmpl    *template.Template
	program *program // nil when html/template does it all
	err     error

	unclear sync.Map // complaint of html/template → diag.Diagnostic: it is the same for every page
}

// Open reads the theme called name from the tree: the files of "themes/<name>/"
// over those of "themes/plain/". prev, which may be nil, is what an earlier
// snapshot gave: it is returned as it is when none of its files changed, and
// its parsed templates are used again where they still hold.
//
// Errors in the list do not make the theme useless: pages that no error touches
// can be executed. An unknown name gives the base theme and an error.
func Open(t *source.Tree, name string, prev *Theme) (*Theme, diag.List) {
	var list diag.List
	if name == "" {
		name = Base
	}
	if len(t.Under("themes/"+name)) == 0 || strings.Contains(name, "/") {
		list.Add(diag.Errorf("theme-unknown", diag.Whole("content/site.yaml"), "no theme is called %q", name).
			Meant(name, Names(t)))
		name = Base
	}
	dirs := folders(name)
	files := sumFiles(t, dirs)
	if prev != nil && prev.name == name && prev.files == files {
		return prev, append(list, prev.list...)
	}
	th := &Theme{name: name, files: files, pages: map[string]*page{}, embeds: map[string]*page{}, text: map[string]string{}, parsed: map[string]*parsed{}}
	th.build(stack(t, dirs), prev)
	th.list = th.list.Sorted()
	return th, append(list, th.list...)
}

// build does the work of Open for a changed theme.
func (th *Theme) build(l layers, prev *Theme) {
	var list diag.List
	th.texts, list = readTexts(l.texts)
	th.list.Add(list...)
	th.assets, list = publish(l.assets)
	th.list.Add(list...)

	pieces := map[string]*parsed{}
	for own, f := range l.pieces {
		pieces[own] = th.parse(f, own, prev)
	}
	if pieces[layoutName] == nil {
		th.list.Add(diag.Errorf("theme-missing", diag.Whole("themes/"+Base+"/layout.html"), "the theme has no layout.html"))
		return
	}
	lib, list := collect(pieces)
	th.list.Add(list...)
	for _, f := range l.stray {
		base := strings.TrimSuffix(f.Path[strings.LastIndexByte(f.Path, '/')+1:], ".html")
		kind, known := "kind of page", kindNames()
		if strings.Contains(f.Path, "/embeds/") {
			kind, known = "piece inside texts", embedNames()
		}
		th.list.Add(diag.Warnf("theme-page-unknown", diag.Whole(f.Path), "no %s is called %q: the file is not used", kind, base).
			Meant(base, known))
	}
	c := newChecker(th.texts)
	for _, v := range view.Kinds() {
		kind := v.Template()
		f := l.pages[kind]
		if f == nil {
			th.list.Add(diag.Errorf("theme-missing", diag.Whole("themes/"+Base+"/pages/"+kind+".html"), "the theme has no pages/%s.html", kind))
			continue
		}
		th.pages[kind] = th.page(lib, th.parse(f, mainName, prev), layoutName, v, c)
	}
	for _, v := range view.Embeds() {
		name := v.Embed()
		f := l.embeds[name]
		if f == nil {
			th.list.Add(diag.Errorf("theme-missing", diag.Whole("themes/"+Base+"/embeds/"+name+".html"), "the theme has no embeds/%s.html", name))
			continue
		}
		th.embeds[name] = th.page(lib, th.parse(f, mainName, prev), mainName, v, c)
	}
	for _, own := range slices.Sorted(maps.Keys(pieces)) {
		th.list.Add(pieces[own].fault...)
	}
	th.list.Add(c.list...)
}

// page puts one kind of page, or one piece inside texts, together and checks it
// from its root: the layout, or its own file.
func (th *Theme) page(lib library, own *parsed, root string, v any, c *checker) *page {
	th.list.Add(own.fault...)
	p := &page{lib: lib.with(own), root: root, fault: slices.Clone(own.fault)}
	names, missing := p.lib.reach(root)
	for _, m := range missing {
		if b := lib.broken[m.name]; b != nil {
			p.fault.Add(b.fault...)
		} else if m.name != mainName || own.trees != nil {
			p.fault.Add(c.missing(p.lib, m))
		}
	}
	if b := lib.broken[root]; b != nil {
		p.fault.Add(b.fault...)
	}
	p.names = names
	p.sum = p.lib.sum(names)
	if len(p.fault) == 0 {
		c.page(p.lib, root, v)
	}
	return p
}

// parse parses a file once per content.
func (th *Theme) parse(f *source.File, own string, prev *Theme) *parsed {
	key := f.Path + "\x00" + own + "\x00" + f.Sum.String()
	var p *parsed
	if prev != nil {
		p = prev.parsed[key]
	}
	if p == nil {
		p = parseFile(f, own)
	}
	th.parsed[key] = p
	th.text[f.Path] = p.text
	return p
}

// Name is the theme's name: that of its folder.
func (th *Theme) Name() string { return th.name }

// Sum names everything of the theme that the bytes of a kind of page depend on:
// the templates that can be reached from layout.html, and the texts. page is
// what view.Page.Template returns. Addresses of assets are not in it, because
// they reach a page through its view.
func (th *Theme) Sum(kind string) digest.Sum {
	p := th.pages[kind]
	if p == nil {
		return digest.Sum{}
	}
	return digest.Join(p.sum, th.texts.sum)
}
