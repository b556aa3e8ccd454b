package publish

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// The ways a page names its endpoint, and pages that name none; what arrives there.
func TestWebmention(t *testing.T) {
	t.Parallel()
	pages := map[string]struct{ header, body, want string }{
		"/header":   {`</take>; rel=webmention`, "", "/take"},
		"/quoted":   {`<https://a.example/>; rel="next", </take?x=1>; rel="other webmention"`, "", "/take?x=1"},
		"/link":     {"", `<!doctype html><link rel="webmention" href="take">`, "/take"},
		"/anchor":   {"", `<p><a href=/take rel='nofollow WebMention'>x</a>`, "/take"},
		"/empty":    {"", `<link rel=webmention href="">`, "/empty"},
		"/first":    {"", `<a rel=webmention>no href</a><a rel=webmention href=/take>`, "/take"},
		"/comment":  {"", `<!-- <link rel=webmention href=/wrong> --><p>&lt;link rel=webmention href=/wrong&gt;`, ""},
		"/none":     {`</x>; rel=not-webmention`, `<link rel="webmentions" href=/wrong>`, ""},
		"/moved":    {"", "", "/take"},
		"/refusing": {`</refuse>; rel=webmention`, "", "error"},
	}
	var got []string
	var srv *httptest.Server
	srv = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			if r.URL.Path == "/refuse" {
				http.Error(w, "no", http.StatusBadRequest)
				return
			}
			got = append(got, fmt.Sprintf("%s %s %s%s", r.URL, r.PostFormValue("source"), strings.TrimPrefix(r.PostFormValue("target"), srv.URL), r.PostFormValue("hub.url")))
			w.WriteHeader(http.StatusAccepted)
			return
		}
		if r.URL.Path == "/moved" {
			http.Redirect(w, r, "/header", http.StatusFound)
			return
		}
		p := pages[r.URL.Path]
		w.Header().Set("Content-Type", "text/html")
		if p.header != "" {
			w.Header().Set("Link", p.header)
		}
		fmt.Fprint(w, p.body)
	}))
	defer srv.Close()
	p := &Pinger{srv.Client()}
	for path, page := range pages {
		got = nil
		err := p.Mention(t.Context(), "https://recap.example/x/", srv.URL+path)
		switch page.want {
		case "":
			if !errors.Is(err, ErrNoEndpoint) {
				t.Errorf("%s: %v", path, err)
			}
		case "error":
			if err == nil {
				t.Errorf("%s: no error", path)
			}
		default:
			if want := []string{page.want + " https://recap.example/x/ " + path}; err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q: %v", path, got, want, err)
			}
		}
	}
	got = nil
	if err := p.Publish(t.Context(), srv.URL+"/hub", "https://recap.example/feed.atom"); err != nil || !slices.Equal(got, []string{"/hub  https://recap.example/feed.atom"}) {
		t.Errorf("the hub got %q: %v", got, err)
	}
	if err := NewPinger().Publish(t.Context(), srv.URL+"/hub", "https://recap.example/feed.atom"); err == nil || !strings.Contains(err.Error(), "no public address") {
		t.Errorf("an address of this machine: %v", err)
	}
	if err := p.Publish(t.Context(), "file:///etc/hosts", "x"); err == nil {
		t.Error("a file was told")
	}
}
