package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/alecthomas/chroma/v2"
)

// patiently is highlight for at most lexerPatience. A lexer cannot be called
// off within a match, so one that is lost runs on by itself until its next
// token. One lost block is enough for a document: the others are not tried.
func patiently(lexer chroma.Lexer, code string, l lining) (out []byte, lost bool) {
	done := make(chan []byte, 1)
	stop := new(atomic.Bool)
	go func() { done <- highlight(lexer, code, l, stop) }()
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

// highlight makes the marks of a block; nil when the lexer fails.
func highlight(lexer chroma.Lexer, code string, l lining, stop *atomic.Bool) (out []byte) {
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
	m := marker{out: make([]byte, 0, len(code)*3), lining: l, lined: l.any()}
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
	m.endLine()
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
	lining  lining
	lined   bool
	line    int  // that comes next, from 0
	pending bool // a line begins before the next character
	within  bool // a line
}

func (m *marker) close() {
	if m.class != "" {
		m.out = append(m.out, "</span>"...)
		m.class = ""
	}
}

func (m *marker) startLine() {
	m.pending = m.lined
}

// endLine closes a line and what is open in it.
func (m *marker) endLine() {
	if m.within {
		m.within = false
		m.close()
		m.out = m.lining.end(m.out)
	}
}

func (m *marker) token(kind chroma.TokenType, value string) {
	class := classOf(kind)
	if !m.lined {
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
			m.out = m.lining.begin(m.out, m.line)
			m.line++
			m.within = true
		}
		m.piece(class, value[:i])
		if value[i-1] == '\n' {
			if m.lining.wraps() {
				m.endLine()
			}
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

// lined is plain code by lines.
func lined(out, code []byte, l lining) []byte {
	for n := 0; len(code) > 0; n++ {
		i := bytes.IndexByte(code, '\n') + 1
		if i == 0 {
			i = len(code)
		}
		out = l.begin(out, n)
		out = escapeHTML(out, code[:i])
		out = l.end(out)
		code = code[i:]
	}
	return out
}
