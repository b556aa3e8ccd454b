package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/alecthomas/chroma/v2"

	"recap/generator/highlight"
)

// patiently is spans for at most lexerPatience, for the few lexers whose
// steps are not counted. Such a lexer cannot be called off within a match, so
// one that is lost runs on by itself until its next token. One lost block is
// enough for a document: the others are not tried.
func patiently(lexer *highlight.Lexer, code string, l lining) (out []byte, lost bool) {
	if lexer.Bounded() {
		return spans(lexer, code, l, new(atomic.Bool)), false
	}
	done := make(chan []byte, 1)
	stop := new(atomic.Bool)
	go func() { done <- spans(lexer, code, l, stop) }()
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

// spans are the marks of a block; nil when the lexer fails: that costs the
// colours, not the page.
func spans(lexer *highlight.Lexer, code string, l lining, stop *atomic.Bool) []byte {
	m := marker{out: make([]byte, 0, len(code)*3), lining: l, lined: l.any()}
	m.startLine()
	// The text of the tokens must be the code, or the reader is shown another.
	read, idle, ok := 0, 0, true
	err := lexer.Tokens(code, func(kind chroma.TokenType, value string) bool {
		n := len(value)
		if n > 0 {
			idle = 0
		} else {
			idle++
		}
		if idle > maxIdle || stop.Load() {
			ok = false
			return false
		}
		if read+n > len(code) || code[read:read+n] != value {
			if strings.TrimSuffix(value, "\n") != code[read:] {
				ok = false
				return false
			}
			value = code[read:]
			n = len(value)
		}
		read += n
		m.token(kind, value)
		return true
	})
	m.endLine()
	m.close()
	if err != nil || !ok || read != len(code) {
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
	class := highlight.Class(kind)
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
