package site

import "testing"

// What people write of themselves, and where it leads.
func TestHandleURL(t *testing.T) {
	for _, c := range []struct{ kind, value, want string }{
		{"github", "kmoir", "https://github.com/kmoir"},
		{"github", "https://github.com/kmoir", "https://github.com/kmoir"},
		{"twitter", "@andreaprovaglio", "https://twitter.com/andreaprovaglio"},
		{"mastodon", "@ada@social.example", "https://social.example/@ada"},
		{"mastodon", "ada", ""},
		{"website", "ada.example", "https://ada.example"},
		{"website", "nothing", ""},
		{"github", "a b", ""},
		{"github", "javascript:x", ""},
		{"myspace", "ada", ""},
	} {
		if got := HandleURL(c.kind, c.value); got != c.want {
			t.Errorf("%s %q leads to %q, want %q", c.kind, c.value, got, c.want)
		}
	}
}
