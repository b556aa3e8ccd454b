package content

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/memory"
	"recap/generator/source"
)

// TestMemo: what did not change is the same record, and what was wrong with it
// is said again.
func TestMemo(t *testing.T) {
	files := map[string]string{
		"content/site.yaml":               plainSite,
		"content/posts/a.md":              "---\ntitle: A\nrating: 5\n---\nText.\n",
		"content/posts/b.md":              "---\ntitle: [\n---\n",
		"content/posts/c.md":              "---\ntitle: C\n---\n",
		"content/events/e/event.yaml":     "name: E\nstart_date: 2016\nkind: part\n",
		"content/events/e/schedule.yaml":  "talks: [{id: t, title: T}]\n",
		"content/events/short.yaml":       "name: S\nstart_date: 2016\n",
		"content/pages/about.md":          "# About\n",
		"content/static/robots/extra.txt": "x",
		"content/posts/photo.jpg":         "x",
	}
	m := NewMemo()
	one, first := Load(treeOf(files), m)
	two, second := Load(treeOf(files), m)
	if counted(first, nil) != counted(second, nil) || first.Count(diag.Error) != 2 {
		t.Errorf("said %s, then %s", counted(first, nil), counted(second, nil))
	}
	if one.Posts[0] != two.Posts[0] || one.Events[0] != two.Events[0] || one.Pages[0] != two.Pages[0] || one.Broken[0] != two.Broken[0] {
		t.Error("records are not the same ones")
	}
	files["content/posts/c.md"] = "---\ntitle: Changed\n---\n"
	files["content/events/e/schedule.yaml"] = "talks: [{id: t, title: Changed}]\n"
	three, _ := Load(treeOf(files), m)
	if three.Posts[0] != one.Posts[0] || three.Posts[1] == one.Posts[1] || three.Posts[1].Title.Text != "Changed" {
		t.Error("one edit, one new record")
	}
	if three.Events[0] == one.Events[0] || three.Events[0].Talks[0].Title.Text != "Changed" || three.Events[1] != one.Events[1] {
		t.Error("an edit of a schedule makes its event anew, and no other")
	}
	delete(files, "content/posts/c.md")
	Load(treeOf(files), m)
	if len(m.kept) != 5 {
		t.Errorf("%d files are remembered, want 5", len(m.kept))
	}
	if got := show(one.Static[0].Path) + " " + one.Static[1].Path; got != "posts/photo.jpg robots/extra.txt" {
		t.Errorf("static files are %s", got)
	}
}

// TestMemoOnDisk: a new process has the records of the last one, and they are equal.
func TestMemoOnDisk(t *testing.T) {
	tree := treeOf(exampleSite(40))
	dir := t.TempDir()
	version := digest.Bytes([]byte("test"))
	load := func() ([]byte, *memory.Memory, *Set) {
		disk := memory.Open(dir, version)
		set, list := Load(tree, NewMemo().On(disk))
		return flat(set, list), disk, set
	}
	want, _ := Load(tree, nil)
	plain, disk, _ := load()
	if err := disk.Save(); err != nil {
		t.Fatal(err)
	}
	disk.Close()
	again, disk, set := load()
	defer disk.Close()
	if !bytes.Equal(plain, again) {
		t.Error("records from disk differ from records from files")
	}
	m := NewMemo().On(disk)
	hits := 0
	for _, f := range tree.Files() {
		if _, ok := m.fromDisk(recordKey(f.Path, f.Sum)); ok {
			hits++
		}
	}
	if hits != len(want.Posts)+len(want.Pages)+len(want.Broken) {
		t.Errorf("%d records on disk, want %d", hits, len(want.Posts)+len(want.Pages)+len(want.Broken))
	}
	for _, p := range set.Posts {
		if p.File == nil || p.Doc == nil {
			t.Fatalf("%s came without its file or text", p.Name)
		}
	}
	for _, e := range set.Events {
		if e.File == nil || strings.HasSuffix(e.File.Path, "/event.yaml") != (e.Schedule != nil) {
			t.Errorf("%s came without its files", e.ID.Text)
		}
	}
}

// flat is everything of a set, and of what was said, as bytes.
func flat(s *Set, list diag.List) []byte {
	var b []byte
	for _, p := range slices.Concat(s.Posts, s.Pages, s.Broken) {
		b = memory.Append(b, p)
	}
	for _, e := range s.Events {
		b = memory.Append(b, e)
	}
	b = memory.Append(b, list)
	b = memory.Append(b, &s.Config)
	b = memory.Append(b, &s.Speakers)
	return b
}

// exampleSite is n posts with all sorts of front matter, some of it wrong.
func exampleSite(n int) map[string]string {
	files := map[string]string{"content/site.yaml": plainSite, "content/speakers.yaml": "ada: {name: Ada Example}\nben: Ben Example\n"}
	for i := range n {
		id := itoa(i)
		files[fmt.Sprintf("content/posts/%d/post-%d.md", 2000+i%20, i)] = "---\ntitle: Post " + id + "\ndate: 2016-06-10T12:" + fmt.Sprintf("%02d", i%60) + "\ntags: [a, tag-" + itoa(i%7) + "]\nevent: event-" + itoa(i%5) + "\nimage: {file: a.jpg, alt: A}\n" +
			[]string{"", "rating: 5\n", "titel: x\n", "date: 2016-02-30\n", "title: [\n"}[i%5] + "---\n\n## Heading " + id + " {talk=t1}\n\nText *with* [a link](x.md).\n"
	}
	for i := range n / 8 {
		id := itoa(i)
		files["content/events/event-"+id+".yaml"] = "name: Event " + id + "\nstart_date: 2016-05-30\ntimezone: Europe/Berlin\ntalks:\n  t1: {title: One, start: 2016-05-30T10:00, video: expected}\n"
		files["content/events/big-"+id+"/event.yaml"] = "name: Big " + id + "\nstart_date: 2016\ntalks: {t1: {seen: room}, t9: {seen: room}}\n"
		files["content/events/big-"+id+"/schedule.yaml"] = "talks: [{id: t1, title: One}, {id: t2, title: Two}]\n"
	}
	files["content/pages/about.md"] = "# About\n"
	return files
}

// TestOneCoreAndEight: records and messages do not depend on who came first.
func TestOneCoreAndEight(t *testing.T) {
	tree := treeOf(exampleSite(1000))
	was := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(was)
	one := flat(Load(tree, nil))
	runtime.GOMAXPROCS(8)
	for range 3 {
		if eight := flat(Load(tree, NewMemo())); !bytes.Equal(one, eight) {
			t.Fatal("eight cores read something else than one")
		}
	}
}

// TestCodes: every code in the sources is explained, and every code that is
// explained is used.
func TestCodes(t *testing.T) {
	paths, _ := filepath.Glob("*.go")
	made := regexp.MustCompile(`(?:Errorf|Warnf|Hintf|code: *)\(?"([a-z]+-[a-z-]+)"|r\.slug\(n, "([a-z-]+)"\)|return &dateError\{code: "([a-z-]+)"`)
	used := map[string]bool{"settings-key-unknown": true, "event-key-unknown": true, "record-key-unknown": true} // family + "-key-unknown"
	for _, p := range paths {
		if strings.HasSuffix(p, "_test.go") || p == "codes.go" {
			continue
		}
		src, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range made.FindAllStringSubmatch(string(src), -1) {
			used[m[1]+m[2]+m[3]] = true
		}
	}
	told := mine()
	for code := range used {
		if !told[code] {
			t.Errorf("%s is not explained", code)
		}
	}
	for code := range told {
		if !used[code] {
			t.Errorf("%s is explained, but nothing says it", code)
		}
	}
	seen := map[string]int{}
	for _, c := range Codes {
		if seen[c.Name]++; seen[c.Name] > 1 || c.Text == "" || !strings.HasSuffix(c.Text, ".") {
			t.Errorf("%s: explained once, in sentences", c.Name)
		}
	}
}

// TestGone: a file that vanishes between the snapshot and the reading is said,
// and not remembered.
func TestGone(t *testing.T) {
	f := source.NewFile("content/posts/x.md", []byte("# T\n"))
	m := NewMemo()
	at, _ := placePost("posts/x.md")
	s := m.recall(f.Path, f.Sum, func(*said) {}, func() (said, bool) {
		p, broken, list := loadPost(f, at, nil, source.ErrChanged)
		return said{Post: p, Broken: broken, List: list}, false
	})
	if !s.Broken || !s.List.HasErrors() || len(m.kept) != 0 {
		t.Errorf("%+v, %d remembered", s, len(m.kept))
	}
}

// TestOverlay: talks of the writer lie over those of the schedule, field by
// field; resources and books add.
func TestOverlay(t *testing.T) {
	set, list := Load(treeOf(map[string]string{
		"content/site.yaml":              plainSite,
		"content/events/e/event.yaml":    "name: E\nstart_date: 2016\ntalks:\n  t1: {seen: room, tags: [mine], resources: [{kind: notes, url: 'https://example.org/n'}], books: [kluge]}\n  t2: {video: none}\n  own: {title: Mine}\n",
		"content/events/e/schedule.yaml": "talks:\n- {id: t1, title: One, tags: [theirs], video: 'https://example.org/v', resources: [{kind: repo, url: 'https://example.org/r'}], books: [other]}\n- {id: t2, title: Two, video: 'https://example.org/v'}\n- {id: t3, title: Three}\n",
	}), nil)
	if len(list) > 0 {
		t.Error(list)
	}
	want := "{ID=t1 Title=One Video={State=1 URL=https://example.org/v} Resources={Kind=repo URL=https://example.org/r} | {Kind=notes URL=https://example.org/n} Tags=mine Seen=room Books=other | kluge} | {ID=t2 Title=Two Video={State=3}} | {ID=t3 Title=Three} | {ID=own Title=Mine}"
	if got := show(set.Events[0].Talks); got != want {
		t.Errorf(" got %s\nwant %s", got, want)
	}
	if got := show(set.Events[0].Talks[0].Set); got != "books | resources | seen | tags | title | video" {
		t.Errorf("its keys are %s", got)
	}
}

// TestNote: the writer's private note is in no field.
func TestNote(t *testing.T) {
	set, list := Load(treeOf(map[string]string{"content/site.yaml": plainSite, "content/events/e.yaml": "name: E\nstart_date: 2016\nmy: {note: do not tell anybody}\n"}), nil)
	if len(list) > 0 || bytes.Contains(flat(set, list), []byte("anybody")) {
		t.Error("the private note went on")
	}
}
