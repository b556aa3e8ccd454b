package plan

import (
	"encoding/json"
	"html/template"
	"path"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/view"
)

// siteView is what all pages share.
func (p *planner) siteView() *view.Site {
	s, c := p.site, p.site.Config
	v := &view.Site{
		Title: c.Title, Description: c.Description, Home: s.Home, BaseURL: s.Origin + s.Home,
		Language: c.Language.Text, Author: s.Author, Me: s.Me, Footer: c.Theme.Footer,
		Assets: map[string]string{}, Params: params(c.Params), Feeds: p.siteFeeds(),
		Standards: view.Standards{
			JSONLD: c.Standards.JSONLD, Microformats: c.Standards.Microformats, OpenGraph: c.Standards.OpenGraph,
			Webmention: c.Standards.Webmention.Text, WebSub: c.Standards.WebSub.Text,
		},
	}
	if len(c.Feeds.Formats) > 0 && len(c.Feeds.Per) > 0 {
		v.OPML = p.site.URLOf(opmlFile)
	}
	if c.Pages.Search {
		v.Search = p.site.URLOf(searchFile)
	}
	v.Menu = p.menu(c.Theme.Menu)
	v.Analytics, v.Head, v.Foot = p.analytics(), p.include(c.Theme.Head), p.include(c.Theme.Foot)
	if c.Comments.Kind == "giscus" {
		v.FrameAlso = giscus
	}
	for _, a := range p.theme.Assets() {
		v.Assets[a.Name] = s.Home + a.Path
	}
	for _, r := range p.made {
		v.Assets[r.name] = s.Home + r.path
	}
	return v.Name()
}

// menu is a navigation of the settings.
func (p *planner) menu(items []content.MenuItem) []view.Link {
	var out []view.Link
	for _, m := range items {
		out = append(out, view.Link{Title: m.Title, URL: p.menuURL(m.URL.Text)})
	}
	return out
}

// menuURL is an address of the settings' menu under the site's sub-path.
func (p *planner) menuURL(u string) string {
	if rest, ok := strings.CutPrefix(u, "/"); ok && !strings.HasPrefix(u, "//") {
		if s := p.site.Home; strings.HasPrefix(u, s) {
			return u
		}
		return p.site.Home + rest
	}
	return u
}

// menuTargets are the addresses of the site's own that its menus lead to.
func (p *planner) menuTargets() []site.Target {
	var out []site.Target
	items := slices.Clone(p.site.Config.Theme.Menu)
	for _, e := range p.editions {
		items = append(items, e.Menu...)
	}
	for _, m := range items {
		path, frag, _ := strings.Cut(p.menuURL(m.URL.Text), "#")
		if below, ours := strings.CutPrefix(path, p.site.Home); ours && m.URL.Pos.File != "" {
			out = append(out, site.Target{Path: below, Frag: frag, Pos: m.URL.Pos, Code: "link-dead"})
		}
	}
	return out
}

// params are free keys as themes see them.
func params(list []content.Param) map[string]any {
	if len(list) == 0 {
		return nil
	}
	out := make(map[string]any, len(list))
	for _, kv := range list {
		var v any
		if json.Unmarshal([]byte(kv.JSON), &v) == nil {
			out[kv.Key] = v
		}
	}
	return out
}

// page is the base of a page at an output path in the site's language.
func (p *planner) page(out, kind, title, description string) view.Base {
	url := p.site.URLOf(out)
	return view.Base{
		Site: p.base, Lang: p.site.Config.Language.Text, URL: url, Canonical: p.site.Abs(url),
		Title: title, Description: description, Kind: kind,
		Feeds: p.offers[out],
	}
}

// home is the first crumb.
func (p *planner) home() view.Link { return view.Link{Title: p.base.Title, URL: p.site.Home} }

// body is a promise of a post's text in a frame.
func (p *planner) body(post *site.Post, f markdown.Frame) view.Body {
	asked := f
	f.Shift += shift(post.Doc)
	b := view.Body{
		Of:  post.File.Path,
		Key: markdown.Key(post.Doc.Sum, p.site.Markup, f, post.Answers),
		Make: func() (template.HTML, error) {
			src, err := post.File.Bytes()
			if err != nil {
				return "", err
			}
			return p.md.Render(src, post.From, f, post.Answers)
		},
	}
	p.frames[b.Key] = asked
	return b
}

// shift brings the shallowest heading of a text below the page's own title.
func shift(d *markdown.Doc) int {
	least := 7
	for _, h := range d.Headings {
		least = min(least, h.Level)
	}
	if least == 7 {
		return 0
	}
	return 2 - least
}

// tocWords is the length from which a post gets a table of contents by itself.
const tocWords = 500

// toc is a text's table of contents, two levels deep.
func toc(post *site.Post) []view.Heading {
	on := len(post.Doc.Headings) >= 3 && post.Doc.Words >= tocWords
	if post.TOC != nil {
		on = *post.TOC
	}
	if !on {
		return nil
	}
	by := shift(post.Doc)
	var out []view.Heading
	for _, h := range post.Doc.Headings {
		entry := view.Heading{Title: h.Text, ID: h.ID}
		switch level := h.Level + by; {
		case level == 2 || len(out) == 0 && level == 3:
			out = append(out, entry)
		case level == 3:
			last := &out[len(out)-1]
			last.Children = append(last.Children, entry)
		}
	}
	return out
}

// description is a text for <meta name=description>, at most 160 characters.
func description(texts ...string) string {
	for _, t := range texts {
		if t = strings.Join(strings.Fields(markdown.Fill(t, nil)), " "); t != "" {
			return site.Shorten(t, 160)
		}
	}
	return ""
}

// card is what lists show of a post.
func (p *planner) card(lang string, post *site.Post) view.Card {
	c := post.Facts.Card
	if at := post.Place; at.Series != nil && len(at.Series.Posts) > 1 {
		c.Part = p.textIn(lang, "plan.part", at.Number)
	}
	if p.site.Config.Posts.List == "full" {
		c.Body = p.body(post, markdown.Frame{Prefix: post.Prefix(), Shift: 1, Cut: true, Guest: true, Page: post.URL})
		c.More = post.Doc.More >= 0
	}
	return c
}

func (p *planner) cards(posts []*site.Post) []view.Card {
	return p.cardsIn(p.site.Config.Language.Text, posts)
}

// cardsIn are cards on a page in a language.
func (p *planner) cardsIn(lang string, posts []*site.Post) []view.Card {
	if len(posts) == 0 {
		return nil
	}
	out := make([]view.Card, len(posts))
	for i, post := range posts {
		out[i] = p.card(lang, post)
	}
	return out
}

// lines are posts as long lists show them.
func lines(posts []*site.Post) []view.Line {
	var out []view.Line
	for _, post := range posts {
		c := &post.Facts.Card
		out = append(out, view.Line{Title: c.Title, URL: c.URL, Date: c.Date, Lang: c.Lang, Event: c.Event, Draft: c.Draft, Future: c.Future})
	}
	return out
}

func link(post *site.Post) *view.Link {
	if post == nil {
		return nil
	}
	return &view.Link{Title: post.Title, URL: post.URL}
}

// isHTML reports whether an output file is a page that readers look at.
func isHTML(out string) bool {
	switch path.Ext(out) {
	case ".html", ".htm", ".xhtml", ".php":
		return true
	}
	return false
}
