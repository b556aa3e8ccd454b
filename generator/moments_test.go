package generator_test

import (
	"context"
	"testing"
	"time"

	"recap/generator"
	"recap/generator/sitetest"
	"recap/themes"
)

// The moments that recap status speaks of are exactly those at which a build
// changes by itself: a second before each the site is what it was after the one
// before, and at it something else.
func TestMoments(t *testing.T) {
	start := time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)
	l := newLab(t, map[string]string{
		"content/site.yaml":            "title: Moments\nurl: https://moments.example/\ntimezone: Europe/Berlin\npages: {lists: [cfps, reviews]}\n",
		"content/posts/now.md":         "---\ntitle: Now\ndate: 2026-06-01\nevent: soon\n---\nText.\n",
		"content/posts/later.md":       "---\ntitle: Later\ndate: 2026-06-20T08:30\n---\nText.\n",
		"content/posts/told.md":        "---\ntitle: Told\nevent: soon\nday: 2\n---\nText.\n",
		"content/posts/draft.md":       "---\ntitle: Draft\ndate: 2026-07-20\ndraft: true\n---\nText.\n",
		"content/events/soon.yaml":     "name: Soon 2026\nstart_date: 2026-07-01\nend_date: 2026-07-03\ntimezone: America/Denver\nseries: soon\n",
		"content/events/far.yaml":      "name: Far 2026\nstart_date: 2026-09\ntimezone: UTC\nseries: soon\ncfps:\n  - {name: Talks, close_date: 2026-08-01, url: \"https://far.example/\"}\n",
		"content/events/fell-out.yaml": "name: Fell Out 2026\nstart_date: 2026-10-01\nstatus: cancelled\ncfps: [{close_date: 2026-09-15}]\n",
	})
	at := func(now time.Time) (*generator.Generator, map[string]string) {
		g, err := generator.New(generator.Options{Dir: l.dir, Themes: themes.FS, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		if r, err := g.Build(context.Background()); err != nil || r.Stopped {
			t.Fatalf("%v\n%s", err, told(r.Diagnostics, r.Text))
		}
		return g, sitetest.Read(t, l.path("public"))
	}
	g, was := at(start)
	d, err := g.Desk(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	moments := d.Published.Moments()
	if len(moments) < 5 {
		t.Errorf("%d moments were told", len(moments))
	}
	for i, m := range moments {
		if i > 0 && m.At.Equal(moments[i-1].At) {
			continue
		}
		if _, before := at(m.At.Add(-time.Second)); sitetest.Differ(before, was) != "" {
			t.Errorf("before %s (%s, %s) something else happened:\n%s", m.At, m.What, m.Name, sitetest.Differ(before, was))
		}
		_, after := at(m.At)
		if sitetest.Differ(after, was) == "" {
			t.Errorf("at %s (%s, %s) nothing happens", m.At, m.What, m.Name)
		}
		was = after
	}
	if _, end := at(moments[len(moments)-1].At.AddDate(50, 0, 0)); sitetest.Differ(end, was) != "" {
		t.Errorf("something happens that nobody told:\n%s", sitetest.Differ(end, was))
	}
}
