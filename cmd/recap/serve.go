package main

import (
	"context"
	"fmt"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"recap/generator"
	"recap/generator/diag"
	"recap/generator/serve"
	"recap/generator/watch"
)

// defaultPort is where a preview is looked for.
const defaultPort = 4000

func serveCommand(a *app) *cobra.Command {
	var port uint16
	var poll time.Duration
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "look at the site while you write",
		Long: `serve shows the site at an address of this machine that it prints, drafts and posts
with a date to come included. A save shows in the open page by itself; a mistake shows
there too, until it is mended. Nothing is written to public/.`,
		Example: "  recap serve\n  recap serve -p 8080",
		Args:    upTo(0, "no word"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.serve(cmd.Context(), int(port), !cmd.Flags().Changed("port"), poll)
		},
	}
	f := cmd.Flags()
	f.Uint16VarP(&port, "port", "p", defaultPort, "`port` to answer at; when the default is in use, the next free one is taken")
	f.DurationVar(&poll, "poll", 0, "look at the files every `span`, as 500ms, instead of being told by the system")
	return cmd
}

// serve is the one place that knows the generator, the watcher and the server:
// for each change a plan, for each plan a Show.
func (a *app) serve(ctx context.Context, port int, next bool, poll time.Duration) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	g, o, err := a.generator(generator.Options{Drafts: true, Future: true})
	if err != nil {
		return err
	}
	ln, err := serve.Listen(port, next)
	if err != nil {
		return &exit{exitFailed, fmt.Sprintf("port %d cannot be opened: %v", port, err), "it may be in use; serve without -p takes a free one"}
	}
	defer ln.Close()
	watcher, err := watch.Start(ctx, o.Dir, a.watching(o, poll)) // before the first plan: no save is lost
	if err != nil {
		return err
	}
	p := &preview{app: a, g: g, port: port, address: ln.Addr().(*net.TCPAddr)}
	p.server = serve.New(serve.Options{Fault: p.fault})
	planned := make(chan struct{})
	go func() {
		defer close(planned)
		p.run(ctx, watcher)
	}()
	err = p.server.Serve(ctx, ln)
	cancel()
	<-planned
	return err
}

// preview is the loop of serve.
type preview struct {
	app     *app
	g       *generator.Generator
	server  *serve.Server
	address *net.TCPAddr
	port    int // that was asked for

	shown *generator.Preview
	home  string // told

	mu   sync.Mutex // guards said, and keeps what is printed in order
	said diag.List
}

// run plans now and after each change, until changes is closed. A change that
// comes while a plan is made waits in the channel.
func (p *preview) run(ctx context.Context, watcher *watch.Watcher) {
	for {
		p.plan(ctx)
		if _, ok := <-watcher.C; !ok || ctx.Err() != nil {
			return
		}
	}
}

// plan makes one plan and shows it. When the machine fails, what was shown stays
// and the failure is shown over it.
func (p *preview) plan(ctx context.Context) {
	began := time.Now()
	release := p.server.Hold()
	plan, err := p.g.Preview(ctx)
	release()
	if ctx.Err() != nil {
		return
	}
	var list diag.List
	var text diag.Text
	if err != nil {
		list = diag.List{diag.Errorf("preview-failed", diag.Whole(""), "the site could not be looked at: %v", err).WithHint("the next change tries again")}
	} else {
		p.shown, list, text = plan, plan.Diagnostics, plan.Text
	}
	p.mu.Lock() // faults are told after the list they belong to
	defer p.mu.Unlock()
	if p.shown == nil {
		p.server.Show(nil, list, text)
	} else {
		p.server.SetBase(p.shown.Home)
		p.server.Show(p.shown, list, text)
	}
	took := time.Since(began)
	p.app.tell(fresh(list, p.said), text)
	p.said = list
	p.welcome()
	if !p.app.quiet {
		fmt.Fprintln(p.app.stdout, p.line(list, took))
	}
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
	if p.home == "" && p.port != 0 && p.address.Port != p.port {
		fmt.Fprintf(p.app.stdout, "port %d is in use\n", p.port)
	}
	p.home = home
	fmt.Fprintf(p.app.stdout, "preview at http://%s%s (Ctrl-C ends it)\n", p.address, home)
}

// line is the one calm line of a plan.
func (p *preview) line(list diag.List, took time.Duration) string {
	line := p.app.clock().Format(time.TimeOnly) + "  "
	if p.shown == nil {
		return line + "nothing to show yet"
	}
	line += plural(p.shown.Posts, "post")
	if n := count(list); n != "" {
		line += ", " + n
	}
	return line + " (" + short(took) + ")"
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
