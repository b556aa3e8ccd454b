package importer

import (
	"bytes"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"recap/generator/media"
)

// pictures finds them in the folder that was given, brings them to where they
// lay, below content/static, so that their old addresses still answer, and
// remembers what is missing. Originals are chosen over the thumbnails that texts
// show.
type pictures struct {
	*run
	done    map[string]string // address → new address, "" for not found
	broken  map[string]string // path of a file that is no picture → why
	refused map[string]bool   // addresses that were asked in vain
}

func newPictures(r *run) *pictures {
	return &pictures{run: r, done: map[string]string{}, broken: map[string]string{}, refused: map[string]bool{}}
}

// uploads are the folders that blogs keep files in: what stands behind one is
// the path in the folder that --images names.
var uploads = regexp.MustCompile(`(?i)/(?:wp-content/uploads(?:/sites/\d+)?|wp-content/blogs\.dir/\d+/files|files|uploads|assets|images|img|static)/`)

// place is where a picture lies now. large is the original that a thumbnail was
// linked to. found is false, and to the address as it was, for one that no
// folder holds.
func (m *pictures) place(file, address, large string) (to string, found bool) {
	for _, try := range []string{large, address} {
		if try == "" {
			continue
		}
		if to, found = m.find(try); found {
			return to, true
		}
	}
	m.missing(file, address)
	return address, false
}

func (m *pictures) missing(file, address string) {
	why := "no folder of pictures was given (--images)"
	switch {
	case strings.HasPrefix(address, "data:"):
		return
	case m.broken[cleanPath(address)] != "":
		why = "the file cannot be shown: " + m.broken[cleanPath(address)]
	case host(address) != "" && !uploads.MatchString(address):
		why = "it lies elsewhere, and stays a picture of that site"
	case m.o.Images != "":
		why = "not in the folder of pictures"
	}
	m.report.Missing = append(m.report.Missing, Missing{file, address, why})
}

func cleanPath(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return path.Clean("/" + u.Path)
}

// find looks for one address and copies what it finds.
func (m *pictures) find(address string) (string, bool) {
	if to, known := m.done[address]; known {
		return to, to != ""
	}
	to := m.look(address)
	m.done[address] = to
	return to, to != ""
}

func (m *pictures) look(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	clean := path.Clean("/" + u.Path)
	if m.o.Images != "" {
		for _, rel := range candidates(clean) {
			if to := m.take(clean, rel); to != "" {
				return to
			}
		}
	}
	if m.o.Fetch != nil && u.Host != "" {
		return m.fetch(u, clean)
	}
	return ""
}

// candidates are the paths below the folder of pictures at which a file may lie:
// the original first, then the file as it was named; by its path behind the
// folder of uploads, then by shorter ends of it.
func candidates(clean string) []string {
	var out []string
	add := func(p string) {
		p = strings.TrimPrefix(p, "/")
		if p == "" || p == "." {
			return
		}
		for _, o := range originals(p) {
			out = append(out, o)
		}
	}
	if loc := uploads.FindStringIndex(clean); loc != nil {
		add(clean[loc[1]:])
	}
	for p := clean; ; {
		add(p)
		i := strings.IndexByte(strings.TrimPrefix(p, "/"), '/')
		if i < 0 {
			return out
		}
		p = strings.TrimPrefix(p, "/")[i:]
	}
}

var scaled = regexp.MustCompile(`-(?:\d{1,5}x\d{1,5}|scaled|rotated)(\.[A-Za-z]+)$`)

func originals(p string) []string {
	if o := scaled.ReplaceAllString(p, "$1"); o != p {
		return []string{o, p}
	}
	return []string{p}
}

// take copies a file of the folder of pictures to where its address says.
func (m *pictures) take(clean, rel string) string {
	if !filepath.IsLocal(filepath.FromSlash(rel)) {
		return ""
	}
	root, err := os.OpenRoot(m.o.Images) // no link leads out of it
	if err != nil {
		return ""
	}
	defer root.Close()
	f, err := root.Open(filepath.FromSlash(rel))
	if err != nil {
		return ""
	}
	defer f.Close()
	if st, err := f.Stat(); err != nil || !st.Mode().IsRegular() {
		return ""
	}
	if media.FormatOf(rel) != "" {
		if _, err := media.Probe(f); err != nil {
			m.broken[clean] = err.Error()
			return ""
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return ""
		}
	}
	dir, base := path.Split(clean)
	if path.Base(rel) != base {
		base = path.Base(rel)
	}
	at := safePath(dir + base)
	if at == "" {
		return ""
	}
	if m.taken["content/static"+at] == "" {
		if err := m.stage.copy("content/static"+at, "picture "+clean, f); err != nil {
			return ""
		}
		m.taken["content/static"+at] = "picture"
		m.report.Pictures++
	}
	return (&url.URL{Path: at}).EscapedPath()
}

// bring copies a file of the source to a place in content. A picture that cannot
// be shown stays away.
func (m *pictures) bring(from fs.FS, name, to string) bool {
	if !inContent(to) {
		return false
	}
	if m.taken[to] != "" {
		return true
	}
	f, err := from.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return false
	}
	if media.FormatOf(name) != "" {
		if _, err := media.Probe(bytes.NewReader(data)); err != nil {
			return false
		}
	}
	if m.stage.put(to, "file "+name, data) != nil {
		return false
	}
	m.taken[to] = "file"
	m.report.Pictures++
	return true
}

// safePath is a path that is a file on every system and hides nothing.
func safePath(p string) string {
	for part := range strings.SplitSeq(strings.TrimPrefix(p, "/"), "/") {
		if part == "" || strings.HasPrefix(part, ".") || strings.HasSuffix(part, ".") || strings.ContainsAny(part, "\\:*?\"<>|\x00\n\r\t") || len(part) > 200 {
			return ""
		}
	}
	return p
}

// fetch gets a picture from where it lay.
func (m *pictures) fetch(u *url.URL, clean string) string {
	for _, p := range originals(u.Path) {
		at := safePath(path.Clean("/" + p))
		if at == "" || m.ctx.Err() != nil {
			return ""
		}
		if m.taken["content/static"+at] != "" { // by another of its names
			return (&url.URL{Path: at}).EscapedPath()
		}
		v := *u
		v.Path, v.RawPath, v.RawQuery, v.Fragment = p, "", "", ""
		if m.refused[v.String()] {
			continue
		}
		data, err := m.o.Fetch(m.ctx, v.String())
		if err != nil {
			m.refused[v.String()] = true
			continue
		}
		if _, err := media.Probe(bytes.NewReader(data)); err != nil { // an error page is no picture
			m.broken[clean], m.refused[v.String()] = err.Error(), true
			continue
		}
		if m.stage.copy("content/static"+at, "picture "+v.String(), bytes.NewReader(data)) != nil {
			return ""
		}
		m.taken["content/static"+at] = "picture"
		m.report.Pictures++
		return (&url.URL{Path: at}).EscapedPath()
	}
	return ""
}
