package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"recap/generator/par"
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
	folders map[string]error // why a folder cannot be had
	emptied map[string]bool  // may be empty now
}

func (c *carrier) carry(ops []op) (manifest, []error) {
	c.next = maps.Clone(c.before)
	if c.next == nil {
		c.next = manifest{}
	}
	c.folders, c.emptied = map[string]error{}, map[string]bool{}
	for len(ops) > 0 {
		n := 1
		for n < len(ops) && ops[n].kind == ops[0].kind {
			n++
		}
		if ops[0].kind == opPut {
			c.prune() // a file may be waiting for a folder to go
			c.puts(ops[:n])
		} else {
			for _, o := range ops[:n] {
				c.note(o, c.one(o))
			}
		}
		ops = ops[n:]
	}
	c.prune()
	return c.next, c.faults
}

// note keeps what came of a step: the manifest changes only with the files.
func (c *carrier) note(o op, err error) {
	switch {
	case err != nil:
		c.faults = append(c.faults, fmt.Errorf("%s: %w", o.path, err))
	case o.kind == opPut || o.kind == opAdopt:
		c.next[o.path] = o.entry
	default:
		delete(c.next, o.path)
		c.emptied[parent(o.path)] = true
	}
}

// one takes a step that is not a put.
func (c *carrier) one(o op) error {
	c.step(o)
	if o.kind == opRemove {
		return c.removeFile(o)
	}
	return nil
}

func (c *carrier) step(o op) { c.s.o.hooks.step(string(o.kind) + " " + o.path) }

// removeFile removes a file of ours. After an interruption it is looked at once
// more, for days may have passed: one that is not ours any more is forgotten.
func (c *carrier) removeFile(o op) error {
	name := c.s.name(o.path)
	if c.again && (c.s.realFolders(parent(o.path)) != nil || !hasSum(name, o.entry)) {
		return nil
	}
	if err := os.Remove(name); !isAbsent(err) {
		return err
	}
	return nil
}

// puts renames staged files into their places, on all cores: thousands of new
// folders and renames are the longest part of a first commit.
func (c *carrier) puts(ops []op) {
	if c.again {
		ops = slices.DeleteFunc(ops, c.wasPut)
	}
	c.makeFolders(ops)
	late := slices.IndexFunc(ops, func(o op) bool { return Late(o.path) })
	if late < 0 {
		late = len(ops)
	}
	for _, ops := range [][]op{ops[:late], ops[late:]} { // no page before what it shows
		errs := make([]error, len(ops))
		par.Each(len(ops), func(i int) {
			o := ops[i]
			c.step(o)
			if errs[i] = c.folders[parent(o.path)]; errs[i] == nil {
				errs[i] = c.s.o.hooks.move(stagedFile(c.dir, o.n), c.s.name(o.path))
			}
		})
		for i, o := range ops {
			c.note(o, errs[i])
		}
	}
}

// wasPut decides what an interruption left of a put, and reports whether there
// is nothing more to do. A staged file that is gone is in its place already. One
// that is damaged (pages are not synced, and the power may have failed) is
// dropped: the page is made again. A stranger's file that came meanwhile stays.
func (c *carrier) wasPut(o op) bool {
	from, to := stagedFile(c.dir, o.n), c.s.name(o.path)
	if _, err := os.Lstat(from); isAbsent(err) {
		c.note(o, nil)
		return true
	}
	if !hasSum(from, o.entry) {
		return true
	}
	if err := c.s.realFolders(parent(o.path)); err != nil && !isAbsent(err) {
		c.note(o, err)
		return true
	}
	_, mine := c.before[o.path]
	if _, err := os.Lstat(to); !isAbsent(err) && !mine && !hasSum(to, o.entry) {
		c.note(o, errors.New("somebody else put something there"))
		return true
	}
	return false
}

// makeFolders makes the folders of new files, from the top down.
func (c *carrier) makeFolders(ops []op) {
	var levels [][]string
	seen := map[string]bool{"": true}
	for _, o := range ops {
		for dir := parent(o.path); !seen[dir]; dir = parent(dir) {
			seen[dir] = true
			level := strings.Count(dir, "/")
			for len(levels) <= level {
				levels = append(levels, nil)
			}
			levels[level] = append(levels[level], dir)
		}
	}
	for _, dirs := range levels {
		errs := make([]error, len(dirs))
		par.Each(len(dirs), func(i int) {
			if errs[i] = c.folders[parent(dirs[i])]; errs[i] == nil {
				errs[i] = c.makeFolder(c.s.name(dirs[i]))
			}
		})
		for i, dir := range dirs {
			if errs[i] != nil {
				c.folders[dir] = errs[i]
			}
		}
	}
}

// makeFolder makes a folder where there is none, and refuses a link to one.
func (c *carrier) makeFolder(name string) error {
	err := os.Mkdir(name, folderMode)
	if err == nil && c.chmod {
		os.Chmod(name, folderMode)
	}
	if errors.Is(err, fs.ErrExist) {
		var fi fs.FileInfo
		if fi, err = os.Lstat(name); err == nil && !fi.IsDir() {
			err = fmt.Errorf("%s is in the way at %s", describe(fi), name)
		}
	}
	return err
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
				up[parent(dir)] = true
			}
		}
		c.emptied = up
	}
}
