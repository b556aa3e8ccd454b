package site_test

import (
	"strings"
	"testing"
)

// referenced is a site with one of everything that a text can name.
func referenced(body string) map[string]string {
	return map[string]string{
		"site.yaml":       "title: T\nurl: https://example.org/b/\n",
		"events/gc.yaml":  "name: GC\nstart_date: 2016-06-10\ntalks:\n  - {id: delve, title: Debugging with Delve, speakers: [Ada Example], video: 'https://www.youtube.com/watch?v=abc'}\n  - {id: quiet, title: A quiet talk, speakers: [Ben Example], slides: 'https://slides.example.org/1'}\n",
		"speakers.yaml":   "cem:\n  name: Cem Example\n",
		"books.yaml":      "- {id: tdd, title: Test First, url: 'https://books.example.org/'}\n- {id: lost, title: Out of print}\n",
		"static/a/x.pdf":  "pdf",
		"static/a/y.pdf":  "pdf",
		"static/b/y.pdf":  "pdf",
		"posts/one.md":    post("title: One\ndate: 2016-06-11\nevent: gc\ntags: [Go Lang]\n", "## {talk=delve} \n\n## About Delve {talk=delve}\n\nText.\n\n```go {#code start=5}\na\nb\n```\n"),
		"posts/a/same.md": post("title: Same\ndate: 2016-06-12\n", "x"),
		"posts/b/same.md": post("title: Same\ndate: 2016-06-12\n", "x"),
		"posts/it.md":     post("title: It\ndate: 2016-06-13\nevent: gc\n", body),
	}
}

// A talk without a page of its own lies on its event's.
func TestReferenceWithoutPage(t *testing.T) {
	files := referenced("[](talk:quiet)")
	files["site.yaml"] += "pages: {talks: none}\n"
	s, _ := linked(t, files)
	if to := by(t, s, "It").Answers.Links["talk:quiet"]; to != "/b/events/gc/#talk-quiet" {
		t.Errorf("leads to %q", to)
	}
}

// TestReferences: where each kind leads, and what stands for it.
func TestReferences(t *testing.T) {
	for _, c := range []struct{ dest, url, text string }{
		{"talk:delve", "/b/events/gc/talks/delve/", "Debugging with Delve"},
		{"talk:gc/delve", "/b/events/gc/talks/delve/", "Debugging with Delve"},
		{"talk:quiet", "/b/events/gc/talks/quiet/", "A quiet talk"}, // naming it covers it, so it has a page
		{"event:gc", "/b/events/gc/", "GC"},
		{"speaker:ada-example", "/b/speakers/ada-example/", "Ada Example"},
		{"speaker:ben-example", "", "Ben Example"},
		{"speaker:cem", "", "Cem Example"},
		{"post:one", "/b/2016/06/one/", "One"},
		{"post:one.md", "/b/2016/06/one/", "One"},
		{"post:posts/a/same.md", "/b/2016/06/same/", "Same"},
		{"post:one#code-L6", "/b/2016/06/one/#code-L6", "One"},
		{"tag:go-lang", "/b/tags/go-lang/", "Go Lang"},
		{"book:tdd", "https://books.example.org/", "Test First"},
		{"book:lost", "", "Out of print"},
		{"file:x.pdf", "/b/a/x.pdf", "x.pdf"},
		{"file:a/y.pdf", "/b/a/y.pdf", "y.pdf"},
	} {
		s, d := linked(t, referenced("[]("+c.dest+")"))
		a := by(t, s, "It").Answers
		to, known := a.Links[c.dest]
		if to != c.url || !known || a.Texts[c.dest] != c.text {
			t.Errorf("%s leads to %q, %q, want %q, %q; said %s", c.dest, to, a.Texts[c.dest], c.url, c.text, told(d))
		}
		s, _ = linked(t, referenced("[words]("+c.dest+")"))
		if got, ok := by(t, s, "It").Answers.Texts[c.dest]; ok {
			t.Errorf("%s with words of its own asks for %q as well", c.dest, got)
		}
	}
}

// TestReferencesThatNameNothing: errors at the word, with what was meant.
func TestReferencesThatNameNothing(t *testing.T) {
	for _, c := range []struct{ dest, want string }{
		{"talk:delv", "talk-unknown delv did you mean delve?"},
		{"talk:gx/delve", "event-unknown gx/delve did you mean gc?"},
		{"event:gd", "event-unknown gd did you mean gc?"},
		{"speaker:ada-exampel", "speaker-unknown ada-exampel did you mean ada-example?"},
		{"post:onne", "post-unknown onne did you mean one?"},
		{"post:same", "post-unknown same write where the file lies: post:posts/a/same.md"},
		{"tag:go-lnag", "tag-unknown go-lnag did you mean go-lang?"},
		{"book:tddd", "book-unknown tddd did you mean tdd?"},
		{"file:z.pdf", "file-missing z.pdf did you mean x.pdf?"},
		{"file:y.pdf", "file-missing y.pdf write where it lies: file:a/y.pdf"},
		{"#code-1-L3", "line-range #code-1-L3 "},
		{"one.md#code-L4-6", "line-range one.md#code-L4-6 "},
	} {
		files := referenced("[words](" + c.dest + ")\n\n```\na\nb\n```\n")
		_, d := linked(t, files)
		got := ""
		for _, x := range d {
			if x.Pos.File == "content/posts/it.md" {
				got += x.Code + " " + files[strings.TrimPrefix(x.Pos.File, "content/")][x.Pos.Off:x.Pos.End] + " " + x.Hint
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.dest, got, c.want)
		}
	}
}

// TestSpokenLines: words about lines are checked when they are links.
func TestSpokenLines(t *testing.T) {
	body := "```\na\nb\n```\n\nLines 2, 3: too far. Line 2: fine.\n"
	files := referenced(body)
	_, d := linked(t, files)
	if got := told(d); !strings.Contains(got, "line-range") {
		t.Errorf("said %s", got)
	}
	files["site.yaml"] += "markup: {line_refs: off}\n"
	_, d = linked(t, files)
	if got := told(d); strings.Contains(got, "line-range") {
		t.Errorf("said %s", got)
	}
}

// TestTitlesOfMedia: a recording is called as its talk, however its address is
// spelled; an address within a sentence asks for nothing.
func TestTitlesOfMedia(t *testing.T) {
	for body, want := range map[string]string{
		"https://youtu.be/abc":               "Debugging with Delve",
		"https://slides.example.org/1":       "A quiet talk",
		"https://youtu.be/other":             "",
		"see https://youtu.be/abc":           "",
		"[words](https://youtu.be/abc) more": "",
	} {
		s, _ := linked(t, referenced(body))
		got := ""
		for _, text := range by(t, s, "It").Answers.Texts {
			got += text
		}
		if got != want {
			t.Errorf("%s is called %q, want %q", body, got, want)
		}
	}
}

// TestShortForm: what the author calls tl;dr is the summary.
func TestShortForm(t *testing.T) {
	s, _ := linked(t, referenced("A long beginning.\n\n## tl;dr\n\nShort."))
	if got := by(t, s, "It").Summary; got != "Short." {
		t.Errorf("summary %q", got)
	}
}

// TestNamesOfPosts: a reference finds a post by every name it has or had, and
// says so when there are several, or none.
func TestNamesOfPosts(t *testing.T) {
	files := map[string]string{
		"urls.yaml":                    "/2016/lost/:\n  to: /2016/06/first-day/\n/2015/older/:\n  to: /2016/lost/\n",
		"posts/2016/2016-06-10-gc1.md": post("title: One\nslug: first-day\nid: tag-one\naliases: [/2016/gc-one.html, /old/begin/]\n", "x"),
		"posts/a/same.md":              post("title: A\ndate: 2016-06-12\nslug: same-a\n", "x"),
		"posts/b/same.md":              post("title: B\ndate: 2016-06-12\nslug: same-b\n", "x"),
		"posts/c.md":                   post("title: C\ndate: 2016-06-12\nslug: gc1\naliases: [/x/same-a/]\n", "x"),
	}
	for name, want := range map[string]string{
		"first-day": "One", "2016-06-10-gc1": "One", "tag-one": "One", "posts/2016/2016-06-10-gc1": "One", "2016/2016-06-10-gc1": "One",
		"gc-one": "One", "/old/begin/": "One", "begin": "One", "lost": "One", "2016/lost": "One", "older": "One", "/2016/06/first-day/": "One",
		"gc1":       "C", // its address comes before another's file
		"same-a":    "A", // and what is before what was
		"c":         "C",
		"same":      `error post-unknown: 2 posts are called "same" (write where the file lies: post:posts/a/same.md)`,
		"first-dya": `error post-unknown: no post is called "first-dya" (did you mean first-day?)`,
		"same-c":    `error post-unknown: no post is called "same-c" (did you mean same-a, same-b or same?)`,
	} {
		files["posts/it.md"] = post("title: It\ndate: 2016-06-13\n", "[](post:"+name+")")
		s, d := linked(t, files)
		got := by(t, s, "It").Answers.Texts["post:"+name]
		if len(d) > 0 {
			got = told(d) + " (" + d[0].Hint + ")"
		}
		if got != want {
			t.Errorf("post:%s: %s, want %s", name, got, want)
		}
	}
}
