package source

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"recap/generator/diag"
)

// badName says why a name cannot be a source's, or "". Addresses, messages and
// other systems are made of names: a line end or an escape sequence in one is a
// trap, and the marks that turn the writing direction show it as another name.
func badName(name string) string {
	if !utf8.ValidString(name) {
		return "is not valid UTF-8"
	}
	for _, r := range name {
		switch {
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return fmt.Sprintf("holds the control character %U", r)
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return fmt.Sprintf("holds %U, which turns the writing direction", r)
		}
	}
	return ""
}

// nameFault names the file in a form that is safe to show.
func nameFault(dir, name, why string) diag.Diagnostic {
	quoted := strconv.QuoteToGraphic(name)
	shown := dir + "/" + quoted[1:len(quoted)-1]
	return diag.Errorf("source-name", diag.Whole(shown), "the name %s %s", quoted, why).
		WithHint("rename it")
}

// twins warns of names in one folder that differ only in case or in the way
// their accents are coded: one file on macOS and Windows, two on Linux.
// Only the names themselves are told, not everything below two such folders.
func twins(t *Tree) (list diag.List) {
	seen := make(map[string]string, len(t.files)+len(t.files)/4) // folded → first path
	last := ""
	for _, f := range t.files {
		// Every folder once: files come sorted, so a folder's files are near,
		// and what is shared with the file before has been seen.
		from := shared(last, f.Path)
		last = f.Path
		for i := from; i <= len(f.Path); i++ {
			if i < len(f.Path) && f.Path[i] != '/' {
				continue
			}
			p := f.Path[:i]
			dir, base := path.Split(p)
			key := dir + fold(base)
			first, ok := seen[key]
			if !ok {
				seen[key] = p
			} else if first != p {
				list.Add(twin(first, p))
			}
		}
	}
	return list
}

func twin(first, p string) diag.Diagnostic {
	how := "only in upper and lower case"
	if norm.NFC.String(first) == norm.NFC.String(p) {
		how = "only in how their accents are coded"
	}
	return diag.Warnf("source-name-twin", diag.Whole(p), "%q and %q differ %s", path.Base(first), path.Base(p), how).
		WithHint("macOS and Windows take them for one; rename one of them").
		WithNote(diag.Whole(first), "the other one")
}

// shared is the length of the folders two paths share, with the slash.
func shared(a, b string) int {
	n := 0
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == '/' {
			n = i + 1
		}
	}
	return n
}

// fold is one string for all names that some file system takes for equal.
func fold(name string) string {
	ascii, lower := true, true
	for i := range len(name) {
		ascii = ascii && name[i] < utf8.RuneSelf
		lower = lower && (name[i] < 'A' || name[i] > 'Z')
	}
	if ascii && lower {
		return name
	}
	if ascii {
		return strings.ToLower(name)
	}
	return norm.NFC.String(strings.Map(foldRune, norm.NFC.String(name)))
}

// foldRune is the lower case of the rune's class under simple folding; the class
// of k holds the Kelvin sign too.
func foldRune(r rune) rune {
	class := []rune{r}
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		class = append(class, f)
	}
	return unicode.ToLower(slices.Min(class))
}
