package serve

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
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
	others int    // diagnostics that are no errors
	panel  string // HTML of the overlay; "" when there is no error
	sum    string // names the panel

	assetsOnce sync.Once
	assets     map[string]string // path → key of what pages are made with: styles, scripts, pictures
}

func newState(site Site, list diag.List, text diag.Text, base string) *state {
	st := &state{site: site, text: text, base: base}
	for _, d := range list.Sorted() {
		if d.Severity == diag.Error {
			st.errors.Add(d)
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
	location string // for redirects
}

// answer finds what an address shows. url is a decoded path. The same function
// answers requests and open pages' question whether they are still right.
func (st *state) answer(url string) answer {
	if st.site == nil {
		return st.complaints(http.StatusServiceUnavailable, "the site cannot be shown", "there is nothing to show yet")
	}
	if st.base != "/" && (url == "/" || url == strings.TrimSuffix(st.base, "/")) {
		return answer{status: http.StatusFound, location: st.base}
	}
	rest, ok := strings.CutPrefix(url, st.base)
	if !ok {
		return st.missing()
	}
	p := rest
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	if a, ok := st.page(p, http.StatusOK); ok {
		return a
	}
	if rest != "" && !strings.HasSuffix(rest, "/") {
		if _, _, ok := st.site.Page(rest + "/index.html"); ok {
			// Found, not Moved Permanently: browsers keep the latter for good,
			// and tomorrow another site may be shown at this port.
			return answer{status: http.StatusFound, location: st.base + rest + "/"}
		}
	}
	return st.missing()
}

func (st *state) page(p string, status int) (answer, bool) {
	key, render, ok := st.site.Page(p)
	if !ok {
		return answer{}, false
	}
	return answer{status: status, key: safeKey(key), path: p, render: render}, true
}

// missing is the answer for an address that is not planned. While there are
// errors they are the likely reason.
func (st *state) missing() answer {
	if len(st.errors) > 0 {
		return st.complaints(http.StatusNotFound, "this page is not there", "nothing is planned at this address; an error may be why")
	}
	if a, ok := st.page("404.html", http.StatusNotFound); ok {
		a.key = "404-" + a.key
		return a
	}
	return st.complaints(http.StatusNotFound, "this page is not there", "nothing is planned at this address; the site begins at "+st.base)
}

func (st *state) complaints(status int, title, lead string) answer {
	return answer{status: status, key: "said-" + hash(title+lead+st.sum), render: func() ([]byte, error) {
		return complaintPage(title, lead, st.errors, st.text), nil
	}}
}

// styles are the planned stylesheets, sorted.
func (st *state) styles() (out []string) {
	if st.site == nil {
		return nil
	}
	for _, p := range st.site.Paths() {
		if strings.HasSuffix(p, ".css") {
			out = append(out, p)
		}
	}
	return out
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
