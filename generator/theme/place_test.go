package theme

import (
	"errors"
	"strings"
	"testing"

	"recap/generator/diag"
	"recap/generator/view"
)

// TestSyntaxPlaces: a template that cannot be parsed is named by the action that
// is wrong, not by the line where the parser gave up; « and » stand around what
// the caret must underline.
func TestSyntaxPlaces(t *testing.T) {
	for _, c := range []struct{ text, message, hint string }{
		{"a\n«{{.Title»\n<p>b</p>\n", "this action is not closed", "it ends with }}"},
		{"a\n«{{.Title}»\n<p>{{.URL}}</p>\n", "this action is not closed", ""},
		{"a\n<b>«{{.Title»</b>\n<p>{{.URL}}</p>\n", "this action is not closed", ""},
		{"a\n«{{.Title»\n{{- end}}\n<p>b</p>\n", "this action is not closed", ""},
		{"a\n{{- «if eq .A \"b\" }»", "", ""}, // see below
		{"a\n«{{if .X}}»\nb\n\n\n", "this {{if}} has no {{end}}", ""},
		{"{{range .X}}\n«{{with .Y}}»\n{{end\n}}\n{{define \"x\"}}{{end}}\n", "", ""},
		{"«{{define \"x\"}}»\n{{if .A}}{{end}}\n{{emd}}\n\n", "this {{define}} has no {{end}}", "did you mean {{end}} by {{emd}}?"},
		{"{{if .A}}\n{{end}}\n«{{end}}»\nc", "unexpected {{end}}", "there is one {{end}} more than there is to end"},
		{"{{range .X}}\n{{else}}\n«{{else}}»\n{{end}}\n", "expected end; found {{else}}", ""},
		{"a\n«{{if}}»\nb", "missing value for if", ""},
		{"{{.A}} {{.B «!» 1}} {{.C}}\n", "unexpected \"!\" in operand", ""},
		{"a\n{{.A}}{{«$x»}}\nb\n", "undefined variable \"$x\"", ""},
		{"a\n{{\n\n  «1a»\n}}\nb\n", "bad number syntax: \"1a\"", ""},
		{"a\n{{template «foo»}}\nb\n", "unexpected \"foo\" in template clause", ""},
		{"a\n«{{\"abc}}»\nb\n", "unterminated quoted string", ""},
		{"a\n{{.A«.»}}\nb\n", "unexpected <.> in operand", ""},
		{"{{/* {{if}} */}}\n{{print \"}}\" `{{\n` '\\''}}\n«{{break}}»\n", "{{break}} outside {{range}}", ""},
	} {
		from := strings.Index(c.text, "«")
		to := strings.Index(c.text, "»") - len("«")
		src := strings.NewReplacer("«", "", "»", "").Replace(c.text)
		tree := plainTree(t, file("themes/mine/pages/tag.html", src))
		_, list := Open(tree, "mine", nil)
		if c.message == "" { // only that it is said once, within the file
			if len(list) != 1 || list[0].Code != "theme-syntax" || list[0].Pos.IsWhole() || list[0].Pos.End > len(src) {
				t.Errorf("%s: %v", src, list)
			}
			continue
		}
		if len(list) != 1 {
			t.Errorf("%s: %d complaints", src, len(list))
			continue
		}
		if d := list[0]; d.Message != c.message || c.hint != "" && d.Hint != c.hint || d.Pos.Off != from || d.Pos.End != to {
			t.Errorf("%s: want %d–%d, is %d–%d\n%s", src, from, to, d.Pos.Off, d.Pos.End, told(tree, d))
		}
	}
}

// TestBrokenHTML: where a template leaves a tag, a quotation mark or a script
// open, html/template notices at the end of the page and names no place. recap
// names the tag.
func TestBrokenHTML(t *testing.T) {
	for _, c := range []struct{ page, piece, message string }{
		{"<p>\n«<a href=\"{{.URL}}>»x</a>\n<p>more</p>\n", "", "an attribute's closing quotation mark is missing"},
		{"<p>\n<b>x</b>«<a href='x>»{{.Name}}</a>\n", "", "an attribute's closing quotation mark is missing"},
		{"<p>\n  «<a href=\"{{.URL}}\"»\n", "", "this tag has no >"},
		{"<p>\n{{if .Name}}{{end}}\n«<script>»{{.Name}}\n", "", "<script> has no </script>"},
		{"<p>\n«<!-- a comment {{.Name}}»\n", "", "a comment has no -->"},
		{"<p>{{template \"badge\" .}}</p>\n", "\n«<b title=\"{{.Name}}>»x</b>\n", "an attribute's closing quotation mark is missing"},
		{"<p>{{define \"x\"}}\n  «<b title=\"{{end}}{{template \"x\" .}}</p>»\n", "", "an attribute's closing quotation mark is missing"},
		{"<p>\n«<a href=x{{.URL}}y\"z>»\n", "", `from this tag on the quotation marks do not pair: "\"" in unquoted attr: "y\"z"`},
	} {
		path, src := "themes/mine/pages/tag.html", c.page
		if c.piece != "" {
			path, src = "themes/mine/badge.html", c.piece
		}
		from := strings.Index(src, "«")
		to := strings.Index(src, "»") - len("«")
		clean := strings.NewReplacer("«", "", "»", "").Replace
		tree := plainTree(t, file("themes/mine/pages/tag.html", clean(c.page)), file("themes/mine/badge.html", clean(c.piece)))
		th, list := Open(tree, "mine", nil)
		if len(list) > 0 {
			t.Fatal(list)
		}
		var f *diag.Fault
		if err := executed(th, samples(th, "en")["tags/python/"]); !errors.As(err, &f) {
			t.Errorf("%s: %v", src, err)
			continue
		}
		if d := f.List[0]; d.Message != c.message || d.Pos != (diag.Pos{File: path, Off: from, End: to}) {
			t.Errorf("%s: want %d–%d\n%v %s", src, from, to, d.Pos, told(tree, d))
		}
	}
}

// TestWrongValueForPiece: who gives a piece what it was not made for is told so
// at the call, once.
func TestWrongValueForPiece(t *testing.T) {
	for _, c := range []struct{ page, message, hint string }{
		{`<p>{{template "card" .}}`, `the template "card" asks for "Card", "Sub", and view.Tag has none of them`, `it may want a dict: {{template "card" dict "Card" … "Sub" …}}`},
		{`{{template "card" dict "Card" .Older "Lang" .Lang "Sub" true}}`, `the template "card" asks for "Event", "Lang", "Body", "Summary", "More", "Date", "Part", "Minutes", "Authors", "Tags", "Draft", "Future", and view.Link has none of them`, ""},
	} {
		tree := plainTree(t, file("themes/mine/pages/tag.html", c.page))
		th, list := Open(tree, "mine", nil)
		at := strings.Index(c.page, "card")
		if len(list) != 1 || list[0].Message != c.message || list[0].Hint != c.hint || list[0].Pos != (diag.Pos{File: "themes/mine/pages/tag.html", Off: at, End: at + 4}) {
			for _, d := range list {
				t.Error(told(tree, d))
			}
			continue
		}
		v := samples(th, "en")["tags/python/"].(view.Tag)
		v.Older = nil
		if err := executed(th, v); err == nil {
			t.Errorf("%s: the page is made", c.page)
		}
	}
	// A slip in the piece itself stays where it is, and says who called.
	tree := plainTree(t, file("themes/mine/pages/tag.html", `{{template "badge" .}}`), file("themes/mine/badge.html", `{{.Nmae}} {{.Titel}}`))
	_, list := Open(tree, "mine", nil)
	if len(list) != 2 || list[0].Pos.File != "themes/mine/badge.html" || len(list[0].Notes) != 1 || list[0].Notes[0].Pos.File != "themes/mine/pages/tag.html" {
		t.Errorf("%v", list)
	}
}
