package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"recap/generator"
	"recap/generator/serve"
	"recap/generator/watch"
)

// defaultPort is where a preview is looked for.
const defaultPort = 4000

// serveFlags are the flags of serve.
type serveFlags struct {
	port     uint16
	next     bool // another port will do
	open     bool
	lan      bool
	navigate bool
	finished bool // as readers see it: no drafts, nothing of the future
	poll     time.Duration
}

func serveCommand(a *app) *cobra.Command {
	var o serveFlags
	var json bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "look at the site while you write",
		Long: `serve shows the site at an address of this machine that it prints, drafts and posts
with a date to come included. A save shows in the open page by itself; a mistake shows
there too, until it is mended. Nothing is written to public/.

A small tab at the edge of each page (or Alt+R) tells what becomes of it and what is
still to do. It is in the preview only.`,
		Example: `  recap serve
  recap serve -p 8080 --open
  recap serve -N              the browser goes to whatever you save
  recap serve --no-drafts     the site as readers will see it
  recap serve --lan           on your telephone, too`,
		Args: upTo(0, "no word"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.next = !cmd.Flags().Changed("port")
			if json {
				a.format = "json"
			}
			return a.serve(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.Uint16VarP(&o.port, "port", "p", defaultPort, "`port` to answer at; when the default is in use, the next free one is taken")
	f.BoolVar(&o.open, "open", false, "open the site in a browser (BROWSER names another than the system's)")
	f.BoolVar(&o.lan, "lan", false, "answer to other machines of the local network as well; they see drafts")
	f.BoolVarP(&o.navigate, "navigate", "N", false, "take the open page to what has been saved, and to the section that changed")
	f.BoolVar(&o.finished, "no-drafts", false, "hold back drafts and posts with a date to come, as build does")
	f.BoolVar(&json, "json", false, "tell what happens in lines of JSON, for editors; the same as --format json")
	f.DurationVar(&o.poll, "poll", 0, "look at the files every `span`, as 500ms, instead of being told by the system")
	return cmd
}

// serve is the one place that knows the generator, the watcher and the server:
// for each change a plan, for each plan a Show.
func (a *app) serve(ctx context.Context, o serveFlags) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	g, site, err := a.generator(generator.Options{Drafts: !o.finished, Future: !o.finished})
	if err != nil {
		return err
	}
	other, isOther := otherPreview(site.Dir)
	p := &preview{app: a, g: g, flags: o, dir: site.Dir}
	listen, names := serve.Listen, []string(nil)
	if o.lan {
		host, _ := os.Hostname()
		p.lan, names = serve.LAN(host)
		listen = serve.ListenLAN
	}
	ln, err := listen(int(o.port), o.next)
	if err != nil {
		return &exit{exitFailed, fmt.Sprintf("port %d cannot be opened: %v", o.port, err), "it may be in use; serve without -p takes a free one"}
	}
	defer ln.Close()
	p.port = ln.Addr().(*net.TCPAddr).Port
	watcher, err := watch.Start(ctx, site.Dir, a.watching(site, o.poll)) // before the first plan: no save is lost
	if err != nil {
		return err
	}
	if isOther {
		p.note("this site is shown already at %s, by process %d; this is a second preview", other.URL, other.Pid)
	} else {
		defer leaveNote(site.Dir, p.origin()+"/")()
	}
	p.server = serve.New(serve.Options{Fault: p.fault, Hosts: names, Site: realPath(site.Dir)})
	planned := make(chan struct{})
	go func() {
		defer close(planned)
		p.run(ctx, watcher)
	}()
	err = p.server.Serve(ctx, ln)
	cancel()
	select {
	case <-planned:
	case <-time.After(farewell): // a plan of a large site is not worth waiting for
	}
	return err
}

// farewell is how long the end waits for a plan that is being made.
const farewell = 80 * time.Millisecond

// origin is the address of the server for this machine.
func (p *preview) origin() string {
	return "http://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(p.port))
}
