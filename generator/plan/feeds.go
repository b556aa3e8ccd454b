package plan

import (
	"slices"

	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/view"
)

// feedFormats are the site's feeds: setting, file, media type, name.
var feedFormats = []struct{ format, file, media, name string }{
	{"atom", "feed.atom", atomType, "Atom"},
	{"rss", "feed.rss", "application/rss+xml", "RSS"},
	{"json", "feed.json", "application/feed+json", "JSON Feed"},
}

const atomType = "application/atom+xml"

// siteFeeds are the feeds that every page offers.
func (p *planner) siteFeeds() []view.FeedLink {
	var out []view.FeedLink
	for _, f := range feedFormats {
		if slices.Contains(p.site.Config.Feeds.Formats, f.format) {
			out = append(out, view.FeedLink{Title: p.site.Config.Title + " (" + f.name + ")", URL: p.site.URLOf(f.file), Type: f.media})
		}
	}
	return out
}

// planFeeds plans the site-wide feeds: the newest posts, with their whole text.
// Undated posts are in none: a feed needs a moment.
func planFeeds(p *planner) {
	posts := p.newest(p.site.Posts)
	for _, f := range feedFormats {
		if slices.Contains(p.site.Config.Feeds.Formats, f.format) {
			p.feed(f.file, posts, view.Feed{
				Format: f.format, Title: p.site.Config.Title, Description: p.site.Config.Description,
				Language: p.site.Config.Language.Text, Home: p.base.BaseURL,
			}, false)
		}
	}
}

// newest are the posts a feed holds of a list that stands newest first.
func (p *planner) newest(posts []*site.Post) []*site.Post {
	var out []*site.Post
	for _, post := range posts {
		if len(out) == max(1, p.site.Config.Feeds.Items) {
			break
		}
		if !post.When.IsZero() {
			out = append(out, post)
		}
	}
	return out
}

// feed plans one feed. teaser leaves the texts out.
func (p *planner) feed(file string, posts []*site.Post, v view.Feed, teaser bool) {
	v.Self, v.Author, v.Hub = p.site.Abs(p.site.URLOf(file)), p.site.Author, p.base.Standards.WebSub
	for _, post := range posts {
		e, text := p.entry(post)
		switch {
		case teaser:
			e.Body = view.Body{}
		case text != nil:
			text.announce()
		}
		if e.Updated.After(v.Updated) {
			v.Updated = e.Updated
		}
		v.Entries = append(v.Entries, e)
	}
	p.add(file, v, noFile)
}

// feedEntry is a post as all feeds carry it.
type feedEntry struct {
	entry view.Entry
	text  *shared // nil for feeds of teasers
}

func (p *planner) entry(post *site.Post) (view.Entry, *shared) {
	if known, ok := p.entries[post]; ok {
		return known.entry, known.text
	}
	e := view.Entry{
		Title: post.Title, URL: p.site.Abs(post.URL), Published: post.When, Updated: post.When,
		Authors: post.Authors, Summary: post.Summary, Lang: post.Lang, Image: raster(post.Hero),
	}
	e.ID = p.entryID(post)
	if post.UpdatedAt.After(e.Updated) {
		e.Updated = post.UpdatedAt
	}
	for _, t := range post.Tags {
		e.Tags = append(e.Tags, t.Name)
	}
	var text *shared
	if p.site.Config.Feeds.Content != "teaser" {
		e.Body, text = p.texts.share(p.body(post, markdown.Frame{Prefix: post.Prefix(), Absolute: p.site.Origin, Page: post.URL, Plain: true}))
	}
	p.entries[post] = feedEntry{e, text}
	return e, text
}

// entryID is what feed readers know a post by; it must outlive a new address:
// the id of its front matter, else the first address it ever had.
func (p *planner) entryID(post *site.Post) string {
	switch {
	case !post.ID.IsZero():
		return post.ID.Text
	case len(post.Aliases) > 0:
		return p.site.Abs(p.site.URLOf(aliasPath(post.Aliases[0].Text)))
	}
	return p.site.Abs(post.URL)
}
