package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"recap/generator/desk"
	"recap/generator/diag"
)

func mvCommand(a *app) *cobra.Command {
	var o desk.MoveOptions
	var dry bool
	cmd := &cobra.Command{
		Use:   "mv from [to]",
		Short: "rename or move a post and all that belongs to it",
		Long: `mv gives a post, a page or a folder of them another name or place. Pictures that only
it shows go with it, its comments and translations too. If it was published, its old
address becomes an alias in its front matter, so that readers find it. What names it
or links to it, in other texts, comments, events, menus and content/urls.yaml, is
mended; no other byte changes.

Instead of a new path, --slug gives it another last word of its address, and --date
another day.

It refuses to lie over a file, and whatever would bring an error to the site. Should the
machine stop in the midst of it, the next command of recap completes it.`,
		Example: `  recap mv content/posts/2016/pycon.md content/posts/2016/pycon-us.md
  recap mv pycon --slug pycon-us-2016
  recap mv content/posts/2016/pycon.md --date 2016-06-11 --dry-run`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0 || len(args) > 2:
				return use("recap mv FROM TO, or recap mv FROM --slug WORD", "mv takes a post and where it goes")
			case len(args) == 2 && o.Slug+o.Date != "":
				return use("leave one of them out", "a new path and --slug or --date exclude each other")
			case len(args) == 1 && o.Slug+o.Date == "":
				return use("recap mv FROM TO, or recap mv FROM --slug WORD", "where does %s go?", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.mv(cmd.Context(), args, o, dry) },
	}
	f := cmd.Flags()
	f.StringVar(&o.Slug, "slug", "", "the last `word` of its address")
	f.StringVar(&o.Date, "date", "", "the `day` it is of, as 2016-06-11")
	f.BoolVar(&dry, "dry-run", false, "say what would be done, and do nothing")
	return cmd
}

func (a *app) mv(ctx context.Context, args []string, o desk.MoveOptions, dry bool) error {
	if o.Slug != "" {
		if s := slugOf(o.Slug, ""); s != o.Slug {
			return use("write "+s, "--slug: %q cannot be a part of an address", o.Slug)
		}
	}
	d, site, err := a.atDesk(ctx)
	if err != nil {
		return err
	}
	o.From = a.siteName(site, args[0])
	if len(args) == 2 {
		if o.To, err = a.moveTarget(site, o.From, args[1]); err != nil {
			return err
		}
	}
	m, err := d.Move(o)
	if f, ok := errors.AsType[*diag.Fault](err); ok {
		a.tell(f.List, d.Tree.Text)
		a.say("nothing was moved: the site would have this error afterwards", "")
		return problems
	}
	if err != nil {
		return known(err, "recap list posts names them")
	}
	if !dry {
		err := m.Do(site)
		switch {
		case errors.Is(err, fs.ErrExist), errors.Is(err, desk.ErrMoved):
			return &exit{exitProblems, err.Error(), "run the command again"}
		case err != nil:
			return err
		}
	}
	return a.tellMove(m, d, dry)
}

// siteName is a path of the command line as one below the site: seen from the working
// folder, or else from the site, content/ or content/posts/; a name that is no path
// stays.
func (a *app) siteName(site, arg string) string {
	if rel, err := a.below(site, []string{arg}); err == nil {
		if _, err := os.Stat(filepath.Join(site, filepath.FromSlash(rel[0]))); err == nil {
			return rel[0]
		}
	}
	for _, dir := range []string{"", "content", "content/posts", "content/pages"} {
		name := path.Join(dir, filepath.ToSlash(arg))
		if _, err := os.Stat(filepath.Join(site, filepath.FromSlash(name))); err == nil {
			return name
		}
	}
	return arg
}

// moveTarget is where a post goes: into a folder that is there, or to a new name;
// one without a folder stays beside the old.
func (a *app) moveTarget(site, from, arg string) (string, error) {
	slash := filepath.ToSlash(arg)
	to := path.Clean(slash)
	switch {
	case !strings.Contains(slash, "/") && path.Dir(from) != ".":
		to = path.Join(path.Dir(from), slash)
	case strings.HasPrefix(to, "content/"):
	case strings.HasPrefix(to, "posts/"), strings.HasPrefix(to, "pages/"):
		to = "content/" + to
	default:
		rel, err := a.below(site, []string{arg})
		if err != nil {
			return "", err
		}
		to = rel[0]
	}
	if !strings.HasPrefix(arg, "content") { // a path seen from a folder inside the site
		if rel, err := a.below(site, []string{arg}); err == nil && strings.HasPrefix(rel[0], "content/") && strings.Contains(slash, "/") {
			to = rel[0]
		}
	}
	if fi, err := os.Stat(filepath.Join(site, filepath.FromSlash(to))); strings.HasSuffix(slash, "/") || err == nil && fi.IsDir() {
		return path.Join(to, path.Base(from)), nil
	}
	if ext := path.Ext(from); (ext == ".md" || ext == ".markdown") && path.Ext(to) != ext {
		to += ext
	}
	return to, nil
}

// moveReport is a move, for machines.
type moveReport struct {
	DryRun  bool             `json:"dry_run"`
	Renames []desk.Rename    `json:"renames"`
	Posts   []desk.MovedPost `json:"posts"`
	Mended  []desk.Mended    `json:"mended"`
	Left    []desk.Mended    `json:"left"`
	Changed []string         `json:"changed"`
}

func (a *app) tellMove(m *desk.Move, d *desk.Desk, dry bool) error {
	if a.json() {
		return writeJSON(a.stdout, moveReport{dry, empty(m.Renames), empty(m.Posts), empty(m.Mended), empty(m.Left), written(m.Changes, true)})
	}
	if len(m.Said) > 0 {
		a.tell(m.Said, d.Tree.Text)
	}
	if a.quiet {
		return nil
	}
	would := ""
	if dry {
		would = "would be "
	}
	for _, r := range m.Renames {
		fmt.Fprintf(a.stdout, "%smoved: %s → %s\n", would, r.From, r.To)
	}
	for _, p := range m.Posts {
		switch {
		case p.Was == p.Is:
			fmt.Fprintf(a.stdout, "its address stays: %s\n", p.Is)
		case p.Alias:
			fmt.Fprintf(a.stdout, "its address: %s → %s; the old one leads there\n", p.Was, p.Is)
		default:
			fmt.Fprintf(a.stdout, "its address: %s → %s; nobody has seen the old one\n", p.Was, p.Is)
		}
	}
	for _, r := range m.Mended {
		fmt.Fprintf(a.stdout, "%smended in %s: %s → %s\n", would, r.File, r.Was, r.New)
	}
	for _, r := range m.Left {
		fmt.Fprintf(a.stdout, "by hand in %s: %s should be %s\n", r.File, r.Was, r.New)
	}
	return nil
}
