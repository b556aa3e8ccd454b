package serve

import (
	"errors"
	"net/http"
	"sync"

	"recap/generator/diag"
	"recap/generator/source"
)

// goods remembers under which key each page was last made well, so that one that
// can no longer be made is shown as it was.
type goods struct {
	mu   sync.Mutex
	keys map[string]string // by path
}

func (g *goods) note(path, key string) { g.mu.Lock(); defer g.mu.Unlock(); g.keys[path] = key }
func (g *goods) of(path string) string { g.mu.Lock(); defer g.mu.Unlock(); return g.keys[path] }

// trim forgets the pages of which there is no plan any more.
func (g *goods) trim(keep func(path string) bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for p := range g.keys {
		if !keep(p) {
			delete(g.keys, p)
		}
	}
}

// made is the bytes of an answer.
func (s *Server) made(a answer) result {
	if a.path == "" {
		return guarded(a.render)
	}
	res := s.cache.get(id(a.path, a.key), true, a.render)
	if res.err == nil && isText(a.path) {
		s.good.note(a.path, a.key)
	}
	return res
}

// shown is what an address shows in the end.
type shown struct {
	answer
	result
	page  bool   // a page of the site: its bytes are body
	panel string // complaints over it
	sum   string // names panel
}

// shown makes an answer, or finds what is shown in its place: the page as it was
// when it was last right, with complaints over it; or complaints alone.
func (s *Server) shown(st *state, a answer) shown {
	out := shown{answer: a, result: s.made(a), panel: st.panel, sum: st.sum}
	out.page = a.path != "" && out.err == nil
	if out.err != nil && a.half != nil { // never looked at while it was right
		half := *a.half
		half.url = a.url
		return s.shown(st, half)
	}
	if out.err == nil || errors.Is(out.err, source.ErrChanged) {
		return out
	}
	list := faults(a, out.err)
	for _, d := range st.errors {
		if !contains(list, d) {
			list.Add(d)
		}
	}
	out.status = http.StatusInternalServerError
	if body, ok := s.lastGood(st, a); ok {
		out.body, out.page, out.kept = body, true, true
		out.panel = panel(list, st.text)
		out.sum = hash(out.panel)
		return out
	}
	out.body = complaintPage("this page cannot be shown", "it will appear as soon as this is mended", list, st.text)
	return out
}

// lastGood is a page as it was when it was last right.
func (s *Server) lastGood(st *state, a answer) ([]byte, bool) {
	if key := s.good.of(a.path); key != "" {
		if body, ok := s.cache.peek(id(a.path, key)); ok {
			return body, true
		}
	}
	if st.whole == nil || a.kept {
		return nil, false
	}
	old, ok := st.page(st.whole, a.path, a.status)
	if !ok {
		return nil, false
	}
	res := s.made(old)
	return res.body, res.err == nil
}

// faults are the complaints of a page that could not be made.
func faults(a answer, err error) diag.List {
	if fault, ok := errors.AsType[*diag.Fault](err); ok && len(fault.List) > 0 {
		return append(diag.List(nil), fault.List...)
	}
	return diag.List{diag.Errorf("preview-failed", diag.Whole(a.path), "this page could not be made: %v", err)}
}

func contains(list diag.List, d diag.Diagnostic) bool {
	for _, o := range list {
		if o.Code == d.Code && o.Pos == d.Pos && o.Message == d.Message {
			return true
		}
	}
	return false
}
