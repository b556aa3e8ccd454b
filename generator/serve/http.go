package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"time"

	"recap/generator/diag"
	"recap/generator/source"
)

// ServeHTTP answers a request for the newest plan.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
	w.Header().Set("Cache-Control", "no-cache")
	if status, why := s.refuse(r); status != 0 {
		if status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", "GET, HEAD")
		}
		http.Error(w, why, status)
		return
	}
	if name, ok := strings.CutPrefix(r.URL.Path, "/.recap/"); ok {
		s.own(w, r, name)
		return
	}
	if !s.wait(r.Context()) {
		http.Error(w, "the preview is ending", http.StatusServiceUnavailable)
		return
	}
	s.busy.Add(1)
	defer s.busy.Add(-1)
	s.serve(w, r)
}

// wait is for the first Show; false when the server or the request ends before.
func (s *Server) wait(ctx context.Context) bool {
	select {
	case <-s.closed:
		return false
	default:
	}
	select {
	case <-s.ready:
		return true
	case <-s.closed:
	case <-ctx.Done():
	}
	return false
}

// patience is how long a request waits for the next plan when a source file has
// changed under the one at hand.
const patience = 3 * time.Second

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	for {
		next := s.upcoming()
		st := s.now.Load()
		a := st.answer(r.URL.Path)
		if a.location != "" {
			redirect(w, r, a)
			return
		}
		sh := s.shown(st, a)
		if errors.Is(sh.err, source.ErrChanged) {
			select {
			case <-next:
				continue
			case <-deadline.C:
			case <-r.Context().Done():
			}
			sh.status = http.StatusInternalServerError
			sh.body = complaintPage("this page cannot be shown", "it will appear as soon as this is mended", faults(a, sh.err), st.text)
		}
		s.write(w, r, st, sh)
		return
	}
}

func (s *Server) write(w http.ResponseWriter, r *http.Request, st *state, sh shown) {
	body, status, ctype := sh.body, sh.status, "text/html; charset=utf-8"
	switch {
	case sh.page:
		ctype = contentType(sh.path, body)
	case isPicture(sh.path) && !strings.Contains(r.Header.Get("Accept"), "text/html"):
		body, ctype = brokenPicture(faults(sh.answer, sh.err)), types[".svg"]
	}
	if isHTML(ctype) {
		extra := tags{key: sh.key, complaints: !sh.page}
		if _, ok := st.site.(Briefer); ok && sh.page {
			extra.strip = true
		}
		if sh.page && status != http.StatusOK {
			extra.panel = sh.panel
		}
		if sh.page && status == http.StatusNotFound {
			extra.note = nearNote(sh.url, st.near(sh.url))
		}
		body = inject(body, extra)
	}
	w.Header().Set("Content-Type", ctype)
	if status == http.StatusOK {
		w.Header().Set("ETag", `"`+sh.key+`"`)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body)) // ranges, 304, HEAD
		return
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// brokenPicture stands where a picture cannot be published, and says why.
func brokenPicture(list diag.List) []byte {
	var lines []string
	for _, d := range list {
		lines = append(lines, wrapped(clean(d.Pos.File+": "+d.Message), 70)...)
	}
	lines = lines[:min(len(lines), 9)]
	height := 75 + 22*len(lines)
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 %d" width="600" height="%[1]d"><rect x="2" y="2" width="596" height="%d" fill="#fff" stroke="#c62828" stroke-width="4"/><text x="20" y="40" font-family="sans-serif" font-size="18" fill="#c62828">this picture cannot be shown</text>`, height, height-4)
	for i, line := range lines {
		fmt.Fprintf(&b, `<text x="20" y="%d" font-family="sans-serif" font-size="14" fill="#222">%s</text>`, 72+22*i, html.EscapeString(line))
	}
	b.WriteString("</svg>")
	return b.Bytes()
}

// wrapped cuts a text into lines of so many letters, between words where it can:
// text in an SVG does not wrap by itself.
func wrapped(text string, width int) (lines []string) {
	rest := []rune(text)
	for len(rest) > width {
		at := width
		for i := width; i > width/2; i-- {
			if rest[i] == ' ' || rest[i-1] == '/' {
				at = i
				break
			}
		}
		lines = append(lines, string(rest[:at]))
		rest = []rune(strings.TrimLeft(string(rest[at:]), " "))
	}
	return append(lines, string(rest))
}

func redirect(w http.ResponseWriter, r *http.Request, a answer) {
	to := url.URL{Path: a.location, RawQuery: r.URL.RawQuery}
	w.Header().Set("Location", to.String())
	w.WriteHeader(a.status)
}
