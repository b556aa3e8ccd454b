package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recap/generator"
	"recap/generator/watch"
)

func buildCommand(a *app) *cobra.Command {
	var o generator.Options
	var watching bool
	var poll time.Duration
	cmd := &cobra.Command{
		Use:   "build",
		Short: "write the site to public/",
		Long: `build writes the whole site. What is right already stays as it is, what recap
wrote earlier and is no longer wanted goes, and files it did not write are left alone.

An error means that nothing is written. Drafts and posts with a date to come are
held back and listed.`,
		Example: `  recap build
  recap build -D -F -o ../everything
  recap build --strict --now 2026-06-01    what the site is on that day, without a warning
  recap build --watch                      again at every save`,
		Args: upTo(0, "no word"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if watching {
				return a.buildAgain(cmd.Context(), o, poll)
			}
			return a.build(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.BoolVarP(&o.Drafts, "drafts", "D", false, "publish drafts")
	f.BoolVarP(&o.Future, "future", "F", false, "publish posts with a date to come")
	f.StringVarP(&o.Out, "output", "o", "", "write to this `folder` (default public in the site)")
	f.BoolVar(&o.Strict, "strict", false, "take warnings for errors")
	f.BoolVar(&o.KeepGoing, "keep-going", false, "write all that no error touches; the exit code is 1 all the same")
	f.BoolVar(&o.Overwrite, "overwrite", false, "replace files in the output folder that recap did not write")
	f.BoolVar(&o.Clean, "clean", false, "forget what earlier builds learned")
	f.BoolVar(&o.Verify, "verify", false, "make every page afresh and name those whose kept bytes differ")
	f.BoolVar(&o.Profile, "profile", false, "say where the time went: by stage, by template, and the slowest pages")
	f.BoolVar(&watching, "watch", false, "build again at every save, until Ctrl-C")
	f.DurationVar(&poll, "poll", 0, "with --watch: look at the files every `span`, as 500ms, instead of being told by the system")
	return cmd
}

func (a *app) build(ctx context.Context, o generator.Options) error {
	bar := a.progress()
	o.Progress = bar.done
	g, o, err := a.generator(o)
	if err != nil {
		return err
	}
	began := time.Now()
	r, err := g.Build(ctx)
	bar.clear()
	if err != nil {
		return err
	}
	if err := a.report(r, o.Out, time.Since(began)); err != nil {
		return err
	}
	if r.Diagnostics.HasErrors() {
		return problems
	}
	return nil
}

// buildAgain builds now and after each change. Nothing an author does ends it.
func (a *app) buildAgain(ctx context.Context, o generator.Options, poll time.Duration) error {
	g, o, err := a.generator(o)
	if err != nil {
		return err
	}
	watcher, err := watch.Start(ctx, o.Dir, a.watching(o, poll)) // before the first build: no save is lost
	if err != nil {
		return err
	}
	for first := true; ; first = false {
		began := time.Now()
		r, err := g.Build(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			a.say(err.Error(), "the next change tries again")
		case first:
			err = a.report(r, o.Out, time.Since(began))
		default:
			a.again(r, o.Out, time.Since(began))
		}
		if r != nil {
			watcher.Linked(r.Linked)
		}
		if _, ok := <-watcher.C; !ok {
			return nil
		}
	}
}

// again is the line of a rebuild; one that wrote nothing says nothing.
func (a *app) again(r *generator.Result, out string, took time.Duration) {
	a.tell(r.Diagnostics, r.Text)
	if a.json() {
		writeJSON(a.stdout, a.summary(r, took))
		return
	}
	said := r.Diagnostics
	if a.quiet {
		said = wrong(said)
	}
	if n := count(said); n != "" {
		fmt.Fprintln(a.stderr, n)
	}
	if a.quiet || r.Stopped || len(r.Written)+len(r.Removed) == 0 {
		return
	}
	fmt.Fprintf(a.stdout, "%s  %s\n", a.clock().Format(time.TimeOnly), a.built(r, out, took))
}

// watching are the options of the watcher: the output folder does not count.
func (a *app) watching(o generator.Options, poll time.Duration) watch.Options {
	out, err := filepath.Rel(o.Dir, o.Out)
	out = filepath.ToSlash(out)
	return watch.Options{
		Poll: poll,
		Skip: func(path string) bool {
			return err == nil && (path == out || strings.HasPrefix(path, out+"/"))
		},
		Say: func(m string) { a.say(m, "--poll says how often") },
	}
}
