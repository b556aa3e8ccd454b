package serve

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"unicode"

	"recap/generator/diag"
)

// most is the largest number of complaints on a page; the terminal has all.
const most = 50

// complaint is a diagnostic laid out for HTML.
type complaint struct {
	Where, Severity, Code, Message, Hint string
	Before, Marked, After                string // the line; Marked is underlined
	Notes                                []string
}

// The panel stands in an overlay over a page, the page stands alone. Both name
// severity and place in words, as the terminal does.
var complaintTemplates = template.Must(template.New("").Parse(`
{{- define "list"}}<ol>{{range .List}}
<li><p class="where">{{.Where}}</p>
<p class="message"><b>{{.Severity}}:</b> {{.Message}} <span class="code">[{{.Code}}]</span></p>
{{if .Marked}}<pre>{{.Before}}<mark>{{.Marked}}</mark>{{.After}}</pre>
{{end}}{{range .Notes}}<p class="note">note: {{.}}</p>
{{end}}{{with .Hint}}<p class="hint">hint: {{.}}</p>
{{end}}</li>{{end}}
</ol>{{if .More}}<p class="more">and {{.More}} more; the terminal shows them all</p>{{end}}{{end -}}

{{- define "panel"}}<section role="alert" aria-label="complaints"><header><h1>{{.Title}}</h1><button type="button" aria-label="close">×</button></header>
{{template "list" .}}</section>{{end -}}

{{- define "near"}}<section role="status" aria-label="address"><header><h1>nothing is planned at {{.Lead}}</h1><button type="button" aria-label="close">×</button></header>
{{if .Near}}<p>Did you mean</p><ul>{{range .Near}}<li><a href="{{.}}">{{.}}</a></li>{{end}}</ul>{{end}}
<p class="note">Behind this note is what readers see.</p></section>{{end -}}

{{- define "page"}}<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>recap: {{.Title}}</title>
<link rel="stylesheet" href="/.recap/complaints.css">
</head>
<body>
<main><h1>{{.Title}}</h1>
<p>{{.Lead}}</p>
{{if .List}}{{template "list" .}}{{end}}{{if .Near}}<p>Did you mean</p><ul>{{range .Near}}<li><a href="{{.}}">{{.}}</a></li>{{end}}</ul>{{end}}</main>
</body>
</html>
{{end -}}`))

type complaints struct {
	Title, Lead string
	List        []complaint
	More        int
	Near        []string // addresses
}

func panel(list diag.List, text diag.Text) string {
	title := "1 error"
	if len(list) != 1 {
		title = fmt.Sprintf("%d errors", len(list))
	}
	return string(execute(complaintTemplates, "panel", layOut(title, "", list, text)))
}

func complaintPage(title, lead string, list diag.List, text diag.Text, near ...string) []byte {
	c := layOut(title, lead, list, text)
	c.Near = near
	return execute(complaintTemplates, "page", c)
}

// nearNote stands over the site's own page for what is not there.
func nearNote(url string, near []string) string {
	return string(execute(complaintTemplates, "near", complaints{Lead: clean(url), Near: near}))
}

func execute(t *template.Template, name string, data any) []byte {
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, name, data); err != nil {
		return []byte(template.HTMLEscapeString(err.Error()))
	}
	return b.Bytes()
}

func layOut(title, lead string, list diag.List, text diag.Text) complaints {
	c := complaints{Title: title, Lead: lead}
	for i, d := range list {
		if i == most {
			c.More = len(list) - most
			break
		}
		one := complaint{Where: diag.Where(d.Pos, text), Severity: d.Severity.String(), Code: d.Code, Message: clean(d.Message), Hint: clean(d.Hint)}
		if text != nil {
			if pl, ok := diag.Locate(d.Pos, text(d.Pos.File), 0); ok {
				line := []rune(pl.Excerpt)
				from := min(pl.Caret, len(line))
				to := min(from+pl.Span, len(line))
				one.Before, one.Marked, one.After = string(line[:from]), string(line[from:to]), string(line[to:])
				if one.Marked == "" && one.Before != "" {
					one.Marked = " "
				}
			}
		}
		for _, n := range d.Notes {
			one.Notes = append(one.Notes, diag.Where(n.Pos, text)+": "+clean(n.Message))
		}
		c.List = append(c.List, one)
	}
	return c
}

// clean takes the power from characters that hide or turn around their
// neighbours; whatever an author typed is quoted in a message.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return '\uFFFD'
		}
		return r
	}, s)
}
