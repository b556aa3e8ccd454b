package main

import (
	"fmt"
	"os"
	"path/filepath"

	"recap/generator"
	"recap/generator/desk"
	"recap/themes"
)

// start is the folder to begin in: -C below the working folder.
func (a *app) start() (string, error) {
	dir := a.path(a.dir)
	switch fi, err := os.Stat(dir); {
	case err != nil:
		return "", use("", "there is no folder %q", a.dir)
	case !fi.IsDir():
		return "", use("", "%q is no folder", a.dir)
	}
	return dir, nil
}

// path is a path as the user typed it, seen from the working folder.
func (a *app) path(p string) string {
	if filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(a.wd, p)
}

// site finds the site's folder, walking up from the start. A folder is a site
// when it holds content/ and that looks like ours: site.yaml, or posts, pages or
// events in it. Only when no folder on the way does, is a bare content/ enough:
// it is a common name, and a folder of something else must not hide the site
// around it.
func (a *app) site() (string, error) {
	start, err := a.start()
	if err != nil {
		return "", err
	}
	ours := []string{"site.yaml", "posts", "pages", "events"}
	for _, marks := range [][]string{ours, {"."}} {
		for dir := start; ; dir = filepath.Dir(dir) {
			content := filepath.Join(dir, "content")
			if fi, err := os.Stat(content); err == nil && fi.IsDir() {
				for _, m := range marks {
					if _, err := os.Stat(filepath.Join(content, m)); err == nil {
						return dir, nil
					}
				}
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	return "", use("recap init begins a site in a folder; -C dir works on one elsewhere",
		"no site here: neither %s nor a folder above it holds content/", a.shown(start))
}

// shown is a path as it is told: below the working folder without it.
func (a *app) shown(path string) string {
	rel, err := filepath.Rel(a.wd, path)
	if err != nil || !filepath.IsLocal(rel) {
		return path
	}
	if rel == "." {
		return "this folder"
	}
	return filepath.ToSlash(rel)
}

// generator prepares the site's generator.
func (a *app) generator(o generator.Options) (*generator.Generator, generator.Options, error) {
	var err error
	if o.Dir, err = a.site(); err != nil {
		return nil, o, err
	}
	if done, err := desk.Resume(o.Dir); err != nil {
		return nil, o, &exit{exitProblems, "a move that was interrupted cannot be completed: " + err.Error(), "look at that file, then run the command again"}
	} else if done && !a.quiet {
		fmt.Fprintln(a.stderr, "note: a move that was interrupted is complete now")
	}
	if o.Now, err = a.now(); err != nil {
		return nil, o, err
	}
	if o.Out != "" {
		o.Out = a.path(o.Out)
	} else {
		o.Out = filepath.Join(o.Dir, "public")
	}
	o.Themes = themes.FS
	g, err := generator.New(o)
	if err != nil {
		return nil, o, use("", "%v", err)
	}
	return g, o, nil
}

// plural is "1 post", "2 posts".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
