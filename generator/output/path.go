package output

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unicode/utf8"
)

const (
	own          = ".recap" // our folder inside the output
	maxComponent = 255      // bytes; ext4, APFS and NTFS agree on about this
	maxPath      = 900      // bytes, so that with the output's own path macOS' 1,024 suffice
)

// CheckPath says why p cannot be the path of a published file, or nil. A path
// is slash separated and relative to the output folder: "2016/06/pycon/index.html".
//
// Names that Windows keeps for devices (con, aux, nul, com1 …, with any
// extension) are refused on every system: a site that builds on a laptop must
// build in CI, and be servable from anywhere. Signs that only Windows forbids
// (: ? * and so on) are refused only there, as they are common in the names of
// published downloads.
func CheckPath(p string) error { return checkPath(p, runtime.GOOS == "windows") }

func checkPath(p string, windows bool) error {
	switch {
	case p == "":
		return fmt.Errorf("an output path is empty")
	case len(p) > maxPath:
		return fmt.Errorf("%.40q… is longer than %d bytes", p, maxPath)
	case !utf8.ValidString(p):
		return fmt.Errorf("%q is not UTF-8", p)
	case p[0] == '/':
		return fmt.Errorf("%q is not relative to the output folder", p)
	}
	for i := range len(p) {
		switch c := p[i]; {
		case c < 0x20 || c == 0x7f:
			return fmt.Errorf("%q holds a control character", p)
		case c == '\\':
			return fmt.Errorf("%q holds a backslash, which separates folders on Windows", p)
		case windows && strings.IndexByte(`<>:"|?*`, c) >= 0:
			return fmt.Errorf("%q holds %q, which Windows does not allow in a file name", p, c)
		}
	}
	for i, part := range strings.Split(p, "/") {
		if err := checkComponent(p, part, windows); err != nil {
			return err
		}
		if i == 0 && strings.EqualFold(part, own) {
			return fmt.Errorf("%q lies in %s/, where recap keeps its own books", p, own)
		}
	}
	return nil
}

func checkComponent(p, part string, windows bool) error {
	switch {
	case part == "":
		return fmt.Errorf("%q has an empty folder or file name", p)
	case part == "." || part == "..":
		return fmt.Errorf("%q has a %q in it", p, part)
	case len(part) > maxComponent:
		return fmt.Errorf("%.40q… has a name longer than %d bytes", p, maxComponent)
	case isDevice(part):
		return fmt.Errorf("%q cannot exist on Windows, where %q is a device", p, part)
	case windows && strings.HasSuffix(part, "."), windows && strings.HasSuffix(part, " "):
		return fmt.Errorf("%q has a name that ends in a dot or space, which Windows does not allow", p)
	}
	return nil
}

// isDevice reports whether Windows takes a file name for a device: the part
// before the first dot counts, in any case, spaces at its end ignored.
func isDevice(name string) bool {
	base, _, _ := strings.Cut(name, ".")
	base = strings.ToUpper(strings.TrimRight(base, " "))
	switch base {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	if digit, ok := strings.CutPrefix(base, "COM"); ok {
		return isDeviceDigit(digit)
	}
	if digit, ok := strings.CutPrefix(base, "LPT"); ok {
		return isDeviceDigit(digit)
	}
	return false
}

func isDeviceDigit(s string) bool {
	switch s {
	case "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³":
		return true
	}
	return false
}

// Overlaps reports whether an output folder and a folder of sources share
// files: one is the other, or lies inside it. Links are resolved as far as the
// folders exist. A build into its own sources would read what it wrote.
func Overlaps(out, content string) bool {
	a, b := resolve(out), resolve(content)
	return within(a, b) || within(b, a)
}

// within reports whether inner is outer or below it.
func within(inner, outer string) bool {
	rel, err := filepath.Rel(outer, inner)
	if err != nil {
		return false
	}
	return rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// resolve is the absolute path with the links of its existing part followed. On
// systems whose file systems usually ignore case it is folded.
func resolve(p string) string {
	abs, err := filepath.Abs(p)
	if err != nil {
		abs = filepath.Clean(p)
	}
	rest := ""
	for dir := abs; ; {
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			abs = filepath.Join(real, rest)
			break
		}
		if target, err := os.Readlink(dir); err == nil {
			// A link that leads to nothing yet: the folder would be made there.
			if !filepath.IsAbs(target) {
				target = filepath.Join(filepath.Dir(dir), target)
			}
			abs = filepath.Join(target, rest)
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		rest = filepath.Join(filepath.Base(dir), rest)
		dir = up
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		abs = strings.ToLower(abs)
	}
	return abs
}

// parent is the folder of a slash path, "" for the output itself.
func parent(p string) string {
	if i := strings.LastIndexByte(p, '/'); i >= 0 {
		return p[:i]
	}
	return ""
}
