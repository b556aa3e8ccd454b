package plan

import (
	"slices"
	"sync"

	"recap/generator/markdown"
	"recap/generator/site"
	"recap/generator/view"
)

// feedFormats are the site's feeds: setting, file, media type, name.
var feedFormats = []struct{ format, file, media, name string }{
	{"atom", "feed.atom", "application/atom+xml", "Atom"},
	{"rss", "feed.rss", "application/rss+xml", "RSS"},
	{"json", "feed.json", "application/feed+json", "JSON Feed"},
}

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
	var posts []*site.Post
	for _, post := range p.site.Posts {
		if !post.When.IsZero() && len(posts) < max(1, p.site.Config.Feeds.Items) {
			posts = append(posts, post)
		}
	}
	var entries []view.Entry
	for _, post := range posts {
		entries = append(entries, p.entry(post))
	}
	for _, f := range feedFormats {
		if !slices.Contains(p.site.Config.Feeds.Formats, f.format) {
			continue
		}
		feed := view.Feed{
			Format: f.format, Title: p.site.Config.Title, Description: p.site.Config.Description,
			Language: p.site.Config.Language.Text, Self: p.site.Abs(p.site.URLOf(f.file)),
			Home: p.base.BaseURL, Author: p.site.Author, Entries: entries,
		}
		for _, e := range entries {
			if e.Updated.After(feed.Updated) {
				feed.Updated = e.Updated
			}
		}
		p.add(f.file, feed, noFile)
	}
}

func (p *planner) entry(post *site.Post) view.Entry {
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
	if p.site.Config.Feeds.Content != "teaser" {
		e.Body = p.body(post, markdown.Frame{Prefix: post.Prefix(), Absolute: p.site.Origin, Page: post.URL, Plain: true})
		e.Body.Make = sync.OnceValues(e.Body.Make) // one text for all formats
	}
	return e
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
