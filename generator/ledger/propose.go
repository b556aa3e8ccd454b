package ledger

import (
	"cmp"
	"slices"
	"strings"

	"recap/generator/content"
)

// propose works out what became of lost addresses. was are all addresses of the
// ledger: a page that was there before is not what another one turned into.
func (s *Standing) propose(lost []content.Promise, was map[string]bool) []Vanished {
	out := make([]Vanished, 0, len(lost))
	moved := map[string]string{} // folders, old to new
	files := map[string]string{} // of posts, old to new
	f := s.finder(was)
	slices.SortFunc(lost, func(a, b content.Promise) int { // folders before what lies in them
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(len(a.URL.Text), len(b.URL.Text)), strings.Compare(a.URL.Text, b.URL.Text))
	})
	for _, e := range lost {
		v := Vanished{Promise: e}
		switch {
		case isText(e):
			if to, why := f.text(e); why != "" {
				v.How, v.To, v.Post, v.Why = Renamed, to.URL.Text, to.File, why
				files[e.File] = to.File
			}
		case e.Kind == "redirect":
			file := cmp.Or(files[e.File], e.File)
			if to, ok := f.byFile[file]; ok {
				v.How, v.To, v.Post, v.Why = Renamed, to.URL.Text, file, "its post named it in aliases:"
			}
		default:
			if to, why := f.other(e); why != "" {
				v.How, v.To, v.Why = Moved, to.URL.Text, why
			}
		}
		if v.How == Lost {
			v.follow(s, moved)
		}
		if v.How != Lost && strings.HasSuffix(v.URL.Text, "/") {
			moved[v.URL.Text] = v.To
		}
		out = append(out, v)
	}
	for i := range out {
		out[i].climb(s)
	}
	slices.SortFunc(out, func(a, b Vanished) int { return strings.Compare(a.URL.Text, b.URL.Text) })
	return out
}

// rank puts texts first, since redirects follow them.
func rank(e content.Promise) int {
	switch {
	case isText(e):
		return 0
	case e.Kind == "redirect":
		return 1
	}
	return 2
}

func isText(e content.Promise) bool { return e.Kind == "post" || e.Kind == "page" }

// follow looks whether what was below a page that moved is below the new one.
func (v *Vanished) follow(s *Standing, moved map[string]string) {
	for at := strings.LastIndexByte(strings.TrimSuffix(v.URL.Text, "/"), '/'); at > 0; at = strings.LastIndexByte(v.URL.Text[:at], '/') {
		to, ok := moved[v.URL.Text[:at+1]]
		if !ok || !strings.HasSuffix(to, "/") {
			continue
		}
		if there := to + v.URL.Text[at+1:]; s.stands(there) {
			v.How, v.To, v.Why = Moved, there, "what is above it moved to "+to
			return
		}
	}
}

// climb sends the readers of a list that is no more to the list it stood in: of a
// tag to the tags, of a month to its year.
func (v *Vanished) climb(s *Standing) {
	if v.How != Lost || v.File != "" || !strings.HasSuffix(v.URL.Text, "/") || isText(v.Promise) || v.Kind == "redirect" {
		return
	}
	for at := strings.LastIndexByte(strings.TrimSuffix(v.URL.Text, "/"), '/'); at > 0; at = strings.LastIndexByte(v.URL.Text[:at], '/') {
		if above := v.URL.Text[:at+1]; s.stands(above) {
			v.How, v.To, v.Why = Moved, above, "it is the list above"
			return
		}
	}
}

// stands reports whether an address is planned, and not merely to send on.
func (s *Standing) stands(address string) bool {
	e, ok := s.is[address]
	return ok && e.Kind != "redirect"
}

// finder knows the planned addresses by what they are made of.
type finder struct {
	byFile, byID map[string]content.Promise // texts
	byText       map[string]content.Promise // new texts, those with one sum left out
	byTitle      map[string]content.Promise // new pages by kind and title, likewise
}

func (s *Standing) finder(was map[string]bool) *finder {
	f := &finder{map[string]content.Promise{}, map[string]content.Promise{}, map[string]content.Promise{}, map[string]content.Promise{}}
	twice := map[string]bool{}
	note := func(m map[string]content.Promise, key string, e content.Promise) {
		if _, there := m[key]; there {
			twice[key] = true
		}
		m[key] = e
	}
	for _, e := range s.is {
		if isText(e) {
			f.byFile[e.File] = e
			if e.ID != "" {
				f.byID[e.ID] = e
			}
		}
		if was[e.URL.Text] {
			continue
		}
		if e.Text != "" {
			note(f.byText, e.Text, e)
		}
		if e.Title != "" {
			note(f.byTitle, e.Kind+"\x00"+e.Title, e)
		}
	}
	for key := range twice {
		delete(f.byText, key)
		delete(f.byTitle, key)
	}
	return f
}

// text finds the post that a lost one turned into; why is "" for none.
func (f *finder) text(e content.Promise) (to content.Promise, why string) {
	if to, ok := f.byID[e.ID]; ok && e.ID != "" {
		return to, "it has the same id"
	}
	if to, ok := f.byFile[e.File]; ok && (e.ID == "" || to.ID == "" || e.ID == to.ID) {
		return to, "it is the same file"
	}
	if to, ok := f.byText[e.Text]; ok && e.Text != "" {
		return to, "it has the same text"
	}
	if to, ok := f.byTitle[e.Kind+"\x00"+e.Title]; ok {
		return to, "it has the same title"
	}
	return to, ""
}

// other finds the event, talk, person or list that a lost one turned into.
func (f *finder) other(e content.Promise) (to content.Promise, why string) {
	if to, ok := f.byTitle[e.Kind+"\x00"+e.Title]; ok && e.Title != "" {
		return to, "it has the same title"
	}
	return to, ""
}
