package main

import (
	"io"
	"os"

	"github.com/mattn/go-isatty"
)

// paint colours words, or leaves them as they are.
type paint bool

func (p paint) ink(code, s string) string {
	if !p {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p paint) bad(s string) string  { return p.ink("1;31", s) }
func (p paint) warn(s string) string { return p.ink("1;33", s) }
func (p paint) hint(s string) string { return p.ink("1;36", s) }
func (p paint) bold(s string) string { return p.ink("1", s) }

// paint decides for standard error: --color, then NO_COLOR (no-color.org), then
// whether it is a terminal that can.
func (a *app) paint() paint {
	switch a.color {
	case "always":
		return true
	case "never":
		return false
	}
	return paint(a.env["NO_COLOR"] == "" && a.env["TERM"] != "dumb" && isTerminal(a.stderr))
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}
