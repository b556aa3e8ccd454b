package plan

import (
	"cmp"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/view"
)

// planPosts plans the page of each post, listed or not.
func planPosts(p *planner) {
	for _, post := range slices.Concat(p.site.Posts, p.site.Hidden) {
		out := site.OutputOf(post.Path)
		pg := p.add(out, p.post(post, out), claim(post))
		pg.index = !post.Unlisted
		pg.at(post)
	}
}

// claim is where a post says where it lies: at its slug or url, else the file.
func claim(post *site.Post) diag.Pos {
	for _, w := range []content.Word{post.Post.URL, post.Slug} {
		if !w.IsZero() && w.Pos.File != "" {
			return w.Pos
		}
	}
	return diag.Whole(post.File.Path)
}

func (p *planner) post(post *site.Post, out string) view.Post {
	v := view.Post{
		Base: p.pageIn(post.Lang, out, "post", post.Title, description(post.Description.Text, post.Post.Summary.Text, post.Summary)),
		Date: post.Date, Updated: post.Updated, Updates: post.Updates, Authors: post.Authors,
		Tags: post.TagLinks(), Event: post.Facts.Card.Event,
		Minutes: post.Minutes(), Words: post.Doc.Words,
		Body:  p.body(post, markdown.Frame{Prefix: post.Prefix()}),
		TOC:   toc(post),
		Hero:  post.Hero,
		Newer: link(post.Newer), Older: link(post.Older),
		EventNext: link(post.EventNext), EventPrev: link(post.EventPrev),
		Draft: post.Draft, Future: post.Future, Unlisted: post.Unlisted,
		Pictures: enlarges(post), Code: len(post.Doc.Codes) > 0, Share: p.share(post),
		Undated: !post.Date.Is(), Params: params(post.Params),
		Disclosure: post.Disclosure.Text,
	}
	v.Frames = p.framesOf(post)
	v.NoIndex = post.Unlisted || post.Draft || post.Future
	if v.Image = raster(post.Hero); v.Image == nil {
		v.Image = p.postCard(post, out)
	}
	v.Alternates = p.alternates(post)
	v.Crumbs = []view.Link{p.homeIn(post.Lang)}
	if len(post.Events) > 0 {
		e := post.Events[0]
		v.Crumbs = append(v.Crumbs, view.Link{Title: p.textIn(post.Lang, "events.title"), URL: p.site.URLOf("events/index.html")}, view.Link{Title: e.Name.Text, URL: e.URL})
		if v.Disclosure == "" {
			v.Disclosure = e.My.Disclosure
		}
	}
	v.Categories, v.Series = p.categories(post), p.place(post)
	v.Related = lines(post.Related)
	v.Comments, v.Discuss = p.thread(post), p.discussion(post)
	for _, w := range post.Syndication {
		if u := site.SafeURL(w); u != "" {
			v.Elsewhere = append(v.Elsewhere, view.Link{Title: hostOf(u), URL: u})
		}
	}
	return v
}

// raster is a picture that social networks show: they show no SVG.
func raster(im *view.Image) *view.Image {
	if im == nil || strings.HasSuffix(strings.ToLower(im.URL), ".svg") {
		return nil
	}
	return im
}

// hostOf is the host of an address, for naming it.
func hostOf(u string) string {
	_, rest, ok := strings.Cut(u, "://")
	if !ok {
		return u
	}
	host, _, _ := strings.Cut(rest, "/")
	return strings.TrimPrefix(host, "www.")
}

// alternates are the translations of a text with the text itself, by language.
func (p *planner) alternates(post *site.Post) []view.Alternate {
	if len(post.Translations) == 0 {
		return nil
	}
	var out []view.Alternate
	for _, q := range append([]*site.Post{post}, post.Translations...) {
		out = append(out, view.Alternate{Lang: q.Lang, URL: q.URL, Abs: p.site.Abs(q.URL)})
	}
	slices.SortFunc(out, func(a, b view.Alternate) int { return cmp.Compare(a.Lang, b.Lang) })
	for _, a := range out { // for whoever reads none of them: the one in the site's language
		if a.Lang == p.site.Config.Language.Text {
			return append(out, view.Alternate{Lang: "x-default", URL: a.URL, Abs: a.Abs})
		}
	}
	return out
}
