package ledger

import (
	"strings"
	"testing"

	"recap/generator/content"
	"recap/generator/source"
)

// What a writer noted in the ledger stays where it stood, and lines that say what
// they said stay byte for byte.
func TestMerge(t *testing.T) {
	const was = "# Mine.\n\n# The first talk I gave.\n'/b/': { title: 'B',  kind: post } # dear to me\n" +
		"\"/d/\":   # in several lines\n  kind: post\n  # why\n  title: D\n\n# Of 2014.\n\"/f/\": {kind: post, title: F}   # moved\n# The end.\n"
	known, list := content.Promises(source.NewFile(File, []byte(was)))
	if len(list) > 0 || len(known) != 3 {
		t.Fatalf("%v: %v", known, list)
	}
	of := func(url, title string) content.Promise {
		e := content.Promise{Kind: "post", Title: title}
		e.URL.Text = url
		return e
	}
	gone := of("/f/", "F")
	gone.Gone = true
	for _, c := range []struct {
		name string
		next []content.Promise
		want string
	}{
		{"nothing", []content.Promise{of("/b/", "B"), of("/d/", "D"), of("/f/", "F")}, was},
		{"new ones", []content.Promise{of("/a/", "A"), of("/b/", "B"), of("/c/", "C"), of("/d/", "D"), of("/e/", "E"), of("/f/", "F"), of("/g/", "G")},
			"# Mine.\n\n\"/a/\": {kind: post, title: A}\n# The first talk I gave.\n'/b/': { title: 'B',  kind: post } # dear to me\n\"/c/\": {kind: post, title: C}\n" +
				"\"/d/\":   # in several lines\n  kind: post\n  # why\n  title: D\n\"/e/\": {kind: post, title: E}\n\n# Of 2014.\n\"/f/\": {kind: post, title: F}   # moved\n\"/g/\": {kind: post, title: G}\n# The end.\n"},
		{"changed ones", []content.Promise{of("/b/", "Bee"), of("/d/", "Dee"), gone},
			"# Mine.\n\n# The first talk I gave.\n\"/b/\": {kind: post, title: Bee} # dear to me\n" +
				"  # why\n\"/d/\": {kind: post, title: Dee}   # in several lines\n\n# Of 2014.\n\"/f/\": {kind: post, title: F, gone: true}   # moved\n# The end.\n"},
	} {
		for _, eol := range []string{"\n", "\r\n"} {
			text := strings.ReplaceAll(was, "\n", eol)
			known, _ := content.Promises(source.NewFile(File, []byte(text)))
			if got := string(merge([]byte(text), known, c.next)); got != strings.ReplaceAll(c.want, "\n", eol) {
				t.Errorf("%s:\n%s\nnot\n%s", c.name, got, c.want)
			}
		}
	}
	flow := "{\"/b/\": {kind: post}, \"/d/\": {kind: post}}\n"
	known, _ = content.Promises(source.NewFile(File, []byte(flow)))
	if got, want := string(merge([]byte(flow), known, known)), string(Format(known)); got != want {
		t.Errorf("several in a line: %s", got)
	}
}
