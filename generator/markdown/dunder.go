package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"recap/generator/diag"
)

// dunders are names that Python writes with two underscores on both sides and
// that notes from talks are full of. In CommonMark __new__ is the word new in
// bold, and the name is lost. One word in bold is written **new** by nearly
// everybody, but not by all: so only names that Python has, and names with an
// underscore inside, are kept as they are.
var dunders = words(`abs add aenter aexit aiter all and anext annotations await bases bool builtins bytes call ceil
	class closure code complex contains copy debug deepcopy defaults del delattr delete delitem dict dir divmod doc
	enter eq exit file float floor floordiv format func future ge get getattr getattribute getitem getnewargs
	getstate globals gt hash iadd iand idiv ifloordiv ilshift imatmul imod import imul index init ior ipow irshift
	isub iter itruediv ixor int invert kwdefaults le len loader lshift lt main matmul members missing mod module mro
	mul name ne neg new next nonzero or package path pos post pow prepare qualname radd rand rdiv rdivmod reduce repr
	reversed rfloordiv rlshift rmatmul rmod rmul ror round rpow rrshift rshift rsub rtruediv rxor self set setattr
	setitem setstate signature sizeof slots spec str sub subclasses subclasscheck instancecheck subclasshook super
	truediv trunc type unicode version weakref wrapped xor`)

// dunder keeps such names as text.
type dunder struct{}

func (dunder) Trigger() []byte { return []byte{'_'} }

func (dunder) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	n := dunderLen(line)
	if n == 0 || seg.Padding > 0 || inWord(block.PrecendingCharacter()) {
		return nil
	}
	t := treeOf(pc)
	name := string(line[:n])
	t.diags.Add(diag.Hintf("text-dunder", t.pos(seg.Start, seg.Start+n), "%s is shown with its underscores; elsewhere it would be bold", name).
		WithHint("write it as code: `%s`", name).WithFix(t.pos(seg.Start, seg.Start+n), "`"+name+"`"))
	block.Advance(n)
	return ast.NewTextSegment(text.NewSegment(seg.Start, seg.Start+n))
}

// dunderLen is the length of a name at the start of a line; 0 for none.
func dunderLen(s []byte) int {
	if len(s) < 5 || s[0] != '_' || s[1] != '_' {
		return 0
	}
	i := 2
	for i < len(s) && i < 40 && (s[i] == '_' || s[i] >= 'a' && s[i] <= 'z' || s[i] >= '0' && s[i] <= '9') {
		i++
	}
	name, ok := strings.CutSuffix(string(s[2:i]), "__")
	if !ok || name == "" || name[0] == '_' || strings.HasSuffix(name, "_") || i < len(s) && inWord(rune(s[i])) || i < len(s) && s[i] >= 0x80 {
		return 0
	}
	if !dunders[name] && !strings.Contains(name, "_") {
		return 0
	}
	return i
}
