package theme

import (
	"html/template"
	"strconv"
	"sync"
	"unicode/utf8"
)

// ldWriter writes JSON-LD (json-ld.org, the part that search engines read: plain
// JSON with @type and @id). encoding/json by way of structs was tried first: with
// html/template escaping its result once more it was a third of a usual page.
//
// Commas come by themselves: whatever begins a member or an element looks at what
// stands before it. Texts are escaped exactly as encoding/json does it for HTML,
// so nothing in them can end the script element (TestJSONTexts).
type ldWriter struct {
	out []byte
}

var ldWriters = sync.Pool{New: func() any { return &ldWriter{out: make([]byte, 0, 4<<10)} }}

// script is the text for <script type="application/ld+json">.
func (w *ldWriter) script() template.JS { return template.JS(w.out) }

func (w *ldWriter) comma() {
	if n := len(w.out); n > 0 && w.out[n-1] != '{' && w.out[n-1] != '[' && w.out[n-1] != ':' {
		w.out = append(w.out, ',')
	}
}

func (w *ldWriter) key(name string) {
	w.comma()
	w.out = append(append(append(w.out, '"'), name...), '"', ':')
}

// open begins an object of a type: as the value of the key before it, or as the
// next element of a list.
func (w *ldWriter) open(typ string) {
	w.comma()
	w.out = append(append(append(w.out, `{"@type":"`...), typ...), '"')
}

func (w *ldWriter) close() { w.out = append(w.out, '}') }

// list begins the list of a key; end ends it.
func (w *ldWriter) list(key string) {
	w.key(key)
	w.out = append(w.out, '[')
}

func (w *ldWriter) end() { w.out = append(w.out, ']') }

// text writes a member, or nothing when there is nothing to say.
func (w *ldWriter) text(key, s string) {
	if s == "" {
		return
	}
	w.key(key)
	w.string(s)
}

func (w *ldWriter) number(key string, n int) {
	w.key(key)
	w.out = strconv.AppendInt(w.out, int64(n), 10)
}

// float writes a number as short as it is exact.
func (w *ldWriter) float(key string, f float64) {
	w.key(key)
	w.out = strconv.AppendFloat(w.out, f, 'f', -1, 64)
}

// term writes a member whose value is a term of schema.org.
func (w *ldWriter) term(key, name string) {
	if name != "" {
		w.text(key, "https://schema.org/"+name)
	}
}

// element writes a text as the next element of a list.
func (w *ldWriter) element(s string) {
	w.comma()
	w.string(s)
}

// thing writes a whole object that is known by its name and address.
func (w *ldWriter) thing(typ, name, url string) {
	w.open(typ)
	w.text("name", name)
	w.text("url", url)
	w.close()
}

// ref writes an object that is described elsewhere: at the page with this address.
func (w *ldWriter) ref(typ, id string) {
	w.open(typ)
	w.text("@id", id)
	w.close()
}

const hexDigits = "0123456789abcdef"

// string writes a JSON text (RFC 8259, 7), byte for byte as encoding/json does.
func (w *ldWriter) string(s string) {
	w.out = append(w.out, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' {
				i++
				continue
			}
			w.out = append(w.out, s[from:i]...)
			switch c {
			case '"', '\\':
				w.out = append(w.out, '\\', c)
			case '\b':
				w.out = append(w.out, `\b`...)
			case '\f':
				w.out = append(w.out, `\f`...)
			case '\n':
				w.out = append(w.out, `\n`...)
			case '\r':
				w.out = append(w.out, `\r`...)
			case '\t':
				w.out = append(w.out, `\t`...)
			default:
				w.out = append(w.out, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
			}
			i++
			from = i
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			w.out = append(append(w.out, s[from:i]...), `\ufffd`...)
			from = i + n
		case r == '\u2028' || r == '\u2029': // line ends in scripts of old
			w.out = append(append(w.out, s[from:i]...), `\u202`...)
			w.out = append(w.out, hexDigits[r&15])
			from = i + n
		}
		i += n
	}
	w.out = append(append(w.out, s[from:]...), '"')
}
