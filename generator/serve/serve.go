// Package serve shows a site over HTTP while it is being written.
//
// A Server is an http.Handler over a plan: a Site knows which files there are,
// names each by a key that changes exactly when its bytes may change, and makes
// the bytes on request. Nothing is read from a folder, so a path that is not
// planned cannot be had, however it is spelled.
//
// # The page one previews is the page one publishes
//
// The bytes of a page are those a build writes. Only at the door one line is
// added to HTML responses: the tag of a small script, /.recap/reload.js. The
// script holds a stream of server-sent events open (/.recap/events) and says
// which page it stands on and which key it was made of; the rest is comparison:
//
//   - the key is still the same, or the bytes are: nothing happens;
//   - the bytes differ in names of stylesheets only: the styles are exchanged in
//     place, nothing is loaded again;
//   - otherwise the page is loaded again. A stream that comes back after a sleep,
//     or after the server was started anew, is compared in the same way, so no
//     change is missed and none is told twice.
//
// # Complaints
//
// While the list given to Show holds errors, every open page shows them in an
// overlay that goes away when they are mended. A page that cannot be made any
// more, has gone because of an error, or is made of a file with an error in it, is
// answered as it was when it was last right, under the overlay and with status 500;
// only where there is no such page a page of complaints is shown, or the page as far
// as it could be made.
//
// # The writer's strip
//
// A Site that is a Briefer tells its writer about each page in a strip that opens
// from a small tab at the edge of the window: what becomes of the page, what is
// wrong with it, what is still to be looked up. Like the script, it is part of no
// published file.
//
// # The door
//
// A preview holds drafts and runs beside a browser that visits strangers. So the
// server listens on loopback unless it is told otherwise (ListenLAN), answers only
// to names of this machine (a foreign name that points here is 421), refuses requests that other sites' pages make (403),
// sends no CORS header, and knows GET and HEAD alone.
package serve

import (
	"context"
	"crypto/rand"
	"strings"
	"sync"
	"sync/atomic"

	"recap/generator/diag"
)

// Site is a planned site. It is immutable and safe for concurrent use;
// *generator.Preview is one.
type Site interface {
	// Page is one planned file. path is slash separated, "2016/06/pycon/index.html".
	// key changes exactly when the bytes may change. An error of render may be a
	// *diag.Fault.
	Page(path string) (key string, render func() ([]byte, error), ok bool)
	// Paths are all planned files, sorted.
	Paths() []string
}

// Sourced is a Site that knows of what files a page is made. While there are errors
// in one of them, the page is shown as it was before.
type Sourced interface {
	Site
	// Sources are the files that a planned page tells of, "content/posts/x.md"; none
	// for a list.
	Sources(path string) []string
}

// Options of a Server. The zero value is good.
type Options struct {
	Base    string   // root-relative address of the home page, "/blog/"; "" means "/"
	Cache   int      // bytes of rendered files kept; 0 means 64 MB
	Hosts   []string // names this server answers to beside those of loopback: addresses in the local network
	Streams int      // the most event streams open at a time; 0 means a half of the files the system allows
	Site    string   // named to whoever asks /.recap/here, so that a second preview of a site finds the first
	// Fault, if set, is told of files that cannot be made, found by rendering the
	// whole site in the background; each complaint once a plan. It is called from
	// one goroutine.
	Fault func(path string, list diag.List, text diag.Text)
}

// Server shows the newest plan.
type Server struct {
	opts   Options
	run    string // names this server, so that a page notices another one
	cache  *cache
	now    atomic.Pointer[state]
	ready  chan struct{} // closed by the first Show
	closed chan struct{}
	close  sync.Once
	busy   atomic.Int32 // what a person waits for: the sweep stands back
	hosts  map[string]bool
	good   goods

	mu    sync.Mutex // guards what follows
	tabs  map[*tab]struct{}
	base  string
	whole Site          // the newest plan without an error
	next  chan struct{} // closed by the next Show
	sweep struct {
		cancel context.CancelFunc
		done   chan struct{}
		made   map[string]string // path → key it was rendered under; belongs to the running sweep
	}
}

// New prepares a server. Requests wait until the first Show.
func New(opts Options) *Server {
	if opts.Cache <= 0 {
		opts.Cache = 64 << 20
	}
	s := &Server{
		opts:   opts,
		run:    rand.Text(),
		cache:  newCache(opts.Cache),
		ready:  make(chan struct{}),
		closed: make(chan struct{}),
		next:   make(chan struct{}),
		tabs:   map[*tab]struct{}{},
		hosts:  map[string]bool{},
		good:   goods{keys: map[string]string{}},
	}
	for _, h := range opts.Hosts {
		s.hosts[nameOf(h)] = true
	}
	if s.opts.Streams <= 0 {
		s.opts.Streams = fileLimit() / 2
	}
	s.sweep.made = map[string]string{}
	s.SetBase(opts.Base)
	return s
}

// SetBase changes the address of the home page from the next Show on.
func (s *Server) SetBase(base string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.base = "/" + strings.Trim(base, "/") + "/"
	if s.base == "//" {
		s.base = "/"
	}
}

// Show replaces the plan: open pages that are no longer what they were change,
// complaints appear and go. site may be nil when there is none to show yet; the
// list should then say why. Show does not wait for browsers.
func (s *Server) Show(site Site, list diag.List, text diag.Text) { s.ShowSaved(site, list, text, "") }

// ShowSaved is Show, and takes the open pages to the page at a planned path and
// there to the first section that is not what it was; "" leaves them where they are.
func (s *Server) ShowSaved(site Site, list diag.List, text diag.Text, path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.closed:
		return
	default:
	}
	first := s.now.Load() == nil
	st := newState(site, list, text, s.base)
	if len(st.errors) == 0 && site != nil {
		s.whole = site
	} else {
		st.whole = s.whole
	}
	if path != "" && !first {
		st.saved = &saved{path: path, before: s.now.Load()}
	}
	s.now.Store(st)
	if first {
		close(s.ready)
	}
	close(s.next)
	s.next = make(chan struct{})
	for t := range s.tabs {
		t.wake()
	}
	s.startSweep(st)
}

// Close ends all event streams and the background's work. Later requests are
// answered with 503.
func (s *Server) Close() {
	s.close.Do(func() {
		s.mu.Lock()
		close(s.closed)
		cancel, done := s.sweep.cancel, s.sweep.done
		s.mu.Unlock()
		if cancel != nil {
			cancel()
			<-done
		}
	})
}

// upcoming is closed by the next Show.
func (s *Server) upcoming() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.next
}
