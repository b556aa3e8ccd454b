package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recap/generator/schedule"
	"recap/generator/slug"
	"recap/generator/source"
)

// scheduleOrder is what recap import schedule is asked for.
type scheduleOrder struct {
	source string
	event  string
	as     string
	zone   string
	dryRun bool
}

func importSchedule(a *app) *cobra.Command {
	var o scheduleOrder
	var long strings.Builder
	long.WriteString(`schedule reads the programme of a conference from a file, a folder or an address and
writes it to content/events/ID/schedule.yaml. Where there is no event.yaml beside
it yet, it begins one; an event that is a single file, as recap new writes it, is
moved into its folder. A talk that you wrote by hand and that is in the programme
keeps your id. The form is recognised; --as names it when it is not:

`)
	for _, f := range schedule.Formats() {
		fmt.Fprintf(&long, "  %-14s %s\n", f, schedule.Describe(f))
	}
	long.WriteString(`
Import again when the programme has changed: talks keep their ids, also when they
are renamed, and nothing of yours is touched. A talk that left the programme goes,
unless one of your files names it: then it stays, marked as withdrawn.

E-mail addresses, telephone numbers and answers to the call for papers are left out.`)
	cmd := &cobra.Command{
		Use:   "schedule source --event id",
		Short: "the programme of a conference",
		Long:  long.String(),
		Example: `  recap import schedule schedule.xml --event fosdem-2025
  recap import schedule https://pretalx.example.org/conf/schedule/export/schedule.json --event conf-2026 --dry-run
  recap import schedule programme.csv --event meetup-12 --timezone Europe/Berlin`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return use("a file, a folder or an address", "import which programme?")
			}
			return upTo(1, "one source")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.source = args[0]
			return a.importSchedule(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.event, "event", "", "the event it belongs to, by `id`")
	f.StringVar(&o.as, "as", "", "the `form` of the source, when it is not recognised")
	f.StringVar(&o.zone, "timezone", "", "the `zone` of an event that does not say it yet, as Europe/Berlin")
	f.BoolVarP(&o.dryRun, "dry-run", "n", false, "write nothing, only say what would change")
	_ = cmd.RegisterFlagCompletionFunc("event", a.completeEvents)
	_ = cmd.RegisterFlagCompletionFunc("as", cobra.FixedCompletions(schedule.Formats(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// imported is what an import did, for machines.
type imported struct {
	Event    string            `json:"event"`
	Format   string            `json:"format,omitempty"`
	Talks    int               `json:"talks"`
	Speakers int               `json:"speakers"`
	Written  []string          `json:"written"`
	Changes  []schedule.Change `json:"changes"`
	Matched  []string          `json:"matched"`         // talks of the writer's that the programme has too
	Moved    string            `json:"moved,omitempty"` // the single file of the event, which became its event.yaml
	Zone     string            `json:"zone,omitempty"`  // written into an event that had none
	DryRun   bool              `json:"dry_run"`
}

func (a *app) importSchedule(ctx context.Context, o scheduleOrder) error {
	if o.event == "" {
		return use("--event with an id: recap list events names them, and a new id begins an event", "the programme of which event?")
	}
	if made := slug.Make(o.event); made != o.event {
		return use("letters, digits and dashes: "+made, "--event: %q is no id", o.event)
	}
	if o.as != "" {
		if err := oneOf("--as", o.as, schedule.Formats()...); err != nil {
			return err
		}
	}
	dir, err := a.site()
	if err != nil {
		return err
	}
	now, err := a.now()
	if err != nil {
		return err
	}
	in, bad, err := schedule.Read(ctx, o.source, a.path)
	if err != nil {
		return err
	}
	if len(bad) > 0 {
		a.tell(bad, nil)
		return problems
	}
	site, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer site.Close()
	plan, err := schedule.Import(in, schedule.Options{
		Event: o.event, As: o.as, Zone: o.zone, Now: now,
		Site:  func(name string) ([]byte, error) { return readSite(site, name) },
		Names: func(gone []schedule.Gone) ([]bool, error) { return namesOf(site, o.event, gone) },
	})
	if err != nil {
		return err
	}
	a.tell(plan.Diagnostics, func(name string) []byte {
		if b := in.Text(name); b != nil {
			return b
		}
		b, _ := readSite(site, name)
		return b
	})
	if plan.Diagnostics.HasErrors() {
		if !a.json() {
			fmt.Fprintf(a.stderr, "%s; nothing was written\n", count(plan.Diagnostics))
		}
		return problems
	}
	if !o.dryRun {
		if err := plan.Apply(dir); err != nil {
			return err
		}
	}
	return a.reportImport(o, plan)
}

func (a *app) reportImport(o scheduleOrder, plan *schedule.Plan) error {
	did := imported{Event: o.event, Format: plan.Format, Talks: plan.Talks, Speakers: plan.Speakers, Written: []string{}, Changes: append([]schedule.Change{}, plan.Changes...), Matched: append([]string{}, plan.Matched...), DryRun: o.dryRun}
	var settled string // the event's own file
	for _, f := range plan.Files {
		if f.Was != nil {
			settled, did.Moved = f.Path, f.From
			continue
		}
		did.Written = append(did.Written, f.Path)
	}
	if plan.Zoned {
		did.Zone = plan.Zone
	}
	slices.Sort(did.Written)
	if a.json() {
		return writeJSON(a.stdout, did)
	}
	if a.quiet {
		return nil
	}
	fresh := !slices.ContainsFunc(plan.Changes, func(c schedule.Change) bool { return c.What != "added" }) && len(plan.Changes) == plan.Talks
	for _, c := range plan.Changes {
		if fresh && !a.verbose && !o.dryRun {
			break // the first import adds every talk
		}
		fmt.Fprintln(a.stdout, changeLine(c))
		for _, f := range c.Fields {
			fmt.Fprintf(a.stdout, "    %s: %s → %s\n", f.Field, value(f.Was), value(f.Is))
		}
	}
	would := ""
	if o.dryRun {
		would = "would be "
	}
	if n := len(did.Matched); n > 0 {
		fmt.Fprintf(a.stdout, "%s of yours matched by title, or by people and time: %s\n", plural(n, "talk"), strings.Join(did.Matched, ", "))
	}
	if did.Moved != "" {
		fmt.Fprintf(a.stdout, "%s %smoved to %s, beside its programme\n", did.Moved, would, settled)
	}
	if did.Zone != "" {
		fmt.Fprintf(a.stdout, "timezone: %s %swritten into %s, which had none\n", did.Zone, would, settled)
	}
	line := fmt.Sprintf("%s: %s by %s", plan.Format, plural(plan.Talks, "talk"), plural(plan.Speakers, "speaker"))
	switch {
	case len(did.Written) == 0 && settled == "":
		line += "; nothing has changed"
	case len(did.Written) == 0:
	case o.dryRun:
		line += "; would write " + strings.Join(did.Written, " and ")
	default:
		line += "; wrote " + strings.Join(did.Written, " and ")
	}
	_, err := fmt.Fprintln(a.stdout, line)
	return err
}

func changeLine(c schedule.Change) string {
	line := c.What + " " + c.ID + ": " + oneLine(c.Title)
	if c.What == "withdrawn" {
		line += " (kept, since your files name it)"
	}
	return line
}

// value is one side of a change, fit for a line.
func value(s string) string {
	if s == "" {
		return "nothing"
	}
	if r := []rune(oneLine(s)); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return oneLine(s)
}

// readSite is a file of the site, nil when there is none.
func readSite(site *os.Root, name string) ([]byte, error) {
	b, err := site.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return b, err
}

// namesOf reports which talks of an event the writer's files name: by id or by
// title, in a file that speaks of the event. It looks for words rather than for
// references, so that a talk named in any way stays; one that stays for nothing
// harms nobody.
func namesOf(site *os.Root, event string, gone []schedule.Gone) ([]bool, error) {
	out := make([]bool, len(gone))
	own := "content/events/" + event + "/"
	err := fs.WalkDir(site.FS(), "content", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			if err == nil && name != "content" && source.Ignored(e.Name()) {
				return fs.SkipDir
			}
			return err
		}
		switch strings.ToLower(filepath.Ext(name)) {
		case ".md", ".markdown", ".yaml", ".yml":
		default:
			return nil
		}
		if strings.HasSuffix(name, "/schedule.yaml") {
			return nil
		}
		text, err := site.ReadFile(name)
		if err != nil {
			return err
		}
		text = bytes.ToLower(text)
		if !strings.HasPrefix(name, own) && !hasWord(text, event) {
			return nil
		}
		for i, g := range gone {
			out[i] = out[i] || hasWord(text, g.ID) || len(g.Title) > 3 && bytes.Contains(text, []byte(strings.ToLower(g.Title)))
		}
		return nil
	})
	return out, err
}

// hasWord reports whether a text holds an id that is not a part of another.
func hasWord(text []byte, id string) bool {
	part := func(b byte) bool { return b == '-' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 0x80 }
	word := []byte(strings.ToLower(id))
	for from := 0; ; {
		i := bytes.Index(text[from:], word)
		if i < 0 {
			return false
		}
		at, end := from+i, from+i+len(word)
		if (at == 0 || !part(text[at-1])) && (end == len(text) || !part(text[end])) {
			return true
		}
		from = at + 1
	}
}
