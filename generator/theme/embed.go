package theme

import (
	"html/template"
	"strings"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/view"
)

// EmbedSum names everything of the theme that the pieces inside texts depend
// on: their templates with those they call, and the words. It is part of every
// body's key.
func (th *Theme) EmbedSum() digest.Sum {
	sums := []digest.Sum{th.texts.sum}
	for _, name := range embedNames() {
		var s digest.Sum
		if p := th.embeds[name]; p != nil {
			s = p.sum
		}
		sums = append(sums, s)
	}
	return digest.Join(sums...)
}

// Embed makes the HTML of a piece that stands inside a text by embeds/name.html.
// v is the view of that name in view.Embeds; lang is in it already and only there
// so that one signature serves pieces without a language of their own. Faults
// are those of Execute.
func (th *Theme) Embed(name, lang string, v any) (template.HTML, error) {
	p := th.embeds[name]
	if p == nil {
		return "", &diag.Fault{List: diag.List{diag.Errorf("theme-missing",
			diag.Whole("themes/"+th.name+"/embeds/"+name+".html"), "%v", errNoTemplate)}}
	}
	if len(p.fault) > 0 {
		return "", &diag.Fault{List: p.fault}
	}
	var b strings.Builder
	if err := p.execute(th, &b, v); err != nil {
		return "", th.fault(p, err)
	}
	return template.HTML(b.String()), nil
}

// Own is a text that a language has itself, without what it borrows from English.
func (th *Theme) Own(lang, key string) (string, bool) {
	p, ok := th.texts.in(lang)[key]
	own := p.tag != fallback || strings.EqualFold(lang, fallback) || strings.HasPrefix(strings.ToLower(lang), fallback+"-")
	return p.text, ok && own
}

// Span is the days from one date to another in a language, as templates show them.
func (th *Theme) Span(lang string, from, to view.Day) (string, error) {
	return th.texts.span(lang, from, to)
}

// Date is a date in a language, in a style that templates know as well: for
// titles that the program makes.
func (th *Theme) Date(lang, style string, d view.Day) (string, error) {
	return th.texts.date(lang, style, d)
}
