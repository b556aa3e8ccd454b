package content

import (
	"strings"
	"testing"
)

// TestPlaces: a word's place is the bytes that were typed, whatever stands
// around it.
func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		name, src string
		typed     string // what the place of the title covers
		title     string
	}{
		{"plain", "---\ntitle: Hallway track\n---\n", "Hallway track", "Hallway track"},
		{"double", "---\ntitle: \"Hall\\\"way\"\n---\n", `Hall\"way`, `Hall"way`},
		{"single", "---\ntitle: 'It''s'\n---\n", "It''s", "It's"},
		{"comment", "---\ntitle: Hallway # not this\n---\n", "Hallway", "Hallway"},
		{"folded", "---\ntitle: Hallway\n  track\n---\n", "Hallway\n  track", "Hallway track"},
		{"block", "---\ntitle: |\n  Hallway\n---\n", "|", "Hallway"},
		{"tag", "---\ntitle: !!str Hallway\n---\n", "Hallway", "Hallway"},
		{"anchor", "---\ntitle: &t Hallway\n---\n", "Hallway", "Hallway"},
		{"anchor and tag", "---\ntitle: &t !!str \"Hallway\"\n---\n", "Hallway", "Hallway"},
		{"quoted key", "---\n\"title\": Hallway\n---\n", "Hallway", "Hallway"},
		{"flow", "---\n{a: 1, title: Hallway}\n---\n", "Hallway", "Hallway"},
		{"behind umlauts", "---\n{slug: xäöü日本, title: Hallway}\n---\n", "Hallway", "Hallway"},
		{"mark", "\ufeff---\ntitle: Hallway\n---\n", "Hallway", "Hallway"},
		{"crlf", "---\r\ndraft: true\r\ntitle: Hallway\r\n---\r\nText\r\n", "Hallway", "Hallway"},
		{"cr", "---\rdraft: true\rtitle: Hallway\r---\rText\r", "Hallway", "Hallway"},
		{"next line", "---\nsummary: \"a\u0085b\"\ntitle: Hallway\n---\n", "Hallway", "Hallway"},
		{"separator", "---\nsummary: \"a\u2028b\u2029c\"\ntitle: Hallway\n---\n", "Hallway", "Hallway"},
		{"emoji", "---\ntitle: 👩‍💻 Hallway\n---\n", "👩‍💻 Hallway", "👩‍💻 Hallway"},
		{"value below", "---\ntitle:\n  Hallway\n---\n", "Hallway", "Hallway"},
		{"heading", "# The *hallway* `track`\n\nText.\n", "", "The hallway track"},
		{"heading below", "---\ndate: 2016-06-10\n---\n\n\n# Hallway #\n\nText.\n", "", "Hallway"},
		{"underlined", "Hallway\n=======\n\nText.\n", "", "Hallway"},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, list := Load(treeOf(map[string]string{"content/site.yaml": plainSite, "content/posts/x.md": c.src}), nil)
			if len(set.Posts) != 1 {
				t.Fatalf("%d posts: %v", len(set.Posts), list)
			}
			p := set.Posts[0]
			if p.Title.Text != c.title {
				t.Errorf("the title is %q, want %q", p.Title.Text, c.title)
			}
			if got := c.src[p.Title.Pos.Off:p.Title.Pos.End]; c.typed != "" && got != c.typed {
				t.Errorf("its place covers %q, want %q", got, c.typed)
			}
		})
	}
}

// TestLongLines: places on a line of many wide characters are right from end to end.
func TestLongLines(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\ntags: [")
	for i := range 3000 {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("ümläut-" + itoa(i))
	}
	b.WriteString("]\n---\n")
	src := b.String()
	set, _ := Load(treeOf(map[string]string{"content/site.yaml": plainSite, "content/posts/x.md": src}), nil)
	for i, w := range set.Posts[0].Tags {
		if got := src[w.Pos.Off:w.Pos.End]; got != w.Text || got != "ümläut-"+itoa(i) {
			t.Fatalf("tag %d is %q at %q", i, w.Text, got)
		}
	}
}

// TestTitleLeavesText: a heading that became the title is not part of the text.
func TestTitleLeavesText(t *testing.T) {
	src := "---\ndate: 2016-06-10\n---\n\n# Hallway\n\nText.\n\n# Another\n"
	set, _ := Load(treeOf(map[string]string{"content/posts/x.md": src}), nil)
	p := set.Posts[0]
	if got := src[p.From:]; got != "\nText.\n\n# Another\n" {
		t.Errorf("the text is %q", got)
	}
	if len(p.Doc.Headings) != 1 || p.Doc.Headings[0].Text != "Another" {
		t.Errorf("its headings are %+v", p.Doc.Headings)
	}
	set, _ = Load(treeOf(map[string]string{"content/posts/x.md": "---\ntitle: T\n---\n# Hallway\n\nText.\n"}), nil)
	if p := set.Posts[0]; p.Title.Text != "T" || len(p.Doc.Headings) != 1 {
		t.Errorf("a title in front matter takes no heading: %q, %+v", p.Title.Text, p.Doc.Headings)
	}
}
