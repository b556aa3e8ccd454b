package content

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"recap/generator/diag"
	"recap/generator/source"
)

// TestDemo: the blog that lies in the repository has nothing wrong with it that
// this room could find.
func TestDemo(t *testing.T) {
	root := filepath.Join("..", "..", "content")
	if _, err := os.Stat(filepath.Join(root, "site.yaml")); err != nil {
		t.Skipf("no demo beside the generator: %v", err)
	}
	var files []*source.File
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(root, p)
		files = append(files, source.NewFile("content/"+filepath.ToSlash(rel), data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	tree := source.NewTree(files...)
	set, list := Load(tree, nil)
	if own := onlyMine(list); len(own) > 0 {
		var b bytes.Buffer
		_ = diag.Print(&b, own, tree.Text, diag.Style{})
		t.Errorf("said\n%s", b.String())
	}
	if len(set.Posts) == 0 || len(set.Events) == 0 || len(set.Pages) == 0 {
		t.Errorf("%d posts, %d events, %d pages", len(set.Posts), len(set.Events), len(set.Pages))
	}
}
