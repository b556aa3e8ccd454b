package content

import (
	"bytes"
	"strings"
	"testing"
)

// Each case is a YAML text, a change and the text afterwards. Whatever is not
// part of the change stays, byte by byte.
func TestEditYAML(t *testing.T) {
	link := YAMLEdit{Path: []string{"talks", "delve", "video"}, Value: "https://example.org/v"}
	add := YAMLEdit{Path: []string{"talks"}, Value: "delve", Add: true}
	for _, c := range []struct {
		name     string
		edit     YAMLEdit
		old, new string
	}{
		{"no such key", link, "name: X\n", "name: X\ntalks:\n  delve:\n    video: https://example.org/v\n"},
		{"no last line end", link, "name: X", "name: X\ntalks:\n  delve:\n    video: https://example.org/v"},
		{"CRLF", link, "name: X\r\n# end\r\n", "name: X\r\ntalks:\r\n  delve:\r\n    video: https://example.org/v\r\n# end\r\n"},
		{"CR", link, "name: X\ra: b\r", "name: X\ra: b\rtalks:\r  delve:\r    video: https://example.org/v\r"},
		{"byte order mark", link, "\ufeffname: X\n", "\ufeffname: X\ntalks:\n  delve:\n    video: https://example.org/v\n"},
		{"nothing but a comment", link, "# nothing yet\n", "# nothing yet\ntalks:\n  delve:\n    video: https://example.org/v\n"},
		{"a comment without its end", link, "# nothing yet", "# nothing yet\ntalks:\n  delve:\n    video: https://example.org/v"},
		{"talk there", link, "talks:\n  delve:\n    seen: room   # row 3\n\n# tail\nname: X\n", "talks:\n  delve:\n    seen: room   # row 3\n    video: https://example.org/v\n\n# tail\nname: X\n"},
		{"indented by four", link, "talks:\n    other: {seen: no}\n", "talks:\n    other: {seen: no}\n    delve:\n        video: https://example.org/v\n"},
		{"a list of addresses", YAMLEdit{Path: []string{"https://a.example/?x", "title"}, Value: "A"}, "- url: https://b.example/\n- url: https://a.example/?x # here\n  frame: x\n", "- url: https://b.example/\n- url: https://a.example/?x # here\n  frame: x\n  title: A\n"},
		{"the list itself", YAMLEdit{Value: []Field{{"url", "https://a.example/?x"}}, Add: true}, "# all\n- url: https://b.example/ # b\n", "# all\n- url: https://b.example/ # b\n- {url: \"https://a.example/?x\"}\n"},
		{"talk in brackets", link, "talks:\n  delve: {seen: room} # why\n", "talks:\n  delve: {seen: room, video: https://example.org/v} # why\n"},
		{"empty brackets", link, "talks: {}\n", "talks: {delve: {video: https://example.org/v}}\n"},
		{"brackets over lines", link, "talks: {\n  delve: {\n    seen: room, # a\n  },\n}\n", "talks: {\n  delve: {\n    seen: room, video: https://example.org/v # a\n  },\n}\n"},
		{"talk without anything", link, "talks:\n  delve:\n  other: X\n", "talks:\n  delve:\n    video: https://example.org/v\n  other: X\n"},
		{"talks without anything", link, "talks: # later\nname: X\n", "talks: # later\n  delve:\n    video: https://example.org/v\nname: X\n"},
		{"explicit null", link, "talks: ~\n", "talks: {delve: {video: https://example.org/v}}\n"},
		{"list of talks", link, "talks:\n- id: delve\n  title: Delve\n- id: x\n", "talks:\n- id: delve\n  title: Delve\n  video: https://example.org/v\n- id: x\n"},
		{"list without it", link, "talks:\n  - id: x\n", "talks:\n  - id: x\n  - {id: delve, video: https://example.org/v}\n"},
		{"behind a text in lines", link, "description: |\n  One.\n\n  # no comment\n\ntalks:\n  delve:\n    note: >-\n      folded\n      text\nname: X\n", "description: |\n  One.\n\n  # no comment\n\ntalks:\n  delve:\n    note: >-\n      folded\n      text\n    video: https://example.org/v\nname: X\n"},
		{"kept line ends", link, "talks:\n  delve:\n    note: |+\n      text\n\n\nname: X\n", "talks:\n  delve:\n    video: https://example.org/v\n    note: |+\n      text\n\n\nname: X\n"},
		{"anchor in use", link, "x: &a {seen: room}\ntalks:\n  delve:\n    <<: *a\n", "x: &a {seen: room}\ntalks:\n  delve:\n    <<: *a\n    video: https://example.org/v\n"},
		{"quoted keys", link, "'talks':\n  \"delve\":\n    seen: 'no'\n", "'talks':\n  \"delve\":\n    seen: 'no'\n    video: https://example.org/v\n"},
		{"document marks", link, "---\nname: X\n...\n", "---\nname: X\ntalks:\n  delve:\n    video: https://example.org/v\n...\n"},
		{"quoted text over lines", link, "name: \"one\n  two\"\nplace: a\n  b\n", "name: \"one\n  two\"\nplace: a\n  b\ntalks:\n  delve:\n    video: https://example.org/v\n"},
		{"odd id", YAMLEdit{Path: []string{"talks", "2016", "slides"}, Value: "none"}, "talks:\n  2016:\n    seen: room\n", "talks:\n  2016:\n    seen: room\n    slides: none\n"},
		{"replaced", YAMLEdit{Path: []string{"video"}, Value: "https://example.org/v", Replace: true}, "video: expected # since June\n", "video: https://example.org/v # since June\n"},
		{"replaced in brackets", YAMLEdit{Path: []string{"video"}, Value: "none", Replace: true}, "a: 1\nvideo: {state: expected, since: 2016-06-09} # x\n", "a: 1\nvideo: none # x\n"},
		{"map", YAMLEdit{Path: []string{"video"}, Value: []Field{{"url", "https://example.org/a,b"}, {"note", "half: of it"}}}, "a: 1\n", "a: 1\nvideo: {url: \"https://example.org/a,b\", note: \"half: of it\"}\n"},
		{"list", YAMLEdit{Path: []string{"tags"}, Value: []string{"go", "yes", "C#"}}, "a: 1\n", "a: 1\ntags: [go, \"yes\", C#]\n"},
		{"added to nothing", add, "a: 1\n", "a: 1\ntalks: [delve]\n"},
		{"added to brackets", add, "talks: [x, y] # two\n", "talks: [x, y, delve] # two\n"},
		{"added to lines", add, "talks:\n  - x # a\n  - y\n# end\n", "talks:\n  - x # a\n  - y\n  - delve\n# end\n"},
		{"added to one", add, "talks: x\n", "talks: [x, delve]\n"},
		{"added to one in quotes", add, "talks: 'x, y'\n", "talks: ['x, y', delve]\n"},
		{"added to an open key", add, "talks:\nname: X\n", "talks: [delve]\nname: X\n"},
		{"added to empty brackets", add, "talks: [ ]\n", "talks: [delve ]\n"},
	} {
		got, err := EditYAML("content/events/x.yaml", []byte(c.old), c.edit)
		if err != nil {
			t.Errorf("%s: %v", c.name, faultText(err))
			continue
		}
		if string(got) != c.new {
			t.Errorf("%s:\n%q\ninstead of\n%q", c.name, got, c.new)
		}
	}
}

func faultText(err error) string {
	if f, ok := err.(interface{ Error() string }); ok {
		return f.Error()
	}
	return "no error"
}

// What cannot be changed safely is left alone, with the reason and its place.
func TestEditYAMLRefuses(t *testing.T) {
	for _, c := range []struct {
		name, old, why string
		edit           YAMLEdit
	}{
		{"shared map", "a: &x {seen: room}\ntalks:\n  delve: *x\n", "alias", YAMLEdit{Path: []string{"talks", "delve", "video"}, Value: "none"}},
		{"map that others use", "talks:\n  delve: &x {seen: room}\n  other: *x\n", "no place was found", YAMLEdit{Path: []string{"talks", "delve", "video"}, Value: "none"}},
		{"value there", "video: none\n", "already", YAMLEdit{Path: []string{"video"}, Value: "expected"}},
		{"text on the way", "talks: all\n", "in a text", YAMLEdit{Path: []string{"talks", "delve", "video"}, Value: "none"}},
		{"mistake", "a: b: c\n", "mistake", YAMLEdit{Path: []string{"video"}, Value: "none"}},
		{"key twice", "a: 1\na: 2\n", "mistake", YAMLEdit{Path: []string{"video"}, Value: "none"}},
		{"two documents", "a: 1\n---\nb: 2\n", "mistake", YAMLEdit{Path: []string{"video"}, Value: "none"}},
		{"no UTF-8", "a: \xff\n", "UTF-8", YAMLEdit{Path: []string{"video"}, Value: "none"}},
		{"no map", "- a\n- b\n", "no \"video\"", YAMLEdit{Path: []string{"video"}, Value: "none"}},
	} {
		got, err := EditYAML("content/events/x.yaml", []byte(c.old), c.edit)
		if err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v instead of %q; %q", c.name, err, c.why, got)
		}
	}
}

func TestEditFront(t *testing.T) {
	add := YAMLEdit{Path: []string{"talks"}, Value: "delve", Add: true}
	for old, want := range map[string]string{
		"---\ntitle: X\n---\n\ntalks: x\n":           "---\ntitle: X\ntalks: [delve]\n---\n\ntalks: x\n",
		"\ufeff---\r\ntitle: X\r\n---\r\ntext":       "\ufeff---\r\ntitle: X\r\ntalks: [delve]\r\n---\r\ntext",
		"\ufeff# Title\r\n":                          "\ufeff---\r\ntalks: [delve]\r\n---\r\n# Title\r\n",
		"---\n---\ntext":                             "---\ntalks: [delve]\n---\ntext",
		"---\ntitle: X\ntalks:\n- a\n...\nt\n---\nx": "---\ntitle: X\ntalks:\n- a\n- delve\n...\nt\n---\nx",
	} {
		got, err := EditFront("content/posts/x.md", []byte(old), add)
		if err != nil || string(got) != want {
			t.Errorf("%q became %q, not %q (%v)", old, got, want, err)
		}
	}
	for _, old := range []string{"+++\ntitle = 1\n+++\n", "---\ntitle: X\n", "title: X\n---\ntext"} {
		if got, err := EditFront("content/posts/x.md", []byte(old), add); err == nil {
			t.Errorf("%q became %q", old, got)
		}
	}
}

// FuzzEditYAML: whatever the text, an edit either is refused or adds bytes at
// one place and changes nothing else that the text says. A second one like it
// is refused, since the value is there.
func FuzzEditYAML(f *testing.F) {
	for _, s := range []string{
		"name: X\n", "talks:\n  a: {seen: room}\n", "talks: [x, 'y', \"z\"] # c\n", "\ufeffa: &b [1]\r\nc: *b\r\n", "talks:\n- id: a\n  b: |\n    c\n",
		"talks: {a: {b: [c, d], 'e': \"f\"}, }\n", "? a\n: b\n", "talks:\n  a: >+\n   x\n\n\n", "a: \"b\n  c\"\ntalks: ~", "talks: {a: , b}\n", "a: [b: c]\n", "talks:\n  \"a\" : x: y\n",
	} {
		f.Add([]byte(s), "a", "video", "https://example.org/?v=1&t=2")
	}
	f.Fuzz(func(t *testing.T, src []byte, id, key, value string) {
		if len(src) > 5000 || id == "" || key == "" {
			return
		}
		for _, e := range []YAMLEdit{
			{Path: []string{"talks", id, key}, Value: value},
			{Path: []string{key}, Value: value, Add: true},
			{Path: []string{key}, Value: []Field{{id, value}}},
		} {
			got, err := EditYAML("content/events/x.yaml", src, e)
			if err != nil {
				continue
			}
			// What was there is still there, in order, around one change.
			head := 0
			for head < len(src) && head < len(got) && src[head] == got[head] {
				head++
			}
			tail := 0
			for tail < len(src)-head && tail < len(got)-head && src[len(src)-1-tail] == got[len(got)-1-tail] {
				tail++
			}
			if lost := src[head : len(src)-tail]; len(bytes.TrimSpace(lost)) > 0 && !e.Add && string(lost) != "~" && !strings.EqualFold(string(lost), "null") {
				if !bytes.Contains(bytes.ToLower(src), []byte("null")) && !bytes.Contains(src, []byte("~")) {
					t.Errorf("%q lost %q and became %q", src, lost, got)
				}
			}
			if _, err := EditYAML("content/events/x.yaml", got, e); err == nil && !e.Add {
				t.Errorf("%q: the same edit was made twice", got)
			}
		}
	})
}

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{
		"Two days in Denver":          `Two days in Denver`,
		"It's (not) 3 o'clock, is it": `"It's (not) 3 o'clock, is it"`,
		"a: b":                        `"a: b"`,
		`say "hi"`:                    `"say \"hi\""`,
		"yes":                         `"yes"`,
		"Null":                        `"Null"`,
		"https://a.example/?x":        `"https://a.example/?x"`,
		"2016":                        `"2016"`,
		"- item":                      `"- item"`,
		"#1":                          `"#1"`,
		"a #b":                        `"a #b"`,
		"Köln":                        `"Köln"`,
		"":                            `""`,
		"<b>":                         `"<b>"`,
		`back\slash`:                  `"back\\slash"`,
		"line\u2028separator":         `"line\u2028separator"`,
	} {
		if got := Quote(in); got != want {
			t.Errorf("Quote(%q) = %s, want %s", in, got, want)
		}
	}
}
