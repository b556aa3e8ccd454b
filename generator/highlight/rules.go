package highlight

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// table is a lexer's states by name.
type table struct {
	name   string
	states map[string]*state
	lexer  *Lexer
	uses   []string // lexers it uses, and
	open   bool     // it may use any other
	config *chroma.Config
}

var errForeign = errors.New("not described by rules")

// tableOf reads a lexer's rules without its regular expressions being compiled.
func tableOf(l *chroma.RegexLexer) (*table, error) {
	raw, err := rawRules(l)
	if err != nil {
		return nil, err
	}
	t := &table{name: l.Config().Name, config: l.Config(), states: map[string]*state{}}
	if _, ok := raw["root"]; !ok {
		return nil, errors.New(`no "root" state`)
	}
	for name := range raw {
		s := t.state(name)
		s.known = true
	}
	d := &decoder{table: t, raw: raw, shared: map[string][]*rule{}, combinations: map[*state][]string{}}
	for name := range raw {
		if t.states[name].rules, err = d.rules(name, nil); err != nil {
			return nil, err
		}
	}
	for s, of := range d.combinations {
		for _, name := range of {
			rules, err := d.rules(name, nil)
			if err != nil {
				return nil, err
			}
			s.rules = append(s.rules, rules...)
		}
	}
	return t, nil
}

// rawRules are the rules as chroma holds them. RegexLexer.Rules compiles every
// expression of the lexer first, 50 ms for JavaScript, to return a table that
// needs none of it; so the function that it asks is asked directly where the
// field is still what it was.
func rawRules(l *chroma.RegexLexer) (chroma.Rules, error) {
	if fetch := hidden[func() (chroma.Rules, error)](reflect.ValueOf(l), "fetchRulesFunc"); fetch != nil && *fetch != nil {
		return (*fetch)()
	}
	return l.Rules()
}

// state is the state of a name, which may turn out not to exist.
func (t *table) state(name string) *state {
	s := t.states[name]
	if s == nil {
		s = &state{name: name}
		t.states[name] = s
	}
	return s
}

// decoder turns chroma's rules into ours. Their types are chroma's own, but
// their kinds and fields are open, as its XML needs them.
type decoder struct {
	table  *table
	raw    chroma.Rules
	shared map[string][]*rule // by state, as far as they have been read

	combinations map[*state][]string // states that hold the rules of several
}

// rules are those of a state, with included ones in their place.
func (d *decoder) rules(name string, within []string) ([]*rule, error) {
	if done, ok := d.shared[name]; ok {
		return done, nil
	}
	for _, w := range within {
		if w == name {
			return nil, fmt.Errorf("state %q includes itself", name)
		}
	}
	raw, ok := d.raw[name]
	if !ok {
		return nil, fmt.Errorf("invalid include state %q", name)
	}
	out := []*rule{}
	for _, r := range raw {
		if kindOf(r.Mutator) == "include" {
			more, err := d.rules(field[string](r.Mutator, "State"), append(within, name))
			if err != nil {
				return nil, err
			}
			out = append(out, more...)
			continue
		}
		own := &rule{pattern: d.table.pattern(r.Pattern)}
		var err error
		if own.moves, err = d.moves(r.Mutator, nil, true); err != nil {
			return nil, err
		}
		if r.Type != nil {
			if own.emit, err = d.emitter(r.Type); err != nil {
				return nil, err
			}
		}
		out = append(out, own)
	}
	d.shared[name] = out
	return out, nil
}

// pattern is a rule's expression as chroma compiles it.
func (t *table) pattern(p string) string {
	flags := ""
	if !t.config.NotMultiline {
		flags += "m"
	}
	if t.config.CaseInsensitive {
		flags += "i"
	}
	if t.config.DotAll {
		flags += "s"
	}
	p = "(?:" + p + ")"
	if flags != "" {
		p = "(?" + flags + ")" + p
	}
	return `\G` + p
}

func (d *decoder) moves(m chroma.Mutator, out []move, top bool) ([]move, error) {
	if m == nil {
		return out, nil
	}
	switch kindOf(m) {
	case "push":
		states := field[[]string](m, "States")
		if len(states) == 0 {
			return append(out, move{same: true}), nil
		}
		for _, s := range states {
			if s == "#pop" {
				out = append(out, move{pop: 1})
			} else {
				out = append(out, move{push: d.table.state(s)})
			}
		}
		return out, nil
	case "pop":
		return append(out, move{pop: field[int](m, "Depth")}), nil
	case "combined":
		if top { // within others chroma does not know it
			states := field[[]string](m, "States")
			s := d.table.state("__combined_" + strings.Join(states, "__"))
			s.known = true
			d.combinations[s] = states
			return append(out, move{push: s}), nil
		}
	case "mutators":
		for _, each := range field[[]chroma.Mutator](m, "Mutators") {
			var err error
			if out, err = d.moves(each, out, false); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return nil, errForeign
}

func (d *decoder) emitter(e chroma.Emitter) (*emitter, error) {
	if t, ok := e.(chroma.TokenType); ok {
		return &emitter{kind: asToken, token: t}, nil
	}
	switch kindOf(e) {
	case "bygroups":
		parts, err := d.emitters(field[chroma.Emitters](e, "Emitters"))
		return &emitter{kind: asGroups, parts: parts}, err
	case "usingself":
		return &emitter{kind: asSelf, state: d.table.state(field[string](e, "State"))}, nil
	case "using":
		name := field[string](e, "Lexer")
		d.table.uses = append(d.table.uses, name)
		return &emitter{kind: asOther, lexer: name}, nil
	case "usingbygroup":
		d.table.open = true
		parts, err := d.emitters(field[chroma.Emitters](e, "Emitters"))
		return &emitter{
			kind: asNamed, parts: parts, name: field[int](e, "SublexerNameGroup"), code: field[int](e, "CodeGroup"),
		}, err
	}
	if f, ok := functions[d.table.name]; ok {
		if _, ok := e.(chroma.EmitterFunc); ok {
			d.table.uses = append(d.table.uses, f.lexer)
			return &f, nil
		}
	}
	return nil, errForeign
}

// functions are the emitters that are functions of which it is known, by lexer,
// what they do. TestFunctions asks whether they still do it.
var functions = map[string]emitter{
	// Raw strings may be templates; what is none of a template is a string.
	"Go": {kind: asOther, lexer: "Go Text Template", from: chroma.Other, to: chroma.LiteralString},
}

func (d *decoder) emitters(list chroma.Emitters) ([]*emitter, error) {
	out := make([]*emitter, len(list))
	for i, e := range list {
		if e == nil {
			continue
		}
		var err error
		if out[i], err = d.emitter(e); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// kindOf is the kind of an emitter or a mutator as chroma's XML names it.
func kindOf(v any) string {
	switch v := v.(type) {
	case chroma.SerialisableEmitter:
		return v.EmitterKind()
	case chroma.SerialisableMutator:
		return v.MutatorKind()
	}
	return ""
}

// field reads a field of one of chroma's structs; it panics when there is none,
// which TestTables would have shown.
func field[T any](v any, name string) T {
	return reflect.ValueOf(v).Elem().FieldByName(name).Interface().(T)
}
