package plan

import (
	"cmp"
	"slices"

	"recap/generator/site"
	"recap/generator/slug"
	"recap/generator/view"
)

// topicShown is how many sections one page of a topic holds.
const topicShown = 20

// topic is the sections that posts mark with one {topic=…}.
type topic struct {
	slug, name string
	sections   []view.TopicSection // newest post first, in its order
}

// planTopics plans a page for each topic, and the list of them.
func planTopics(p *planner) {
	if !p.lists("topics") {
		return
	}
	var topics []*topic
	for _, post := range p.site.Posts {
		for _, q := range post.Facts.Sections {
			key := slug.Term(q.Topic)
			if key == "" {
				continue
			}
			i := slices.IndexFunc(topics, func(t *topic) bool { return t.slug == key })
			if i < 0 {
				i = len(topics)
				topics = append(topics, &topic{slug: key, name: q.Topic})
			}
			t := topics[i]
			t.name = min(t.name, q.Topic)
			t.sections = append(t.sections, view.TopicSection{Title: q.Title, URL: post.URL + "#" + q.Anchor, Lead: q.Lead, Post: lines([]*site.Post{post})[0]})
		}
	}
	if len(topics) == 0 {
		return
	}
	slices.SortFunc(topics, func(a, b *topic) int { return cmp.Compare(a.slug, b.slug) })
	const index = "topics/index.html"
	title := p.text("topics.title")
	all := view.Terms{Base: p.list(index, title, p.text("plan.topics", p.base.Title), 0), Sort: "topic"}
	crumb := view.Link{Title: title, URL: all.URL}
	for _, t := range topics {
		dir := "topics/" + t.slug + "/"
		front := view.Topic{
			Base: p.list(dir+"index.html", t.name, p.text("plan.topic", t.name, p.base.Title), 0, crumb),
			Name: t.name, Sections: t.sections[:min(len(t.sections), topicShown)],
		}
		own := view.Link{Title: t.name, URL: front.URL}
		front.Older = p.paged(len(t.sections), topicShown, dir, "", func(n, from, to int, newer, older *view.Link) {
			out := numberedPath(dir, n)
			p.addList(out, view.Topic{Base: p.list(out, t.name, "", n, crumb, own), Name: t.name, Number: n, Sections: t.sections[from:to], Newer: newer, Older: older})
		})
		p.addList(dir+"index.html", front)
		all.Terms = append(all.Terms, own)
	}
	p.addList(index, all)
	p.also(title, index)
}
