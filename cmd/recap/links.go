package main

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recap/generator"
	"recap/generator/check"
	"recap/generator/diag"
	"recap/generator/links"
)

// linksRun is what recap links was asked for.
type linksRun struct {
	maxAge         days
	archive, apply bool
	private        bool
	pause, timeout time.Duration
}

// days is a span of time that may be written in days: 30d, 12h.
type days time.Duration

func (d *days) Type() string { return "age" }

func (d *days) String() string {
	if t := time.Duration(*d); t%(24*time.Hour) == 0 {
		return strconv.Itoa(int(t/(24*time.Hour))) + "d"
	}
	return time.Duration(*d).String()
}

func (d *days) Set(s string) error {
	if n, ok := strings.CutSuffix(s, "d"); ok {
		f, err := strconv.ParseFloat(n, 64)
		if err != nil || f < 0 || f > 36500 {
			return fmt.Errorf("no number of days")
		}
		*d = days(f * 24 * float64(time.Hour))
		return nil
	}
	t, err := time.ParseDuration(s)
	if err != nil || t < 0 {
		return fmt.Errorf("no span of time")
	}
	*d = days(t)
	return nil
}

func linksCommand(a *app) *cobra.Command {
	c := linksRun{maxAge: days(30 * 24 * time.Hour)}
	cmd := &cobra.Command{
		Use:   "links",
		Short: "ask whether the links to other sites still answer",
		Long: `links follows all links of the site that lead elsewhere: one request at a time to a
host with a pause between, and no request to private addresses. There are three
answers: fine, gone, and unsure when nobody can tell (no answer in time, a refusal, a
fault). Only what is gone ends it with exit code 1. Answers are remembered in .recap/.

Addresses that moved for good, and those that answer by https too, are proposed;
--archive proposes copies of what is gone; --apply writes what is proposed into the
texts, at its place. links.skip in content/site.yaml leaves hosts alone.`,
		Example: `  recap links
  recap links --max-age 0d             ask all of them anew
  recap links --archive --apply        write copies of what is gone, and new addresses`,
		Annotations: map[string]string{formats: "sarif github"},
		Args:        upTo(0, "no word"),
		RunE:        func(cmd *cobra.Command, _ []string) error { return a.links(cmd.Context(), c) },
	}
	f := cmd.Flags()
	f.Var(&c.maxAge, "max-age", "how old a remembered answer may be, as `30d` or 12h")
	f.BoolVar(&c.archive, "archive", false, "propose a copy of what is gone, from links.archive in the settings")
	f.BoolVar(&c.apply, "apply", false, "write what is proposed into the texts")
	f.BoolVar(&c.private, "private", false, "ask addresses of this machine and network too")
	f.DurationVar(&c.pause, "pause", time.Second, "wait this `span` between two requests to a host")
	f.DurationVar(&c.timeout, "timeout", 20*time.Second, "wait this `span` for an answer")
	return cmd
}

func (a *app) links(ctx context.Context, c linksRun) error {
	g, o, err := a.generator(generator.Options{})
	if err != nil {
		return err
	}
	out, err := g.Outside(ctx)
	if err != nil {
		return err
	}
	var skip []string
	for _, w := range out.Config.Links.Skip {
		skip = append(skip, w.Text)
	}
	at := map[string][]check.Outside{}
	var addresses []string
	skipped := 0
	for _, l := range out.Links {
		if at[l.URL] == nil {
			if links.Skip(l.URL, skip) {
				skipped++
				continue
			}
			addresses = append(addresses, l.URL)
		}
		at[l.URL] = append(at[l.URL], l)
	}
	bar := a.progress()
	bar.what = "asking"
	cache := links.OpenCache(filepath.Join(o.Dir, ".recap", "links.json"))
	ask := links.Options{
		Agent: "recap/" + programVersion(debug.ReadBuildInfo()).Version + " (looks after the links of " + out.Config.URL.Text + ")",
		Pause: max(c.pause, time.Nanosecond), Timeout: c.timeout, Private: c.private, Cache: cache, MaxAge: time.Duration(c.maxAge), Progress: bar.done,
	}
	if c.archive {
		ask.Archive = out.Config.Links.Archive.Text
	}
	began := time.Now()
	results, err := links.Ask(ctx, addresses, ask)
	bar.clear()
	cache.Keep(addresses)
	if e := cache.Save(); err == nil && e != nil {
		err = e
	}
	if err != nil {
		return err
	}
	if !c.archive { // a copy that was proposed before is not asked for now
		for i := range results {
			results[i].Archive = ""
		}
	}
	list := outsideDiagnostics(out, results, at)
	fixed := &check.Fixes{}
	if c.apply {
		fixed = check.Fix(out.Tree, list, []string{"link-gone", "link-moved", "link-http"})
		if err := a.writeChanges(o.Dir, fixed.Changes); err != nil {
			return err
		}
		a.tellFixed(fixed, out.Tree.Text)
		list = append(without(list, fixed.Made), fixed.Refused...)
	}
	return a.tellLinks(out, results, list, fixed, skipped, at, time.Since(began))
}

// without leaves out what has been mended.
func without(list, made diag.List) (out diag.List) {
	gone := map[diag.Pos]bool{}
	for _, d := range made {
		gone[d.Pos] = true
	}
	for _, d := range list {
		if d.Fix == nil || !gone[d.Pos] {
			out.Add(d)
		}
	}
	return out
}

// outsideDiagnostics are results as findings, one for each place of an address.
func outsideDiagnostics(out *generator.Outside, results []links.Result, at map[string][]check.Outside) (list diag.List) {
	for _, r := range results {
		for _, l := range at[r.URL] {
			say := func(code string, severity diag.Severity, hint, with, format string, args ...any) {
				d := diag.Diagnostic{Severity: severity, Code: code, Pos: l.Pos, Message: fmt.Sprintf(format, args...), Hint: hint}
				if with != "" {
					d.Fix = l.Replace(out.Tree, with)
				}
				list.Add(d)
			}
			switch {
			case r.State == links.Gone && r.Archive != "":
				say("link-gone", diag.Error, "there is a copy: "+r.Archive, r.Archive, "%s is gone: %s", r.URL, r.Why)
			case r.State == links.Gone:
				say("link-gone", diag.Error, "", "", "%s is gone: %s", r.URL, r.Why)
			case r.State == links.Unsure:
				say("link-unsure", diag.Hint, "", "", "%s could not be looked at: %s", r.URL, r.Why)
			case r.Moved != "" && r.Permanent:
				say("link-moved", diag.Hint, "write "+r.Moved, r.Moved, "%s has moved for good", r.URL)
			case r.Secure != "":
				say("link-http", diag.Hint, "write "+r.Secure, r.Secure, "%s answers by https as well", r.URL)
			}
			if r.Missing {
				say("link-fragment", diag.Hint, "", "", "nothing in %s has the id behind #", r.URL)
			}
		}
	}
	return list.Sorted()
}

// linksReport is what links found, for machines.
type linksReport struct {
	Links    int          `json:"links"`     // places
	URLs     int          `json:"addresses"` // that they lead to
	Fine     int          `json:"fine"`
	Gone     int          `json:"gone"`
	Unsure   int          `json:"unsure"`
	Known    int          `json:"remembered"`
	Skipped  int          `json:"skipped"`
	Mended   int          `json:"mended"`
	Changed  []string     `json:"changed"`
	Results  []linkResult `json:"results"`
	Millis   int64        `json:"milliseconds"`
	Complete bool         `json:"complete"` // no error of the site hides links
}

type linkResult struct {
	links.Result
	At []string `json:"at"` // file:line:column
}

func (a *app) tellLinks(out *generator.Outside, results []links.Result, list diag.List, fixed *check.Fixes, skipped int, at map[string][]check.Outside, took time.Duration) error {
	rep := linksReport{Links: len(out.Links), URLs: len(results), Skipped: skipped, Mended: len(fixed.Made), Changed: written(fixed.Changes, true), Results: []linkResult{}, Millis: took.Milliseconds(), Complete: !out.Diagnostics.HasErrors()}
	for _, r := range results {
		switch r.State {
		case links.Fine:
			rep.Fine++
		case links.Gone:
			rep.Gone++
		default:
			rep.Unsure++
		}
		if r.Known {
			rep.Known++
		}
		one := linkResult{Result: r, At: []string{}}
		for _, l := range at[r.URL] {
			one.At = append(one.At, diag.Where(l.Pos, out.Tree.Text))
		}
		rep.Results = append(rep.Results, one)
	}
	var err error
	switch a.format {
	case "json":
		err = writeJSON(a.stdout, rep)
	case "sarif":
		err = diag.SARIF(a.stdout, list, out.Tree.Text, codes(), programVersion(debug.ReadBuildInfo()).Version)
	case "github":
		err = diag.GitHub(a.stdout, list, out.Tree.Text)
	default:
		a.tell(list, out.Tree.Text)
		if !a.quiet {
			if !rep.Complete {
				p := a.paint()
				fmt.Fprintf(a.stderr, "%s %s in the site; links in what they touch were not asked. recap build tells of them\n", p.hint("note:"), count(errorsOf(out.Diagnostics)))
			}
			line := fmt.Sprintf("%s: %d fine, %d gone, %d unsure", counted(rep.URLs, "address", "addresses"), rep.Fine, rep.Gone, rep.Unsure)
			for _, x := range []struct {
				n    int
				what string
			}{{rep.Known, "remembered"}, {skipped, "skipped"}, {rep.Mended, "mended"}} {
				if x.n > 0 {
					line += fmt.Sprintf(", %d %s", x.n, x.what)
				}
			}
			fmt.Fprintf(a.stdout, "%s (%s)\n", line, short(took))
		}
	}
	if err == nil && list.HasErrors() {
		return problems
	}
	return err
}

// counted is "1 address", "2 addresses".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
