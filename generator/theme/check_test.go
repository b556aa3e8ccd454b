package theme

import (
	"strings"
	"testing"
)

// TestCheck plants a fault in a template of one's own and expects it with its
// exact place: « and » stand around what the caret must underline, and are not
// part of the template.
func TestCheck(t *testing.T) {
	for _, c := range []struct{ page, text, code, message, hint string }{
		// Fields.
		{"tag", `{{.«Titel»}}`, "theme-field-unknown", `view.Tag has no "Titel"`, "did you mean Title?"},
		{"tag", `{{if .Older}}{{else}}{{.«Nmae»}}{{end}}`, "theme-field-unknown", `view.Tag has no "Nmae"`, "did you mean Name?"},
		{"tag", `{{range .Posts}}{{.Event.«Plaec»}}{{end}}`, "theme-field-unknown", `view.EventRef has no "Plaec"`, ""},
		{"tag", `{{range .Posts}}{{with .Event}}{{.Start.«Iss»}}{{end}}{{end}}`, "theme-field-unknown", `view.Day has no "Iss"`, "did you mean Is?"},
		{"tag", `{{range $i, $p := .Posts}}{{$p.«Titel»}}{{end}}`, "theme-field-unknown", `view.Card has no "Titel"`, "did you mean Title?"},
		{"tag", `{{range .Posts}}{{$.«Nam»}}{{end}}`, "theme-field-unknown", `view.Tag has no "Nam"`, "did you mean Name?"},
		{"tag", `{{$x := .Older}}{{with $x}}{{$x.URL}}{{$x.«Tilte»}}{{end}}`, "theme-field-unknown", `view.Link has no "Tilte"`, "did you mean Title?"},
		{"tag", `{{(index .Posts 0).«Ttile»}}`, "theme-field-unknown", `view.Card has no "Ttile"`, "did you mean Title?"},
		{"tag", `{{with .Older}}{{.URL}}{{else with .Image}}{{.«Atl»}}{{end}}`, "theme-field-unknown", `view.Image has no "Atl"`, "did you mean Alt?"},
		{"tag", `{{.Site.Author.«Nmae»}}`, "theme-field-unknown", `view.Person has no "Nmae"`, "did you mean Name?"},
		{"tag", `{{len .Name.«Foo»}}`, "theme-field-unknown", `a text has no "Foo"`, ""},
		{"tag", `{{.«Posts».Title}}`, "", "", ""}, // the place is the second name's, see below
		{"tag", `{{define "x"}}{{.«Title»}}{{end}}{{template "x"}}`, "theme-field-unknown", `there is no value here to take "Title" of`, ""},
		{"tag", `{{define "x"}}{{.«Lnag»}}{{end}}{{template "x" dict "Lang" .Lang}}`, "theme-field-unknown", `the dict given to this template has no "Lnag"`, "did you mean Lang?"},
		{"tag", `{{define "x"}}{{.Card.«Titel»}}{{end}}{{range .Posts}}{{template "x" dict "Card" .}}{{end}}`, "theme-field-unknown", `view.Card has no "Titel"`, "did you mean Title?"},
		// A text for one kind of page may be another's fault: the first kind is named.
		{"home", `{{define "heading"}}{{.«Years»}}{{end}}`, "theme-field-unknown", `view.Home has no "Years"`, ""},
		// Lists.
		{"tag", `{{range «.Older»}}{{end}}`, "theme-range", "range goes over lists, maps and numbers, not over a view.Link", ""},
		{"tag", `{{range «.Name»}}{{end}}`, "theme-range", "range goes over lists, maps and numbers, not over a text", ""},
		// Templates.
		{"tag", `{{template "«crad»" .}}`, "theme-template-unknown", `no template is called "crad"`, "did you mean card?"},
		{"tag", `{{if .Older}}{{template "«nothing-like-it»" .}}{{end}}`, "theme-template-unknown", `no template is called "nothing-like-it"`, "the file nothing-like-it.html beside layout.html would be it"},
		{"tag", `{{fixed "«fot»" .Site .Lang ""}}`, "theme-template-unknown", `no template is called "fot"`, "did you mean foot?"},
		{"tag", `{{$n := "foot"}}{{fixed «$n» .Site .Lang ""}}`, "theme-args", "the name of a fixed piece is written out, so that it is known what a page depends on", ""},
		{"tag", `{{define "x"}}{{.Site.Title}}{{.«Title»}}{{end}}{{fixed "x" .Site .Lang ""}}`, "theme-field-unknown", `view.Frame has no "Title"`, "go doc ./generator/view Frame lists what there is"},
		// Functions.
		{"tag", `{{«tetx» .Lang "list.older"}}`, "theme-func-unknown", `no function is called "tetx"`, "did you mean text?"},
		{"tag", `{{«now»}}`, "theme-func-unknown", `no function is called "now"`, "did you mean not?"},
		{"tag", `{{«date» .Lang "long"}}`, "theme-args", "date takes three values, not 2", ""},
		{"tag", `{{«lower»}}`, "theme-args", "lower takes one value, not 0", ""},
		{"tag", `{{date .Lang "«lnog»" .Site.Title}}`, "theme-args", `no style of dates is called "lnog"`, "did you mean long?"},
		{"tag", `{{lower «.Posts»}}`, "theme-args", "lower wants a text here, not a list of view.Card", ""},
		{"tag", `{{truncate «.Name» .Name}}`, "theme-args", "truncate wants a whole number here, not a text", ""},
		{"tag", `{{.Posts | «lower»}}`, "theme-args", "lower wants a text, not a list of view.Card", ""},
		{"tag", `{{.«Name» 1}}`, "theme-args", "Name is a field and takes no values", ""},
		{"tag", `{{range .Posts}}{{.Body.«HTML» 1}}{{end}}`, "theme-args", "HTML takes no value, not 1", ""},
		{"tag", `{{«eq» .Name 1}}`, "theme-args", "eq: a text is never equal to a whole number", ""},
		{"tag", `{{«lt» .Posts 1}}`, "theme-args", "lt: a list of view.Card has no order", ""},
		{"tag", `{{«len» .Site}}`, "theme-args", "len: a view.Site has no length", ""},
		{"tag", `{{«index» .Posts "x"}}`, "theme-args", "index: a place in a list is a whole number, not a text", ""},
		{"tag", `{{«not»}}`, "theme-args", "not takes one value, not 0", ""},
		{"tag", `{{template "x" dict «"Card"»}}{{define "x"}}{{end}}`, "theme-args", `dict takes pairs of a name and a value: "Card" has none`, ""},
		// Texts.
		{"tag", `{{text .Lang "«list.oldr»"}}`, "theme-text-unknown", `no text is called "list.oldr"`, "did you mean list.older?"},
		{"tag", `{{text .Lang «"post.minutes"»}}`, "theme-args", `the text "post.minutes" has 1 blanks to fill and is given 0`, ""},
		// Values that mislead.
		{"post", `{{if «.Date»}}x{{end}}`, "theme-always-true", "if holds a view.Day for true, whatever is in it", "ask .Date.Is"},
		{"post", `{{if and .Title «.Body»}}x{{end}}`, "theme-always-true", "and holds a view.Body for true, whatever is in it", "ask .Body.Is"},
		{"post", `{{with «.Updated»}}x{{end}}`, "theme-always-true", "with holds a view.Day for true, whatever is in it", "ask .Updated.Is"},
		{"post", `{{«.Date»}}`, "theme-print", "a view.Day has no form of its own on a page", `{{date .Lang "long" …}} shows a date`},
		{"post", `{{with .Event}}{{«.»}}{{end}}`, "theme-print", "a view.EventRef has no form of its own on a page", "choose one of its fields"},
		// What is right.
		{"post", `{{.Params.anything.at.all}}{{range .Site.Params}}{{.x}}{{end}}`, "", "", ""},
		{"post", `{{range 3}}{{.}}{{end}}{{$n := len .Tags}}{{if gt $n 1}}{{$n}}{{end}}`, "", "", ""},
		{"post", `{{$s := "("}}{{range .Tags}}{{$s}}{{.Title}}{{$s = "; "}}{{end}}`, "", "", ""},
		{"post", `{{with $e := .Event}}{{$e.Name}}{{.URL}}{{end}}{{range $i, $t := .Tags}}{{$i}}{{$t.URL}}{{break}}{{else}}{{.Title}}{{end}}`, "", "", ""},
		{"post", `{{.Title | truncate 20 | lower | printf "%s"}}{{(.Body).HTML}}{{index .Site.Assets "style.css"}}{{.Site.Sum}}`, "", "", ""},
		{"post", `{{join ", " .Authors}}{{abs .Site .URL}}{{block "mine" .Hero}}{{.Alt}}{{end}}{{$.Base.Title}}`, "", "", ""},
	} {
		from := strings.Index(c.text, "«")
		to := strings.Index(c.text, "»") - len("«")
		src := strings.NewReplacer("«", "", "»", "").Replace(c.text)
		path := "themes/mine/pages/" + c.page + ".html"
		tree := plainTree(t, file(path, src))
		_, list := Open(tree, "mine", nil)
		switch {
		case c.code == "" && from >= 0:
			if len(list) != 1 || list[0].Message != `a list of view.Card has no "Title"` {
				t.Errorf("%s:\n%v", src, list)
			}
		case c.code == "":
			for _, d := range list {
				t.Errorf("%s:\n%s", src, told(tree, d))
			}
		case len(list) != 1:
			t.Errorf("%s: %d complaints, want one", src, len(list))
			for _, d := range list {
				t.Log(told(tree, d))
			}
		default:
			d := list[0]
			if d.Code != c.code || d.Message != c.message || c.hint != "" && d.Hint != c.hint {
				t.Errorf("%s:\n%s\nwant %s %q hint %q", src, told(tree, d), c.code, c.message, c.hint)
			}
			if d.Pos.File != path || d.Pos.Off != from || d.Pos.End != to {
				t.Errorf("%s: %v, want %d–%d\n%s", src, d.Pos, from, to, told(tree, d))
			}
			if d.Fix != nil && d.Hint != "did you mean "+d.Fix.New+"?" {
				t.Errorf("%s: the fix is %q", src, d.Fix.New)
			}
		}
	}
}

// TestCheckEverywhere: one slip in a piece that all pages share is said once.
func TestCheckEverywhere(t *testing.T) {
	tree := plainTree(t)
	tree = edited(t, tree, "themes/plain/layout.html", "{{.Title}}</a></p>", "{{.Titel}}</a></p>")
	_, list := Open(tree, "plain", nil)
	if len(list) != 1 || !strings.Contains(told(tree, list[0]), "themes/plain/layout.html:") || list[0].Fix.New != "Title" {
		t.Errorf("%v", list)
	}
}

// FuzzOpen: no template makes the parser, the check or the execution panic.
func FuzzOpen(f *testing.F) {
	for _, s := range []string{
		`{{.Title}}`, `{{range .Posts}}{{.}}{{end}}`, `{{$x := dict "a" . }}{{$x.a.Name}}`, `{{template "main" .}}`, `{{define "main"}}{{end}}`,
		`{{with $x := .Older}}{{$x.Title.Foo}}{{end}}`, `<script>{{.Name}}</script>`, `<a href={{.}}`, `{{"a" | printf "%d" | len}}`, `{{(.Posts)}}{{((index .Posts)).X}}`,
		`{{nil}}`, `{{1.5 | lower}}`, `{{and}}`, `{{/* x */}}`, "{{/*", `{{break}}`, `{{range $i, $e := 3}}{{end}}`, `{{text "" "" ""}}`, `{{dict 1 2}}`, `{{index}}`, `{{slice .Name 1 2 3}}`, `{{true.X}}`, `{{.X.}}`,
	} {
		f.Add(s)
	}
	base := plainFiles(f)
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(s, "range") && strings.ContainsAny(s, "0123456789") {
			t.Skip("a long count is slow, not wrong")
		}
		files := append(base[:len(base):len(base)], file("themes/mine/pages/tag.html", s))
		th, list := Open(newTree(files), "mine", nil)
		for _, d := range list {
			if !d.Pos.IsWhole() && (d.Pos.Off > d.Pos.End || d.Pos.File == "themes/mine/pages/tag.html" && d.Pos.End > len(s)) {
				t.Errorf("a place outside of the file: %v", d)
			}
		}
		_ = executed(th, samples(th, "en")["tags/python/"])
	})
}
