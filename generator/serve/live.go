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
	"time"
)

// tab is an open page with its stream of events. The stream does not carry a log
// of what happened: when it is woken it compares what the page shows with what it
// should show. So nothing can be lost or come in the wrong order, and a slow
// browser holds nothing up.
type tab struct {
	url  string // decoded path of the page's address
	key  string // names what it shows
	said string // sum of the complaints it shows
	on   *state // the plan it was last compared with
	bell chan struct{}
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
// Events: hello (the server's name), reload, style (a list of {from, to}), assets
// (a list of addresses whose bytes changed), panel (HTML, "" to take it away),
// same (nothing to do but to remember the key). Data is JSON.
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
	_ = out.rc.SetReadDeadline(time.Time{}) // the server's own would end the stream
	s.mu.Lock()
	s.tabs[t] = struct{}{}
	s.mu.Unlock()
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

// compare tells a page what to do to show what it should.
func (s *Server) compare(t *tab, st *state, out *stream) {
	a := st.answer(t.url)
	if a.key != t.key {
		verdict, styles := s.judge(t, st, a)
		t.key = a.key
		if verdict == "reload" {
			out.send("reload", "", nil)
			return
		}
		out.send(verdict, a.key, styles)
	}
	if t.said != st.sum {
		t.said = st.sum
		out.send("panel", t.key, st.panel)
	}
	if t.on != nil && t.on != st {
		if list := changed(t.on, st); len(list) > 0 {
			out.send("assets", t.key, list)
		}
	}
	t.on = st
}

// judge decides how a page comes to show an answer of another key.
func (s *Server) judge(t *tab, st *state, a answer) (verdict string, styles []swap) {
	if a.path == "" {
		return "reload", nil
	}
	old, ok := s.cache.peek(id(a.path, t.key))
	if !ok {
		return "reload", nil
	}
	now := s.made(a)
	if now.err != nil {
		return "reload", nil
	}
	if bytes.Equal(old, now.body) {
		return "same", nil
	}
	if t.on == nil {
		return "reload", nil
	}
	swaps := renamed(t.on.styles(), st.styles())
	for _, sw := range swaps {
		old = bytes.ReplaceAll(old, []byte(sw.From), []byte(sw.To))
	}
	if !bytes.Equal(old, now.body) {
		return "reload", nil
	}
	for i := range swaps {
		swaps[i].From, swaps[i].To = address(st.base, swaps[i].From), address(st.base, swaps[i].To)
	}
	return "style", swaps
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

// renamed finds stylesheets whose names differ in the hash alone:
// assets/style.3fa9c1.css and assets/style.91cc02.css.
func renamed(old, now []string) []swap {
	byStem := map[string]string{}
	for _, p := range now {
		if !slices.Contains(old, p) {
			byStem[stem(p)] = p
		}
	}
	var out []swap
	for _, p := range old {
		if to, ok := byStem[stem(p)]; ok && !slices.Contains(now, p) {
			out = append(out, swap{p, to})
		}
	}
	return out
}

// stem is a name without the hash before its extension.
func stem(p string) string {
	name := strings.TrimSuffix(p, path.Ext(p))
	if i := strings.LastIndexAny(name, ".-"); i > strings.LastIndexByte(name, '/') {
		return name[:i]
	}
	return name
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
