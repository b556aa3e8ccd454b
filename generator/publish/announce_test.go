package publish

import (
	"strings"
	"testing"
)

func TestAnnouncement(t *testing.T) {
	n := Note{"Three days in Denver", "What I learnt about caches.", "https://recap.example/2026/05/denver/", []string{"#Denver26", "2026", "go lang"}}
	for _, c := range []struct {
		service string
		note    Note
		want    string
	}{
		{"mastodon", n, "Three days in Denver\n\nWhat I learnt about caches.\n\nhttps://recap.example/2026/05/denver/\n\n#Denver26 #golang"},
		{"email", n, "Subject: Three days in Denver\n\nWhat I learnt about caches.\n\nhttps://recap.example/2026/05/denver/\n"},
	} {
		if got, err := Announcement(c.service, c.note); err != nil || got != c.want {
			t.Errorf("%s: %q, %v", c.service, got, err)
		}
	}
	long := n
	long.Lead = strings.TrimSpace(strings.Repeat("word ", 200))
	for _, service := range []string{"mastodon", "bluesky"} {
		text, err := Announcement(service, long)
		s := services[service]
		if n := s.count(text); err != nil || n > s.most || n < s.most-8 {
			t.Errorf("%s: %d characters of %d: %v", service, n, s.most, err)
		}
		if !strings.Contains(text, "word …\n\nhttps://") {
			t.Errorf("%s: %q", service, text)
		}
	}
	// An address counts as 23 at Mastodon and as itself at Bluesky; a family of four
	// people is one character, whatever it takes in bytes.
	far := n
	far.URL = "https://recap.example/" + strings.Repeat("x", 400)
	far.Tags = nil
	if text, _ := Announcement("mastodon", far); !strings.Contains(text, "caches.") {
		t.Errorf("mastodon: %q", text)
	}
	if got := services["mastodon"].count("👨‍👩‍👧‍👦 e\u0301 " + far.URL); got != 4+23 {
		t.Errorf("mastodon counts %d", got)
	}
	wide := Note{Title: strings.Repeat("👨‍👩‍👧‍👦", 250), URL: "https://recap.example/"}
	if text, _ := Announcement("bluesky", wide); !strings.HasPrefix(text, wide.Title) {
		t.Errorf("250 characters do not fit into 300: %.80q", text)
	}
	if _, err := Announcement("gopher", n); err == nil {
		t.Error("gopher is known")
	}
}
