package markdown

import (
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"

	"recap/generator/digest"
	"recap/generator/highlight"
)

// Code is highlighted by the room highlight and written here: classes alone, no
// style attribute, no wrapper elements. chroma's own formatter sets tab widths
// and colours inline, which a strict content security policy forbids.
//
// Lexers are backtracking regular expressions by many hands, and some of them
// take hours for a screenful that is not their language. They are kept from
// that by the shape of the code and by a count of their steps, so that the page
// does not depend on the machine; lexerPatience is for the few lexers whose
// steps nobody counts.
const (
	// maxCode is the size of a block, maxLine the length of a line and maxBlank
	// that of a run of blanks beyond which code is shown plain.
	maxCode  = 200_000
	maxLine  = 2_000
	maxBlank = 500

	// maxCodeOfDoc bounds what is highlighted in one document.
	maxCodeOfDoc = 1_000_000

	// maxIdle is how many tokens of no length a lexer may give in a row. Some
	// go round in circles on code that is none of their language.
	maxIdle = 1_000

	// lexerPatience is when a lexer is left to itself and the code shown plain,
	// a thousand times what the largest honest block takes.
	lexerPatience = 20 * time.Second

	// codeMemoBytes is what the memo of highlighted blocks may hold.
	codeMemoBytes = 8 << 20
)

// language is the name of the language in the info string of a code block:
// "go", also of "go {hl_lines=1}", "{.go #id}" and "go,linenos".
func (t *tree) language(n *ast.FencedCodeBlock) string {
	if n.Info == nil {
		return ""
	}
	info := strings.TrimSpace(string(unescape(n.Info.Value(t.src))))
	if rest, ok := strings.CutPrefix(info, "{"); ok {
		info = ""
		for _, w := range strings.Fields(strings.TrimSuffix(rest, "}")) {
			if name, ok := strings.CutPrefix(w, "."); ok {
				info = name
				break
			}
		}
	}
	if i := strings.IndexAny(info, " \t{,"); i >= 0 {
		info = info[:i]
	}
	return info
}

// codeBlock writes a block of code. The <pre> can be focused, so that a long
// line can be reached without a pointing device.
func (w *writer) codeBlock(n ast.Node, code []byte, lang string) {
	w.put("<pre")
	marks := []byte(nil)
	l := w.lining(n)
	if !w.f.Plain {
		if l.id != "" {
			w.attr("id", l.id)
		}
		marks = w.highlighted(code, lang, l)
		w.put(` class="chroma" tabindex="0"`) // the style's ground, marked or not: blocks of one page look alike
	}
	w.put("><code")
	if lang != "" {
		w.attr("class", "language-"+lang)
	}
	w.put(">")
	switch {
	case marks != nil:
		w.out = append(w.out, marks...)
	case l.any() && !w.f.Plain:
		w.out = lined(w.out, code, l)
	default:
		w.out = escapeHTML(w.out, code)
	}
	w.put("</code></pre>\n")
}

// highlighted is the code with its marks, nil when it is shown plain.
func (w *writer) highlighted(code []byte, lang string, l lining) []byte {
	if lang == "" || w.lost || len(code) > maxCode || odd(code) || w.chars+len(code) > maxCodeOfDoc {
		return nil
	}
	w.chars += len(code)
	lexer := highlight.Find(lang)
	if lexer == nil {
		return nil
	}
	h := digest.New()
	h.String(lexer.Name())
	h.String(l.key())
	h.String(string(code))
	key := h.Done()
	if out, ok := w.r.code.get(key); ok {
		return out
	}
	out, lost := patiently(lexer, string(code), l)
	w.lost = lost
	w.r.code.put(key, out)
	return out
}

// odd reports code with a line or a run of blanks that is too long.
func odd(code []byte) bool {
	line, blank := 0, 0
	for _, c := range code {
		switch c {
		case '\n':
			line = 0
			blank++
		case ' ', '\t':
			line++
			blank++
		default:
			line++
			blank = 0
		}
		if line > maxLine || blank > maxBlank {
			return true
		}
	}
	return false
}
