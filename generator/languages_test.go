package generator_test

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// A language that the settings name has a list of its posts, with numbered pages
// and its feed, and frames every page in it; posts keep their one address.
func TestLanguages(t *testing.T) {
	files := feedsSite() // in English, one post in German
	delete(files, "content/posts/undated.md")
	files["content/site.yaml"] += `languages:
  de: {title: Kosten auf Deutsch, description: Was es kostet., footer: Ende., menu: [{title: Archiv, url: /archive/}]}
  en:
`
	for _, d := range []string{"1", "2", "3", "4"} {
		files["content/posts/bericht-"+d+".md"] = "---\ntitle: Bericht " + d + "\ndate: 2021-05-0" + d + "\nlang: de-AT\nevent: conf-1\ntags: [docs]\n---\n\nText.\n"
	}
	files["content/pages/impressum.md"] = "---\ntitle: Impressum\nlang: de\n---\n\nWer wir sind.\n"
	files["content/tags.yaml"] = "- id: docs\n  name: {en: Documentation, de: Dokumentation}\n"
	l := newLab(t, files)
	r := l.must()

	has := func(page string, want ...string) {
		t.Helper()
		html := l.read("public/" + page)
		for _, w := range want {
			not, negative := strings.CutPrefix(w, "!")
			if strings.Contains(html, not) == negative {
				t.Errorf("%s: has %q is %v", page, not, negative)
			}
		}
	}
	has("de/index.html", `<html lang="de"`, "<title>Kosten auf Deutsch</title>", `content="Was es kostet."`, "Bericht 4", "!Post 7", "Bericht 1",
		`href="/de/posts/page/1/"`, `href="/de/feed.atom"`, ">Archiv</a>", "Ende.", `<link rel="alternate" hreflang="en" href="https://costs.example/en/">`,
		`<link rel="alternate" hreflang="x-default" href="https://costs.example/">`, "Alle Sprachen")
	has("de/posts/page/1/index.html", `<html lang="de"`, "Ein Bericht", "!Post ", `href="/de/"`, "Kosten auf Deutsch")
	has("en/index.html", "Post 7", "!Bericht", `<html lang="en"`)
	has("index.html", "Bericht 4", `href="/de/"`, `href="/de/feed.atom"`, "All languages")
	has("2021/05/bericht-1/index.html", `<html lang="de-AT"`, `<a href="/de/" rel="home">Kosten auf Deutsch</a>`, "— Kosten auf Deutsch</title>", ">Archiv</a>", `href="/de/feed.atom"`)
	has("2021/05/bericht-1/index.html", ">Dokumentation</a>")
	has("tags/docs/index.html", "Documentation")
	has("impressum/index.html", `<a href="/de/" rel="home">Kosten auf Deutsch</a>`)
	has("2021/03/post-7/index.html", "!Kosten auf Deutsch", `<a href="/" rel="home">Costs</a>`)
	has("de/feed.atom", "<title>Kosten auf Deutsch</title>", `href="https://costs.example/de/"`, "Bericht 4", "Bericht 3", "!Post 7")
	if slices.ContainsFunc(r.Written, func(p string) bool { return strings.HasPrefix(p, "de/2021") }) {
		t.Error("posts have a second address")
	}
	if len(r.Diagnostics) > 0 {
		t.Errorf("said %v", r.Diagnostics)
	}

	// A page of the author's own takes the list's place.
	l.write("content/pages/de.md", "---\ntitle: Von Hand\n---\n\nSelbst gemacht.\n")
	l.must()
	has("de/index.html", "Selbst gemacht.")
	l.equalsClean("a page at the address of a list")
}

// Words of further languages lie in the site, whatever its theme; a new file, an
// edit and its end cost what they should, and a language without any is told of.
func TestOwnTexts(t *testing.T) {
	t.Parallel()
	files := feedsSite()
	delete(files, "content/posts/undated.md")
	files["content/site.yaml"] = strings.Replace(files["content/site.yaml"], "language: en", "language: pl", 1)
	l := newLab(t, files)
	if r := l.must(); len(r.Diagnostics) != 1 || r.Diagnostics[0].Code != "i18n-none" || r.Diagnostics[0].Pos.File != "content/site.yaml" || r.Diagnostics[0].Pos.IsWhole() {
		t.Errorf("said %v", r.Diagnostics)
	}
	l.has("index.html", "Latest recaps", "1 minute")
	l.write("content/i18n/pl.yaml", "home.latest: Najnowsze relacje\npost.minutes: {one: \"{} minuta\", few: \"{} minuty\", many: \"{} minut\"}\n")
	if r := l.must(); len(r.Diagnostics) != 1 || r.Diagnostics[0].Code != "i18n-missing" {
		t.Errorf("said %v", r.Diagnostics)
	}
	l.has("index.html", "Najnowsze relacje", "1 minuta", "!Latest recaps")
	l.equalsClean("a new language")
	l.edit("content/i18n/pl.yaml", "Najnowsze", "Ostatnie")
	l.must()
	l.has("index.html", "Ostatnie relacje")
	l.equalsClean("an edited text")
	if err := os.Remove(l.path("content/i18n/pl.yaml")); err != nil {
		t.Fatal(err)
	}
	l.must()
	l.has("index.html", "Latest recaps")
	l.equalsClean("a language that went")
}
