package plan

import (
	"cmp"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/site"
	"recap/generator/slug"
	"recap/generator/view"
)

// edition is the site in a language that the settings name below languages:. It
// has a list of the posts in it and frames every page in it; posts keep the one
// address they have, there is no mirrored tree.
type edition struct {
	content.Edition
	dir   string // "de/"
	base  *view.Site
	posts []*site.Post // newest first
	feed  *view.FeedLink
}

// findEditions works out the site's languages before any page is planned.
func (p *planner) findEditions() {
	p.spoken(p.site.Config.Language)
	for _, e := range p.site.Config.Languages {
		word := slug.Make(e.Lang.Text)
		if word == "" {
			continue
		}
		p.spoken(e.Lang)
		own := &edition{Edition: e, dir: word + "/"}
		v := *p.base
		v.Title, v.Description = cmp.Or(e.Title, v.Title), cmp.Or(e.Description, v.Description)
		v.Footer, v.Language, v.Home = cmp.Or(e.Footer, v.Footer), e.Lang.Text, p.site.URLOf(own.index())
		if len(e.Menu) > 0 {
			v.Menu = p.menu(e.Menu)
		}
		own.base = v.Name()
		p.editions = append(p.editions, own)
	}
	if len(p.editions) == 0 {
		return
	}
	for _, post := range p.site.Posts {
		if e := p.listOf(post.Lang); e != nil {
			e.posts = append(e.posts, post)
		}
	}
}

// spoken says when the theme has no word of a language that the settings name.
func (p *planner) spoken(lang content.Word) {
	if lang.Text == "" || p.theme.Speaks(lang.Text) {
		return
	}
	pos := lang.Pos
	if pos.File == "" {
		pos = diag.Whole("content/site.yaml")
	}
	p.said.Add(diag.Warnf("i18n-none", pos, "the theme has no texts in %q: its words on pages in that language are English", lang.Text).
		WithHint("recap theme texts %s > content/i18n/%s.yaml writes them down, to be translated", lang.Text, lang.Text))
}

func (e *edition) index() string { return e.dir + "index.html" }

// listOf is the edition whose list holds texts in a language: "de" is for
// "de-AT" too, unless that has one of its own (RFC 4647, 3.4).
func (p *planner) listOf(lang string) *edition {
	var best *edition
	for _, e := range p.editions {
		tag := e.Lang.Text
		if len(lang) < len(tag) || !strings.EqualFold(lang[:len(tag)], tag) || len(lang) > len(tag) && lang[len(tag)] != '-' {
			continue
		}
		if best == nil || len(tag) > len(best.Lang.Text) {
			best = e
		}
	}
	return best
}

// edition is the one that frames pages in a language, nil for the site itself:
// pages in its own language keep its frame, whatever list of them there is.
func (p *planner) edition(lang string) *edition {
	if strings.EqualFold(lang, p.site.Config.Language.Text) {
		return nil
	}
	return p.listOf(lang)
}

// pageIn is the base of a page in a language.
func (p *planner) pageIn(lang, out, kind, title, description string) view.Base {
	b := p.page(out, kind, title, description)
	b.Lang = lang
	if e := p.edition(lang); e != nil {
		b.Site = e.base
		if e.feed != nil && out != e.index() {
			b.Feeds = append(slices.Clone(b.Feeds), *e.feed)
		}
	}
	return b
}

// homeIn is the first crumb of a page in a language.
func (p *planner) homeIn(lang string) view.Link {
	if e := p.edition(lang); e != nil {
		return view.Link{Title: e.base.Title, URL: e.base.Home}
	}
	return p.home()
}

// homes are the home page, for whoever reads all languages, and that of each
// language.
func (p *planner) homes() []view.Alternate {
	if len(p.editions) == 0 {
		return nil
	}
	out := []view.Alternate{{Lang: "x-default", URL: p.site.Home, Abs: p.site.Abs(p.site.Home)}}
	for _, e := range p.editions {
		out = append(out, view.Alternate{Lang: e.Lang.Text, URL: e.base.Home, Abs: p.site.Abs(e.base.Home)})
	}
	return out
}

// planEditions plans the list of posts of each language.
func planEditions(p *planner) {
	for _, e := range p.editions {
		lang := e.Lang.Text
		h := view.Home{Base: p.pageIn(lang, e.index(), "home", e.base.Title, description(e.base.Description))}
		h.Site, h.Alternates = e.base, p.homes()
		h.Posts = p.cardsIn(lang, e.posts[:min(len(e.posts), p.perPage())])
		h.Older = p.numbered(listing{
			posts: e.posts, dir: e.dir + "posts/", heading: p.textIn(lang, "plan.posts"),
			parent: view.Link{Title: e.base.Title, URL: e.base.Home}, lang: lang,
		})
		h.Upcoming, h.Timeline = p.upcoming(), p.homeTimeline()
		p.addList(e.index(), h)
	}
}
