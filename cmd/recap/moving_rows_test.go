package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"recap/generator/importer"
)

// rowsOfEngines are the rows that the engines of the seed blogs did (By: E in the
// table of seeds), asked of the imported blog: where it is seen, and what. A row
// that begins with ! is of what must be nowhere outside of code: one post is about
// a program that has a %s (1.4). Rows about events and about German quotation marks
// have nothing to show in this blog: import-rows.txtar asks them, and 2.4 is asked
// of another blog too.
var rowsOfEngines = []struct{ row, page, want string }{
	{"0.1 newest first", "index.html", `(?s)11 July 2012.*10 July 2012.*10 April 2012`},
	{"0.2 the day of the week", "2010/08/20/creative-commons-openoffice-plug-in-version-0-7-0-released/index.html", `>Friday, 20 August 2010<`},
	{"0.3 the writer's cut ends in a link to the rest", "posts/page/16/index.html", `<p class="more"><a href="/2010/07/11/gsoc-firefox-extension-status-report/" aria-label="Read on: `},
	{"0.4 credit and a way to the top", "index.html", `<a href="#">Back to the top</a> · Made with recap`},
	{"1.1 categories", "2010/08/20/creative-commons-openoffice-plug-in-version-0-7-0-released/index.html", `rel="tag">Add-In<`},
	{"1.2 number of comments in the head", "2010/08/20/creative-commons-openoffice-plug-in-version-0-7-0-released/index.html", `<a href="#comments">4 comments</a>`},
	{"!1.3 forms to log in", "", `type="password"|wp-login`},
	{"!1.4 leaked format strings", "", `%[ds]\b`},
	{"2.1 a list of the posts of a category", "tags/openoffice/index.html", `(?s)20 August 2010.*20 May 2010`},
	{"2.17 markup in a text", "2007/07/19/the-easiest-way-yet-to-integrate-cc-licensing-into-a-web-app-preview/index.html", `<code>&lt;script src=&quot;http://api\.creativecommons\.org/jswidget/tags/0\.1/complete\.js&quot; /&gt;</code>`},
	{"!2.17 tags with typographic quotes", "", `&lt;\w[^<>]*=[“”„]`},
	{"!2.23 empty paragraphs", "", `<p>(?:&nbsp;|\s)*</p>`},
	{"3.1 a way past the head", "index.html", `<a class="skip" href="#main">`},
	{"3.2 pages that keep their number", "posts/page/1/index.html", `2007`},
	{"!4.7 the default category", "", `(?i)uncategori[sz]ed`},
}

var anyCode = regexp.MustCompile(`(?s)<pre.*?</pre>|<code.*?</code>`)

// showsRows asks a built site for the rows.
func showsRows(t *testing.T, dir string) {
	t.Helper()
	pages := map[string]string{}
	for name, text := range tree(t, filepath.Join(dir, "public")) {
		if strings.HasSuffix(name, ".html") {
			pages[name] = text
		}
	}
	for _, r := range rowsOfEngines {
		want := regexp.MustCompile(r.want)
		if name, never := strings.CutPrefix(r.row, "!"); never {
			for page, text := range pages {
				if want.MatchString(anyCode.ReplaceAllString(text, "code")) {
					t.Errorf("%s: there are some in %s", name, page)
				}
			}
			continue
		}
		if !want.MatchString(pages[r.page]) {
			t.Errorf("%s: not seen in %s", r.row, r.page)
		}
	}
	one := regexp.MustCompile(`<a href="#comments">1 comments?</a>`)
	for page, text := range pages {
		if m := one.FindString(text); m != "" && m != `<a href="#comments">1 comment</a>` {
			t.Errorf("4.8: %s in %s", m, page)
		}
	}
}

// Days of a conference that were told one by one, newest first, stand in their
// order on the page of the event, once the writer said yes to the event (2.4).
func TestMovingFindsEvents(t *testing.T) {
	if !everything {
		t.Skip("RECAP_MOVING is not set: import-rows.txtar asks the same of a small blog")
	}
	dir := t.TempDir()
	if _, err := importer.Import(t.Context(), importer.Options{Source: filepath.Join(sharedInputs(t, "data/recaps"), "zerokspot"), Site: dir, Accept: true}); err != nil {
		t.Fatal(err)
	}
	built(t, dir)
	page := readFile(t, filepath.Join(dir, "public", "events", "pycon-uk-2008", "index.html"))
	if !regexp.MustCompile(`(?s)href="/weblog/2008/pycon-uk-2008-day-2/">.*href="/weblog/2008/pycon-uk-day-3/">`).MatchString(page) {
		t.Errorf("the days are not in their order:\n%s", page)
	}
}
