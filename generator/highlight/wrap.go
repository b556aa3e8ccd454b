package highlight

import (
	"reflect"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// wrapper reads a text with the help of other lexers, as those of chroma do
// that are not tables themselves.
type wrapper interface {
	read(r *run, text string, nested bool)
	inner() []*Lexer
}

// wrapperOf is the wrapper that does what l does, nil if that is not known.
func wrapperOf(l chroma.Lexer) wrapper {
	v := reflect.ValueOf(l)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return nil
	}
	switch v.Type().String() {
	case "*chroma.delegatingLexer":
		root, language := hidden[chroma.Lexer](v, "root"), hidden[chroma.Lexer](v, "language")
		if root != nil && language != nil {
			return &delegating{Of(*root), Of(*language)}
		}
	case "*chroma.remappingLexer":
		lexer, mapper := hidden[chroma.Lexer](v, "lexer"), hidden[func(chroma.Token) []chroma.Token](v, "mapper")
		if lexer != nil && mapper != nil {
			return &remapping{Of(*lexer), *mapper}
		}
	case "*lexers.markdownLexer":
		if base, yaml := hidden[chroma.Lexer](v, "Lexer"), registry.Get("YAML"); base != nil && yaml != nil {
			return &frontMatter{Of(yaml), Of(*base)}
		}
	}
	return nil
}

// hidden is a field of one of chroma's structs that chroma keeps to itself, nil
// if there is none of that name and type.
func hidden[T any](v reflect.Value, name string) *T {
	f := v.Elem().FieldByName(name)
	if !f.IsValid() || f.Type() != reflect.TypeFor[T]() {
		return nil
	}
	return (*T)(f.Addr().UnsafePointer())
}

// frontMatter is Markdown, after YAML between two lines of "---".
type frontMatter struct{ yaml, rest *Lexer }

func (w *frontMatter) inner() []*Lexer { return []*Lexer{w.yaml, w.rest} }

func (w *frontMatter) read(r *run, text string, nested bool) {
	if n := matterLen(text); n > 0 {
		r.tokens(w.yaml, nil, text[:n], nested)
		text = text[n:]
	}
	r.tokens(w.rest, nil, text, nested)
}

// matterLen is the length of front matter with its fences, 0 for none.
func matterLen(text string) int {
	if !strings.HasPrefix(text, "---\n") && !strings.HasPrefix(text, "---\r\n") {
		return 0
	}
	at := strings.IndexByte(text, '\n') + 1
	for {
		n := strings.IndexByte(text[at:], '\n') + 1
		if n == 0 {
			return 0 // the closing fence ends its line
		}
		line := strings.TrimSuffix(text[at:at+n-1], "\r")
		at += n
		if line == "---" {
			return at
		}
	}
}

// remapping gives tokens other kinds.
type remapping struct {
	lexer  *Lexer
	mapper func(chroma.Token) []chroma.Token
}

func (w *remapping) inner() []*Lexer { return []*Lexer{w.lexer} }

func (w *remapping) read(r *run, text string, nested bool) {
	r.through(func(kind chroma.TokenType, value string, yield yield) bool {
		for _, t := range w.mapper(chroma.Token{Type: kind, Value: value}) {
			if !yield(t.Type, t.Value) {
				return false
			}
		}
		return true
	}, func() { r.tokens(w.lexer, nil, text, nested) })
}

// delegating is a language within another: what the language leaves ("Other") is
// read as one text by the root lexer, and the tokens of both are put together.
type delegating struct{ root, language *Lexer }

func (w *delegating) inner() []*Lexer { return []*Lexer{w.root, w.language} }

// island is a run of the language's own tokens; at is where it begins.
type island struct {
	at     int
	tokens []chroma.Token
}

func (w *delegating) read(r *run, text string, nested bool) {
	var islands []island
	var sea strings.Builder
	at, ashore := 0, false
	for _, t := range r.coalesced(w.language, text, nested) {
		if t.Type == chroma.Other {
			sea.WriteString(t.Value)
			ashore = false
		} else {
			if !ashore {
				islands = append(islands, island{at: at})
				ashore = true
			}
			last := &islands[len(islands)-1]
			last.tokens = append(last.tokens, t)
		}
		at += len(t.Value)
	}
	if len(islands) == 0 {
		r.tokens(w.root, nil, text, nested)
		return
	}
	at = 0
	land := func() {
		for _, t := range islands[0].tokens {
			r.put(t.Type, t.Value)
			at += len(t.Value)
		}
		islands = islands[1:]
	}
	for _, t := range r.coalesced(w.root, sea.String(), nested) {
		for len(islands) > 0 && islands[0].at < at+len(t.Value) {
			if n := islands[0].at - at; n > 0 {
				r.put(t.Type, t.Value[:n])
				at += n
				t.Value = t.Value[n:]
			}
			land()
		}
		r.put(t.Type, t.Value)
		at += len(t.Value)
	}
	for len(islands) > 0 {
		land()
	}
}

// coalesced are the tokens of a text, without empty ones and with neighbours of
// one kind joined as chroma's Coalesce does, up to its length.
func (r *run) coalesced(l *Lexer, text string, nested bool) (out []chroma.Token) {
	var value []byte
	var kind chroma.TokenType
	flush := func() {
		if len(value) > 0 {
			out = append(out, chroma.Token{Type: kind, Value: string(value)})
			value = value[:0]
		}
	}
	r.through(func(k chroma.TokenType, v string, _ yield) bool {
		if v != "" {
			if k != kind || len(value) >= 8192 {
				flush()
			}
			kind = k
			value = append(value, v...)
		}
		return true
	}, func() { r.tokens(l, nil, text, nested) })
	flush()
	return out
}
