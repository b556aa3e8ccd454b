package content

import (
	"errors"
	"slices"
	"strings"

	"recap/generator/diag"
	"recap/generator/digest"
	"recap/generator/par"
	"recap/generator/source"
)

// Load reads everything the author wrote. No setting enters into the reading of
// a file, so that what m remembers of it stays right whatever else changes; m
// may be nil. Every problem of every file is in the list, also those of files
// that m knew.
func Load(t *source.Tree, m *Memo) (*Set, diag.List) {
	if s, list, ok := m.exchange(t); ok {
		return s, list
	}
	in := sortFiles(t)
	list := in.list
	s := &Set{Static: in.static}
	s.line = s

	files := make([]said, len(in.posts)+len(in.events)+len(in.threads))
	m.begin()
	par.Each(len(files), func(i int) {
		if j := i - len(in.posts) - len(in.events); j >= 0 {
			files[i] = m.thread(in.threads[j].file, in.threads[j].post)
			return
		}
		if j := i - len(in.posts); j >= 0 {
			e := in.events[j]
			files[i] = m.event(e.name, e.file, e.schedule)
			return
		}
		files[i] = m.post(in.posts[i].file, in.posts[i].at)
	})
	m.end()

	for _, f := range files {
		switch {
		case f.Event != nil:
			s.Events = append(s.Events, f.Event)
		case f.Thread != nil:
			s.Threads = append(s.Threads, f.Thread)
		case f.Broken:
			s.Broken = append(s.Broken, f.Post)
		case f.Post.IsPage:
			s.Pages = append(s.Pages, f.Post)
		default:
			s.Posts = append(s.Posts, f.Post)
		}
	}
	s.Events, list = sortEvents(s.Events, list)
	list = append(list, s.records(in)...)
	rest := slices.Clone(list)
	for _, f := range files {
		list = append(list, f.List...)
	}
	if s.Changed = changed(t, list); m != nil && !s.Changed {
		m.last = &loaded{tree: t, in: in, set: s, said: files, rest: rest}
	}
	return s, list
}

// changed reports whether one of the files that could not be read did so
// because it is not what the snapshot saw.
func changed(t *source.Tree, list diag.List) bool {
	return slices.ContainsFunc(list, func(d diag.Diagnostic) bool {
		if d.Code != "file-unreadable" {
			return false
		}
		f := t.File(d.Pos.File)
		if f == nil {
			return false
		}
		_, err := f.Bytes()
		return errors.Is(err, source.ErrChanged)
	})
}

// records reads the settings and the files with one record after the other.
func (s *Set) records(in *inputs) diag.List {
	var all diag.List
	note := func(l diag.List) { all = append(all, l...) }
	var l diag.List
	s.Config, l = loadSettings(in.single["site"])
	note(l)
	if f := in.single["speakers"]; f != nil {
		s.Speakers, l = loadRecords(f, speakerTable, func(v *Speaker) *Word { return &v.ID }, func(v *Speaker) *Word { return &v.Name }, readSpeaker)
		note(l)
	}
	if f := in.single["venues"]; f != nil {
		s.Venues, l = loadRecords(f, venueTable, func(v *Venue) *Word { return &v.ID }, func(v *Venue) *Word { return &v.Name }, readVenueMap)
		note(l)
	}
	if f := in.single["series"]; f != nil {
		s.Series, l = loadRecords(f, seriesTable, func(v *Series) *Word { return &v.ID }, func(v *Series) *Word { return &v.Name }, nil)
		note(l)
	}
	if f := in.single["tags"]; f != nil {
		s.Tags, l = loadRecords(f, tagTable, func(v *Tag) *Word { return &v.ID }, tagWord, readTag)
		s.Tags = trimTags(s.Tags)
		note(l)
	}
	if f := in.single["books"]; f != nil {
		s.Books, l = loadRecords(f, bookTable, func(v *Book) *Word { return &v.ID }, func(v *Book) *Word { return &v.Title }, nil)
		note(l)
	}
	if f := in.single["embeds"]; f != nil {
		url := func(v *Embed) *Word { return &v.URL }
		s.Embeds, l = loadRecords(f, embedTable, url, url, nil)
		note(l)
	}
	if f := in.single["people"]; f != nil {
		s.People, l = loadRecords(f, personTable, func(v *Person) *Word { return &v.ID }, func(v *Person) *Word { return &v.Name }, nil)
		note(l)
	}
	s.Moved, l = moved(in.single["urls"])
	note(l)
	return all
}

// sortEvents puts events in the order of their ids. Of two with one id the
// first by path stays, and the other says so.
func sortEvents(events []*Event, list diag.List) ([]*Event, diag.List) {
	slices.SortStableFunc(events, func(a, b *Event) int { return strings.Compare(a.ID.Text, b.ID.Text) })
	out := events[:0]
	for _, e := range events {
		if n := len(out); n > 0 && out[n-1].ID.Text == e.ID.Text {
			list.Add(diag.Errorf("event-duplicate", e.ID.Pos, "two events are called %q", e.ID.Text).
				WithNote(out[n-1].ID.Pos, "the other is here").
				WithHint("give one of them another id:"))
			continue
		}
		out = append(out, e)
	}
	return out, list
}

// inputs is the files of a tree by what they are.
type inputs struct {
	posts []struct {
		file *source.File
		at   placed
	}
	events  []eventFiles
	threads []threadFile
	single  map[string]*source.File // site, speakers, venues, … by name without extension
	static  []Static
	list    diag.List
}

type threadFile struct {
	file *source.File
	post string // "content/posts/x"
}

type eventFiles struct {
	name           string
	file, schedule *source.File
}

// singles are the YAML files that lie directly in content/. The last two belong
// to publish.
var singles = []string{"site", "speakers", "venues", "series", "tags", "books", "embeds", "people", "urls", "syndication"}

// asleep are formats that hold text but are not read; they are not published
// as they are either, since nobody would expect that.
var asleep = []string{".rst", ".org", ".adoc", ".asciidoc", ".textile", ".ipynb", ".html", ".htm", ".mdx", ".rmd", ".qmd", ".tex", ".wiki"}

// sortFiles says of each file below content/ what it is.
func sortFiles(t *source.Tree) *inputs {
	in := &inputs{single: map[string]*source.File{}}
	schedules := map[string]*source.File{}
	for _, f := range t.Under("content") {
		path := strings.TrimPrefix(f.Path, "content/")
		if rest, ok := strings.CutPrefix(path, "static/"); ok {
			if !debris(rest) {
				in.static = append(in.static, Static{File: f, Path: rest})
			}
			continue
		}
		if debris(path) || strings.HasPrefix(path[strings.LastIndexByte(path, '/')+1:], "_") {
			in.kept(f, path)
			continue
		}
		if at, ok := placePost(path); ok {
			in.posts = append(in.posts, struct {
				file *source.File
				at   placed
			}{f, at})
			continue
		}
		if post, ok := threadOf(path); ok {
			in.threads = append(in.threads, threadFile{f, post})
			continue
		}
		if dir, _, _ := strings.Cut(path, "/"); dir == "i18n" && strings.Count(path, "/") == 1 {
			continue // the theme's words in further languages: theme reads them
		}
		if base, ok := yamlBase(path); ok {
			in.yaml(f, path, base, schedules)
			continue
		}
		in.other(f, path)
	}
	for i := range in.events {
		e := &in.events[i]
		dir := e.file.Path[:strings.LastIndexByte(e.file.Path, '/')]
		if strings.TrimPrefix(dir, "content/events/") == e.name {
			e.schedule = schedules[e.name]
			delete(schedules, e.name)
		}
	}
	for _, f := range t.Under("content/events") { // in the order of paths, which a map has not
		if len(schedules) == 0 {
			break
		}
		for name, s := range schedules {
			if s == f {
				in.list.Add(diag.Errorf("event-missing", diag.Whole(f.Path), "this schedule has no event.yaml beside it").
					WithHint("write name: and start_date: into content/events/%s/event.yaml", name))
			}
		}
	}
	return in
}

// debris reports files that editors and systems leave behind.
func debris(path string) bool {
	for part := range strings.SplitSeq(path, "/") {
		if strings.HasPrefix(part, ".") && part != ".well-known" {
			return true
		}
	}
	base := path[strings.LastIndexByte(path, '/')+1:]
	return strings.HasSuffix(base, "~") || strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#") ||
		strings.HasSuffix(base, ".swp") || strings.HasSuffix(base, ".swo") || base == "Thumbs.db" || base == "desktop.ini"
}

// kept says of a post that its name keeps it back; other such files are silent.
func (in *inputs) kept(f *source.File, path string) {
	if _, ok := placePost(path); ok && !debris(path) {
		in.list.Add(diag.Hintf("file-kept-back", diag.Whole(f.Path), "this file is not read: its name begins with _").
			WithHint("rename it to publish it"))
	}
}

func yamlBase(path string) (string, bool) {
	for _, ext := range [...]string{".yaml", ".yml"} {
		if base, ok := strings.CutSuffix(path, ext); ok {
			return base, true
		}
	}
	return "", false
}

// yaml sorts one YAML file.
func (in *inputs) yaml(f *source.File, path, base string, schedules map[string]*source.File) {
	rest, isEvent := strings.CutPrefix(base, "events/")
	parts := strings.Split(rest, "/")
	switch {
	case !strings.Contains(base, "/"):
		if !slices.Contains(singles, base) {
			d := diag.Warnf("file-unknown", diag.Whole(f.Path), "nothing reads this file")
			if near, ok := diag.Nearest(base, singles); ok {
				d = d.WithHint("did you mean %s.yaml?", near)
			}
			in.list.Add(d)
			return
		}
		if in.single[base] != nil {
			in.list.Add(diag.Warnf("file-twice", diag.Whole(f.Path), "only %s is read, not this file", in.single[base].Path).WithHint("keep one of them"))
			return
		}
		in.single[base] = f
	case isEvent && len(parts) == 1:
		in.addEvent(f, parts[0])
	case isEvent && len(parts) == 2 && parts[1] == "event":
		in.addEvent(f, parts[0])
	case isEvent && len(parts) == 2 && parts[1] == "schedule":
		schedules[parts[0]] = f
	case isEvent:
		d := diag.Warnf("file-unknown", diag.Whole(f.Path), "nothing reads this file")
		if len(parts) > 2 {
			d = d.WithHint("events lie directly below events/: events/name.yaml or events/name/event.yaml")
		} else if near, ok := diag.Nearest(parts[1], []string{"event", "schedule"}); ok {
			d = d.WithHint("did you mean %s.yaml?", near)
		} else {
			d = d.WithHint("an event's folder holds event.yaml and schedule.yaml")
		}
		in.list.Add(d)
	default:
		in.list.Add(diag.Warnf("file-unknown", diag.Whole(f.Path), "nothing reads this file").
			WithHint("data for templates goes below params:, files to publish as they are into content/static"))
	}
}

func (in *inputs) addEvent(f *source.File, name string) {
	if n := len(in.events); n > 0 { // x.yaml comes right before x.yml
		e := in.events[n-1]
		if e.name == name && strings.TrimSuffix(e.file.Path, "yaml") == strings.TrimSuffix(f.Path, "yml") {
			in.list.Add(diag.Warnf("file-twice", diag.Whole(f.Path), "only %s is read, not this file", e.file.Path).WithHint("keep one of them"))
			return
		}
	}
	in.events = append(in.events, eventFiles{name: name, file: f})
}

// other sorts the files that are neither Markdown nor YAML, and Markdown in
// strange places.
func (in *inputs) other(f *source.File, path string) {
	low := strings.ToLower(path)
	top, _, _ := strings.Cut(path, "/")
	for _, ext := range asleep {
		if strings.HasSuffix(low, ext) && (top == "posts" || top == "pages") {
			in.list.Add(diag.Warnf("post-format", diag.Whole(f.Path), "recap does not read %s files, so this one is not published", ext).
				WithHint("rewrite it as Markdown, or move it to content/static to publish it as it is"))
			return
		}
	}
	if strings.HasSuffix(low, ".md") || strings.HasSuffix(low, ".markdown") {
		if base := low[strings.LastIndexByte(low, '/')+1:]; base != "readme.md" {
			d := diag.Warnf("post-place", diag.Whole(f.Path), "this text is not published: posts lie below posts/, pages below pages/")
			if top == "posts" || top == "pages" {
				d = diag.Warnf("post-place", diag.Whole(f.Path), "this text is not published: its name needs small letters behind the full stop, or something before it")
			}
			in.list.Add(d)
		}
		return
	}
	in.static = append(in.static, Static{File: f, Path: path})
}

// sumOf names a file, or none.
func sumOf(f *source.File) digest.Sum {
	if f == nil {
		return digest.Sum{}
	}
	return f.Sum
}
