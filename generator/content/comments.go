package content

import (
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/source"
)

// CommentKinds are what readers once left under a post: words of their own, or
// the notice that another site links to it (pingback, trackback).
var CommentKinds = []string{"comment", "pingback", "trackback"}

// Thread is what readers said of one post: content/comments/posts/x.yaml for
// content/posts/x.md.
type Thread struct {
	File *source.File `codec:"-"`
	For  string       // "content/posts/x", the post's path without its ending
	List []Comment    // in the order of the file
}

// Comment is one of them. There is no field for an e-mail or an IP address: what
// other systems keep of those is nobody's business here.
type Comment struct {
	ID     Word
	Author Word
	URL    Word
	Date   When
	Kind   string // "" is "comment"
	Parent Word   // id of the comment it answers, which stands above it
	Text   string // Markdown
	Doc    *markdown.Doc

	at Word `codec:"-"` // where it begins: it needs neither an id nor an author
}

var commentTable = newTable("a comment", []key[Comment]{
	{name: "id", kind: field("id", func(c *Comment) *Word { return &c.ID }, (*reader).id), doc: "its name in the thread: the address ends in #comment-id"},
	{name: "author", kind: word(func(c *Comment) *Word { return &c.Author }), doc: "name as it is shown"},
	{name: "url", kind: address(func(c *Comment) *Word { return &c.URL }), doc: "the author's site, or the page that links here"},
	{name: "date", kind: date(func(c *Comment) *When { return &c.Date }), doc: "when it was written"},
	{name: "kind", kind: choice(func(c *Comment) *string { return &c.Kind }, CommentKinds...), doc: "default: comment"},
	{name: "parent", kind: word(func(c *Comment) *Word { return &c.Parent }), doc: "id of the comment it answers, which stands above it"},
	{name: "text", kind: text(func(c *Comment) *string { return &c.Text }), doc: "Markdown"},
})

// threadOf is the post that a path below content/ holds the comments of.
func threadOf(path string) (post string, ok bool) {
	rest, ok := strings.CutPrefix(path, "comments/")
	base, isYAML := yamlBase(rest)
	if !ok || !isYAML || !strings.HasPrefix(base, "posts/") && !strings.HasPrefix(base, "pages/") {
		return "", false
	}
	return "content/" + base, true
}

// loadThread reads the comments of one post.
func loadThread(f *source.File, post string) (*Thread, diag.List) {
	t := &Thread{File: f, For: post}
	var list diag.List
	t.List, list = loadRecords(f, commentTable,
		func(c *Comment) *Word { return &c.ID }, func(c *Comment) *Word { return &c.at },
		func(r *reader, n *yaml.Node, c *Comment) {
			commentTable.read(r, n, c)
			c.at = Word{Text: "a comment", Pos: r.place(n)}
		})
	seen := make(map[string]bool, len(t.List))
	for i := range t.List {
		c := &t.List[i]
		if !c.Parent.IsZero() && !seen[c.Parent.Text] {
			list.Add(diag.Warnf("comment-parent", c.Parent.Pos, "no comment above this one is called %q", short(c.Parent.Text)).
				WithHint("answers stand below what they answer; without parent: it begins a thread of its own"))
			c.Parent = Word{}
		}
		seen[c.ID.Text] = true
		list.Add(c.parse(f.Path)...)
	}
	return t, list
}

// parse reads the text. Its places are those of a value in YAML, so the comment
// as a whole is what a complaint points at.
func (c *Comment) parse(file string) diag.List {
	doc, list := markdown.Parse(file, []byte(c.Text), 0)
	at := c.at.Pos
	for i := range list {
		list[i].Pos, list[i].Fix = at, nil
	}
	for i := range doc.Links {
		doc.Links[i].Pos = at
	}
	for i := range doc.Images {
		doc.Images[i].Pos = at
	}
	for i := range doc.Raw {
		doc.Raw[i].Pos = at
	}
	c.Doc = doc
	return list
}
