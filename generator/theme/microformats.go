package theme

import (
	"bytes"
	"io"

	"recap/generator/view"
)

// withoutMicroformats makes a page of a site that wants no microformats: their
// classes go, all others stay. Templates would be hard to read with a question
// around each class, so it is done to the finished page, where the setting asks
// for it and nowhere else.
func (th *Theme) withoutMicroformats(p *page, w io.Writer, v view.Page) error {
	var b bytes.Buffer
	if err := p.execute(th, &b, v); err != nil {
		return th.fault(p, err)
	}
	_, err := w.Write(plainClasses(b.Bytes()))
	return err
}

// classAttr is how templates and goldmark write the attribute. In a text a
// quotation mark is escaped, so these bytes stand in tags only.
var classAttr = []byte(` class="`)

// plainClasses takes the classes of microformats2 out of a page. A list of
// classes that becomes empty goes as a whole.
func plainClasses(page []byte) []byte {
	out := make([]byte, 0, len(page))
	for {
		i := bytes.Index(page, classAttr)
		if i < 0 {
			return append(out, page...)
		}
		rest := page[i+len(classAttr):]
		end := bytes.IndexByte(rest, '"')
		if end < 0 || !inTag(page[:i]) {
			out = append(out, page[:i+len(classAttr)]...)
			page = rest
			continue
		}
		out = append(out, page[:i]...)
		kept := 0
		for _, c := range bytes.Fields(rest[:end]) {
			if microformat(c) {
				continue
			}
			if kept == 0 {
				out = append(out, classAttr...)
			} else {
				out = append(out, ' ')
			}
			out = append(out, c...)
			kept++
		}
		if kept > 0 {
			out = append(out, '"')
		}
		page = rest[end+1:]
	}
}

// inTag reports whether a page that ends here ends within a tag.
func inTag(before []byte) bool {
	return bytes.LastIndexByte(before, '<') > bytes.LastIndexByte(before, '>')
}

// microformat reports a class of microformats2: a prefix, then small letters.
func microformat(class []byte) bool {
	prefix, name, ok := bytes.Cut(class, []byte{'-'})
	if !ok || len(name) == 0 || name[0] < 'a' || name[0] > 'z' {
		return false
	}
	switch string(prefix) {
	case "h", "p", "u", "dt", "e":
		return true
	}
	return false
}
