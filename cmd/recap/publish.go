package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recap/generator"
	"recap/generator/content"
	"recap/generator/desk"
	"recap/generator/ledger"
	"recap/generator/memory"
	"recap/generator/publish"
)

// publishing is what the flags of recap publish say.
type publishing struct {
	dry       bool
	yes       bool
	warnings  bool
	overwrite bool
	ping      bool
	announce  []string
	most      int // deletions; negative for the usual guard
}

func publishCommand(a *app) *cobra.Command {
	p := publishing{}
	cmd := &cobra.Command{
		Use:   "publish [target]",
		Short: "build, check, show what would change, and upload",
		Long: `publish looks the site through as recap check does, and builds it to public/, without
drafts and posts of the future; warnings of the build stop it as errors do, and so
does an address that belongs to nobody, as example.org. Then it looks whether an
address that was published has vanished (recap urls), shows what would change at the target, and makes it so:
only what differs goes, pages behind what they need, deletions last, and only of
files that recap put there.

Targets stand in content/site.yaml under publish: targets:; the first one is
meant when none is named. Publishing that was interrupted is completed by the
next recap publish.`,
		Example: "  recap publish\n  recap publish staging --dry-run\n  recap publish --max-deletes 500",
		Args:    upTo(1, "one target"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !cmd.Flags().Changed("max-deletes") {
				p.most = -1
			} else if p.most < 0 {
				return use("", "--max-deletes counts files")
			}
			return a.publish(cmd.Context(), strings.Join(args, ""), p)
		},
		ValidArgsFunction: a.completeTargets,
	}
	f := cmd.Flags()
	f.BoolVar(&p.dry, "dry-run", false, "show what would change, and change nothing")
	f.BoolVarP(&p.yes, "yes", "y", false, "do not ask")
	f.IntVar(&p.most, "max-deletes", publish.MaxDeletes, "delete at most so many `files`; without it, no more than half of the site either")
	f.BoolVar(&p.warnings, "with-warnings", false, "publish in spite of warnings, and of what recap check finds")
	f.StringSliceVar(&p.announce, "announce", nil, "print ready texts about new posts for these `services`: "+strings.Join(publish.Services(), ", "))
	f.BoolVar(&p.ping, "ping", false, "tell pages that new and changed posts link to (Webmention), and the hub of the feeds (WebSub)")
	f.BoolVar(&p.overwrite, "overwrite", false, "replace files at the target that recap did not put there")
	return cmd
}

func (a *app) publish(ctx context.Context, name string, p publishing) error {
	for _, s := range p.announce {
		if !slices.Contains(publish.Services(), s) {
			return use(meant(s, publish.Services(), "there are "+strings.Join(publish.Services(), ", ")), "no text is made for %q", s)
		}
	}
	bar := a.progress()
	g, o, err := a.generator(generator.Options{Progress: bar.done})
	if err != nil {
		return err
	}
	settings, _, _, err := g.Linked(ctx)
	if err != nil {
		return err
	}
	target, err := a.target(settings.Config, name, o.Dir, p)
	if err != nil {
		return err
	}
	unlock, err := a.alone(ctx, o.Dir, p)
	if err != nil {
		return err
	}
	defer unlock()
	if !p.warnings {
		if err := a.gate(ctx, g, settings.Config); err != nil {
			return err
		}
	}
	r, err := g.Build(ctx)
	bar.clear()
	if err != nil {
		return err
	}
	if r.Diagnostics.HasErrors() {
		a.tell(r.Diagnostics, r.Text)
		return &exit{exitProblems, "nothing was published: " + count(r.Diagnostics), "mend what is told above"}
	}
	a.untouched(o.Dir)
	at, err := g.Addresses(ctx)
	if err != nil {
		return err
	}
	if said := at.Said(); len(said) > 0 {
		a.tell(said, at.Text)
		return &exit{exitProblems, "nothing was published: " + countOf(len(at.Vanished), "address that was published vanished", "addresses that were published vanished"),
			"recap urls --accept carries out what is proposed"}
	}
	site, err := publish.Built(o.Out)
	if err != nil {
		return err
	}
	has, err := target.Look(ctx, site)
	if err != nil {
		return err
	}
	diff, err := publish.Compare(site, has, target.String())
	if _, ok := errors.AsType[*publish.Occupied](err); ok {
		return &exit{exitProblems, err.Error(), "is it the right target? --overwrite replaces such files"}
	}
	if err != nil {
		return err
	}
	if err := a.showDifference(target, has, diff, at); err != nil {
		return err
	}
	if err := diff.Guard(p.most); err != nil {
		t, _ := errors.AsType[*publish.TooMany](err)
		return &exit{exitProblems, err.Error(), fmt.Sprintf("if that is meant: --max-deletes %d", t.Deleted)}
	}
	if p.dry {
		return nil
	}
	if !diff.None() && !p.yes && !a.sure() {
		return &exit{exitProblems, "nothing was published", ""}
	}
	if err := a.keepLedger(o.Dir, at); err != nil {
		return err
	}
	if !diff.None() || has.Pending {
		began := time.Now()
		if err := target.Send(ctx, site, has, diff); err != nil {
			return &exit{exitFailed, err.Error(), "recap publish again completes what was begun"}
		}
		if !a.quiet && !a.json() {
			fmt.Fprintf(a.stdout, "published to %s (%s)\n", target, short(time.Since(began)))
		}
	}
	if p.ping {
		if err := a.ping(ctx, o.Dir, at, diff); err != nil {
			return err
		}
	}
	return a.announce(at.Site, postsAt(at.Site, diff.Added), p.announce)
}

// pinger tells others, outside of private networks unless RECAP_PING_PRIVATE says
// that this site lives in one.
func (a *app) pinger() *publish.Pinger {
	if a.env["RECAP_PING_PRIVATE"] != "" {
		return &publish.Pinger{Client: &http.Client{Timeout: 20 * time.Second}}
	}
	return publish.NewPinger()
}

// alone makes sure that one publication goes on at a time; a second waits a while.
func (a *app) alone(ctx context.Context, dir string, p publishing) (unlock func(), err error) {
	if p.dry {
		return func() {}, nil
	}
	own := filepath.Join(dir, ".recap")
	if err := os.MkdirAll(own, 0o777); err != nil {
		return nil, err
	}
	lock, err := memory.TryLock(ctx, filepath.Join(own, "publish.lock"), a.patience())
	if busy, ok := errors.AsType[*memory.Busy](err); ok {
		return nil, &exit{exitFailed, "another recap publish is at work on this site", "wait for it; it holds " + a.shown(busy.Path)}
	}
	if err != nil {
		return nil, err
	}
	return lock.Unlock, nil
}

// patience is how long a second publication waits for the first.
func (a *app) patience() time.Duration {
	if d, err := time.ParseDuration(a.env["RECAP_WAIT"]); err == nil {
		return d
	}
	return time.Minute
}

// target finds the target that is meant.
func (a *app) target(c *content.Config, name, dir string, p publishing) (publish.Target, error) {
	targets := c.Publish.Targets
	if len(targets) == 0 {
		return nil, use("add publish: {targets: [{name: web, kind: dir, path: ../www}]} to content/site.yaml; the manual's page on publishing has more",
			"the settings name no target")
	}
	var names []string
	for _, t := range targets {
		names = append(names, t.Name.Text)
	}
	i := 0
	if name != "" {
		if i = slices.Index(names, name); i < 0 {
			return nil, use(meant(name, names, "there are "+strings.Join(names, ", ")), "no target is called %q", name)
		}
	}
	around := publish.Around{Dir: dir, Overwrite: p.overwrite, Env: append(os.Environ(), environ(a.env)...), Message: "publish " + c.Title, Alone: !p.dry}
	t, err := publish.To(targets[i], around)
	if err != nil {
		return nil, use("", "%v", err)
	}
	return t, nil
}

// environ is the environment in the form of os.Environ, sorted.
func environ(env map[string]string) []string {
	var out []string
	for k, v := range env {
		out = append(out, k+"="+v)
	}
	slices.Sort(out)
	return out
}

// keepLedger notes the addresses before the first file goes: from then on they
// are promised.
func (a *app) keepLedger(dir string, at *generator.Addresses) error {
	if !at.Site.Config.URLs.Ledger {
		return nil
	}
	was := at.Text(ledger.File)
	now := at.File(was)
	if now == nil {
		return nil
	}
	if err := a.writeChanges(dir, []desk.Change{{File: ledger.File, Old: was, New: now}}); err != nil {
		return err
	}
	if len(at.New) > 0 && !a.quiet && !a.json() {
		fmt.Fprintf(a.stdout, "%s: %s noted; keep the file in version control\n", ledger.File, countOf(len(at.New), "new address", "new addresses"))
	}
	return nil
}

// sure asks, where there is somebody to ask.
func (a *app) sure() bool {
	if f, ok := a.stdin.(*os.File); !ok || !isTerminal(f) || a.json() {
		return true
	}
	fmt.Fprint(a.stderr, "publish? [y/N] ")
	line, _ := bufio.NewReader(a.stdin).ReadString('\n')
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes", "j", "ja":
		return true
	}
	return false
}

func (a *app) completeTargets(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	if g, _, err := a.generator(generator.Options{}); err == nil {
		if s, _, _, err := g.Linked(a.ctx); err == nil {
			for _, t := range s.Config.Publish.Targets {
				names = append(names, t.Name.Text+"\t"+t.Kind.Text)
			}
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
