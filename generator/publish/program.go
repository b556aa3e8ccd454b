package publish

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"
)

// program runs another program, and gives what it says on standard output. Its
// fault is told with the last lines of what it said on standard error. When ctx
// ends, so does the program.
func program(ctx context.Context, dir string, env []string, in io.Reader, name string, args ...string) ([]byte, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return nil, fmt.Errorf("%s is not installed here, and this target needs it", name)
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir, cmd.Env, cmd.Stdin = dir, env, in
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return out.Bytes(), &Failed{Program: name, Err: err, Said: lastLines(errs.String(), 5)}
	}
	return out.Bytes(), nil
}

// Failed says that another program ended with a fault.
type Failed struct {
	Program string
	Err     error
	Said    string // the last lines of its standard error
}

func (f *Failed) Error() string {
	if f.Said == "" {
		return fmt.Sprintf("%s: %v", f.Program, f.Err)
	}
	return fmt.Sprintf("%s: %v: %s", f.Program, f.Err, f.Said)
}

func (f *Failed) Unwrap() error { return f.Err }

// code is the exit code of a program that failed, or -1.
func (f *Failed) code() int {
	if e, ok := f.Err.(*exec.ExitError); ok {
		return e.ExitCode()
	}
	return -1
}

func lastLines(s string, n int) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n    ")
}

// without is an environment without some names.
func without(env []string, drop func(name string) bool) []string {
	var out []string
	for _, kv := range env {
		if name, _, _ := strings.Cut(kv, "="); !drop(name) {
			out = append(out, kv)
		}
	}
	return out
}
