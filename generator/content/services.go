package content

import (
	"strings"

	"recap/generator/diag"
)

// shareKinds are the places where readers can pass a post on.
var shareKinds = []string{"mastodon", "bluesky", "linkedin", "email", "copy"}

// Comments is where readers answer, beside the comments that lie in
// content/comments/.
type Comments struct {
	Kind                               string // none (default), mastodon, giscus, isso or email
	Repo, RepoID, Category, CategoryID string // of giscus
	URL                                Word   // of isso
	Address                            Word   // of email
}

// Analytics is who counts readers, by the owner's own choice.
type Analytics struct {
	Kind string // none (default), plausible, goatcounter or matomo
	URL  Word   // of the service
	Site string // its name of this site
}

var commentsTable = newTable("comments:", []key[Config]{
	{name: "kind", kind: choice(func(c *Config) *string { return &c.Comments.Kind }, "none", "mastodon", "giscus", "isso", "email"), doc: "where readers answer: below a post on Mastodon, in discussions on GitHub (giscus), with an Isso of your own, or by e-mail; none"},
	{name: "repo", kind: text(func(c *Config) *string { return &c.Comments.Repo }), doc: "giscus: the repository, owner/name"},
	{name: "repo_id", kind: text(func(c *Config) *string { return &c.Comments.RepoID }), doc: "giscus: its id, as giscus.app tells it"},
	{name: "category", kind: text(func(c *Config) *string { return &c.Comments.Category }), doc: "giscus: the category of discussions"},
	{name: "category_id", kind: text(func(c *Config) *string { return &c.Comments.CategoryID }), doc: "giscus: its id"},
	{name: "url", kind: webAddress(func(c *Config) *Word { return &c.Comments.URL }), doc: "isso: its address, https://comments.example.org/"},
	{name: "address", also: []string{"email"}, kind: word(func(c *Config) *Word { return &c.Comments.Address }), doc: "email: where answers go"},
})

var analyticsTable = newTable("analytics:", []key[Config]{
	{name: "kind", kind: choice(func(c *Config) *string { return &c.Analytics.Kind }, "none", "plausible", "goatcounter", "matomo"), doc: "who counts readers; none"},
	{name: "url", kind: webAddress(func(c *Config) *Word { return &c.Analytics.URL }), doc: "where it is: https://plausible.io/, https://example.goatcounter.com/, https://matomo.example.org/"},
	{name: "site", kind: text(func(c *Config) *string { return &c.Analytics.Site }), doc: "plausible: the domain; matomo: the number of the site"},
})

// checkServices says what a service still wants to know.
func (r *reader) checkServices(c *Config) {
	say := func(what, kind, key, example string) {
		r.add(diag.Errorf("settings-service", diag.Whole(c.File.Path), "%s: %s wants %s:", what, kind, key).
			WithHint("write %s: %s", key, example))
	}
	switch s := &c.Comments; s.Kind {
	case "giscus":
		for _, k := range []struct{ key, value, example string }{
			{"repo", s.Repo, "owner/name"}, {"repo_id", s.RepoID, "R_… (giscus.app tells it)"},
			{"category", s.Category, "Announcements"}, {"category_id", s.CategoryID, "DIC_… (giscus.app tells it)"},
		} {
			if k.value == "" {
				say("comments", "giscus", k.key, k.example)
			}
		}
	case "isso":
		if s.URL.Text == "" {
			say("comments", "isso", "url", "https://comments.example.org/")
		}
	case "email":
		if !strings.Contains(s.Address.Text, "@") || strings.ContainsAny(s.Address.Text, " ?&<>\"") {
			say("comments", "email", "address", "me@example.org")
		}
	}
	switch s := &c.Analytics; s.Kind {
	case "plausible", "goatcounter", "matomo":
		if s.URL.Text == "" {
			say("analytics", s.Kind, "url", "https://stats.example.org/")
		}
		if s.Site == "" && s.Kind == "plausible" {
			say("analytics", s.Kind, "site", "example.org")
		}
		if s.Site == "" && s.Kind == "matomo" {
			say("analytics", s.Kind, "site", "\"1\"")
		}
	}
}
