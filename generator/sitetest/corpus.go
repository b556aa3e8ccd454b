// Package sitetest helps the tests of all rooms: it makes sites of any size
// from a seed, edits them at random, and reads built sites back.
//
// Only tests use it.
package sitetest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// Corpus is a made-up site of recap shape: about 800 words a post with nested
// notes, a heading a talk, footnotes and, in every third post, a code block no
// other post has; 200 tags with a few popular ones; an event for every 20 posts
// with 5 to 20 talks. The same seed gives the same bytes.
type Corpus struct {
	Posts  int    // how many
	Seed   uint64 // which one
	Events int    // 0 for a twentieth of the posts
	Parity bool   // settings that switch off what other generators do not make
}

// Files is the corpus by path below the site's folder.
func (c Corpus) Files() map[string]string {
	events := c.Events
	if events == 0 {
		events = max(1, c.Posts/20)
	}
	files := make(map[string]string, c.Posts+events+1)
	files["content/site.yaml"] = c.settings()
	talks := make([]int, events)
	for i := range events {
		r := c.rand(1, i)
		talks[i] = 5 + r.IntN(16)
		files[EventPath(i)] = event(r, i, talks[i], c.Parity)
	}
	for i := range c.Posts {
		r := c.rand(2, i)
		e := i * events / max(1, c.Posts)
		files[PostPath(i)] = Post(r, i, e, talks[e])
	}
	return files
}

// EventPath is the file of the i-th event.
func EventPath(i int) string { return fmt.Sprintf("content/events/event-%04d.yaml", i) }

// PostPath is the file of the i-th post.
func PostPath(i int) string { return fmt.Sprintf("content/posts/%02d/post-%06d.md", i%50, i) }

func (c Corpus) rand(kind, i int) *rand.Rand {
	return rand.New(rand.NewPCG(c.Seed, uint64(kind)<<32|uint64(i)))
}

func (c Corpus) settings() string {
	s := "title: A corpus\nurl: https://corpus.example/\ndescription: Made by a program\nlanguage: en\ntimezone: UTC\n"
	if c.Parity {
		s += "feeds: {formats: [atom], per: []}\npages: {talks: none, speakers: none, schedule: false, print: false, lists: [], calendars: false, data: false, search: false}\nstandards: {cards: false}\n"
	}
	return s
}

var words = strings.Fields(`talk room speaker slide question answer system design build test release
deploy measure cache queue index parser compiler runtime memory thread process network latency budget
error retry window sample trace metric report review team habit story lesson example demo failure
recovery backup restore upgrade version branch merge commit history notebook session keynote panel
workshop hallway coffee badge lanyard venue city train evening morning audience laughter applause
careful simple quick slow honest brittle robust static dynamic shared remote local public private
shows argues explains measures compares reminds suggests doubts proves describes admits asks learns
again often never always sometimes together without between during after before because although`)

func sentence(r *rand.Rand, n int) string {
	var b strings.Builder
	for i := range n {
		w := words[r.IntN(len(words))]
		if i == 0 {
			w = strings.ToUpper(w[:1]) + w[1:]
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	b.WriteByte('.')
	return b.String()
}

func paragraph(r *rand.Rand, sentences int) string {
	out := make([]string, sentences)
	for i := range out {
		out[i] = sentence(r, 8+r.IntN(9))
	}
	return strings.Join(out, " ")
}

// Tag is a tag's name, popular ones more often.
func Tag(r *rand.Rand) string {
	f := r.Float64()
	return fmt.Sprintf("topic %d", int(f*f*f*200))
}

// Date is the day of the i-th post: three posts every two days from 2006 on.
func Date(i int) time.Time {
	return time.Date(2006, 1, 1, 8, 0, 0, 0, time.UTC).Add(time.Duration(i) * 16 * time.Hour)
}

// Post is the i-th post, about event e with its number of talks.
func Post(r *rand.Rand, i, e, talks int) string {
	var b strings.Builder
	// A corpus of any size ends before the moment that tests build at.
	date := Date(i % 11000)
	fmt.Fprintf(&b, "---\ntitle: %q\ndate: %s\nevent: event-%04d\ntags: [%s, %s]\n---\n\n",
		strings.TrimSuffix(sentence(r, 5), ".")+fmt.Sprint(" ", i), date.Format("2006-01-02T15:04:05Z"), e, Tag(r), Tag(r))
	b.WriteString(paragraph(r, 4) + "\n\n")
	for k := range 4 {
		fmt.Fprintf(&b, "## %s {talk=talk-%d}\n\n%s\n\n", strings.TrimSuffix(sentence(r, 4), "."), (i+k)%talks, paragraph(r, 5))
		for range 3 {
			fmt.Fprintf(&b, "- %s\n  - %s\n    - %s\n", sentence(r, 9), sentence(r, 7), sentence(r, 6))
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "A note with [a link](https://example.org/%d) and **weight**.[^1]\n\n[^1]: %s\n\n", i, sentence(r, 10))
	if i%3 == 0 {
		b.WriteString(Code(r, i))
	}
	b.WriteString(paragraph(r, 10) + "\n")
	return b.String()
}

// Code is a code block that no other post has, about a kilobyte long, in one of
// four languages: equal parts of them over any number of posts.
func Code(r *rand.Rand, i int) string {
	lang := codes[i/3%len(codes)]
	var b strings.Builder
	fmt.Fprintf(&b, "```%s\n%s", lang.name, lang.head)
	for k := 0; b.Len() < 1000; k++ {
		lang.part(&b, func() string { return words[r.IntN(len(words))] }, fmt.Sprintf("%d_%d", i, k), sentence(r, 8))
	}
	b.WriteString("```\n\n")
	return b.String()
}

// codes are the languages of code, each with how it begins and a part that is
// written again and again: v is a word, n a number no other part has, s a sentence.
var codes = []struct {
	name, head string
	part       func(b *strings.Builder, v func() string, n, s string)
}{
	{"go", "package main\n\nimport \"fmt\"\n", func(b *strings.Builder, v func() string, n, s string) {
		fmt.Fprintf(b, "\n// %s\nfunc %s%s(in []string) (int, error) {\n\tfor i, v := range in {\n\t\tif v == %q {\n\t\t\treturn i * 0x%d, nil\n\t\t}\n\t}\n\treturn 0, fmt.Errorf(\"no %s in %%v\", %q)\n}\n", s, v(), n, v(), len(s), v(), v())
	}},
	{"python", "import sys\n", func(b *strings.Builder, v func() string, n, s string) {
		fmt.Fprintf(b, "\n\nclass %s%s:\n    \"\"\"%s\"\"\"\n\n    def __init__(self, %s=%d):\n        self.%s = [x ** 2 for x in range(%d) if x %% 3]\n\n    def run(self):\n        return f\"{self} %s\"\n", v(), n, s, v(), len(s), v(), len(s), v())
	}},
	{"bash", "#!/bin/sh\nset -eu\n", func(b *strings.Builder, v func() string, n, s string) {
		fmt.Fprintf(b, "# %s\nfor f in *.%s; do\n  grep -n %q \"$f\" | sort -u > \"${f%%.txt}.%s\" || exit 1\ndone\necho \"%s $(date)\" | tee -a log.%s\n", s, v(), v(), n, v(), v())
	}},
	{"yaml", "on: [push]\njobs:\n", func(b *strings.Builder, v func() string, n, s string) {
		fmt.Fprintf(b, "  %s-%s: # %s\n    runs-on: linux\n    steps:\n      - run: make %s\n        env: {LEVEL: %d, MODE: %q}\n", v(), n, s, v(), len(s), v())
	}},
}

// event is the i-th conference: of three days, or of one where days should have
// no pages, which other generators do not make.
func event(r *rand.Rand, i, talks int, oneDay bool) string {
	var b strings.Builder
	days := 3
	if oneDay {
		days = 1
	}
	start := time.Date(2006, 1, 2, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 13*(i%560))
	fmt.Fprintf(&b, "name: Conference %d\nstart_date: %s\nend_date: %s\ntimezone: Europe/Berlin\nlocation: Town %d\nurl: https://example.org/%d/\ntalks:\n",
		i, start.Format("2006-01-02"), start.AddDate(0, 0, days-1).Format("2006-01-02"), i%40, i)
	for k := range talks {
		fmt.Fprintf(&b, "  talk-%d:\n    title: %q\n    speakers: [Speaker %d]\n    start: %sT%02d:%02d\n    duration: 30m\n",
			k, strings.TrimSuffix(sentence(r, 5), "."), r.IntN(500), start.AddDate(0, 0, k%days).Format("2006-01-02"), 9+k/3, 10*(k%3))
		switch k % 4 {
		case 0:
			fmt.Fprintf(&b, "    video: https://video.example.org/%d/%d\n", i, k)
		case 1:
			b.WriteString("    slides: expected\n")
		}
	}
	return b.String()
}
