package diag

import (
	"encoding/json"
	"strings"
	"testing"
)

const post = "---\ntitle: Hallway\nevent: gc52\n---\n\nText\twith `tabs` and ünïcödé wörds.\n"

func text(string) []byte { return []byte(post) }

func at(word string) Pos {
	i := strings.Index(post, word)
	return Pos{"content/posts/hallway.md", i, i + len(word)}
}

func printed(l List, st Style) string {
	var b strings.Builder
	if err := Print(&b, l, text, st); err != nil {
		panic(err)
	}
	return b.String()
}

func TestPrint(t *testing.T) {
	for _, c := range []struct {
		name string
		list List
		want string
	}{
		{"a word with a near one", List{Errorf("event-unknown", at("gc52"), "no event is called %q", "gc52").Meant("gc52", []string{"pycon", "gc25"})},
			"content/posts/hallway.md:3:8: error: no event is called \"gc52\" [event-unknown]\n" +
				"    event: gc52\n           ^^^^\n    hint: did you mean gc25?\n"},
		{"columns count characters, tabs are four wide", List{Warnf("text-word", at("wörds"), "a word")},
			"content/posts/hallway.md:6:30: warning: a word [text-word]\n" +
				"    Text    with `tabs` and ünïcödé wörds.\n                                    ^^^^^\n"},
		{"a whole file", List{Hintf("post-undated", Whole("content/posts/hallway.md"), "no date")},
			"content/posts/hallway.md: hint: no date [post-undated]\n"},
		{"another place", List{Errorf("address-taken", Whole("a.md"), "taken").WithNote(at("title"), "the other one")},
			"a.md: error: taken [address-taken]\n    note: content/posts/hallway.md:2:1: the other one\n"},
		{"escapes of a terminal are not passed on", List{Errorf("x-y", Whole("a\x1b[31m.md"), "odd \x1b]0;name\a")},
			"a\uFFFD[31m.md: error: odd \uFFFD]0;name\uFFFD [x-y]\n"},
		{"exact repeats are said once", List{Hintf("a-b", at("title"), "m"), Hintf("a-b", at("title"), "m")},
			"content/posts/hallway.md:2:1: hint: m [a-b]\n    title: Hallway\n    ^^^^^\n"},
	} {
		if got := printed(c.list, Style{}); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestPrintFolds(t *testing.T) {
	var l List
	for i := range 400 {
		l.Add(Warnf("front-key-unknown", Whole(strings.Repeat("x", i%7+1)+".md"), "the same"))
	}
	for i := range 5 {
		l.Add(Warnf("front-key-unknown", Pos{"p.md", i, i + 1}, "again"))
	}
	got := printed(l, Style{})
	if strings.Count(got, "again") != 3 || !strings.Contains(got, "and the same in 2 more places") {
		t.Errorf("not folded:\n%s", got)
	}
}

// A line of a million characters costs an excerpt, not itself.
func TestLocateLongLine(t *testing.T) {
	long := []byte(strings.Repeat("ä", 1<<20) + "HERE" + strings.Repeat("z", 1<<20))
	off := strings.Index(string(long), "HERE")
	pl, ok := Locate(Pos{"f", off, off + 4}, long, 80)
	if !ok || pl.Column != 1<<20+1 || len([]rune(pl.Excerpt)) > 81 || string([]rune(pl.Excerpt)[pl.Caret:pl.Caret+4]) != "HERE" {
		t.Errorf("%+v", pl)
	}
}

func TestNearest(t *testing.T) {
	names := []string{"machete-mode-debugging", "magic-wormhole", "gc25", "gc24", "PyCon"}
	for _, c := range []struct{ word, want string }{
		{"gc52", "gc25"}, {"machete-mode", "machete-mode-debugging"}, {"magic-wormhoel", "magic-wormhole"},
		{"pycon", "PyCon"}, {"zzz", ""}, {"", ""},
	} {
		if got, _ := Nearest(c.word, names); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
	if near := Near("gc2", names, 3); len(near) != 2 {
		t.Errorf("Near: %q", near)
	}
}

func TestJSON(t *testing.T) {
	var b strings.Builder
	if err := JSON(&b, List{Errorf("event-unknown", at("gc52"), "no event").WithFix(at("gc52"), "gc25")}, text); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	if got["line"] != 3.0 || got["column"] != 8.0 || got["fix"].(map[string]any)["new"] != "gc25" {
		t.Errorf("%v", got)
	}
}

func TestStrictAndWorst(t *testing.T) {
	l := List{Hintf("a-b", Whole("f"), "h"), Warnf("a-b", Whole("f"), "w")}
	if l.HasErrors() || !l.Strict().HasErrors() || l.HasErrors() {
		t.Error("Strict raises warnings in a copy")
	}
	if n := l.Strict().Count(Hint); n != 1 {
		t.Errorf("%d hints left", n)
	}
}

func FuzzLocate(f *testing.F) {
	f.Add([]byte(post), 4, 9)
	f.Add([]byte("\xff\xfe\n\n"), 1, 3)
	f.Fuzz(func(t *testing.T, b []byte, off, end int) {
		if off < 0 || off > len(b) || end < off {
			return
		}
		pl, ok := Locate(Pos{"f", off, end}, b, 60)
		if ok && (pl.Line < 1 || pl.Column < 1 || pl.Span < 1 || len([]rune(pl.Excerpt)) > 61) {
			t.Fatalf("%+v", pl)
		}
	})
}

// TestNearestBeginning: a name typed without the signs between its words, or in
// part, is near.
func TestNearestBeginning(t *testing.T) {
	ids := []string{"when-to-go", "what-s-new-in-nextcloud"}
	for word, want := range map[string]string{"whatsnew": ids[1], "what-s-new": ids[1], "whentogo": ids[0], "wha": "", "nextcloud": ""} {
		if got, _ := Nearest(word, ids); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}
