package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"recap/generator/content"
	"recap/generator/digest"
	"recap/generator/output"
)

// git is a branch of a repository, as GitHub, GitLab and Codeberg Pages serve it.
// The system's git does the work, in a bare repository and with an index of our
// own in .recap/: the writer's working tree, index and branches are never touched.
// Each publication is one commit upon the branch as it is; nothing is ever forced.
// A push that comes too late, because somebody else pushed, is made anew upon
// theirs.
type git struct {
	Around
	remote, branch string
	access         []string // what the writer's repository says of getting at its remotes, as variables
}

func gitTarget(t content.Target, a Around) (Target, error) {
	g := &git{Around: a, remote: t.Remote.Text, branch: t.Branch.Text}
	if g.remote == "" {
		g.remote = "origin"
	}
	if g.branch == "" {
		g.branch = "gh-pages"
	}
	if strings.HasPrefix(g.remote, "-") || strings.HasPrefix(g.branch, "-") {
		return nil, fmt.Errorf("a repository or branch cannot begin with a dash")
	}
	// Variables of a hook or an alias that recap was called from speak of the
	// writer's repository. Nobody sits there to answer a question.
	g.Env = append(without(a.Env, func(name string) bool {
		switch name {
		case "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_ALTERNATE_OBJECT_DIRECTORIES":
			return true
		}
		return false
	}), "GIT_TERMINAL_PROMPT=0")
	return g, nil
}

func (g *git) String() string { return fmt.Sprintf("the branch %s of %s", g.branch, g.remote) }

func (g *git) repository() string { return g.own() + ".git" }

// run is a git command in our repository.
func (g *git) run(ctx context.Context, in []byte, args ...string) ([]byte, error) {
	return program(ctx, g.Dir, append(slices.Clone(g.Env), g.access...), bytes.NewReader(in), "git", append([]string{"--git-dir=" + g.repository()}, args...)...)
}

// address is the remote's address: a name is that of the writer's own repository,
// and a path is seen from the site.
func (g *git) address(ctx context.Context) (string, error) {
	if strings.ContainsAny(g.remote, "/:\\") {
		return g.remote, nil
	}
	out, err := program(ctx, g.Dir, g.Env, nil, "git", "remote", "get-url", "--push", g.remote)
	if err != nil {
		return "", fmt.Errorf("the site's own repository has no remote %q; write its address into remote: (%w)", g.remote, err)
	}
	if g.access == nil {
		g.access = g.accessOf(ctx)
	}
	return strings.TrimSpace(string(out)), nil
}

// accessOf are the settings by which the writer's repository gets at its remotes,
// as the variables that give them to ours: build servers put their token there. In
// the words of a command everybody on the machine could read it.
func (g *git) accessOf(ctx context.Context) []string {
	out, err := program(ctx, g.Dir, g.Env, nil, "git", "config", "--includes", "-z", "--get-regexp", `^(http|credential|url)\.|^core\.sshcommand$`)
	env := []string{}
	if err != nil { // none
		return env
	}
	for kv := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		key, value, _ := strings.Cut(kv, "\n")
		env = append(env, fmt.Sprintf("GIT_CONFIG_KEY_%d=%s", len(env)/2, key), fmt.Sprintf("GIT_CONFIG_VALUE_%d=%s", len(env)/2, value))
	}
	return append(env, fmt.Sprintf("GIT_CONFIG_COUNT=%d", len(env)/2))
}

// tip is the branch as it was fetched.
const tip = "refs/recap/tip"

// fetch brings the newest commit of the branch here; commit is "" for a branch
// that does not exist yet.
func (g *git) fetch(ctx context.Context) (commit string, err error) {
	remote, err := g.address(ctx)
	if err != nil {
		return "", err
	}
	if err := g.unlock(); err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(g.repository(), "HEAD")); err != nil {
		if err := os.MkdirAll(filepath.Dir(g.repository()), 0o777); err != nil {
			return "", err
		}
		if _, err := program(ctx, g.Dir, g.Env, nil, "git", "init", "--quiet", "--bare", g.repository()); err != nil {
			return "", err
		}
	}
	out, err := g.run(ctx, nil, "ls-remote", "--", remote, "refs/heads/"+g.branch)
	if err != nil {
		return "", err
	}
	commit, _, _ = strings.Cut(string(out), "\t")
	if commit == "" {
		return "", nil
	}
	_, err = g.run(ctx, nil, "fetch", "--quiet", "--no-tags", "--depth=1", "--", remote, "+refs/heads/"+g.branch+":"+tip)
	if err != nil {
		return "", err
	}
	out, err = g.run(ctx, nil, "rev-parse", tip)
	return strings.TrimSpace(string(out)), err
}

// unlock removes the locks that git left in our repository when it was killed: only
// one publication goes on at a time, and a git that is at work holds one for a
// moment, not for minutes.
func (g *git) unlock() error {
	for _, where := range []string{"*.lock", "refs/recap/*.lock"} {
		names, err := filepath.Glob(filepath.Join(globbed(g.repository()), where))
		if err != nil {
			return err
		}
		for _, name := range names {
			if fi, err := os.Stat(name); err == nil && (g.Alone || time.Since(fi.ModTime()) > 10*time.Minute) {
				os.Remove(name)
			}
		}
	}
	return nil
}

// globbed is a path as a pattern that matches it.
func globbed(p string) string {
	return strings.NewReplacer("*", "[*]", "?", "[?]", "[", "[[]").Replace(p)
}

// tree is what a commit holds: mode and name of each blob by path.
func (g *git) tree(ctx context.Context, commit string) (map[string]blob, error) {
	all := map[string]blob{}
	if commit == "" {
		return all, nil
	}
	out, err := g.run(ctx, nil, "ls-tree", "-r", "-z", "--full-tree", commit)
	if err != nil {
		return nil, err
	}
	for line := range strings.SplitSeq(string(out), "\x00") {
		about, path, ok := strings.Cut(line, "\t")
		f := strings.Fields(about) // mode, type, name
		if ok && len(f) == 3 {
			all[path] = blob{f[0], f[2]}
		}
	}
	return all, nil
}

type blob struct{ mode, name string }

// names are git's names of the site's files, which are written into our
// repository on the way.
func (g *git) names(ctx context.Context, s *Site) ([]string, error) {
	if err := s.check(s.Files); err != nil {
		return nil, err
	}
	var in bytes.Buffer
	for _, f := range s.Files {
		in.WriteString(s.name(f.Path) + "\n")
	}
	out, err := g.run(ctx, in.Bytes(), "hash-object", "-w", "--no-filters", "--stdin-paths")
	if err != nil {
		return nil, err
	}
	names := strings.Fields(string(out))
	if len(names) != len(s.Files) {
		return nil, fmt.Errorf("git named %d of %d files", len(names), len(s.Files))
	}
	return names, nil
}

// Look fetches the branch and compares it with the site by git's own names.
func (g *git) Look(ctx context.Context, s *Site) (*Has, error) {
	commit, err := g.fetch(ctx)
	if err != nil {
		return nil, err
	}
	names, err := g.names(ctx, s)
	if err != nil {
		return nil, err
	}
	has, _, err := g.look(ctx, s, commit, names)
	return has, err
}

const manifestPath = output.Own + "/manifest"

func (g *git) look(ctx context.Context, s *Site, commit string, names []string) (*Has, map[string]blob, error) {
	tree, err := g.tree(ctx, commit)
	if err != nil {
		return nil, nil, err
	}
	has := &Has{Overwrite: g.Overwrite, New: tree[manifestPath].name == "", Unknown: map[string]bool{}, Others: map[string]bool{}, Same: map[string]bool{}}
	ours := map[string]bool{}
	if b := tree[manifestPath]; b.name != "" {
		data, err := g.run(ctx, nil, "cat-file", "blob", b.name)
		if err != nil {
			return nil, nil, err
		}
		if has.Ours, err = output.ParseManifest(data, present(tree)); err != nil {
			return nil, nil, fmt.Errorf("the list of recap's files in %s cannot be used: %w", g, err)
		}
	}
	there := has.Ours[:0]
	for _, f := range has.Ours {
		if _, is := tree[f.Path]; is {
			there = append(there, f)
			ours[f.Path] = true
		}
	}
	has.Ours = there
	wanted := map[string]bool{}
	for i, f := range s.Files {
		wanted[f.Path] = true
		b, is := tree[f.Path]
		same := is && b.name == names[i] && b.mode == "100644"
		switch {
		case !is:
		case ours[f.Path]:
			has.Unknown[f.Path] = !same
		case same:
			has.Same[f.Path] = true
		default:
			has.Others[f.Path] = true
		}
	}
	for i, f := range has.Ours {
		if wanted[f.Path] {
			if !has.Unknown[f.Path] { // whatever the list says of it
				has.Ours[i] = s.file(f.Path)
			}
			continue
		}
		data, err := g.run(ctx, nil, "cat-file", "blob", tree[f.Path].name)
		if err != nil || digest.Bytes(data) != f.Sum {
			has.Left = append(has.Left, f.Path)
		}
	}
	return has, tree, nil
}

// present are the paths of a tree.
func present(tree map[string]blob) []string {
	var out []string
	for p := range tree {
		out = append(out, p)
	}
	return out
}

// pushes is how often a push is made anew because somebody else was faster.
const pushes = 5

// Send commits the difference and pushes it.
func (g *git) Send(ctx context.Context, s *Site, has *Has, diff *Difference) error {
	names, err := g.names(ctx, s)
	if err != nil {
		return err
	}
	remote, err := g.address(ctx)
	if err != nil {
		return err
	}
	for try := 1; ; try++ {
		parent, err := g.fetch(ctx)
		if err != nil {
			return err
		}
		commit, err := g.commit(ctx, s, parent, names)
		if err != nil || commit == parent {
			return err
		}
		_, err = g.run(ctx, nil, "push", "--quiet", "--", remote, commit+":refs/heads/"+g.branch)
		if err == nil {
			return nil
		}
		if now, e := g.fetch(ctx); e != nil || now == parent || try == pushes {
			return err // it was not that somebody was faster
		}
	}
}

// commit makes the commit upon parent that holds the site; it is parent itself
// when that does.
func (g *git) commit(ctx context.Context, s *Site, parent string, names []string) (string, error) {
	has, tree, err := g.look(ctx, s, parent, names)
	if err != nil {
		return "", err
	}
	diff, err := Compare(s, has, g.String())
	if err != nil {
		return "", err
	}
	var info bytes.Buffer // removals first: a file may turn into a folder
	null := strings.Repeat("0", len(names[0]))
	for _, p := range diff.Deleted {
		fmt.Fprintf(&info, "0 %s\t%s\x00", null, p)
	}
	goes := map[string]bool{}
	for _, list := range [][]string{diff.Added, diff.Changed} {
		for _, p := range list {
			goes[p] = true
		}
	}
	for i, f := range s.Files {
		if goes[f.Path] {
			fmt.Fprintf(&info, "100644 %s\t%s\x00", names[i], f.Path)
		}
	}
	manifest := output.FormatManifest(s.Files)
	out, err := g.run(ctx, manifest, "hash-object", "-w", "--stdin")
	if err != nil {
		return "", err
	}
	if name := strings.TrimSpace(string(out)); name != tree[manifestPath].name {
		fmt.Fprintf(&info, "100644 %s\t%s\x00", name, manifestPath)
	}
	if info.Len() == 0 {
		return parent, nil
	}
	index := *g
	file := filepath.Join(g.repository(), "recap-index")
	os.Remove(file)
	os.Remove(file + ".lock") // of a run that was killed; only one runs at a time
	index.Env = append(append([]string{}, g.Env...), "GIT_INDEX_FILE="+file)
	start := []string{"read-tree", "--empty"}
	if parent != "" {
		start = []string{"read-tree", parent}
	}
	if _, err := index.run(ctx, nil, start...); err != nil {
		return "", err
	}
	if _, err := index.run(ctx, info.Bytes(), "update-index", "-z", "--index-info"); err != nil {
		return "", err
	}
	out, err = index.run(ctx, nil, "write-tree")
	if err != nil {
		return "", err
	}
	args := []string{"commit-tree", "-m", g.Message, strings.TrimSpace(string(out))}
	if parent != "" {
		args = append(args, "-p", parent)
	}
	who := *g
	if _, err := program(ctx, g.Dir, g.Env, nil, "git", "var", "GIT_COMMITTER_IDENT"); err != nil {
		if f, ok := errors.AsType[*Failed](err); !ok || f.code() < 0 {
			return "", err
		}
		// A build server has no name of its own (RFC 2606: nobody's domain).
		who.Env = append(append([]string{}, g.Env...), "GIT_AUTHOR_NAME=recap", "GIT_AUTHOR_EMAIL=recap@example.invalid", "GIT_COMMITTER_NAME=recap", "GIT_COMMITTER_EMAIL=recap@example.invalid")
	}
	out, err = who.run(ctx, nil, args...)
	return strings.TrimSpace(string(out)), err
}
