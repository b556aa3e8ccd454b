package schedule

import (
	"bytes"
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"recap/generator/slug"
)

// The files of devopsdays.org (github.com/devopsdays/devopsdays-web): an event
// in data/events/2024/city/main.yml with program.yml beside it, or all in one
// data/events/2009-city.yml; talks as Markdown in content/events/2024-city/
// program, which Read brings along. A programme calls a talk by its file's name.

func isDevopsdays(in *Input) bool {
	if in.Dir {
		return in.file("main.yml") != nil || in.file("program.yml") != nil
	}
	f := in.Files[0]
	return yearCity.MatchString(path.Base(f.Name)) && bytes.Contains(f.Data, []byte("startdate:"))
}

var yearCity = regexp.MustCompile(`^\d{4}-[\w-]+\.ya?ml$`)

// devopsTalk is a talk's Markdown file.
type devopsTalk struct {
	title, kind, text, youtube, vimeo, slides string
	speakers                                  []string
}

func (r *reading) readDevopsdays(in *Input) *Schedule {
	s := &Schedule{}
	main, programme := &node{}, &node{}
	if in.Dir {
		main, programme = r.yamlFile(in, "main.yml"), r.yamlFile(in, "program.yml")
	} else {
		root, bad := parseYAML(in.Files[0])
		if len(bad) > 0 {
			r.list.Add(bad...)
			return nil
		}
		main, programme = root, root
	}
	s.Event = r.devopsEvent(main)
	texts := map[string]devopsTalk{}
	for _, f := range in.Files {
		if strings.HasSuffix(f.Name, ".md") {
			texts[strings.TrimSuffix(path.Base(f.Name), ".md")] = r.devopsText(f)
		}
	}
	for _, item := range slices.Concat(r.objects(programme, "program"), r.objects(programme, "ignites")) {
		kind := r.str(item, "type")
		name := r.str(item, "title")
		if !slices.Contains([]string{"talk", "ignite", "workshop", "panel", "keynote"}, kind) || name == "" || slug.Make(name) == "ignites" {
			continue // breaks, open spaces, and the hour of ignites as a whole
		}
		t := Talk{at: item.at}
		text, known := texts[name]
		t.UID, t.slug = key(name), name
		t.Title = line(cmp.Or(text.title, titleOf(name)))
		t.setKind(cmp.Or(text.kind, kind))
		t.Abstract = prose(text.text)
		for _, p := range text.speakers {
			t.speaker(Speaker{Name: nameOf(p)})
		}
		if known && text.youtube != "" {
			t.Video = []Link{{URL: webAddress("https://www.youtube.com/watch?v="+text.youtube, nil)}}
		} else if known && text.vimeo != "" {
			t.Video = []Link{{URL: webAddress("https://vimeo.com/"+text.vimeo, nil)}}
		}
		if to := webAddress(text.slides, nil); to != "" {
			t.Slides = []Link{{URL: to}}
		}
		r.devopsTimes(item, &t)
		s.Talks = append(s.Talks, t)
	}
	return s
}

func (r *reading) devopsEvent(main *node) Event {
	e := Event{
		Name: "devopsdays " + line(strings.TrimSpace(r.str(main, "city")+" "+r.str(main, "year"))), Location: line(r.str(main, "city")),
		Start: r.date(main, "startdate"), End: r.date(main, "enddate"), Description: prose(r.str(main, "description")),
		Tickets: webAddress(r.str(main, "registration_link"), nil),
	}
	if i := strings.LastIndex(e.Location, ": "); i >= 0 { // "15 year anniversary celebration: Antwerp"
		e.Location = e.Location[i+2:]
	}
	if v := line(r.str(main, "location")); v != e.Location {
		e.Venue = v
	}
	if name := r.str(main, "name"); name != "" {
		e.URL = webAddress("https://devopsdays.org/events/"+name+"/", nil)
	}
	c := CFP{Name: "Talks", URL: webAddress(r.str(main, "cfp_link"), nil), Open: r.date(main, "cfp_date_start"), Close: r.date(main, "cfp_date_end"), Notify: r.date(main, "cfp_date_announce")}
	if c.Open != "" || c.Close != "" {
		e.CFPs = []CFP{c}
	}
	return e
}

func (r *reading) devopsTimes(item *node, t *Talk) {
	d, err := time.Parse(time.DateOnly, r.date(item, "date"))
	if err != nil {
		return
	}
	t.Day = d.Format(time.DateOnly)
	if from, ok := r.clock(item, "start_time"); ok {
		t.start = moment{time: d.Add(from), at: item.get("start_time").at}
		if to, ok := r.clock(item, "end_time"); ok {
			t.end = moment{time: d.Add(to), at: item.get("end_time").at}
		}
	}
}

// devopsText reads a talk's Markdown file; keys are written in any case.
func (r *reading) devopsText(f File) devopsTalk {
	data := bytes.ReplaceAll(f.Data, []byte("\r\n"), []byte("\n"))
	rest, ok := bytes.CutPrefix(data, []byte("---\n"))
	matter, body, closed := bytes.Cut(rest, []byte("\n---\n"))
	if !ok || !closed {
		return devopsTalk{}
	}
	// Blank lines keep the places of the file's own.
	front, bad := parseYAML(File{f.Name, append([]byte("\n"), matter...)})
	if len(bad) > 0 {
		r.list.Add(bad...)
		return devopsTalk{}
	}
	for i := range front.fields {
		front.fields[i].name = strings.ToLower(front.fields[i].name)
	}
	t := devopsTalk{title: r.str(front, "title"), kind: r.str(front, "type"), youtube: r.str(front, "youtube"), vimeo: r.str(front, "vimeo"), slides: r.str(front, "slides"), text: string(body)}
	if t.slides == "" {
		t.slides = r.str(front, "speakerdeck")
	}
	for _, p := range r.items(front, "speakers") {
		t.speakers = append(t.speakers, r.text(p, "an entry of speakers"))
	}
	return t
}

// titleOf is a talk's title as far as its file's name tells it.
func titleOf(name string) string {
	words := strings.Fields(strings.ReplaceAll(name, "-", " "))
	if len(words) > 0 {
		words[0] = strings.ToUpper(words[0][:1]) + words[0][1:]
	}
	return strings.Join(words, " ")
}

// nameOf is a person's name as far as their file's name tells it: the files of
// speakers are not part of a programme.
func nameOf(file string) string {
	if strings.ContainsAny(file, " ") {
		return file
	}
	words := strings.FieldsFunc(file, func(r rune) bool { return r == '-' || r == '_' })
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}
