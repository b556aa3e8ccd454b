package schedule

import (
	"strings"

	"recap/generator/diag"
)

// The API of pretalx: /api/events/SLUG/submissions/?state=confirmed&expand=
// speakers,submission_type,track,slots.room (docs.pretalx.org). Answers, internal
// notes, availabilities and addresses of people, which it shows to organizers,
// are not read.

func isPretalx(in *Input) bool {
	list := in.root
	if list != nil && list.kind == object {
		list = list.get("results")
	}
	return list != nil && len(list.items) > 0 && list.items[0].has("code") && list.items[0].has("title")
}

func (r *reading) readPretalx(in *Input) *Schedule {
	s := &Schedule{}
	entries := in.root.items
	if in.root.kind == object {
		entries = r.items(in.root, "results")
		if next := in.root.get("next"); next.kind != null {
			r.add(diag.Errorf("schedule-missing", next.at, "this is one page of several").
				WithHint("ask for all talks at once, with page_size=1000 in the address"))
		}
	}
	for _, v := range r.maps(entries, "results") {
		switch strings.ToLower(r.str(v, "state")) {
		case "", "confirmed", "accepted":
		default:
			continue // what was not accepted is nobody's business
		}
		slots := r.objects(v, "slots")
		if one := r.object(v, "slot"); len(slots) == 0 && one.kind == object {
			slots = []*node{one}
		}
		if len(slots) == 0 {
			slots = []*node{{at: v.at}}
		}
		for _, slot := range slots { // a talk given twice is two entries
			s.Talks = append(s.Talks, r.pretalxTalk(v, slot))
		}
	}
	return s
}

func (r *reading) pretalxTalk(v, slot *node) Talk {
	t := Talk{at: v.at}
	r.wants(v, "title", "this submission")
	t.Code = key(r.str(v, "code"))
	t.Title, t.Abstract, t.Description = line(r.str(v, "title")), prose(r.str(v, "abstract")), prose(r.str(v, "description"))
	t.start, t.end = r.moment(slot, "start"), r.moment(slot, "end")
	t.Room, t.Track = line(r.named(slot, "room")), line(r.named(v, "track"))
	t.setKind(r.named(v, "submission_type"))
	t.Language = tongue(r.str(v, "content_locale"))
	t.Duration = minutes(r.length(v, "duration"))
	t.DoNotRecord = r.flag(v, "do_not_record")
	for _, p := range r.items(v, "speakers") {
		if p.kind == object {
			t.speaker(Speaker{Name: r.str(p, "name")})
		}
	}
	for _, x := range r.items(v, "tags") {
		if x.kind == object {
			t.Tags = append(t.Tags, r.str(x, "tag"))
		} else if x.kind == text {
			t.Tags = append(t.Tags, x.text)
		}
	}
	t.Tags = tags(t.Tags)
	for _, x := range r.items(v, "resources") {
		if x.kind == object {
			t.link(r.str(x, "resource"), r.str(x, "description"), "", nil)
		}
	}
	return t
}

// named is a field that is a name, a name in languages, or a record with one; a
// number without a name says nothing to a reader.
func (r *reading) named(n *node, name string) string {
	v := n.get(name)
	switch {
	case v.kind == object && v.has("name"):
		return r.str(v, "name")
	case v.kind == number:
		return ""
	}
	return r.text(v, name)
}
