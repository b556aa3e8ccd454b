package highlight

import (
	"fmt"
	"sync"

	"github.com/alecthomas/chroma/v2"
)

// state is a state of a lexer: its rules in the order they are asked, and for
// each byte those that can match where it comes next.
type state struct {
	name  string
	rules []*rule // nil and !known: chroma has no such state
	known bool

	once  sync.Once
	err   error
	lists [][]*rule
	of    [256]uint16
}

// rule is a rule of chroma's tables.
type rule struct {
	pattern string
	moves   []move
	emit    *emitter // nil for none

	once sync.Once
	prog *program
	err  error
}

// move changes the stack of states.
type move struct {
	pop  int    // that many, if push is nil and !same
	push *state // this one
	same bool   // the one the rule stands in, once more
}

type kind uint8

const (
	asToken  kind = iota // the match is one token
	asGroups             // each group has its own emitter
	asSelf               // the text is read by the same lexer, from another state
	asOther              // …by another lexer
	asNamed              // …by the lexer that a group names
)

// emitter makes tokens of what a rule matched.
type emitter struct {
	kind  kind
	token chroma.TokenType
	parts []*emitter // of groups; nil drops one
	state *state
	lexer string
	name  int // the group with a lexer's name, and
	code  int // the one it reads

	// Tokens of kind from are given kind to, where they differ.
	from, to chroma.TokenType
}

// program is the rule's expression, compiled on first use.
func (r *rule) program() (*program, error) {
	r.once.Do(func() {
		groups := r.emit != nil && (r.emit.kind == asGroups || r.emit.kind == asNamed)
		r.prog, r.err = compile(r.pattern, groups)
	})
	return r.prog, r.err
}

// ready sorts the rules by the bytes that can come next.
func (s *state) ready() error {
	s.once.Do(func() {
		progs := make([]*program, len(s.rules))
		for i, r := range s.rules {
			if progs[i], s.err = r.program(); s.err != nil {
				s.err = fmt.Errorf("%s: %s: %w", s.name, r.pattern, s.err)
				return
			}
		}
		seen := map[string]uint16{}
		var key []byte
		for b := range s.of {
			key = key[:0]
			for i, p := range progs {
				if p.heads.has(byte(b)) {
					key = append(key, byte(i), byte(i>>8))
				}
			}
			at, ok := seen[string(key)]
			if !ok {
				at = uint16(len(s.lists))
				seen[string(key)] = at
				var list []*rule
				for i := 0; i < len(key); i += 2 {
					list = append(list, s.rules[int(key[i])|int(key[i+1])<<8])
				}
				s.lists = append(s.lists, list)
			}
			s.of[b] = at
		}
	})
	return s.err
}
