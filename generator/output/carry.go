package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
)

// carrier carries a journal's steps out, for a commit and for its completion by
// a later process. It goes on after a fault: one file that a program holds open
// must not keep a thousand others from their places. What failed stays in the
// manifest as it was.
type carrier struct {
	s      *Store
	dir    string   // the stage
	chmod  bool     // new folders need their mode set
	before manifest // what is ours before the first step
	again  bool     // some steps may have been done already, long ago

	next    manifest
	faults  []error
	folders map[string]bool // made or seen
	emptied map[string]bool // may be empty now
}

func (c *carrier) carry(ops []op) (manifest, []error) {
	c.next = maps.Clone(c.before)
	if c.next == nil {
		c.next = manifest{}
	}
	c.folders, c.emptied = map[string]bool{}, map[string]bool{}
	for i, o := range ops {
		if o.kind != opRemove && i > 0 && ops[i-1].kind == opRemove {
			c.prune() // a file may be waiting for a folder to go
		}
		c.s.o.hooks.step(string(o.kind) + " " + o.path)
		if err := c.one(o); err != nil {
			c.faults = append(c.faults, fmt.Errorf("%s: %w", o.path, err))
		}
	}
	c.prune()
	return c.next, c.faults
}

func (c *carrier) one(o op) error {
	switch o.kind {
	case opAdopt:
		c.next[o.path] = o.entry
	case opForget:
		delete(c.next, o.path)
		c.emptied[parent(o.path)] = true
	case opRemove:
		return c.removeFile(o)
	case opPut:
		return c.putFile(o)
	}
	return nil
}

// removeFile removes a file of ours. After an interruption it is looked at once
// more: days may have passed.
func (c *carrier) removeFile(o op) error {
	name := c.s.name(o.path)
	if c.again {
		err := c.s.realFolders(parent(o.path))
		if err == nil && !hasSum(name, o.entry) {
			err = errNotOurs
		}
		if err != nil {
			delete(c.next, o.path)
			c.emptied[parent(o.path)] = true
			return nil
		}
	}
	if err := os.Remove(name); err != nil && !isAbsent(err) {
		return err
	}
	delete(c.next, o.path)
	c.emptied[parent(o.path)] = true
	return nil
}

// putFile renames a staged file into its place.
func (c *carrier) putFile(o op) error {
	from, to := (&stage{dir: c.dir}).file(o.n), c.s.name(o.path)
	if c.again {
		if done, err := c.wasPut(o, from, to); done || err != nil {
			return err
		}
	}
	if err := c.folder(parent(o.path)); err != nil {
		return err
	}
	if err := c.s.o.hooks.move(from, to); err != nil {
		return err
	}
	c.next[o.path] = o.entry
	return nil
}

// wasPut decides what an interruption left of a step. A staged file that is
// gone is in its place already. One that is damaged (pages are not synced, and
// the power may have failed) is dropped: the page is made again. A stranger's
// file that came meanwhile stays.
func (c *carrier) wasPut(o op, from, to string) (done bool, err error) {
	if _, err := os.Lstat(from); isAbsent(err) {
		c.next[o.path] = o.entry
		return true, nil
	}
	if !hasSum(from, o.entry) {
		return true, nil
	}
	if err := c.s.realFolders(parent(o.path)); err != nil && !isAbsent(err) {
		return true, err
	}
	_, mine := c.before[o.path]
	if _, err := os.Lstat(to); isAbsent(err) || mine || hasSum(to, o.entry) {
		return false, nil
	}
	return true, fmt.Errorf("somebody else put a file there")
}

// folder makes a folder and those above it. It never goes through a link.
func (c *carrier) folder(path string) error {
	if path == "" || c.folders[path] {
		return nil
	}
	if err := c.folder(parent(path)); err != nil {
		return err
	}
	name := c.s.name(path)
	fi, err := os.Lstat(name)
	switch {
	case err == nil && !fi.IsDir():
		return fmt.Errorf("%s is in the way at %s", describe(fi), name)
	case errors.Is(err, fs.ErrNotExist):
		if err := os.Mkdir(name, folderMode); err != nil {
			return err
		}
		if c.chmod {
			os.Chmod(name, folderMode)
		}
	case err != nil:
		return err
	}
	c.folders[path] = true
	return nil
}

// prune removes folders that lost a file of ours and are empty now, and those
// above that this empties in turn. Removing a folder fails when it holds
// anything, which is the whole check.
func (c *carrier) prune() {
	for len(c.emptied) > 0 {
		dirs := slices.Collect(maps.Keys(c.emptied))
		slices.SortFunc(dirs, func(a, b string) int { return len(b) - len(a) })
		up := map[string]bool{}
		for _, dir := range dirs {
			if dir == "" {
				continue
			}
			err := c.s.realFolders(dir)
			if err == nil {
				err = os.Remove(c.s.name(dir))
			}
			// One that is gone may have been pruned right before a kill.
			if err == nil || isAbsent(err) {
				delete(c.folders, dir)
				up[parent(dir)] = true
			}
		}
		c.emptied = up
	}
}
