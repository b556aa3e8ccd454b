package source

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"recap/generator/diag"
)

// maxHops is how many links one link may lead over, as in the kernels.
const maxHops = 40

// linkFault is why a link cannot be followed.
type linkFault struct {
	code, text string
}

func (f *linkFault) Error() string { return f.text }

func outside(format string, args ...any) error {
	return &linkFault{"source-symlink-outside", fmt.Sprintf(format, args...)}
}

func dangling(format string, args ...any) error {
	return &linkFault{"source-symlink-dangling", fmt.Sprintf(format, args...)}
}

// link follows a symbolic link of folder t, at its path in the tree and its
// place below the site.
func (s *snapshot) link(t *task, at, real string, r *result) {
	target, info, err := s.resolve(real)
	if err == nil {
		err = s.forbidden(target)
	}
	var fault *linkFault
	switch {
	case errors.As(err, &fault):
		d := diag.Errorf(fault.code, diag.Whole(at), "%s", fault.text)
		if fault.code == "source-symlink-outside" {
			d = d.WithHint("copy what is needed into the site folder")
		}
		r.list.Add(d)
	case err != nil:
		s.trouble(at, "symbolic link", err, r)
	case info.IsDir():
		if slices.ContainsFunc(append(slices.Clip(t.via), t.real), func(dir string) bool { return within(dir, target) }) {
			r.list.Add(diag.Warnf("source-symlink-loop", diag.Whole(at), "the link leads back to %q, which it is in", target).
				WithHint("it is left out; remove it"))
			return
		}
		s.folder(task{path: at, real: target, via: append(slices.Clip(t.via), t.real), depth: t.depth + 1}, r)
	case info.Mode().IsRegular():
		dir, name := path.Split(target)
		root, err := s.root.OpenRoot(filepath.FromSlash(path.Clean(dir)))
		if err != nil {
			s.trouble(at, "file", err, r)
			return
		}
		defer root.Close()
		s.file(root, name, at, target, r)
	default:
		r.list.Add(special(at, info.Mode()))
	}
}

// resolve is where a path below the site ends, free of links, and what is there.
// filepath.EvalSymlinks would walk outside to find out, and os.Root refuses
// absolute links that stay inside.
func (s *snapshot) resolve(real string) (string, fs.FileInfo, error) {
	rest := strings.Split(real, "/")
	var done []string
	for hops := 0; len(rest) > 0; {
		part := rest[0]
		rest = rest[1:]
		switch part {
		case "", ".":
			continue
		case "..":
			if len(done) == 0 {
				return "", nil, outside("the link leads out of the site folder")
			}
			done = done[:len(done)-1]
			continue
		}
		here := path.Join(append(done, part)...)
		info, err := s.root.Lstat(filepath.FromSlash(here))
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
			return "", nil, dangling("the link leads to %q, which does not exist", path.Join(append(append(done, part), rest...)...))
		}
		if err != nil {
			return "", nil, err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			done = append(done, part)
			continue
		}
		if hops++; hops > maxHops {
			return "", nil, dangling("the link leads in a circle")
		}
		dest, err := s.root.Readlink(filepath.FromSlash(here))
		if err != nil {
			return "", nil, err
		}
		slash := filepath.ToSlash(dest)
		if filepath.IsAbs(dest) || strings.HasPrefix(slash, "/") {
			inside, ok := s.inside(dest)
			if !ok {
				return "", nil, outside("the link leads out of the site, to %q", dest)
			}
			done, slash = nil, inside
		}
		rest = append(strings.Split(slash, "/"), rest...)
	}
	target := path.Join(append([]string{"."}, done...)...)
	info, err := s.root.Lstat(filepath.FromSlash(target))
	return target, info, err
}

// inside is an absolute path as one below the site.
func (s *snapshot) inside(abs string) (string, bool) {
	for _, name := range s.names {
		if rel, err := filepath.Rel(name, abs); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel), true
		}
	}
	return "", false
}

// forbidden says why a place of the site is no source: it is hidden, the output,
// or the whole site, which holds both.
func (s *snapshot) forbidden(target string) error {
	if target == "." {
		return outside("the link leads to the site folder itself")
	}
	for part := range strings.SplitSeq(target, "/") {
		if Ignored(part) {
			return outside("the link leads to %q, which is not part of the site", target)
		}
	}
	for _, dir := range s.opts.Not {
		if within(target, dir) || within(dir, target) {
			return outside("the link leads to %q, which is no source", target)
		}
	}
	return nil
}

// within reports whether a path is a folder or below it.
func within(p, dir string) bool {
	return p == dir || strings.HasPrefix(p, dir+"/")
}
