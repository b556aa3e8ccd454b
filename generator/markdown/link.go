package markdown

import (
	"path"
	"strings"
)

// unsafe reports a destination that runs code where it is followed. Browsers
// overlook blanks and controls in a scheme, so they are overlooked here. An
// image may carry its data, a link may not.
func unsafe(dest string, image bool) bool {
	var b []byte
	for i := 0; i < len(dest) && len(b) < 16; i++ {
		c := dest[i]
		if c <= ' ' || c == 0x7F {
			continue
		}
		if c == 0xC2 && i+1 < len(dest) && dest[i+1] < 0xA1 { // C1 controls, no-break space
			i++
			continue
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	s := string(b)
	switch {
	case strings.HasPrefix(s, "javascript:"), strings.HasPrefix(s, "vbscript:"):
		return true
	case strings.HasPrefix(s, "data:"):
		return !image || !strings.HasPrefix(s, "data:image/")
	}
	return false
}

// scheme reports whether an address names its scheme: "https:", "mailto:".
func scheme(u string) bool {
	i := strings.IndexAny(u, ":/?#")
	return i > 0 && u[i] == ':'
}

// beside leads to an id that this body itself brings to the page, a footnote's:
// unlike "#x" in the text it leads there for guests as well.
func (f Frame) beside(id string) string {
	if f.Absolute != "" {
		return f.Absolute + f.Page + "#" + id
	}
	return "#" + id
}

// address makes an address fit the place where the body will stand.
func (f Frame) address(u string) string {
	if strings.HasPrefix(u, "#") {
		if f.Absolute != "" || f.Guest {
			return f.Absolute + f.Page + u
		}
		return u
	}
	if f.Absolute == "" || u == "" || scheme(u) {
		return u
	}
	if strings.HasPrefix(u, "//") {
		proto, _, _ := strings.Cut(f.Absolute, "//")
		return proto + u
	}
	if u[0] == '/' {
		return f.Absolute + u
	}
	if u[0] == '?' {
		return f.Absolute + f.Page + u
	}
	tail := ""
	if i := strings.IndexAny(u, "?#"); i >= 0 {
		u, tail = u[:i], u[i:]
	}
	dir := f.Page
	if !strings.HasSuffix(dir, "/") {
		dir = path.Dir(dir)
	}
	slash := strings.HasSuffix(u, "/") || strings.HasSuffix(u, "/.") || strings.HasSuffix(u, "/..") || u == "." || u == ".."
	full := path.Join("/", dir, u)
	if slash && full != "/" {
		full += "/"
	}
	return f.Absolute + full + tail
}

// link is where a destination leads from this body; ok is false for one that
// must not be followed.
func (w *writer) link(dest string) (string, bool) {
	if to, found := w.a.Links[dest]; found {
		if to == "" {
			return "", false
		}
		dest = to
	}
	if unsafe(dest, false) {
		return "", false
	}
	return w.f.address(dest), true
}
