package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
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
	if status, why := refuse(r); status != 0 {
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
		res := s.made(a)
		if errors.Is(res.err, source.ErrChanged) {
			select {
			case <-next:
				continue
			case <-deadline.C:
			case <-r.Context().Done():
			}
		}
		s.write(w, r, st, a, res)
		return
	}
}

// made is the bytes of an answer.
func (s *Server) made(a answer) result {
	if a.path == "" {
		return guarded(a.render)
	}
	return s.cache.get(id(a.path, a.key), true, a.render)
}

func (s *Server) write(w http.ResponseWriter, r *http.Request, st *state, a answer, res result) {
	body, status, ctype, page := res.body, a.status, "text/html; charset=utf-8", "complaints"
	switch {
	case res.err != nil:
		body, status = faultPage(a, res.err, st.text), http.StatusInternalServerError
	case a.path != "":
		ctype, page = contentType(a.path, body), ""
	}
	if isHTML(ctype) {
		body = inject(body, a.key, page)
	}
	w.Header().Set("Content-Type", ctype)
	if status == http.StatusOK {
		w.Header().Set("ETag", `"`+a.key+`"`)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body)) // ranges, 304, HEAD
		return
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// faultPage is shown in place of a page that cannot be made.
func faultPage(a answer, err error, text diag.Text) []byte {
	list := diag.List{diag.Errorf("preview-failed", diag.Whole(a.path), "this page could not be made: %v", err)}
	if fault, ok := errors.AsType[*diag.Fault](err); ok && len(fault.List) > 0 {
		list = fault.List
	}
	return complaintPage("this page cannot be shown", "it will appear as soon as this is mended", list, text)
}

func redirect(w http.ResponseWriter, r *http.Request, a answer) {
	to := url.URL{Path: a.location, RawQuery: r.URL.RawQuery}
	w.Header().Set("Location", to.String())
	w.WriteHeader(a.status)
}
