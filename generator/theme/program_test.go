package theme

import (
	"bytes"
	"html/template"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"recap/generator/view"
)

// both makes a page by its program and by html/template alone.
func both(t *testing.T, p *page, v any) (ours, theirs string, gave bool) {
	t.Helper()
	if p.program == nil {
		t.Fatalf("%T: there is no program: something in the templates is not known to it", v)
	}
	var a, b bytes.Buffer
	ok, err := p.program.execute(&a, v)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.tmpl.Execute(&b, v); err != nil && ok {
		t.Fatalf("html/template fails where the program does not: %v", err)
	}
	return a.String(), b.String(), !ok
}

// Every kind of page of the plain theme, and every piece inside texts, has a
// program, which gives the bytes of html/template.
func TestProgramsAreExact(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	for _, lang := range []string{"en", "de"} {
		pages := samples(th, lang)
		for _, path := range slices.Sorted(maps.Keys(pages)) {
			v := pages[path]
			if err := executed(th, v); err != nil {
				t.Fatal(err)
			}
			ours, theirs, gave := both(t, th.pages[v.Template()], v)
			if gave {
				t.Errorf("%s (%s): the program gave way", path, v.Template())
			} else if ours != theirs {
				t.Errorf("%s (%s): %s", path, v.Template(), firstDifference(ours, theirs))
			}
		}
	}
	for _, v := range view.Kinds() { // with no value at all in them
		p := th.pages[v.Template()]
		p.once.Do(func() { p.tmpl, p.err = p.compile(th) })
		if ours, theirs, gave := both(t, p, v); !gave && ours != theirs {
			t.Errorf("empty %T: %s", v, firstDifference(ours, theirs))
		}
	}
	for _, v := range view.Embeds() {
		p := th.embeds[v.Embed()]
		p.once.Do(func() { p.tmpl, p.err = p.compile(th) })
		if ours, theirs, gave := both(t, p, v); gave || ours != theirs {
			t.Errorf("%T: gave way: %t; %s", v, gave, firstDifference(ours, theirs))
		}
	}
}

func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-60):min(len(s), i+60)] }
	return "\n  ours   " + cut(a) + "\n  theirs " + cut(b)
}

// escapable are values that escapers treat in ways of their own.
var escapable = []any{
	"", "plain", `<a href="x">'+' & &amp; ` + "\x00\xff\u2028\ufdd0", "/a/b?c=d&e=f#g", "http://example.org/ä?x=%41%4", "HTTPS://x", "javascript:alert(1)",
	"mailto:a@b.c", "a:b", "a/b:c", "//host/x:y", "x y(z)'", "+49", "a,b 2x, javascript:c",
	template.HTML("<b title='x'>&amp; bold</b>"), template.URL("javascript:x"), template.HTMLAttr(`id="x"`), template.JS("a()"), template.CSS("a: b"),
	0, -7, 1 << 40, true, false, 2.5, []string{"a<", "b"}, map[string]int{"<": 1}, &view.Link{Title: "<t>"}, named("<named>"), struct{ A int }{3},
}

type named string

// Values of all kinds in all places are written as html/template writes them.
func TestEscapersAreExact(t *testing.T) {
	for _, src := range []string{
		`<p>{{.}}</p>`, `<p title="{{.}}">`, `<p title='{{.}}'>`, `<p title={{.}}>`, `<a href="{{.}}">`, `<a href="/x?q={{.}}">`, `<img srcset="{{.}}">`,
		`<a href="/x/{{.}}">`, `<title>{{.}}</title>`, `<textarea>{{.}}</textarea>`, `<script>{{.}}</script>`, `<script>'{{.}}'</script>`,
		`<style>a { b: {{.}} }</style>`, `<p style="{{.}}">`, `<p {{.}}>`, `<p onclick="{{.}}">`, `{{if .}}yes{{else}}no{{end}}`, `<!-- {{.}} -->`,
	} {
		set := template.Must(template.New("x").Parse(src))
		p := newProgram(set, "x", &texts{}, &fixedPieces{})
		if p == nil {
			t.Errorf("%s: no program", src)
			continue
		}
		for _, v := range escapable {
			var ours, theirs bytes.Buffer
			ok, _ := p.execute(&ours, v)
			err := set.Execute(&theirs, v)
			if ok && (err != nil || ours.String() != theirs.String()) {
				t.Errorf("%s of %#v:\n  ours   %s\n  theirs %s (%v)", src, v, ours.String(), theirs.String(), err)
			}
			if s, plain := v.(string); !ok && plain && err == nil {
				t.Errorf("%s of %q: the program gave way", src, s)
			}
		}
	}
}

// The language itself: each line a template, made of data that has a bit of all.
func TestProgramsSpeakTheLanguage(t *testing.T) {
	type inner struct{ Name string }
	data := struct {
		view.Base
		Yes, No bool
		N       int
		List    []string
		Inner   *inner
		None    *inner
		Any     any
		Map     map[string]string
		Rows    []inner
		Day     view.Day
		F       float64
	}{Base: view.Base{Title: "T", Lang: "en"}, Yes: true, N: 3, List: []string{"a", "b", "c"}, Inner: &inner{"in"}, Any: inner{"any"},
		Map: map[string]string{"k": "v", "a": "z"}, Rows: []inner{{"r1"}, {"r2"}}, F: 1.5}
	th := open(t, plainTree(t), "plain")
	funcs := th.texts.funcs()
	for _, src := range []string{
		`{{.Title}} {{.Base.Title}} {{.N}} {{.Yes}} {{$.N}} {{.F}}`,
		`{{$x := .Title}}{{if $x}}{{$x := .N}}{{$x}}{{end}}{{$x}}{{$x = .Lang}}{{$x}}`,
		`{{if and .Yes .No}}1{{else if or .No .Title}}2{{else}}3{{end}}`, `{{and .Yes .Title}}|{{or .No .N}}|{{and}}`,
		`{{range .List}}{{.}},{{else}}none{{end}}`, `{{range $i, $e := .List}}{{$i}}{{$e}}{{if eq $e "b"}}{{break}}{{end}}{{end}}`,
		`{{range $e := .Rows}}{{if eq .Name "r1"}}{{continue}}{{end}}{{$e.Name}}{{$.N}}{{end}}`,
		`{{range .Map}}{{.}}{{end}}`, `{{range $k, $v := .Map}}{{$k}}{{$v}}{{end}}`, `{{range .N}}{{.}}{{end}}`, `{{range .None}}x{{else}}e{{end}}`,
		`{{with .Inner}}{{.Name}}{{else}}no{{end}}`, `{{with .None}}{{.Name}}{{else}}no{{end}}`, `{{with $d := .Any}}{{$d.Name}}{{.Name}}{{end}}`,
		`{{.None.Name}}`, `{{.Any.Name}}`, `{{.Map.k}}|{{if .Map.q}}q{{end}}`, `{{.Map.q}}`, `{{index .Map "k"}}{{index .List 1}}{{index .Map "q"}}`, `{{index .List 7}}`,
		`{{len .List}}{{len .Title}}{{len .Map}}`, `{{eq .N 3}}{{eq .Title "x" "T"}}{{ne .N 4}}{{lt .N 4}}{{le 3 .N}}{{gt .N 3}}{{ge .N 4}}{{not .No}}`,
		`{{eq .N "3"}}`, `{{eq .F 1.5}}`, `{{template "p" dict "A" .Title "B" .N}}{{define "p"}}{{.A}}{{.B}}{{.C}}{{end}}`,
		`{{template "p" dict "A" .Title}}{{define "p"}}{{if .C}}c{{end}}{{with .A}}{{.}}{{end}}{{end}}`, `{{template "p"}}{{define "p"}}{{if .}}x{{else}}y{{end}}{{end}}`,
		`{{"a" | lower}} {{.Title | lower | printf "%s!"}}`, `{{(index .Rows 1).Name}} {{(len .List)}}`, `{{if (and .Yes (not .No))}}x{{end}}`,
		`{{join ", " .List}}|{{truncate 2 "long word"}}|{{host "https://www.a.b/c"}}`, `{{text .Lang "post.minutes" .N}}|{{label .Lang "state" "none"}}|{{number .Lang 12345}}`,
		`{{text .Lang "no.such.text"}}`, `{{date .Lang "iso" .Day}}|{{date .Lang "iso" .Title}}`, `{{.Day.Is}}{{if .Day.Is}}x{{end}}`,
		`{{/* note */}}{{- "x" -}} {{"y"}}`, `<p {{template "a" .}}>{{template "a" .}}{{define "a"}}title="{{.Title}}"{{end}}`, `{{template "loop" .}}{{define "loop"}}{{template "loop" .}}{{end}}`,
		`{{print .N .Title}}`, `{{printf "%03d" .N}}`, `{{.List}}`, `{{.Inner}}`, `{{nil}}`, `{{template "n" dict "A" nil}}{{define "n"}}{{with .A}}x{{else}}y{{end}}{{end}}`, `{{1.5}}{{'a'}}{{0x1F}}`, `{{$a := 1}}{{range .List}}{{$a = 2}}{{end}}{{$a}}`,
	} {
		set, err := template.New("x").Funcs(funcs).Parse(src)
		if err != nil {
			continue // not even text/template's
		}
		p := newProgram(set, "x", th.texts, &fixedPieces{})
		if p == nil {
			continue
		}
		if strings.Contains(src, `"loop"`) {
			if ok, _ := p.execute(&bytes.Buffer{}, data); ok {
				t.Error("a template that calls itself for ever ends")
			}
			continue
		}
		var ours, theirs bytes.Buffer
		ok, _ := p.execute(&ours, data)
		if err := set.Execute(&theirs, data); ok && (err != nil || ours.String() != theirs.String()) {
			t.Errorf("%s\n  ours   %s\n  theirs %s (%v)", src, ours.String(), theirs.String(), err)
		}
	}
}

// The list of functions is one list in two places.
func TestProgramsKnowTheFunctions(t *testing.T) {
	for name, f := range (&texts{}).funcs() {
		if planted[name] != nil {
			continue
		}
		c, ok := callables[name]
		if !ok {
			t.Errorf("%s: no program can call it, so pages that do are slow", name)
			continue
		}
		if rt := reflect.TypeOf(f); !rt.IsVariadic() && (c.least != rt.NumIn() || c.most != rt.NumIn()) {
			t.Errorf("%s: takes %d to %d arguments here, %d there", name, c.least, c.most, rt.NumIn())
		}
	}
}
