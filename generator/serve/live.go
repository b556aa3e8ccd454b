package serve

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// tab is an open page with its stream of events. The stream does not carry a log
// of what happened: when it is woken it compares what the page shows with what it
// should show. So nothing can be lost or come in the wrong order, and a slow
// browser holds nothing up.
type tab struct {
	url             string // decoded path of the page's address
	key             string // names what it shows
	body            []byte // what it shows; nil when that is not known any more
	said            string // sum of the complaints it shows
	fault, faultSum string // complaints of this page alone, in place of the plan's
	strip           string // sum of the strip it has
	on              *state // the plan it was last compared with
	bell            chan struct{}
}

// saved is the page that open pages are to go to.
type saved struct {
	path   string
	before *state // the plan before it was saved

	once sync.Once
	id   string // of the section that changed
}

func (t *tab) wake() {
	select {
	case t.bell <- struct{}{}:
	default:
	}
}

// heartbeat keeps a stream from looking dead, and finds those that are.
const heartbeat = 15 * time.Second

// events is the stream of one open page. Parameters: path, as in its address,
// and key, as in its script's data-key. A browser that comes back sends the last
// key as Last-Event-ID.
//
// Events: hello (the server's name), reload (an id to show afterwards, or null),
// go ({url, id}, for pages that are looked at), swap (a list of {from, to}), assets
// (a list of addresses whose bytes changed), panel (HTML, "" to take it away),
// strip ({label, html}), same (nothing to do but to remember the key). Data is JSON.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	at, err := url.PathUnescape(r.URL.Query().Get("path"))
	if err != nil || !strings.HasPrefix(at, "/") {
		http.Error(w, "path is missing", http.StatusBadRequest)
		return
	}
	if !s.wait(r.Context()) {
		http.Error(w, "the preview is ending", http.StatusServiceUnavailable)
		return
	}
	t := &tab{url: at, key: r.URL.Query().Get("key"), bell: make(chan struct{}, 1)}
	if last := r.Header.Get("Last-Event-ID"); last != "" {
		t.key = last
	}
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	out := &stream{w: w, rc: http.NewResponseController(w)}
	if r.Method == http.MethodHead {
		return
	}
	if !s.enter(t) {
		w.Header().Set("Retry-After", "5")
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	_ = out.rc.SetReadDeadline(time.Time{}) // the server's own would end the stream
	defer func() {
		s.mu.Lock()
		delete(s.tabs, t)
		s.mu.Unlock()
	}()
	out.comment("retry: 250\n")
	out.send("hello", t.key, s.run)
	t.said = "?" // whatever an earlier stream said, it is said again
	t.wake()
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for out.err == nil {
		select {
		case <-t.bell:
			s.compare(t, s.now.Load(), out)
		case <-beat.C:
			out.comment(": \n")
		case <-r.Context().Done():
			return
		case <-s.closed:
			return
		}
	}
}

// enter counts an open page in; false when there are too many. Each holds one of
// the files the system allows, and pages must find some left.
func (s *Server) enter(t *tab) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.tabs) >= s.opts.Streams {
		return false
	}
	s.tabs[t] = struct{}{}
	return true
}

// compare tells a page what to do to show what it should.
func (s *Server) compare(t *tab, st *state, out *stream) {
	a := st.answer(t.url)
	first := t.on == nil
	if st.saved != nil && t.on != st && !first && s.lead(t, st, a, out) {
		return
	}
	if a.key != t.key || first {
		if first && t.body == nil && a.path != "" {
			t.body, _ = s.cache.peek(id(a.path, t.key))
		}
		var sh shown
		if a.location == "" {
			sh = s.shown(st, a)
		}
		if a.key != t.key {
			verdict, swaps := judge(t, st, sh)
			if verdict == "reload" {
				out.send("reload", "", nil)
				t.key = a.key
				return
			}
			out.send(verdict, a.key, swaps)
			t.key = a.key
		}
		if t.body = nil; sh.page {
			t.body = sh.body
		}
		t.fault, t.faultSum = "", ""
		if sh.sum != st.sum {
			t.fault, t.faultSum = sh.panel, sh.sum
		}
	}
	html, sum := st.panel, st.sum
	if t.faultSum != "" {
		html, sum = t.fault, t.faultSum
	}
	if t.said != sum {
		t.said = sum
		out.send("panel", t.key, html)
	}
	if strip := st.brief(a); strip.sum != t.strip {
		t.strip = strip.sum
		out.send("strip", t.key, strip)
	}
	if !first && t.on != st {
		if list := changed(t.on, st); len(list) > 0 {
			out.send("assets", t.key, list)
		}
	}
	t.on = st
}

// lead takes a page to what was saved; true when it is on its way.
func (s *Server) lead(t *tab, st *state, a answer, out *stream) bool {
	to := st.answer(address(st.base, strings.TrimSuffix(st.saved.path, "index.html")))
	if to.path != st.saved.path || to.location != "" {
		return false
	}
	st.saved.once.Do(func() { st.saved.id = s.savedSection(st, to) })
	if a.path == to.path {
		if a.key == t.key {
			return false
		}
		if sh := s.shown(st, a); sh.kept || !sh.page || bytes.Equal(sh.body, t.body) {
			return false
		}
		out.send("reload", "", st.saved.id)
		t.key, t.on = a.key, st
		return true
	}
	out.send("go", t.key, map[string]string{"url": (&url.URL{Path: to.url}).EscapedPath(), "id": st.saved.id})
	return false // a page that nobody looks at stays, and is compared as ever
}

// savedSection is the section of a page that a save has changed.
func (s *Server) savedSection(st *state, to answer) string {
	was := st.saved.before.answer(to.url)
	if was.path != to.path || was.key == to.key {
		return ""
	}
	old, now := s.made(was), s.made(to)
	if old.err != nil || now.err != nil {
		return ""
	}
	return changedSection(old.body, now.body)
}

// judge decides how a page comes to show what it should.
func judge(t *tab, st *state, sh shown) (verdict string, swaps []swap) {
	if !sh.page || t.body == nil {
		return "reload", nil
	}
	if bytes.Equal(t.body, sh.body) {
		return "same", nil
	}
	if t.on == nil || sh.kept {
		return "reload", nil
	}
	swaps = renamed(t.on.swappable(), st.swappable())
	old := t.body
	for _, sw := range swaps {
		old = bytes.ReplaceAll(old, []byte(sw.From), []byte(sw.To))
	}
	if !bytes.Equal(old, sh.body) {
		return "reload", nil
	}
	for i := range swaps {
		swaps[i].From, swaps[i].To = address(st.base, swaps[i].From), address(st.base, swaps[i].To)
	}
	return "swap", swaps
}

// changed are the addresses of files that kept their name and changed their
// bytes: an open page knows whether it uses them.
func changed(old, now *state) []string {
	before, after := old.used(), now.used()
	var out []string
	for _, p := range slices.Sorted(maps.Keys(after)) {
		if was, ok := before[p]; ok && was != after[p] {
			out = append(out, address(now.base, p))
		}
	}
	return out
}

// swap is a stylesheet that took the place of another: addresses.
type swap struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// renamed finds stylesheets and pictures whose names differ in the hash alone:
// assets/style.3fa9c1.css and assets/style.91cc02.css. Both lists are sorted.
func renamed(old, now []string) []swap {
	byStem := map[string]string{}
	for _, p := range now {
		if _, ok := slices.BinarySearch(old, p); !ok {
			byStem[stem(p)] = p
		}
	}
	var out []swap
	for _, p := range old {
		if to, ok := byStem[stem(p)]; ok {
			if _, stays := slices.BinarySearch(now, p); !stays {
				out = append(out, swap{p, to})
			}
		}
	}
	return out
}

// stem is a name without the hash before its extension.
func stem(p string) string {
	ext := path.Ext(p)
	name := strings.TrimSuffix(p, ext)
	if i := strings.LastIndexAny(name, ".-"); i > strings.LastIndexByte(name, '/') {
		return name[:i] + ext
	}
	return name + ext
}

// address is the address of a planned path.
func address(base, p string) string {
	u := url.URL{Path: base + p}
	return u.EscapedPath()
}

// stream writes events (HTML, server-sent events).
type stream struct {
	w   http.ResponseWriter
	rc  *http.ResponseController
	err error
}

func (o *stream) send(event, id string, data any) {
	b, err := json.Marshal(data) // JSON has no line breaks, so one data line is enough
	if err != nil {
		o.err = err
		return
	}
	line := ""
	if id != "" {
		line = "id: " + oneLine(id) + "\n"
	}
	o.comment(fmt.Sprintf("event: %s\n%sdata: %s\n", event, line, b))
}

// comment writes lines that make an event of their own.
func (o *stream) comment(lines string) {
	if o.err != nil {
		return
	}
	_ = o.rc.SetWriteDeadline(time.Now().Add(10 * time.Second)) // recorders have none
	if _, o.err = fmt.Fprintf(o.w, "%s\n", lines); o.err == nil {
		o.err = o.rc.Flush()
	}
}

// oneLine keeps what a browser sent from writing lines of its own.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, s)
}
