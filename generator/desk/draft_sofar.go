package desk

import (
	"bytes"
	"slices"
	"strings"

	"recap/generator/site"
)

// A draft remembers which talks were put into it, in a comment of its front
// matter: of a heading that the writer took out, nothing else would be left, and
// the next update would bring it back. The line is the writer's like the rest of
// the file; a talk taken out of it comes again.
const soFarHead = "# talks so far, for recap draft --update: "

// soFar is the line that names talks, "" for none.
func soFar(ids []string, eol string) string {
	if len(ids) == 0 {
		return ""
	}
	return soFarHead + strings.Join(ids, ", ") + eol
}

// ids are those of the talks a post is begun with, in running order.
func (p *draftPlan) ids() []string {
	var out []string
	for _, i := range p.items {
		if i.talk != nil {
			out = append(out, i.talk.ID.Text)
		}
	}
	return out
}

// soFarLine is the place of the line in the front matter of a post, without its
// end, and the talks that it names.
func soFarLine(src []byte, post *site.Post) (from, to int, ids []string) {
	front := src[:post.From]
	at := bytes.Index(front, []byte("\n"+soFarHead))
	if at < 0 {
		return 0, 0, nil
	}
	from = at + 1
	to = lineEnd(front, from)
	for _, id := range strings.Split(string(front[from+len(soFarHead):to]), ",") {
		if id = strings.TrimSpace(id); id != "" {
			ids = append(ids, id)
		}
	}
	return from, to, ids
}

// remember writes into the front matter which talks a draft has been given; a
// draft from before that line was written, or that lost it, gets one. Front
// matter in another form than YAML is left alone.
func remember(src []byte, post *site.Post, ids []string) []byte {
	if from, to, have := soFarLine(src, post); to > 0 {
		for _, id := range ids {
			if !slices.Contains(have, id) {
				have = append(have, id)
			}
		}
		return slices.Concat(src[:from], []byte(soFar(have, "")), src[to:])
	}
	front := src[:post.From]
	end := bytes.LastIndex(front, []byte("\n---"))
	if end < 0 || !bytes.HasPrefix(bytes.TrimPrefix(front, []byte("\ufeff")), []byte("---")) {
		return src
	}
	return slices.Concat(src[:end+1], []byte(soFar(ids, eolOf(src))), src[end+1:])
}
