package generator_test

import (
	"context"
	"fmt"
	"image"
	"image/png"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"recap/generator"
	"recap/generator/diag"
	"recap/generator/sitetest"
	"recap/themes"
)

// testNow is the moment all tests build at.
var testNow = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// lab is a site in a folder of its own, with a generator that remembers.
type lab struct {
	t   testing.TB
	dir string
	gen *generator.Generator
}

func newLab(t testing.TB, files map[string]string) *lab {
	t.Helper()
	l := &lab{t: t, dir: t.TempDir()}
	sitetest.Write(t, l.dir, files)
	l.restart()
	return l
}

func (l *lab) options() generator.Options {
	return generator.Options{Dir: l.dir, Themes: themes.FS, Now: testNow}
}

// drawn is a PNG of a size, of one of 256 shades.
func drawn(w, h, shade int) string {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = uint8(shade)
	}
	var b strings.Builder
	_ = png.Encode(&b, img) // to memory
	return b.String()
}

// restart forgets what is in RAM, as a new process would.
func (l *lab) restart() {
	l.t.Helper()
	var err error
	if l.gen, err = generator.New(l.options()); err != nil {
		l.t.Fatal(err)
	}
}

func (l *lab) build() *generator.Result {
	l.t.Helper()
	r, err := l.gen.Build(context.Background())
	if err != nil {
		l.t.Fatal(err)
	}
	return r
}

// must is a build without errors.
func (l *lab) must() *generator.Result {
	l.t.Helper()
	r := l.build()
	if r.Stopped {
		l.t.Fatalf("stopped:\n%s", told(r.Diagnostics, r.Text))
	}
	return r
}

func told(l diag.List, text diag.Text) string {
	var b strings.Builder
	_ = diag.Print(&b, l, text, diag.Style{})
	return b.String()
}

func (l *lab) path(p string) string { return filepath.Join(l.dir, filepath.FromSlash(p)) }

func (l *lab) read(p string) string {
	l.t.Helper()
	b, err := os.ReadFile(l.path(p))
	if err != nil {
		l.t.Fatal(err)
	}
	return string(b)
}

func (l *lab) write(p, text string) {
	l.t.Helper()
	sitetest.Write(l.t, l.dir, map[string]string{p: text})
}

func (l *lab) edit(p, old, new string) {
	l.t.Helper()
	s := l.read(p)
	if !strings.Contains(s, old) {
		l.t.Fatalf("%s does not hold %q", p, old)
	}
	l.write(p, strings.Replace(s, old, new, 1))
}

// clean is what a clean build of the same files gives, in a folder of its own.
func (l *lab) clean() map[string]string {
	l.t.Helper()
	o := l.options()
	o.Dir = l.t.TempDir()
	for _, d := range []string{"content", "themes"} {
		if _, err := os.Stat(l.path(d)); err == nil {
			if err := os.CopyFS(filepath.Join(o.Dir, d), os.DirFS(l.path(d))); err != nil {
				l.t.Fatal(err)
			}
		}
	}
	g, err := generator.New(o)
	if err != nil {
		l.t.Fatal(err)
	}
	if r, err := g.Build(context.Background()); err != nil {
		l.t.Fatal(err)
	} else if r.Stopped {
		l.t.Fatalf("the clean build stopped:\n%s", told(r.Diagnostics, r.Text))
	}
	return sitetest.Read(l.t, filepath.Join(o.Dir, "public"))
}

// equalsClean holds the built site against a clean build, and every page of the
// preview against the built site.
func (l *lab) equalsClean(after string) {
	l.t.Helper()
	got := sitetest.Read(l.t, l.path("public"))
	if d := sitetest.Differ(got, l.clean()); d != "" {
		l.t.Fatalf("after %s the site is not what a clean build gives:\n%s", after, d)
	}
	p, err := l.gen.Preview(context.Background())
	if err != nil {
		l.t.Fatal(err)
	}
	shown := map[string]string{}
	for _, path := range p.Paths() {
		_, render, _ := p.Page(path)
		b, err := render()
		if err != nil {
			l.t.Fatalf("after %s the preview cannot show %s: %v", after, path, err)
		}
		shown[path] = sitetest.Sum(b)
	}
	for _, form := range []string{".gz", ".br"} { // smaller copies are for hosts: no page of a preview
		maps.DeleteFunc(got, func(path, _ string) bool {
			of, is := strings.CutSuffix(path, form)
			return is && shown[path] == "" && got[of] != ""
		})
	}
	if d := sitetest.Differ(shown, got); d != "" {
		l.t.Fatalf("after %s the preview is not what was built:\n%s", after, d)
	}
}

// smallSite is a site of every kind of file that random edits change.
func smallSite() map[string]string {
	files := sitetest.Corpus{Posts: 14, Events: 3, Seed: 7}.Files()
	files["content/site.yaml"] = "title: Notes\nurl: https://notes.example/blog/\nlanguage: en\ntimezone: Europe/Berlin\nposts: {per_page: 4}\n"
	files["content/pages/about.md"] = "---\ntitle: About\n---\n\nSee [a post](../posts/00/post-000000.md).\n"
	files["content/site.yaml"] += "markup: {typographer: auto}\nreferences: [{match: 'bug (\\d+)', url: 'https://bugs.example/$1'}]\npublish: {files: [headers]}\n"
	files["content/pages/names.md"] = "---\ntitle: Names\n---\n\nOn \"[](talk:event-0000/talk-0)\" by [](speaker:speaker-1) at [](event:event-0001), bug 12 -- see [](post:post-000000).\n\n```\na\nb\n```\n\nLines 1, 2.\n\nhttps://youtu.be/abc\n"
	files["content/pages/manual/index.md"] = "---\ntitle: Manual\n---\n\nAll of it.\n"
	files["content/pages/manual/one.md"] = "---\ntitle: One\n---\n\nThe first.\n"
	files["content/speakers.yaml"] = "speaker-1:\n  name: Speaker One\n"
	files["content/tags.yaml"] = "topic-1:\n  name: Topic One\n  aliases: [topic 2]\n"
	files["content/static/plan.svg"] = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h40v20z"/></svg>`
	files["themes/plain/i18n/.keep"] = ""
	return files
}

// Any history of edits gives the site that a clean build gives, byte for byte,
// and the preview shows the same bytes. RECAP_EDITS="seeds edits every" runs
// more than the suite does.
func TestIncrementalIsCold(t *testing.T) {
	seeds, edits, every := 4, 25, 5
	if s := os.Getenv("RECAP_EDITS"); s != "" {
		if _, err := fmt.Sscan(s, &seeds, &edits, &every); err != nil {
			t.Fatalf("RECAP_EDITS=%q: want three numbers", s)
		}
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(uint64(seed), 1))
			l := newLab(t, smallSite())
			l.must()
			var done []string
			for i := range edits {
				done = append(done, l.randomEdit(r, i))
				if r.IntN(8) == 0 {
					l.restart()
					done = append(done, "a new process")
				}
				l.must()
				if i%every == every-1 {
					l.equalsClean(strings.Join(done, ", "))
				}
			}
		})
	}
}

// edits are the ways a site changes, all of which leave it free of errors.
var edits = []struct {
	name string
	do   func(l *lab, r *rand.Rand, i int) bool // false when there is nothing to change
}{
	{"a body", func(l *lab, r *rand.Rand, i int) bool {
		p := l.somePost(r)
		l.write(p, l.read(p)+fmt.Sprintf("\nA line more: %d.\n", i))
		return true
	}},
	{"a heading", func(l *lab, r *rand.Rand, i int) bool {
		p := l.somePost(r)
		l.write(p, l.read(p)+fmt.Sprintf("\n## Heading %d\n\nText.\n", i))
		return true
	}},
	{"a title", func(l *lab, r *rand.Rand, i int) bool {
		p := l.somePost(r)
		return l.replaceLine(p, "title: ", fmt.Sprintf("title: Title %d", i))
	}},
	{"a date", func(l *lab, r *rand.Rand, i int) bool {
		return l.replaceLine(l.somePost(r), "date: ", fmt.Sprintf("date: 20%02d-0%d-1%dT10:00:00Z", 10+r.IntN(15), 1+r.IntN(9), r.IntN(10)))
	}},
	{"tags", func(l *lab, r *rand.Rand, i int) bool {
		return l.replaceLine(l.somePost(r), "tags: ", fmt.Sprintf("tags: [Topic %d, topic %d, new %d]", r.IntN(3), r.IntN(3), i))
	}},
	{"a post's event", func(l *lab, r *rand.Rand, i int) bool {
		p := l.somePost(r)
		l.write(p, strings.ReplaceAll(l.read(p), " {talk=", " {was="))
		return l.replaceLine(p, "event: ", fmt.Sprintf("event: event-000%d", r.IntN(3)))
	}},
	{"draft", func(l *lab, r *rand.Rand, i int) bool {
		p := l.somePost(r)
		l.dropLine(p, "draft: ")
		return l.replaceLine(p, "title: ", fmt.Sprintf("title: Now a draft %d\ndraft: true", i))
	}},
	{"no drafts", func(l *lab, r *rand.Rand, i int) bool {
		for _, p := range l.posts() {
			l.write(p, strings.ReplaceAll(l.read(p), "\ndraft: true", ""))
		}
		return true
	}},
	{"a future date", func(l *lab, r *rand.Rand, i int) bool {
		return l.replaceLine(l.somePost(r), "date: ", "date: 2031-01-01")
	}},
	{"an alias", func(l *lab, r *rand.Rand, i int) bool {
		p := l.somePost(r)
		l.dropLine(p, "aliases: ")
		return l.replaceLine(p, "tags: ", fmt.Sprintf("tags: [topic 1]\naliases: [/old/%d/]", i))
	}},
	{"a new post", func(l *lab, r *rand.Rand, i int) bool {
		l.write(fmt.Sprintf("content/posts/new/added-%d.md", i), fmt.Sprintf("---\ntitle: Added %d\ndate: 2024-05-%02d\nevent: event-0001\ntags: [topic 1]\n---\n\nNew words %d.\n", i, 1+i%28, i))
		return true
	}},
	{"a post deleted", func(l *lab, r *rand.Rand, i int) bool {
		p := l.somePost(r)
		if len(l.posts()) < 6 || strings.HasSuffix(p, "post-000000.md") {
			return false
		}
		return os.Remove(l.path(p)) == nil
	}},
	{"a post renamed", func(l *lab, r *rand.Rand, i int) bool {
		p := l.somePost(r)
		if strings.HasSuffix(p, "post-000000.md") {
			return false
		}
		return os.Rename(l.path(p), l.path(fmt.Sprintf("%s-r%d.md", strings.TrimSuffix(p, ".md"), i))) == nil
	}},
	{"a picture", func(l *lab, r *rand.Rand, i int) bool {
		p := l.somePost(r)
		l.write(p, l.read(p)+"\n![The plan](/plan.svg \"Rooms\")\n")
		return true
	}},
	{"a picture's size", func(l *lab, r *rand.Rand, i int) bool {
		l.write("content/static/plan.svg", fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="20"><path d="M0 0h40v20z"/></svg>`, 40+i))
		return true
	}},
	{"a photo replaced", func(l *lab, r *rand.Rand, i int) bool {
		l.write("content/static/photo.png", drawn(20+10*r.IntN(3), 20, i))
		return true
	}},
	{"a photo that two widths are made of", func(l *lab, r *rand.Rand, i int) bool {
		l.write("content/static/photo.png", drawn(560, 20, i))
		return true
	}},
	{"a photo deleted", func(l *lab, r *rand.Rand, i int) bool {
		return os.Remove(l.path("content/static/photo.png")) == nil
	}},
	{"a photo shown", func(l *lab, r *rand.Rand, i int) bool {
		p := l.somePost(r)
		l.write(p, l.read(p)+fmt.Sprintf("\n![Photo %d](/photo.png)\n", i)+[]string{"", "\nPicture by Ada Example, CC BY 4.0\n", "![Again](/photo.png)\n"}[r.IntN(3)])
		return true
	}},
	{"a photo's words", func(l *lab, r *rand.Rand, i int) bool {
		p := l.somePost(r)
		old := l.read(p)
		new := strings.Replace(old, "![Photo ", "![The photo ", 1)
		l.write(p, new)
		return new != old
	}},
	{"an event's name", func(l *lab, r *rand.Rand, i int) bool {
		return l.replaceLine(fmt.Sprintf("content/events/event-000%d.yaml", r.IntN(3)), "name: ", fmt.Sprintf("name: Renamed %d", i))
	}},
	{"an event's dates", func(l *lab, r *rand.Rand, i int) bool {
		p := fmt.Sprintf("content/events/event-000%d.yaml", r.IntN(3))
		return l.replaceLine(p, "end_date: ", fmt.Sprintf("end_date: 20%d-01-01", 30+r.IntN(20)))
	}},
	{"a reference", func(l *lab, r *rand.Rand, i int) bool {
		return l.replaceLine("content/site.yaml", "references: ", fmt.Sprintf("references: [{match: '%s (\\d+)', url: 'https://bugs.example/%d/$1'}]", []string{"bug", "Line"}[r.IntN(2)], i))
	}},
	{"typography", func(l *lab, r *rand.Rand, i int) bool {
		way := []string{"auto", "off"}
		return l.replaceLine("content/site.yaml", "markup: ", fmt.Sprintf("markup: {typographer: %s, line_refs: %s, bare_domains: %v}", way[r.IntN(2)], way[r.IntN(2)], r.IntN(2) == 0))
	}},
	{"a recording", func(l *lab, r *rand.Rand, i int) bool {
		return l.replaceLine("content/events/event-0000.yaml", "    slides: ", fmt.Sprintf("    slides: https://youtu.be/%s", []string{"abc", "other"}[r.IntN(2)]))
	}},
	{"a talk's link", func(l *lab, r *rand.Rand, i int) bool {
		return l.replaceLine(fmt.Sprintf("content/events/event-000%d.yaml", r.IntN(3)), "    slides: ", fmt.Sprintf("    slides: https://slides.example.org/%d", i))
	}},
	{"a talk's title", func(l *lab, r *rand.Rand, i int) bool {
		return l.replaceLine(fmt.Sprintf("content/events/event-000%d.yaml", r.IntN(3)), "    title: ", fmt.Sprintf("    title: Retitled talk number %d", i))
	}},
	{"a talk's time", func(l *lab, r *rand.Rand, i int) bool {
		p := fmt.Sprintf("content/events/event-000%d.yaml", r.IntN(3))
		l.dropLine(p, "    room: ")
		l.dropLine(p, "    day: ")
		return l.replaceLine(p, "    duration: ", fmt.Sprintf("    duration: %dm\n    room: Room %d\n    day: %d", 10+i, r.IntN(3), 1+r.IntN(3)))
	}},
	{"a talk's abstract", func(l *lab, r *rand.Rand, i int) bool {
		p := fmt.Sprintf("content/events/event-000%d.yaml", r.IntN(3))
		if strings.Contains(l.read(p), "    abstract: ") {
			return l.replaceLine(p, "    abstract: ", fmt.Sprintf("    abstract: What was said %d", i))
		}
		return l.replaceLine(p, "    speakers: ", fmt.Sprintf("    speakers: [Speaker %d, Guest %d]\n    abstract: What is said\n    license: %s", r.IntN(500), i, []string{"CC0", "all rights"}[r.IntN(2)]))
	}},
	{"who was seen", func(l *lab, r *rand.Rand, i int) bool {
		p := fmt.Sprintf("content/events/event-000%d.yaml", r.IntN(3))
		l.dropLine(p, "    seen: ")
		return l.replaceLine(p, "    title: ", fmt.Sprintf("    title: Seen talk number %d\n    seen: %s", i, []string{"room", "no", "recording"}[r.IntN(3)]))
	}},
	{"a series", func(l *lab, r *rand.Rand, i int) bool {
		p := fmt.Sprintf("content/events/event-000%d.yaml", r.IntN(3))
		l.dropLine(p, "series: ")
		return l.replaceLine(p, "location: ", fmt.Sprintf("location: Town %d\nseries: series-%d", i, r.IntN(2)))
	}},
	{"where an event is, and what the writer did there", func(l *lab, r *rand.Rand, i int) bool {
		p := fmt.Sprintf("content/events/event-000%d.yaml", r.IntN(3))
		l.dropLine(p, "coordinates: ")
		l.dropLine(p, "my: ")
		return l.replaceLine(p, "name: ", fmt.Sprintf("name: Placed %d\ncoordinates: %d.5, %d\nmy: {roles: [%s]}", i, r.IntN(180)-90, r.IntN(360)-180, []string{"", "attendee", "speaker"}[r.IntN(3)]))
	}},
	{"pictures of the data", func(l *lab, r *rand.Rand, i int) bool {
		l.dropLine("content/site.yaml", "pages: ")
		l.write("content/site.yaml", l.read("content/site.yaml")+fmt.Sprintf("pages: {timeline: %v, map: %v}\n", r.IntN(2) == 0, r.IntN(2) == 0))
		return true
	}},
	{"a record of a series", func(l *lab, r *rand.Rand, i int) bool {
		l.write("content/series.yaml", fmt.Sprintf("- id: series-0\n  name: Series No. %d\n  description: Held every year, %d times.\n", i, i))
		return true
	}},
	{"names of days", func(l *lab, r *rand.Rand, i int) bool {
		p := fmt.Sprintf("content/events/event-000%d.yaml", r.IntN(3))
		l.dropLine(p, "day_labels: ")
		return l.replaceLine(p, "name: ", fmt.Sprintf("name: Relabelled %d\nday_labels: %s", i, []string{"number", "weekday", "date"}[r.IntN(3)]))
	}},
	{"a post of a day", func(l *lab, r *rand.Rand, i int) bool {
		l.write(fmt.Sprintf("content/posts/new/day-%d.md", i), fmt.Sprintf("---\nevent: event-000%d\nday: %d\nsession: %d\n---\n\nOf a day.\n\n## Day 2\n\nA section of a day, %d.\n", r.IntN(3), 1+r.IntN(3), i, i))
		return true
	}},
	{"a piece inside texts", func(l *lab, r *rand.Rand, i int) bool { l.overlay("embeds/talk.html", i); return true }},
	{"which talks have pages", func(l *lab, r *rand.Rand, i int) bool {
		l.dropLine("content/site.yaml", "pages: ")
		return l.replaceLine("content/site.yaml", "language: ", fmt.Sprintf("language: en\npages: {talks: %s, speakers: %s, print: %t}", []string{"all", "covered", "none"}[r.IntN(3)], []string{"all", "covered", "none"}[r.IntN(3)], r.IntN(2) == 0))
	}},
	{"a speaker", func(l *lab, r *rand.Rand, i int) bool {
		l.write("content/speakers.yaml", fmt.Sprintf("speaker-1:\n  name: Speaker No. %d\n  aliases: [Speaker %d]\n", i, r.IntN(500)))
		return true
	}},
	{"a tag's name", func(l *lab, r *rand.Rand, i int) bool {
		l.write("content/tags.yaml", fmt.Sprintf("topic-1:\n  name: Term %d\n  aliases: [topic 2]\n", i))
		return true
	}},
	{"the site's title", func(l *lab, r *rand.Rand, i int) bool {
		return l.replaceLine("content/site.yaml", "title: ", fmt.Sprintf("title: Notes %d", i))
	}},
	{"posts a page", func(l *lab, r *rand.Rand, i int) bool {
		return l.replaceLine("content/site.yaml", "posts: ", fmt.Sprintf("posts: {per_page: %d, list: %s}", 2+r.IntN(5), []string{"teaser", "full"}[r.IntN(2)]))
	}},
	{"a film", func(l *lab, r *rand.Rand, i int) bool {
		l.write("content/embeds.yaml", fmt.Sprintf("- url: https://youtu.be/film%d\n  title: Film %d\n", r.IntN(3), i))
		p := l.somePost(r)
		l.write(p, l.read(p)+fmt.Sprintf("\nhttps://www.youtube.com/watch?v=film%d\n", r.IntN(3)))
		return true
	}},
	{"how films are shown", func(l *lab, r *rand.Rand, i int) bool {
		l.dropLine("content/site.yaml", "embeds: ")
		l.write("content/site.yaml", l.read("content/site.yaml")+fmt.Sprintf("embeds: {mode: %s}\n", []string{"click", "link", "frame"}[r.IntN(3)]))
		return true
	}},
	{"what machines are told", func(l *lab, r *rand.Rand, i int) bool {
		return l.setting("standards: ", fmt.Sprintf("{jsonld: %t, microformats: %t, opengraph: %t, websub: https://hub.example/%d}", r.IntN(2) == 0, r.IntN(2) == 0, r.IntN(2) == 0, r.IntN(2)))
	}},
	{"where readers answer", func(l *lab, r *rand.Rand, i int) bool {
		return l.setting("comments: ", []string{"{kind: none}", "{kind: email, address: me@example.org}", "{kind: isso, url: https://talk.example.org/}"}[r.IntN(3)])
	}},
	{"where posts can be passed on", func(l *lab, r *rand.Rand, i int) bool {
		return l.setting("share: ", []string{"[]", "[mastodon, copy]", "[email, bluesky, linkedin]"}[r.IntN(3)])
	}},
	{"the owner's HTML", func(l *lab, r *rand.Rand, i int) bool {
		l.write("content/own.html", fmt.Sprintf("<meta name=edit content=%d>\n", i))
		return l.setting("theme: ", "{head: own.html}")
	}},
	{"what hosts read", func(l *lab, r *rand.Rand, i int) bool {
		return l.setting("publish: ", []string{"{files: [headers, cname, nojekyll]}", "{compress: gz}", "{files: headers}"}[r.IntN(3)])
	}},
	{"old addresses", func(l *lab, r *rand.Rand, i int) bool {
		l.write("content/urls.yaml", fmt.Sprintf("/old/%d/: {kind: post, to: /about/}\n/gone/%d/: {kind: post, gone: true}\n", i, i))
		return l.setting("urls: ", []string{"{redirects: [page, apache]}", "{redirects: [netlify, nginx]}", "{redirects: page}"}[r.IntN(3)])
	}},
	{"an organizer", func(l *lab, r *rand.Rand, i int) bool {
		p := fmt.Sprintf("content/events/event-000%d.yaml", r.IntN(3))
		l.dropLine(p, "organizer: ")
		return l.replaceLine(p, "name: ", fmt.Sprintf("name: Held %d\norganizer: {name: House %d, url: https://house.example/}", i, r.IntN(3)))
	}},
	{"the cards", func(l *lab, r *rand.Rand, i int) bool {
		l.dropLine("content/site.yaml", "standards: ")
		l.write("content/site.yaml", l.read("content/site.yaml")+fmt.Sprintf("standards: {cards: %t}\n", r.IntN(3) > 0))
		return true
	}},
	{"the zone", func(l *lab, r *rand.Rand, i int) bool {
		return l.replaceLine("content/site.yaml", "timezone: ", "timezone: "+[]string{"UTC", "Asia/Tokyo", "America/New_York"}[r.IntN(3)])
	}},
	{"a template", func(l *lab, r *rand.Rand, i int) bool {
		for _, name := range []string{"post", "event", "tag", "list"} {
			if r.IntN(2) == 0 {
				l.overlay("pages/"+name+".html", i)
			}
		}
		return true
	}},
	{"a card", func(l *lab, r *rand.Rand, i int) bool { l.overlay("card.html", i); return true }},
	{"the layout", func(l *lab, r *rand.Rand, i int) bool { l.overlay("layout.html", i); return true }},
	{"the stylesheet", func(l *lab, r *rand.Rand, i int) bool {
		l.write("themes/plain/assets/style.css", l.themeFile("assets/style.css")+fmt.Sprintf("\nbody{--edit:%d}\n", i))
		return true
	}},
	{"the plain theme", func(l *lab, r *rand.Rand, i int) bool {
		return os.RemoveAll(l.path("themes")) == nil
	}},
	{"an author", func(l *lab, r *rand.Rand, i int) bool {
		return l.frontMatter(r, "authors: ", fmt.Sprintf("authors: [Author %d]", r.IntN(3)))
	}},
	{"a category", func(l *lab, r *rand.Rand, i int) bool {
		return l.frontMatter(r, "categories: ", fmt.Sprintf("categories: [Sort %d, sort %d]", r.IntN(3), r.IntN(3)))
	}},
	{"a series of posts", func(l *lab, r *rand.Rand, i int) bool {
		return l.frontMatter(r, "series: ", fmt.Sprintf("series: Row %d", r.IntN(2)))
	}},
	{"a language", func(l *lab, r *rand.Rand, i int) bool {
		return l.frontMatter(r, "lang: ", "lang: "+[]string{"en", "de"}[r.IntN(2)])
	}},
	{"a picture's credit", func(l *lab, r *rand.Rand, i int) bool {
		return l.frontMatter(r, "image: ", fmt.Sprintf("image: {file: /plan.svg, alt: The plan, credit: Person %d}", i))
	}},
	{"a topic", func(l *lab, r *rand.Rand, i int) bool {
		p := l.somePost(r)
		l.write(p, l.read(p)+fmt.Sprintf("\n## Aside %d {topic=%q}\n\nText.\n", i, fmt.Sprint("topic ", r.IntN(2))))
		return true
	}},
	{"a highlight, a book", func(l *lab, r *rand.Rand, i int) bool {
		p := fmt.Sprintf("content/events/event-000%d.yaml", r.IntN(3))
		l.dropLine(p, "    highlight: ")
		l.dropLine(p, "    books: ")
		return l.replaceLine(p, "    duration: ", fmt.Sprintf("    duration: %dm\n    highlight: %v\n    books: [Book %d]", 10+r.IntN(50), r.IntN(2) == 0, i))
	}},
	{"a call for papers", func(l *lab, r *rand.Rand, i int) bool {
		p := fmt.Sprintf("content/events/event-000%d.yaml", r.IntN(3))
		l.dropLine(p, "cfps: ")
		l.write(p, fmt.Sprintf("cfps: [{name: Talks, close_date: 20%d-11-%02d}]\n", 20+r.IntN(10), 1+i%28)+l.read(p))
		return true
	}},
	{"what readers said", func(l *lab, r *rand.Rand, i int) bool {
		p := strings.Replace(l.somePost(r), "content/", "content/comments/", 1)
		l.write(strings.TrimSuffix(p, ".md")+".yaml", fmt.Sprintf("- {id: a, author: Reader %d, date: 2024-01-0%d, text: \"See [](post:post-000000), *%d*.\"}\n- {parent: a, author: Writer, text: Thanks}\n- {kind: pingback, url: 'https://pings.example/%d'}\n", i, 1+i%9, i, i))
		return true
	}},
	{"the feeds and lists", func(l *lab, r *rand.Rand, i int) bool {
		l.dropLine("content/site.yaml", "feeds: ")
		l.write("content/site.yaml", l.read("content/site.yaml")+fmt.Sprintf("feeds: {items: %d, per: [%s]}\n", 1+r.IntN(6), []string{"", "tag, event", "speaker, series, language", "tag, event, speaker, series, language"}[r.IntN(4)]))
		return true
	}},
	{"languages of the site", func(l *lab, r *rand.Rand, i int) bool {
		l.dropLine("content/site.yaml", "languages: ")
		l.write("content/site.yaml", l.read("content/site.yaml")+[]string{"", "languages: [de, en]\n", fmt.Sprintf("languages: {de: {title: Notizen %d, menu: [{title: Alles, url: /}]}}\n", i)}[r.IntN(3)])
		return true
	}},
	{"a touched file", func(l *lab, r *rand.Rand, i int) bool {
		now := time.Now()
		return os.Chtimes(l.path(l.somePost(r)), now, now) == nil
	}},
}

func (l *lab) randomEdit(r *rand.Rand, i int) string {
	for {
		e := edits[r.IntN(len(edits))]
		if e.do(l, r, i) {
			return e.name
		}
	}
}

// overlay lays a theme file with a mark at its end over the embedded one.
func (l *lab) overlay(file string, i int) {
	l.t.Helper()
	l.write("themes/plain/"+file, l.themeFile(file)+fmt.Sprintf("<p>edit %d</p>", i))
}

func (l *lab) themeFile(file string) string {
	l.t.Helper()
	b, err := themes.FS.ReadFile("plain/" + file)
	if err != nil {
		l.t.Fatal(err)
	}
	return string(b)
}

func (l *lab) posts() []string {
	l.t.Helper()
	var out []string
	for _, pat := range []string{"content/posts/*/*.md"} {
		m, err := filepath.Glob(l.path(pat))
		if err != nil {
			l.t.Fatal(err)
		}
		for _, p := range m {
			rel, err := filepath.Rel(l.dir, p)
			if err != nil {
				l.t.Fatal(err)
			}
			out = append(out, filepath.ToSlash(rel))
		}
	}
	slices.Sort(out)
	return out
}

func (l *lab) somePost(r *rand.Rand) string {
	p := l.posts()
	return p[r.IntN(len(p))]
}

// frontMatter gives some post a key, in place of what it had.
func (l *lab) frontMatter(r *rand.Rand, prefix, line string) bool {
	l.t.Helper()
	p := l.somePost(r)
	l.dropLine(p, prefix)
	return l.replaceLine(p, "---", "---\n"+line)
}

// replaceLine changes the first line that begins with a prefix.
func (l *lab) replaceLine(p, prefix, line string) bool {
	l.t.Helper()
	lines := strings.Split(l.read(p), "\n")
	for i, s := range lines {
		if strings.HasPrefix(s, prefix) {
			lines[i] = line
			l.write(p, strings.Join(lines, "\n"))
			return true
		}
	}
	return false
}

// setting writes a line of the settings, in the place of one that is there.
func (l *lab) setting(key, value string) bool {
	l.dropLine("content/site.yaml", key)
	l.write("content/site.yaml", strings.TrimRight(l.read("content/site.yaml"), "\n")+"\n"+key+value+"\n")
	return true
}

func (l *lab) dropLine(p, prefix string) bool {
	l.t.Helper()
	lines := strings.Split(l.read(p), "\n")
	l.write(p, strings.Join(slices.DeleteFunc(lines, func(s string) bool { return strings.HasPrefix(s, prefix) }), "\n"))
	return true
}

// The same files give the same bytes on one core and on eight, wherever the
// machine thinks it is.
func TestSameBytes(t *testing.T) {
	files := smallSite()
	var first map[string]string
	for _, procs := range []int{1, 8} {
		for _, zone := range []string{"UTC", "Pacific/Auckland"} {
			old := runtime.GOMAXPROCS(procs)
			local := time.Local
			if z, err := time.LoadLocation(zone); err != nil {
				t.Fatal(err)
			} else {
				time.Local = z
			}
			l := newLab(t, files)
			l.must()
			runtime.GOMAXPROCS(old)
			time.Local = local
			got := sitetest.Read(t, l.path("public"))
			if first == nil {
				first = got
			} else if d := sitetest.Differ(got, first); d != "" {
				t.Errorf("GOMAXPROCS %d, zone %s:\n%s", procs, zone, d)
			}
		}
	}
}

// A second build writes nothing, in the same process and in a new one.
func TestSecondBuildWritesNothing(t *testing.T) {
	l := newLab(t, smallSite())
	first := l.must()
	if len(first.Written) == 0 || first.Bodies == 0 {
		t.Fatalf("the first build wrote %d pages and made %d bodies", len(first.Written), first.Bodies)
	}
	for _, who := range []string{"the same process", "a new process"} {
		if who == "a new process" {
			l.restart()
		}
		r := l.must()
		if len(r.Written)+len(r.Removed)+r.Bodies > 0 || r.Kept != len(first.Written) {
			t.Errorf("%s: wrote %q, removed %q, kept %d of %d, made %d bodies", who, r.Written, r.Removed, r.Kept, len(first.Written), r.Bodies)
		}
	}
}
