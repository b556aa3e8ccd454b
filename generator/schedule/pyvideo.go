package schedule

import (
	"path"
	"regexp"
	"strings"
	"time"
)

// A folder of pyvideo.org's data: category.json, and one file for each recording
// in videos/ (github.com/pyvideo/data, .schemas). The day of a recording is
// often that of its upload.

func isPyvideo(in *Input) bool { return in.Dir && in.file("category.json") != nil }

// restLink is a link of reStructuredText.
var restLink = regexp.MustCompile("`([^`<]+?)\\s*<(https?://[^>`\\s]+)>`__?")

func (r *reading) readPyvideo(in *Input) *Schedule {
	s := &Schedule{}
	for _, f := range in.Files {
		name := below(in, f.Name)
		if name != "category.json" && !(strings.HasPrefix(name, "videos/") && path.Ext(name) == ".json") {
			continue
		}
		root, bad := parseJSON(f)
		if len(bad) > 0 {
			r.list.Add(bad...)
			continue
		}
		if root.kind != object {
			r.wrong(root, "this file", "a map")
			continue
		}
		if name == "category.json" {
			s.Event = Event{
				Name: line(r.str(root, "title")), URL: webAddress(r.str(root, "url"), nil), Start: r.date(root, "start_date"), End: r.date(root, "end_date"),
				Description: prose(restLink.ReplaceAllString(r.str(root, "description"), "[$1]($2)")),
			}
			continue
		}
		s.Talks = append(s.Talks, r.pyvideoTalk(root, strings.TrimSuffix(path.Base(name), ".json")))
	}
	return s
}

func (r *reading) pyvideoTalk(v *node, name string) Talk {
	t := Talk{at: v.at}
	r.wants(v, "title", "this recording")
	t.UID, t.Title = key(name), line(r.str(v, "title"))
	t.Abstract = prose(restLink.ReplaceAllString(r.str(v, "description"), "[$1]($2)"))
	if t.Abstract == "" {
		t.Abstract = prose(r.str(v, "summary"))
	}
	t.Language = tongue(r.str(v, "language"))
	t.start = r.moment(v, "recorded")
	if n := r.str(v, "duration"); n != "" {
		if d, err := time.ParseDuration(n + "s"); err == nil {
			t.Duration = minutes(d)
		} else {
			r.wrong(v.get("duration"), "duration", "a number of seconds")
		}
	}
	for _, p := range r.items(v, "speakers") {
		t.speaker(Speaker{Name: r.text(p, "an entry of speakers")})
	}
	for _, x := range r.items(v, "tags") {
		t.Tags = append(t.Tags, r.text(x, "an entry of tags"))
	}
	t.Tags = tags(t.Tags)
	for _, x := range r.objects(v, "videos") {
		if to := webAddress(r.str(x, "url"), nil); to != "" {
			t.Video = addLink(t.Video, Link{URL: to})
		}
	}
	for _, x := range r.items(v, "related_urls") {
		if x.kind == object {
			t.link(r.str(x, "url"), r.str(x, "label"), "", nil)
		} else {
			t.link(r.text(x, "an entry of related_urls"), "", "", nil)
		}
	}
	if l := line(r.str(v, "copyright_text")); !strings.Contains(l, "Standard YouTube") {
		t.License = l
	}
	return t
}
