package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"recap/generator"
	"recap/generator/diag"
	"recap/generator/theme"
)

func themeCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "theme list|eject|texts",
		Short: "see the looks there are, and begin to change one",
		Long: `theme list names the themes a site can choose from and what each changes; theme
eject copies one file of the theme in use into the site, to be changed there; theme
texts writes down what a language lacks, to be translated.`,
		Args: unknownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return use("recap theme list, recap theme eject FILE or recap theme texts LANGUAGE", "theme what?")
		},
	}
	cmd.AddCommand(
		&cobra.Command{
			Use:   "list",
			Short: "name the themes and what each changes",
			Long: `list names the themes that come with recap and those below themes/ in the site,
with the files of each and what they do to plain, which every theme lies over.`,
			Example: "  recap theme list\n  recap theme list --format json",
			Args:    upTo(0, "no word"),
			RunE:    func(cmd *cobra.Command, _ []string) error { return a.themeList(cmd.Context()) },
		},
		&cobra.Command{
			Use:   "eject file",
			Short: "copy one file of the theme into the site",
			Long: `eject copies a template, an asset or a file of texts of the theme in use to the
site's own folder of that theme, where it lies over the one it was copied from.
A file that is there already is never written over.`,
			Example: "  recap theme eject pages/post.html\n  recap theme eject card.html",
			Args: func(cmd *cobra.Command, args []string) error {
				if len(args) == 0 {
					return use("recap theme eject pages/post.html, for instance", "eject which file?")
				}
				return upTo(1, "one file")(cmd, args)
			},
			ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
				list, err := a.themes(cmd.Context())
				if err != nil || len(args) > 0 {
					return nil, cobra.ShellCompDirectiveNoFileComp
				}
				return slices.Sorted(maps.Keys(list.Parts)), cobra.ShellCompDirectiveNoFileComp
			},
			RunE: func(cmd *cobra.Command, args []string) error { return a.themeEject(cmd.Context(), args[0]) },
		},
		&cobra.Command{
			Use:   "texts language",
			Short: "write down the words of the theme that a language lacks",
			Long: `texts writes the words of the theme that a language lacks, in English and in the
form of a file in content/i18n, to be translated there. Counted things have the
plural forms of the language.`,
			Example: "  recap theme texts pl > content/i18n/pl.yaml",
			Args: func(cmd *cobra.Command, args []string) error {
				if len(args) == 0 {
					return use("recap theme texts pl, for instance", "the texts of which language?")
				}
				return upTo(1, "one language")(cmd, args)
			},
			RunE: func(cmd *cobra.Command, args []string) error { return a.themeTexts(cmd.Context(), args[0]) },
		})
	return cmd
}

func (a *app) themes(ctx context.Context) (*generator.ThemeList, error) {
	g, _, err := a.generator(generator.Options{})
	if err != nil {
		return nil, err
	}
	return g.Themes(ctx)
}

// deeds are what theme list says of the files that do something, in its order.
var deeds = []struct {
	does theme.Deed
	says string
}{
	{theme.Replaces, "replaces"},
	{theme.Adds, "adds"},
	{theme.Joins, "joins"},
	{theme.Unused, "not used"},
}

func (a *app) themeList(ctx context.Context) error {
	list, err := a.themes(ctx)
	if err != nil {
		return err
	}
	if a.json() {
		type row struct {
			theme.Info
			InUse bool `json:"in_use"`
		}
		rows := []row{}
		for _, t := range list.Themes {
			rows = append(rows, row{t, t.Name == list.InUse})
		}
		return writeJSON(a.stdout, rows)
	}
	for i, t := range list.Themes {
		if i > 0 {
			fmt.Fprintln(a.stdout)
		}
		head := t.Name
		if t.Name == list.InUse {
			head += ", in use"
		}
		fmt.Fprintln(a.stdout, head+": "+whence(t))
		if t.About != "" {
			fmt.Fprintln(a.stdout, "  "+t.About)
		}
		for _, d := range deeds {
			for _, f := range t.Files {
				if f.Does == d.does {
					fmt.Fprintln(a.stdout, strings.TrimRight(fmt.Sprintf("  %-9s %s%s", d.says, f.Path, where(t, f)), " "))
				}
			}
		}
		if t.Name == theme.Base {
			for _, f := range t.Files {
				if f.Disk && f.Does == theme.Makes {
					fmt.Fprintf(a.stdout, "  %-9s %s\n", "of yours", f.Path)
				}
			}
		}
	}
	if !slices.ContainsFunc(list.Themes, func(t theme.Info) bool { return t.Name == list.InUse }) {
		a.say(fmt.Sprintf("the settings name a theme that is not there: %s", list.InUse), "recap build says more")
		return problems
	}
	return nil
}

// whence says how many files a theme has, and where they are.
func whence(t theme.Info) string {
	disk := 0
	for _, f := range t.Files {
		if f.Disk {
			disk++
		}
	}
	switch n := len(t.Files); disk {
	case 0:
		return plural(n, "file") + ", with recap"
	case n:
		return plural(n, "file") + " in themes/" + t.Name + "/"
	default:
		return fmt.Sprintf("%s, %d of them in themes/%s/", plural(n, "file"), disk, t.Name)
	}
}

// where marks a file of a theme that comes in part with the program.
func where(t theme.Info, f theme.Part) string {
	if f.Disk && slices.ContainsFunc(t.Files, func(o theme.Part) bool { return !o.Disk }) {
		return " (of yours)"
	}
	return ""
}

func (a *app) themeEject(ctx context.Context, word string) error {
	list, err := a.themes(ctx)
	if err != nil {
		return err
	}
	rel := ejected(filepath.ToSlash(word), list)
	f := list.Parts[rel]
	if f == nil {
		names := slices.Sorted(maps.Keys(list.Parts))
		hint := "recap theme list names the themes"
		if near := nearFiles(rel, names); len(near) > 0 {
			hint = "did you mean " + strings.Join(near, ", ") + "?"
		}
		return &exit{exitProblems, fmt.Sprintf("the theme %s has no file %s; nothing was written", list.InUse, word), hint}
	}
	dir, err := a.site()
	if err != nil {
		return err
	}
	to := "themes/" + list.InUse + "/" + rel
	full := filepath.Join(dir, filepath.FromSlash(to))
	if _, err := os.Lstat(full); err == nil {
		return &exit{exitProblems, a.shown(full) + " is there already; nothing was written", "it is the file to change; remove it to have recap's own again"}
	}
	data, err := f.Bytes()
	if err != nil {
		return err
	}
	if err := writeWithin(dir, to, data); err != nil {
		return err
	}
	if a.json() {
		return writeJSON(a.stdout, struct {
			File string `json:"file"`
			From string `json:"from"`
		}{to, f.Path})
	}
	if !a.quiet {
		from := f.Path
		if from == to { // only the one within the program can have that path
			from = "the file that comes with recap"
		}
		fmt.Fprintf(a.stdout, "%s is now yours: a copy of %s, which it lies over\n%s", a.shown(full), from, ejectAdvice(rel))
	}
	return nil
}

func (a *app) themeTexts(ctx context.Context, lang string) error {
	if _, err := language.Parse(lang); err != nil {
		return use("a language is written as de, pt-BR or zh-Hant", "%q is no language", lang)
	}
	list, err := a.themes(ctx)
	if err != nil {
		return err
	}
	file, n := list.Theme.Untold(lang)
	if n == 0 {
		a.say(fmt.Sprintf("%s has all texts of the theme %s", lang, list.InUse), "")
		return nil
	}
	_, err = fmt.Fprintf(a.stdout, "# %s of the theme %s, to be translated.\n# {} stands for a value, {1} and {2} for the first and second of several.\n%s", plural(n, "text"), list.InUse, file)
	return err
}

// writeWithin writes a file that must not be there yet, and nowhere but in the
// site, wherever links in its folders lead.
func writeWithin(dir, rel string, data []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.MkdirAll(path.Dir(rel), 0o777); err != nil {
		return err
	}
	f, err := root.OpenFile(rel, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// ejected is a file of the theme as its folder names it, whatever of the path the
// writer gave.
func ejected(word string, list *generator.ThemeList) string {
	word = strings.TrimPrefix(strings.TrimPrefix(word, "./"), "themes/")
	for _, t := range list.Themes {
		word = strings.TrimPrefix(word, t.Name+"/")
	}
	return word
}

// nearFiles are files that may have been meant: of that name without folder or
// ending, then those that are spelt alike.
func nearFiles(word string, names []string) []string {
	stem := func(s string) string {
		s = s[strings.LastIndexByte(s, '/')+1:]
		return strings.TrimSuffix(s, filepath.Ext(s))
	}
	var near []string
	for _, n := range names {
		if stem(n) == stem(word) {
			near = append(near, n)
		}
	}
	if len(near) > 0 {
		return near[:min(3, len(near))]
	}
	if n, ok := diag.Nearest(word, names); ok {
		return []string{n}
	}
	stems := map[string]string{}
	for _, n := range names {
		stems[stem(n)] = n
	}
	if n, ok := diag.Nearest(stem(word), slices.Sorted(maps.Keys(stems))); ok {
		return []string{stems[n]}
	}
	return nil
}

// ejectAdvice says what is less work than a whole copy.
func ejectAdvice(rel string) string {
	switch {
	case rel == "assets/style.css":
		return "for a few rules, assets/more.css beside it is less to keep: it is set behind style.css\n"
	case strings.HasPrefix(rel, "i18n/"):
		return "leave in it only the lines you change: the rest is taken from the file below\n"
	}
	return ""
}
