package main

import (
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/desk"
)

// recipes are what build servers and hosts read to build, check and publish a
// site: one file each, and what the settings need beside it.
//
//go:embed recipes
var recipes embed.FS

var servers = []struct {
	name, recipe, file string
	settings           []content.YAMLEdit
}{
	{"github", "github.yml", ".github/workflows/publish.yml", []content.YAMLEdit{
		{Path: []string{"publish", "targets"}, Value: []content.Field{{Key: "name", Text: "pages"}, {Key: "kind", Text: "git"}}, Add: true},
		{Path: []string{"publish", "files"}, Value: []string{"nojekyll"}},
	}},
	{"gitlab", "gitlab.yml", ".gitlab-ci.yml", nil},
	{"codeberg", "codeberg.yml", ".forgejo/workflows/publish.yml", []content.YAMLEdit{
		{Path: []string{"publish", "targets"}, Value: []content.Field{{Key: "name", Text: "pages"}, {Key: "kind", Text: "git"}, {Key: "branch", Text: "pages"}}, Add: true},
	}},
	{"netlify", "netlify.toml", "netlify.toml", hosted},
	{"cloudflare", "wrangler.toml", "wrangler.toml", hosted},
}

var hosted = []content.YAMLEdit{
	{Path: []string{"publish", "files"}, Value: []string{"headers"}},
	{Path: []string{"urls", "redirects"}, Value: []string{"netlify"}},
}

// anywhere is the address of recap's sources until somebody names it; it belongs
// to nobody (RFC 2606).
const anywhere = "https://example.org/recap.git"

func serverNames() (names []string) {
	for _, s := range servers {
		names = append(names, s.name)
	}
	return names
}

// initCI writes the recipe of a server into a site, and what it needs into the
// settings.
func (a *app) initCI(dir, server, source string) error {
	i := slices.Index(serverNames(), server)
	if i < 0 {
		return use(meant(server, serverNames(), "there are "+strings.Join(serverNames(), ", ")), "no recipe is for %q", server)
	}
	s := servers[i]
	text, err := recipes.ReadFile("recipes/" + s.recipe)
	if err != nil {
		return err
	}
	if source == "" {
		source = anywhere
	}
	if strings.ContainsAny(source, "\"'\\$` \n") {
		return use("it is an address that git can clone", "--source cannot be %q", source)
	}
	changes := []desk.Change{{File: s.file, New: []byte(strings.ReplaceAll(string(text), "@SOURCE@", source))}}
	const settings = "content/site.yaml"
	was, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(settings)))
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	now := was
	var left []string
	for _, e := range s.settings {
		if strings.Contains(string(now), "\n  "+e.Path[1]+":") && strings.Contains(string(now), "\n"+e.Path[0]+":") {
			left = append(left, strings.Join(e.Path, "."))
			continue
		}
		next, err := content.EditYAML(settings, now, e)
		if err != nil {
			left = append(left, strings.Join(e.Path, "."))
			continue
		}
		now = next
	}
	if string(now) != string(was) {
		changes = append(changes, desk.Change{File: settings, Old: was, New: now})
	}
	if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(s.file))); err == nil {
		return &exit{exitProblems, s.file + " is there already; nothing was written", "move it away to have a new one"}
	}
	if err := a.writeChanges(dir, changes); err != nil {
		return err
	}
	if a.quiet {
		return nil
	}
	for _, c := range changes {
		fmt.Fprintln(a.stdout, c.File)
	}
	for _, l := range left {
		fmt.Fprintf(a.stdout, "%s has %s already, which stays as it is; see the manual's page on publishing\n", settings, l)
	}
	if source == anywhere {
		fmt.Fprintf(a.stdout, "write the address of recap's sources in place of %s, or name it with --source\n", anywhere)
	}
	return nil
}
