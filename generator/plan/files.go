package plan

import (
	"path"
	"strings"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/markdown"
	"recap/generator/view"
)

// planFiles plans what is published as it is: the author's files, the theme's
// assets, and the small files made of the settings.
func planFiles(p *planner) {
	for _, st := range p.site.Static {
		if p.isInclude(st.File.Path) {
			continue
		}
		if photo := p.site.Photo(st.File.Path); photo != nil && photo.Hidden() {
			continue
		}
		v := view.Copy{File: st.File.Path, Source: st.File.Sum}
		if carriesMetadata(st.Path) {
			v.Strip = p.site.Config.Images.Strip
		}
		p.add(st.Path, v, diag.Whole(st.File.Path))
	}
	for _, a := range p.theme.Assets() {
		p.add(a.Path, view.Raw{Text: string(a.Data)}, diag.Whole(a.File.Path))
	}
	for _, a := range p.made {
		p.add(a.path, view.Raw{Text: a.text}, diag.Whole("content/site.yaml"))
	}
	p.add("robots.txt", view.Robots{Sitemap: p.base.BaseURL + "sitemap.xml"}, noFile).yields = true
}

// carriesMetadata reports whether a file may hold a position or a serial number.
func carriesMetadata(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".svg":
		return true
	}
	return false
}

// asset is a small file made of the settings.
type asset struct{ name, path, text string }

// madeAssets are the stylesheets that come from the settings: the accent and
// the colours of code. They are files, not style elements, so that a strict
// Content-Security-Policy holds.
func (p *planner) madeAssets() []asset {
	var out []asset
	add := func(name, text string) {
		ext := path.Ext(name)
		file := "assets/" + strings.TrimSuffix(name, ext) + "." + digest.Bytes([]byte(text)).Short() + ext
		out = append(out, asset{name, file, text})
	}
	if p.site.Config.Pages.Search {
		add("opensearch.xml", p.openSearch())
	}
	if w := p.site.Config.Theme.Accent; w.Text != "" {
		add("accent.css", ":root{--accent:"+w.Text+"}\n")
	}
	c := p.site.Config.Code
	css, err := markdown.HighlightCSS(c.StyleLight.Text, c.StyleDark.Text)
	if err == nil {
		add("code.css", css)
	}
	return out
}

// newestShown is how many posts the page for unknown addresses names.
const newestShown = 5

// planNotFound plans the page hosts show for unknown addresses.
func planNotFound(p *planner) {
	v := view.NotFound{
		Base:  p.page("404.html", "404", p.text("404.title"), ""),
		Posts: lines(p.site.Posts[:min(len(p.site.Posts), newestShown)]),
	}
	v.NoIndex = true
	p.add("404.html", v, noFile).yields = true
}
