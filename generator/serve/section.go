package serve

import "bytes"

// section is one part of a page: what stands between a heading with an id and
// the next one.
type section struct {
	id   string
	text []byte
}

// sections parts the main content of a page at its headings. The first one has
// no id. It looks for tags as our own writer of HTML makes them and needs no
// parser: at worst a page opens at its top.
func sections(page []byte) []section {
	for _, open := range []string{"<main", "<article", "<body"} {
		if i := bytes.Index(page, []byte(open)); i >= 0 {
			page = page[i:]
			break
		}
	}
	var out []section
	id, from := "", 0
	for at := 0; ; {
		i := bytes.Index(page[at:], []byte("<h"))
		if i < 0 {
			break
		}
		i += at
		at = i + 2
		if next, ok := headingID(page[i:]); ok {
			out = append(out, section{id, page[from:i]})
			id, from = next, i
		}
	}
	return append(out, section{id, page[from:]})
}

// headingID is the id of the heading that b begins with.
func headingID(b []byte) (string, bool) {
	if len(b) < 4 || b[2] < '1' || b[2] > '6' || (b[3] != ' ' && b[3] != '\n') {
		return "", false
	}
	end := bytes.IndexByte(b, '>')
	if end < 0 {
		return "", false
	}
	tag := b[:end]
	i := bytes.Index(tag, []byte(` id="`))
	if i < 0 {
		return "", false
	}
	id, _, ok := bytes.Cut(tag[i+5:], []byte(`"`))
	return string(id), ok && len(id) > 0
}

// changedSection is the id of the first section that is new or not what it was;
// "" when it is the beginning, or when nothing is.
func changedSection(old, now []byte) string {
	was := map[string][]byte{}
	for _, s := range sections(old) {
		was[s.id] = s.text
	}
	for _, s := range sections(now) {
		if text, ok := was[s.id]; s.id != "" && (!ok || !bytes.Equal(text, s.text)) {
			return s.id
		}
	}
	return ""
}
