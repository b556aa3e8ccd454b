package generator_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recap/generator"
	"recap/generator/sitetest"
)

// A plan that took over what an earlier one knew is the plan that a new process
// makes: the same files under the same keys, and the same complaints at the same
// places. RECAP_AGAIN="seeds edits" runs more than the suite does.
func TestPlansAreTakenOver(t *testing.T) {
	seeds, edits := 2, 24
	if s := os.Getenv("RECAP_AGAIN"); s != "" {
		if _, err := fmt.Sscan(s, &seeds, &edits); err != nil {
			t.Fatalf("RECAP_AGAIN=%q: want two numbers", s)
		}
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(uint64(seed), 5))
			files := smallSite()
			if seed%2 == 1 { // lists that carry whole texts
				files["content/site.yaml"] = strings.Replace(files["content/site.yaml"], "per_page: 4", "per_page: 4, list: full", 1)
			}
			l := newLab(t, files)
			last, err := l.gen.Preview(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			small := 0
			for i := range edits {
				path, what := changeText(l, r, i)
				now, err := l.gen.Glance(context.Background(), []string{path})
				if err != nil {
					t.Fatal(err)
				}
				fresh, err := generator.New(l.options())
				if err != nil {
					t.Fatal(err)
				}
				got, want := plans(t, nil, now), plans(t, fresh, nil)
				if got != want {
					t.Fatalf("edit %d, %s in %s: the plan is not what a new process makes:\n%s", i, what, path, firstLine(got, want))
				}
				if len(now.Differs(last)) < 12 {
					small++
				}
				last = now
				if i%6 == 0 {
					sameBytes(t, now, fresh)
				}
			}
			if small < edits/4 {
				t.Errorf("only %d of %d edits stayed small", small, edits)
			}
		})
	}
}

// plans is a preview in words: every file with its key, and what is said.
func plans(t *testing.T, g *generator.Generator, p *generator.Preview) string {
	t.Helper()
	if p == nil {
		var err error
		if p, err = g.Preview(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	var b strings.Builder
	b.WriteString(told(p.Diagnostics, p.Text))
	for _, path := range p.Paths() {
		key, _, _ := p.Page(path)
		b.WriteString(path + " " + key + "\n")
	}
	return b.String()
}

func firstLine(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// sameBytes renders every page of a plan and of a fresh one.
func sameBytes(t *testing.T, now *generator.Preview, fresh *generator.Generator) {
	t.Helper()
	p, err := fresh.Preview(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range p.Paths() {
		_, a, _ := now.Page(path)
		_, b, _ := p.Page(path)
		got, errGot := a()
		want, errWant := b()
		if string(got) != string(want) || (errGot == nil) != (errWant == nil) {
			t.Fatalf("%s is shown with other bytes (%v, %v)", path, errGot, errWant)
		}
	}
}

// changeText changes one text of the site as its writer might.
func changeText(l *lab, r *rand.Rand, i int) (path, what string) {
	path = sitetest.PostPath(r.IntN(14))
	if r.IntN(5) == 0 {
		path = []string{"content/pages/about.md", "content/pages/names.md", "content/pages/manual/one.md"}[r.IntN(3)]
	}
	text := l.read(path)
	end := strings.Index(text[3:], "\n---\n") + 8 // of the front matter
	front, body := text[:end], text[end:]
	paragraphs := strings.Split(body, "\n\n")
	at := r.IntN(len(paragraphs))
	insert := func(s string) string {
		return strings.Join(slices.Insert(slices.Clone(paragraphs), at, s), "\n\n")
	}
	kinds := []struct {
		what string
		make func() string
	}{
		{"a sentence", func() string { return front + insert(fmt.Sprintf("Sentence %d.", i)) }},
		{"a word", func() string { return front + strings.Replace(body, "session", fmt.Sprint("session", i), 1) }},
		{"a word", func() string { return front + body + fmt.Sprintf(" And %d more words", i) }},
		{"a line before all", func() string { return front + fmt.Sprintf("\nFirst %d.\n", i) + body }},
		{"a dead link", func() string { return front + insert(fmt.Sprintf("To [nowhere](/gone/%d/).", i)) }},
		{"a link beside", func() string { return front + insert("To [a post](../00/post-000000.md#nothing).") }},
		{"a link away", func() string { return front + insert(fmt.Sprintf("To [there](https://example.org/x%d).", i)) }},
		{"a picture", func() string { return front + insert("![](/plan.svg) ![A plan](/plan.svg) ![no](/no.png)") }},
		{"raw HTML", func() string { return front + insert("<script>x</script> and <b onclick=x>more</b>") }},
		{"a heading", func() string { return front + insert(fmt.Sprintf("## Heading %d", i)) }},
		{"a talk twice", func() string { return front + insert("## Once {talk=talk-0}") + "\n\n## Twice {talk=talk-0}\n" }},
		{"a mark", func() string { return front + insert("## Marked {tlak=x}") }},
		{"a quote", func() string { return front + insert("> [!QUOTE] Ada\n> Words.") }},
		{"a reference", func() string { return front + insert("[](post:post-000001) and [](talk:talk-1) and [](post:none)") }},
		{"code", func() string { return front + insert("```\na\n```\n\nLines 1, 7.") }},
		{"more", func() string { return front + insert("<!--more-->") }},
		{"a comment in the front", func() string { return strings.Replace(text, "\ntitle:", "\n# "+fmt.Sprint(i)+"\ntitle:", 1) }},
		{"a title", func() string { return strings.Replace(text, "\ntitle:", fmt.Sprintf("\ntitle: New %d\n#", i), 1) }},
		{"nothing", func() string { return text }},
		{"a paragraph less", func() string {
			return front + strings.Join(slices.Delete(slices.Clone(paragraphs), at, at+1), "\n\n") + "\n"
		}},
	}
	k := kinds[r.IntN(len(kinds))]
	l.write(path, k.make())
	return path, k.what
}

// An edit of a sentence reads one file and plans no other page anew.
func TestGlanceReadsWhatIsNamed(t *testing.T) {
	l := newLab(t, smallSite())
	if _, err := l.gen.Preview(context.Background()); err != nil {
		t.Fatal(err)
	}
	a, b := sitetest.PostPath(3), sitetest.PostPath(4)
	l.write(a, l.read(a)+"\nMore.\n")
	l.write(b, l.read(b)+"\nMore.\n")
	p, err := l.gen.Glance(context.Background(), []string{a})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(p.Changed, []string{a}) {
		t.Errorf("a glance at %s saw %v", a, p.Changed)
	}
	if p, err = l.gen.Preview(context.Background()); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(p.Changed, []string{b}) {
		t.Errorf("the look at everything that follows saw %v", p.Changed)
	}
	// A new file, one that is gone and one that has become a folder are no matter
	// for a glance: it looks at everything.
	for _, change := range []func(){
		func() { l.write("content/posts/new.md", "---\ntitle: New\ndate: 2020-01-01\n---\n\nText.\n") },
		func() { os.Remove(l.path("content/posts/new.md")) },
		func() {
			os.Remove(l.path(a))
			os.MkdirAll(filepath.Join(l.path(a), "x"), 0o755)
		},
	} {
		change()
		if p, err = l.gen.Glance(context.Background(), []string{"content/posts/new.md", a}); err != nil {
			t.Fatal(err)
		}
		fresh, err := generator.New(l.options())
		if err != nil {
			t.Fatal(err)
		}
		if got, want := plans(t, nil, p), plans(t, fresh, nil); got != want {
			t.Error(firstLine(got, want))
		}
	}
}
