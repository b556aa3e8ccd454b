package markdown

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
)

// hostileScale divides the large counts below: what costs the square of its
// length is felt at a quarter as well. RECAP_HOSTILE=1 takes them whole.
var hostileScale = sync.OnceValue(func() int {
	if os.Getenv("RECAP_HOSTILE") != "" {
		return 1
	}
	return 4
})

func scaled(n int) int {
	if n <= 5e3 {
		return n
	}
	return max(5e3, n/hostileScale())
}

func rep(s string, n int) string { return strings.Repeat(s, scaled(n)) }

func seq(n int, f func(i int) string) string {
	var b strings.Builder
	for i := range scaled(n) {
		b.WriteString(f(i))
	}
	return b.String()
}

// grown is seq for lines that grow with i: half of them are a quarter of the text.
func grown(n int, f func(i int) string) string {
	if hostileScale() > 1 {
		n /= 2
	}
	return seq(n, f)
}

// hostile are texts that nobody writes, each made to cost a parser the square of
// its length, a deep stack or a flood of output.
var hostile = []struct {
	name string
	text func() string
}{
	{"10 MB in one line", func() string { return rep("word ", 2e6) }},
	{"opening brackets", func() string { return rep("[", 1e5) }},
	{"opening brackets of images", func() string { return rep("![", 5e4) }},
	{"emphasis", func() string { return "***" + rep("a**b", 1e5) }},
	{"mixed emphasis", func() string { return rep("*a_ ", 5e4) }},
	{"growing backticks", func() string { return grown(1500, func(i int) string { return "e" + rep("`", i+1) }) }},
	{"nested quotes", func() string { return rep("> ", 1e4) + "x" }},
	{"nested lists", func() string { return grown(1000, func(i int) string { return rep(" ", 2*i) + "- x\n" }) }},
	{"open links", func() string { return rep("[a](", 2e4) }},
	{"angles", func() string { return rep("<", 1e5) }},
	{"comments", func() string { return rep("a <!-- ", 5e4) }},
	{"references", func() string {
		return seq(20000, func(i int) string { return fmt.Sprintf("[r%d] ", i) }) + "\n\n" +
			seq(20000, func(i int) string { return fmt.Sprintf("[r%d]: https://example.org/%d\n", i, i) })
	}},
	{"table", func() string {
		return "|" + rep("h|", 500) + "\n|" + rep("-|", 500) + "\n" + rep("|"+rep("c|", 500)+"\n", 500)
	}},
	{"footnotes", func() string {
		return seq(5000, func(i int) string { return fmt.Sprintf("x[^%d] ", i) }) + "\n\n" +
			seq(5000, func(i int) string { return fmt.Sprintf("[^%d]: note\n", i) })
	}},
	{"headings", func() string { return rep("## Same\n\n", 20000) }},
	{"entities", func() string { return rep("&amp;&#x41;", 1e5) }},
	{"quotes and dashes", func() string { return rep(`"a" -- 'b' ... `, 5e4) }},
	{"code", func() string { return "```go\n" + rep("x := 1 // code\n", 130000) }},
	// Beyond the kit's.
	{"deep quotes in 10 MB", func() string { return rep(">", 1e7) }},
	{"deep emphasis", func() string { return rep("*a **b ", 1e5) + rep("c** d*", 1e5) }},
	{"closed brackets", func() string { return rep("[", 5e4) + "a" + rep("]", 5e4) }},
	{"brackets around links", func() string { return rep("[x ", 1e4) + rep("*b* [l](u) ", 1e4) + rep("]", 1e4) }},
	{"images in images", func() string { return rep("![", 2e4) + "a" + rep("](u)", 2e4) }},
	{"underscores without blanks", func() string { return rep("a_", 1e6) }},
	{"addresses", func() string { return rep("(http://a.b/", 1e5) }},
	{"wide short table", func() string { return rep("|a", 5e4) + "\n" + rep("|-", 5e4) + "\n" + rep("x\n", 1e5) }},
	{"escaped pipes", func() string { return "|a|\n|-|\n" + rep("|`\\|`|\n", 1e5) }},
	{"many references in one paragraph", func() string { return seq(3e5, func(i int) string { return fmt.Sprintf("[r%d]: /u\n", i) }) }},
	{"unclosed reference titles", func() string { return rep("[a]: b \"\n", 2e5) }},
	{"many footnotes", func() string {
		return seq(1e5, func(i int) string { return fmt.Sprintf("[^%d]: n[^%d]\n\n", i, i+1) }) + "[^0]"
	}},
	{"footnote marks", func() string { return rep("x[^1] ", 1e5) + "\n\n[^1]: note" }},
	{"nested footnotes", func() string { return grown(1000, func(i int) string { return rep("    ", i) + "[^a]: x\n" }) }},
	{"raw tags open", func() string { return rep("<b>x ", 2e5) }},
	{"raw blocks open", func() string { return rep("<div>\n\n", 1e5) }},
	{"raw tags crossed", func() string { return rep("<b><i>x</b></i> ", 5e4) }},
	{"raw marks open", func() string { return rep("<b>\n\n", 1e5) }},
	{"raw marks in one block", func() string { return "<div>" + rep("<i>", 2e5) }},
	{"raw ends", func() string { return rep("</b>", 1e5) + rep("<div>", 5e4) + rep("</p>", 1e5) }},
	{"raw scripts in a line", func() string { return rep("a <script> ", 5e4) }},
	{"raw tables", func() string { return rep("<table><tr><td>", 2e4) }},
	{"raw attributes", func() string { return "<a " + rep("b ", 1e6) + ">" }},
	{"raw attributes in a row", func() string { return rep("<a b=\"c\" ", 2e5) }},
	{"raw ids", func() string { return rep("<a id=x></a>", 1e5) }},
	{"long heading", func() string { return "# " + rep("[x](", 1e5) }},
	{"heading of braces", func() string { return "# " + rep("{a=b ", 2e5) + "}" }},
	{"heading of backticks", func() string { return "# {" + grown(1500, func(i int) string { return "e" + rep("`", i+1) }) + "}" }},
	{"setext heading of many lines", func() string { return rep("a {b=\n", 2e5) + "}\n===" }},
	{"thematic lists", func() string { return rep("- ", 5e4) }},
	{"ordered lists", func() string { return rep("1. ", 5e4) }},
	{"lists and quotes", func() string { return rep("> - ", 5e4) + "x" }},
	{"list after list", func() string { return rep("* a\n+ b\n", 1e5) }},
	{"lines of deep quotes", func() string { return rep(rep("> ", 150)+"x\n", 5000) }},
	{"tabs", func() string { return rep("\t", 1e6) + "x" }},
	{"blank lines", func() string { return rep("\n", 5e6) }},
	{"carriage returns", func() string { return rep("a\r", 3e5) + rep("b\r\n", 3e5) }},
	{"control characters", func() string { return rep("\x00\x1b\ufffe", 1e6) }},
	{"broken bytes", func() string { return rep("\xff\xc3(", 1e6) }},
	{"code blocks", func() string { return rep("```go\nx := 1\n```\n", 5e4) }},
	{"different code blocks", func() string {
		return seq(3e4, func(i int) string { return fmt.Sprintf("```go\nx%d := %d\n```\n", i, i) })
	}},
	{"unknown languages", func() string { return seq(3e4, func(i int) string { return fmt.Sprintf("```l%d\nx\n```\n", i) }) }},
	{"kramdown lines", func() string { return "a\n" + rep("{:.b}\n", 2e5) }},
	{"tildes", func() string { return rep("~a~~b ", 1e5) }},
	{"hard breaks", func() string { return rep("a  \n", 5e5) }},
	{"mail addresses", func() string { return rep("a@b.c ", 2e5) }},
	{"one long word", func() string { return rep("ä", 3e6) }},
	{"tasks", func() string { return rep("- [ ] x\n", 1e5) }},
	{"declarations", func() string { return rep("a <!X ", 1e5) }},
	{"cdata", func() string { return rep("a <![CDATA[ ", 1e5) }},
	{"instructions", func() string { return rep("a <? ", 1e5) }},
	{"apostrophes", func() string { return rep("'a ", 3e5) }},
	{"quotes before tags", func() string { return rep("\"", 1e4) + rep("<b>", 1e5) + rep("\" <b>", 1e5) }},
	{"spoken lines", func() string { return "```\nx\n```\n\n" + rep("Lines 1, 1, 1 ", 5e4) + rep("line 1\n", 5e4) }},
	{"lines set off", func() string { return "```go {#a hl=" + rep("1-9,", 1e5) + "}\n" + rep("x\n", 1e5) + "```\n" }},
	{"fence words", func() string { return "``` " + rep("[#a=", 2e5) + "\nx\n```\n" }},
	{"bugs", func() string { return rep("bug 1 ", 2e5) + rep("PEP 8 bug 1 ", 1e5) + rep("a.org ", 1e5) }},
	{"containers", func() string { return rep("::: aside\nx\n:::\n", 5e4) }},
	{"open containers", func() string { return rep("::: aside\n", 5e4) }},
	{"containers in one", func() string { return "::: aside\n" + rep("::: lang de\n:::\n", 5e4) + rep(":::\n", 5e4) }},
	{"stray colons", func() string { return rep(":::\n", 2e5) + rep(":", 1e6) }},
	{"definitions", func() string { return rep("a\n: b\n", 1e5) + rep("a\n", 1e5) + ": b\n" + rep(": ", 1e5) }},
	{"callouts", func() string { return rep("> [!NOTE]\n> a\n\n", 5e4) + rep("> [!NOTES] ", 1e4) }},
	{"captions", func() string { return "> [!QUOTE] " + rep(", (from ", 2e5) + "memory\n> a" }},
	{"dunders", func() string { return rep("__new__ ", 1e5) + rep("__", 2e5) }},
	{"cards", func() string { return rep("https://youtu.be/a\n\n", 3e4) + rep("https://youtu.be/a\n", 1e5) }},
	{"short forms", func() string { return rep("tl;dr\n\n", 1e5) + "tl" + rep(" ", 1e6) }},
	{"pictures", func() string { return rep("![a](b.png)\n", 1e5) }},
}

// everything is the settings with all that costs time switched on.
var everything = Options{HTML: Clean, Typographer: true, LineRefs: true, BareDomains: true, References: manualReferences}

// TestHostile: nothing hangs, overflows or blows up. There is no clock in it: a
// hang fails the run, and the output is held to a multiple of the input.
func TestHostile(t *testing.T) {
	for i, h := range hostile {
		if testing.Short() && i >= 20 {
			break
		}
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			src := h.text()
			doc, l := Parse("content/posts/x.md", []byte(src), 0)
			if len(l) > 200_000 || doc == nil {
				t.Errorf("%d diagnostics", len(l))
			}
			out := render(t, everything, Frame{Prefix: "x-"}, src)
			if most := 200*len(src) + 10_000; len(out) > most {
				t.Errorf("%d bytes of HTML from %d", len(out), len(src))
			}
		})
	}
}
