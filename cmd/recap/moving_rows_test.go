package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// rowsOfEngines are the rows that the engines of the seed blogs did (By: E in the
// table of seeds), asked of the imported blog: where it is seen, and what. A row
// that begins with ! is of what must be nowhere. Rows about events and about
// German quotation marks have nothing to show in this blog: TestSeed asks them.
var rowsOfEngines = []struct{ row, page, want string }{
	{"0.1 newest first", "index.html", `(?s)11 July 2012.*10 July 2012.*10 April 2012`},
	{"0.2 the day of the week", "2010/08/20/creative-commons-openoffice-plug-in-version-0-7-0-released/index.html", `>Friday, 20 August 2010<`},
	{"0.3 a teaser that ends in a link to the whole", "index.html", `<h3 class="title p-name"><a class="u-url" href="/2012/07/10/`},
	{"0.4 credit and a way to the top", "index.html", `<a href="#">Back to the top</a> · Made with recap`},
	{"1.1 categories", "2010/08/20/creative-commons-openoffice-plug-in-version-0-7-0-released/index.html", `rel="tag">Add-In<`},
	{"1.2 number of comments in the head", "2010/08/20/creative-commons-openoffice-plug-in-version-0-7-0-released/index.html", `<a href="#comments">4 comments</a>`},
	{"!1.3 forms to log in", "", `type="password"|wp-login`},
	{"2.1 a list of the posts of a category", "tags/openoffice/index.html", `(?s)20 August 2010.*20 May 2010`},
	{"!2.23 empty paragraphs", "", `<p>(?:&nbsp;|\s)*</p>`},
	{"3.1 a way past the head", "index.html", `<a class="skip" href="#main">`},
	{"3.2 pages that keep their number", "posts/page/1/index.html", `2007`},
	{"!4.7 the default category", "", `(?i)uncategori[sz]ed`},
}

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
				if want.MatchString(text) {
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
