package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// Exit codes; see the package comment.
const (
	exitFine     = 0
	exitProblems = 1
	exitUse      = 2
	exitFailed   = 3
)

// app is one run of the program: everything it knows of the world outside.
type app struct {
	ctx            context.Context
	wd             string // working folder
	env            map[string]string
	stdin          io.Reader
	stdout, stderr io.Writer
	clock          func() time.Time

	dir     string // -C
	nowText string // --now
	quiet   bool
	verbose bool
	color   string
	format  string
}

// run is the whole program without a process around it: args are those after
// the program's name, env is in the form of os.Environ.
func run(args, env []string, stdin io.Reader, stdout, stderr io.Writer) int {
	wd, err := os.Getwd()
	if err != nil {
		fmt.Fprintf(stderr, "error: the working folder is not there: %v\n", err)
		return exitFailed
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return runIn(ctx, wd, args, env, stdin, stdout, stderr)
}

// runIn is run in a given working folder, ended by ctx.
func runIn(ctx context.Context, wd string, args, env []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{ctx: ctx, wd: wd, env: environment(env), stdin: stdin, stdout: stdout, stderr: stderr, clock: time.Now}
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(a.ctx)
	if err == nil {
		return exitFine
	}
	e, ok := errors.AsType[*exit](err)
	if !ok {
		e = failed(err)
	}
	if e.message != "" {
		a.say(e.message, e.hint)
	}
	return e.code
}

// say tells of an error in the voice of package diag.
func (a *app) say(message, hint string) {
	p := a.paint()
	fmt.Fprintf(a.stderr, "%s %s\n", p.bad("error:"), message)
	if hint != "" {
		fmt.Fprintf(a.stderr, "    %s %s\n", p.hint("hint:"), hint)
	}
}

// exit is an error with its exit code. An empty message says nothing more:
// everything has been told.
type exit struct {
	code          int
	message, hint string
}

func (e *exit) Error() string { return e.message }

// problems ends with code 1 after they have been told.
var problems = &exit{code: exitProblems}

// use is wrong use of the command line.
func use(hint, format string, args ...any) *exit {
	return &exit{exitUse, fmt.Sprintf(format, args...), hint}
}

// failed is trouble with the machine.
func failed(err error) *exit {
	if errors.Is(err, context.Canceled) {
		return &exit{exitFailed, "interrupted", ""}
	}
	return &exit{exitFailed, err.Error(), ""}
}

func environment(env []string) map[string]string {
	m := make(map[string]string, len(env))
	for _, kv := range env {
		if k, v, ok := strings.Cut(kv, "="); ok {
			m[k] = v
		}
	}
	return m
}

// root is the command line: the global flags and the table of commands.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "recap",
		Short: "a blog about the conferences you have been to",
		Long: `recap turns a folder of Markdown recaps and a few facts in YAML into a blog.

It works from any folder inside a site, that is a folder with content/ in it.`,
		Example: `  recap init my-recaps      begin a site
  recap serve               look at it while you write
  recap build               write it to public/`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetFlagErrorFunc(flagError)
	f := root.PersistentFlags()
	f.StringVarP(&a.dir, "dir", "C", "", "work on the site in this `folder`")
	f.StringVar(&a.nowText, "now", "", "the `moment` that decides what is published, as 2006-01-02 or 2006-01-02T15:04:05Z (default RECAP_NOW, else the clock)")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "say nothing but what is wrong")
	f.BoolVarP(&a.verbose, "verbose", "v", false, "say more")
	f.StringVar(&a.color, "color", "auto", "colours: `when`, auto, always or never")
	f.StringVar(&a.format, "format", "text", "say it `as` text or json")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return a.checkFlags(cmd) }
	for _, c := range commands {
		root.AddCommand(c(a))
	}
	completion(root)
	return root
}

// formats is the annotation of a command that can say it in more than text and
// JSON: further words of --format.
const formats = "formats"

// checkFlags looks at the global flags, which have few values.
func (a *app) checkFlags(cmd *cobra.Command) error {
	if err := oneOf("--color", a.color, "auto", "always", "never"); err != nil {
		return err
	}
	if err := oneOf("--format", a.format, append([]string{"text", "json"}, strings.Fields(cmd.Annotations[formats])...)...); err != nil {
		return err
	}
	_, err := a.now()
	return err
}

func (a *app) json() bool { return a.format == "json" }
