package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recap/generator/desk"
	"recap/generator/importer"
	"recap/generator/media"
)

func pullCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "pull",
		Short: "store what lies elsewhere",
		Long:  "pull asks other hosts for what the site then has of its own. No build ever does.",
	}
	var dry bool
	thumbs := &cobra.Command{
		Use:   "thumbnails [address...]",
		Short: "of recordings and slides: a picture, the title, the frame",
		Long: `thumbnails asks the providers of the recordings and slides that the site shows, or of
those named, for what their cards lack: a picture, which is stored below
content/static/embeds, the title, and of slides whose address does not tell it the
address of their frame, which go into content/embeds.yaml. What is there already
is kept.

Providers are asked one after the other, each at most once a second, and nothing is
sent but the address of the recording. With RECAP_PULL_VIA=http://127.0.0.1:8000 every
request goes there, the host it is meant for as the first part of its path.`,
		Example: "  recap pull thumbnails --dry-run\n  recap pull thumbnails https://vimeo.com/123456",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.pullThumbnails(cmd.Context(), args, dry)
		},
	}
	thumbs.Flags().BoolVar(&dry, "dry-run", false, "say who would be asked for what, and ask nobody")
	cmd.AddCommand(thumbs)
	return cmd
}

func (a *app) pullThumbnails(ctx context.Context, only []string, dry bool) error {
	d, site, err := a.atDesk(ctx)
	if err != nil {
		return err
	}
	ask, err := chosen(d.Elsewhere(), only)
	if err != nil {
		return err
	}
	say := func(format string, args ...any) {
		if !a.quiet {
			fmt.Fprintf(a.stdout, format+"\n", args...)
		}
	}
	if dry {
		for _, e := range ask {
			say("%s: %s (%s)", e.Provider.Name, e.URL, e.Place)
		}
		say("%s would be asked about", plural(len(ask), "card"))
		return nil
	}
	get := &fetcher{via: a.env["RECAP_PULL_VIA"], last: map[string]time.Time{}, pause: time.Second}
	if get.via != "" {
		get.pause = 0
	}
	var found []desk.Found
	failed := 0
	for _, e := range ask {
		p, err := importer.Pull(ctx, e.URL, get.get)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed++
			say("%s: %v", e.URL, err)
			continue
		}
		f := desk.Found{URL: e.URL}
		if e.Untitled {
			f.Title = p.Title
		}
		if e.NoFrame {
			f.Frame = p.Frame
		}
		if e.NoThumbnail && p.Picture != nil {
			f.Picture, f.Extension = p.Picture, media.Extension(p.Format)
		}
		var got []string
		for _, g := range []struct {
			what string
			is   bool
		}{{"title", f.Title != ""}, {"picture", f.Picture != nil}, {"frame", f.Frame != ""}} {
			if g.is {
				got = append(got, g.what)
			}
		}
		switch {
		case len(got) > 0:
			found = append(found, f)
			why := ""
			if e.NoThumbnail && p.Why != "" {
				why = "; " + p.Why
			}
			say("%s: %s%s", e.URL, strings.Join(got, ", "), why)
		default:
			failed++
			say("%s: %s", e.URL, cmp.Or(p.Why, "it tells nothing that is not known"))
		}
	}
	changes, err := d.Store(found)
	if err != nil {
		return err
	}
	if err := a.writeChanges(site, changes); err != nil {
		return err
	}
	say("%s stored, of %d nothing", plural(len(found), "card"), failed)
	a.incomplete(d)
	return nil
}

// chosen are the things elsewhere whose cards lack something that their provider
// can tell; only those named, where some are.
func chosen(all []desk.Elsewhere, only []string) ([]desk.Elsewhere, error) {
	var out []desk.Elsewhere
	shown := map[string]bool{}
	for _, e := range all {
		shown[e.URL] = true
		wanted := len(only) == 0
		for _, o := range only {
			wanted = wanted || o == e.URL
		}
		if wanted && importer.Pulls(e.Provider.Key) && (e.NoThumbnail || e.NoFrame || e.Untitled) {
			out = append(out, e)
		}
	}
	for _, o := range only {
		if !shown[o] {
			return nil, use("write the address as the text or the event has it", "nothing shows %s", o)
		}
	}
	return out, nil
}

// fetcher gets what lies at addresses, politely: one at a time, a pause between
// two requests to one host, bounded in time and size.
type fetcher struct {
	via   string
	pause time.Duration
	last  map[string]time.Time // by host
}

// mostPulled is the largest answer that is taken.
const mostPulled = 16 << 20

func (f *fetcher) get(ctx context.Context, address string) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("%q is no address of the web", address)
	}
	host := u.Host
	if wait := f.pause - time.Since(f.last[host]); wait > 0 && !f.last[host].IsZero() {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(wait):
		}
	}
	f.last[host] = time.Now()
	ctx, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	if f.via != "" {
		address = strings.TrimSuffix(f.via, "/") + "/" + host + u.RequestURI()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", "recap (pull thumbnails)")
	client := &http.Client{CheckRedirect: func(req *http.Request, via []*http.Request) error {
		if len(via) >= 5 || via[0].URL.Scheme == "https" && req.URL.Scheme != "https" {
			return errors.New("it redirects too far")
		}
		return nil
	}}
	res, err := client.Do(req)
	if err != nil {
		if ue, ok := errors.AsType[*url.Error](err); ok {
			err = ue.Err
		}
		return nil, fmt.Errorf("%s could not be asked: %w", host, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", host, res.Status)
	}
	data, err := io.ReadAll(io.LimitReader(res.Body, mostPulled+1))
	if len(data) > mostPulled {
		return nil, fmt.Errorf("the answer of %s is larger than %d MB", host, mostPulled>>20)
	}
	return data, err
}
