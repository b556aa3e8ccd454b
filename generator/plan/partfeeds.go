package plan

import (
	"cmp"
	"slices"
	"strings"

	"recap/generator/site"
	"recap/generator/slug"
	"recap/generator/view"
)

// partFeed is a feed of a part of the site: a tag, an event, a speaker, a
// series, a language.
type partFeed struct {
	per    string // the word in feeds.per
	file   string // "tags/go/feed.atom"
	page   string // output file of the page it follows
	name   string
	lang   string       // of the feed; "" for the site's
	posts  []*site.Post // those it holds; never none
	teaser bool         // summaries only
}

// feedKinds are the kinds of part feeds in the order of feeds.opml.
var feedKinds = []struct {
	per  string
	list func(*planner) []partFeed
}{
	{"language", (*planner).languageFeeds},
	{"tag", (*planner).tagFeeds},
	{"event", (*planner).eventFeeds},
	{"series", (*planner).seriesFeeds},
	{"speaker", (*planner).speakerFeeds},
}

// findFeeds works out the feeds of parts before any page is planned, so that
// each page can offer its own.
func (p *planner) findFeeds() {
	p.offers = map[string][]view.FeedLink{}
	c := p.site.Config.Feeds
	if len(c.Formats) == 0 {
		return
	}
	for _, k := range feedKinds {
		if !slices.Contains(c.Per, k.per) {
			continue
		}
		for _, f := range k.list(p) {
			if f.posts = p.newest(f.posts); len(f.posts) == 0 {
				continue
			}
			p.parts = append(p.parts, f)
			p.offers[f.page] = append(p.offers[f.page], p.offer(f))
			if e := p.listOf(f.lang); e != nil && f.page == e.index() {
				own := p.offer(f)
				e.feed, p.offers[homePage] = &own, append(p.offers[homePage], own)
			}
		}
	}
}

func (p *planner) offer(f partFeed) view.FeedLink {
	return view.FeedLink{Title: p.feedTitle(f), URL: p.site.URLOf(f.file), Type: atomType}
}

func (p *planner) feedTitle(f partFeed) string {
	if e := p.listOf(f.lang); e != nil && f.name == e.Title {
		return e.Title
	}
	return p.text("plan.feed", f.name, p.base.Title)
}

// planPartFeeds plans the feeds of parts and the list of all feeds. A part
// without a page, a series of one edition, has no feed either.
func planPartFeeds(p *planner) {
	if len(p.site.Config.Feeds.Formats) == 0 || len(p.site.Config.Feeds.Per) == 0 {
		return
	}
	list := view.OPML{Title: p.base.Title}
	if p.site.Author != nil {
		list.Owner = p.site.Author.Name
	}
	whole := view.OPMLGroup{Title: p.base.Title}
	for _, f := range p.siteFeeds() {
		whole.Feeds = append(whole.Feeds, view.OPMLFeed{Title: f.Title, URL: p.site.Abs(f.URL), Page: p.base.BaseURL})
	}
	list.Groups = append(list.Groups, whole)
	for _, k := range feedKinds {
		group := view.OPMLGroup{Title: p.text("plan.feeds." + k.per)}
		for _, f := range p.parts {
			if f.per != k.per || !p.planned(f.page) {
				continue
			}
			home := p.site.Abs(p.site.URLOf(f.page))
			v := view.Feed{Format: "atom", Title: p.feedTitle(f), Language: cmp.Or(f.lang, p.site.Config.Language.Text), Home: home}
			if f.lang != "" {
				v.ID = p.site.Abs(p.site.URLOf(f.file)) // home's own feed has its address
			}
			p.feed(f.file, f.posts, v, f.teaser)
			group.Feeds = append(group.Feeds, view.OPMLFeed{Title: v.Title, URL: p.site.Abs(p.site.URLOf(f.file)), Page: home, Lang: f.lang})
		}
		if len(group.Feeds) > 0 {
			list.Groups = append(list.Groups, group)
		}
	}
	p.add(opmlFile, list, noFile)
}

const opmlFile = "feeds.opml"

// tagFeeds, eventFeeds, seriesFeeds, speakerFeeds and languageFeeds are the
// feeds of each kind, in the order of what they follow.

func (p *planner) tagFeeds() []partFeed {
	var out []partFeed
	for _, t := range p.site.Tags {
		out = append(out, partFeed{per: "tag", file: t.Path + "feed.atom", page: t.Path + "index.html", name: t.Name, posts: t.Posts})
	}
	return out
}

func (p *planner) eventFeeds() []partFeed {
	var out []partFeed
	for _, e := range p.site.Events {
		out = append(out, partFeed{per: "event", file: e.Path + "feed.atom", page: e.Path + "index.html", name: e.Name.Text, posts: newestPosts(e.Posts)})
	}
	return out
}

func (p *planner) seriesFeeds() []partFeed {
	var out []partFeed
	for _, sr := range p.site.Series {
		var posts []*site.Post
		for _, e := range sr.Events {
			posts = append(posts, e.Posts...)
		}
		out = append(out, partFeed{per: "series", file: sr.Path + "feed.atom", page: sr.Path + "index.html", name: sr.Name, posts: newestPosts(posts)})
	}
	return out
}

// speakerFeeds hold the posts that tell of a person's talks. They carry
// summaries: a post tells of many people, and each would carry its whole text.
func (p *planner) speakerFeeds() []partFeed {
	var out []partFeed
	for _, sp := range p.site.Speakers {
		if !sp.HasPage {
			continue
		}
		var posts []*site.Post
		for _, t := range sp.Talks {
			for _, c := range t.Coverage {
				posts = append(posts, c.Post)
			}
		}
		out = append(out, partFeed{per: "speaker", file: sp.Path + "feed.atom", page: sp.Path + "index.html", name: sp.Name, posts: newestPosts(posts), teaser: true})
	}
	return out
}

const homePage = "index.html"

// languageFeeds are there when the posts are in more than one language. The home
// page offers them all; on other pages they would change with the first post in
// a new language.
func (p *planner) languageFeeds() []partFeed {
	byLang := map[string][]*site.Post{}
	for _, post := range p.site.Posts {
		if !post.When.IsZero() {
			lang := post.Lang
			if e := p.listOf(lang); e != nil {
				lang = e.Lang.Text
			}
			byLang[lang] = append(byLang[lang], post)
		}
	}
	if len(byLang) < 2 {
		return nil
	}
	langs := make([]string, 0, len(byLang))
	for l := range byLang {
		langs = append(langs, l)
	}
	slices.Sort(langs)
	var out []partFeed
	for _, l := range langs {
		word := slug.Make(l)
		if word == "" {
			continue
		}
		f := partFeed{per: "language", file: word + "/feed.atom", page: homePage, name: p.languageName(l), lang: l, posts: byLang[l]}
		if e := p.listOf(l); e != nil {
			f.page, f.name = e.index(), cmp.Or(e.Title, f.name)
		}
		out = append(out, f)
	}
	return out
}

// languageName is a language by its own name, or its code.
func (p *planner) languageName(code string) string {
	s, err := p.theme.Text(p.site.Config.Language.Text, "label.language."+strings.ToLower(code))
	if err != nil {
		return code
	}
	return s
}

// newestPosts are posts newest first, each once.
func newestPosts(posts []*site.Post) []*site.Post {
	out := slices.Clone(posts)
	slices.SortFunc(out, func(a, b *site.Post) int {
		return cmp.Or(b.When.Compare(a.When), cmp.Compare(a.File.Path, b.File.Path))
	})
	return slices.Compact(out)
}
