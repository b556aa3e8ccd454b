package content

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"recap/generator/diag"
)

var update = flag.Bool("update", false, "write what is said into testdata")

// TestBad tells what is wrong with bad input, as a person reads it: each file of
// testdata/bad is a site and, as "want", the messages of this room.
func TestBad(t *testing.T) {
	paths, _ := filepath.Glob("testdata/bad/*.txtar")
	if len(paths) < 10 {
		t.Fatalf("%d cases in testdata/bad", len(paths))
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files, want := siteOf(ar)
			tree := treeOf(files)
			_, list := Load(tree, nil)
			var b bytes.Buffer
			if err := diag.Print(&b, onlyMine(list), tree.Text, diag.Style{Fold: 1000}); err != nil {
				t.Fatal(err)
			}
			if *update {
				ar.Files = slices.DeleteFunc(ar.Files, func(f txtar.File) bool { return f.Name == "want" })
				ar.Files = append(ar.Files, txtar.File{Name: "want", Data: b.Bytes()})
				if err := os.WriteFile(path, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if b.String() != want {
				t.Errorf("said\n%s\nwant\n%s", b.String(), want)
			}
		})
	}
}

// siteOf is the files of a case, with settings when it brings none.
func siteOf(ar *txtar.Archive) (files map[string]string, want string) {
	files = map[string]string{"content/site.yaml": plainSite}
	for _, f := range ar.Files {
		if f.Name == "want" {
			want = string(f.Data)
			continue
		}
		files[f.Name] = string(f.Data)
	}
	return files, want
}

func onlyMine(list diag.List) diag.List {
	own := mine()
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return !own[d.Code] })
}

// TestFixes: every fix that is offered for the bad input mends what it is
// offered for.
func TestFixes(t *testing.T) {
	paths, _ := filepath.Glob("testdata/bad/*.txtar")
	fixes := 0
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files, _ := siteOf(ar)
		tree := treeOf(files)
		_, list := Load(tree, nil)
		for _, d := range onlyMine(list) {
			if d.Fix == nil {
				continue
			}
			fixes++
			old := files[d.Fix.Pos.File]
			mended := old[:d.Fix.Pos.Off] + d.Fix.New + old[d.Fix.Pos.End:]
			files[d.Fix.Pos.File] = mended
			_, after := Load(treeOf(files), nil)
			files[d.Fix.Pos.File] = old
			for _, a := range after {
				if a.Code == d.Code && a.Pos.File == d.Pos.File && a.Message == d.Message {
					t.Errorf("%s: the fix %q leaves\n%s: %s", filepath.Base(path), d.Fix.New, diag.Where(d.Pos, tree.Text), d.Message)
				}
			}
			if after.Count(diag.Error) >= list.Count(diag.Error) && d.Severity == diag.Error && !uncovers(list, after) {
				t.Errorf("%s: the fix %q of %s (%s) does not lower the number of errors\n%v", filepath.Base(path), d.Fix.New, diag.Where(d.Pos, tree.Text), d.Message, after)
			}
		}
	}
	if fixes < 40 {
		t.Errorf("%d fixes were tried, expected 40 or more", fixes)
	}
}

// uncovers reports whether a mended text shows faults that lay behind the first:
// a text that can be read at last may hold values that cannot.
func uncovers(before, after diag.List) bool {
	seen := map[string]bool{}
	for _, d := range before {
		seen[d.Message] = true
	}
	return slices.ContainsFunc(after, func(d diag.Diagnostic) bool { return !seen[d.Message] })
}
