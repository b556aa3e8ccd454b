package plan

import (
	"recap/generator/content"
	"recap/generator/site"
	"recap/generator/view"
)

// threadDepth is how deep answers are indented; a deeper one stands beside what
// it answers and says whom it answers.
const threadDepth = 4

// thread is what readers said of a text; nil for nothing, or when its author
// wants no comments.
func (p *planner) thread(post *site.Post) *view.Thread {
	t := post.Thread
	if t == nil || len(t.List) == 0 || commentsOff(post) {
		return nil
	}
	v := &view.Thread{}
	answers := map[string][]*content.Comment{}
	for i := range t.List {
		c := &t.List[i]
		if c.Kind == "pingback" || c.Kind == "trackback" {
			v.Mentions = append(v.Mentions, view.Mention{ID: commentID(c), Title: c.Author.Text, URL: site.SafeURL(c.URL), Date: p.site.Day(c.Date)})
			continue
		}
		v.Count++
		answers[c.Parent.Text] = append(answers[c.Parent.Text], c)
	}
	v.Comments = p.comments(post, answers, "", 1)
	return v
}

// comments are the answers to one comment. Every comment answers one above it
// (content sees to that), so this ends.
func (p *planner) comments(post *site.Post, answers map[string][]*content.Comment, to string, depth int) []view.Comment {
	var out []view.Comment
	for _, c := range answers[to] {
		name := "comment-" + c.ID.Text
		v := view.Comment{
			ID: commentID(c), Author: c.Author.Text, URL: site.SafeURL(c.URL), Date: p.site.Day(c.Date),
			Text: p.record(post.File.Path, name, post.Path, c.Doc, c.Text),
		}
		if c.ID.IsZero() {
			out = append(out, v)
			continue
		}
		replies := p.comments(post, answers, c.ID.Text, depth+1)
		if depth < threadDepth {
			v.Replies, replies = replies, nil
		}
		out = append(out, v)
		for _, r := range replies {
			if r.To == "" {
				r.To = v.Author
			}
			out = append(out, r)
		}
	}
	return out
}

func commentsOff(post *site.Post) bool {
	for _, c := range post.Post.Comments {
		if c.Key == "" && c.Value.Text == "false" {
			return true
		}
	}
	return false
}

func commentID(c *content.Comment) string {
	if c.ID.IsZero() {
		return ""
	}
	return "comment-" + c.ID.Text
}
