package sitetest

import (
	"regexp"
	"strings"
	"testing"
)

// The corpus is what it says: its words, talks, tags and code.
func TestCorpus(t *testing.T) {
	const posts = 1200
	files := Corpus{Posts: posts, Seed: 1, Parity: true}.Files()
	fence := regexp.MustCompile("(?s)```([a-z]+)\n(.*?)```")
	words, headings, notes, nested := 0, 0, 0, 0
	langs, blocks, tags := map[string]int{}, map[string]bool{}, map[string]int{}
	for i := range posts {
		text := files[PostPath(i)]
		words += len(strings.Fields(text))
		headings += strings.Count(text, " {talk=talk-")
		notes += strings.Count(text, "[^1]: ")
		nested += strings.Count(text, "\n    - ")
		for _, m := range fence.FindAllStringSubmatch(text, -1) {
			langs[m[1]]++
			blocks[m[2]] = true
			if len(m[2]) < 900 || len(m[2]) > 1500 {
				t.Errorf("post %d: a block of %d bytes", i, len(m[2]))
			}
		}
		for tag := range strings.SplitSeq(regexp.MustCompile(`tags: \[(.*)\]`).FindStringSubmatch(text)[1], ", ") {
			tags[tag]++
		}
	}
	if mean := words / posts; mean < 780 || mean > 900 {
		t.Errorf("%d words a post, want about 800", mean)
	}
	if headings != 4*posts || notes != posts || nested != 12*posts {
		t.Errorf("%d headings of talks, %d footnotes, %d notes within notes", headings, notes, nested)
	}
	if len(blocks) != posts/3 {
		t.Errorf("%d different blocks in %d posts, want one in each third post", len(blocks), posts)
	}
	for _, lang := range []string{"go", "python", "bash", "yaml"} {
		if langs[lang] != posts/12 {
			t.Errorf("%s: %d of %d blocks, want a quarter", lang, langs[lang], posts/3)
		}
	}
	if len(tags) < 190 || len(tags) > 200 || tags["topic 0"] < 10*tags["topic 199"] {
		t.Errorf("%d tags, the first %d times and the last %d times", len(tags), tags["topic 0"], tags["topic 199"])
	}
	events := 0
	for path, text := range files {
		if strings.HasPrefix(path, "content/events/") {
			events++
			if n := strings.Count(text, "    title: "); n < 5 || n > 20 {
				t.Errorf("%s: %d talks", path, n)
			}
		}
	}
	if events != posts/20 {
		t.Errorf("%d events for %d posts", events, posts)
	}
	again := Corpus{Posts: posts, Seed: 1, Parity: true}.Files()
	for path, text := range files {
		if again[path] != text {
			t.Fatalf("%s: other bytes from the same seed", path)
		}
	}
}
