package site

import (
	"path"
	"strings"

	"recap/generator/content"
	"recap/generator/media"
)

// placeFiles sees to the files in the folder of a post (an index.md with its
// pictures beside it): those of a post that is held back are not published, and
// those of an unlisted post lie at its secret address.
func (s *Site) placeFiles(all []*Post) {
	owner := map[string]*Post{}
	shared := map[string]bool{} // folders in which a published post lies too
	for _, p := range all {
		dir := path.Dir(p.File.Path)
		if base := path.Base(p.File.Path); !strings.HasPrefix(base, "index.") {
			continue
		}
		if s.held[p] != "" || p.Unlisted {
			owner[dir] = p
		} else {
			shared[dir] = true
		}
	}
	for dir := range shared {
		delete(owner, dir)
	}
	if len(owner) == 0 {
		return
	}
	kept := make([]content.Static, 0, len(s.Static))
	for _, st := range s.Static {
		dir, p := nearestOwner(owner, path.Dir(st.File.Path))
		if p == nil {
			kept = append(kept, st)
			continue
		}
		delete(s.static, st.Path)
		delete(s.beside, st.File.Path)
		delete(s.photos, st.File.Path)
		if s.held[p] != "" {
			continue
		}
		st.Path = strings.TrimSuffix(p.Path, path.Base(OutputOf(p.Path))) + strings.TrimPrefix(st.File.Path, dir+"/")
		s.static[st.Path], s.beside[st.File.Path] = st, st
		if s.opts.Probe != nil && media.FormatOf(st.Path) != "" {
			s.photos[st.File.Path] = s.photo(st)
		}
		kept = append(kept, st)
	}
	s.Static = kept
}

// nearestOwner is the innermost folder around a file that belongs to one post.
func nearestOwner(owner map[string]*Post, dir string) (string, *Post) {
	for ; dir != "." && dir != "/"; dir = path.Dir(dir) {
		if p := owner[dir]; p != nil {
			return dir, p
		}
	}
	return "", nil
}
