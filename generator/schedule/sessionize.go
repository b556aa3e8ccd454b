package schedule

import (
	"slices"
	"strings"

	"recap/generator/diag"
)

// Sessionize gives a programme in several views (sessionize.com, API /
// Embed): All, GridSmart, Sessions and Speakers. Sessions look the same in all of
// them, but that All names people, rooms and categories by number.
//
// Times are those of the clocks on the wall, whether a Z stands behind them or
// not: the days of GridSmart begin at 00:00:00Z and the sessions on them at nine.
//
// Answers to the organizers' questions are never read: whether one is public is
// not said.

func isSessionize(in *Input) bool {
	if in.Dir {
		return slices.ContainsFunc(in.Files, func(f File) bool {
			root, bad := parseIf(f, ".json")
			return len(bad) == 0 && sessionizeView(root) != ""
		})
	}
	return sessionizeView(in.root) != ""
}

func parseIf(f File, ext string) (*node, diag.List) {
	if !strings.HasSuffix(strings.ToLower(f.Name), ext) {
		return nil, nil
	}
	return parseJSON(f)
}

// sessionizeView is which view a file is, "" for none.
func sessionizeView(root *node) string {
	if root == nil {
		return ""
	}
	if root.kind == object && root.has("sessions") && root.has("speakers") {
		return "all"
	}
	if root.kind != list || len(root.items) == 0 {
		return ""
	}
	first := root.items[0]
	switch {
	case first.has("rooms") && first.has("date"):
		return "grid"
	case first.has("groupName") && first.has("sessions"):
		return "sessions"
	case first.has("fullName"):
		return "speakers"
	case first.has("isServiceSession"):
		return "list"
	}
	return ""
}

// sessionize is a programme while its views are put together.
type sessionize struct {
	*reading
	s        *Schedule
	taglines map[string]string // of people by id
	names    map[string]string
	rooms    map[string]string
	category map[string][2]string // item → title of its category, name
	at       map[string]int       // session → index in Talks
}

func (r *reading) readSessionize(in *Input) *Schedule {
	z := &sessionize{r, &Schedule{}, map[string]string{}, map[string]string{}, map[string]string{}, map[string][2]string{}, map[string]int{}}
	roots := []*node{in.root}
	if in.Dir {
		roots = nil
		for _, f := range in.Files {
			root, bad := parseIf(f, ".json")
			if len(bad) > 0 {
				r.list.Add(bad...)
				return nil
			}
			if root != nil {
				roots = append(roots, root)
			}
		}
	}
	for _, root := range roots { // people first: sessions name them
		if sessionizeView(root) == "speakers" {
			for _, p := range z.maps(root.items, "the list of speakers") {
				z.meet(p)
			}
		}
	}
	for _, root := range roots {
		z.view(root)
	}
	if len(z.s.Talks) == 0 { // speakers alone still name their sessions
		for _, root := range roots {
			if sessionizeView(root) == "speakers" {
				z.ofSpeakers(root)
			}
		}
	}
	return z.s
}

func (z *sessionize) meet(p *node) {
	id := z.str(p, "id")
	name := z.str(p, "fullName")
	if name == "" {
		name = strings.TrimSpace(z.str(p, "firstName") + " " + z.str(p, "lastName"))
	}
	z.names[id], z.taglines[id] = name, z.str(p, "tagLine")
}

func (z *sessionize) view(root *node) {
	switch sessionizeView(root) {
	case "all":
		for _, p := range z.objects(root, "speakers") {
			z.meet(p)
		}
		for _, room := range z.objects(root, "rooms") {
			z.rooms[z.str(room, "id")] = z.str(room, "name")
		}
		for _, c := range z.objects(root, "categories") {
			for _, item := range z.objects(c, "items") {
				z.category[z.str(item, "id")] = [2]string{z.str(c, "title"), z.str(item, "name")}
			}
		}
		for _, s := range z.objects(root, "sessions") {
			z.session(s, "", "")
		}
	case "grid":
		for _, day := range z.maps(root.items, "the days") {
			date := z.date(day, "date")
			for _, room := range z.objects(day, "rooms") {
				for _, s := range z.objects(room, "sessions") {
					z.session(s, date, z.str(room, "name"))
				}
			}
		}
	case "sessions":
		for _, g := range z.maps(root.items, "the groups") {
			for _, s := range z.objects(g, "sessions") {
				z.session(s, "", "")
			}
		}
	case "list":
		for _, s := range z.maps(root.items, "the sessions") {
			z.session(s, "", "")
		}
	}
}

// session adds one session, once: a plenary one stands in every room.
func (z *sessionize) session(v *node, day, room string) {
	if z.flag(v, "isServiceSession") {
		return // lunch
	}
	t := Talk{at: v.at}
	z.wants(v, "title", "this session")
	t.UID, t.Title, t.Day = key(z.str(v, "id")), line(z.str(v, "title")), day
	if i, twice := z.at[t.UID]; twice && t.UID != "" {
		if z.flag(v, "isPlenumSession") {
			z.s.Talks[i].Room = ""
		}
		return
	}
	t.Abstract = prose(z.str(v, "description"))
	t.start, t.end = wall(z.moment(v, "startsAt")), wall(z.moment(v, "endsAt"))
	t.Room = line(z.str(v, "room"))
	if t.Room == "" {
		t.Room = line(z.rooms[z.str(v, "roomId")])
	}
	if t.Room == "" {
		t.Room = line(room)
	}
	for _, p := range z.items(v, "speakers") {
		id, name := "", ""
		if p.kind == object {
			id, name = z.str(p, "id"), z.str(p, "name")
		} else {
			id = z.text(p, "an entry of speakers")
		}
		if name == "" {
			name = z.names[id]
		}
		t.speaker(Speaker{Name: name, Affiliation: affiliation(z.taglines[id])})
	}
	for _, c := range z.items(v, "categoryItems") {
		item := z.category[z.text(c, "an entry of categoryItems")]
		z.sort(&t, item[0], item[1])
	}
	for _, c := range z.objects(v, "categories") {
		for _, item := range z.objects(c, "categoryItems") {
			z.sort(&t, z.str(c, "name"), z.str(item, "name"))
		}
	}
	if to := webAddress(z.str(v, "recordingUrl"), nil); to != "" {
		t.Video = []Link{{URL: to}}
	}
	switch strings.ToLower(z.str(v, "status")) {
	case "declined", "waitlisted", "nominated", "accept_queue", "decline_queue":
		return
	case "cancelled", "canceled":
		t.Status = "cancelled"
	}
	z.at[t.UID] = len(z.s.Talks)
	z.s.Talks = append(z.s.Talks, t)
}

// sort puts the item of a category where it belongs: organizers name categories
// as they like, most of them so.
func (z *sessionize) sort(t *Talk, category, item string) {
	c := strings.ToLower(category)
	switch {
	case strings.Contains(c, "format") || strings.Contains(c, "type"):
		t.setKind(item)
	case strings.Contains(c, "track") && t.Track == "":
		t.Track = line(item)
	case strings.Contains(c, "language") || strings.Contains(c, "sprache"):
		t.Language = tongue(item)
	case item != "":
		t.Tags = tags(append(t.Tags, item))
	}
}

// wall is a time whose Z means nothing.
func wall(m moment) moment {
	if m.utc {
		m.zoned, m.utc = false, false
	}
	return m
}

// ofSpeakers makes talks of the view that lists people with their sessions.
func (z *sessionize) ofSpeakers(root *node) {
	for _, p := range z.maps(root.items, "the list of speakers") {
		for _, s := range z.objects(p, "sessions") {
			uid := key(z.str(s, "id"))
			i, known := z.at[uid]
			if !known {
				i = len(z.s.Talks)
				z.at[uid] = i
				t := Talk{at: s.at}
				t.UID, t.Title = uid, line(z.str(s, "name"))
				z.s.Talks = append(z.s.Talks, t)
			}
			id := z.str(p, "id")
			z.s.Talks[i].speaker(Speaker{Name: z.names[id], Affiliation: affiliation(z.taglines[id])})
		}
	}
}
