package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Announcing prints; pinging tells the pages that a post links to, each once, and
// the hub; only when asked.
func TestAnnounceAndPing(t *testing.T) {
	t.Parallel()
	var got []string
	var srv *httptest.Server
	srv = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			got = append(got, strings.TrimSpace(r.URL.Path+" "+r.PostFormValue("source")+" "+r.PostFormValue("hub.url")))
			return
		}
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path == "/page" {
			w.Header().Set("Link", "</take>; rel=webmention")
		}
		fmt.Fprint(w, "<p>A page.")
	}))
	defer srv.Close()
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	recap := func(code int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		env := []string{"RECAP_NOW=2026-06-15T12:00:00Z", "RECAP_PING_PRIVATE=1"}
		if c := runIn(t.Context(), dir, args, env, nil, &out, &errs); c != code {
			t.Fatalf("%v ended with %d\n%s%s", args, c, &out, &errs)
		}
		return out.String() + errs.String()
	}
	write("content/site.yaml", "title: A site\nurl: https://site.test/\nstandards: {cards: false, websub: "+srv.URL+"/hub}\nfeeds: {formats: [atom], per: []}\npublish: {targets: [{name: web, kind: dir, path: ../www-"+filepath.Base(dir)+"}]}\n")
	t.Cleanup(func() {
		os.RemoveAll(dir + "/../www-" + filepath.Base(dir))
		os.RemoveAll(dir + "/../www-" + filepath.Base(dir) + ".versions")
	})
	write("content/events/denver.yaml", "name: Denver Days\nstart_date: 2026-05-01\nhashtag: Denver26\n")
	post := "---\ntitle: About caches\ndate: 2026-05-01\nevent: denver\n---\n\nWhat I learnt in Denver. See [a page](" + srv.URL + "/page) and [another](" + srv.URL + "/plain).\n"
	write("content/posts/one.md", post)

	said := recap(0, "publish", "--announce", "mastodon,email")
	for _, want := range []string{"\n--- mastodon\nAbout caches\n\nWhat I learnt in Denver.", "\n\nhttps://site.test/2026/05/one/\n\n#Denver26\n", "\n--- email\nSubject: About caches\n"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
	if len(got) > 0 {
		t.Errorf("told without a word: %q", got)
	}
	if said := recap(2, "publish", "--announce", "mastodn"); !strings.Contains(said, "did you mean mastodon?") {
		t.Errorf("a wrong name: %s", said)
	}
	write("content/posts/one.md", post+"\nMore.\n")
	recap(0, "publish", "--ping")
	want := []string{"/take https://site.test/2026/05/one/", "/hub  https://site.test/feed.atom"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("told %q, want %q", got, want)
	}
	if text := readFile(t, filepath.Join(dir, "content", "syndication.yaml")); !strings.Contains(text, "/2026/05/one/") || !strings.Contains(text, srv.URL+"/page") || strings.Contains(text, "/plain") {
		t.Errorf("remembered is\n%s", text)
	}
	got = nil
	write("content/posts/one.md", post+"\nMore still.\n")
	recap(0, "publish", "--ping")
	if len(got) != 1 || !strings.HasPrefix(got[0], "/hub") {
		t.Errorf("the second time told %q", got)
	}
}
