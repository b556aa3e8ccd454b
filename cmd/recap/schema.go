package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recap/generator/desk"
	"recap/generator/schema"
)

// schemaFolder is where the schemas of a site lie: below content/, so that they
// are in the repository and whoever clones it has them; builds pass over names
// that begin with a full stop.
const schemaFolder = "content/.schema"

func schemaCommand(a *app) *cobra.Command {
	var write bool
	cmd := &cobra.Command{
		Use:   "schema [kind]",
		Short: "tell editors what may be written",
		Long: `schema prints the JSON Schema (draft-07) of a kind of file: what its keys are called,
what they hold, and what they mean. Editors with a YAML language server complete and
check with it while one types. Without a kind it lists them all.

--write puts the schemas into ` + schemaFolder + ` and, where there is none yet, leads
VS Code to them in .vscode/settings.json. Files begun by recap init and recap new name
theirs in their first line, which other editors read. Run it again after recap itself
was renewed.`,
		Example: "  recap schema\n  recap schema event\n  recap schema --write",
		Args:    upTo(1, "one kind"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return schema.Names(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case write && len(args) > 0:
				return use("recap schema --write writes them all", "--write takes no kind")
			case write:
				return a.writeSchemas()
			case len(args) == 0:
				return a.listSchemas()
			}
			text, ok := schema.For(args[0])
			if !ok {
				return use(meant(args[0], schema.Names(), "recap schema lists them"), "there is no schema %q", args[0])
			}
			_, err := a.stdout.Write(text)
			return err
		},
	}
	cmd.Flags().BoolVar(&write, "write", false, "write all of them into "+schemaFolder)
	return cmd
}

// schemaInfo is one kind of file, for machines.
type schemaInfo struct {
	Kind  string   `json:"kind"`
	About string   `json:"about"`
	Files []string `json:"files"`
}

func (a *app) listSchemas() error {
	out, rows := []schemaInfo{}, [][]string{}
	for _, d := range schema.Documents() {
		out = append(out, schemaInfo{d.Name, d.About, empty(d.Files)})
		where := strings.Join(slices.DeleteFunc(slices.Clone(d.Files), func(f string) bool { return strings.HasSuffix(f, ".yml") }), ", ")
		if where == "" {
			where = "the top of a Markdown file"
		}
		rows = append(rows, []string{d.Name, d.About, where})
	}
	if a.json() {
		return writeJSON(a.stdout, out)
	}
	return a.table(rows)
}

// schemaFiles are the schemas as files of a site.
func schemaFiles() []newFile {
	var out []newFile
	for _, name := range schema.Names() {
		text, _ := schema.For(name)
		out = append(out, newFile{path.Join(schemaFolder, name+".json"), string(text)})
	}
	return out
}

const vscodeSettings = ".vscode/settings.json"

func (a *app) writeSchemas() error {
	site, err := a.site()
	if err != nil {
		return err
	}
	files := schemaFiles()
	if _, err := os.Lstat(filepath.Join(site, filepath.FromSlash(vscodeSettings))); os.IsNotExist(err) {
		files = append(files, newFile{vscodeSettings, string(schema.VSCode(schemaFolder))})
	}
	var changes []desk.Change
	for _, f := range files {
		old, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(f.name)))
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		if string(old) != f.text {
			changes = append(changes, desk.Change{File: f.name, Old: old, New: []byte(f.text)})
		}
	}
	if err := a.writeChanges(site, changes); err != nil {
		return err
	}
	if a.json() {
		return writeJSON(a.stdout, map[string][]string{"written": written(changes, true)})
	}
	if a.quiet {
		return nil
	}
	for _, c := range changes {
		fmt.Fprintln(a.stdout, c.File)
	}
	if len(changes) == 0 {
		fmt.Fprintln(a.stdout, "the schemas are as this recap writes them")
	}
	return nil
}

// modeline is the first line of a YAML file that leads language servers to its
// schema, which they look for from the file's own folder; "" where the site has no
// schemas.
func modeline(site, file, kind string) string {
	if _, err := os.Stat(filepath.Join(site, filepath.FromSlash(schemaFolder), kind+".json")); err != nil {
		return ""
	}
	return modelineOf(file, kind)
}

func modelineOf(file, kind string) string {
	up := strings.Repeat("../", strings.Count(file, "/")-1)
	return "# yaml-language-server: $schema=" + up + ".schema/" + kind + ".json\n"
}
