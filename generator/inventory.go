package generator

import (
	"context"
	"errors"
	"time"

	"recap/generator/diag"
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
	return nil, errors.New("being built")
}
