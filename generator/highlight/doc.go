// Package highlight reads code as chroma does, token by token, and many times
// faster.
//
//	l := highlight.Find("go") // nil: no such language
//	err := l.Tokens(code, func(kind chroma.TokenType, text string) bool {
//		out = append(out, `<span class="`+highlight.Class(kind)+`">`...)
//		…
//		return true
//	})
//
// chroma's lexers are tables: by state, a list of regular expressions, each with
// the tokens it makes and the states it leads to. chroma asks them one after the
// other at every position of the text. This package runs the same tables, read
// from chroma itself, with an engine of its own:
//
//   - An expression is parsed by the parser that chroma uses (.NET's dialect, in
//     regexp2), so that both mean the same by it, and compiled into a program
//     (program.go) that is run by a backtracking machine (machine.go) over the
//     bytes of the text. It allocates nothing.
//   - Of each program, and of each step of it, it is known which bytes can come
//     next (heads, set.go). A state keeps for each byte the rules that can match
//     there; branches and loops that cannot are not tried.
//   - States, rules and expressions are read when a text first needs them.
//
// Lexers that wrap others (delegation, renamed kinds, front matter) are rebuilt
// around ours. The few whose rules call functions of chroma's are left to chroma:
// TestTables names them.
//
// # Exactness
//
// Tokens are those of chroma's Tokenise without options, empty ones and errors
// too. TestSamples compares them on chroma's own samples, TestBroken on spoilt ones,
// TestCrossed every lexer on texts of other languages, TestData on the code of
// real recaps, and FuzzTokens on whatever comes to mind; with -args -rounds 100
// they read as much as one has time for.
//
// There is one difference. chroma lets an expression run for a quarter of a
// second and then takes it for one that does not match, so that its tokens depend
// on the machine. Here the steps of a match are counted, and those of a text:
// more than chroma can make in that time end a match, and many more end in
// ErrGivenUp, on every machine at the same place.
//
// # Roads not taken
//
// To ask chroma's compiled expressions at fewer positions: it spends about 35
// allocations on a token, and each token needs a match. Go's regexp: it knows no
// look-around, which half of the lexers use, nor back references, and decides
// otherwise in loops that can be empty. RegexLexer.Rules: see rawRules.
package highlight
