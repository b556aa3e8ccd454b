package generator_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What machines read of the golden site: every block of JSON-LD parses, has what
// search engines ask for, and its addresses are pages of the site; every page of
// a kind has the microformats of that kind, with the properties that readers use.
func TestGoldenStandards(t *testing.T) {
	const root = "https://golden.example/notes/"
	want := os.DirFS("testdata/golden/want")
	kinds := map[string]int{}
	err := fs.WalkDir(want, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || path.Ext(p) != ".html" {
			return err
		}
		f, err := want.Open(p)
		if err != nil {
			return err
		}
		defer f.Close()
		doc, err := html.Parse(f)
		if err != nil {
			return err
		}
		pg := readPage(doc)
		for _, text := range pg.ld {
			var block struct {
				Context string           `json:"@context"`
				Graph   []map[string]any `json:"@graph"`
			}
			if err := json.Unmarshal([]byte(text), &block); err != nil || block.Context != "https://schema.org" {
				t.Errorf("%s: %v in %.200s", p, err, text)
			}
			for _, o := range block.Graph {
				checkThing(t, p, o, kinds)
			}
			for _, m := range regexp.MustCompile(`"(?:@id|url|item|image)":"(`+regexp.QuoteMeta(root)+`[^"]*)"`).FindAllStringSubmatch(text, -1) {
				at, _, _ := strings.Cut(strings.TrimPrefix(m[1], root), "#")
				if at == "" || strings.HasSuffix(at, "/") {
					at += "index.html"
				}
				if _, err := fs.Stat(want, at); err != nil && !strings.Contains(at, ".HASH.") && !strings.HasPrefix(at, "cards/") && !strings.HasPrefix(at, "img/") {
					t.Errorf("%s: %s is no page of the site", p, m[1])
				}
			}
		}
		for _, need := range []struct {
			body    string
			classes []string
		}{
			{"is-post", []string{"h-entry", "p-name", "u-url", "e-content", "p-author", "h-card"}},
			{"is-event", []string{"h-event", "p-name", "u-url"}},
			{"is-talk", []string{"h-event", "p-name", "u-url"}},
			{"is-speaker", []string{"h-card", "p-name", "u-url"}},
			{"is-tag", []string{"h-feed", "h-entry", "p-name", "u-url"}},
			{"is-home", []string{"h-feed", "h-entry", "p-name", "u-url", "dt-published"}},
		} {
			if !slices.Contains(pg.body, need.body) {
				continue
			}
			kinds[need.body]++
			for _, c := range need.classes {
				if !pg.classes[c] {
					t.Errorf("%s (%s) has no %s", p, need.body, c)
				}
			}
		}
		for _, at := range pg.times {
			if !regexp.MustCompile(`^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?$`).MatchString(at) {
				t.Errorf("%s: the moment %q", p, at)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []string{"WebSite", "Blog", "BlogPosting", "Event", "Person", "CollectionPage", "BreadcrumbList", "is-post", "is-event", "is-talk", "is-speaker", "is-tag", "is-home"} {
		if kinds[k] == 0 {
			t.Errorf("the golden site has no %s", k)
		}
	}
}

// required is what search engines take no thing without.
var required = map[string][]string{
	"BlogPosting":     {"headline", "datePublished", "dateModified", "author", "publisher", "inLanguage", "image", "mainEntityOfPage"},
	"Event":           {"name", "startDate"},
	"VideoObject":     {"name", "thumbnailUrl", "uploadDate"},
	"Clip":            {"name", "startOffset", "endOffset", "url"},
	"BreadcrumbList":  {"itemListElement"},
	"ListItem":        {"position", "name", "item"},
	"ProfilePage":     {"mainEntity", "dateModified"},
	"Person":          {"name"},
	"Organization":    {"name"},
	"WebSite":         {"name", "url", "publisher"},
	"Blog":            {"name", "url"},
	"CollectionPage":  {"name", "url"},
	"EventSeries":     {"name", "url"},
	"VirtualLocation": {"url"},
	"Place":           {"name", "address"},
}

// checkThing looks at an object and those in it. One with a type and an @id alone
// is told of elsewhere.
func checkThing(t *testing.T, p string, o map[string]any, kinds map[string]int) {
	t.Helper()
	typ, _ := o["@type"].(string)
	if _, ref := o["@id"]; !ref || len(o) > 2 {
		kinds[typ]++
		for _, key := range required[typ] {
			if v, ok := o[key]; !ok || v == "" {
				t.Errorf("%s: %s without %s", p, typ, key)
			}
		}
	}
	for key, v := range o {
		if v == "" || v == nil {
			t.Errorf("%s: %s.%s says nothing", p, typ, key)
		}
		list, ok := v.([]any)
		if !ok {
			list = []any{v}
		} else if len(list) == 0 {
			t.Errorf("%s: %s.%s is an empty list", p, typ, key)
		}
		for _, v := range list {
			if inner, ok := v.(map[string]any); ok {
				checkThing(t, p, inner, kinds)
			}
		}
	}
}

// machinePage is what machines look at of a page.
type machinePage struct {
	body    []string // classes of the body
	ld      []string
	classes map[string]bool
	times   []string // values of dt-published, dt-start and so on
}

func readPage(doc *html.Node) machinePage {
	pg := machinePage{classes: map[string]bool{}}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attrs := map[string]string{}
		for _, a := range n.Attr {
			attrs[a.Key] = a.Val
		}
		if n.Data == "script" && attrs["type"] == "application/ld+json" && n.FirstChild != nil {
			pg.ld = append(pg.ld, n.FirstChild.Data)
		}
		list := strings.Fields(attrs["class"])
		if n.Data == "body" {
			pg.body = list
		}
		for _, c := range list {
			pg.classes[c] = true
			if strings.HasPrefix(c, "dt-") {
				pg.times = append(pg.times, attrs["datetime"]+attrs["value"])
			}
		}
	}
	return pg
}
