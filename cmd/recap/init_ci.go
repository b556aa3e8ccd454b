package main

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recap/generator"
	"recap/generator/content"
	"recap/generator/desk"
	"recap/generator/diag"
	"recap/generator/publish"
	"recap/themes"
)

// recipes are what build servers and hosts read to build, check and publish a
// site: one file each, and what the settings need beside it.
//
//go:embed recipes
var recipes embed.FS

var servers = []struct {
	name, recipe, file string
	branch             string             // it publishes to this branch by recap publish, "" for a host that takes public/
	words              []content.YAMLEdit // of lists in the settings, added where they lack
}{
	{"github", "github.yml", ".github/workflows/publish.yml", "gh-pages", []content.YAMLEdit{inList("nojekyll", "publish", "files")}},
	{"gitlab", "gitlab.yml", ".gitlab-ci.yml", "", nil},
	{"codeberg", "codeberg.yml", ".forgejo/workflows/publish.yml", "pages", nil},
	{"netlify", "netlify.toml", "netlify.toml", "", hosted},
	{"cloudflare", "wrangler.toml", "wrangler.toml", "", hosted},
}

var hosted = []content.YAMLEdit{inList("headers", "publish", "files"), inList("netlify", "urls", "redirects")}

// inList is a word in a list of the settings.
func inList(word string, path ...string) content.YAMLEdit {
	return content.YAMLEdit{Path: path, Value: word, Add: true}
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
	if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(s.file))); err == nil {
		return &exit{exitProblems, s.file + " is there already; nothing was written", "move it away to have a new one"}
	}
	const settings = "content/site.yaml"
	was, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(settings)))
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	c, err := a.settingsOf(dir, settings)
	if err != nil {
		return err
	}
	now, target := was, ""
	if s.branch != "" {
		if target, now, err = ownTarget(c, settings, was, s.branch); err != nil {
			return err
		}
	}
	for _, e := range s.words {
		if now, err = withWord(c, settings, now, e); err != nil {
			return err
		}
	}
	fill := strings.NewReplacer("@SOURCE@", source, "@TARGET@", target)
	changes := []desk.Change{{File: s.file, New: []byte(fill.Replace(string(text)))}}
	if string(now) != string(was) {
		changes = append(changes, desk.Change{File: settings, Old: was, New: now})
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
	for _, d := range publish.Placeholder(c) {
		fmt.Fprintf(a.stdout, "%s: %s; write url: with the site's own address before you push\n", d.Pos.File, d.Message)
	}
	if source == anywhere {
		fmt.Fprintf(a.stdout, "write the address of recap's sources in place of %s, or name it with --source\n", anywhere)
	}
	return nil
}

// settingsOf are the settings of the site in a folder, which have to be right.
func (a *app) settingsOf(dir, file string) (*content.Config, error) {
	now, err := a.now()
	if err != nil {
		return nil, err
	}
	g, err := generator.New(generator.Options{Dir: dir, Themes: themes.FS, Now: now})
	if err != nil {
		return nil, err
	}
	site, list, text, err := g.Linked(a.ctx)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Severity != diag.Error || d.Pos.File != file })
	if len(list) > 0 {
		a.tell(list, text)
		return nil, &exit{exitProblems, file + " has mistakes; nothing was written", "mend them first"}
	}
	return site.Config, nil
}

// ownTarget is the name of the target that puts the site on a branch of its own
// repository, and the settings with it. Where there is none, one is added behind the
// others: the first stays the one that the writer means.
func ownTarget(c *content.Config, file string, src []byte, branch string) (name string, now []byte, err error) {
	taken := map[string]bool{}
	for _, t := range c.Publish.Targets {
		taken[t.Name.Text] = true
		if t.Kind.Text == "git" && cmp.Or(t.Branch.Text, "gh-pages") == branch && cmp.Or(t.Remote.Text, "origin") == "origin" {
			return t.Name.Text, src, nil
		}
	}
	name = "pages"
	for i := 2; taken[name]; i++ {
		name = fmt.Sprint("pages-", i)
	}
	fields := []content.Field{{Key: "name", Text: name}, {Key: "kind", Text: "git"}}
	line := "{name: " + name + ", kind: git"
	if branch != "gh-pages" {
		fields = append(fields, content.Field{Key: "branch", Text: branch})
		line += ", branch: " + branch
	}
	now, err = content.EditYAML(file, src, content.YAMLEdit{Path: []string{"publish", "targets"}, Value: fields, Add: true})
	if err != nil {
		return "", nil, byHand(err, file, "publish: targets:", line+"}")
	}
	return name, now, nil
}

// withWord is the settings with a word in one of their lists.
func withWord(c *content.Config, file string, src []byte, e content.YAMLEdit) ([]byte, error) {
	key, word := strings.Join(e.Path, "."), e.Value.(string)
	has := map[string][]string{"publish.files": c.Publish.Files, "urls.redirects": c.URLs.Redirects}[key]
	if slices.Contains(has, word) {
		return src, nil
	}
	now, err := content.EditYAML(file, src, e)
	if err != nil {
		return nil, byHand(err, file, strings.Join(e.Path, ": ")+":", word)
	}
	return now, nil
}

// byHand refuses, and says what is to be added.
func byHand(err error, file, at, what string) error {
	why := err.Error()
	if fault, ok := errors.AsType[*diag.Fault](err); ok && len(fault.List) > 0 {
		why = fault.List[0].Message
	}
	return &exit{exitProblems, fmt.Sprintf("%s: %s; nothing was written", file, why), fmt.Sprintf("add %s to %s there, and run this again", what, at)}
}
