package publish

import (
	"testing"

	"recap/generator/content"
)

func TestPlaceholder(t *testing.T) {
	for url, want := range map[string]bool{
		"https://example.org/": true, "https://example.com/blog/": true, "http://www.EXAMPLE.net/": true, "https://recap.example/": true,
		"https://site.invalid/": true, "https://example.org:8080/": true,
		"https://example.de/": false, "https://myexample.org/": false, "https://example.org.uk/": false, "https://blog.test/": false,
		"http://localhost:8080/": false, "https://hallway.blog/example.org/": false,
	} {
		c := content.DefaultConfig()
		c.URL.Text = url
		list := Placeholder(&c)
		if got := len(list) == 1; got != want {
			t.Errorf("%s: %v", url, list)
		}
		for _, d := range list {
			if d.Code != "publish-address" || d.Pos.File != "content/site.yaml" || d.Hint == "" {
				t.Errorf("%s: %+v", url, d)
			}
		}
	}
}
