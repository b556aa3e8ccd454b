package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recap/generator"
	"recap/generator/content"
	"recap/generator/diag"
)

// order is what recap new is asked for.
type order struct {
	title    string
	event    string
	date     string
	draft    bool
	unlisted bool
}

func newCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new",
		Short: "begin a post, a page or an event",
		Long:  "new writes one prefilled file and says where. It never writes over a file.",
		Example: `  recap new post "Two days in Denver" --event gophercon-2015
  recap new page Imprint
  recap new event "GopherCon 2015" --date 2015-07-08`,
		Args: unknownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return use("see recap new --help", "new what: a post, a page or an event?")
		},
	}
	cmd.AddCommand(newPost(a), newPage(a), newEvent(a))
	return cmd
}

func newPost(a *app) *cobra.Command {
	var o order
	cmd := &cobra.Command{
		Use:   "post [title]",
		Short: "begin a post",
		Long: `post writes a draft below content/posts. Without a title it takes the event's name.

A draft shows in the preview and is held back by build until the line draft: true is gone.`,
		Example: `  recap new post "Two days in Denver" --event gophercon-2015
  recap new post --event gophercon-2015
  recap new post "For the team" --unlisted --draft=false`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.title = title(args)
			return a.newPost(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.event, "event", "", "the event it is about, by `id`")
	f.StringVar(&o.date, "date", "", "`date` of the post (default now)")
	f.BoolVar(&o.draft, "draft", true, "hold it back until it is finished")
	f.BoolVar(&o.unlisted, "unlisted", false, "publish it at a secret address, in no list")
	_ = cmd.RegisterFlagCompletionFunc("event", a.completeEvents)
	return cmd
}

func newPage(a *app) *cobra.Command {
	var o order
	cmd := &cobra.Command{
		Use:     "page title",
		Short:   "begin a page outside the stream of posts",
		Example: "  recap new page Imprint",
		RunE: func(_ *cobra.Command, args []string) error {
			if o.title = title(args); o.title == "" {
				return use(`recap new page "About me"`, "a page needs a title")
			}
			front := []string{"title: " + content.Quote(o.title)}
			if o.draft {
				front = append(front, "draft: true")
			}
			return a.writeNew(path.Join("content/pages", slugOf(o.title, "page")+".md"), frontMatter(front))
		},
	}
	cmd.Flags().BoolVar(&o.draft, "draft", false, "hold it back until it is finished")
	return cmd
}

func newEvent(a *app) *cobra.Command {
	var o order
	cmd := &cobra.Command{
		Use:     "event name",
		Short:   "begin an event",
		Example: "  recap new event \"GopherCon 2015\" --date 2015-07-08",
		RunE: func(_ *cobra.Command, args []string) error {
			if o.title = title(args); o.title == "" {
				return use(`recap new event "GopherCon 2015"`, "an event needs a name")
			}
			day, err := a.dateOr(o.date)
			if err != nil {
				return err
			}
			site, err := a.site()
			if err != nil {
				return err
			}
			file := path.Join("content/events", slugOf(o.title, "event")+".yaml")
			return a.writeNew(file, modeline(site, file, "event")+eventText(o.title, day))
		},
	}
	cmd.Flags().StringVar(&o.date, "date", "", "`date` of its first day (default today)")
	return cmd
}

func (a *app) newPost(ctx context.Context, o order) error {
	when, err := a.dateOr(o.date)
	if err != nil {
		return err
	}
	if o.event != "" {
		name, err := a.eventName(ctx, o.event)
		if err != nil {
			return err
		}
		if o.title == "" {
			o.title = name
		}
	}
	if o.title == "" {
		return use(`recap new post "What I learnt", or --event with an id`, "a post needs a title or an event")
	}
	front := []string{"id: " + newID(), "title: " + content.Quote(o.title), "date: " + when.text}
	if o.event != "" {
		front = append(front, "event: "+content.Quote(o.event))
	}
	front = append(front, "tags: []")
	if o.draft {
		front = append(front, "draft: true")
	}
	if o.unlisted {
		front = append(front, "unlisted: true", "token: "+newToken())
	}
	name := when.day.Format("2006-01-02") + "-" + slugOf(o.title, "post") + ".md"
	return a.writeNew(path.Join("content/posts", when.day.Format("2006"), name), frontMatter(front))
}

// eventName checks that an event is there and gives its name. A site that
// cannot be read must not keep a writer from writing: then the id passes.
func (a *app) eventName(ctx context.Context, id string) (string, error) {
	g, _, err := a.generator(generator.Options{})
	if err != nil {
		return "", err
	}
	inv, err := g.Inventory(ctx)
	if err != nil {
		return "", err
	}
	var ids []string
	for _, e := range inv.Events {
		if e.ID == id {
			return e.Name, nil
		}
		ids = append(ids, e.ID)
	}
	if inv.Diagnostics.HasErrors() {
		return "", nil
	}
	return "", use(meant(id, ids, "recap list events names them; recap new event begins one"), "no event is called %q", id)
}

// writeNew writes a file of the site that must not be there yet, and says where.
func (a *app) writeNew(name, text string) error {
	site, err := a.site()
	if err != nil {
		return err
	}
	full := filepath.Join(site, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		return err
	}
	if err := writeNew(full, text); errors.Is(err, fs.ErrExist) {
		return &exit{exitProblems, fmt.Sprintf("%s is there already; it was left as it is", a.shown(full)), "take another title"}
	} else if err != nil {
		return err
	}
	if a.json() {
		return writeJSON(a.stdout, map[string]string{"file": name})
	}
	_, err = fmt.Fprintln(a.stdout, a.shown(full))
	return err
}

// given is a date as typed: its day, and the text for a file.
type given struct {
	day  time.Time
	text string
}

// dateOr is a date of the command line, in any form that front matter may have,
// or now. Now has its zone, so that it means the same wherever the site is.
func (a *app) dateOr(text string) (given, error) {
	if text == "" {
		now, err := a.now()
		return given{now, now.Format(time.RFC3339)}, err
	}
	const how = "write it like 2006-01-02 or 2006-01-02T15:04"
	w, err := content.ReadDate(text)
	if fault, ok := errors.AsType[*diag.Fault](err); ok {
		return given{}, use(cmp.Or(fault.List[0].Hint, how), "--date: %q is no date", text)
	}
	if w.Precision < content.DayOnly {
		return given{}, use(how, "--date: %q names no day", text)
	}
	t := w.In(time.UTC)
	switch {
	case text[:min(4, len(text))] == t.Format("2006"): // as it sorts, and as it was typed
	case w.Precision == content.DayOnly:
		text = t.Format(time.DateOnly)
	case w.HasZone:
		text = t.Format(time.RFC3339)
	default:
		text = t.Format("2006-01-02T15:04:05")
	}
	return given{t, text}, nil
}

// title joins the words of the command line: quotes may be left out.
func title(args []string) string { return strings.Join(strings.Fields(strings.Join(args, " ")), " ") }

func frontMatter(lines []string) string {
	return "---\n" + strings.Join(lines, "\n") + "\n---\n\n"
}

func eventText(name string, first given) string {
	day := first.day.Format("2006-01-02")
	return "name: " + content.Quote(name) + `
start_date: ` + day + `
end_date: ` + day + `
# What else there may be, for instance:
# location: Springfield, Somewhere
# timezone: Europe/Berlin
# url: https://example.org/conf/
# talks:
#   opening:
#     title: Why We Meet
#     speakers: [Ada Example]
#     slides: https://example.org/conf/opening.pdf
#     video: expected
`
}
