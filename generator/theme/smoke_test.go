package theme

import (
	"bytes"
	"io/fs"
	"testing"

	"recap/generator/source"
	"recap/generator/view"
	"recap/themes"
)

// plainTree is the theme that comes with the program.
func plainTree(t testing.TB, over ...*source.File) *source.Tree {
	t.Helper()
	var files []*source.File
	err := fs.WalkDir(themes.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(themes.FS, path)
		files = append(files, source.NewFile("themes/"+path, data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return source.NewTree(append(files, over...)...)
}

func TestSmoke(t *testing.T) {
	th, list := Open(plainTree(t), "plain", nil)
	for _, d := range list {
		t.Error(d)
	}
	for _, v := range view.Kinds() {
		var b bytes.Buffer
		_ = b
		_ = th.Sum(v.Template())
	}
	var b bytes.Buffer
	if err := th.Execute(&b, view.Home{Base: view.Base{Title: "x", Site: &view.Site{Assets: th.AssetURLs("/")}}}); err != nil {
		t.Fatal(err)
	}
	t.Log(b.String())
}
