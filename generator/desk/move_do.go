package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A move is several files, and a machine may stop between them. So all of it is
// written down first, in the site's memory; whoever comes next and finds the note
// carries the rest out (Resume). Each step can be told from the files: what is done
// is not done again, and a file that somebody else changed meanwhile is left alone.

// moveNote is where a move is written down while it is carried out.
const moveNote = ".recap/move.json"

// steps is a move as written down.
type steps struct {
	Renames []Rename
	Changes []Change
}

// Do carries a move out.
func (m *Move) Do(dir string) error {
	s := steps{m.Renames, m.Changes}
	for _, r := range s.Renames {
		if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(r.To))); err == nil && !strings.EqualFold(r.From, r.To) {
			return fmt.Errorf("%s: %w", r.To, fs.ErrExist)
		}
	}
	if err := s.unchanged(dir); err != nil {
		return err
	}
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	note := filepath.Join(dir, filepath.FromSlash(moveNote))
	if err := os.MkdirAll(filepath.Dir(note), 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(note+".tmp", text, 0o666); err != nil {
		return err
	}
	if err := os.Rename(note+".tmp", note); err != nil {
		return err
	}
	return s.carryOut(dir)
}

// Resume completes a move that was interrupted; done is false when there is none.
func Resume(dir string) (done bool, err error) {
	note := filepath.Join(dir, filepath.FromSlash(moveNote))
	text, err := os.ReadFile(note)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	var s steps
	if err := json.Unmarshal(text, &s); err != nil {
		return false, os.Remove(note) // not one of ours
	}
	return true, s.carryOut(dir)
}

// unchanged reports files that are not what the move was made for.
func (s *steps) unchanged(dir string) error {
	for _, c := range s.Changes {
		from := c.File
		for _, r := range s.Renames {
			if from == r.To {
				from = r.From
			} else if rest, ok := strings.CutPrefix(from, r.To+"/"); ok {
				from = r.From + "/" + rest
			}
		}
		now, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(from)))
		if err != nil {
			return err
		}
		if !bytes.Equal(now, c.Old) {
			return fmt.Errorf("%s: %w", from, ErrMoved)
		}
	}
	return nil
}

// carryOut makes the steps that are not made yet, and takes the note away.
func (s *steps) carryOut(dir string) error {
	full := func(name string) (string, error) {
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return "", fmt.Errorf("%s lies outside of the site", name)
		}
		return filepath.Join(dir, filepath.FromSlash(name)), nil
	}
	for _, r := range s.Renames {
		from, err := full(r.From)
		if err != nil {
			return err
		}
		to, err := full(r.To)
		if err != nil {
			return err
		}
		if _, err := os.Lstat(from); errors.Is(err, fs.ErrNotExist) {
			continue // it went before
		}
		if _, err := os.Lstat(to); err == nil && !strings.EqualFold(r.From, r.To) {
			return fmt.Errorf("%s: %w", r.To, fs.ErrExist)
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		if err := os.Rename(from, to); err != nil {
			return err
		}
	}
	var left []error
	for _, c := range s.Changes {
		name, err := full(c.File)
		if err != nil {
			return err
		}
		now, err := os.ReadFile(name)
		switch {
		case err != nil:
			return err
		case bytes.Equal(now, c.New):
		default:
			if err := Write(dir, []Change{c}); errors.Is(err, ErrMoved) {
				left = append(left, err)
			} else if err != nil {
				return err
			}
		}
	}
	for _, r := range s.Renames {
		s.tidy(dir, filepath.Dir(filepath.FromSlash(r.From)))
	}
	return errors.Join(append(left, os.Remove(filepath.Join(dir, filepath.FromSlash(moveNote))))...)
}

// tidy removes folders that became empty, but for the four that a site is made of.
func (s *steps) tidy(dir, rel string) {
	for ; strings.Count(filepath.ToSlash(rel), "/") >= 2; rel = filepath.Dir(rel) {
		if os.Remove(filepath.Join(dir, rel)) != nil {
			return // there is something in it
		}
	}
}
