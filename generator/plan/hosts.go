package plan

import (
	"net/url"
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
	"headers": {"_headers", headers},
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

// policy is a strict Content-Security-Policy for a site in the house's own look:
// scripts and styles are files of the site, and nothing on a page runs or is
// loaded otherwise. Pictures and recordings may lie elsewhere where an author put
// them into a text. Which frames a page may open, after a click, is in its own
// head, and narrower.
func policy(frames bool) string {
	frame := "frame-src 'self'"
	if frames {
		frame += " https:"
	}
	return strings.Join([]string{
		"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' https: data:", "media-src 'self' https:", "font-src 'self'",
		"connect-src 'self'", "manifest-src 'self'", frame, "base-uri 'none'", "form-action 'self' https:", "frame-ancestors 'self'",
	}, "; ")
}

// headers is the file of Netlify and Cloudflare Pages, where rules add up:
// https://docs.netlify.com/routing/headers/.
func headers(p *planner) string {
	home := p.site.Home
	var b strings.Builder
	b.WriteString(home + "*\n")
	if p.site.Config.Markup.HTML != "allow" { // an author's scripts are theirs
		b.WriteString("  Content-Security-Policy: " + policy(p.site.Config.Embeds.Mode != "link") + "\n")
	}
	b.WriteString("  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n")
	b.WriteString("\n# Their names hold a sum of their content.\n")
	for _, dir := range []string{"assets/*", "img/*"} {
		b.WriteString(home + dir + "\n  Cache-Control: public, max-age=31536000, immutable\n")
	}
	return b.String()
}
