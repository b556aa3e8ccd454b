package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the HTML that comes out into the cases")

// A case is a header with its name and where the body stands, Markdown, a ruler,
// HTML. Words of the header behind "|": escape, allow (clean without), numbers,
// plain, cut, guest, prefix=…, shift=…, absolute=…, page=…, link:DEST=ADDRESS,
// image:SRC=ADDRESS,WIDTHxHEIGHT, text:DEST=WORDS_OF_A_TITLE, lang=de, typo (the
// typographer), linerefs, refs (the references of the manual), domains.
const (
	header = "========== "
	ruler  = "----------\n"
)

// manualReferences are the patterns that the manual shows.
var manualReferences = []Reference{
	{`bug (\d+)`, "https://bugzilla.mozilla.org/show_bug.cgi?id=$1"},
	{`PEP (\d+)`, "https://peps.python.org/$1"},
	{`RFC ?(\d+)`, "https://www.rfc-editor.org/rfc/rfc$1"},
}

type textCase struct {
	name, words, markdown, html string
}

func readCases(t *testing.T, file string) []textCase {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []textCase
	for _, part := range strings.Split("\n"+string(data), "\n"+header)[1:] {
		head, rest, _ := strings.Cut(part, "\n")
		md, html, ok := strings.Cut(rest+"\n", ruler)
		if !ok {
			t.Fatalf("%s: the case %q has no ruler", file, head)
		}
		name, words, _ := strings.Cut(head, "|")
		out = append(out, textCase{strings.TrimSpace(name), strings.TrimSpace(words), md, strings.TrimRight(html, "\n")})
	}
	return out
}

func (c textCase) place(t *testing.T) (o Options, f Frame, a Answers) {
	o.HTML = Clean
	a = Answers{Links: map[string]string{}, Images: map[string]Picture{}, Texts: map[string]string{}}
	for _, w := range strings.Fields(c.words) {
		key, value, _ := strings.Cut(w, "=")
		kind, what, _ := strings.Cut(key, ":")
		if i := strings.LastIndexByte(w, '='); kind == "text" || kind == "link" { // destinations hold = as well
			what, value = w[len(kind)+1:i], w[i+1:]
		}
		switch kind {
		case "escape", "allow":
			o.HTML = HTMLMode(kind)
		case "numbers":
			o.LineNumbers = true
		case "plain":
			f.Plain = true
		case "cut":
			f.Cut = true
		case "guest":
			f.Guest = true
		case "prefix":
			f.Prefix = value
		case "shift":
			f.Shift, _ = strconv.Atoi(value)
		case "absolute":
			f.Absolute = value
		case "page":
			f.Page = value
		case "typo":
			o.Typographer = true
		case "lang":
			a.Lang = value
		case "linerefs":
			o.LineRefs = true
		case "domains":
			o.BareDomains = true
		case "refs":
			o.References = manualReferences
		case "text":
			a.Texts[what] = strings.ReplaceAll(value, "_", " ")
		case "link":
			a.Links[what] = value
		case "image":
			url, size, _ := strings.Cut(value, ",")
			p := Picture{URL: url}
			fmt.Sscanf(size, "%dx%d", &p.Width, &p.Height)
			a.Images[what] = p
		default:
			t.Fatalf("%s: unknown word %q", c.name, w)
		}
	}
	return o, f, a
}

func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		var b strings.Builder
		for i, c := range readCases(t, file) {
			o, f, a := c.place(t)
			out, err := New(o).Render([]byte(c.markdown), 0, f, a)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.TrimRight(string(out), "\n")
			if got != c.html && !*update {
				t.Errorf("%s: %s\n%s\n got:\n%s\nwant:\n%s", file, c.name, c.markdown, got, c.html)
			}
			if i > 0 {
				b.WriteString("\n")
			}
			b.WriteString(header + c.name)
			if c.words != "" {
				b.WriteString(" | " + c.words)
			}
			b.WriteString("\n" + c.markdown + ruler + got + "\n")
		}
		if *update {
			if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
