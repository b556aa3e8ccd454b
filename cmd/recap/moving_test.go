package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"image"
	"image/png"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"recap/generator/importer"
)

// Real blogs move in: every export and every folder of another generator that
// lies beside the repository, counted by a reading that knows nothing of the
// importer's.

// sharedInputs is the folder of real inputs, or a loud skip.
func sharedInputs(t testing.TB, sub string) string {
	t.Helper()
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for range 6 {
		dir = filepath.Dir(dir)
		if p := filepath.Join(dir, "shared", sub); exists(p) {
			return p
		}
	}
	t.Skipf("no shared/%s beside the repository: this test needs its real inputs", sub)
	return ""
}

func exists(p string) bool { _, err := os.Stat(p); return err == nil }

// everything asks for every source, and has each built; without it small ones
// are imported and counted, and one large blog is built.
var everything = os.Getenv("RECAP_MOVING") != ""

// moved imports a source into an empty folder and builds it.
func moved(t *testing.T, source string, build bool) (dir string, r *importer.Report) {
	t.Helper()
	dir = t.TempDir()
	r, err := importer.Import(t.Context(), importer.Options{Source: source, Site: dir})
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	if len(r.Texts) == 0 || !build {
		return dir, r
	}
	built(t, dir)
	return dir, r
}

// built builds what was imported, drafts and all.
func built(t *testing.T, dir string) {
	t.Helper()
	var out, errs bytes.Buffer
	if code := runIn(t.Context(), dir, []string{"build", "-D", "-F"}, []string{"RECAP_NOW=2026-06-15T12:00:00Z"}, nil, &out, &errs); code != 0 {
		t.Fatalf("build ended with %d:\n%s%s", code, &out, &errs)
	}
}

// tree is every file below a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		m[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var (
	commenter = regexp.MustCompile(`<wp:comment_author_(?:email|IP)>(?:<!\[CDATA\[)?([^<\]]+)|<email>([^<]+)</email>|:email>([^<]+)</`)
	anyFence  = regexp.MustCompile("(?ms)^(?:```|~~~).*?^(?:```|~~~)\\s*$|<pre.*?</pre>")
	itemStart = regexp.MustCompile(`<item[ >]`)
)

func TestMovingIn(t *testing.T) {
	t.Run("exports", func(t *testing.T) {
		exports, _ := filepath.Glob(filepath.Join(sharedInputs(t, "data/wxr"), "*", "*.xml"))
		more, _ := filepath.Glob(filepath.Join(sharedInputs(t, "data/blogger"), "*", "*.xml"))
		for _, file := range append(exports, more...) {
			if st, err := os.Stat(file); err == nil && st.Size() > 100_000 && !everything {
				continue
			}
			t.Run(filepath.Base(file), func(t *testing.T) { movesIn(t, file) })
		}
	})
	t.Run("folders", func(t *testing.T) {
		sites, _ := filepath.Glob(filepath.Join(sharedInputs(t, "data/recaps"), "*"))
		for _, site := range sites {
			if st, err := os.Stat(site); err != nil || !st.IsDir() || !everything && filepath.Base(site) != "tobys-codes" {
				continue
			}
			t.Run(filepath.Base(site), func(t *testing.T) {
				want := 0
				for name := range tree(t, site) {
					if e := filepath.Ext(name); e == ".md" || e == ".rst" {
						want++
					}
				}
				dir, r := moved(t, site, everything)
				if r.Items != want || !r.Balanced() {
					t.Errorf("%d texts there, %d read: %d posts, %d pages, %d drafts, %d left", want, r.Items, r.Posts, r.Pages, r.Drafts, len(r.Left))
				}
				asked := 0
				if everything {
					asked = folderAddresses(t, site, dir, r)
				}
				row(t, want, 0, r, asked)
				again(t, site, dir)
			})
		}
	})
}

// movesIn moves one export and counts.
func movesIn(t *testing.T, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if name := filepath.Base(file); name == "malformed.xml" || name == "crazy-cdata.xml" {
		dir := t.TempDir()
		var out, errs bytes.Buffer
		if code := runIn(t.Context(), dir, []string{"import", "site", file}, nil, nil, &out, &errs); code != exitProblems || !regexp.MustCompile(`\.xml:\d+:\d+: error: `).Match(errs.Bytes()) {
			t.Errorf("ended with %d:\n%s", code, &errs)
		}
		if left := tree(t, dir); len(left) > 0 {
			t.Errorf("a broken export left %d files", len(left))
		}
		return
	}
	if !regexp.MustCompile(`<(item|entry)\b`).Match(data) && bytes.Contains(data, []byte("<rss")) { // nothing is to be imported, and nothing is written
		dir := t.TempDir()
		var out, errs bytes.Buffer
		if code := runIn(t.Context(), dir, []string{"import", "site", file}, nil, nil, &out, &errs); code != exitProblems || !strings.Contains(errs.String(), "holds nothing") {
			t.Errorf("ended with %d:\n%s", code, &errs)
		}
		if left := tree(t, dir); len(left) > 0 {
			t.Errorf("an empty export left %d files", len(left))
		}
		return
	}
	dir, r := moved(t, file, everything)
	items, comments := len(itemStart.FindAll(data, -1)), bytes.Count(data, []byte("<wp:comment>"))
	for _, m := range regexp.MustCompile(`<wp:comment_approved>(?:<!\[CDATA\[)?(\w+)`).FindAllSubmatch(data, -1) {
		if string(m[1]) != "1" {
			comments--
		}
	}
	if bytes.Contains(data, []byte("w3.org/2005/Atom\"")) && items == 0 {
		items, comments = entriesOf(t, data)
	}
	if r.Items != items || !r.Balanced() {
		t.Errorf("%d items there, %d read: %d posts, %d pages, %d drafts, %d left", items, r.Items, r.Posts, r.Pages, r.Drafts, len(r.Left))
	}
	if r.Comments+r.Mentions != comments {
		t.Errorf("%d comments there, %d carried", comments, r.Comments+r.Mentions)
	}
	if len(r.Texts) == 0 {
		row(t, items, comments, r, 0)
		return
	}
	secret := map[string]bool{}
	for _, m := range commenter.FindAllSubmatch(data, -1) {
		for _, g := range m[1:] {
			if s := strings.TrimSpace(string(g)); len(s) > 5 && s != "noreply@blogger.com" {
				secret[s] = true
			}
		}
	}
	posts := postWords(data)
	for name, text := range tree(t, dir) {
		for s := range secret {
			if strings.Contains(text, s) && !strings.Contains(posts, s) && !strings.HasPrefix(name, ".recap/") {
				t.Errorf("%s holds %s of somebody who commented", name, s)
			}
		}
		if strings.HasPrefix(name, "content/") || strings.HasSuffix(name, ".html") {
			if rest := anyFence.ReplaceAllString(text, ""); strings.Contains(rest, "<!-- wp:") || strings.Contains(rest, "<!-- /wp:") {
				t.Errorf("%s holds marks of blocks", name)
			}
		}
	}
	asked := 0
	if everything && bytes.Contains(data, []byte("w3.org/2005/Atom\"")) {
		asked = bloggerAddresses(t, data, dir, r)
	} else if everything {
		asked = addresses(t, data, dir, r)
	}
	row(t, items, comments, r, asked)
	again(t, file, dir)
}

// row says in a line what became of a source: there by the independent count, then
// by the importer's.
func row(t *testing.T, items, comments int, r *importer.Report, asked int) {
	t.Logf("items %d = %d posts + %d pages + %d drafts + %d left; comments %d = %d + %d mentions; %d old addresses answer, %d redirects, %d notes", items, r.Posts, r.Pages, r.Drafts, len(r.Left), comments, r.Comments, r.Mentions, asked, len(r.Redirects), len(r.Notes))
}

// answers reports a page or file at a path of the built site, or a rule for it.
func answers(dir, path string, r *importer.Report) bool {
	p := filepath.Join(dir, "public", filepath.FromSlash(path))
	return exists(p) && !isFolder(p) || exists(filepath.Join(p, "index.html")) || slices.ContainsFunc(r.Redirects, func(d importer.Redirect) bool { return d.From == path })
}

func isFolder(p string) bool { st, err := os.Stat(p); return err == nil && st.IsDir() }

// bloggerAddresses asks for the address of every published entry.
func bloggerAddresses(t *testing.T, data []byte, dir string, r *importer.Report) (asked int) {
	var feed struct {
		Entries []struct {
			Draft string `xml:"control>draft"`
			Links []struct {
				Rel  string `xml:"rel,attr"`
				Href string `xml:"href,attr"`
			} `xml:"link"`
			Categories []struct {
				Term string `xml:"term,attr"`
			} `xml:"category"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(data, &feed); err != nil {
		t.Fatal(err)
	}
	for _, e := range feed.Entries {
		kind := ""
		for _, c := range e.Categories {
			if _, after, ok := strings.Cut(c.Term, "kind#"); ok {
				kind = after
			}
		}
		for _, l := range e.Links {
			u, err := url.Parse(l.Href)
			if err != nil || l.Rel != "alternate" || kind != "post" && kind != "page" || e.Draft == "yes" {
				continue
			}
			path := u.Path
			if _, rest, ok := strings.Cut(path, "/blogspot/"); ok { // blogger.com/blogspot/name/2008/…
				_, path, _ = strings.Cut(rest, "/")
				path = "/" + path
			}
			asked++
			if !answers(dir, path, r) {
				t.Errorf("nothing answers %s", path)
			}
		}
	}
	return asked
}

var typedAddress = regexp.MustCompile(`(?m)^(?:url|permalink|slug_url):\s*["']?(/[^"'\s]*)|^\s*-\s*["']?(/[^"'\s]+/)["']?\s*$`)

// folderAddresses asks for the addresses that texts name themselves, and for
// those that their generator gave them by default.
func folderAddresses(t *testing.T, site, dir string, r *importer.Report) (asked int) {
	ask := func(name, path string) {
		asked++
		if !answers(dir, path, r) {
			t.Errorf("nothing answers %s of %s", path, name)
		}
	}
	drafts := map[string]bool{}
	for _, x := range r.Texts {
		text := readFile(t, filepath.Join(dir, filepath.FromSlash(x.File)))
		drafts[x.Item] = strings.Contains(text, "\ndraft: true\n")
		if x.Old != "" && !drafts[x.Item] {
			ask(x.Item, x.Old)
		}
	}
	for name, text := range tree(t, site) {
		front, ok := strings.CutPrefix(text, "---\n")
		if !ok || !strings.HasSuffix(name, ".md") {
			continue
		}
		front, _, _ = strings.Cut(front, "\n---")
		for _, m := range typedAddress.FindAllStringSubmatch(front, -1) {
			ask(name, m[1]+m[2])
		}
	}
	return asked
}

// postWords is what authors wrote: an address that stands there is theirs.
func postWords(data []byte) string {
	var b strings.Builder
	for _, m := range regexp.MustCompile(`(?s)<content:encoded>.*?</content:encoded>`).FindAll(data, -1) {
		b.Write(m)
	}
	return b.String()
}

// entriesOf counts the entries of a Blogger export: those that are no comments,
// and the comments.
func entriesOf(t *testing.T, data []byte) (items, comments int) {
	var feed struct {
		Entries []struct {
			Categories []struct {
				Term string `xml:"term,attr"`
			} `xml:"category"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(data, &feed); err != nil {
		t.Fatal(err)
	}
	for _, e := range feed.Entries {
		if slices.ContainsFunc(e.Categories, func(c struct {
			Term string `xml:"term,attr"`
		}) bool {
			return strings.HasSuffix(c.Term, "kind#comment")
		}) {
			comments++
		} else {
			items++
		}
	}
	return items, comments
}

var (
	theItem  = regexp.MustCompile(`(?s)<item[ >].*?</item>`)
	itemLink = regexp.MustCompile(`<link>\s*(?:<!\[CDATA\[)?([^<\]]*)`)
	itemKind = regexp.MustCompile(`:post_type>(?:<!\[CDATA\[)?(\w+)`)
)

// addresses asks the built site for every old address: one with a path is there,
// one that is a query is among the redirects.
func addresses(t *testing.T, data []byte, dir string, r *importer.Report) (asked int) {
	listed := map[string]bool{}
	for _, d := range r.Redirects {
		listed[d.From] = true
	}
	base := ""
	if m := regexp.MustCompile(`<wp:base_blog_url>(?:<!\[CDATA\[)?([^<\]]*)`).FindSubmatch(data); m != nil {
		base = string(m[1])
	}
	home, _ := url.Parse(base)
	for _, item := range theItem.FindAll(data, -1) {
		m, kind := itemLink.FindSubmatch(item), itemKind.FindSubmatch(item)
		if m == nil || kind != nil && !slices.Contains([]string{"post", "page", "attachment"}, string(kind[1])) {
			continue // entries of menus and parts of the look are no pages
		}
		u, err := url.Parse(strings.TrimSpace(html.UnescapeString(string(m[1]))))
		if err != nil || home == nil || u.Host != home.Host || u.Path == "" && u.RawQuery == "" {
			continue
		}
		rest := strings.TrimPrefix(u.Path, home.Path)
		if strings.Trim(rest, "/") == "" {
			continue
		}
		asked++
		p := filepath.Join(dir, "public", filepath.FromSlash(rest))
		if !exists(p) && !exists(filepath.Join(p, "index.html")) && !listed[u.EscapedPath()] {
			t.Errorf("nothing answers %s", u)
		}
	}
	return asked
}

// again imports once more: no byte changes; and what was edited survives.
func again(t *testing.T, source, dir string) {
	t.Helper()
	before := tree(t, filepath.Join(dir, "content"))
	edited := ""
	for name := range before {
		if strings.HasPrefix(name, "posts/") && strings.HasSuffix(name, ".md") && (edited == "" || name < edited) {
			edited = name
		}
	}
	for range 2 {
		if _, err := importer.Import(t.Context(), importer.Options{Source: source, Site: dir}); err != nil {
			t.Fatal(err)
		}
		after := tree(t, filepath.Join(dir, "content"))
		for name, text := range before {
			if after[name] != text {
				t.Errorf("a second import changed %s", name)
			}
		}
		if len(after) != len(before) {
			t.Errorf("%d files, then %d", len(before), len(after))
		}
		if edited == "" {
			return
		}
		before[edited] += "\nA line by hand.\n"
		if err := os.WriteFile(filepath.Join(dir, "content", edited), []byte(before[edited]), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

var (
	theContent = regexp.MustCompile(`(?s)<content:encoded><!\[CDATA\[(.*?)\]\]></content:encoded>`)
	theGUID    = regexp.MustCompile(`<guid[^>]*>([^<]*)`)
	aTag       = regexp.MustCompile(`(?s)<!--.*?-->|</?[a-zA-Z][^>]*>`)
	inWord     = regexp.MustCompile(`</?span[^>]*>`) // an editor's marks inside words: co<span>de</span>
	aCaption   = regexp.MustCompile(`\[caption[^\]]*caption="([^"]*)"[^\]]*\]|\[/?caption[^\]]*\]`)
	aStyle     = regexp.MustCompile(`(?is)<(style|script)\b.*?</(?:style|script)>`)
)

// wordsOf are the words of a text: letters and digits, in small letters.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Page by page, the words of a real blog of seven years are on the built pages.
// What is missing is told and has a reason: text that was encoded twice is mended
// and so reads otherwise.
func TestMovingKeepsWords(t *testing.T) {
	file := filepath.Join(sharedInputs(t, "data/wxr"), "cc-labs", "cc-labs.wordpress.xml")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir, r := moved(t, file, false)
	settings := readFile(t, filepath.Join(dir, "content", "site.yaml"))
	write(t, dir, "content/site.yaml", settings+"posts: {list: full}\n") // as the blog had it
	built(t, dir)
	fileOf := map[string]string{}
	for _, x := range r.Texts {
		fileOf[x.Item] = x.File
	}
	var out, errs bytes.Buffer
	if code := runIn(t.Context(), dir, []string{"list", "posts", "--format", "json"}, nil, nil, &out, &errs); code != 0 {
		t.Fatal(errs.String())
	}
	var posts []struct{ File, URL string }
	if err := json.Unmarshal(out.Bytes(), &posts); err != nil {
		t.Fatal(err)
	}
	pageAt := map[string]string{}
	for _, p := range posts {
		pageAt[p.File] = strings.Trim(p.URL, "/") + "/index.html"
	}
	total, kept := 0, 0
	missing := map[string][]string{}
	pages := 0
	for _, item := range theItem.FindAllString(string(data), -1) {
		c := theContent.FindStringSubmatch(item)
		guid := html.UnescapeString(strings.TrimSpace(theGUID.FindStringSubmatch(item)[1]))
		from := fileOf[guid]
		if c == nil || from == "" {
			t.Fatalf("an item is nowhere: %.200s", item)
		}
		text := aCaption.ReplaceAllString(aStyle.ReplaceAllString(c[1], " "), " $1 ")
		want := wordsOf(html.UnescapeString(aTag.ReplaceAllString(inWord.ReplaceAllString(text, ""), " ")))
		at := pageAt[from]
		if at == "" {
			at = strings.TrimSuffix(strings.TrimPrefix(from, "content/pages/"), ".md") + "/index.html"
		}
		doc := readFile(t, filepath.Join(dir, "public", filepath.FromSlash(at)))
		i := strings.Index(doc, `class="prose`)
		j := strings.Index(doc[max(i, 0):], `<footer class="after">`)
		if j < 0 {
			j = strings.Index(doc[max(i, 0):], "</article>")
		}
		if i < 0 || j < 0 {
			if len(want) > 0 {
				t.Errorf("%s has no text", from)
			}
			continue
		}
		pages++
		have := map[string]int{}
		for _, between := range []string{" ", ""} { // tags part words, or stand inside one
			count := map[string]int{}
			for _, w := range wordsOf(html.UnescapeString(aTag.ReplaceAllString(doc[i:i+j], between))) {
				count[w]++
				have[w] = max(have[w], count[w])
			}
		}
		for _, w := range want {
			total++
			if have[w]--; have[w] >= 0 {
				kept++
			} else {
				missing[from] = append(missing[from], w)
			}
		}
	}
	showsRows(t, dir)
	share := float64(kept) / float64(total)
	t.Logf("%d pages, %d of %d words kept: %.3f %%", pages, kept, total, 100*share)
	for from, words := range missing {
		t.Logf("%s lacks %q", from, words)
		mended := slices.ContainsFunc(r.Notes, func(n importer.Note) bool { return n.File == from && n.What == "characters that were encoded twice" })
		for _, w := range words {
			if !mended || !strings.ContainsAny(w, "âœ") {
				t.Errorf("%s lacks %q, and nothing says why", from, w)
			}
		}
	}
	if share < 0.995 || pages < 200 {
		t.Errorf("of %d pages only %.3f %% of the words are there", pages, 100*share)
	}
}

// --fetch gets each picture once, the original instead of the small one that the
// text shows; what is no picture is refused and told. Without it nobody is asked.
func TestMovingFetches(t *testing.T) {
	var mu sync.Mutex
	asked := map[string]int{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked[r.URL.Path]++
		mu.Unlock()
		switch r.URL.Path {
		case "/wp-content/uploads/2016/06/hall.png":
			_ = png.Encode(w, image.NewGray(image.Rect(0, 0, 40, 30)))
		case "/wp-content/uploads/2016/06/page.png":
			fmt.Fprint(w, "<html>an error page that says 200</html>")
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	export := `<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Old</title><wp:base_blog_url>` + server.URL + `</wp:base_blog_url>
<item><title>One</title><content:encoded><![CDATA[<p><img src="` + server.URL + `/wp-content/uploads/2016/06/hall-300x200.png" alt="Hall"></p><p><img src="` + server.URL + `/wp-content/uploads/2016/06/hall.png" alt="Hall again"></p><p><img src="` + server.URL + `/wp-content/uploads/2016/06/page.png" alt="None"></p><p><img src="` + server.URL + `/wp-content/uploads/2016/06/gone.png" alt="Gone"></p>]]></content:encoded><wp:post_name>one</wp:post_name><wp:post_date>2016-06-10 09:00:00</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>`
	file := filepath.Join(t.TempDir(), "export.xml")
	if err := os.WriteFile(file, []byte(export), 0o666); err != nil {
		t.Fatal(err)
	}
	run := func(dir string, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := runIn(t.Context(), dir, append([]string{"import", "site", file}, args...), nil, nil, &out, &errs); code != 0 {
			t.Fatalf("ended with %d:\n%s", code, &errs)
		}
		return out.String()
	}
	if out := run(t.TempDir()); len(asked) > 0 || !strings.Contains(out, "0 pictures copied, 4 missing") {
		t.Errorf("without --fetch %v was asked for:\n%s", asked, out)
	}
	dir := t.TempDir()
	if out := run(dir, "--fetch"); !strings.Contains(out, "1 picture copied, 2 missing") {
		t.Errorf("%s", out)
	}
	post := readFile(t, filepath.Join(dir, "content/posts/2016/2016-06-10-one.md"))
	for _, want := range []string{"![Hall](/wp-content/uploads/2016/06/hall.png)", "![Hall again](/wp-content/uploads/2016/06/hall.png)", "![None](" + server.URL + "/wp-content/uploads/2016/06/page.png)"} {
		if !strings.Contains(post, want) {
			t.Errorf("no %s in\n%s", want, post)
		}
	}
	if !exists(filepath.Join(dir, "content/static/wp-content/uploads/2016/06/hall.png")) || exists(filepath.Join(dir, "content/static/wp-content/uploads/2016/06/page.png")) {
		t.Error("the wrong files were written")
	}
	for path, n := range asked {
		if n > 1 || strings.Contains(path, "300x200") {
			t.Errorf("%s was asked for %d times", path, n)
		}
	}
}
