package content

import (
	"bytes"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
	"recap/generator/source"
)

// Promise is one address of content/urls.yaml: a page that was published once,
// what it was, and, where a person said so, what became of it. Package ledger
// writes the file and compares it with the site.
type Promise struct {
	URL   Word   // below the site's root, as "/2016/06/pycon/"
	Kind  string // "post" "event" "tag" "feed" …
	Title string
	File  string // "content/posts/pycon.md", of pages made of one file
	ID    string // front matter id of a post
	Text  string // short sum of a post's text
	To    Word   // where readers are sent instead
	Gone  bool   // nothing is there any more, and that is meant
}

var promiseTable = newTable("an address", []key[Promise]{
	{name: "kind", kind: text(func(p *Promise) *string { return &p.Kind }), doc: "what was published there: post, event, tag, feed …"},
	{name: "title", kind: text(func(p *Promise) *string { return &p.Title }), doc: "its title"},
	{name: "file", kind: text(func(p *Promise) *string { return &p.File }), doc: "the file it was made of"},
	{name: "id", kind: text(func(p *Promise) *string { return &p.ID }), doc: "id of the post"},
	{name: "text", kind: text(func(p *Promise) *string { return &p.Text }), doc: "short sum of the post's text, by which it is known again"},
	{name: "to", kind: field("address on this site", func(p *Promise) *Word { return &p.To }, (*reader).sitePath), doc: "where readers are sent instead"},
	{name: "gone", kind: boolean(func(p *Promise) *bool { return &p.Gone }), doc: "nothing is there any more, and that is meant"},
})

// Promises reads content/urls.yaml: a map from address to what was there. f may
// be nil.
func Promises(f *source.File) ([]Promise, diag.List) {
	if f == nil {
		return nil, nil
	}
	var list diag.List
	r, root := openRecords(f, &list)
	if r == nil {
		return nil, list
	}
	if root == nil {
		return nil, append(list, r.problems()...)
	}
	if root.Kind != yaml.MappingNode {
		r.key = "the file"
		r.wrongType(root, "a map from address to what was published there")
		return nil, append(list, r.problems()...)
	}
	var out []Promise
	seen := map[string]diag.Pos{}
	for _, p := range pairs(root) {
		r.key = "an address"
		url, ok := r.sitePath(resolved(p.key))
		if !ok {
			continue
		}
		if was, twice := seen[url.Text]; twice {
			r.add(diag.Errorf("record-duplicate", url.Pos, "the address %q stands here twice", short(url.Text)).WithNote(was, "the first is here"))
			continue
		}
		seen[url.Text] = url.Pos
		entry := Promise{URL: url}
		switch v := resolved(p.value); {
		case isNull(v):
		case v.Kind != yaml.MappingNode:
			r.wrongType(v, "a map of keys")
			continue
		default:
			promiseTable.read(r, v, &entry)
		}
		entry.URL = url
		if entry.Gone && !entry.To.IsZero() {
			r.add(diag.Errorf("address-both", entry.To.Pos, "%s cannot be gone and lead elsewhere", short(url.Text)).
				WithHint("keep one of to: and gone:"))
			continue
		}
		out = append(out, entry)
	}
	return out, append(list, r.problems()...)
}

// moved are the promises that a person said something of: where they lead now, or
// that they are gone. The rest of the file is for publishing alone, and a build
// does not read a file that says nothing of the kind.
func moved(f *source.File) ([]Promise, diag.List) {
	if f == nil {
		return nil, nil
	}
	src, err := f.Bytes()
	if err != nil {
		return nil, diag.List{unreadable(f.Path, err)}
	}
	if !bytes.Contains(src, []byte("to:")) && !bytes.Contains(src, []byte("gone:")) {
		return nil, nil
	}
	all, list := Promises(f)
	out := all[:0]
	for _, p := range all {
		if p.Gone || !p.To.IsZero() {
			out = append(out, Promise{URL: p.URL, To: p.To, Gone: p.Gone})
		}
	}
	return out, list
}
