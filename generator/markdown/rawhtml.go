package markdown

import (
	"bytes"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

// fragment is the raw HTML of one node: its bytes, and where they lie in the
// body, which is not one stretch when the node stands in a quote.
type fragment struct {
	html []byte
	at   []int // offsets in html where a stretch begins …
	from []int // … and the offset in the body it comes from
}

// fragmentOf is the raw HTML of a node; ok is false for any other node.
func (t *tree) fragmentOf(n ast.Node) (fragment, bool) {
	switch n := n.(type) {
	case *ast.RawHTML:
		return t.join(n.Segments, nil), true
	case *ast.HTMLBlock:
		if n.HasClosure() {
			return t.join(n.Lines(), &n.ClosureLine), true
		}
		return t.join(n.Lines(), nil), true
	}
	return fragment{}, false
}

func (t *tree) join(segs *text.Segments, last *text.Segment) fragment {
	var f fragment
	put := func(s text.Segment) {
		f.html = append(f.html, bytes.Repeat([]byte{' '}, s.Padding)...)
		f.at = append(f.at, len(f.html))
		f.from = append(f.from, s.Start)
		f.html = append(f.html, t.src[s.Start:s.Stop]...)
	}
	for i := range segs.Len() {
		put(segs.At(i))
	}
	if last != nil {
		put(*last)
	}
	return f
}

// off is the offset in the body of a byte of the fragment.
func (f fragment) off(i int) int {
	k := sort.SearchInts(f.at, i+1) - 1
	if k < 0 {
		return f.from[0]
	}
	return f.from[k] + i - f.at[k]
}

// rawToken is one tag, comment or stretch of text of a fragment.
type rawToken struct {
	kind  html.TokenType
	name  string // of a tag, lower case
	attrs []rawAttr
	raw   []byte // as written
	off   int    // in the fragment
}

// rawAttr is one attribute of a tag, its value with references resolved.
type rawAttr struct {
	key, value string
	off, end   int // of the value in the fragment; of the key when there is none
}

func (t *rawToken) attr(key string) (rawAttr, bool) {
	for _, a := range t.attrs {
		if a.key == key {
			return a, true
		}
	}
	return rawAttr{}, false
}

// tokens cuts a fragment up as a browser would.
func tokens(frag []byte) []rawToken {
	if body := bytes.TrimRight(frag, " \n"); len(body) > 0 {
		if tok, ok := oneTag(body); ok {
			if len(body) == len(frag) {
				return []rawToken{tok}
			}
			return []rawToken{tok, {kind: html.TextToken, raw: frag[len(body):], off: len(body)}}
		}
	}
	var out []rawToken
	z := html.NewTokenizer(bytes.NewReader(frag))
	off := 0
	for {
		kind := z.Next()
		raw := z.Raw()
		if kind == html.ErrorToken {
			return out
		}
		tok := rawToken{kind: kind, raw: frag[off : off+len(raw)], off: off}
		off += len(raw)
		switch kind {
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			tok.readTag()
		}
		out = append(out, tok)
	}
}

// oneTag is the token of a fragment that is one tag, as those within a line are.
// A tokenizer with its buffer for each of them is what they would cost otherwise.
func oneTag(frag []byte) (rawToken, bool) {
	n := len(frag)
	if n < 3 || frag[0] != '<' || frag[n-1] != '>' || bytes.IndexByte(frag[1:], '<') >= 0 || bytes.IndexByte(frag[:n-1], '>') >= 0 {
		return rawToken{}, false
	}
	tok := rawToken{kind: html.StartTagToken, raw: frag}
	first := frag[1]
	switch {
	case first == '/':
		tok.kind = html.EndTagToken
		first = frag[2]
	case frag[n-2] == '/':
		tok.kind = html.SelfClosingTagToken
	}
	if first|0x20 < 'a' || first|0x20 > 'z' {
		return rawToken{}, false
	}
	tok.readTag()
	return tok, true
}

// readTag reads the name and the attributes of a tag. Of attributes of one name
// the first counts. The tokenizer of x/net would read them too, but does not
// tell where they are, and makes an address of "?a=1&copy=2" that nobody wrote.
func (t *rawToken) readTag() {
	name, places := attrPlaces(t.raw)
	t.name = strings.ToLower(name)
	for _, p := range places[:min(len(places), maxAttrs)] {
		a := rawAttr{key: strings.ToLower(string(t.raw[p[0]:p[1]])), off: t.off + p[2], end: t.off + p[3]}
		if p[2] != p[0] {
			a.value = string(resolve(t.raw[p[2]:p[3]]))
		}
		if _, twice := t.attr(a.key); !twice {
			t.attrs = append(t.attrs, a)
		}
	}
}

// maxAttrs is how many attributes of a tag are looked at.
const maxAttrs = 100

// resolve replaces the character references of an attribute's value.
func resolve(s []byte) []byte {
	if bytes.IndexByte(s, '&') < 0 {
		return s
	}
	var out []byte
	for i := bytes.IndexByte(s, '&'); i >= 0; i = bytes.IndexByte(s, '&') {
		out = append(out, s[:i]...)
		r, n := reference(s[i:])
		if n == 0 {
			r, n = "&", 1
		}
		out = append(out, r...)
		s = s[i+n:]
	}
	return append(out, s...)
}

// attrPlaces finds the name of a tag and its attributes: for each the span of
// its name and of its value, by the rules of the HTML standard (13.2.5.32 on).
func attrPlaces(tag []byte) (name string, out [][4]int) {
	i := 1
	if i < len(tag) && tag[i] == '/' {
		i++
	}
	start := i
	for i < len(tag) && !htmlSpace(tag[i]) && tag[i] != '/' && tag[i] != '>' {
		i++
	}
	name = string(tag[start:i])
	for {
		for i < len(tag) && (htmlSpace(tag[i]) || tag[i] == '/') {
			i++
		}
		if i >= len(tag) || tag[i] == '>' {
			return name, out
		}
		p := [4]int{i}
		for i++; i < len(tag) && !htmlSpace(tag[i]) && tag[i] != '/' && tag[i] != '>' && tag[i] != '='; {
			i++
		}
		p[1], p[2], p[3] = i, p[0], i
		j := i
		for j < len(tag) && htmlSpace(tag[j]) {
			j++
		}
		if j < len(tag) && tag[j] == '=' {
			for j++; j < len(tag) && htmlSpace(tag[j]); {
				j++
			}
			if j < len(tag) && (tag[j] == '"' || tag[j] == '\'') {
				end := bytes.IndexByte(tag[j+1:], tag[j])
				if end < 0 {
					end = len(tag) - j - 1
				}
				p[2], p[3] = j+1, j+1+end
				i = min(p[3]+1, len(tag))
			} else {
				p[2] = j
				for j < len(tag) && !htmlSpace(tag[j]) && tag[j] != '>' {
					j++
				}
				p[3], i = j, j
			}
		}
		out = append(out, p)
	}
}

func htmlSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' }

// isComment reports a fragment that is comments and blanks.
func isComment(frag []byte) bool {
	for _, tok := range tokens(frag) {
		if !tok.isComment() && len(bytes.TrimSpace(tok.raw)) > 0 {
			return false
		}
	}
	return true
}

func (t *rawToken) isComment() bool {
	return t.kind == html.CommentToken && bytes.HasPrefix(t.raw, []byte("<!--"))
}

// isMore reports the read-more marker in the spellings of WordPress, Hugo, Zola,
// Jekyll and Nikola: <!--more-->, <!-- more -->, <!--more Read on-->,
// <!-- TEASER_END: Read on -->, <!--excerpt-->. A comment like <!-- more photos
// here --> is none.
func (t *rawToken) isMore() bool {
	if !t.isComment() {
		return false
	}
	inside := strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(string(t.raw), "<!--"), "-->"))
	word := strings.TrimSpace(inside)
	if first, _, _ := strings.Cut(word, ":"); strings.TrimSpace(first) == "teaser_end" {
		return true
	}
	return word == "more" || word == "excerpt" || strings.HasPrefix(inside, "more ")
}

// isBreak reports a <br>.
func isBreak(frag []byte) bool {
	return len(frag) >= 4 && bytes.EqualFold(frag[:3], []byte("<br")) && (frag[3] == '>' || frag[3] == '/' || htmlSpace(frag[3]))
}

// rawIDs are the ids that raw HTML in the body sets, in order, each once.
func (t *tree) rawIDs() []string {
	var out []string
	seen := map[string]bool{}
	walk(t.root, func(n ast.Node) bool {
		f, ok := t.fragmentOf(n)
		if !ok || !bytes.ContainsAny(f.html, "=") {
			return true
		}
		for _, tok := range tokens(f.html) {
			for _, a := range tok.attrs {
				id := strings.TrimSpace(a.value)
				if id != "" && !seen[id] && (a.key == "id" || a.key == "name" && tok.name == "a") {
					seen[id] = true
					out = append(out, id)
				}
			}
		}
		return true
	}, func(ast.Node) {})
	return out
}
