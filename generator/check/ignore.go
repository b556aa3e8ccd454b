package check

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"recap/generator/diag"
	"recap/generator/markdown"
)

// ignored is one wish not to be told.
type ignored struct {
	pos      diag.Pos // of the comment
	codes    []string // codes and families
	from, to int      // offsets in the file
	whole    bool     // of the file, what is said of it as a whole too
	used     bool
}

// ignoring is a comment that asks for silence: codes, then a reason in free words.
var ignoring = regexp.MustCompile(`recap:ignore((?:[\s,]+[a-z]+(?:-[a-z0-9]+)*)*)`)

// asked are the codes and families that a comment names: words up to the first
// that is neither. A first word that is none is taken for a slip.
func (w *world) asked(comment string) (codes []string, unknown string, ok bool) {
	m := ignoring.FindStringSubmatch(comment)
	if m == nil {
		return nil, "", false
	}
	for i, c := range strings.FieldsFunc(m[1], func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' || r == '\r' }) {
		if !w.code(c) {
			if i == 0 {
				return nil, c, true
			}
			break
		}
		codes = append(codes, c)
	}
	return codes, "", true
}

// code reports whether a word is a code or a family of codes.
func (w *world) code(word string) bool {
	return slices.ContainsFunc(w.Codes, func(c string) bool { return c == word || strings.HasPrefix(c, word+"-") })
}

// ignore leaves out what somebody asked not to be told, and tells of wishes that
// nothing answers to.
func (w *world) ignore(list diag.List) (diag.List, int) {
	hard := map[string]bool{} // what stops a build
	for _, d := range w.Said {
		if d.Severity == diag.Error {
			hard[d.Code] = true
		}
	}
	var said diag.List
	wishes := map[string][]*ignored{}
	for _, t := range w.texts {
		said.Add(t.wishes(wishes)...)
		said.Add(w.yamlWishes(wishes, t.post.File.Path, t.src, min(t.post.From, len(t.src)))...)
	}
	for _, f := range w.Tree.Files() {
		if strings.HasPrefix(f.Path, "content/") && (strings.HasSuffix(f.Path, ".yaml") || strings.HasSuffix(f.Path, ".yml")) {
			if src, err := f.Bytes(); err == nil {
				said.Add(w.yamlWishes(wishes, f.Path, src, len(src))...)
			}
		}
	}
	settings := make([]*ignored, 0, len(w.Site.Config.Check.Ignore))
	for _, c := range w.Site.Config.Check.Ignore {
		if !w.code(c.Text) {
			said.Add(w.unknownCode(c.Pos, c.Text))
			continue
		}
		settings = append(settings, &ignored{pos: c.Pos, codes: []string{c.Text}})
	}

	n := 0
	kept := list[:0:0]
	for _, d := range list {
		silent := false
		if !hard[d.Code] {
			for _, ig := range settings {
				if wanted(ig.codes, d.Code) {
					ig.used, silent = true, true
				}
			}
			for _, ig := range wishes[d.Pos.File] {
				inside := d.Pos.IsWhole() && ig.whole || !d.Pos.IsWhole() && (ig.whole || ig.from <= d.Pos.Off && d.Pos.Off < ig.to)
				if len(ig.codes) > 0 && inside && wanted(ig.codes, d.Code) {
					ig.used, silent = true, true
				}
			}
		}
		if silent {
			n++
			continue
		}
		kept = append(kept, d)
	}
	if len(w.Only) == 0 {
		for _, ig := range settings {
			said.Add(unusedWish(ig)...)
		}
		for _, list := range wishes {
			for _, ig := range list {
				said.Add(unusedWish(ig)...)
			}
		}
	}
	return append(kept, said...), n
}

func unusedWish(ig *ignored) diag.List {
	if ig.used {
		return nil
	}
	return diag.List{diag.Hintf("ignore-unused", ig.pos, "nothing here is said of %s that could be ignored", strings.Join(ig.codes, ", ")).
		WithHint("delete it")}
}

func (w *world) unknownCode(pos diag.Pos, word string) diag.Diagnostic {
	return diag.Warnf("ignore-unknown", pos, "nothing that recap says is called %s", quoted(word)).Meant(word, w.Codes)
}

// wish notes one comment. A comment that names no code asks for nothing.
func (w *world) wish(all map[string][]*ignored, ig ignored, comment string) diag.List {
	codes, unknown, ok := w.asked(comment)
	switch {
	case !ok:
		return nil
	case unknown != "":
		return diag.List{w.unknownCode(ig.pos, unknown)}
	case len(codes) == 0:
		return diag.List{diag.Warnf("ignore-unknown", ig.pos, "this ignores nothing: it names no code").
			WithHint("write recap:ignore, the code that stands in brackets behind a message, and why")}
	}
	ig.codes = codes
	all[ig.pos.File] = append(all[ig.pos.File], &ig)
	return nil
}

// wishes are the comments of a text: for the block below, or for all of it.
func (r *reading) wishes(all map[string][]*ignored) (list diag.List) {
	for i := range r.parts {
		p := &r.parts[i]
		if p.Kind != markdown.CommentPart || p.Pos.End > len(r.src) {
			continue
		}
		text := string(r.src[p.Pos.Off:p.Pos.End])
		if !strings.Contains(text, "recap:ignore") {
			continue
		}
		ig := ignored{pos: p.Pos, from: p.Pos.Off, to: p.Pos.End}
		ig.pos.End = ig.pos.Off + len(strings.TrimRight(text, "\r\n "))
		first := true
		for j := range i {
			first = first && r.parts[j].Kind == markdown.CommentPart
		}
		if first {
			ig.whole = true
		} else {
			for j := i + 1; j < len(r.parts); j++ {
				if q := &r.parts[j]; j == i+1 || q.Depth > p.Depth {
					ig.to = max(ig.to, lineEnd(r.src, q.Pos.End))
					for _, s := range q.Code {
						ig.to = max(ig.to, s.Pos.End)
					}
					if q.Kind == markdown.CommentPart {
						continue
					}
					if q.Depth == p.Depth {
						break
					}
					continue
				}
				break
			}
		}
		list.Add(r.wish(all, ig, text)...)
	}
	return list
}

// lineEnd is the end of the line that holds the last byte before an offset.
func lineEnd(src []byte, off int) int {
	off = max(off-1, 0)
	if i := bytes.IndexByte(src[min(off, len(src)):], '\n'); i >= 0 {
		return off + i + 1
	}
	return len(src)
}

// yamlWishes are the comments of a YAML text: behind a value for its line, on a
// line of their own for the entry below.
func (w *world) yamlWishes(all map[string][]*ignored, file string, src []byte, end int) (list diag.List) {
	text := string(src[:end])
	if !strings.Contains(text, "recap:ignore") {
		return nil
	}
	at := 0
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		mark := strings.Index(line, "recap:ignore")
		hash := -1
		if mark >= 0 {
			hash = strings.LastIndexByte(line[:mark], '#')
		}
		if hash >= 0 && (hash == 0 || line[hash-1] == ' ' || line[hash-1] == '\t') {
			comment := strings.TrimRight(line[hash:], "\r\n ")
			ig := ignored{pos: diag.Pos{File: file, Off: at + hash, End: at + hash + len(comment)}, from: at, to: at + len(line)}
			if strings.TrimSpace(line[:hash]) == "" {
				ig.whole = i == 0
				ig.to += entry(lines[i+1:])
			}
			list.Add(w.wish(all, ig, comment)...)
		}
		at += len(line)
	}
	return list
}

// entry is the length of the first entry of some lines: the line that is no comment,
// and what lies deeper below it.
func entry(lines []string) (n int) {
	indent, begun := 0, false
	for _, l := range lines {
		bare := strings.TrimLeft(l, " ")
		in := len(l) - len(bare)
		blank := strings.TrimSpace(l) == ""
		switch {
		case !begun && (blank || strings.HasPrefix(bare, "#")):
		case !begun:
			begun, indent = true, in
		case !blank && in <= indent:
			return n
		}
		n += len(l)
	}
	return n
}
