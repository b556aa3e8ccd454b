package plan

import (
	"html/template"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/source"
	"recap/generator/view"
)

// What the owner of a site adds to it: HTML of their own, someone who counts
// readers, a place where readers answer.

// mostInclude is how long a file of HTML for every page may be.
const mostInclude = 64 << 10

// include is the HTML of a file that the settings name.
func (p *planner) include(w content.Word) template.HTML {
	f := p.included(w)
	if f == nil {
		return ""
	}
	text, err := f.Bytes()
	switch {
	case err != nil:
		p.said.Add(diag.Errorf("theme-include", w.Pos, "%s cannot be read: %v", f.Path, err))
		return ""
	case len(text) > mostInclude:
		p.said.Add(diag.Errorf("theme-include", w.Pos, "%s has %d bytes: it would be in every page", f.Path, len(text)).
			WithHint("64 KB are the most: put scripts and styles into files below content/static"))
		return ""
	case !utf8.Valid(text):
		p.said.Add(diag.Errorf("theme-include", w.Pos, "%s is no text in UTF-8", f.Path))
		return ""
	}
	for _, in := range markdown.FindInlineCode(text) {
		at := diag.Pos{File: f.Path, Off: in.Off, End: in.End}
		if in.Source == "" {
			p.said.Add(diag.Warnf("include-inline", at, "a strict Content-Security-Policy ignores the attribute %s", in.What).
				WithHint("put it into a file below content/static"))
			continue
		}
		p.said.Add(diag.Warnf("include-inline", at, "a strict Content-Security-Policy does not let this %s pass", in.What).
			WithHint("put it into a file below content/static, or let the policy say %s-src %s", in.What, in.Source))
	}
	return template.HTML(text)
}

// included is the file itself; nil for none.
func (p *planner) included(w content.Word) *source.File {
	if w.Text == "" {
		return nil
	}
	name := "content/" + strings.TrimPrefix(strings.TrimPrefix(w.Text, "/"), "content/")
	var near []string
	for _, st := range p.site.Static {
		if st.File.Path == name {
			return st.File
		}
		if path.Ext(st.File.Path) == ".html" {
			near = append(near, strings.TrimPrefix(st.File.Path, "content/"))
		}
	}
	d := diag.Errorf("theme-include", w.Pos, "no file lies at %s", name).Meant(strings.TrimPrefix(name, "content/"), near)
	if d.Hint == "" {
		d = d.WithHint("put it below content/ and name it from there: head.html")
	}
	p.said.Add(d)
	return nil
}

// isInclude reports a file whose text is part of every page and which is no page
// itself.
func (p *planner) isInclude(file string) bool {
	for _, w := range []content.Word{p.site.Config.Theme.Head, p.site.Config.Theme.Foot} {
		if w.Text != "" && file == "content/"+strings.TrimPrefix(strings.TrimPrefix(w.Text, "/"), "content/") {
			return true
		}
	}
	return false
}

// analytics is who counts readers, nil for nobody.
func (p *planner) analytics() *view.Analytics {
	a := p.site.Config.Analytics
	at := strings.TrimSuffix(a.URL.Text, "/")
	if at == "" {
		return nil
	}
	v := &view.Analytics{Kind: a.Kind, Site: a.Site}
	switch a.Kind {
	case "plausible":
		v.Script, v.Count = at, at+"/api/event"
		if path.Ext(at) != ".js" {
			v.Script = at + "/js/script.js"
		}
	case "goatcounter":
		at = strings.TrimSuffix(at, "/count")
		v.Script, v.Count = at+"/count.js", at+"/count"
	case "matomo":
		v.Script, v.Count = at+"/matomo.js", at+"/matomo.php"
	default:
		return nil
	}
	return v
}

// discussion is where readers answer a post; nil for nowhere. The post may name
// its own place: comments: {mastodon: …}, or a post of its syndication on Mastodon.
func (p *planner) discussion(post *site.Post) *view.Discussion {
	c := p.site.Config.Comments
	if post.IsPage || commentsOff(post) || post.Draft || post.Unlisted {
		return nil
	}
	for _, own := range post.Post.Comments {
		if own.Key == "mastodon" {
			return mastodon(site.SafeURL(own.Value))
		}
	}
	page := p.site.Abs(post.URL)
	switch c.Kind {
	case "mastodon":
		for _, w := range post.Syndication {
			if d := mastodon(site.SafeURL(w)); d != nil {
				return d
			}
		}
	case "giscus":
		return &view.Discussion{
			Kind: c.Kind, Host: "giscus.app", Source: giscus + "/client.js", Lang: strings.ToLower(first(post.Lang)),
			URL:  "https://github.com/" + c.Repo + "/discussions?discussions_q=" + url.QueryEscape(strings.Trim(post.URL, "/")),
			Repo: c.Repo, RepoID: c.RepoID, Category: c.Category, CategoryID: c.CategoryID,
		}
	case "isso":
		at := strings.TrimSuffix(c.URL.Text, "/")
		return &view.Discussion{
			Kind: c.Kind, Host: hostOf(at), URL: at + "/feed?uri=" + url.QueryEscape(post.URL), Lang: first(post.Lang),
			Source: at + "/js/embed.min.js", Style: at + "/css/isso.css", Server: at + "/",
		}
	case "email":
		return &view.Discussion{Kind: c.Kind, URL: "mailto:" + c.Address.Text + "?subject=" + url.PathEscape(post.Title) + "&body=" + url.PathEscape(page)}
	}
	return nil
}

// giscus is the host of comments that are discussions on GitHub.
const giscus = "https://giscus.app"

// first is the language of a tag: "de" of "de-AT".
func first(lang string) string {
	lang, _, _ = strings.Cut(lang, "-")
	return lang
}

// mastodon is the answers to a post there: https://host/@name/123. Its API gives
// them to everybody (docs.joinmastodon.org, statuses/:id/context).
func mastodon(address string) *view.Discussion {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" {
		return nil
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(parts) != 2 || !strings.HasPrefix(parts[0], "@") || parts[1] == "" || strings.Trim(parts[1], "0123456789") != "" {
		return nil
	}
	return &view.Discussion{
		Kind: "mastodon", URL: address, Host: u.Host,
		Source: "https://" + u.Host + "/api/v1/statuses/" + parts[1] + "/context",
	}
}

// Sources are what the pages of a plan load from elsewhere, after a click or by
// the owner's choice, each once. Who writes the policy of a host adds them to it.
func (pl *Plan) Sources() view.Sources {
	var s view.Sources
	if a := pl.planner.base.Analytics; a != nil {
		s.Script = append(s.Script, origin(a.Script))
		s.Connect = append(s.Connect, origin(a.Count))
		s.Image = append(s.Image, origin(a.Count))
	}
	for _, pg := range pl.Pages {
		if f, ok := pg.View.(interface{ Framed() []string }); ok {
			for _, o := range f.Framed() {
				if o != "'self'" {
					s.Frame = append(s.Frame, o)
				}
			}
		}
		post, ok := pg.View.(view.Post)
		if !ok || post.Discuss == nil || post.Discuss.Source == "" {
			continue
		}
		switch d := post.Discuss; d.Kind {
		case "mastodon":
			s.Connect = append(s.Connect, origin(d.Source))
		case "giscus":
			s.Script, s.Style, s.Frame = append(s.Script, giscus), append(s.Style, giscus), append(s.Frame, giscus)
		case "isso":
			at := origin(d.Source)
			s.Script, s.Style, s.Connect, s.Image = append(s.Script, at), append(s.Style, at), append(s.Connect, at), append(s.Image, at)
		}
	}
	for _, list := range []*[]string{&s.Script, &s.Style, &s.Connect, &s.Image, &s.Frame} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return s
}
