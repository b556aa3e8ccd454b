package content

import (
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

var publishTable = newTable("publish:", []key[Config]{
	{name: "targets", also: []string{"target"}, kind: kind[Config]{shape: "list of maps", nested: func() []Key { return targetTable.describe() }, fields: func(c *Config) []any { return []any{&c.Publish.Targets} }, read: readTargets}, doc: "places the site is published to, the first one by default: name and kind each"},
	{name: "files", kind: several(func(c *Config) *[]string { return &c.Publish.Files }, hostFiles), doc: "small files that hosts read: " + strings.Join(hostFiles, ", ") + "; none"},
	{name: "compress", kind: several(func(c *Config) *[]string { return &c.Publish.Compress }, compressions), doc: "smaller copies beside pages and other texts, for servers that pass them on: gz, br; none"},
})

var (
	hostFiles    = []string{"headers", "cname", "nojekyll"}
	compressions = []string{"gz", "br"}
	redirects    = []string{"page", "netlify", "apache", "nginx"}
)

var urlsTable = newTable("urls:", []key[Config]{
	{name: "ledger", kind: boolean(func(c *Config) *bool { return &c.URLs.Ledger }), doc: "published addresses are kept in content/urls.yaml, and one that vanishes is an error; true"},
	{name: "redirects", kind: several(func(c *Config) *[]string { return &c.URLs.Redirects }, redirects), doc: "what old addresses become: a small page, or a line in the file of a host: page, netlify (_redirects), apache (.htaccess), nginx (nginx-redirects.conf); page"},
})

var targetKinds = []string{"dir", "git", "rsync", "command"}

var targetTable = newTable("a target", []key[Target]{
	{name: "name", kind: field("id", func(t *Target) *Word { return &t.Name }, (*reader).id), doc: "what recap publish calls it"},
	{name: "kind", kind: wordChoice(func(t *Target) *Word { return &t.Kind }, targetKinds...), doc: "a folder, a branch, a folder on another machine, or a program of yours: dir, git, rsync, command"},
	{name: "path", kind: word(func(t *Target) *Word { return &t.Path }), doc: "dir: the folder, seen from the site's own"},
	{name: "switch", kind: choice(func(t *Target) *string { return &t.Switch }, "link", "none"), doc: "dir: link keeps versions beside each other and changes over in one step, none copies into the folder; link"},
	{name: "remote", kind: word(func(t *Target) *Word { return &t.Remote }), doc: "git: the repository, by its address or the name it has in the site's own; origin"},
	{name: "branch", kind: word(func(t *Target) *Word { return &t.Branch }), doc: "git: the branch that holds the site; gh-pages"},
	{name: "to", kind: word(func(t *Target) *Word { return &t.To }), doc: "rsync: user@host:/folder"},
	{name: "ssh", kind: word(func(t *Target) *Word { return &t.SSH }), doc: "rsync: how to get there; ssh"},
	{name: "upload", kind: texts(func(t *Target) *[]string { return &t.Upload }), doc: "command: the program and its words; {dir} is the site's folder, {files} a list of what is new"},
	{name: "delete", kind: texts(func(t *Target) *[]string { return &t.Delete }), doc: "command: the program that deletes, {files} being the list"},
})

// needs are the keys that a kind of target cannot do without.
var needs = map[string]struct {
	key   string
	value func(*Target) bool
	hint  string
}{
	"dir":     {"path", func(t *Target) bool { return !t.Path.IsZero() }, "path: ../www"},
	"rsync":   {"to", func(t *Target) bool { return strings.Contains(t.To.Text, ":") }, "to: user@host:/srv/www/site"},
	"command": {"upload", func(t *Target) bool { return len(t.Upload) > 0 }, "upload: [rclone, copy, --files-from, \"{files}\", \"{dir}\", \"remote:bucket\"]"},
}

func readTargets(r *reader, n *yaml.Node, c *Config) {
	outer := r.key
	c.Publish.Targets = nil
	seen := map[string]diag.Pos{}
	for _, item := range items(n) {
		r.key = outer
		if isNull(item) {
			continue
		}
		if item.Kind != yaml.MappingNode {
			r.wrongEntry(item, "a map with name and kind")
			continue
		}
		t := Target{Pos: r.place(item), Switch: "link"}
		before := r.errors()
		targetTable.read(r, item, &t)
		if r.errors() > before {
			continue
		}
		need := needs[t.Kind.Text]
		switch was, twice := seen[t.Name.Text]; {
		case t.Kind.IsZero():
			r.add(diag.Errorf("settings-target", t.Pos, "a target needs a kind").WithHint("one of %s", strings.Join(targetKinds, ", ")))
		case t.Name.IsZero():
			r.add(diag.Errorf("settings-target", t.Pos, "a target needs a name").WithHint("add name: production"))
		case twice:
			r.add(diag.Errorf("settings-target", t.Name.Pos, "two targets are called %q", t.Name.Text).WithNote(was, "the other one"))
		case need.key != "" && !need.value(&t):
			r.add(diag.Errorf("settings-target", t.Pos, "a target of the kind %s needs %s:", t.Kind.Text, need.key).WithHint("%s", need.hint))
		default:
			seen[t.Name.Text] = t.Name.Pos
			c.Publish.Targets = append(c.Publish.Targets, t)
		}
	}
}
