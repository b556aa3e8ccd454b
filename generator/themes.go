package generator

import (
	"context"
	"os"
	"path/filepath"

	"recap/generator/diag"
	"recap/generator/source"
	"recap/generator/theme"
)

// ThemeList is what recap theme works on.
type ThemeList struct {
	InUse  string // theme.name of the settings, "plain" without it
	Themes []theme.Info
	Parts  map[string]*source.File // of the theme in use, by path below its folder

	Theme *theme.Theme // the one in use

	Diagnostics diag.List // of the settings and the theme in use
	Text        diag.Text
}

// Themes says which themes the site can choose from, and what they are made of.
// A site with mistakes has themes all the same.
func (g *Generator) Themes(ctx context.Context) (*ThemeList, error) {
	return anew(g, func() (*ThemeList, error) { return g.themes(ctx) })
}

func (g *Generator) themes(ctx context.Context) (*ThemeList, error) {
	run := g.begin(ctx)
	tree := run.snapshot()
	set := run.load(tree)
	if run.err != nil {
		return nil, run.err
	}
	list := &ThemeList{InUse: set.Config.Theme.Name.Text, Text: tree.Text}
	if list.InUse == "" {
		list.InUse = theme.Base
	}
	list.Themes = theme.Infos(tree, func(path string) bool {
		_, err := os.Lstat(filepath.Join(g.opts.Dir, filepath.FromSlash(path)))
		return err == nil
	})
	list.Parts = theme.Parts(tree, list.InUse)
	list.Theme, list.Diagnostics = theme.Open(tree, list.InUse, nil)
	return list, nil
}
