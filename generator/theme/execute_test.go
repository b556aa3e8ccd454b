package theme

import (
	"bytes"
	"errors"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"recap/generator/diag"
	"recap/generator/source"
	"recap/generator/view"
)

func newTree(files []*source.File) *source.Tree { return source.NewTree(files...) }

func executed(th *Theme, v view.Page) error { return th.Execute(io.Discard, v) }

// TestEveryPage renders every kind of page, empty and full, in both languages,
// and looks at what is on the page.
func TestEveryPage(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	site := sampleSite(th)
	seen := map[string]bool{}
	for _, lang := range []string{"en", "de", "de-AT", "fr", ""} {
		for _, v := range view.Kinds() {
			look(t, "empty "+v.Template(), render(t, th, withSite(v, site, lang)))
		}
		pages := samples(th, lang)
		for _, path := range slices.Sorted(maps.Keys(pages)) {
			seen[pages[path].Template()] = true
			look(t, lang+" "+path, render(t, th, pages[path]))
		}
	}
	for _, k := range kindNames() {
		if !seen[k] {
			t.Errorf("no sample of %s", k)
		}
	}
}

// withSite is a view that holds nothing but what every page has.
func withSite(v view.Page, s *view.Site, lang string) view.Page {
	b := view.Base{Site: s, Lang: lang}
	switch v.(type) {
	case view.Home:
		return view.Home{Base: b}
	case view.List:
		return view.List{Base: b}
	case view.Post:
		return view.Post{Base: b}
	case view.Text:
		return view.Text{Base: b}
	case view.Archive:
		return view.Archive{Base: b}
	case view.Year:
		return view.Year{Base: b}
	case view.Tags:
		return view.Tags{Base: b}
	case view.Tag:
		return view.Tag{Base: b}
	case view.Events:
		return view.Events{Base: b}
	case view.EventsYear:
		return view.EventsYear{Base: b}
	case view.EventsMap:
		return view.EventsMap{Base: b}
	case view.Event:
		return view.Event{Base: b}
	case view.NotFound:
		return view.NotFound{Base: b}
	}
	return view.Redirect{Base: b}
}

// look asks of a page what holds for all: one h1, one title, unique ids, no
// style attribute, no inline script or handler, nothing that leaked.
func look(t *testing.T, name string, page []byte) {
	t.Helper()
	if !bytes.HasPrefix(page, []byte("<!doctype html>\n<html lang=")) {
		t.Errorf("%s begins %.40q", name, page)
	}
	if i := bytes.Index(page, []byte("<meta charset")); i < 0 || i > 200 {
		t.Errorf("%s: the charset stands at %d", name, i)
	}
	for _, leak := range []string{"<no value>", "ZgotmplZ", "%!", "{{", "0001-01-01", "&lt;nil&gt;"} {
		if bytes.Contains(page, []byte(leak)) {
			t.Errorf("%s: %q on the page", name, leak)
		}
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Namespace == "" { // a picture has a title too
			count[n.Data]++
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
			case a.Key == "id":
				if ids[a.Val] {
					t.Errorf("%s: id %q twice", name, a.Val)
				}
				ids[a.Val] = true
			case a.Key == "lang" && a.Val == "" && n.Data != "html":
				t.Errorf("%s: <%s lang>", name, n.Data)
			}
		}
		if n.Data == "style" || n.Data == "script" && attr(n, "type") != "application/ld+json" && !strings.HasPrefix(attr(n, "src"), "/assets/") {
			t.Errorf("%s: <%s> on the page", name, n.Data)
		}
	}
	if count["h1"] != 1 || count["title"] != 1 || count["main"] != 1 {
		t.Errorf("%s: h1 %d, title %d, main %d", name, count["h1"], count["title"], count["main"])
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// TestWhatAReaderSees: the facts that must be on the pages, in the words of the language.
func TestWhatAReaderSees(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	for _, c := range []struct {
		lang, path string
		want       []string // texts of the page, blanks folded
	}{
		{"en", "", []string{"PyCon US 2016 28 May – 5 June 2016 Portland, OR, USA", "9 minutes", "1 minute", "RelEng 2016 18 November 2016 Seattle, USA Postponed", "Coming up 27 February – 2 March 2027 Example Conf 2027 Köln, Germany"}},
		{"de", "", []string{"PyCon US 2016 28. Mai – 5. Juni 2016 Portland, OR, USA", "9 Minuten", "1 Minute", "Verschoben", "linux.conf.au 2018 22.–26. Januar 2018"}},
		{"en", "2016/06/pycon-2016-report/", []string{"Friday, 10 June 2016", "Updated 12 June 2016", "By Ada Example, Ben Example", "Draft", "Not yet published", "Unlisted", "Disclosure: My employer paid the ticket.", "Next from PyCon US 2016 Sprint notes", "12 June 2016 The slides of the second talk are there."}},
		{"en", "2016/06/devopsdays-toronto/", []string{"Undated"}},
		{"en", "2015/11/long/", []string{"November 2015"}},
		{"en", "events/pycon-us-2016/", []string{
			"2 of 6 talks retold Day 3 Day 4 Timetable", "There is a newer edition: linux.conf.au 2018, 22–26 January 2018", "Monday, 30 May", "10:50 Machete-mode Debugging", "Ada Example (Example University)",
			"abstract video from 12:30, partial recording slides older version", "abstract video not public slides expected code",
			"Magic Wormhole: simple secure file transfer Ben Example, Cleo Example (Example & Daughters)",
			"Talks opens 1 October 2015 closes 3 January 2016 answers by February 2016 Topics: testing, packaging",
			"PyCon US, XIV", "3,391", "Code of conduct", "Wiki of the sprints", "attendee, speaker", "Without a time Open space about packaging"}},
		{"de", "events/pycon-us-2016/", []string{"Montag, 30. Mai", "Zusammenfassung Video nicht öffentlich Folien erwartet Code", "3391", "Verhaltensregeln"}},
		{"en", "events/releng-2016/", []string{"Cancelled", "November 2016"}},
		{"en", "events/pycon-us-2016/talks/machete/", []string{
			"PyCon US 2016 28 May – 5 June 2016", "Machete-mode Debugging Hacking your way out of a tight spot Ada Example (Example University) Monday, 30 May 2016, 10:50",
			"not recorded", "video expected in June", "no slides", "The paper example.org", "the whole abstract",
			"ugly code that is deleted ten minutes later. PyCon 2016 report 10 June 2016", "Was bleibt von zwei Tagen DevOps?: Was sonst noch war",
			"Ben Example (2006)", "Machete at home linux.conf.au 2018", "The next talk Magic Wormhole"}},
		{"de", "events/pycon-us-2016/talks/machete/", []string{"nicht aufgezeichnet", "ganze Beschreibung", "Auch anderswo gehalten"}},
		{"en", "events/pycon-us-2016/day/3/", []string{"Day 3 Monday, 30 May 2016", "9:00 Welcome", "The day before Day 2"}},
		{"en", "events/pycon-us-2016/schedule/", []string{"Time Main hall Room 2 9:00 Welcome", "Times are local"}},
		{"en", "events/series/pycon-us/", []string{"ended 2030", "PyCon US 2016 XIV"}},
		{"en", "speakers/ada-example/", []string{"she/her Example University", "Seen 3 times since 2016", "abstract video not public slides expected code"}},
		{"en", "2016/", []string{"June 2016 10 Jun PyCon 2016 report"}},
		{"en", "404.html", []string{"Nothing lies at this address."}},
	} {
		page := folded(render(t, th, samples(th, c.lang)[c.path]))
		for _, w := range c.want {
			if !strings.Contains(page, w) {
				t.Errorf("%s /%s: no %q in\n%s", c.lang, c.path, w, page)
			}
		}
	}
}

// folded is the text of a page with blanks folded.
func folded(page []byte) string {
	doc, _ := html.Parse(bytes.NewReader(page))
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		block := n.Type == html.ElementNode && !inline[n.Data]
		if block {
			b.WriteByte(' ')
		}
		for c := range n.ChildNodes() {
			if c.Data != "script" {
				walk(c)
			}
		}
		if block {
			b.WriteByte(' ')
		}
	}
	walk(doc)
	return strings.Join(strings.Fields(b.String()), " ")
}

var inline = map[string]bool{"a": true, "span": true, "time": true, "b": true, "small": true, "strong": true, "code": true}

// TestFaults: what goes wrong while a page is made has a place in the theme.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ text, code, message string }{
		{"<p>\n{{«.Older.Title»}}", "theme-failed", "there is nothing here to take Title of: ask for it with {{with}} or {{if}} first"},
		{"<p>{{«index .Posts 99»}}", "theme-failed", "error calling index: index out of range: 99"},
		{"{{$k := print \"no\" \".such\"}}{{«text .Lang $k»}}", "theme-failed", `error calling text: no text is called "no.such"`},
		{"{{fixed \"x\" .Site .Lang \"\"}}{{define \"x\"}}{{«index .Site.Menu 99»}}{{end}}", "theme-failed", "error calling index: index out of range: 99"},
	} {
		from := strings.Index(c.text, "«")
		src := strings.NewReplacer("«", "", "»", "").Replace(c.text)
		tree := plainTree(t, file("themes/mine/pages/tag.html", src))
		th, _ := Open(tree, "mine", nil)
		v := samples(th, "en")["tags/python/"].(view.Tag)
		v.Older = nil
		err := executed(th, v)
		var f *diag.Fault
		if !errors.As(err, &f) {
			t.Errorf("%s: %v", src, err)
			continue
		}
		d := f.List[0]
		if d.Code != c.code || !strings.HasPrefix(d.Message, c.message) || d.Pos.File != "themes/mine/pages/tag.html" || d.Pos.Off < from || d.Pos.Off > from+6 {
			t.Errorf("%s: from %d: %v\n%s", src, from, d.Pos, told(tree, d))
		}
	}
}

// TestUnclearEscaping: html/template's own complaints have a place too.
func TestUnclearEscaping(t *testing.T) {
	tree := plainTree(t, file("themes/mine/pages/tag.html", "<p>\n<a title='{{if .Older}}'{{end}}>x</a>"))
	th, _ := Open(tree, "mine", nil)
	err := executed(th, samples(th, "en")["tags/python/"])
	var f *diag.Fault
	if !errors.As(err, &f) || f.List[0].Pos.File != "themes/mine/pages/tag.html" {
		t.Fatalf("%v", err)
	}
	if pl, ok := diag.Locate(f.List[0].Pos, tree.Text(f.List[0].Pos.File), 0); !ok || pl.Line != 2 {
		t.Errorf("line %d: %s", pl.Line, told(tree, f.List[0]))
	}
	if err2 := executed(th, samples(th, "en")["tags/python/"]); err2 == nil || err2.Error() != err.Error() {
		t.Errorf("second time: %v", err2)
	}
}

// TestBodyFaults: a body that cannot be made keeps its own error; so does a
// writer that fails.
func TestBodyFaults(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	v := samples(th, "en")["2016/06/pycon-2016-report/"].(view.Post)
	for _, want := range []error{source.ErrChanged, &diag.Fault{List: diag.List{diag.Errorf("x-y", diag.Whole("content/posts/x.md"), "no")}}} {
		v.Body = view.Body{Make: func() (template.HTML, error) { return "", want }}
		if err := executed(th, v); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	full := errors.New("disk full")
	if err := th.Execute(failing{full}, samples(th, "en")[""]); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestConcurrent: many goroutines make the first page of a kind at once.
func TestConcurrent(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	pages := samples(th, "en")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, v := range pages {
				if err := executed(th, v); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// BenchmarkOpen and BenchmarkPost say what a changed theme and a page cost.
func BenchmarkOpen(b *testing.B) {
	tree := plainTree(b)
	for b.Loop() {
		Open(tree, "plain", nil)
	}
}

func BenchmarkPost(b *testing.B) {
	th, _ := Open(plainTree(b), "plain", nil)
	pages := samples(th, "en")
	for name, path := range map[string]string{"rich": "2016/06/pycon-2016-report/", "usual": "2016/06/releng-cfp/"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := executed(th, pages[path]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
