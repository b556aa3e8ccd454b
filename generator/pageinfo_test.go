package generator_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"recap/generator"
)

// What a writer is told of pages.
func TestPageInfo(t *testing.T) {
	l := newLab(t, map[string]string{
		"content/site.yaml":          "title: Notes\nurl: https://notes.example/\nlanguage: en\n",
		"content/events/sample.yaml": "name: Sample Conf\nstart_date: 2026-06-01\ntalks:\n  - {id: one, title: One}\n  - {id: two, title: Two, video: https://video.example/2}\n  - {id: three, title: Three, video: none, slides: none}\n",
		"content/posts/now.md":       "---\ntitle: Now\ndate: 2026-06-02\nevent: sample\n---\nText.\n",
		"content/posts/sketch.md":    "---\ntitle: Sketch\ndate: 2026-06-03\ndraft: true\n---\nText.\n",
		"content/posts/later.md":     "---\ntitle: Later\ndate: 2030-01-02\n---\nText.\n",
		"content/pages/about.md":     "---\ntitle: About\n---\nText.\n",
	})
	preview := func(o generator.Options) *generator.Preview {
		t.Helper()
		g, err := generator.New(o)
		if err != nil {
			t.Fatal(err)
		}
		p, err := g.Preview(context.Background())
		if err != nil || p.Diagnostics.HasErrors() {
			t.Fatalf("%v %s", err, told(p.Diagnostics, p.Text))
		}
		return p
	}
	o := l.options()
	finished := preview(o)
	o.Drafts, o.Future = true, true
	p := preview(o)
	for path, want := range map[string]string{
		"2026/06/now/index.html":        "content/posts/now.md published [Sample Conf: one v s, two s]",
		"2026/06/sketch/index.html":     "content/posts/sketch.md draft []",
		"2030/01/later/index.html":      "content/posts/later.md future []",
		"about/index.html":              "content/pages/about.md published []",
		"events/sample/index.html":      "content/events/sample.yaml  [Sample Conf: one v s, two s]",
		"index.html":                    "  []",
		"no/such/page/index.html":       "not planned",
		"2026/06/now/../now/index.html": "not planned",
	} {
		if got := brief(p, path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	waiting := func(p *generator.Preview) (out []string) {
		for _, w := range p.Waiting() {
			out = append(out, fmt.Sprintf("%s %s %q", w.File, w.State, w.URL))
		}
		return out
	}
	if got, want := waiting(p), []string{`content/posts/later.md future "/2030/01/later/"`, `content/posts/sketch.md draft "/2026/06/sketch/"`}; !slices.Equal(got, want) {
		t.Errorf("waiting %q", got)
	}
	if got, want := waiting(finished), []string{`content/posts/later.md future ""`, `content/posts/sketch.md draft ""`}; !slices.Equal(got, want) {
		t.Errorf("held back %q", got)
	}
	if got := p.MadeOf("content/posts/now.md"); !slices.Contains(got, "2026/06/now/index.html") {
		t.Errorf("made of the post: %q", got)
	}
}

func brief(p *generator.Preview, path string) string {
	info, ok := p.Info(path)
	if !ok {
		return "not planned"
	}
	var events []string
	for _, e := range info.Events {
		var open []string
		for _, o := range e.Open {
			s := o.ID
			if o.Video {
				s += " v"
			}
			if o.Slides {
				s += " s"
			}
			open = append(open, s)
		}
		events = append(events, e.Name+": "+strings.Join(open, ", "))
	}
	return fmt.Sprintf("%s %s [%s]", info.Source, info.State, strings.Join(events, "; "))
}

// A preview knows what changed since the one before: sources, and pages.
func TestPreviewChanges(t *testing.T) {
	l := newLab(t, smallSite())
	next := func() *generator.Preview {
		t.Helper()
		p, err := l.gen.Preview(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	first := next()
	if first.Changed != nil || len(first.Differs(nil)) != len(first.Paths()) {
		t.Errorf("the first differs in %q, %d pages", first.Changed, len(first.Differs(nil)))
	}
	same := next()
	if len(same.Changed) != 0 || len(same.Differs(first)) != 0 {
		t.Errorf("nothing was changed, and it differs in %q and %q", same.Changed, same.Differs(first))
	}
	l.edit("content/pages/about.md", "See", "Look at")
	l.write("content/pages/new.md", "---\ntitle: New\n---\nText.\n")
	p := next()
	if want := []string{"content/pages/about.md", "content/pages/new.md"}; !slices.Equal(p.Changed, want) {
		t.Errorf("changed %q, want %q", p.Changed, want)
	}
	for _, path := range []string{"about/index.html", "new/index.html"} {
		if !slices.Contains(p.Differs(same), path) || !slices.Contains(same.Differs(p), path) {
			t.Errorf("%s is not among what differs: %q", path, p.Differs(same))
		}
	}
	if !slices.IsSorted(p.Differs(same)) || slices.Contains(p.Differs(same), "manual/one/index.html") {
		t.Errorf("differs %q", p.Differs(same))
	}
}
