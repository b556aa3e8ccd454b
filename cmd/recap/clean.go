package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"recap/generator"
	"recap/generator/output"
)

func cleanCommand(a *app) *cobra.Command {
	var out bool
	var o generator.Options
	cmd := &cobra.Command{
		Use:   "clean",
		Short: "forget what earlier builds remembered",
		Long: `clean removes the site's memory, .recap/: the next build makes everything anew, and
nothing is lost but time.

--output also removes what recap wrote into public/. Files of anybody else stay, and
files of recap's that somebody changed since are left and named.`,
		Example: "  recap clean\n  recap clean --output",
		Args:    upTo(0, "no word"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.clean(cmd.Context(), o, out) },
	}
	cmd.Flags().BoolVar(&out, "output", false, "remove what recap wrote into the output folder, too")
	cmd.Flags().StringVarP(&o.Out, "out", "o", "", "the output `folder` (default public below the site)")
	return cmd
}

// cleanReport is what clean did, for machines.
type cleanReport struct {
	Memory  bool     `json:"memory"`  // there was one
	Removed int      `json:"removed"` // files of the output
	Left    []string `json:"left"`    // of recap's, changed by somebody else since
}

func (a *app) clean(ctx context.Context, o generator.Options, out bool) error {
	_, o, err := a.generator(o) // which completes a move that was interrupted
	if err != nil {
		return err
	}
	if other, alive := otherPreview(o.Dir); alive {
		return &exit{exitProblems, "a preview of this site is running at " + other.URL, "end it first: it works with this memory"}
	}
	var r cleanReport
	if out {
		if r.Removed, r.Left, err = cleanOutput(ctx, o.Out); err != nil {
			return err
		}
	}
	memory := filepath.Join(o.Dir, ".recap")
	if _, err := os.Lstat(memory); err == nil {
		r.Memory = true
		if err := os.RemoveAll(memory); err != nil {
			return err
		}
	}
	return a.tellClean(r, o.Out, out)
}

// cleanOutput commits a site without a page: what is ours goes, and nothing else.
func cleanOutput(ctx context.Context, dir string) (removed int, left []string, err error) {
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return 0, nil, nil
	}
	s, err := output.Open(output.Options{Dir: dir})
	if err != nil {
		return 0, nil, err
	}
	defer s.Abort()
	rep, err := s.Commit(ctx)
	if err != nil {
		return 0, nil, err
	}
	if err := os.RemoveAll(filepath.Join(dir, ".recap")); err != nil {
		return 0, nil, err
	}
	_ = os.Remove(dir) // unless somebody else's files are in it
	return len(rep.Removed), rep.Left, nil
}

func (a *app) tellClean(r cleanReport, dir string, out bool) error {
	if a.json() {
		r.Left = empty(r.Left)
		return writeJSON(a.stdout, r)
	}
	for _, f := range r.Left {
		fmt.Fprintf(a.stderr, "left: %s was changed since recap wrote it\n", a.shown(filepath.Join(dir, filepath.FromSlash(f))))
	}
	if a.quiet {
		return nil
	}
	if out {
		fmt.Fprintf(a.stdout, "%s of the output removed\n", plural(r.Removed, "file"))
	}
	if r.Memory {
		fmt.Fprintln(a.stdout, "the memory is empty")
	} else {
		fmt.Fprintln(a.stdout, "there was no memory")
	}
	return nil
}
