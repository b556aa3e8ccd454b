package theme

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/source"
	"recap/generator/view"
	"recap/themes"
)

// plainFiles are the files of the theme that comes with the program.
func plainFiles(t testing.TB) []*source.File {
	t.Helper()
	var files []*source.File
	err := fs.WalkDir(themes.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(themes.FS, path)
		files = append(files, source.NewFile("themes/"+path, data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func plainTree(t testing.TB, over ...*source.File) *source.Tree {
	return source.NewTree(append(plainFiles(t), over...)...)
}

func file(path, text string) *source.File { return source.NewFile(path, []byte(text)) }

// open opens a theme that must be without complaint.
func open(t testing.TB, tree *source.Tree, name string) *Theme {
	t.Helper()
	th, list := Open(tree, name, nil)
	for _, d := range list {
		t.Error(told(tree, d))
	}
	return th
}

// told is a diagnostic as a person reads it.
func told(tree *source.Tree, d diag.Diagnostic) string {
	var b bytes.Buffer
	_ = diag.Print(&b, diag.List{d}, tree.Text, diag.Style{})
	return b.String()
}

// edited is the tree with one replacement in one file.
func edited(t testing.TB, tree *source.Tree, path, old, new string) *source.Tree {
	t.Helper()
	text := string(tree.Text(path))
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not hold %q", path, old)
	}
	return source.NewTree(append(append([]*source.File(nil), tree.Files()...), file(path, strings.Replace(text, old, new, 1)))...)
}

// TestPlainIsClean: the theme we ship is without any complaint.
func TestPlainIsClean(t *testing.T) { open(t, plainTree(t), "plain") }

// TestWhatAnEditCosts: which kinds of pages get another name from which edit.
func TestWhatAnEditCosts(t *testing.T) {
	tree := plainTree(t)
	th := open(t, tree, "plain")
	all := strings.Join(kindNames(), " ")
	framed := strings.Replace(all, " redirect", "", 1) // a redirect has no use for the layout
	for _, c := range []struct{ path, old, new, want string }{
		{"pages/event.html", `class="p-name"`, `class="p-name x"`, "event"},
		{"pages/post.html", `class="post h-entry"`, `class="post"`, "post"},
		{"card.html", `class="card h-entry"`, `class="card"`, "home list tag term"},
		{"line.html", `<li class="h-entry">`, "<li>", "archive year month"},
		{"talk.html", `class="speakers"`, `class="x"`, "event event-day"},
		{"dateline.html", `class="dateline"`, `class="x"`, "home list post tag term event-day schedule talk-page"},
		{"head-site.html", `content="recap"`, `content="x"`, framed},
		{"foot.html", `class="made"`, `class="x"`, framed},
		{"layout.html", `class="skip"`, `class="x"`, framed},
		{"pages/redirect.html", "<h1>", `<h1 id="x">`, "redirect"},
		{"i18n/de.txt", "post.newer = Neuer", "post.newer = Jünger", all},
		// What no page shows costs nothing.
		{"card.html", "A post in a list.", "A post.", ""},
		{"assets/style.css", "margin: 0;", "margin: 1px;", ""},
	} {
		path := "themes/plain/" + c.path
		next := open(t, edited(t, tree, path, c.old, c.new), "plain")
		var changed []string
		for _, k := range kindNames() {
			if th.Sum(k) != next.Sum(k) {
				changed = append(changed, k)
			}
		}
		if got := strings.Join(changed, " "); !sameWords(got, c.want) {
			t.Errorf("%s: changed %q, want %q", c.path, got, c.want)
		}
	}
}

func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) {
		return false
	}
	for _, w := range x {
		if !strings.Contains(" "+b+" ", " "+w+" ") {
			return false
		}
	}
	return true
}

// TestSumsSurviveExecution: escaping rewrites trees, names must not follow.
func TestSumsSurviveExecution(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	before := map[string]digest.Sum{}
	for _, k := range kindNames() {
		before[k] = th.Sum(k)
	}
	for _, v := range samples(th, "en") {
		render(t, th, v)
	}
	again := open(t, plainTree(t), "plain")
	for _, k := range kindNames() {
		if th.Sum(k) != before[k] || again.Sum(k) != before[k] {
			t.Errorf("%s: the name changed by use", k)
		}
	}
}

// TestReuse: an unchanged theme is the same value, with the same complaints; a
// changed one parses only what changed.
func TestReuse(t *testing.T) {
	tree := plainTree(t, file("themes/mine/i18n/fr.txt", "post.tags = Mots-clés\n"))
	th, first := Open(tree, "mine", nil)
	if len(first) != 1 {
		t.Fatalf("%d complaints, want the one about fr.txt: %v", len(first), first)
	}
	more := source.NewTree(append(append([]*source.File(nil), tree.Files()...), file("content/posts/x.md", "x"))...)
	same, second := Open(more, "mine", th)
	if same != th {
		t.Error("another post made another theme")
	}
	if len(second) != 1 || second[0].Message != first[0].Message {
		t.Errorf("second time: %v, want %v", second, first)
	}
	next, _ := Open(edited(t, tree, "themes/plain/card.html", "A post in a list.", "A post."), "mine", th)
	kept, all := 0, 0
	for key, p := range next.parsed {
		all++
		if th.parsed[key] == p {
			kept++
		}
	}
	if next == th || kept != all-1 {
		t.Errorf("%d of %d files kept their trees, want all but one", kept, all)
	}
}

// TestOverlay: a theme of one's own covers plain file by file.
func TestOverlay(t *testing.T) {
	tree := plainTree(t,
		file("themes/mine/pages/tag.html", `<h1>{{.Name}}!</h1>`),
		file("themes/mine/i18n/en.txt", "list.older = Before\n"),
		file("themes/mine/assets/extra.svg", "<svg/>"),
		file("themes/mine/.DS_Store", "x"),
		file("themes/mine/pages/tag.html~", "{{broken"),
		file("themes/mine/README", "x"))
	th := open(t, tree, "mine")
	plain := open(t, tree, "plain")
	pages, old := samples(th, "en"), samples(plain, "en")
	if got := string(render(t, th, pages["tags/python/"])); !strings.Contains(got, "<h1>python!</h1>") || !strings.Contains(got, `class="skip"`) {
		t.Errorf("the tag's page is not the layout of plain around the file of mine:\n%s", got)
	}
	if got := string(render(t, th, pages[""])); !strings.Contains(got, "Before") || !strings.Contains(got, "Latest recaps") {
		t.Error("texts are not laid over one another line by line")
	}
	if got := string(render(t, plain, old[""])); strings.Contains(got, "Before") {
		t.Error("plain itself changed")
	}
	var names []string
	for _, a := range th.Assets() {
		names = append(names, a.Name)
	}
	if got := strings.Join(names, " "); got != "card.png comments.js embed.js extra.svg icon.png icon.svg matomo.js pictures.js reading.js search.js style.css" {
		t.Errorf("assets: %s", got)
	}
}

// TestThemeTroubles: what Open says, word for word, with the place.
func TestThemeTroubles(t *testing.T) {
	for _, c := range []struct {
		name  string
		theme string
		files []*source.File
		want  string
	}{
		{"no such theme", "plian", nil, `content/site.yaml: error: no theme is called "plian" [theme-unknown]
    hint: did you mean plain?
`},
		{"a way out", "../plain", nil, `content/site.yaml: error: no theme is called "../plain" [theme-unknown]
`},
		{"an action without end", "mine", []*source.File{file("themes/mine/pages/tag.html", "<p>\n{{if .Name}}x\n")}, `themes/mine/pages/tag.html:2:1: error: this {{if}} has no {{end}} [theme-syntax]
    {{if .Name}}x
    ^^^^^^^^^^^^
`},
		{"a broken action", "mine", []*source.File{file("themes/mine/pages/tag.html", "<p>\n  <b>{{.Name !}}</b>\n")}, `themes/mine/pages/tag.html:2:14: error: unexpected "!" in operand [theme-syntax]
      <b>{{.Name !}}</b>
                 ^
`},
		{"a misspelt kind", "mine", []*source.File{file("themes/mine/pages/pots.html", "x")}, `themes/mine/pages/pots.html: warning: no kind of page is called "pots": the file is not used [theme-page-unknown]
    hint: did you mean post?
`},
		{"one name twice", "mine", []*source.File{
			file("themes/mine/one.html", `{{define "badge"}}1{{end}}`), file("themes/mine/two.html", `{{define "badge"}}2{{end}}`)},
			`themes/mine/two.html:1:10: error: two files define the template "badge" [theme-twice]
    {{define "badge"}}2{{end}}
             ^^^^^^^
    note: themes/mine/one.html:1:10: the other one
`},
		{"a file and its definition", "mine", []*source.File{file("themes/mine/badge.html", `x {{define "badge"}}1{{end}}`)},
			`themes/mine/badge.html:1:12: error: the file is the template "badge" already, outside of this definition [theme-syntax]
    x {{define "badge"}}1{{end}}
               ^^^^^^^
    hint: leave the definition out, or put everything into it
`},
		{"a stylesheet's reference", "mine", []*source.File{file("themes/mine/assets/more.css", "a{background:url(icno.svg)}")}, `themes/mine/assets/more.css:1:18: warning: no asset is called "icno.svg" [theme-asset-missing]
    a{background:url(icno.svg)}
                     ^^^^^^^^
    hint: did you mean icon.svg?
`},
		{"stylesheets in a circle", "mine", []*source.File{file("themes/mine/assets/a.css", `@import "b.css";`), file("themes/mine/assets/b.css", `@import "a.css";`)}, `themes/mine/assets/b.css:1:10: warning: "a.css" leads back to this stylesheet [theme-asset-circle]
    @import "a.css";
             ^^^^^
    hint: leave one of the two references out
`},
		{"a line that is no text", "mine", []*source.File{file("themes/mine/i18n/en.txt", "# ok\nlist.older Before\n")}, `themes/mine/i18n/en.txt:2:1: error: a line of texts reads: key = text [theme-text-syntax]
    list.older Before
    ^^^^^^^^^^^^^^^^^
`},
		{"a text twice", "mine", []*source.File{file("themes/mine/i18n/en.txt", "list.older = A\nlist.older = B\n")}, `themes/mine/i18n/en.txt:2:1: error: the text "list.older" stands here twice [theme-text-twice]
    list.older = B
    ^^^^^^^^^^
    note: themes/mine/i18n/en.txt:1:1: the first one
`},
		{"a plural form", "mine", []*source.File{file("themes/mine/i18n/en.txt", "post.minutes[several] = x\n")}, `themes/mine/i18n/en.txt:1:1: error: "post.minutes[several]" is no key: a key is words with dots, perhaps with a plural form in brackets [theme-text-syntax]
    post.minutes[several] = x
    ^^^^^^^^^^^^^^^^^^^^^
    hint: the forms are [zero], [one], [two], [few], [many] and [other]
`},
		{"a misspelt text", "mine", []*source.File{file("themes/mine/i18n/de-AT.txt", "list.oldr = X\n")}, `themes/mine/i18n/de-AT.txt:1:1: warning: no text is called "list.oldr" in English [theme-text-unused]
    list.oldr = X
    ^^^^^^^^^
    hint: did you mean list.older?
`},
	} {
		tree := plainTree(t, c.files...)
		_, list := Open(tree, c.theme, nil)
		var b strings.Builder
		for _, d := range list {
			b.WriteString(told(tree, d))
		}
		if b.String() != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, b.String(), c.want)
		}
	}
}

// TestBrokenPageLeavesOthers: a fault in one file touches the pages that need it.
func TestBrokenPageLeavesOthers(t *testing.T) {
	tree := plainTree(t, file("themes/mine/card.html", "{{if}}"))
	th, list := Open(tree, "mine", nil)
	if len(list) != 1 || list[0].Code != "theme-syntax" {
		t.Fatalf("%v", list)
	}
	broken := 0
	for path, v := range samples(th, "en") {
		var b bytes.Buffer
		err := th.Execute(&b, v)
		switch v.(type) {
		case view.Home, view.List, view.Tag, view.Term:
			broken++
			if f, ok := err.(*diag.Fault); !ok || f.List[0].Pos.File != "themes/mine/card.html" {
				t.Errorf("%s: %v", path, err)
			}
		default:
			if err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	if broken == 0 {
		t.Error("no page needs a card")
	}
}

// TestEmptyTree: no theme at all is a complaint, not a crash.
func TestEmptyTree(t *testing.T) {
	th, list := Open(source.NewTree(), "", nil)
	if !list.HasErrors() {
		t.Error("nothing is said")
	}
	if err := th.Execute(&bytes.Buffer{}, view.Home{}); err == nil {
		t.Error("a page was made of nothing")
	}
	if !th.Sum("home").IsZero() {
		t.Error("nothing has a name")
	}
	if _, err := th.Text("en", "x"); err == nil {
		t.Error("nothing has a text")
	}
}

// TestCodes: every code said here is explained, and none twice.
func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Codes {
		if seen[c.Name] || c.Text == "" || !strings.HasPrefix(c.Name, "theme-") && !strings.HasPrefix(c.Name, "i18n-") {
			t.Errorf("%s", c.Name)
		}
		seen[c.Name] = true
	}
}
