package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"recap/generator/memory"
)

// patience is how long a sweep waits for the lock of a stage: it is free at
// once when its process is dead.
const patience = 250 * time.Millisecond

// recover completes the commit of a process that was killed in it, and removes
// the stages of those that were killed before one.
func (s *Store) recover() error {
	_, journalErr := os.Lstat(s.journalName())
	_, stageErr := os.Lstat(s.stagesName())
	if isAbsent(journalErr) && isAbsent(stageErr) {
		return nil
	}
	wait := s.o.Wait
	if isAbsent(journalErr) {
		wait = patience // only old stages to sweep: somebody will, some day
	}
	lock, err := s.lock(context.Background(), wait)
	if err != nil {
		if _, busy := errors.AsType[*memory.Busy](err); busy && isAbsent(journalErr) {
			return nil
		}
		return err
	}
	defer lock.Unlock()
	if err := s.complete(); err != nil {
		return err
	}
	s.sweep("")
	return nil
}

// complete carries out the journal that lies there, if one does.
func (s *Store) complete() error {
	data, err := readRegular(s.journalName())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	j, err := parseJournal(data)
	if err != nil {
		// Some files may be in their new places. They are right where the next
		// build wants the same bytes, and are never removed otherwise.
		s.notef("the journal of an interrupted build, %s, cannot be used: %v; the build is given up", s.journalName(), err)
		return os.Remove(s.journalName())
	}
	if err := s.readManifest(); err != nil {
		return err
	}
	c := &carrier{
		s: s, dir: filepath.Join(s.stagesName(), j.stage),
		before: s.before, again: true, chmod: true,
	}
	if err := os.MkdirAll(c.dir, ownMode); err != nil { // where the manifest is written first
		return err
	}
	_, faults, err := s.finish(c, j)
	for _, fault := range faults {
		s.notef("completing an interrupted build: %v", fault)
	}
	if err != nil {
		return fmt.Errorf("an interrupted build could not be completed: %w", err)
	}
	s.completed = true
	return nil
}

// sweep removes stages whose processes are dead, and the folder of stages when
// it is empty. The caller holds the lock, so no journal needs one of them.
func (s *Store) sweep(mine string) {
	items, err := os.ReadDir(s.stagesName())
	if err != nil {
		return
	}
	seen := map[string]bool{}
	for _, item := range items {
		name := strings.TrimSuffix(item.Name(), ".lock")
		if name == mine || seen[name] || !isStageName(name) {
			continue
		}
		seen[name] = true
		dir := filepath.Join(s.stagesName(), name)
		lock, err := memory.TryLock(context.Background(), alive(dir), patience)
		if err != nil {
			continue
		}
		(&stage{dir: dir, name: name, lock: lock}).remove()
	}
	os.Remove(s.stagesName())
}
