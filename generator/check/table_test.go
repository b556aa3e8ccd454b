package check

import (
	"bytes"
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/media"
	"recap/generator/plan"
	"recap/generator/render"
	"recap/generator/site"
	"recap/generator/source"
	"recap/generator/theme"
	"recap/themes"
)

const settings = "title: Site\nurl: https://site.example/\n"

// filesOf are the files of an example: an archive, or the text of one post.
func filesOf(example, name string) map[string]string {
	files := map[string]string{"content/site.yaml": settings}
	if !strings.HasPrefix(example, "-- ") {
		files["content/posts/"+name+".md"] = "---\ntitle: Notes\ndate: 2025-09-01\n---\n" + example + "\n"
		return files
	}
	for _, f := range txtar.Parse([]byte(example)).Files {
		files[f.Name] = strings.ReplaceAll(string(f.Data), "(9 MB)", strings.Repeat(" ", 9<<20))
	}
	return files
}

// look checks a site that is never on disk, without a build around it. output
// says whether its pages are read.
func look(t testing.TB, files map[string]string, output bool, only ...string) (*Report, *source.Tree) {
	t.Helper()
	var list []*source.File
	for name, data := range files {
		list = append(list, source.NewFile(name, []byte(data)))
	}
	if output {
		list = append(list, embedded(t)...)
	}
	tree := source.NewTree(list...)
	set, said := content.Load(tree, nil)
	s, d := site.Link(set, site.Options{Now: time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC), Probe: func(f *source.File) (media.Info, error) {
		data, _ := f.Bytes()
		return media.Probe(bytes.NewReader(data))
	}}, nil)
	said.Add(d...)
	in := Input{Site: s, Set: set, Tree: tree, Said: said, Only: only, Codes: names()}
	if output {
		th, d := theme.Open(tree, s.Config.Theme.Name.Text, nil)
		said.Add(d...)
		s.Markup.Embeds = th.EmbedSum()
		pages, d := plan.Pages(s, th, markdown.New(s.Markup, th.Embed), nil, nil)
		said.Add(d...)
		in.Plan, in.Said = pages, said
		photos := &render.Darkroom{}
		in.Bytes = func(p plan.Page) ([]byte, error) {
			var b bytes.Buffer
			err := render.Bytes(&b, render.Input{Theme: th, Tree: tree, Pictures: photos}, p)
			return b.Bytes(), err
		}
	}
	rep, err := Run(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return rep, tree
}

func names() (out []string) {
	for _, c := range append(slices.Clone(Codes), slices.Concat(markdown.Codes, site.Codes, content.Codes)...) {
		out = append(out, c.Name)
	}
	return out
}

var plain []*source.File

// embedded are the files of the theme.
func embedded(t testing.TB) []*source.File {
	if plain == nil {
		tree, _, err := source.Snapshot(context.Background(), source.Options{Dir: t.TempDir(), Themes: themes.FS}, nil)
		if err != nil {
			t.Fatal(err)
		}
		plain = tree.Files()
	}
	return plain
}

func count(list diag.List, code string) (n int) {
	for _, d := range list {
		if d.Code == code {
			n++
		}
	}
	return n
}

// TestEveryCheck: each check speaks at its example, once, and is silent at the
// mended one and at the near miss. A fix makes the one of the other.
func TestEveryCheck(t *testing.T) {
	for _, c := range table {
		t.Run(c.code, func(t *testing.T) {
			output := c.page != nil || c.code == "image-unused"
			if c.fires == "" || c.cure == "" || c.near == "" || c.text == "" {
				t.Fatal("the row is not complete")
			}
			if n := 0; c.words != nil || c.site != nil || c.page != nil {
				rep, tree := look(t, filesOf(c.fires, "a"), output, c.code)
				if n = count(rep.Diagnostics, c.code); n != 1 {
					t.Errorf("the example is told %d times: %v", n, rep.Diagnostics)
				}
				for _, d := range rep.Diagnostics {
					if d.Severity != c.severity && d.Code == c.code {
						t.Errorf("it is %v, not %v", d.Severity, c.severity)
					}
				}
				fixes := Fix(tree, rep.Diagnostics, []string{c.code})
				if wants := c.sure || slices.Contains(guesses, c.code); wants != (len(fixes.Changes) == 1) {
					t.Errorf("%d files are mended: %v", len(fixes.Changes), fixes.Refused)
				} else if wants {
					for name, want := range filesOf(c.cure, "a") {
						if name == fixes.Changes[0].File && string(fixes.Changes[0].New) != want {
							t.Errorf("mended it reads\n%s\nnot\n%s", fixes.Changes[0].New, want)
						}
					}
				}
			}
			for what, example := range map[string]string{"mended": c.cure, "near miss": c.near} {
				if rep, _ := look(t, filesOf(example, "a"), output, c.code); len(rep.Diagnostics) > 0 {
					t.Errorf("the %s is told: %v", what, rep.Diagnostics)
				}
			}
		})
	}
}

// The manual names every check.
func TestManualNamesThem(t *testing.T) {
	page, err := os.ReadFile("../../content/pages/manual/checking.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range table {
		if !strings.Contains(string(page), "`"+c.code+"`") {
			t.Errorf("checking.md does not name %s", c.code)
		}
	}
}
