package plan

import (
	"net/url"
	"slices"
	"strings"

	"recap/generator/diag"
	"recap/generator/view"
)

// planHostFiles plans the small files that hosts read, as far as the settings ask
// for them. An author's own file of the name stands.
func planHostFiles(p *planner) {
	for _, name := range p.site.Config.Publish.Files {
		f := hostFiles[name]
		p.add(f.path, view.Raw{Text: f.text(p)}, diag.Whole("content/site.yaml")).yields = true
	}
}

// hostFiles are these files by their word in the settings.
var hostFiles = map[string]struct {
	path string
	text func(*planner) string
}{
	"headers": {headersPath, func(*planner) string { return "" }}, // see Plan.headers
	// The host's own name of the site: GitHub and Codeberg Pages.
	"cname": {"CNAME", func(p *planner) string {
		u, err := url.Parse(p.base.BaseURL)
		if err != nil {
			return ""
		}
		return u.Hostname() + "\n"
	}},
	// GitHub Pages then publishes files whose names begin with a dot or underscore.
	"nojekyll": {".nojekyll", func(*planner) string { return "" }},
}

// headersPath is the file of Netlify and Cloudflare Pages, where rules add up:
// https://docs.netlify.com/routing/headers/.
const headersPath = "_headers"

// policy is a strict Content-Security-Policy for a site in the house's own look:
// scripts and styles are files of the site, and nothing on a page runs or is
// loaded otherwise, but for what it opens after a click or by the owner's choice.
// Pictures and recordings may lie elsewhere, where an author put them into a text.
func policy(s view.Sources) string {
	rule := func(name string, from ...string) string { return name + " 'self' " + strings.Join(from, " ") }
	rules := []string{
		"default-src 'none'", rule("script-src", s.Script...), rule("style-src", s.Style...), "img-src 'self' https: data:", "media-src 'self' https:", "font-src 'self'",
		rule("connect-src", s.Connect...), "manifest-src 'self'", rule("frame-src", s.Frame...), "base-uri 'none'", "form-action 'self' https:", "frame-ancestors 'self'",
	}
	for i := range rules {
		rules[i] = strings.TrimSpace(rules[i])
	}
	return strings.Join(rules, "; ")
}

// headers writes the policy into its file, once all pages are known: what they load
// from elsewhere is in it, and an edit of one sentence can change that.
func (pl *Plan) headers() {
	i, ok := slices.BinarySearch(pl.Paths, headersPath)
	if !ok {
		return
	}
	pg := &pl.Pages[i]
	if _, ours := pg.View.(view.Raw); !ours { // else an author's own
		return
	}
	home := pl.site.Home
	var b strings.Builder
	b.WriteString(home + "*\n")
	if pl.site.Config.Markup.HTML != "allow" { // an author's scripts are theirs
		b.WriteString("  Content-Security-Policy: " + policy(pl.Sources()) + "\n")
	}
	b.WriteString("  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n")
	b.WriteString("\n# Their names hold a sum of their content.\n")
	for _, dir := range []string{"assets/*", "img/*"} {
		b.WriteString(home + dir + "\n  Cache-Control: public, max-age=31536000, immutable\n")
	}
	pg.View, pg.sum = view.Raw{Text: b.String()}, &viewSum{}
}
