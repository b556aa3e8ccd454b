package schedule

import (
	"fmt"
	"slices"
	"strings"

	"recap/generator/slug"
)

// An id is how posts name a talk, so it is made once: from what the source calls
// the talk in addresses, else from its title. Later imports find the talk by the
// source's own key and leave its id alone, whatever becomes of the title.

// keys are what a talk is known by, the surest first. A key may move from one
// field to another between forms (a number that was a code), so they are
// compared without their names.
func (r *record) keys() []string {
	var out []string
	for _, k := range []string{r.GUID, r.Code, r.UID} {
		if k != "" {
			out = append(out, strings.ToLower(k))
		}
	}
	return out
}

func titleKey(title string) string { return slug.Make(title) }

// keepIDs gives every talk the id it had, those of the writer's own the
// writer's, and new ones one of their own. It reports which of the writer's were
// found.
func (r *reading) keepIDs(s *Schedule, old []record, own []ownTalk) []string {
	taken := map[string]bool{} // ids that must not be given again
	for i := range old {
		taken[old[i].ID] = true
	}
	for i := range own {
		taken[own[i].ID] = true
	}
	m := newMatcher(old)
	owner := make([]int, len(s.Talks)) // index in old, or -1
	for i := range owner {
		owner[i] = -1
	}
	pass := func(find func(*Talk) int) {
		for i := range s.Talks {
			if owner[i] < 0 {
				owner[i] = find(&s.Talks[i])
			}
		}
	}
	pass(m.byKey)
	pass(m.byTitle)
	pass(m.byPlace)
	theirs := map[int]string{}
	found := r.adopt(s, own,
		func(i int) bool { return owner[i] < 0 && theirs[i] == "" },
		func(i int, id string) { theirs[i] = id })
	given := map[string]string{} // what the source calls its talks → id, for parents
	for i := range s.Talks {
		t := &s.Talks[i]
		switch {
		case owner[i] >= 0:
			t.ID = old[owner[i]].ID
		case theirs[i] != "":
			t.ID = theirs[i]
		default:
			t.ID = free(t.wish(), taken)
			taken[t.ID] = true
		}
		if t.own != "" {
			given[t.own] = t.ID
		}
	}
	for i := range s.Talks {
		if p := s.Talks[i].Parent; p != "" {
			s.Talks[i].Parent = given[p]
		}
	}
	for i := range own { // with the ids of the programme known
		if !slices.Contains(found, own[i].ID) {
			r.doubt(s, &own[i])
		}
	}
	return found
}

// wish is the id a new talk would like.
func (t *Talk) wish() string {
	id := slug.Make(strings.ReplaceAll(t.slug, "_", "-"))
	if id == "" || strings.Trim(id, "0123456789-") == "" {
		id = slug.Make(t.Title)
	}
	if id == "" {
		id = "talk"
	}
	return id
}

// free is the first of id, id-2, id-3 … that nobody has.
func free(id string, taken map[string]bool) string {
	if !taken[id] {
		return id
	}
	const most = 100 // characters an id may have
	for n := 2; ; n++ {
		tail := fmt.Sprintf("-%d", n)
		base := id
		if r := []rune(base); len(r)+len(tail) > most {
			base = strings.TrimRight(string(r[:most-len(tail)]), "-")
		}
		if !taken[base+tail] {
			return base + tail
		}
	}
}

// matcher finds the talk of the import before that a talk is.
type matcher struct {
	old   []record
	used  []bool
	key   map[string][]int
	title map[string][]int
	place map[string][]int
}

func newMatcher(old []record) *matcher {
	m := &matcher{old: old, used: make([]bool, len(old)), key: map[string][]int{}, title: map[string][]int{}, place: map[string][]int{}}
	for i := range old {
		for _, k := range old[i].keys() {
			m.key[k] = append(m.key[k], i)
		}
		if k := titleKey(old[i].Title); k != "" {
			m.title[k] = append(m.title[k], i)
		}
		if k := old[i].placeKey(); k != "" {
			m.place[k] = append(m.place[k], i)
		}
	}
	return m
}

func (m *matcher) take(list []int) int {
	for _, i := range list {
		if !m.used[i] {
			m.used[i] = true
			return i
		}
	}
	return -1
}

// byKey: entries that share a key, as the slots of one talk do, are taken in
// their order.
func (m *matcher) byKey(t *Talk) int {
	for _, k := range t.keys() {
		if i := m.take(m.key[k]); i >= 0 {
			return i
		}
	}
	return -1
}

// byTitle finds talks whose source has no keys, or now has others. Two talks
// that both have keys of one kind, and other ones, are two talks.
func (m *matcher) byTitle(t *Talk) int {
	var fit []int
	for _, i := range m.title[titleKey(t.Title)] {
		if !m.used[i] && !t.apart(&m.old[i]) {
			fit = append(fit, i)
		}
	}
	if at := slices.IndexFunc(fit, func(i int) bool { return m.old[i].Start == t.Start && m.old[i].Room == t.Room }); at > 0 {
		fit[0], fit[at] = fit[at], fit[0]
	}
	return m.take(fit)
}

// byPlace finds a renamed talk without a key: the same people at the same time
// in the same room.
func (m *matcher) byPlace(t *Talk) int {
	k := t.placeKey()
	if k == "" {
		return -1
	}
	for _, i := range m.place[k] {
		if !m.used[i] && !t.apart(&m.old[i]) {
			m.used[i] = true
			return i
		}
	}
	return -1
}

// apart reports whether two records bear different keys of the same kind.
func (r *record) apart(o *record) bool {
	differ := func(a, b string) bool { return a != "" && b != "" && !strings.EqualFold(a, b) }
	return differ(r.GUID, o.GUID) || differ(r.Code, o.Code) || differ(r.UID, o.UID)
}

func (r *record) placeKey() string {
	if r.Start == "" || len(r.Speakers) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(r.Start + "\x00" + r.Room)
	for _, s := range r.Speakers {
		b.WriteString("\x00" + s.Name)
	}
	return b.String()
}

// compare says what became of each talk, and brings back those that left the
// programme while the writer's files name them.
func (r *reading) compare(s *Schedule, old []record) ([]Change, error) {
	was := map[string]*record{}
	for i := range old {
		was[old[i].ID] = &old[i]
	}
	var out []Change
	here := map[string]bool{}
	for i := range s.Talks {
		t := &s.Talks[i]
		here[t.ID] = true
		o := was[t.ID]
		if o == nil {
			out = append(out, Change{What: "added", ID: t.ID, Title: t.Title})
			continue
		}
		if f := t.record.changes(*o); len(f) > 0 {
			out = append(out, Change{What: "changed", ID: t.ID, Title: t.Title, Fields: f})
		}
	}
	var gone []Gone
	var left []*record
	for i := range old {
		if !here[old[i].ID] {
			gone, left = append(gone, Gone{old[i].ID, old[i].Title}), append(left, &old[i])
		}
	}
	if len(gone) == 0 {
		return out, nil
	}
	named, err := r.options.Names(gone)
	if err != nil {
		return nil, err
	}
	for i, o := range left {
		if !named[i] {
			out = append(out, Change{What: "removed", ID: o.ID, Title: o.Title})
			continue
		}
		if !o.Withdrawn {
			out = append(out, Change{What: "withdrawn", ID: o.ID, Title: o.Title})
		}
		stays := Talk{record: *o}
		stays.Withdrawn = true
		s.Talks = append(s.Talks, stays)
	}
	s.order()
	return out, nil
}
