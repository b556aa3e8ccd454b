package content

import (
	"bytes"
	"slices"
	"strings"

	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/source"
)

// loadPost reads one Markdown file. A file whose front matter cannot be read at
// all is broken: its keys, draft: true among them, are not known, so it must
// not be published by accident.
func loadPost(f *source.File, at placed, src []byte, err error) (post *Post, broken bool, list diag.List) {
	p := &Post{File: f, IsPage: at.page, Name: at.name, Dir: at.dir, NameDate: at.date, FolderDate: at.year, Doc: &markdown.Doc{More: -1}}
	if at.lang != "" {
		p.Lang = Word{Text: at.lang, Pos: diag.Whole(f.Path)}
	}
	if err != nil {
		return p, true, diag.List{unreadable(f.Path, err)}
	}
	start, list, ok := checkText(f.Path, src)
	if !ok {
		return p, true, list
	}
	if len(bytes.TrimSpace(src[start:])) == 0 {
		p.From = len(src)
		list.Add(diag.Warnf("front-missing", diag.Whole(f.Path), "this file is empty").
			WithHint("write it, or remove it"))
		return p, true, list
	}
	fence, bad := splitFront(f.Path, src, start)
	if len(bad) > 0 {
		return p, true, append(list, bad...)
	}
	p.From = fence.body
	front, ok := p.readFront(src, fence)
	list = append(list, front...)
	p.titleFromText(src, fence)
	if !fence.has && p.Title.IsZero() && p.NameDate.IsZero() && p.FolderDate.IsZero() && !p.IsPage {
		list.Add(diag.Warnf("front-missing", diag.Whole(f.Path), "this post has neither front matter, nor a date in its name, nor a # heading").
			WithHint("begin it with lines ---, title: …, date: …, ---"))
	}
	list = append(list, p.parseBody(src)...)
	p.Faulty = list.HasErrors()
	return p, !ok, list
}

// unreadable is said when a file vanished or changed between the snapshot and
// now, or its disk fails. The answer is never remembered.
func unreadable(path string, err error) diag.Diagnostic {
	return diag.Errorf("file-unreadable", diag.Whole(path), "this file cannot be read: %v", err)
}

// readFront reads the keys. ok is false when the YAML could not be read.
func (p *Post) readFront(src []byte, f fences) (diag.List, bool) {
	if !f.has {
		return nil, true
	}
	file := p.File.Path
	if f.to-f.from > maxFront {
		return diag.List{diag.Errorf("front-too-large", diag.Pos{File: file, Off: f.from, End: f.from}, "the front matter has %d bytes; more than %d are not read", f.to-f.from, maxFront).
			WithHint("move data into a file of its own, text below the front matter")}, false
	}
	if d, found := controls(file, src, f.from, f.to); found {
		return diag.List{d}, false
	}
	r := newReader(file, src, f.from, f.to, front)
	n, ok := r.rootMap("front matter")
	if ok && n != nil {
		p.readKeys(r, postTable.read(r, n, p))
	}
	return r.problems(), ok
}

// readKeys settles what several keys say together.
func (p *Post) readKeys(r *reader, set []string) {
	for i, name := range set {
		if name == "published" || name == "status" {
			set[i] = "draft" // they say whether the post is one
		}
	}
	slices.Sort(set)
	p.Set = slices.Compact(set)
	p.Params = sortParams(p.Params)
	if p.Unlisted && p.Token.IsZero() {
		r.add(diag.Errorf("token-missing", p.UnlistedPos, "an unlisted post needs a token: the secret part of its address").
			WithHint("add a line token: with 12 or more letters and digits that nobody guesses"))
	}
}

// titleFromText takes the title from a heading that begins the text, when the
// front matter has none. The heading then leaves the text, since every theme
// shows the title itself.
func (p *Post) titleFromText(src []byte, f fences) {
	if !p.Title.IsZero() {
		return
	}
	i := f.body
	end, next := i, i
	for {
		if i >= len(src) {
			return
		}
		if end, next = lineEnd(src, i); len(bytes.TrimSpace(src[i:end])) > 0 {
			break
		}
		i = next
	}
	head := src[i:end]
	if indent := len(head) - len(bytes.TrimLeft(head, " ")); indent > 3 {
		return
	}
	trimmed := bytes.TrimLeft(head, " ")
	if !bytes.HasPrefix(trimmed, []byte("# ")) && !bytes.HasPrefix(trimmed, []byte("#\t")) {
		under, after := lineEnd(src, next)
		line := bytes.TrimSpace(src[next:under])
		if len(line) < 2 || len(bytes.Trim(line, "=")) > 0 || next >= len(src) {
			return
		}
		end, next = under, after
	}
	doc, _ := markdown.Parse(p.File.Path, src[:end], i)
	if doc == nil || len(doc.Headings) == 0 || doc.Headings[0].Level != 1 {
		return
	}
	h := doc.Headings[0]
	text := strings.Join(strings.Fields(h.Text), " ")
	if text == "" {
		return
	}
	p.Title, p.From = Word{Text: text, Pos: h.Pos}, next
}

// parseBody reads the text below the front matter.
func (p *Post) parseBody(src []byte) diag.List {
	doc, list := markdown.Parse(p.File.Path, src, p.From)
	if doc != nil {
		p.Doc = doc
	}
	return list
}
