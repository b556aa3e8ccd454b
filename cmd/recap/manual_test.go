package main

import (
	"bytes"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"recap/generator/content"
)

// manual is a page of the manual.
func manual(t *testing.T, name string) string {
	t.Helper()
	return readFile(t, filepath.Join("..", "..", "content", "pages", "manual", name))
}

// The first page of the manual leads to all others, each with a title, a sentence
// and a part.
func TestManualIndex(t *testing.T) {
	t.Parallel()
	index := manual(t, "index.md")
	files, err := filepath.Glob(filepath.Join("..", "..", "content", "pages", "manual", "*.md"))
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), err)
	}
	for _, f := range files {
		name := filepath.Base(f)
		if name == "index.md" {
			continue
		}
		if !strings.Contains(index, "]("+name+") |") {
			t.Errorf("the index has no row for %s", name)
		}
		front, _, _ := strings.Cut(manual(t, name)[4:], "\n---\n")
		for _, key := range []string{"title", "description|summary", "part"} {
			if !regexp.MustCompile("(?m)^(" + key + "): ").MatchString(front) {
				t.Errorf("%s does not say %s", name, key)
			}
		}
	}
}

// Each key of the settings has a row in the manual, by its whole name or behind the
// first of its section in the same row, and no row is about a key that is not there.
func TestManualSettings(t *testing.T) {
	t.Parallel()
	rows := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| (`[^|]+`) \\|").FindAllStringSubmatch(manual(t, "settings.md"), -1) {
		section := ""
		for _, w := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(m[1], -1) {
			name := w[1]
			if s, _, ok := strings.Cut(name, "."); ok {
				section = s + "."
			} else {
				name = section + name
			}
			rows[name] = true
		}
	}
	i := slices.IndexFunc(content.Tables(), func(t content.Table) bool { return t.Name == "settings" })
	var walk func(at string, keys []content.Key)
	walk = func(at string, keys []content.Key) {
		for _, k := range keys {
			if k.Shape == "map" && len(k.Keys) > 0 && k.Name != "languages" {
				walk(at+k.Name+".", k.Keys)
				continue
			}
			if !rows[at+k.Name] {
				t.Errorf("settings.md has no row for %s%s (%s): %s", at, k.Name, k.Shape, k.Doc)
			}
			delete(rows, at+k.Name)
		}
	}
	walk("", content.Tables()[i].Keys)
	for name := range rows {
		t.Errorf("settings.md has a row for %s, which is no key", name)
	}
}

// Each command has a section in the manual that names all its flags.
func TestManualCommands(t *testing.T) {
	t.Parallel()
	type section struct {
		words []string
		text  string
	}
	var sections []section
	for _, s := range strings.Split(manual(t, "commands.md"), "\n## recap ")[1:] {
		head, text, _ := strings.Cut(s, "\n")
		text, _, _ = strings.Cut(text, "\n## ")
		sections = append(sections, section{regexp.MustCompile(`[a-z]+`).FindAllString(strings.ReplaceAll(head, "recap ", ""), -1), text})
	}
	n := 0
	var walk func(c *cobra.Command, path []string)
	walk = func(c *cobra.Command, path []string) {
		if c.Hidden || c.Name() == "help" || len(path) > 0 && path[0] == "completion" && len(path) > 1 {
			return
		}
		for _, sub := range c.Commands() {
			walk(sub, append(slices.Clip(path), sub.Name()))
		}
		if len(path) == 0 || c.HasSubCommands() && !c.Runnable() {
			return
		}
		n++
		i := slices.IndexFunc(sections, func(s section) bool {
			return !slices.ContainsFunc(path, func(w string) bool {
				return !slices.Contains(s.words, w) && !strings.Contains(s.text, "`"+w)
			}) && slices.Contains(s.words, path[0])
		})
		if i < 0 {
			t.Errorf("commands.md has no section for recap %s", strings.Join(path, " "))
			return
		}
		c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
			if f.Name != "help" && !f.Hidden && !strings.Contains(sections[i].text, "`--"+f.Name) {
				t.Errorf("commands.md does not name --%s of recap %s: %s", f.Name, strings.Join(path, " "), f.Usage)
			}
		})
	}
	walk((&app{}).root(), nil)
	if n < 20 {
		t.Errorf("only %d commands were found", n)
	}
}

// What the manual shows of the desk is what the commands say on this very site,
// one after the other. A line of three dots stands for lines left out.
func TestManualDesk(t *testing.T) {
	dir := t.TempDir()
	copyTree(t, filepath.Join("..", "..", "content"), filepath.Join(dir, "content"))
	page := readFile(t, filepath.Join(dir, "content", "pages", "manual", "desk.md"))
	blocks := regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(page, -1)
	if len(blocks) < 6 {
		t.Fatalf("the page has %d examples", len(blocks))
	}
	for _, b := range blocks {
		command, want, _ := strings.Cut(b[1], "\n")
		args, ok := strings.CutPrefix(command, "$ recap ")
		if !ok {
			t.Errorf("%q is no command of recap", command)
			continue
		}
		var out, errs bytes.Buffer
		env := []string{"RECAP_NOW=2026-06-15T12:00:00Z"}
		if code := runIn(t.Context(), dir, strings.Fields(args), env, nil, &out, &errs); code != 0 {
			t.Errorf("%s ended with %d: %s", command, code, &errs)
		}
		got := out.String()
		if want, cut := strings.CutSuffix(want, "...\n"); cut && strings.HasPrefix(got, want) {
			continue
		}
		if got != want {
			t.Errorf("%s says\n%s\nthe manual has\n%s", command, got, want)
		}
	}
}
