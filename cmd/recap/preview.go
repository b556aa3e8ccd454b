package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"recap/generator"
	"recap/generator/diag"
	"recap/generator/serve"
	"recap/generator/watch"
)

// preview is the loop of serve.
type preview struct {
	app    *app
	g      *generator.Generator
	server *serve.Server
	flags  serveFlags
	dir    string // of the site
	port   int
	lan    []net.IP // addresses in the local network

	shown *generator.Preview
	home  string // told

	mu   sync.Mutex // guards said, and keeps what is printed in order
	said diag.List
}

// run plans now and after each change, until the watcher ends. A change that
// comes while a plan is made waits in the watcher. What the watcher names is
// looked at first; when nothing follows, everything is.
func (p *preview) run(ctx context.Context, watcher *watch.Watcher) {
	var all <-chan time.Time
	for named := []string(nil); ; {
		p.plan(ctx, watcher, named)
		if all = nil; named != nil {
			all = time.After(afterwards)
		}
		select {
		case change, ok := <-watcher.C:
			if !ok {
				return
			}
			named = names(change)
		case <-all:
			named = nil
		}
		if ctx.Err() != nil {
			return
		}
	}
}

// afterwards is how long after a save all files are looked at.
const afterwards = 300 * time.Millisecond

// names are the files that a change is about; nil when there may be others.
func names(c watch.Change) []string {
	if c.More {
		return nil
	}
	return c.Paths
}

// planned is a plan on its way to the server.
type planned struct {
	plan *generator.Preview // nil when the machine failed
	list diag.List
	text diag.Text
	took time.Duration
	diff []string // sources that changed, over all tries
}

// plan makes one plan and shows it. When the machine fails, what was shown stays
// and the failure is shown over it.
func (p *preview) plan(ctx context.Context, watcher *watch.Watcher, named []string) {
	var now planned
	for try := 0; ; try++ {
		now = p.make(ctx, named, now.diff)
		if ctx.Err() != nil {
			return
		}
		wait := p.unfinished(now)
		if wait <= 0 || try == patient {
			break
		}
		select {
		case <-time.After(wait):
		case change := <-watcher.C:
			if more := names(change); more == nil {
				named = nil
			} else if named != nil {
				named = slices.Concat(named, more)
			}
		}
	}
	if p.same(now) {
		return
	}
	before := p.shown
	if now.plan != nil {
		p.shown = now.plan
		watcher.Linked(now.plan.Linked)
	}
	p.mu.Lock() // faults are told after the list they belong to
	defer p.mu.Unlock()
	p.show(now)
	fresh := fresh(now.list, p.said)
	p.said = now.list
	p.welcome()
	p.tell(now, before, fresh)
}

// same reports whether a plan is the one that is shown: a save that changed
// nothing, the second half of one that was planned whole, a look at everything
// that found nothing.
func (p *preview) same(now planned) bool {
	return p.shown != nil && now.plan != nil && len(now.diff) == 0 && len(fresh(now.list, p.said)) == 0 && len(now.list) == len(p.said)
}

// make plans by the files that are named, or by all; diff is what earlier tries saw.
func (p *preview) make(ctx context.Context, named, diff []string) planned {
	began := time.Now()
	release := p.server.Hold()
	plan, err := p.g.Glance(ctx, named)
	release()
	if err != nil {
		list := diag.List{diag.Errorf("preview-failed", diag.Whole(""), "the site could not be looked at: %v", err).WithHint("the next change tries again")}
		return planned{list: list, took: time.Since(began), diff: diff}
	}
	for _, f := range plan.Changed {
		if !slices.Contains(diff, f) {
			diff = append(diff, f)
		}
	}
	return planned{plan, plan.Diagnostics, plan.Text, time.Since(began), diff}
}

const (
	// infancy is how long a file is taken for one that is still being written.
	infancy = 100 * time.Millisecond
	// patient bounds how often a plan waits for such files.
	patient = 10
	// watched bounds how many files are asked for their age.
	watched = 100
)

// unfinished is how long to wait before a plan is believed. A file that was
// written this very moment may have been planned without its other half: it was
// empty, it has another size by now, or there are complaints that were not there
// before, which need not be in that file (a picture is missed where it is shown).
func (p *preview) unfinished(now planned) (wait time.Duration) {
	if p.shown == nil || now.plan == nil || len(now.diff) > watched {
		return 0
	}
	news := slices.ContainsFunc(fresh(now.list, p.said), func(d diag.Diagnostic) bool { return d.Severity > diag.Hint })
	for _, f := range now.diff {
		fi, err := os.Stat(filepath.Join(p.dir, filepath.FromSlash(f)))
		if err != nil {
			continue
		}
		age := time.Since(fi.ModTime())
		if age < 0 || age >= infancy {
			continue
		}
		switch was := now.plan.SizeOf(f); {
		case was != fi.Size():
			wait = max(wait, time.Millisecond) // it is whole now, or soon
		case was == 0 || news:
			wait = max(wait, infancy-age)
		}
	}
	return wait
}

// show gives a plan to the server.
func (p *preview) show(now planned) {
	if p.shown == nil {
		p.server.Show(nil, now.list, now.text)
		return
	}
	p.server.SetBase(p.shown.Home)
	site := &briefed{Preview: p.shown, list: now.list, finished: p.flags.finished}
	path := ""
	if p.flags.navigate && now.plan != nil {
		path = saved(now.plan, now.diff)
	}
	p.server.ShowSaved(site, now.list, now.text, path)
}

// saved is the page that the first of some changed sources is made into; "" when
// none is. Posts and pages come before events, whose file may be saved with them.
func saved(plan *generator.Preview, sources []string) string {
	found := ""
	for _, s := range sources {
		for _, path := range plan.MadeOf(s) {
			info, _ := plan.Info(path)
			if info.State != "" {
				return path
			}
			if len(info.Events) > 0 && found == "" {
				found = path
			}
		}
	}
	return found
}

// welcome prints the address, and again when the settings move the home page.
func (p *preview) welcome() {
	home := "/"
	if p.shown != nil {
		home = p.shown.Home
	}
	if home == p.home {
		return
	}
	first := p.home == ""
	p.home = home
	url := p.origin() + home
	if p.app.json() {
		writeJSON(p.app.stdout, map[string]any{"event": "ready", "url": url, "pid": os.Getpid()})
	} else {
		if first && p.flags.port != 0 && p.port != int(p.flags.port) {
			fmt.Fprintf(p.app.stdout, "port %d is in use\n", p.flags.port)
		}
		fmt.Fprintf(p.app.stdout, "preview at %s (Ctrl-C ends it)\n", url)
		p.welcomeLAN(home)
	}
	if first && p.flags.open {
		if err := p.app.browse(url); err != nil {
			p.note("no browser could be opened: %v", err)
		}
	}
}

// welcomeLAN prints the address for other machines, also as a picture.
func (p *preview) welcomeLAN(home string) {
	if !p.flags.lan {
		return
	}
	if len(p.lan) == 0 {
		p.note("this machine has no address in a local network")
		return
	}
	url := fmt.Sprintf("http://%s:%d%s", p.lan[0], p.port, home)
	fmt.Fprintf(p.app.stdout, "in your network at %s; everybody there can read it, drafts too\n", url)
	if code, err := qrCode(url, bool(p.app.paint())); err == nil && !p.app.quiet {
		fmt.Fprint(p.app.stdout, code)
	}
}

// note says something that is no fault of anybody.
func (p *preview) note(format string, args ...any) {
	switch {
	case p.app.json():
		writeJSON(p.app.stdout, map[string]any{"event": "note", "message": fmt.Sprintf(format, args...)})
	case !p.app.quiet:
		fmt.Fprintf(p.app.stdout, format+"\n", args...)
	}
}

// fault tells of pages that cannot be made. A template that the plan has
// complained about already is not told of again by each page it breaks.
func (p *preview) fault(_ string, list diag.List, text diag.Text) {
	p.mu.Lock()
	defer p.mu.Unlock()
	list = slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool {
		return slices.ContainsFunc(p.said, func(s diag.Diagnostic) bool {
			return s.Severity == diag.Error && s.Pos.File == d.Pos.File
		})
	})
	if len(list) == 0 {
		return
	}
	if p.app.json() {
		writeJSON(p.app.stdout, map[string]any{"event": "fault", "diagnostics": jsonDiagnostics(list, text)})
		return
	}
	p.app.tell(list, text)
}

// fresh is what the list says that was not said before: a warning that stays is
// told once.
func fresh(list, said diag.List) diag.List {
	type key struct{ file, code, message string }
	known := map[key]int{}
	for _, d := range said {
		known[key{d.Pos.File, d.Code, d.Message}]++
	}
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool {
		k := key{d.Pos.File, d.Code, d.Message}
		known[k]--
		return known[k] >= 0
	})
}

// realPath is a folder's own name, free of links.
func realPath(dir string) string {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	return strings.TrimRight(dir, string(filepath.Separator))
}
