package ledger

import (
	"slices"
	"strings"

	"recap/generator/content"
)

// Standing is how the addresses of a site stand to those it once published.
type Standing struct {
	New      []content.Promise // not in the ledger yet
	Vanished []Vanished        // by address
	Held     []content.Promise // their posts are held back
	Next     []content.Promise // the ledger once this site is published

	is    map[string]content.Promise // planned, by address
	known []content.Promise          // the ledger as it was read
}

// Vanished is an address that leads nowhere any more, with what recap makes of it.
type Vanished struct {
	content.Promise
	How  How
	To   string // where readers should be sent; "" for Lost
	Post string // Renamed: the file of the post that should name the address
	Why  string // how it was known again: "it has the same id"
}

// How an address vanished.
type How uint8

const (
	Lost    How = iota // nothing like it is there
	Renamed            // a post has another address now: an alias
	Moved              // something else has: a line in the ledger
)

// Compare compares the addresses of a site with those of its ledger. held are
// those that the site would have if no post were held back; they are asked for
// only where something vanished, and may be nil.
func Compare(known, is []content.Promise, held func() []content.Promise) *Standing {
	s := &Standing{is: map[string]content.Promise{}, known: known}
	for _, e := range is {
		s.is[e.URL.Text] = e
	}
	was := map[string]bool{}
	var lost []content.Promise
	for _, e := range known {
		was[e.URL.Text] = true
		now, there := s.is[e.URL.Text]
		switch {
		case there && now.Kind == "redirect" && !e.To.IsZero(): // its own line
			s.Next = append(s.Next, e)
		case there:
			s.Next = append(s.Next, now)
		default:
			s.Next = append(s.Next, e)
			if !e.Gone && e.To.IsZero() {
				lost = append(lost, e)
			}
		}
	}
	for _, e := range is {
		if !was[e.URL.Text] {
			s.New = append(s.New, e)
			s.Next = append(s.Next, e)
		}
	}
	sorted(s.Next)
	if len(lost) == 0 {
		return s
	}
	back := map[string]bool{}
	if held != nil {
		for _, e := range held() {
			back[e.URL.Text] = true
		}
	}
	lost = slices.DeleteFunc(lost, func(e content.Promise) bool {
		if back[e.URL.Text] {
			s.Held = append(s.Held, e)
		}
		return back[e.URL.Text]
	})
	s.Vanished = s.propose(lost, was)
	return s
}

// File is the ledger once the site is published, nil when it is as it was. was is
// the text that the known addresses were read from: what a writer noted in it stays.
func (s *Standing) File(was []byte) []byte {
	if now := merge(was, s.known, s.Next); string(now) != string(was) {
		return now
	}
	return nil
}

// below reports whether an address lies in the folder of another.
func below(address, folder string) bool {
	return len(address) > len(folder) && strings.HasSuffix(folder, "/") && strings.HasPrefix(address, folder)
}
