package serve

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"

	"recap/generator/diag"
)

// state is one plan with what was said about it. It never changes.
type state struct {
	site   Site
	text   diag.Text
	base   string // "/" or "/blog/"
	errors diag.List
	faulty map[string]bool // files with errors
	others int             // diagnostics that are no errors
	panel  string          // HTML of the overlay; "" when there is no error
	sum    string          // names the panel
	whole  Site            // while there are errors: the newest plan without one, may be nil
	saved  *saved          // where open pages are to go; may be nil
	briefs sync.Map        // of laidOut by path

	swapsOnce  sync.Once
	swaps      []string // what can be exchanged in an open page
	assetsOnce sync.Once
	assets     map[string]string // path → key of what pages are made with: styles, scripts, pictures
}

func newState(site Site, list diag.List, text diag.Text, base string) *state {
	st := &state{site: site, text: text, base: base, faulty: map[string]bool{}}
	for _, d := range list.Sorted() {
		if d.Severity == diag.Error {
			st.errors.Add(d)
			st.faulty[d.Pos.File] = true
		} else {
			st.others++
		}
	}
	if len(st.errors) > 0 {
		st.panel = panel(st.errors, text)
		st.sum = hash(st.panel)
	}
	return st
}

// answer is what an address shows.
type answer struct {
	status   int
	key      string // names what is shown; safe in headers and attributes
	path     string // planned path, "" for what the server says itself
	render   func() ([]byte, error)
	location string  // for redirects
	kept     bool    // of an older plan: an error keeps the page from being made
	half     *answer // of this plan, where that one cannot be made any more; may be nil
	url      string  // that was asked for
}

// answer finds what an address shows. url is a decoded path. The same function
// answers requests and open pages' question whether they are still right.
func (st *state) answer(url string) answer {
	a := st.find(url)
	a.url = url
	return a
}

func (st *state) find(url string) answer {
	if st.site == nil {
		return st.complaints(http.StatusServiceUnavailable, "the site cannot be shown", "there is nothing to show yet")
	}
	if st.base != "/" && (url == "/" || url == strings.TrimSuffix(st.base, "/")) {
		return answer{status: http.StatusFound, location: st.base}
	}
	rest, ok := strings.CutPrefix(url, st.base)
	if !ok {
		return st.missing(url)
	}
	p := rest
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	if a, ok := st.page(st.site, p, http.StatusOK); ok {
		if st.touched(p) {
			if was, ok := st.page(st.whole, p, http.StatusInternalServerError); ok {
				was.kept, was.half = true, &a
				return was
			}
		}
		return a
	}
	if st.whole != nil {
		if a, ok := st.page(st.whole, p, http.StatusInternalServerError); ok {
			a.kept = true
			return a
		}
	}
	if rest != "" && !strings.HasSuffix(rest, "/") {
		if st.planned(rest + "/index.html") {
			// Found, not Moved Permanently: browsers keep the latter for good,
			// and tomorrow another site may be shown at this port.
			return answer{status: http.StatusFound, location: st.base + rest + "/"}
		}
	}
	return st.missing(url)
}

// touched reports whether a page is made of a file with an error in it, now or when
// it was last right: an event that is not known any more is none of its sources now.
func (st *state) touched(p string) bool {
	if st.whole == nil || path.Ext(p) != ".html" {
		return false
	}
	for _, site := range []Site{st.site, st.whole} {
		if s, ok := site.(Sourced); ok && slices.ContainsFunc(s.Sources(p), func(f string) bool { return st.faulty[f] }) {
			return true
		}
	}
	return false
}

// planned reports whether a path is in this plan or, while there are errors, in
// the last one without.
func (st *state) planned(p string) bool {
	_, _, ok := st.site.Page(p)
	if !ok && st.whole != nil {
		_, _, ok = st.whole.Page(p)
	}
	return ok
}

func (st *state) page(site Site, p string, status int) (answer, bool) {
	key, render, ok := site.Page(p)
	if !ok {
		return answer{}, false
	}
	return answer{status: status, key: safeKey(key), path: p, render: render}, true
}

// missing is the answer for an address that is not planned. While there are
// errors they are the likely reason.
func (st *state) missing(url string) answer {
	if len(st.errors) > 0 {
		return st.complaints(http.StatusNotFound, "this page is not there", "nothing is planned at this address; an error may be why")
	}
	if a, ok := st.page(st.site, "404.html", http.StatusNotFound); ok {
		a.key = "404-" + a.key
		return a
	}
	a := st.complaints(http.StatusNotFound, "this page is not there", "nothing is planned at this address; the site begins at "+st.base)
	a.render = func() ([]byte, error) {
		return complaintPage("this page is not there", "nothing is planned at this address; the site begins at "+st.base, nil, nil, st.near(url)...), nil
	}
	return a
}

func (st *state) complaints(status int, title, lead string) answer {
	return answer{status: status, key: "said-" + hash(title+lead+st.sum), render: func() ([]byte, error) {
		return complaintPage(title, lead, st.errors, st.text), nil
	}}
}

// swappable are the planned files that can be exchanged in an open page,
// stylesheets and pictures, sorted.
func (st *state) swappable() []string {
	st.swapsOnce.Do(func() {
		if st.site == nil {
			return
		}
		for _, p := range st.site.Paths() {
			if path.Ext(p) == ".css" || isPicture(p) {
				st.swaps = append(st.swaps, p)
			}
		}
	})
	return st.swaps
}

// used are the keys of pictures and the like: what a page is made with, beside its own bytes. Keys of
// many files take a moment, so they are asked for when an open page wants them.
func (st *state) used() map[string]string {
	st.assetsOnce.Do(func() {
		st.assets = map[string]string{}
		if st.site == nil {
			return
		}
		for _, p := range st.site.Paths() {
			switch path.Ext(p) {
			case ".html", ".xml", ".atom", ".rss", ".json", ".txt", ".ics", "":
				continue
			}
			if key, _, ok := st.site.Page(p); ok {
				st.assets[p] = key
			}
		}
	})
	return st.assets
}

// safeKey is the key itself where it may stand in a header, else a hash of it.
func safeKey(key string) string {
	if len(key) == 0 || len(key) > 128 {
		return hash(key)
	}
	for _, c := range []byte(key) {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.') {
			return hash(key)
		}
	}
	return key
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:12])
}
