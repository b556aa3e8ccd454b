package plan

import (
	"container/list"
	"html/template"
	"sync"

	"recap/generator/view"
)

// shelfLimit is how many bytes of feed texts are kept for the next feed.
const shelfLimit = 32 << 20

// shelf keeps the texts that several feeds carry, so that each is made once: a
// post stands in the site's feeds, in its event's and in its tags'. A text
// leaves when the last feed has had it, and the oldest leave when the shelf is
// full, so that memory does not grow with the site; they are then made again.
type shelf struct {
	mu    sync.Mutex
	size  int
	limit int
	texts list.List // of *shared, oldest first
}

// shared is one text on the shelf.
type shared struct {
	shelf *shelf
	make  func() (template.HTML, error)
	once  sync.Mutex // one maker at a time

	// guarded by shelf.mu
	uses int // feeds that have not asked yet
	at   *list.Element
	html template.HTML
}

// share is a promise that the shelf keeps for several readers; each is
// announced with announce.
func (s *shelf) share(b view.Body) (view.Body, *shared) {
	t := &shared{shelf: s, make: b.Make}
	return view.Body{Of: b.Of, Key: b.Key, Make: t.text}, t
}

// announce says that one more feed will carry the text.
func (t *shared) announce() { t.uses++ }

func (t *shared) text() (template.HTML, error) {
	t.once.Lock()
	defer t.once.Unlock()
	if html, ok := t.take(); ok {
		return html, nil
	}
	html, err := t.make()
	if err == nil {
		t.put(html)
	}
	return html, err
}

func (t *shared) take() (template.HTML, bool) {
	t.shelf.mu.Lock()
	defer t.shelf.mu.Unlock()
	if t.at == nil {
		return "", false
	}
	html := t.html
	if t.uses--; t.uses <= 0 {
		t.drop()
	}
	return html, true
}

func (t *shared) put(html template.HTML) {
	s := t.shelf
	s.mu.Lock()
	defer s.mu.Unlock()
	if t.uses--; t.uses <= 0 {
		return
	}
	t.html, t.at = html, s.texts.PushBack(t)
	s.size += len(html)
	for s.size > s.limit {
		s.texts.Front().Value.(*shared).drop()
	}
}

// drop takes the text off the shelf; the shelf is locked.
func (t *shared) drop() {
	t.shelf.texts.Remove(t.at)
	t.shelf.size -= len(t.html)
	t.at, t.html = nil, ""
}
