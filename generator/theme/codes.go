package theme

import "recap/generator/diag"

// Codes explains what this room says.
var Codes = []diag.Code{
	{Name: "theme-unknown", Severity: diag.Error, Text: "The settings name a theme, theme.name, that is neither a folder below themes/ nor one that comes with the program. Without the key the theme is plain."},
	{Name: "theme-css-open", Severity: diag.Warning, Text: "A stylesheet among the theme's assets opens a bracket, a quote or a comment that nothing closes, or closes one that is not open. Browsers then leave out rules that follow, without a word. The first such place is told."},
	{Name: "theme-missing", Severity: diag.Error, Text: "A theme must answer every kind of page with a file in pages/, and begin with layout.html. What a site's own theme leaves out is taken from plain, so this is said only when plain itself is incomplete."},
	{Name: "theme-unreadable", Severity: diag.Error, Text: "A file of the theme could not be read. Look at its permissions; while an editor is saving, it may also have been gone for a moment."},
	{Name: "theme-syntax", Severity: diag.Error, Text: "A template cannot be parsed. The language is that of Go's text/template: actions stand in {{ }}, and every {{if}}, {{with}}, {{range}}, {{block}} and {{define}} ends with {{end}}. Pages that do not use the file are not affected."},
	{Name: "theme-failed", Severity: diag.Error, Text: "A template went wrong while a page was made: something was asked of a value that is missing, or a place in the HTML leaves it unclear how a value must be escaped. What may be missing is asked for first: {{with .Event}}{{.Name}}{{end}}."},
	{Name: "theme-field-unknown", Severity: diag.Error, Text: "A template asks for a field that the page's view does not have. go doc ./generator/view lists every kind of page and its fields. Inside {{range}} and {{with}} the dot is another value; $ is still what the template was given."},
	{Name: "theme-func-unknown", Severity: diag.Error, Text: "A template calls a function that does not exist. There are those of Go's text/template (and, or, not, eq, len, index, printf …) and the theme's own: text, label, number, date, span, join, truncate, lower, abs, host, dict, here, fixed, ld."},
	{Name: "theme-template-unknown", Severity: diag.Error, Text: "{{template \"name\"}} names a template that does not exist. The file card.html beside layout.html is the template \"card\"; {{define}} makes others."},
	{Name: "theme-args", Severity: diag.Error, Text: "A function or method is given the wrong values: too many, too few, or of a kind it does not take. The text functions begin with the language: {{text .Lang \"list.older\"}}, {{date .Lang \"long\" .Date}}."},
	{Name: "theme-range", Severity: diag.Error, Text: "{{range}} goes over lists, maps and numbers. For one value that may be missing there is {{with}}."},
	{Name: "theme-twice", Severity: diag.Error, Text: "Two files of a theme define a template of the same name. Only a page's own file may define again what the shared files define."},
	{Name: "theme-always-true", Severity: diag.Warning, Text: "A condition asks whether a structured value is there, but templates hold every such value for true, also an empty one. Dates and bodies are asked with Is: {{if .Date.Is}}."},
	{Name: "theme-print", Severity: diag.Warning, Text: "A structured value is printed as a whole, which would show Go's notation to readers. Choose a field, {{.Event.Name}}, show a date with {{date}}, a body with {{.Body.HTML}}."},
	{Name: "theme-page-unknown", Severity: diag.Warning, Text: "A file in the theme's pages/ folder has the name of no kind of page, so nothing would ever use it. The names are those that view.Kinds lists."},
	{Name: "theme-asset-missing", Severity: diag.Warning, Text: "A stylesheet refers to a file that is not in the theme's assets/ folder. References are relative to the stylesheet; those beginning with a slash or a scheme are left as they are."},
	{Name: "theme-asset-circle", Severity: diag.Warning, Text: "Stylesheets import one another in a circle. Names of assets hold a hash of their content, which a circle cannot have."},
	{Name: "theme-text-syntax", Severity: diag.Error, Text: "A line in i18n/ is neither a comment nor a text. In a .txt file it reads key = text, with an optional plural form: post.minutes[one] = {} minute. In a .yaml file it is key: text, and plural forms are a map: post.minutes: {one: \"{} minute\", other: \"{} minutes\"}."},
	{Name: "theme-text-twice", Severity: diag.Error, Text: "A file in i18n/ gives the same text twice. Leave one of the two lines out."},
	{Name: "theme-text-unknown", Severity: diag.Error, Text: "A template asks for a text that i18n/en.txt does not have. English is what every other language falls back to, so each text stands there."},
	{Name: "theme-text-unused", Severity: diag.Warning, Text: "A language has a text that English does not have, so no template can ask for it. Often the key is misspelt."},
	{Name: "i18n-missing", Severity: diag.Warning, Text: "A language lacks some of the theme's texts; readers see them in English. recap theme texts and the language writes them down, to be translated in content/i18n. A file for a region, de-AT.yaml, needs only what differs from de."},
}
