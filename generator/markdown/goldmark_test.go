package markdown

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// The cases of goldmark's own extensions that recap has, with what differs on
// purpose taken off both sides.
var suites = []struct {
	file string
	skip map[int]string // case → why its HTML is another one here
}{
	{"table.txt", map[int]string{}},
	{"strikethrough.txt", map[int]string{}},
	{"tasklist.txt", map[int]string{}},
	{"linkify.txt", map[int]string{}},
	{"definition_list.txt", map[int]string{}},
	{"footnote.txt", map[int]string{6: "the second mark of a note has the id fnref:1-2, not fnref1:1"}},
}

type suiteCase struct {
	no             int
	markdown, html string
}

func readSuite(t *testing.T, file string) []suiteCase {
	data, err := os.ReadFile(shared(t, "data", "markdown", "goldmark", "extension", "_test", file))
	if err != nil {
		t.Fatal(err)
	}
	var out []suiteCase
	for _, part := range strings.Split(string(data), "//= = = = = = = = = = = = = = = = = = = = = = = =//") {
		piece := strings.Split(strings.Trim(part, "\n")+"\n", "//- - - - - - - - -//\n")
		if len(piece) != 3 {
			continue
		}
		var c suiteCase
		if _, err := fmt.Sscanf(piece[0], "%d", &c.no); err != nil {
			t.Fatalf("%s: %q", file, piece[0])
		}
		if strings.Contains(piece[0], "OPTIONS") {
			continue // of goldmark's own settings
		}
		c.markdown, c.html = strings.TrimSuffix(piece[1], "\n"), piece[2]
		out = append(out, c)
	}
	return out
}

var differ = []struct{ re, to string }{
	{` (align|class)="(align-)?(left|center|right)"`, ` align="$3"`},
	{` style="text-align:(left|center|right)"`, ` align="$1"`},
	{` (checked|disabled)=""`, ""}, {` (checked|disabled)\b`, ""},
	{` type="checkbox"`, ""}, {`</?label>`, ""}, {` class="tasks"`, ""}, {`<input> +`, "<input>"},
	{` role="[^"]*"`, ""}, {` class="footnote[^"]*"`, ""}, {`</?(div|section)>`, ""},
	{`(#|")fnref(\d*):`, `${1}fnref:`}, {`<sup>\d+</sup></a>`, `</a>`},
	{`&#160;|&#xa0;| `, " "}, {`&#x21a9;&#xfe0e;|↩︎`, "BACK"},
	{` +`, " "}, {`\s*\n\s*`, "\n"}, {`> <a`, "><a"},
}

func undiffer(s string) string {
	for _, d := range differ {
		s = regexp.MustCompile(d.re).ReplaceAllString(s, d.to)
	}
	return normal(s)
}

func TestGoldmarkExtensions(t *testing.T) {
	for _, s := range suites {
		cases := readSuite(t, s.file)
		if len(cases) == 0 {
			t.Errorf("%s: no cases", s.file)
		}
		for _, c := range cases {
			got := undiffer(render(t, Options{HTML: Allow}, Frame{Plain: true}, c.markdown))
			want := undiffer(c.html)
			why, known := s.skip[c.no]
			if got != want && !known {
				t.Errorf("%s %d\n%s\n got %s\nwant %s", s.file, c.no, c.markdown, got, want)
			} else if got == want && known {
				t.Errorf("%s %d is as in goldmark, and listed as different: %s", s.file, c.no, why)
			}
		}
	}
}
