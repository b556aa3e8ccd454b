package generator

import (
	"cmp"
	"context"
	"slices"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/site"
)

// Inventory is what a site holds, published or not: what recap list shows. It
// takes no notice of Options.Drafts and Options.Future; State says what becomes
// of a post at Options.Now. Slices are never nil, so that an empty list is [] in
// JSON.
type Inventory struct {
	Diagnostics diag.List // sorted; errors do not stop an inventory
	Text        diag.Text
	Posts       []InventoryPost  // newest first, undated ones last, by file among equals
	Events      []InventoryEvent // newest first, by id among equals
	Talks       []InventoryTalk  // by event as above, then in running order
	URLs        []InventoryURL   // what a build publishes, by address
}

// The states of a post.
const (
	StatePublished = "published"
	StateDraft     = "draft"
	StateFuture    = "future"
	StateUnlisted  = "unlisted" // published, and in no list
)

// InventoryPost is one post below content/posts.
type InventoryPost struct {
	File   string    `json:"file"` // "content/posts/x.md"
	Title  string    `json:"title"`
	URL    string    `json:"url"`           // root-relative, the address it has or will have
	Date   time.Time `json:"date,omitzero"` // in the site's zone; zero for an undated post
	State  string    `json:"state"`         // "published" "draft" "future" "unlisted"
	Events []string  `json:"events,omitempty"`
	Tags   []string  `json:"tags,omitempty"` // ids
	Lang   string    `json:"lang,omitempty"`
	Words  int       `json:"words"`
}

// InventoryEvent is one event.
type InventoryEvent struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	File     string `json:"file"`
	URL      string `json:"url,omitempty"`   // of its page, root-relative
	Start    string `json:"start,omitempty"` // "2016-05-30", "2016-05" or "2016", as much as is known
	End      string `json:"end,omitempty"`
	Location string `json:"location,omitempty"`
	Status   string `json:"status,omitempty"`
	Talks    int    `json:"talks"`
	Posts    int    `json:"posts"` // about it, drafts included
}

// InventoryTalk is one entry of an event's programme.
type InventoryTalk struct {
	Event    string   `json:"event"` // id
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Speakers []string `json:"speakers,omitempty"` // names
	Start    string   `json:"start,omitempty"`    // "2016-05-30T10:50" in the event's zone, or less
	Video    string   `json:"video"`              // "unknown" "known" "expected" "none" "private"
	Slides   string   `json:"slides"`             // the same
	Posts    []string `json:"posts,omitempty"`    // files of the posts that cover it
}

// InventoryURL is one published address.
type InventoryURL struct {
	URL    string `json:"url"`              // root-relative: "/blog/2016/06/pycon/"
	Kind   string `json:"kind"`             // "post" "page" "event" "list" "feed" "asset" …
	Source string `json:"source,omitempty"` // the file it is made of, where it is one
}

// Inventory lists what the site holds. The error is the machine's.
func (g *Generator) Inventory(ctx context.Context) (*Inventory, error) {
	return anew(g, func() (*Inventory, error) { return g.inventory(ctx) })
}

func (g *Generator) inventory(ctx context.Context) (*Inventory, error) {
	run := g.begin(ctx)
	tree := run.snapshot()
	set := run.load(tree)
	all := run.linkAs(set, true, true) // a draft has its address already
	said := len(run.said)
	published := run.link(set)
	if run.err == nil {
		run.said = run.said[:said] // the same again
	}
	plan := run.plan(published)
	if run.err != nil {
		return nil, run.err
	}

	inv := &Inventory{
		Diagnostics: run.said.Sorted(), Text: tree.Text,
		Posts: []InventoryPost{}, Events: []InventoryEvent{}, Talks: []InventoryTalk{}, URLs: []InventoryURL{},
	}
	posts := slices.Concat(all.Posts, all.Hidden)
	slices.SortStableFunc(posts, func(a, b *site.Post) int { return b.When.Compare(a.When) })
	for _, p := range posts {
		inv.Posts = append(inv.Posts, inventoryPost(p))
	}
	for _, e := range all.Events {
		inv.Events = append(inv.Events, inventoryEvent(e))
		for _, t := range e.Talks {
			inv.Talks = append(inv.Talks, inventoryTalk(all, t))
		}
	}
	for _, pg := range plan.Pages {
		inv.URLs = append(inv.URLs, InventoryURL{URL: published.URLOf(pg.Path), Kind: pg.Kind(), Source: pg.From.File})
	}
	slices.SortFunc(inv.URLs, func(a, b InventoryURL) int { return cmp.Compare(a.URL, b.URL) })
	return inv, nil
}

func inventoryPost(p *site.Post) InventoryPost {
	out := InventoryPost{
		File: p.File.Path, Title: p.Title, URL: p.URL, Date: p.When, Lang: p.Lang, Words: p.Doc.Words,
		State: StatePublished,
	}
	switch {
	case p.Draft:
		out.State = StateDraft
	case p.Future:
		out.State = StateFuture
	case p.Unlisted:
		out.State = StateUnlisted
	}
	for _, e := range p.Events {
		out.Events = append(out.Events, e.ID.Text)
	}
	for _, t := range p.Tags {
		out.Tags = append(out.Tags, t.Slug)
	}
	return out
}

func inventoryEvent(e *site.Event) InventoryEvent {
	return InventoryEvent{
		ID: e.ID.Text, Name: e.Name.Text, File: e.File.Path, URL: e.URL, Start: written(e.Event.Start), End: written(e.Event.End),
		Location: e.Place, Status: e.Status, Talks: len(e.Event.Talks), Posts: len(e.Posts),
	}
}

// linkStates are the words for what is known of a talk's video or slides.
var linkStates = map[content.LinkState]string{
	content.Unknown: "unknown", content.Known: "known", content.Expected: "expected",
	content.None: "none", content.Private: "private",
}

func inventoryTalk(s *site.Site, t *site.Talk) InventoryTalk {
	state := func(links []content.TalkLink) string {
		if len(links) == 0 {
			return linkStates[content.Unknown]
		}
		return linkStates[links[0].State]
	}
	out := InventoryTalk{
		Event: t.Event.ID.Text, ID: t.ID.Text, Title: t.Title.Text, Start: written(t.Start),
		Video: state(t.Video), Slides: state(t.Slides),
	}
	for _, sp := range t.Speakers {
		out.Speakers = append(out.Speakers, sp.Name)
	}
	for _, c := range t.Coverage {
		out.Posts = append(out.Posts, c.Post.File.Path)
	}
	return out
}

// written is a date as it stands in the file, as much as is known.
func written(w content.When) string {
	return w.In(time.UTC).Format([...]string{"", "2006", "2006-01", "2006-01-02", "2006-01-02T15:04"}[w.Precision])
}
