package plan_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/plan"
	"recap/generator/site"
	"recap/generator/sitetest"
	"recap/generator/source"
	"recap/generator/theme"
	"recap/generator/view"
	"recap/themes"
)

const settings = "title: Notes\nurl: https://notes.example/\nposts: {per_page: 3}\n"

// planned is the plan of a few files.
func planned(t *testing.T, files map[string]string) (map[string]plan.Page, diag.List) {
	t.Helper()
	d, pages := plannedWhole(t, files)
	out := map[string]plan.Page{}
	for _, p := range pages.Pages {
		if _, dup := out[p.Path]; dup {
			t.Errorf("%s is planned twice", p.Path)
		}
		out[p.Path] = p
	}
	return out, d
}

// plannedWhole is the same as a plan.
func plannedWhole(t *testing.T, files map[string]string) (diag.List, *plan.Plan) {
	t.Helper()
	dir := t.TempDir()
	if files["content/site.yaml"] == "" {
		files["content/site.yaml"] = settings
	}
	sitetest.Write(t, dir, files)
	tree, d, err := source.Snapshot(context.Background(), source.Options{Dir: dir, Themes: themes.FS}, nil)
	if err != nil {
		t.Fatal(err)
	}
	set, more := content.Load(tree, nil)
	d.Add(more...)
	s, more := site.Link(set, site.Options{Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}, nil)
	d.Add(more...)
	th, more := theme.Open(tree, "plain", nil)
	d.Add(more...)
	pages, more := plan.Pages(s, th, markdown.New(s.Markup), nil, nil)
	d.Add(more...)
	return d, pages
}

func posts(n int) map[string]string {
	files := map[string]string{}
	for i := range n {
		files[fmt.Sprintf("content/posts/p%02d.md", i)] = fmt.Sprintf("---\ntitle: P%02d\ndate: 2020-01-%02d\ntags: [t]\n---\n\nText.\n", i, i+1)
	}
	return files
}

func titles(cards []view.Card) string {
	var out []string
	for _, c := range cards {
		out = append(out, c.Title)
	}
	return strings.Join(out, " ")
}

// List pages are numbered from the oldest post: page 1 keeps its posts whatever
// comes after, pages know their neighbours, and home leads to the page that
// holds the next older post.
func TestNumberedFromTheOldest(t *testing.T) {
	for _, c := range []struct {
		posts int
		home  string
		older string // where home leads
		pages []string
	}{
		{0, "", "", nil},
		{3, "P02 P01 P00", "", nil},
		{4, "P03 P02 P01", "/posts/page/1/", []string{"P02 P01 P00", "P03"}},
		{6, "P05 P04 P03", "/posts/page/1/", []string{"P02 P01 P00", "P05 P04 P03"}},
		{7, "P06 P05 P04", "/posts/page/2/", []string{"P02 P01 P00", "P05 P04 P03", "P06"}},
	} {
		pages, _ := planned(t, posts(c.posts))
		home := pages["index.html"].View.(view.Home)
		if got := titles(home.Posts); got != c.home {
			t.Errorf("%d posts: home shows %s, want %s", c.posts, got, c.home)
		}
		if got := ""; home.Older != nil || c.older != "" {
			if home.Older != nil {
				got = home.Older.URL
			}
			if got != c.older {
				t.Errorf("%d posts: home leads to %q, want %q", c.posts, got, c.older)
			}
		}
		for i, want := range c.pages {
			v, ok := pages[fmt.Sprintf("posts/page/%d/index.html", i+1)].View.(view.List)
			if !ok || titles(v.Posts) != want || (v.Newer != nil) != (i+1 < len(c.pages)) || (v.Older != nil) != (i > 0) {
				t.Errorf("%d posts, page %d: %s, newer %v, older %v; want %s", c.posts, i+1, titles(v.Posts), v.Newer, v.Older, want)
			}
		}
		if _, more := pages[fmt.Sprintf("posts/page/%d/index.html", len(c.pages)+1)]; more {
			t.Errorf("%d posts: a page too many", c.posts)
		}
	}
}

// Every address has one owner; a second claim names both places.
func TestOneOwner(t *testing.T) {
	post := func(front string) string { return "---\ntitle: T\ndate: 2020-01-01\n" + front + "---\n\nText.\n" }
	for _, c := range []struct {
		name        string
		files       map[string]string
		code        string
		first, note string
	}{
		{"two posts", map[string]string{"content/posts/a.md": post("slug: x\n"), "content/posts/b.md": post("slug: x\n")},
			"address-taken", "content/posts/b.md", "content/posts/a.md"},
		{"a post and a file", map[string]string{"content/posts/a.md": post(""), "content/static/2020/01/a/index.html": "x"},
			"address-taken", "content/static/2020/01/a/index.html", "content/posts/a.md"},
		{"an alias over a page", map[string]string{"content/posts/a.md": post("aliases: [/about/]\n"), "content/pages/about.md": post("")},
			"address-taken", "content/posts/a.md", "content/pages/about.md"},
		{"only case apart", map[string]string{"content/static/Readme.txt": "x", "content/static/README.txt": "y"},
			"address-case", "content/static/Readme.txt", "content/static/README.txt"},
		{"a file where a folder is needed", map[string]string{"content/static/2020": "x", "content/posts/a.md": post("")},
			"address-taken", "content/static/2020", ""},
		{"recap's own page", map[string]string{"content/static/tags/index.html": "x", "content/posts/a.md": post("")},
			"address-taken", "content/static/tags/index.html", ""},
	} {
		_, d := planned(t, c.files)
		i := slices.IndexFunc(d, func(d diag.Diagnostic) bool { return d.Code == c.code })
		if i < 0 {
			t.Errorf("%s: no %s in %+v", c.name, c.code, d)
			continue
		}
		got := d[i]
		if got.Severity != diag.Error || got.Pos.File != c.first && (len(got.Notes) == 0 || got.Notes[0].Pos.File != c.first) {
			t.Errorf("%s: %+v", c.name, got)
		}
		if c.note != "" && (len(got.Notes) != 1 || got.Notes[0].Pos.File != c.note && got.Pos.File != c.note) {
			t.Errorf("%s: notes %+v", c.name, got.Notes)
		}
	}
}

// robots.txt and 404.html give way to the author's own.
func TestYields(t *testing.T) {
	pages, d := planned(t, map[string]string{"content/static/robots.txt": "mine", "content/pages/404.md": "---\ntitle: Gone\nurl: /404.html\n---\n\nGone.\n"})
	if d.HasErrors() {
		t.Fatal(d)
	}
	if _, ok := pages["robots.txt"].View.(view.Copy); !ok {
		t.Errorf("robots.txt is %T", pages["robots.txt"].View)
	}
	if _, ok := pages["404.html"].View.(view.Text); !ok {
		t.Errorf("404.html is %T", pages["404.html"].View)
	}
}

// A dead link is told at its word, with what may have been meant; a link
// without the trailing slash is no mistake.
func TestTargets(t *testing.T) {
	files := posts(2)
	files["content/pages/about.md"] = "---\ntitle: About\n---\n\n[a](/2020/01/p00/) [b](/2020/01/p00) [c](/2020/01/p0/) [d](/feed.atom) [e](../posts/p01.md) [f](p09.md)\n"
	_, d := planned(t, files)
	var got []string
	for _, x := range d {
		got = append(got, x.Code+" "+x.Message+" "+x.Hint)
	}
	slices.Sort(got)
	want := []string{
		`link-dead no post or page lies at "p09.md" `,
		`link-dead nothing lies at /2020/01/p0/ did you mean /2020/01/p00/?`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// Every text the plan asks for is in the theme, in both of its languages.
func TestTexts(t *testing.T) {
	tree, _, err := source.Snapshot(context.Background(), source.Options{Dir: t.TempDir(), Themes: themes.FS}, nil)
	if err != nil {
		t.Fatal(err)
	}
	th, _ := theme.Open(tree, "plain", nil)
	for _, key := range plan.Texts {
		for _, lang := range []string{"en", "de"} {
			if s, err := th.Text(lang, key, "x", "y"); err != nil || s == "" {
				t.Errorf("%s: %q: %v", lang, key, err)
			}
		}
	}
}
