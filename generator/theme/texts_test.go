package theme

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"recap/generator/view"
)

// TestTextsComplete: German has every text of English, and its forms.
func TestTextsComplete(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	for key := range th.texts.langs["en"] {
		if _, ok := th.texts.langs["de"][key]; !ok {
			t.Errorf("de lacks %s", key)
		}
	}
	for key := range th.texts.langs["de"] {
		if _, ok := th.texts.langs["en"][key]; !ok {
			t.Errorf("en lacks %s", key)
		}
	}
}

// TestTextsUsed: a text that nothing asks for is left over from something.
func TestTextsUsed(t *testing.T) {
	tree := plainTree(t)
	th := open(t, tree, "plain")
	var all bytes.Buffer
	for _, f := range tree.Files() {
		if strings.HasSuffix(f.Path, ".html") {
			all.Write(tree.Text(f.Path))
		}
	}
	for _, key := range th.texts.keys {
		family, _, _ := strings.Cut(key, ".")
		switch family {
		case "label", "plan", "callout", "date", "span", "month", "mon", "weekday", "number", "draw":
			continue // asked for by name made up, by the plan, by texts, dates and pictures
		}
		if strings.HasSuffix(key, ".title") {
			continue // of pages that the plan names
		}
		if !strings.Contains(all.String(), `"`+key+`"`) {
			t.Errorf("no template asks for %s", key)
		}
	}
}

func TestText(t *testing.T) {
	tree := plainTree(t,
		file("themes/mine/i18n/de-AT.txt", "month.1 = Jänner\n"),
		file("themes/mine/i18n/pl.txt", "post.minutes[one] = {} minuta\npost.minutes[few] = {} minuty\npost.minutes[many] = {} minut\npost.minutes[other] = {} minuty\n"),
		file("themes/mine/i18n/en.txt", "plan.page = {2} before {1} {x} {\n"))
	th, list := Open(tree, "mine", nil)
	if len(list) != 1 || list[0].Code != "i18n-missing" || list[0].Pos.File != "themes/mine/i18n/pl.txt" {
		t.Errorf("%v", list)
	}
	for _, c := range []struct {
		lang, key string
		args      []any
		want      string
	}{
		{"en", "post.minutes", []any{1}, "1 minute"},
		{"en", "post.minutes", []any{0}, "0 minutes"},
		{"de", "post.minutes", []any{12}, "12 Minuten"},
		{"pl", "post.minutes", []any{1}, "1 minuta"},
		{"pl", "post.minutes", []any{3}, "3 minuty"},
		{"pl", "post.minutes", []any{12}, "12 minut"},
		{"pl", "post.minutes", []any{22}, "22 minuty"},
		{"de-AT", "month.1", nil, "Jänner"},
		{"de-AT-x-vienna", "month.1", nil, "Jänner"},
		{"DE-at", "month.2", nil, "Februar"},
		{"fr", "month.2", nil, "February"},
		{"", "month.2", nil, "February"},
		{"en", "plan.page", []any{"a", "b"}, "b before a {x} {"},
		{"en", "plan.page", []any{"a"}, "{2} before a {x} {"},
	} {
		got, err := th.Text(c.lang, c.key, c.args...)
		if err != nil || got != c.want {
			t.Errorf("%s %s %v: %q, want %q (%v)", c.lang, c.key, c.args, got, c.want, err)
		}
	}
	if _, err := th.Text("en", "no.such"); err == nil {
		t.Error("a text that does not exist")
	}
}

// TestYAMLTexts: a language in YAML, nested or flat, with the plural forms it has
// and no others, in the site or in the theme; what is wrong has its place.
func TestYAMLTexts(t *testing.T) {
	tree := plainTree(t,
		file("content/i18n/pl.yaml", "post.newer: Nowszy\npost:\n  older: \"Starszy: {}\"\n  minutes: {one: \"{} minuta\", few: \"{} minuty\", many: \"{} minut\"}\nlabel.kind: {meetup: Spotkanie}\ncomments.count[few]: \"{} komentarze\"\n404: {text: Nic tu nie ma.}\n"),
		file("content/i18n/de.yaml", "post.newer: Jünger\n"),
		file("themes/plain/i18n/pl.yml", "post.newer: x\npost.tags: Tagi\n"))
	th, list := Open(tree, "plain", nil)
	if len(list) != 1 || list[0].Code != "i18n-missing" || list[0].Pos.File != "content/i18n/pl.yaml" ||
		!strings.Contains(list[0].Message, "404.home (Go to the home page), 404.title (Page not found), archive.lead") || list[0].Hint != "recap theme texts pl writes them down, to be translated" {
		t.Errorf("%v", list)
	}
	for _, c := range []struct {
		lang, key string
		n         int
		want      string
	}{
		{"pl", "post.newer", 0, "Nowszy"}, {"pl", "post.older", 7, "Starszy: 7"}, {"pl", "post.tags", 0, "Tagi"},
		{"pl", "post.minutes", 1, "1 minuta"}, {"pl", "post.minutes", 22, "22 minuty"}, {"pl", "post.minutes", 12, "12 minut"},
		{"pl", "comments.count", 5, "5 komentarze"}, {"pl-PL", "label.kind.meetup", 0, "Spotkanie"}, {"pl", "404.text", 0, "Nic tu nie ma."},
		{"pl", "post.by", 0, "By"}, {"de", "post.newer", 0, "Jünger"}, {"de", "post.older", 0, "Älter"},
	} {
		if got, err := th.Text(c.lang, c.key, c.n); err != nil || got != c.want {
			t.Errorf("%s %s %d: %q, want %q (%v)", c.lang, c.key, c.n, got, c.want, err)
		}
	}
	for lang, want := range map[string]bool{"pl": true, "pl-PL": true, "de-AT-x-vienna": true, "en": true, "en-GB": true, "fr": false, "p": false} {
		if th.Speaks(lang) != want {
			t.Errorf("speaks %s: %t", lang, !want)
		}
	}
	// What is written down for a language is a file of texts that lacks nothing.
	for _, lang := range []string{"pl", "ru", "ja", "ar", "fr"} {
		out, n := th.Untold(lang)
		if forms := map[string]string{"ja": "home.latest", "pl": "draw.posts: {one: \"{} post\", few: \"{} posts\", many: \"{} posts\"}\n", "ru": "{one: ", "ar": "{zero: \"{} minutes\", one: \"{} minute\", two: ", "fr": "{one: "}; n < 200 || !strings.Contains(out, forms[lang]) {
			t.Errorf("%s: %d texts, no %s in\n%s", lang, n, forms[lang], out)
		}
		whole, list := Open(plainTree(t, file("content/i18n/"+lang+".yaml", out)), "plain", nil)
		if lang == "pl" {
			continue // half of it stands in the files above
		}
		if _, n := whole.Untold(lang); n > 0 || len(list) > 0 {
			t.Errorf("%s: %d texts are lacking still: %v", lang, n, list)
		}
	}
	if _, n := th.Untold("de"); n != 0 {
		t.Errorf("German lacks %d texts", n)
	}
	for _, c := range []struct{ yaml, message string }{
		{"post.newer: a\npost: {«newer»: b}\n", `the text "post.newer" stands here twice`},
		{"post.newer: «[a]»\n", "texts are written as key: text"},
		{"post.newer: «~»\n", "texts are written as key: text"},
		{"post.minutes: {one: a, «several»: b}\n", `no text is called "post.minutes.several" in English`},
		{"«post newer»: a\n", `"post newer" is no key: a key is words with dots, perhaps with a plural form in brackets`},
		{"ä: {ö: {«ü»: a}}\n", `no text is called "ä.ö.ü" in English`},
		{"post.newer: a\n«post.older: {»\n", "this is not YAML: did not find expected node content"},
		{"«- a»\n", "texts are written as key: text"},
	} {
		from := strings.Index(c.yaml, "«")
		src := strings.NewReplacer("«", "", "»", "").Replace(c.yaml)
		tree := plainTree(t, file("content/i18n/de-CH.yaml", src))
		_, list := Open(tree, "plain", nil)
		if len(list) != 1 || list[0].Message != c.message || list[0].Pos.Off != from {
			t.Errorf("%s: want %q at %d", src, c.message, from)
			for _, d := range list {
				t.Log(told(tree, d), d.Pos)
			}
		}
	}
}

// TestDates: a date is shown as precisely as it is known, in both languages.
func TestDates(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	for _, c := range []struct{ style, date, en, de string }{
		{"long", "2016-05-28", "Saturday, 28 May 2016", "Samstag, 28. Mai 2016"},
		{"medium", "2016-05-28T10:50", "28 May 2016", "28. Mai 2016"},
		{"medium", "2016-05", "May 2016", "Mai 2016"},
		{"long", "2016", "2016", "2016"},
		{"short", "2016-09-01", "1 Sep", "1. Sept."},
		{"short", "2016-09", "September 2016", "September 2016"},
		{"month", "2016-09-01", "September 2016", "September 2016"},
		{"month", "2016", "2016", "2016"},
		{"year", "2016-09-01", "2016", "2016"},
		{"weekday", "2016-05-30T09:05", "Monday, 30 May", "Montag, 30. Mai"},
		{"weekday", "2016-05", "", ""},
		{"time", "2016-05-30T09:05", "9:05", "9:05"},
		{"time", "2016-05-30", "", ""},
		{"iso", "2016-05-30T09:05", "2016-05-30T09:05:00-07:00", "2016-05-30T09:05:00-07:00"},
		{"iso", "2016-05-30", "2016-05-30", "2016-05-30"},
		{"iso", "2016-05", "2016-05", "2016-05"},
		{"iso", "2016", "2016", "2016"},
		{"day", "2016-05-30T09:05", "2016-05-30", "2016-05-30"},
	} {
		for lang, want := range map[string]string{"en": c.en, "de": c.de} {
			got, err := th.texts.date(lang, c.style, at(c.date))
			if err != nil || got != want {
				t.Errorf("%s %s %s: %q, want %q (%v)", lang, c.style, c.date, got, want, err)
			}
		}
	}
	for _, v := range []any{view.Day{}, time.Time{}, (*view.Day)(nil)} {
		if got, err := th.texts.date("en", "long", v); got != "" || err != nil {
			t.Errorf("%#v: %q %v", v, got, err)
		}
	}
	if _, err := th.texts.date("en", "long", "2016"); err == nil {
		t.Error("a text is no date")
	}
	if _, err := th.texts.date("en", "very long", at("2016")); err == nil {
		t.Error("no such style")
	}
}

func TestSpans(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	for _, c := range []struct{ from, to, en, de string }{
		{"2016-05-28", "2016-06-05", "28 May – 5 June 2016", "28. Mai – 5. Juni 2016"},
		{"2016-05-28", "2016-05-30", "28–30 May 2016", "28.–30. Mai 2016"},
		{"2016-05-28T09:00", "2016-05-30T17:00", "28–30 May 2016", "28.–30. Mai 2016"},
		{"2016-05-28", "2016-05-28", "28 May 2016", "28. Mai 2016"},
		{"2016-05-28", "", "28 May 2016", "28. Mai 2016"},
		{"", "2016-05-28", "28 May 2016", "28. Mai 2016"},
		{"", "", "", ""},
		{"2016-12-30", "2017-01-02", "30 December 2016 – 2 January 2017", "30. Dezember 2016 – 2. Januar 2017"},
		{"2016-05", "2016-06", "May–June 2016", "Mai–Juni 2016"},
		{"2016-12", "2017-01", "December 2016 – January 2017", "Dezember 2016 – Januar 2017"},
		{"2016", "2017", "2016–2017", "2016–2017"},
		{"2016-05", "2016-06-05", "May 2016 – 5 June 2016", "Mai 2016 – 5. Juni 2016"},
		{"2016-05-30", "2016-05-28", "30 May 2016", "30. Mai 2016"}, // an end before the start is told elsewhere
	} {
		day := func(s string) view.Day {
			if s == "" {
				return view.Day{}
			}
			return at(s)
		}
		for lang, want := range map[string]string{"en": c.en, "de": c.de} {
			got, err := th.texts.span(lang, day(c.from), day(c.to))
			if err != nil || got != want {
				t.Errorf("%s %s %s: %q, want %q (%v)", lang, c.from, c.to, got, want, err)
			}
		}
	}
}

func TestFunctions(t *testing.T) {
	th := open(t, plainTree(t), "plain")
	site := &view.Site{BaseURL: "https://example.org/blog/"}
	for _, c := range []struct{ got, want string }{
		{truncate(20, "short"), "short"},
		{truncate(12, "a word that is too long"), "a word that…"},
		{truncate(5, "Donaudampfschiff"), "Dona…"},
		{truncate(9, "one, two, three"), "one, two…"},
		{truncate(0, "x"), "x"},
		{abs(site, "/blog/x/"), "https://example.org/blog/x/"},
		{abs(site, "https://other.example/"), "https://other.example/"},
		{abs(site, "//other.example/"), "//other.example/"},
		{abs(nil, "/x"), "/x"},
		{host("https://www.example.org/x"), "example.org"},
		{host("::"), ""},
		{th.texts.number("en", 3391), "3,391"},
		{th.texts.number("de", 3391), "3391"},
		{th.texts.number("de", 1234567), "1.234.567"},
		{th.texts.number("en", -12345), "-12,345"},
		{th.texts.number("en", 7), "7"},
		{th.texts.label("de", "link", "schedule"), "Programm"},
		{th.texts.label("de", "link", "wiki_of_the-sprints"), "Wiki of the sprints"},
		{th.texts.label("de", "link", "überblick"), "Überblick"},
		{th.texts.label("de", "link", ""), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	for _, c := range []struct {
		list any
		want string
	}{
		{[]string{"a", "", "b"}, "a, b"},
		{[]view.Link{{Title: "x"}, {Title: "y"}}, "x, y"},
		{[]view.Person{{Name: "Ada Example"}}, "Ada Example"},
		{[]*view.Link{{Title: "x"}}, "x"},
		{nil, ""},
	} {
		if got, err := join(", ", c.list); err != nil || got != c.want {
			t.Errorf("%v: %q, want %q (%v)", c.list, got, c.want, err)
		}
	}
	for _, bad := range []any{"text", []int{1}, []view.Day{{}}} {
		if _, err := join(", ", bad); err == nil {
			t.Errorf("%v was joined", bad)
		}
	}
}

// TestPlurals: CLDR's own examples.
func TestPlurals(t *testing.T) {
	for _, c := range []struct {
		lang string
		n    int
		want string
	}{
		{"en", 1, "one"}, {"en", 0, "other"}, {"de-at", 1, "one"}, {"fr", 0, "one"}, {"fr", 2, "other"}, {"ja", 1, "other"},
		{"ru", 21, "one"}, {"ru", 11, "many"}, {"ru", 22, "few"}, {"ru", 12, "many"}, {"ru", 5, "many"},
		{"pl", 1, "one"}, {"pl", 21, "many"}, {"pl", 24, "few"}, {"cs", 3, "few"}, {"cs", 5, "other"},
		{"sl", 101, "one"}, {"sl", 2, "two"}, {"sl", 4, "few"}, {"sl", 5, "other"}, {"lt", 21, "one"}, {"lt", 11, "other"}, {"lt", 25, "few"},
		{"ro", 0, "few"}, {"ro", 1, "one"}, {"ro", 20, "other"}, {"ro", 119, "few"}, {"ar", 0, "zero"}, {"ar", 2, "two"}, {"ar", 103, "few"}, {"ar", 111, "many"}, {"ar", 100, "other"},
	} {
		if got := pluralForm(c.lang, c.n); got != c.want {
			t.Errorf("%s %d: %s, want %s", c.lang, c.n, got, c.want)
		}
	}
}

// TestAssets: names follow content, also through stylesheets.
func TestAssets(t *testing.T) {
	css := `/* url(not.this) */ @import "fonts/f.css"; a{background:url( "icon.svg?x#y" )} b::before{content:"url(icon.svg)"} c{background:url(/abs.png) url(https://example.org/x.png) url(data:image/png;base64,AA==) url(#id)}`
	tree := plainTree(t, file("themes/mine/assets/style.css", css), file("themes/mine/assets/fonts/f.css", "@font-face{src:url('t.woff2')} x{background:url(../icon.svg)}"), file("themes/mine/assets/fonts/t.woff2", "font"))
	th := open(t, tree, "mine")
	by := map[string]Asset{}
	for _, a := range th.Assets() {
		by[a.Name] = a
		if a.Path != HashedPath(a.Name, a.Sum) || !strings.HasPrefix(a.Path, "assets/") {
			t.Errorf("%s: %s", a.Name, a.Path)
		}
	}
	short := func(name string) string { return strings.TrimPrefix(by[name].Path, "assets/") }
	want := `/* url(not.this) */ @import "` + short("fonts/f.css") + `"; a{background:url( "` + short("icon.svg") + `?x#y" )} b::before{content:"url(icon.svg)"} c{background:url(/abs.png) url(https://example.org/x.png) url(data:image/png;base64,AA==) url(#id)}`
	if got := string(by["style.css"].Data); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	want = "@font-face{src:url('../" + short("fonts/t.woff2") + "')} x{background:url(../" + short("icon.svg") + ")}"
	if got := string(by["fonts/f.css"].Data); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if got := th.AssetURLs("/blog/")["style.css"]; got != "/blog/"+by["style.css"].Path {
		t.Error(got)
	}
	// A new font renames the stylesheet that names the stylesheet that names it.
	next := open(t, edited(t, tree, "themes/mine/assets/fonts/t.woff2", "font", "FONT"), "mine")
	for _, a := range next.Assets() {
		renamed := a.Path != by[a.Name].Path
		if want := a.Name == "style.css" || strings.HasPrefix(a.Name, "fonts/"); renamed != want {
			t.Errorf("%s renamed: %v", a.Name, renamed)
		}
	}
}
