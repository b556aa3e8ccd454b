package markdown

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// shared is a path below the folder of shared test data beside the repository;
// the test is skipped, loudly, where there is none.
func shared(t testing.TB, elem ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		p := filepath.Join(append([]string{dir, "shared"}, elem...)...)
		if _, err := os.Stat(p); err == nil {
			return p
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skipf("no shared/%s beside the repository: not tested", filepath.Join(elem...))
		}
		dir = up
	}
}

// deviations are the examples of CommonMark whose HTML is another one here, and why.
var deviations = map[string][]int{
	"pictures alone in a paragraph are figures, a title is their caption": {
		520, 572, 573, 574, 575, 576, 577, 578, 580, 581, 582, 583, 584, 585, 586, 588, 589, 591},
	"a bare address is a link (GFM)":                                              {608, 611, 612},
	"every <img> has an alt, raw or not":                                          {475},
	"a name of Python keeps its underscores: __new__ is not the word new in bold": {402},
}

type example struct {
	Markdown, HTML, Section string
	Example                 int
}

func render(t testing.TB, o Options, f Frame, src string) string {
	t.Helper()
	out, err := New(o).Render([]byte(src), 0, f, Answers{})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestCommonMark runs the examples of the specification. Raw HTML passes as it
// is and code is plain, as in the specification; what recap adds everywhere
// (heading ids, figures) is taken off before comparing.
func TestCommonMark(t *testing.T) {
	data, err := os.ReadFile(shared(t, "data", "markdown", "goldmark", "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	if len(all) != 652 {
		t.Errorf("%d examples, want 652", len(all))
	}
	reason := map[int]string{}
	for why, list := range deviations {
		for _, n := range list {
			reason[n] = why
		}
	}
	for _, e := range all {
		got := normal(render(t, Options{HTML: Allow}, Frame{Plain: true}, e.Markdown))
		want := normal(e.HTML)
		why, known := reason[e.Example]
		switch {
		case got != want && !known:
			t.Errorf("example %d (%s)\n%s\n got %s\nwant %s", e.Example, e.Section, e.Markdown, got, want)
		case got == want && known:
			t.Errorf("example %d is as specified, and listed as a deviation: %s", e.Example, why)
		}
	}
}

var ours1 = []struct {
	re *regexp.Regexp
	to string
}{
	{regexp.MustCompile(`<(h[1-6]) id="[^"]*">`), "<$1>"},
	{regexp.MustCompile(` loading="lazy" decoding="async"`), ""},
	{regexp.MustCompile(`\s*/?>`), ">"},
}

func normal(s string) string {
	for _, r := range ours1 {
		s = r.re.ReplaceAllString(s, r.to)
	}
	return strings.TrimSpace(s)
}
