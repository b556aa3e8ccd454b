package generator_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"recap/generator/search"
	"recap/generator/sitetest"
)

// foundSite is posts of few words out of many, so that questions tell them apart,
// with events, talks and people. Words have endings of both languages.
func foundSite() (files map[string]string, vocabulary []string) {
	r := rand.New(rand.NewPCG(7, 7))
	for _, a := range []string{"kon", "test", "build", "müll", "daten", "cach", "queu", "straß", "log", "metr", "über", "type"} {
		for _, b := range []string{"s", "ing", "ern", "er", "e", "", "wal", "walls", "iert", "or42"} {
			vocabulary = append(vocabulary, a+b)
		}
	}
	word := func() string {
		f := r.Float64()
		return vocabulary[int(f*f*float64(len(vocabulary)))]
	}
	words := func(n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = word()
		}
		return strings.Join(out, " ")
	}
	files = map[string]string{"content/site.yaml": "title: Found\nurl: https://found.example/blog/\npages: {speakers: all, print: false, calendars: false, data: false, lists: []}\nfeeds: {formats: []}\nstandards: {cards: false}\n"}
	for i := range 6 {
		var b strings.Builder
		fmt.Fprintf(&b, "name: Conf %s %d\nstart_date: 201%d-05-01\nlocation: Town\ntalks:\n", word(), i, i)
		for k := range 5 {
			fmt.Fprintf(&b, "  t%d:\n    title: %s\n    speakers: [Ada %s]\n", k, words(4), word())
		}
		files[fmt.Sprintf("content/events/conf-%d.yaml", i)] = b.String()
	}
	for i := range 150 {
		files[fmt.Sprintf("content/posts/p%d.md", i)] = fmt.Sprintf("---\ntitle: %s\ndate: 201%d-06-%02d\nevent: conf-%d\ntags: [%s]\n---\n\n%s\n\n## %s {talk=t%d}\n\n%s `%s`\n\n```\n%s unseen\n```\n",
			words(3), i/25, 1+i%25, i/25, word(), words(6), words(2), i%5, words(8), word(), words(9))
	}
	return files, vocabulary
}

// seen is what a reader finds of the site's files by reading: for each post its
// words, by address. It knows nothing of the index.
func seen(files map[string]string) map[string][]string {
	letters := regexp.MustCompile(`[\p{L}\p{N}]+`)
	spelt := strings.NewReplacer("ü", "ue", "ß", "ss")
	plain := strings.NewReplacer("ü", "u", "ß", "ss")
	out := map[string][]string{}
	for name, text := range files {
		m := regexp.MustCompile(`^content/posts/(p\d+)\.md$`).FindStringSubmatch(name)
		if m == nil {
			continue
		}
		code := regexp.MustCompile("(?s)```.*?```").ReplaceAllString(text, "")
		about := regexp.MustCompile(`event: (conf-\d)`).FindStringSubmatch(code)[1]
		talk := regexp.MustCompile(`talk=(t\d)`).FindStringSubmatch(code)[1]
		event := files["content/events/"+about+".yaml"]
		of := regexp.MustCompile(talk + `:\n    title: (.*)\n    speakers: \[(.*)\]`).FindStringSubmatch(event)
		date := regexp.MustCompile(`date: (\d+)-(\d+)`).FindStringSubmatch(code)
		_, code, _ = strings.Cut(code, "title: ")
		code = regexp.MustCompile(`(?m)^(date|event): .*$|^tags: |\{talk=t\d\}|---`).ReplaceAllString(code, " ")
		code += " " + regexp.MustCompile(`name: (.*)`).FindStringSubmatch(event)[1] + " " + of[1] + " " + of[2]
		for _, w := range letters.FindAllString(strings.ToLower(code), -1) {
			out[date[1]+"/"+date[2]+"/"+m[1]+"/"] = append(out[date[1]+"/"+date[2]+"/"+m[1]+"/"], spelt.Replace(w), plain.Replace(w))
		}
	}
	return out
}

// scanned is the posts that a scan of all words finds.
func scanned(posts map[string][]string, typed string) []string {
	spelt := strings.NewReplacer("ü", "ue", "ß", "ss")
	var out []string
	words := strings.Fields(spelt.Replace(strings.ToLower(typed)))
	begun := !strings.HasSuffix(typed, " ")
	for url, has := range posts {
		all := true
		for i, w := range words {
			all = all && slices.ContainsFunc(has, func(t string) bool {
				return sitetest.Agree(w, t, begun && i == len(words)-1)
			})
		}
		if all {
			out = append(out, url)
		}
	}
	slices.Sort(out)
	return out
}

// The index finds what a scan of every text finds, for fifty questions over real
// files of a built site.
func TestSearchFindsWhatAScanFinds(t *testing.T) {
	t.Parallel()
	files, vocabulary := foundSite()
	l := newLab(t, files)
	l.must()
	x, err := search.Open(func(name string) ([]byte, error) { return []byte(l.read("public/search/" + name)), nil })
	if err != nil {
		t.Fatal(err)
	}
	posts := seen(files)
	if len(posts) != 150 {
		t.Fatalf("the scan reads %d posts", len(posts))
	}
	r := rand.New(rand.NewPCG(3, 4))
	questions := []string{"unseen", "ada testing", "Müll", "muell", "mull", "strasse", "straße ", "conf 3", "kon", "ko"}
	for len(questions) < 50 {
		q := vocabulary[r.IntN(len(vocabulary))]
		for range r.IntN(3) {
			q += " " + vocabulary[r.IntN(60)]
		}
		if r.IntN(3) == 0 {
			q += " "
		}
		questions = append(questions, q)
	}
	some := 0
	for _, q := range questions {
		hits, err := x.Find(search.Ask(q, "=kpost"))
		if err != nil {
			t.Fatalf("%q: %v", q, err)
		}
		var got []string
		for i, h := range hits {
			doc, err := x.Doc(h)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, doc.URL)
			if i > 0 && (h.Score > hits[i-1].Score || h.Score == hits[i-1].Score && h.Doc > hits[i-1].Doc) {
				t.Errorf("%q: result %d stands behind a lesser or older one", q, i)
			}
		}
		slices.Sort(got)
		want := scanned(posts, q)
		if !slices.Equal(got, want) {
			t.Errorf("%q: %d found, a scan finds %d:\n%q\n%q", q, len(got), len(want), got, want)
		}
		if len(want) > 0 && len(want) < 150 {
			some++
		}
	}
	if some < 30 {
		t.Errorf("only %d questions tell posts apart", some)
	}
}

// What stands where, what it is narrowed by, and what a slip of the keyboard does.
func TestSearchRanks(t *testing.T) {
	t.Parallel()
	files := costSite()
	files["content/site.yaml"] = strings.Replace(files["content/site.yaml"], "pages: {print: false", "pages: {print: false, speakers: all", 1)
	files["content/site.yaml"] = strings.Replace(files["content/site.yaml"], "search: false", "search: true", 1)
	files[costPost(2)] += "\nA word on observability.\n"
	files[costPost(3)] = strings.Replace(files[costPost(3)], "## Section", "## Observability", 1)
	files[costPost(4)] += "\nObservability and observability: observability.\n"
	files[costPost(5)] = strings.Replace(files[costPost(5)], "title: Post 5", "title: Observability", 1)
	l := newLab(t, files)
	l.must()
	x, err := search.Open(func(name string) ([]byte, error) { return []byte(l.read("public/search/" + name)), nil })
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		typed  string
		narrow []string
		want   string
	}{
		{"observability", nil, out(5) + " " + out(3) + " " + out(4) + " " + out(2)},
		{"observabiltiy", nil, out(5) + " " + out(3) + " " + out(4) + " " + out(2)},
		{"observability", []string{"=y2020"}, out(3) + " " + out(2)},
		{"observability", []string{"=econf-1|"}, out(5) + " " + out(4)},
		{"observability the", nil, out(5) + " " + out(3) + " " + out(4) + " " + out(2)},
		{"the ", []string{"=kspeaker"}, ""},
		{"", []string{"=kspeaker"}, "speakers/ada-example/index.html"},
		{"ada", []string{"=kspeaker"}, "speakers/ada-example/index.html"},
		{"ada", []string{"=ktalk", "=y2021"}, "events/conf-1/#talk-oneindex.html"},
		{"conf", []string{"=kevent"}, "events/conf-1/index.html events/conf-0/index.html"},
		{"xylophone", nil, ""},
		{"observability xylophone", nil, ""},
		{"about", []string{"=kpage"}, "about/index.html"},
	} {
		hits, err := x.Find(search.Ask(c.typed, c.narrow...))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range hits {
			d, err := x.Doc(h)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, d.URL+"index.html")
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q %q: got %q, want %q", c.typed, c.narrow, got, c.want)
		}
	}
}

// An edit writes the files whose terms changed, and a post more those of the
// last run, however long the others are.
func TestSearchCosts(t *testing.T) {
	t.Parallel()
	files := map[string]string{"content/site.yaml": "title: Costs\nurl: https://costs.example/\npages: {print: false, lists: []}\nfeeds: {formats: []}\nstandards: {cards: false}\n"}
	for i := range 70 {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: Post %d\ndate: 2020-01-01T%02d:%02d:00Z\n---\n\nThe lead.\n\n", i, i/60, i%60)
		for k := range 120 {
			fmt.Fprintf(&b, "%c%c%d ", 'a'+rune(k%26), 'a'+rune(i%26), k)
		}
		files[fmt.Sprintf("content/posts/post-%02d.md", i)] = b.String()
	}
	l := newLab(t, files)
	l.must()
	for _, c := range []struct {
		name string
		edit func()
		want []string // below search/, of those written and removed
	}{
		{"two words of an old post", func() { l.edit("content/posts/post-03.md", "ad0 bd1", "axiom basis") },
			[]string{"posts/0-64/w-a.json", "posts/0-64/w-b.json"}},
		{"a word of a new post", func() { l.edit("content/posts/post-69.md", "ar0 ", "axiom ") },
			[]string{"posts/64-128/w-.json"}},
		{"a new post", func() {
			l.write("content/posts/post-70.md", "---\ntitle: Post 70\ndate: 2020-01-02\n---\n\nThe lead.\n")
		}, []string{"index.json", "posts/64-128/w-.json", "posts/docs/2.json"}},
	} {
		c.edit()
		r := l.must()
		var got []string
		for _, p := range slices.Concat(r.Written, r.Removed) {
			if below, ok := strings.CutPrefix(p, "search/"); ok {
				got = append(got, below)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: wrote %q, want %q", c.name, got, c.want)
		}
		l.equalsClean(c.name)
	}
}
