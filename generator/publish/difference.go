package publish

import (
	"fmt"
	"slices"
	"strings"

	"recap/generator/output"
	"recap/generator/par"
)

// Has is what lies at a target.
type Has struct {
	Ours      []output.File   // the files that recap put there, as it knows them
	Unknown   map[string]bool // those of ours whose content is not what Ours says, or is not known
	Others    map[string]bool // other files in the places of pages
	Same      map[string]bool // others that have the right bytes already: they become ours
	Left      []string        // files of ours that nothing wants and somebody changed: they stay
	Pending   bool            // a publication was interrupted
	New       bool            // nothing was ever published there
	Overwrite bool            // others may be replaced

	there map[string]int64 // what lies there at all, where that is asked for
}

// Difference is what a publication changes. Lists are sorted by path.
type Difference struct {
	Added, Changed, Deleted []string
	Left                    []string
	Kept                    int // files that are right already
	ours                    int // files at the target before
}

// None reports whether target and site are the same.
func (d *Difference) None() bool { return len(d.Added)+len(d.Changed)+len(d.Deleted) == 0 }

// Occupied says that files which recap did not put there lie where pages should be.
type Occupied struct {
	Target string
	Paths  []string
}

func (o *Occupied) Error() string {
	more := ""
	if n := len(o.Paths) - 1; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("%s%s at %s did not come from recap and is in the way; nothing was published", o.Paths[0], more, o.Target)
}

// TooMany says that more would be deleted than the guard lets through.
type TooMany struct{ Deleted, Of, Most int }

func (t *TooMany) Error() string {
	return fmt.Sprintf("%d of the %d files at the target would be deleted; nothing was published", t.Deleted, t.Of)
}

// MaxDeletes is how many files go at once without a word.
const MaxDeletes = 100

// Guard is nil when a difference deletes at most so many files. Without a number
// (negative) that is MaxDeletes, and of sites with more than twenty files no more
// than half.
func (d *Difference) Guard(most int) error {
	n := len(d.Deleted)
	if most < 0 {
		most = MaxDeletes
		if d.ours > 20 && n > d.ours/2 {
			most = min(most, d.ours/2)
		}
	}
	if n > most {
		return &TooMany{n, d.ours, most}
	}
	return nil
}

// Compare works out what a publication changes at a target.
func Compare(s *Site, has *Has, target string) (*Difference, error) {
	d := &Difference{Left: has.Left, ours: len(has.Ours)}
	ours := make(map[string]output.File, len(has.Ours))
	for _, f := range has.Ours {
		ours[f.Path] = f
	}
	left := map[string]bool{}
	for _, p := range has.Left {
		left[p] = true
	}
	var occupied []string
	for _, f := range s.Files {
		was, mine := ours[f.Path]
		delete(ours, f.Path)
		switch {
		case mine && !has.Unknown[f.Path] && was.Sum == f.Sum && was.Size == f.Size:
			d.Kept++
		case mine:
			d.Changed = append(d.Changed, f.Path)
		case has.Same[f.Path]:
			d.Kept++
		case has.Others[f.Path] && !has.Overwrite:
			occupied = append(occupied, f.Path)
		case has.Others[f.Path]:
			d.Changed = append(d.Changed, f.Path)
		default:
			d.Added = append(d.Added, f.Path)
		}
	}
	for p := range ours {
		if !left[p] {
			d.Deleted = append(d.Deleted, p)
		}
	}
	slices.Sort(d.Deleted)
	if len(occupied) > 0 {
		return nil, &Occupied{target, occupied}
	}
	return d, nil
}

// going are the files that go to a target: those that others refer to, and those
// that refer to others.
func (d *Difference) going(s *Site) (first, last []output.File) {
	goes := map[string]bool{}
	for _, list := range [][]string{d.Added, d.Changed} {
		for _, p := range list {
			goes[p] = true
		}
	}
	for _, f := range s.Files {
		switch {
		case !goes[f.Path]:
		case output.Late(f.Path):
			last = append(last, f)
		default:
			first = append(first, f)
		}
	}
	return first, last
}

// each does something for every item on all cores, and gives the first error in
// the order of the items.
func each[T any](items []T, do func(T) error) error {
	errs := make([]error, len(items))
	par.Each(len(items), func(i int) { errs[i] = do(items[i]) })
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// books reports whether a path is one of our own books.
func books(path string) bool { return path == output.Own || strings.HasPrefix(path, output.Own+"/") }
