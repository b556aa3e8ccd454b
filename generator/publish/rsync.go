package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"recap/generator/content"
	"recap/generator/output"
)

// rsync is a folder on another machine, filled by the system's rsync over ssh.
//
// Each file is replaced whole (rsync renames it into its place), what others refer
// to before what refers to it. What is wanted no more is deleted by rules that name
// each file and protect all others: rsync's --delete-missing-args would be shorter
// and is refused by receivers since 3.4.3. The first list that goes says which
// files are about to, so that a run that was killed leaves nothing nobody knows of.
type rsync struct {
	Around
	to, ssh string
}

func rsyncTarget(t content.Target, a Around) (Target, error) {
	r := &rsync{a, strings.TrimRight(t.To.Text, "/") + "/", t.SSH.Text}
	if strings.HasPrefix(r.to, "-") {
		return nil, errors.New("to: cannot begin with a dash")
	}
	if r.ssh == "" {
		r.ssh = "ssh"
	}
	r.Env = append(slices.Clone(a.Env), "LC_ALL=C")
	return r, nil
}

func (r *rsync) String() string { return strings.TrimSuffix(r.to, "/") }

// run is an rsync command; every file is named by the bytes of its path.
func (r *rsync) run(ctx context.Context, list []string, args ...string) ([]byte, error) {
	all := []string{"--rsh=" + r.ssh, "--timeout=120"}
	if strings.ContainsAny(r.to, " '\"$&;()<>|*?`!#~\\") {
		all = append(all, "--protect-args")
	}
	var in bytes.Buffer
	if list != nil {
		all = append(all, "--from0", "--files-from=-")
		for _, p := range list {
			in.WriteString(p + "\x00")
		}
	}
	return program(ctx, r.Dir, r.Env, &in, "rsync", append(all, args...)...)
}

// listed is one line of rsync's listing: kind, size, date, time, name.
var listed = regexp.MustCompile(`^([-dlbcps])\S+ +([0-9,]+) +\S+ +\S+ (.*)$`)

// listing is what lies there: sizes of files by path, negative for all else.
func (r *rsync) listing(ctx context.Context) (map[string]int64, error) {
	out, err := r.run(ctx, nil, "--list-only", "--recursive", "--links", "--8-bit-output", "--", r.to)
	if f, ok := errors.AsType[*Failed](err); ok && f.code() == 23 && strings.Contains(f.Said, "No such file") {
		return nil, nil // nothing yet
	}
	if err != nil {
		return nil, err
	}
	there := map[string]int64{}
	for line := range strings.SplitSeq(string(out), "\n") {
		m := listed.FindStringSubmatch(line)
		if m == nil || m[3] == "." {
			continue
		}
		size := int64(-1)
		name := m[3]
		switch m[1] {
		case "-":
			if size, err = strconv.ParseInt(strings.ReplaceAll(m[2], ",", ""), 10, 64); err != nil {
				return nil, fmt.Errorf("rsync's listing has a line that cannot be read: %q", line)
			}
		case "l":
			name, _, _ = strings.Cut(name, " -> ")
		}
		there[name] = size
	}
	return there, nil
}

const pendingPath = output.Own + "/pending"

// Look asks for a listing and for the two lists.
func (r *rsync) Look(ctx context.Context, s *Site) (*Has, error) {
	there, err := r.listing(ctx)
	if err != nil {
		return nil, err
	}
	has := &Has{Overwrite: r.Overwrite, Unknown: map[string]bool{}, Others: map[string]bool{}, there: there}
	_, known := there[manifestPath]
	_, begun := there[pendingPath]
	has.New = !known && !begun
	var manifest, pending []output.File
	if known || begun {
		books := filepath.Join(r.own(), "books")
		if err := emptied(books); err != nil {
			return nil, err
		}
		if _, err := r.run(ctx, nil, "--recursive", "--include=/manifest", "--include=/pending", "--exclude=*", "--", r.to+output.Own+"/", books+string(filepath.Separator)); err != nil {
			return nil, err
		}
		if manifest, err = readBook(filepath.Join(books, "manifest"), listedPaths(there)); err != nil {
			return nil, fmt.Errorf("the list of recap's files at %s cannot be used: %w", r, err)
		}
		if pending, err = readBook(filepath.Join(books, "pending"), listedPaths(there)); err != nil {
			pending = nil // cut short before a file went
		}
	}
	has.take(s, manifest, pending, there)
	return has, nil
}

// readBook is a list of files; one that is not there is empty.
func readBook(name string, present []string) ([]output.File, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return output.ParseManifest(data, present)
}

func listedPaths(there map[string]int64) []string {
	var out []string
	for p := range there {
		out = append(out, p)
	}
	return out
}

// take works out what a target has from its two lists and from what lies there;
// there is nil where nobody can tell.
func (has *Has) take(s *Site, manifest, pending []output.File, there map[string]int64) {
	wanted, ours := map[string]bool{}, map[string]bool{}
	for _, f := range s.Files {
		wanted[f.Path] = true
	}
	begun := map[string]bool{}
	for _, f := range pending {
		begun[f.Path] = true
		has.Pending = true
	}
	for _, f := range slices.Concat(manifest, pending) {
		if ours[f.Path] {
			continue
		}
		size, is := there[f.Path]
		if there != nil && !is {
			continue
		}
		ours[f.Path] = true
		has.Ours = append(has.Ours, f)
		odd := there != nil && size != f.Size
		switch {
		case wanted[f.Path]:
			has.Unknown[f.Path] = odd || begun[f.Path]
		case odd && !begun[f.Path]:
			has.Left = append(has.Left, f.Path)
		}
	}
	theirs := map[string]bool{} // folders that hold somebody's file
	for p, size := range there {
		if size < 0 || ours[p] || books(p) {
			continue
		}
		for dir := path.Dir(p); dir != "." && !theirs[dir]; dir = path.Dir(dir) {
			theirs[dir] = true
		}
	}
	for _, f := range s.Files {
		if size, is := there[f.Path]; is && !ours[f.Path] && (size >= 0 || theirs[f.Path]) {
			has.Others[f.Path] = true
		}
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			if size, is := there[dir]; is && size >= 0 && !ours[dir] { // a file where a folder must be
				has.Others[f.Path] = true
			}
		}
	}
}

// Send uploads in stages: the list of what is about to go, what others refer to,
// what refers to others, deletions, the new list.
func (r *rsync) Send(ctx context.Context, s *Site, has *Has, diff *Difference) error {
	first, last := diff.going(s)
	if err := s.check(slices.Concat(first, last)); err != nil {
		return err
	}
	pending := slices.Concat(first, last)
	for _, f := range has.Ours { // begun by an earlier run, wanted no more
		if has.Pending && slices.Contains(diff.Deleted, f.Path) {
			pending = append(pending, f)
		}
	}
	if err := r.book(ctx, map[string][]output.File{"pending": pending}); err != nil {
		return err
	}
	early, late := inTheWay(diff.Deleted, slices.Concat(first, last))
	if err := r.delete(ctx, s, has, early); err != nil {
		return err
	}
	for _, stage := range [][]output.File{first, last} {
		if len(stage) == 0 {
			continue
		}
		list := make([]string, len(stage))
		for i, f := range stage {
			list[i] = f.Path
		}
		if _, err := r.run(ctx, list, "--times", "--omit-dir-times", "--checksum", "--", s.Dir+string(filepath.Separator), r.to); err != nil {
			return err
		}
	}
	if err := r.delete(ctx, s, has, late); err != nil {
		return err
	}
	return r.book(ctx, map[string][]output.File{"manifest": s.Files, "pending": nil})
}

// inTheWay parts deletions: those that must come first, since a file is to lie
// where a folder was or the other way round, and all others.
func inTheWay(deleted []string, going []output.File) (early, late []string) {
	files, folders := map[string]bool{}, map[string]bool{}
	for _, f := range going {
		files[f.Path] = true
		for dir := path.Dir(f.Path); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	for _, p := range deleted {
		way := folders[p]
		for dir := path.Dir(p); dir != "." && !way; dir = path.Dir(dir) {
			way = files[dir]
		}
		if way {
			early = append(early, p)
		} else {
			late = append(late, p)
		}
	}
	return early, late
}

// book uploads lists of ours, readable for their owner only.
func (r *rsync) book(ctx context.Context, lists map[string][]output.File) error {
	dir := filepath.Join(r.own(), "send")
	if err := emptied(filepath.Join(dir, output.Own)); err != nil {
		return err
	}
	if err := os.Chmod(filepath.Join(dir, output.Own), 0o700); err != nil {
		return err
	}
	var names []string
	for name, files := range lists {
		if err := os.WriteFile(filepath.Join(dir, output.Own, name), output.FormatManifest(files), 0o600); err != nil {
			return err
		}
		names = append(names, output.Own+"/"+name)
	}
	slices.Sort(names) // manifest before pending
	_, err := r.run(ctx, names, "--perms", "--checksum", "--", dir+string(filepath.Separator), r.to)
	return err
}

// delete deletes files, and the folders that this leaves empty. What is sent is an
// empty tree of the folders that stay; rules let rsync delete what is named and
// protect everything else.
func (r *rsync) delete(ctx context.Context, s *Site, has *Has, files []string) error {
	if len(files) == 0 {
		return nil
	}
	goes := map[string]bool{}
	for _, p := range files {
		goes[p] = true
	}
	stays := map[string]bool{} // folders
	keep := func(p string) {
		for dir := path.Dir(p); dir != "." && !stays[dir]; dir = path.Dir(dir) {
			stays[dir] = true
		}
	}
	for p := range has.there {
		if size := has.there[p]; size >= 0 && !goes[p] || size < 0 && !parentOf(p, files) {
			keep(p + "/x") // a stranger's empty folder stays too
		}
	}
	for _, f := range s.Files {
		keep(f.Path)
	}
	tree := filepath.Join(r.own(), "tree")
	if err := emptied(tree); err != nil {
		return err
	}
	var rules strings.Builder
	named := map[string]bool{}
	for _, p := range files {
		var dirs []string
		for dir := path.Dir(p); dir != "." && !named[dir]; dir = path.Dir(dir) {
			named[dir] = true
			dirs = append(dirs, dir)
			if stays[dir] {
				if err := os.MkdirAll(filepath.Join(tree, filepath.FromSlash(dir)), 0o755); err != nil {
					return err
				}
			}
		}
		for _, dir := range dirs {
			rules.WriteString("+ /" + pattern(dir) + "/\n")
		}
		rules.WriteString("+ /" + pattern(p) + "\n")
	}
	rules.WriteString("- *\n")
	name := filepath.Join(r.own(), "rules")
	if err := os.WriteFile(name, []byte(rules.String()), 0o666); err != nil {
		return err
	}
	_, err := r.run(ctx, nil, "--recursive", "--delete", "--omit-dir-times", "--filter=merge "+name, "--", tree+string(filepath.Separator), r.to)
	return err
}

// parentOf reports whether a folder holds one of the files.
func parentOf(dir string, files []string) bool {
	return slices.ContainsFunc(files, func(p string) bool { return strings.HasPrefix(p, dir+"/") })
}

// pattern is a path as a rule that matches it and nothing else.
func pattern(p string) string {
	if !strings.ContainsAny(p, "*?[") {
		return p
	}
	return strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`).Replace(p)
}
