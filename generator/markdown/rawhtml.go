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
			name, more := z.TagName()
			tok.name = string(name)
			places := attrPlaces(tok.raw)
			for i := 0; more; i++ {
				var k, v []byte
				k, v, more = z.TagAttr()
				a := rawAttr{key: string(k), value: string(v), off: tok.off, end: tok.off + len(tok.raw)}
				if i < len(places) && strings.EqualFold(string(tok.raw[places[i][0]:places[i][1]]), a.key) {
					a.off, a.end = tok.off+places[i][2], tok.off+places[i][3]
				}
				if _, twice := tok.attr(a.key); !twice {
					tok.attrs = append(tok.attrs, a)
				}
			}
		}
		out = append(out, tok)
	}
}

// attrPlaces finds the attributes of a tag: for each the span of its name and
// of its value, by the rules of the HTML standard (13.2.5.32 on). The tokenizer
// of x/net knows values but not where they were.
func attrPlaces(tag []byte) [][4]int {
	var out [][4]int
	i := 1
	for i < len(tag) && !htmlSpace(tag[i]) && tag[i] != '/' && tag[i] != '>' || i == 1 && i < len(tag) && tag[i] == '/' {
		i++
	}
	for {
		for i < len(tag) && (htmlSpace(tag[i]) || tag[i] == '/') {
			i++
		}
		if i >= len(tag) || tag[i] == '>' {
			return out
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

// isComment reports a fragment that is one comment, and its inside.
func isComment(frag []byte) (string, bool) {
	s := bytes.TrimSpace(frag)
	if !bytes.HasPrefix(s, []byte("<!--")) {
		return "", false
	}
	s = s[4:]
	if i := bytes.Index(s, []byte("-->")); i >= 0 {
		return string(s[:i]), len(bytes.TrimSpace(s[i+3:])) == 0
	}
	return string(s), true
}

// isMore reports the read-more marker in the spellings of WordPress, Hugo, Zola,
// Jekyll and Nikola: <!--more-->, <!-- more -->, <!--more Read on-->, <!-- TEASER_END -->.
func isMore(frag []byte) bool {
	inside, ok := isComment(frag)
	if !ok {
		return false
	}
	word := strings.ToLower(strings.TrimSpace(inside))
	word, _, _ = strings.Cut(word, " ")
	word, _, _ = strings.Cut(word, ":")
	return word == "more" || word == "teaser_end" || word == "excerpt"
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
