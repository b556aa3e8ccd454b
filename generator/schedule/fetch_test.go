package schedule_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"recap/generator/schedule"
)

// Addresses, on this machine alone: what is fetched, what is refused, and that
// what is secret in an address is not written down.
func TestFetch(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/s.json":
			_, _ = w.Write([]byte(small["frab-json"]["schedule.json"]))
		case "/moved":
			http.Redirect(w, r, "/s.json", http.StatusFound)
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		case "/away":
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		case "/cut":
			w.Header().Set("Content-Length", "5000")
			_, _ = w.Write([]byte(small["frab-json"]["schedule.json"])[:200])
		case "/large":
			blank := strings.Repeat(" ", 1<<20)
			for range 70 {
				if _, err := w.Write([]byte(blank)); err != nil {
					return
				}
			}
		case "/slow":
			<-r.Context().Done()
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	site := t.TempDir()
	for _, path := range []string{"/s.json", "/moved"} {
		if p := importInto(t, site, server.URL+path+"?lang=en&token=hidden", schedule.Options{Event: "conf-2026"}); p.Diagnostics.HasErrors() {
			t.Fatal(told(p))
		}
	}
	if s := headOf(t, site, "conf-2026"); !strings.Contains(s, "url: "+server.URL+"/s.json?lang=en\n") {
		t.Errorf("the address is not in, or too much of it:\n%s", s)
	}
	for path, want := range map[string]string{
		"/nowhere": "404", "/round": "redirects without end", "/away": "redirects to an address of the kind file:", "/cut": "broke off", "/large": "more than 64 MB",
	} {
		fails(t, site, server.URL+path, path, nil)
		_, bad, err := schedule.Read(context.Background(), server.URL+path, func(p string) string { return p })
		if err != nil || len(bad) != 1 || !strings.Contains(bad[0].Message, want) {
			t.Errorf("%s: %v %v, want %q", path, bad, err, want)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, bad, err := schedule.Read(ctx, server.URL+"/slow", func(p string) string { return p }); err == nil && len(bad) == 0 {
		t.Error("a server that never answers was waited for")
	}
}
