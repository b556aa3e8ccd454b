package desk

import (
	"slices"
	"strings"

	"recap/generator/diag"
	"recap/generator/markdown"
)

// wanted is what an image in a text should say beside what it says.
type wanted struct {
	alt, caption string
	credit       []string // pairs for its braces
}

func (w wanted) is() bool { return w.alt != "" || w.caption != "" || len(w.credit) > 0 }

// creditPairs are a picture's maker, licence and source as keys with values.
func creditPairs(im *Image, sign string) []string {
	var out []string
	add := func(key, value string) {
		switch {
		case value == "":
		case strings.Trim(value, unquoted) == "" && sign == "=":
			out = append(out, key+sign+value)
		default:
			out = append(out, key+sign+`"`+strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value)+`"`)
		}
	}
	who := im.Creator
	if who == "" {
		who = im.Credit
	}
	if !strings.Contains(who, "@") { // an address for letters is nothing to publish unasked
		add("credit", who)
	}
	add("credit_url", im.CreatorURL)
	add("license", im.License)
	add("source", im.Source)
	return out
}

// unquoted are the characters of a value that needs no quotes.
const unquoted = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?&%+"

// imageEdit completes the images of one text.
type imageEdit struct {
	file  string
	from  int
	src   []byte
	fixes []diag.Fix
	want  map[int]wanted // by the number of the image
}

// add works out how the i-th image of the text would be written. why says what keeps
// it from being written there: then the text is for the writer to place.
func (e *imageEdit) add(i int, pic markdown.Image, w wanted, text bool) (propose, why string) {
	start, alt, dest, end, ok := e.inline(pic)
	if !ok || !text {
		var parts []string
		if w.alt != "" {
			parts = append(parts, `alt="`+strings.ReplaceAll(w.alt, `"`, "&quot;")+`"`)
		}
		if w.caption != "" {
			parts = append(parts, "caption: "+quoted(w.caption))
		}
		for _, c := range w.credit {
			parts = append(parts, strings.Replace(c, "=", ": ", 1))
		}
		return strings.Join(parts, "  "), "only an image of the form ![…](…) is completed; the front matter's images: says the same of any"
	}
	var own []diag.Fix
	if w.alt != "" {
		own = append(own, insertion(e.file, alt, strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(w.alt)))
	}
	if w.caption != "" {
		own = append(own, insertion(e.file, dest, ` "`+strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(w.caption)+`"`))
	}
	if len(w.credit) > 0 {
		own = append(own, insertion(e.file, end, "{"+strings.Join(w.credit, " ")+"}"))
	}
	new, err := Apply(e.src, own)
	if err == nil {
		err = e.completed(new, map[int]wanted{i: w})
	}
	propose = string(e.src[start:end])
	if new != nil {
		propose = string(new[start : end+len(new)-len(e.src)])
	}
	if err != nil {
		return propose, reason(err)
	}
	e.fixes = append(e.fixes, own...)
	if e.want == nil {
		e.want = map[int]wanted{}
	}
	e.want[i] = w
	return propose, ""
}

// inline are the bounds of an image written ![alt](dest "title"): its start, the
// end of alt, the end of dest, its own end.
func (e *imageEdit) inline(pic markdown.Image) (start, alt, dest, end int, ok bool) {
	at, dest := pic.Pos.Off, pic.Pos.End
	src := e.src
	if at <= 0 || dest > len(src) || dest <= at {
		return
	}
	if src[at-1] == '<' && dest < len(src) && src[dest] == '>' {
		at, dest = at-1, dest+1
	}
	for at > 0 && (src[at-1] == ' ' || src[at-1] == '\t') {
		at--
	}
	if at < 2 || src[at-1] != '(' || src[at-2] != ']' {
		return
	}
	alt = at - 2
	depth := 0
	for start = alt - 1; start > 0; start-- { // the bracket that opens, over those within
		if start > 0 && src[start-1] == '\\' {
			continue
		}
		if src[start] == ']' {
			depth++
		}
		if src[start] == '[' {
			if depth == 0 {
				break
			}
			depth--
		}
	}
	if start < 1 || src[start-1] != '!' {
		return
	}
	start--
	quote := byte(0)
	for end = dest; end < len(src); end++ {
		switch c := src[end]; {
		case c == '\\':
			end++
		case c == quote:
			quote = 0
		case quote != 0:
		case c == '"' || c == '\'':
			quote = c
		case c == ')':
			return start, alt, dest, end + 1, true
		}
	}
	return
}

// change is the new text; nil for none.
func (e *imageEdit) change() *Change {
	if len(e.fixes) == 0 {
		return nil
	}
	new, err := Apply(e.src, e.fixes)
	if err == nil {
		err = e.completed(new, e.want)
	}
	if err != nil {
		return nil
	}
	return &Change{File: e.file, Old: e.src, New: new}
}

// completed holds a new text against the old one: the wanted images say what was
// wanted, and everything else is as it was.
func (e *imageEdit) completed(new []byte, want map[int]wanted) error {
	a, _ := markdown.Parse(e.file, e.src, e.from)
	b, _ := markdown.Parse(e.file, new, e.from)
	if len(a.Images) != len(b.Images) || len(a.Headings) != len(b.Headings) || len(a.Links) != len(b.Links) ||
		len(a.Codes) != len(b.Codes) || len(a.Raw) != len(b.Raw) || a.Footnotes != b.Footnotes || a.Words != b.Words {
		return differs("other parts of the text would change")
	}
	for i, h := range a.Headings {
		if n := b.Headings[i]; n.Level != h.Level || n.Text != h.Text || n.ID != h.ID || !sameAttrs(n.Attrs, h.Attrs) {
			return differs("the heading %s would change", quoted(h.Text))
		}
	}
	for i, old := range a.Images {
		is, w := b.Images[i], want[i]
		alt, title := old.Alt, old.Title
		if w.alt != "" {
			alt = w.alt
		}
		if w.caption != "" {
			title = w.caption
		}
		if is.Src != old.Src || is.Title != title || strings.Join(strings.Fields(is.Alt), " ") != strings.Join(strings.Fields(alt), " ") {
			return differs("the image %s would say something else", quoted(old.Src))
		}
		if len(w.credit) == 0 && is.Credit != old.Credit || len(w.credit) > 0 && !is.Credit.Is() {
			return differs("the credit of %s would not be read", quoted(old.Src))
		}
	}
	if !slices.EqualFunc(a.Links, b.Links, func(x, y markdown.Link) bool { return x.Dest == y.Dest && x.Text == y.Text }) {
		return differs("a link would change")
	}
	return nil
}
