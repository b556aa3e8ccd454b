package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"recap/generator/memory"
	"recap/generator/output"
)

// A folder with a switch is a symbolic link, and the versions lie beside it:
//
//	site → site.versions/20261125-073000-1a2b
//	site.versions/20261124-180500-99c1      the one before, to go back to
//	site.versions/20261125-073000-1a2b
//	site.versions/lock
//
// A new version begins as the one that is served, strangers' files included, file
// by file as hard links, so that what does not change costs no space and a file
// that somebody appends to stays one file. Package output then changes it, by
// renames, which leaves the old version's files as they are. A version that is
// being made is called .new, and a killed one is removed by the next run. The link
// is replaced by a rename: whoever asks meanwhile is served the one or the other.

// kept is how many versions stay: the one that is served and the one before.
const kept = 2

func (d *dir) versions() string { return d.path + ".versions" }

// change publishes a new version.
func (d *dir) change(ctx context.Context, s *Site) error {
	if err := os.MkdirAll(d.versions(), 0o755); err != nil {
		return err
	}
	lock, err := memory.TryLock(ctx, filepath.Join(d.versions(), "lock"), 10*time.Second)
	if err != nil {
		return err
	}
	defer lock.Unlock()
	if err := d.tidy(); err != nil {
		return err
	}
	from, err := filepath.EvalSymlinks(d.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	id := time.Now().UTC().Format("20060102-150405.000000000")
	making := filepath.Join(d.versions(), id+".new")
	made := strings.TrimSuffix(making, ".new")
	if err := os.Mkdir(making, 0o755); err != nil {
		return err
	}
	if from != "" {
		st, err := output.Open(output.Options{Dir: from}) // completes what was interrupted
		if err != nil {
			return err
		}
		if err := st.Abort(); err != nil {
			return err
		}
		if err := clone(ctx, from, making, true, func(path string) bool { return books(path) && path != output.Own+"/manifest" }); err != nil {
			return err
		}
	}
	if err := d.fill(ctx, s, making); err != nil {
		os.RemoveAll(making)
		return err
	}
	if err := os.Rename(making, made); err != nil {
		return err
	}
	if err := d.switchTo(made); err != nil {
		return err
	}
	if from != "" {
		// What a stranger put into the old version since it was cloned.
		ours, err := output.Files(from)
		if err != nil {
			ours = nil
		}
		mine := map[string]bool{}
		for _, f := range ours {
			mine[f.Path] = true
		}
		if err := clone(ctx, from, made, false, func(path string) bool { return books(path) || mine[path] }); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return d.tidy()
}

// next is the link on its way.
func (d *dir) next() string {
	return filepath.Join(filepath.Dir(d.path), "."+filepath.Base(d.path)+".next")
}

// switchTo makes the link lead to a version.
func (d *dir) switchTo(version string) error {
	os.Remove(d.next())
	to := filepath.Join(filepath.Base(d.versions()), filepath.Base(version))
	if err := os.Symlink(to, d.next()); err != nil {
		return fmt.Errorf("%w; where there are no links, switch: none publishes into the folder itself", err)
	}
	switch fi, err := os.Lstat(d.path); {
	case errors.Is(err, fs.ErrNotExist) || err == nil && fi.Mode()&fs.ModeSymlink != 0:
		return os.Rename(d.next(), d.path)
	case err != nil:
		return err
	case !fi.IsDir():
		return fmt.Errorf("%s is neither a folder nor a link", d.path)
	}
	// The folder that was there so far becomes the first version.
	if err := exchange(d.next(), d.path); err != nil {
		os.Remove(d.next())
		return fmt.Errorf("%s is a folder, and this system cannot exchange it for a link in one step (%w); move it to %s yourself, or publish with switch: none", d.path, err, filepath.Join(d.versions(), "first"))
	}
	return os.Rename(d.next(), filepath.Join(d.versions(), "00000000-000000"))
}

// tidy removes what a killed run left and versions older than those that stay.
func (d *dir) tidy() error {
	if fi, err := os.Lstat(d.next()); err == nil {
		if fi.Mode()&fs.ModeSymlink != 0 {
			os.Remove(d.next())
		} else if err := os.Rename(d.next(), filepath.Join(d.versions(), "00000000-000000")); err != nil { // it was exchanged, and not put away
			return err
		}
	}
	list, err := os.ReadDir(d.versions())
	if err != nil {
		return err
	}
	served, _ := filepath.EvalSymlinks(d.path)
	var old []string
	for _, e := range list {
		full := filepath.Join(d.versions(), e.Name())
		switch {
		case !e.IsDir() || !ofUs(e.Name()):
		case strings.HasSuffix(e.Name(), ".new"):
			if err := os.RemoveAll(full); err != nil {
				return err
			}
		default:
			if real, err := filepath.EvalSymlinks(full); err == nil && real != served {
				old = append(old, full)
			}
		}
	}
	slices.Sort(old)
	for i := 0; i < len(old)-(kept-1); i++ {
		if err := os.RemoveAll(old[i]); err != nil {
			return err
		}
	}
	return nil
}

// ofUs reports whether a folder among the versions has a name that we give.
func ofUs(name string) bool {
	if len(name) < 15 || name[8] != '-' {
		return false
	}
	return strings.Trim(strings.TrimSuffix(name, ".new"), "0123456789-.") == ""
}

// clone fills a folder with hard links to the files of another that are not there
// yet, or with copies where there are no links.
//
// folders says whether empty folders are wanted too.
func clone(ctx context.Context, from, to string, folders bool, leave func(path string) bool) error {
	return filepath.WalkDir(from, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil || rel == "." {
			return err
		}
		path := filepath.ToSlash(rel)
		target := filepath.Join(to, rel)
		if leave(path) && path != output.Own {
			if e.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if !folders && !e.IsDir() {
			if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
				return err
			}
		}
		switch {
		case path == output.Own+"/manifest": // a book of its own
			return copyFile(name, target, info.Mode())
		case e.IsDir() && !folders:
			return nil
		case e.IsDir():
			if err := os.Mkdir(target, info.Mode().Perm()); err != nil && !errors.Is(err, fs.ErrExist) {
				return err
			}
			return nil
		case e.Type()&fs.ModeSymlink != 0:
			to, err := os.Readlink(name)
			if err != nil {
				return err
			}
			if err := os.Symlink(to, target); err != nil && !errors.Is(err, fs.ErrExist) {
				return err
			}
			return nil
		case !e.Type().IsRegular():
			return nil
		}
		if _, err := os.Lstat(target); err == nil {
			return nil
		}
		if os.Link(name, target) == nil {
			return nil
		}
		return copyFile(name, target, info.Mode())
	})
}

func copyFile(from, to string, mode fs.FileMode) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, mode.Perm())
}
