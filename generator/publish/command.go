package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/output"
)

// command is any program that uploads: rclone, aws, wrangler, a script. It is
// handed a folder with nothing but the site in it and the lists of what changed,
// in its words and in its environment:
//
//	{dir}    RECAP_DIR     the folder
//	{files}  RECAP_FILES   a file with a path on each line: what is to be uploaded, or
//	                       deleted in delete:
//	         RECAP_ADDED RECAP_CHANGED RECAP_DELETED
//	                       files with all paths of the difference
//	         RECAP_STAGE   "assets", "pages", "all" or "delete"
//	         RECAP_TARGET  the target's name
//
// A program whose words hold {files} is run twice, for what others refer to and
// for what refers to it; another one once. Then delete: is run, when there is
// something to delete.
//
// What the other side holds is not known but from what was sent: the lists are
// kept in .recap/publish/ on this machine. Where that is lost everything goes
// again, and nothing is deleted.
type command struct {
	Around
	upload, remove []string
}

func commandTarget(t content.Target, a Around) (Target, error) {
	return &command{a, t.Upload, t.Delete}, nil
}

func (c *command) String() string { return fmt.Sprintf("%s (%s)", c.Name, c.upload[0]) }

func (c *command) book(name string) string { return filepath.Join(c.own(), name) }

func (c *command) Look(_ context.Context, s *Site) (*Has, error) {
	// The names of unlisted posts are hidden in a manifest; here is where they are
	// known from.
	secret, err := os.ReadFile(c.book("paths"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	present := strings.Split(string(secret), "\n")
	has := &Has{Unknown: map[string]bool{}}
	manifest, err := readBook(c.book("manifest"), present)
	if err != nil {
		return nil, err
	}
	pending, err := readBook(c.book("pending"), present)
	if err != nil {
		return nil, err
	}
	has.New = manifest == nil
	has.take(s, manifest, pending, nil)
	return has, nil
}

func (c *command) Send(ctx context.Context, s *Site, has *Has, diff *Difference) error {
	first, last := diff.going(s)
	if err := os.MkdirAll(c.own(), 0o777); err != nil {
		return err
	}
	var all []string
	for _, f := range slices.Concat(has.Ours, s.Files) {
		all = append(all, f.Path)
	}
	pending := slices.Concat(first, last)
	for _, f := range has.Ours {
		if slices.Contains(diff.Deleted, f.Path) {
			pending = append(pending, f)
		}
	}
	for name, data := range map[string][]byte{"paths": []byte(strings.Join(all, "\n")), "pending": output.FormatManifest(pending)} {
		if err := writeWhole(c.book(name), data); err != nil {
			return err
		}
	}
	dir := c.book("site")
	if err := emptied(dir); err != nil {
		return err
	}
	if err := clone(ctx, s.Dir, dir, true, books); err != nil {
		return err
	}
	site := &Site{Dir: dir, Files: s.Files}
	if err := site.check(s.Files); err != nil {
		return err
	}
	for name, list := range map[string][]string{"added": diff.Added, "changed": diff.Changed, "deleted": diff.Deleted} {
		if err := writeList(c.book(name), list); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(c.upload, func(w string) bool { return strings.Contains(w, "{files}") }) {
		if err := c.run(ctx, c.upload, "assets", pathsOf(first)); err != nil {
			return err
		}
		if err := c.run(ctx, c.upload, "pages", pathsOf(last)); err != nil {
			return err
		}
	} else if err := c.run(ctx, c.upload, "all", pathsOf(slices.Concat(first, last))); err != nil {
		return err
	}
	if len(c.remove) > 0 {
		if err := c.run(ctx, c.remove, "delete", diff.Deleted); err != nil {
			return err
		}
	}
	if err := writeWhole(c.book("manifest"), output.FormatManifest(s.Files)); err != nil {
		return err
	}
	return os.Remove(c.book("pending"))
}

// run runs a program for a list of files. An empty list needs nobody, but for a
// program that takes the folder as a whole.
func (c *command) run(ctx context.Context, words []string, stage string, list []string) error {
	if len(list) == 0 && stage != "all" {
		return nil
	}
	files := c.book("files")
	if err := writeList(files, list); err != nil {
		return err
	}
	fill := strings.NewReplacer("{dir}", c.book("site"), "{files}", files)
	args := make([]string, len(words))
	for i, w := range words {
		args[i] = fill.Replace(w)
	}
	env := append(slices.Clone(c.Env), "RECAP_DIR="+c.book("site"), "RECAP_FILES="+files, "RECAP_STAGE="+stage, "RECAP_TARGET="+c.Name,
		"RECAP_ADDED="+c.book("added"), "RECAP_CHANGED="+c.book("changed"), "RECAP_DELETED="+c.book("deleted"))
	_, err := program(ctx, c.Dir, env, nil, args[0], args[1:]...)
	return err
}

func pathsOf(files []output.File) []string {
	out := make([]string, len(files))
	for i, f := range files {
		out[i] = f.Path
	}
	return out
}

func writeList(name string, list []string) error {
	text := strings.Join(list, "\n")
	if text != "" {
		text += "\n"
	}
	return os.WriteFile(name, []byte(text), 0o666)
}

// writeWhole writes a file that is there whole or not at all.
func writeWhole(name string, data []byte) error {
	if err := os.WriteFile(name+".new", data, 0o600); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}
