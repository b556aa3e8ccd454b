package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"

	"recap/generator/digest"
)

// Code is highlighted by chroma's lexers and written here: classes alone, no
// style attribute, no wrapper elements. chroma's own formatter sets tab widths
// and colours inline, which a strict content security policy forbids.
//
// Lexers are backtracking regular expressions by many hands, and some of them
// take hours for a screenful that is not their language. They are kept from
// that by the shape of the code, so that the page does not depend on the
// machine; lexerPatience is for what no shape foresees.
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
	codeMemoBytes = 32 << 20
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
func (w *writer) codeBlock(code []byte, lang string) {
	w.put("<pre")
	marks := []byte(nil)
	if !w.f.Plain {
		marks = w.highlighted(code, lang)
		if marks != nil {
			w.put(` class="chroma"`)
		}
		w.put(` tabindex="0"`)
	}
	w.put("><code")
	if lang != "" {
		w.attr("class", "language-"+lang)
	}
	w.put(">")
	switch {
	case marks != nil:
		w.out = append(w.out, marks...)
	case w.r.o.LineNumbers && !w.f.Plain:
		w.out = numbered(w.out, code)
	default:
		w.out = escapeHTML(w.out, code)
	}
	w.put("</code></pre>\n")
}

// highlighted is the code with its marks, nil when it is shown plain.
func (w *writer) highlighted(code []byte, lang string) []byte {
	if lang == "" || w.lost || len(code) > maxCode || odd(code) || w.chars+len(code) > maxCodeOfDoc {
		return nil
	}
	w.chars += len(code)
	lexer := lexerOf(lang)
	if lexer == nil {
		return nil
	}
	h := digest.New()
	h.String(lexer.Config().Name)
	h.Bool(w.r.o.LineNumbers)
	h.String(string(code))
	key := h.Done()
	if out, ok := w.r.code.get(key); ok {
		return out
	}
	out, lost := patiently(lexer, string(code), w.r.o.LineNumbers)
	w.lost = lost
	w.r.code.put(key, out)
	return out
}

// patiently is highlight for at most lexerPatience. A lexer cannot be called
// off within a match, so one that is lost runs on by itself until its next
// token. One lost block is enough for a document: the others are not tried.
func patiently(lexer chroma.Lexer, code string, numbers bool) (out []byte, lost bool) {
	done := make(chan []byte, 1)
	stop := new(atomic.Bool)
	go func() { done <- highlight(lexer, code, numbers, stop) }()
	timer := time.NewTimer(lexerPatience)
	defer timer.Stop()
	select {
	case out = <-done:
		return out, false
	case <-timer.C:
		stop.Store(true)
		return nil, true
	}
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

// lexerNames are all names of all lexers: their own, their other ones, the file
// extensions. chroma's own look-up takes milliseconds for a name it does not know.
var lexerNames = sync.OnceValue(func() map[string]chroma.Lexer {
	names := map[string]chroma.Lexer{}
	all := slices.Clone(lexers.GlobalLexerRegistry.Lexers)
	slices.SortStableFunc(all, func(a, b chroma.Lexer) int {
		return cmp.Or(cmp.Compare(priority(b), priority(a)), cmp.Compare(a.Config().Name, b.Config().Name))
	})
	put := func(name string, l chroma.Lexer) {
		name = strings.ToLower(name)
		if _, taken := names[name]; !taken {
			names[name] = l
		}
	}
	for _, l := range all {
		put(l.Config().Name, l)
	}
	for _, l := range all {
		for _, a := range l.Config().Aliases {
			put(a, l)
		}
	}
	for _, l := range all {
		for _, glob := range l.Config().Filenames {
			if ext, ok := strings.CutPrefix(glob, "*."); ok && !strings.ContainsAny(ext, "*?[") {
				put(ext, l)
			}
		}
	}
	return names
})

func priority(l chroma.Lexer) float32 {
	if p := l.Config().Priority; p != 0 {
		return p
	}
	return 1
}

// lexerOf is the lexer for a language, nil for none.
func lexerOf(lang string) chroma.Lexer {
	lang = strings.ToLower(lang)
	if plainLanguages[lang] {
		return nil
	}
	return lexerNames()[lang]
}

// plainLanguages are names for code without marks.
var plainLanguages = words("text txt plain plaintext none nohighlight no-highlight fallback output")

// highlight makes the marks of a block; nil when the lexer fails.
func highlight(lexer chroma.Lexer, code string, numbers bool, stop *atomic.Bool) (out []byte) {
	defer func() {
		// A lexer that trips over its input must cost the colours, not the page.
		if recover() != nil {
			out = nil
		}
	}()
	it, err := lexer.Tokenise(nil, code)
	if err != nil {
		return nil
	}
	m := marker{out: make([]byte, 0, len(code)*3), numbers: numbers}
	m.startLine()
	// The text of the tokens must be the code, or the reader is shown another.
	read, idle := 0, 0
	for tok := it(); tok != chroma.EOF; tok = it() {
		n := len(tok.Value)
		if n > 0 {
			idle = 0
		} else if idle++; idle > maxIdle {
			return nil
		}
		if stop.Load() {
			return nil
		}
		if read+n > len(code) || code[read:read+n] != tok.Value {
			if strings.TrimSuffix(tok.Value, "\n") != code[read:] {
				return nil
			}
			tok.Value = code[read:]
			n = len(tok.Value)
		}
		read += n
		m.token(tok.Type, tok.Value)
	}
	m.close()
	if read != len(code) {
		return nil
	}
	return m.out
}

// marker writes tokens as spans; neighbours of one class share one.
type marker struct {
	out     []byte
	class   string // of the open span, "" for none
	numbers bool
	line    int
	pending bool // a line number is due before the next character
}

func (m *marker) close() {
	if m.class != "" {
		m.out = append(m.out, "</span>"...)
		m.class = ""
	}
}

func (m *marker) startLine() {
	if m.numbers {
		m.line++
		m.pending = true
	}
}

func (m *marker) token(kind chroma.TokenType, value string) {
	class := classOf(kind)
	if !m.numbers {
		m.piece(class, value)
		return
	}
	for value != "" {
		i := strings.IndexByte(value, '\n') + 1
		if i == 0 {
			i = len(value)
		}
		if m.pending {
			m.pending = false
			m.close()
			m.out = append(m.out, lineNumber(m.line)...)
		}
		m.piece(class, value[:i])
		if value[i-1] == '\n' {
			m.startLine()
		}
		value = value[i:]
	}
}

func (m *marker) piece(class, value string) {
	if value == "" {
		return
	}
	if class != m.class && strings.TrimSpace(value) == "" {
		// Blanks look the same in any class; between spans of one class they join them.
		if m.class == "" {
			m.out = append(m.out, value...)
			return
		}
		class = ""
	}
	if class != m.class {
		m.close()
		if class != "" {
			m.out = append(m.out, `<span class="`...)
			m.out = append(m.out, class...)
			m.out = append(m.out, `">`...)
			m.class = class
		}
	}
	m.out = escapeHTML(m.out, value)
}

// classOf is chroma's short class of a kind of token, or of what it is a kind of.
func classOf(kind chroma.TokenType) string {
	for kind != 0 {
		if c, ok := chroma.StandardTypes[kind]; ok {
			if c == "w" {
				return ""
			}
			return c
		}
		kind = kind.Parent()
	}
	return ""
}

// lineNumber is the mark before a line. The number is drawn by the style sheet,
// so that it is neither copied nor found nor read out.
func lineNumber(n int) string {
	return `<span class="ln" data-n="` + strconv.Itoa(n) + `"></span>`
}

// numbered is plain code with line numbers.
func numbered(out, code []byte) []byte {
	for n := 1; len(code) > 0; n++ {
		i := bytes.IndexByte(code, '\n') + 1
		if i == 0 {
			i = len(code)
		}
		out = append(out, lineNumber(n)...)
		out = escapeHTML(out, code[:i])
		code = code[i:]
	}
	return out
}

// codeMemo remembers highlighted blocks by content. It holds two generations:
// when the younger is full the older goes, so that what is used stays.
type codeMemo struct {
	mu         sync.Mutex
	young, old map[digest.Sum][]byte
	size, most int
}

func newCodeMemo(most int) *codeMemo {
	return &codeMemo{young: map[digest.Sum][]byte{}, most: most / 2}
}

func (m *codeMemo) get(key digest.Sum) ([]byte, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if out, ok := m.young[key]; ok {
		return out, true
	}
	out, ok := m.old[key]
	if ok {
		m.add(key, out)
	}
	return out, ok
}

func (m *codeMemo) put(key digest.Sum, out []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.young[key]; !ok {
		m.add(key, out)
	}
}

func (m *codeMemo) add(key digest.Sum, out []byte) {
	size := len(out) + 64
	if m.size+size > m.most {
		m.old, m.young, m.size = m.young, map[digest.Sum][]byte{}, 0
	}
	if size <= m.most {
		m.young[key] = out
		m.size += size
	}
}
