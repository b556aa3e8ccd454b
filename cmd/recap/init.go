package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"recap/generator/schema"
)

// starter is the site that recap init writes. Words between @ are filled in.
//
//go:embed all:starter
var starter embed.FS

func initCommand(a *app) *cobra.Command {
	var server, source string
	cmd := &cobra.Command{
		Use:   "init [dir]",
		Short: "begin a site",
		Long: `init writes a small site into a folder: settings, one event, one post, one page, and
the schemas by which editors help with the YAML files (recap schema).

It never writes over a file: when one of them is there already, nothing is written.

With --ci it writes, into a new site or one that is there, what a build server
needs to build, check and publish: ` + strings.Join(serverNames(), ", ") + `.`,
		Example: "  recap init my-recaps\n  recap init              in this folder\n  recap init --ci github  a workflow for this site",
		Args:    upTo(1, "one folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := a.start()
			if err != nil {
				return err
			}
			if len(args) == 1 {
				dir = filepath.Join(dir, args[0])
				if filepath.IsAbs(args[0]) {
					dir = args[0]
				}
			}
			if server == "" {
				return a.init(dir)
			}
			if _, err := os.Stat(filepath.Join(dir, "content")); err != nil {
				if err := a.init(dir); err != nil {
					return err
				}
			}
			return a.initCI(dir, server, source)
		},
	}
	f := cmd.Flags()
	f.StringVar(&server, "ci", "", "write what this `server` needs to publish the site")
	f.StringVar(&source, "source", "", "with --ci: the `address` of recap's sources, which the server builds")
	return cmd
}

func (a *app) init(dir string) error {
	files, err := a.starter()
	if err != nil {
		return err
	}
	for _, f := range files {
		full := filepath.Join(dir, filepath.FromSlash(f.name))
		if _, err := os.Lstat(full); err == nil && !others(f.name) {
			return &exit{exitProblems, fmt.Sprintf("%s is there already; nothing was written", a.shown(full)),
				"recap init begins a site where there is none; recap new adds to this one"}
		}
	}
	for _, f := range files {
		full := filepath.Join(dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			return err
		}
		err := writeNew(full, f.text)
		if others(f.name) && os.IsExist(err) {
			continue
		}
		if err != nil {
			return err
		}
		if a.verbose {
			fmt.Fprintln(a.stdout, a.shown(full))
		}
	}
	if a.quiet {
		return nil
	}
	at := ""
	if dir != a.wd {
		at = " -C " + shellWord(a.shown(dir))
	}
	fmt.Fprintf(a.stdout, "a new site is in %s; now try\n\n  recap%s serve\n  recap%s new post \"What I learnt\" --event example-conf\n", a.shown(dir), at, at)
	return nil
}

// others reports files that a folder may well have before it is a site: a
// repository's own rules, an editor's settings.
func others(name string) bool { return name == ".gitignore" || name == vscodeSettings }

type newFile struct{ name, text string }

// starter is the starter's files with today's date in them.
func (a *app) starter() ([]newFile, error) {
	now, err := a.now()
	if err != nil {
		return nil, err
	}
	today := now.UTC() // the zone of the starter's settings
	fill := strings.NewReplacer(
		"@ID@", newID(),
		"@YEAR@", today.AddDate(0, 0, -2).Format("2006"),
		"@START@", today.AddDate(0, 0, -2).Format("2006-01-02"),
		"@END@", today.AddDate(0, 0, -1).Format("2006-01-02"),
		"@TODAY@", today.Format("2006-01-02"),
	)
	var files []newFile
	err = fs.WalkDir(starter, "starter", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := starter.ReadFile(p)
		files = append(files, newFile{strings.TrimPrefix(p, "starter/"), fill.Replace(string(b))})
		return err
	})
	files = append(files, schemaFiles()...)
	return append(files, newFile{vscodeSettings, string(schema.VSCode(schemaFolder))}), err
}

// writeNew writes a file that must not be there yet.
func writeNew(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// shellWord is a word as one types it in a shell.
func shellWord(s string) string {
	if !strings.ContainsAny(s, " \t'\"\\$&;()<>|*?`!#~") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
