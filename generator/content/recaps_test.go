package content

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recap/generator/diag"
	"recap/generator/source"
)

// TestRecaps lays the posts of five real sites into a site as they are. Counts
// are of posts, pages and what this room has to say, so that a change of mind
// shows.
func TestRecaps(t *testing.T) {
	dir := shared(t, "data/recaps")
	for _, c := range []struct {
		site         string
		posts, broke int
		codes        string // of this room
	}{
		{"go-blog", 7, 0, ""},
		{"oldoni-notes", 14, 1, "file-unknown 1, front-key-unknown 12, yaml-bracket 1"},
		{"ropensci", 33, 0, "front-key-unknown 38"},
		{"tobys-codes", 18, 0, ""},
		{"zerokspot", 56, 0, "front-key-unknown 20"},
	} {
		t.Run(c.site, func(t *testing.T) {
			tree := laidInto(t, filepath.Join(dir, c.site))
			set, list := Load(tree, nil)
			if len(set.Posts) != c.posts || len(set.Broken) != c.broke {
				t.Errorf("%d posts and %d broken, want %d and %d", len(set.Posts), len(set.Broken), c.posts, c.broke)
			}
			for _, p := range set.Posts {
				if p.Title.IsZero() {
					t.Errorf("%s has no title", p.File.Path)
				}
				if src, _ := p.File.Bytes(); p.From > len(src) {
					t.Errorf("%s: the text begins at %d of %d", p.File.Path, p.From, len(src))
				}
			}
			if got := counted(list, mine()); got != c.codes {
				t.Errorf("said %q, want %q", got, c.codes)
			}
			if testing.Verbose() {
				var b bytes.Buffer
				_ = diag.Print(&b, list, tree.Text, diag.Style{})
				t.Log("\n" + b.String())
			}
		})
	}
}

// TestRecapsInvalid: the one post with invalid YAML is named with its line, and
// the slip with its fix.
func TestRecapsInvalid(t *testing.T) {
	tree := laidInto(t, filepath.Join(shared(t, "data/recaps"), "oldoni-notes"))
	_, list := Load(tree, nil)
	for _, d := range list {
		if d.Code != "yaml-bracket" {
			continue
		}
		if got := diag.Where(d.Pos, tree.Text); got != "content/posts/_posts/2025-03-18-DagVanHetNetwerkStatistiekVlaanderen-2025.md:5:19" {
			t.Errorf("named at %s", got)
		}
		if d.Fix == nil || d.Fix.New != "'[Deng Xiang](https://unsplash.com/@dengxiangs)'" {
			t.Errorf("the fix is %+v", d.Fix)
		}
		return
	}
	t.Error("the invalid front matter was not named")
}

// laidInto is a site with all files of a folder below posts/.
func laidInto(t testing.TB, dir string) *source.Tree {
	t.Helper()
	files := []*source.File{source.NewFile("content/site.yaml", []byte(plainSite))}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		files = append(files, source.NewFile("content/posts/"+filepath.ToSlash(rel), data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return source.NewTree(files...)
}

// mine are the codes of this room.
func mine() map[string]bool {
	out := map[string]bool{}
	for _, c := range Codes {
		out[c.Name] = true
	}
	return out
}

// counted is "code n, code n" of the codes in only, or of all.
func counted(list diag.List, only map[string]bool) string {
	n := map[string]int{}
	for _, d := range list {
		if only == nil || only[d.Code] {
			n[d.Code]++
		}
	}
	var out []string
	for _, code := range slices.Sorted(maps.Keys(n)) {
		out = append(out, code+" "+itoa(n[code]))
	}
	return strings.Join(out, ", ")
}
