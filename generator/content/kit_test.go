package content

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"recap/generator/diag"
	"recap/generator/source"
)

// shared finds the folder of real inputs that lies beside the repository.
func shared(t testing.TB, sub string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for range 6 {
		dir = filepath.Dir(dir)
		p := filepath.Join(dir, "shared", sub)
		if _, err := os.Stat(p); err == nil {
			return p
		}
	}
	t.Skipf("no shared/%s beside the repository: this test needs its real inputs", sub)
	return ""
}

// badCase is one hostile input of the kit.
type badCase struct {
	ID     string
	Title  string
	Expect []string
	Line   json.RawMessage
	Files  []struct {
		Role, Name, Src, Gen string
		Args                 json.RawMessage
	}
	Marks []string
}

// ours renames the kit's generic event keys to ours, as its adapter may.
var ours = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`(?m)^start:`), "start_date:"},
	{regexp.MustCompile(`(?m)^end:`), "end_date:"},
	{regexp.MustCompile(`(?m)^tz:`), "timezone:"},
	{regexp.MustCompile(`(?m)^city: (.*)$`), "location: $1"},
	{regexp.MustCompile(`(?m)^country: .*$`), "edition: one"},
}

// generated are the inputs that the kit makes by program.
var generated = map[string]string{
	"frontmatter-5mb": "---\ntitle: Hostile\ndate: 2026-05-01T10:00:00Z\nnotes: \"" + strings.Repeat("x", 5_000_000) + "\"\n---\n\nBody MARK-A\n",
	"yaml-deep":       "---\ntitle: Hostile\ndate: 2026-05-01T10:00:00Z\ndeep: " + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + "\n---\n\nBody\n",
	"yaml-many-keys":  "---\ntitle: Hostile\ndate: 2026-05-01T10:00:00Z\n" + manyKeys(50000) + "---\n\nBody MARK-A\n",
	"tags-5000":       "---\ntitle: Hostile\ndate: 2026-05-01T10:00:00Z\ntags: [" + strings.TrimSuffix(strings.Repeat("tag-x, ", 5000), ", ") + "]\n---\n\nBody\n",
	"event-3000":      "id: hostile-event\nname: Hostile Event\nstart: 2026-05-01\nend: 2026-05-02\ntz: Europe/Berlin\nvenue: Hall\ntalks:\n" + manyTalks(3000),
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("k" + itoa(i) + ": v\n")
	}
	return b.String()
}

func manyTalks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("  - {id: t" + itoa(i) + ", title: \"Talk " + itoa(i) + "\", start: 2026-05-01T09:00, end: 2026-05-01T09:30}\n")
	}
	return b.String()
}

func itoa(i int) string { b, _ := json.Marshal(i); return string(b) }

// elsewhereSaid are cases whose message another room gives: references between
// files, addresses, undated posts.
var elsewhereSaid = map[string]bool{
	"yaml-title-null": true, "yaml-title-missing": true, "title-empty": true, "date-empty": true, "date-missing": true, "fm-none": true,
	"event-unknown": true, "event-talk-unknown": true, "event-speaker-unknown": true,
	"slug-same": true, "slug-case": true, "slug-nfc-nfd": true, "slug-static": true, "slug-reserved": true,
}

// TestKit feeds the kit's hostile inputs to Load, one by one.
func TestKit(t *testing.T) {
	dir := shared(t, "kit/badinput")
	raw, err := os.ReadFile(filepath.Join(dir, "cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Cases []badCase }
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, c := range all.Cases {
		family, _, _ := strings.Cut(c.ID, "-")
		if !slices.Contains([]string{"yaml", "fm", "enc", "date", "slug", "url", "tag", "title", "event", "name", "xss", "config"}, family) {
			continue
		}
		if c.ID == "config-output-source" || c.ID == "config-output-root" {
			continue // folders of the build
		}
		ran++
		t.Run(c.ID, func(t *testing.T) { runCase(t, dir, c) })
	}
	if ran < 80 {
		t.Errorf("ran %d cases, expected 80 or more", ran)
	}
}

const plainSite = "title: Notes\nurl: https://example.org/\n"

func runCase(t *testing.T, dir string, c badCase) {
	files := map[string]string{"content/site.yaml": plainSite}
	var names []string
	for _, f := range c.Files {
		data := generated[f.Gen]
		if f.Src != "" {
			b, err := os.ReadFile(filepath.Join(dir, f.Src))
			if err != nil {
				t.Fatal(err)
			}
			data = string(b)
		}
		switch f.Role {
		case "post":
			files["content/posts/"+f.Name] = data
			names = append(names, "content/posts/"+f.Name)
		case "event":
			for _, o := range ours {
				data = o.from.ReplaceAllString(data, o.to)
			}
			files["content/events/"+f.Name] = data
			names = append(names, "content/events/"+f.Name)
		case "static":
			files["content/static/"+f.Name] = data
		case "config":
			var a struct {
				Append string
				Empty  bool
				Set    []string
			}
			_ = json.Unmarshal(f.Args, &a)
			site := plainSite + a.Append
			if a.Empty {
				site = ""
			}
			if len(a.Set) == 2 {
				key := map[string]string{"baseURL": "url"}[a.Set[0]]
				if key == "" {
					key = a.Set[0]
				}
				site = regexp.MustCompile(`(?m)^`+key+`:.*$`).ReplaceAllString(site, key+": "+a.Set[1])
			}
			files["content/site.yaml"] = site
			names = append(names, "content/site.yaml")
		}
	}
	tree := treeOf(files)
	set, list := Load(tree, nil)
	if testing.Verbose() {
		var b bytes.Buffer
		_ = diag.Print(&b, list, tree.Text, diag.Style{})
		t.Log("\n" + b.String())
	}
	said := diag.List{}
	for _, d := range list {
		if slices.Contains(names, d.Pos.File) {
			said = append(said, d)
		}
	}
	worst, any := said.Worst()
	got := "handled"
	if any && worst == diag.Error {
		got = "error"
	} else if any && worst == diag.Warning {
		got = "warning"
	}
	if elsewhereSaid[c.ID] {
		if got == "error" {
			t.Errorf("this room has nothing to stop here: %v", said)
		}
		return
	}
	if !slices.Contains(c.Expect, got) {
		t.Errorf("%s ended in %q, expected %v", c.Title, got, c.Expect)
	}
	var span []int
	if json.Unmarshal(c.Line, &span) == nil && len(span) == 2 && any {
		hit := false
		for _, d := range said {
			if pl, ok := diag.Locate(d.Pos, tree.Text(d.Pos.File), 0); ok {
				hit = hit || pl.Line >= span[0] && pl.Line <= span[1]
			}
		}
		if !hit {
			t.Errorf("no message names a line in %v: %v", span, said)
		}
	}
	if got != "error" && len(c.Marks) > 0 && len(set.Posts) != len(c.Files) {
		t.Errorf("%d posts of %d files: something was lost silently", len(set.Posts), len(c.Files))
	}
}

func treeOf(files map[string]string) *source.Tree {
	var fs []*source.File
	for p, data := range files {
		fs = append(fs, source.NewFile(p, []byte(data)))
	}
	return source.NewTree(fs...)
}
