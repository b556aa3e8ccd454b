package output

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"recap/generator/digest"
)

const (
	manifestHead = "recap manifest 1\n"
	hexDigits    = "0123456789abcdef"
)

// entry is one file of ours: what lies, or should lie, at a path.
type entry struct {
	path string
	sum  digest.Sum
	size int64
}

// manifest is the list of files that are ours, by path.
type manifest map[string]entry

// format writes a manifest: sorted lines between a head and a sum.
func (m manifest) format() []byte {
	entries := make([]entry, 0, len(m))
	for _, e := range m {
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.listed(), b.listed()) })
	b := make([]byte, 0, len(manifestHead)+len(m)*100+64)
	b = append(b, manifestHead...)
	for _, e := range entries {
		b = e.append(b)
	}
	return seal(b)
}

// append writes "sum size path\n".
func (e entry) append(b []byte) []byte { return e.appendAs(b, e.listed()) }

func (e entry) appendAs(b []byte, path string) []byte {
	b = hex.AppendEncode(b, e.sum[:])
	b = append(b, ' ')
	b = strconv.AppendInt(b, e.size, 10)
	b = append(b, ' ')
	b = append(b, path...)
	return append(b, '\n')
}

// secretFolder holds the unlisted posts, whose addresses nobody should read in a
// manifest that was uploaded with the site.
const secretFolder = "u/"

// listed is a path as the manifest names it: secret ones by their sum, which
// tells the path to nobody who does not know it.
func (e entry) listed() string {
	if !strings.HasPrefix(e.path, secretFolder) || strings.HasPrefix(e.path, secretFolder+"#") {
		return e.path
	}
	return secretFolder + "#" + digest.Bytes([]byte(e.path)).String()
}

// reveal gives secret entries their paths back, by looking which of the files
// that lie in the secret folder have the sums. Those of files that are gone fall out.
func (m manifest) reveal(paths []string) {
	for _, p := range paths {
		e := entry{path: p}
		if hidden, ok := m[e.listed()]; ok && e.listed() != p {
			delete(m, e.listed())
			hidden.path = p
			m[p] = hidden
		}
	}
	for p := range m {
		if strings.HasPrefix(p, secretFolder+"#") {
			delete(m, p)
		}
	}
}

// seal ends a text with the sum of everything before: a text that was cut short
// or changed by a failing disk is known for what it is.
func seal(b []byte) []byte {
	sum := digest.Bytes(b)
	b = append(b, "end "...)
	b = hex.AppendEncode(b, sum[:])
	return append(b, '\n')
}

var (
	errForeign = errors.New("it is not of a kind this recap knows")
	errBroken  = errors.New("it is cut short or damaged")
)

// unseal checks head and sum and gives the lines between.
func unseal(data []byte, head string) ([]byte, error) {
	if !bytes.HasPrefix(data, []byte(head)) {
		if len(data) < len(head) {
			return nil, errBroken
		}
		return nil, errForeign
	}
	const tail = 4 + 32 + 1 // "end ", sum, newline
	if len(data) < len(head)+tail {
		return nil, errBroken
	}
	body := data[:len(data)-tail]
	if body[len(body)-1] != '\n' || !bytes.Equal(seal(bytes.Clone(body))[len(body):], data[len(body):]) {
		return nil, errBroken
	}
	return body[len(head):], nil
}

// parseManifest reads what format wrote. Every path is checked again: whatever
// the file holds, nothing outside the output can be named by it.
func parseManifest(data []byte) (manifest, error) {
	body, err := unseal(data, manifestHead)
	if err != nil {
		return nil, err
	}
	m := make(manifest, bytes.Count(body, []byte{'\n'}))
	text, last := string(body), ""
	for text != "" {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		e, err := parseEntry(line)
		if err != nil {
			return nil, err
		}
		if e.path <= last {
			return nil, errBroken
		}
		last = e.path
		m[e.path] = e
	}
	return m, nil
}

// parseEntry reads "sum size path".
func parseEntry(line string) (e entry, err error) {
	sum, rest, ok := strings.Cut(line, " ")
	size, path, ok2 := strings.Cut(rest, " ")
	if !ok || !ok2 || len(sum) != 32 || strings.Trim(sum, hexDigits) != "" {
		return e, errBroken
	}
	hex.Decode(e.sum[:], []byte(sum))
	e.size, err = strconv.ParseInt(size, 10, 64)
	if err != nil || e.size < 0 || strconv.FormatInt(e.size, 10) != size {
		return e, errBroken
	}
	if err := CheckPath(path); err != nil {
		return e, fmt.Errorf("%w: %w", errBroken, err)
	}
	e.path = path
	return e, nil
}
