package serve

import (
	_ "embed"
	"html/template"
)

//go:embed client/strip.js
var stripJS []byte

//go:embed client/strip.css
var stripCSS []byte

// Briefer is a Site that has something to tell its writer about each page, for
// the strip that opens from a small tab at the edge of the window.
type Briefer interface {
	// Brief tells of a planned path; of an address that is not planned ("") it
	// tells what holds for the whole site.
	Brief(path string) Brief
}

// Brief is what the writer's strip says of one page.
type Brief struct {
	Label  string // on the tab, short: "draft", "2 warnings"; "" for nothing special
	Lead   string // one sentence: what becomes of this page, and when
	Groups []Group
}

// Group is a list in the strip. Groups without lines are left out.
type Group struct {
	Title string
	Lines []Line
	More  int // how many lines are left out
}

// Line is one entry.
type Line struct {
	Text   string
	URL    string // root-relative; "" for no link
	Detail string // small print
}

var stripTemplate = template.Must(template.New("").Parse(`<h1>This page</h1>
{{with .Lead}}<p class="lead">{{.}}</p>
{{end}}{{range .Groups}}{{if .Lines}}<h2>{{.Title}}</h2>
<ul>{{range .Lines}}
<li>{{if .URL}}<a href="{{.URL}}">{{.Text}}</a>{{else}}{{.Text}}{{end}}{{with .Detail}} <small>{{.}}</small>{{end}}</li>{{end}}
</ul>{{with .More}}<p class="more">and {{.}} more</p>
{{end}}{{end}}{{end}}`))

// laidOut is a brief as an open page gets it.
type laidOut struct {
	Label string `json:"label"`
	HTML  string `json:"html"`
	sum   string
}

// brief is the strip of an address.
func (st *state) brief(a answer) laidOut {
	b, ok := st.site.(Briefer)
	if !ok {
		return laidOut{}
	}
	p := ""
	if a.status < 400 || a.kept {
		p = a.path
	}
	if known, ok := st.briefs.Load(p); ok {
		return known.(laidOut)
	}
	data := b.Brief(p)
	for i := range data.Groups {
		g := &data.Groups[i]
		for j := range g.Lines {
			g.Lines[j].Text, g.Lines[j].Detail = clean(g.Lines[j].Text), clean(g.Lines[j].Detail)
		}
	}
	html := string(execute(stripTemplate, "", data))
	l := laidOut{Label: clean(data.Label), HTML: html, sum: hash(data.Label + "\x00" + html)}
	st.briefs.Store(p, l)
	return l
}
