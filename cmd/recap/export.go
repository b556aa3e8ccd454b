package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"recap/generator"
	"recap/generator/schedule"
	"recap/generator/site"
)

func exportCommand(a *app) *cobra.Command {
	var to, out string
	var long strings.Builder
	long.WriteString(`export writes an event's programme in a form that others read, with what you added
to it: recordings, slides, resources, and links to the posts that tell of a talk.

`)
	for _, f := range schedule.Exports() {
		short, _ := schedule.DescribeExport(f)
		fmt.Fprintf(&long, "  %-11s %s\n", f, short)
	}
	long.WriteString(`
One file goes to standard output, or where --output says; a folder has to be new
or empty. What you saw and what you liked best stays with you.`)
	cmd := &cobra.Command{
		Use:   "export event --to form",
		Short: "give an event's programme back, with links to your posts",
		Long:  long.String(),
		Example: `  recap export pycon-us-2016 --to frab > schedule.json
  recap export pycon-us-2016 --to rubyevents --output pycon-us-2016`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return use("recap list events names them", "export which event?")
			}
			return upTo(1, "one event")(cmd, args)
		},
		ValidArgsFunction: a.completeEvents,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.export(cmd.Context(), args[0], to, out)
		},
	}
	f := cmd.Flags()
	f.StringVar(&to, "to", "", "the `form`: "+strings.Join(schedule.Exports(), ", "))
	f.StringVarP(&out, "output", "o", "", "the file or folder to write (default standard output, or a folder named after the event)")
	_ = cmd.RegisterFlagCompletionFunc("to", cobra.FixedCompletions(schedule.Exports(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) export(ctx context.Context, id, to, out string) error {
	if to == "" {
		return use("--to with one of "+strings.Join(schedule.Exports(), ", "), "export as what?")
	}
	if err := oneOf("--to", to, schedule.Exports()...); err != nil {
		return err
	}
	g, _, err := a.generator(generator.Options{})
	if err != nil {
		return err
	}
	s, said, text, err := g.Linked(ctx)
	if err != nil {
		return err
	}
	if said.HasErrors() {
		a.tell(said, text)
		a.say(fmt.Sprintf("%s in the site; nothing was exported", count(said)), "")
		return problems
	}
	var event *site.Event
	var ids []string
	for _, e := range s.Events {
		ids = append(ids, e.ID.Text)
		if e.ID.Text == id {
			event = e
		}
	}
	if event == nil {
		return use(meant(id, ids, "recap list events names them"), "no event is called %q", id)
	}
	files, err := schedule.Export(s, event, to)
	if err != nil {
		return err
	}
	if _, folder := schedule.DescribeExport(to); folder {
		if out == "" {
			out = id
		}
		return a.writeFolder(a.path(out), files)
	}
	if out == "" || out == "-" {
		_, err := a.stdout.Write(files[0].Data)
		return err
	}
	if err := os.WriteFile(a.path(out), files[0].Data, 0o666); err != nil {
		return err
	}
	return a.wroteExport(a.path(out), 1)
}

// writeFolder writes files into a folder that has to be new or empty: whatever
// lay there would look like a part of the event.
func (a *app) writeFolder(dir string, files []schedule.Output) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		return &exit{exitProblems, fmt.Sprintf("%s is not empty; nothing was written", a.shown(dir)), "name another folder with --output"}
	}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := writeNew(name, string(f.Data)); err != nil {
			return err
		}
	}
	return a.wroteExport(dir, len(files))
}

func (a *app) wroteExport(where string, n int) error {
	if a.json() {
		return writeJSON(a.stdout, map[string]any{"output": a.shown(where), "files": n})
	}
	if a.quiet {
		return nil
	}
	_, err := fmt.Fprintf(a.stdout, "%s: %s\n", a.shown(where), plural(n, "file"))
	return err
}
