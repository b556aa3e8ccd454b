package markdown

import (
	"bytes"
	"cmp"
	"html/template"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"recap/generator/diag"
)

// box is a block between ::: and :::, the only way to put a class or a
// language around several paragraphs.
type box struct {
	ast.BaseBlock
	name, arg string
	title     string  // of ::: details
	set       []brace // of ::: embed
	closed    bool
	at, end   int      // of the name in the source
	to        diag.Pos // of the address of ::: embed
	from      int      // of its caption in what is written
}

var kindContainer = ast.NewNodeKind("Container")

func (*box) Kind() ast.NodeKind        { return kindContainer }
func (n *box) Dump(src []byte, lv int) { ast.DumpHelper(n, src, lv, nil, nil) }

// containerNames are what may stand behind :::
var containerNames = []string{"lang", "aside", "gallery", "details", "embed"}

// langTag is the shape of a language (BCP 47, loosely).
var langTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

type containerParser struct{}

func (containerParser) Trigger() []byte { return []byte{':'} }

// colons is the number of colons at the start of a line.
func colons(s []byte) int {
	n := 0
	for n < len(s) && s[n] == ':' {
		n++
	}
	return n
}

func (containerParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := r.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	n := colons(line[pos:])
	head, set := line, []brace(nil)
	if at, found, ok := trailingBraces(bytes.TrimRight(line, "\r\n")); ok && found != nil && at > pos+n {
		head, set = line[:at], found
	}
	words := bytes.Fields(head[pos+n:])
	if set != nil && (len(words) == 0 || string(words[0]) != "embed") {
		words = bytes.Fields(line[pos+n:])
	}
	titled := len(words) > 0 && string(words[0]) == "details"
	if n < 3 || len(words) == 0 || len(words) > 2 && !titled || strings.Trim(strings.ToLower(string(words[0])), "abcdefghijklmnopqrstuvwxyz-") != "" {
		return nil, parser.NoChildren
	}
	t := treeOf(pc)
	c := &box{name: string(words[0])}
	c.at = seg.Start + pos - seg.Padding + n + bytes.Index(line[pos+n:], words[0])
	c.end = c.at + len(words[0])
	arg := ""
	if len(words) == 2 {
		arg = string(words[1])
	}
	place := t.pos(c.at, c.end)
	switch {
	case !contains(containerNames, c.name):
		d := diag.Warnf("container-unknown", place, "nothing is called ::: %s", c.name).Meant(c.name, containerNames)
		if d.Hint == "" {
			d = d.WithHint("there are ::: lang de, ::: aside, ::: gallery, ::: details TITLE and ::: embed ADDRESS; notes and warnings are > [!NOTE]")
		}
		t.diags.Add(d)
	case c.name == "lang" && !langTag.MatchString(arg):
		t.diags.Add(diag.Warnf("container-lang", place, "::: lang needs a language").WithHint("write ::: lang de"))
	case c.name == "lang":
		c.arg = arg
	case titled:
		c.title = string(bytes.TrimSpace(line[pos+n+bytes.Index(line[pos+n:], words[0])+len(words[0]):]))
	case c.name == "embed" && arg == "":
		t.diags.Add(diag.Warnf("container-embed", place, "::: embed needs an address").WithHint("write ::: embed https://…"))
	case c.name == "embed" && unsafe(arg, false):
		t.diags.Add(diag.Warnf("link-unsafe", place, "an address that runs code is left out: %s", quoted(words[1])))
	case c.name == "embed":
		c.arg, c.set = arg, set
		at := seg.Start + pos - seg.Padding + n + bytes.Index(line[pos+n:], words[1])
		c.to = t.pos(at, at+len(words[1]))
	}
	t.containers = append(t.containers, c)
	r.AdvanceToEOL()
	return c, parser.HasChildren
}

func (containerParser) Continue(node ast.Node, r text.Reader, pc parser.Context) parser.State {
	c := node.(*box)
	t := treeOf(pc)
	line, _ := r.PeekLine()
	w, pos := util.IndentWidth(line, r.LineOffset())
	if w > 3 || pos >= len(line) || line[pos] != ':' {
		return parser.Continue | parser.HasChildren
	}
	n := colons(line[pos:])
	if n < 3 || !util.IsBlank(line[pos+n:]) || t.innermost() != c {
		return parser.Continue | parser.HasChildren
	}
	if last := pc.LastOpenedBlock().Node; last != nil && last.IsRaw() {
		return parser.Continue | parser.HasChildren // ::: within code is code
	}
	c.closed = true
	r.AdvanceToEOL()
	return parser.Close
}

// innermost is the container that a ::: closes.
func (t *tree) innermost() *box {
	for n := len(t.containers); n > 0; n-- {
		if last := t.containers[n-1]; !last.closed {
			return last
		}
		t.containers = t.containers[:n-1]
	}
	return nil
}

func (containerParser) Close(node ast.Node, r text.Reader, pc parser.Context) {
	c := node.(*box)
	t := treeOf(pc)
	if !c.closed {
		c.closed = true
		t.diags.Add(diag.Warnf("container-open", t.pos(c.at, c.end), "::: %s is never closed", c.name).
			WithHint("write ::: on a line of its own where it ends"))
	}
}

func (containerParser) CanInterruptParagraph() bool { return true }
func (containerParser) CanAcceptIndentedLine() bool { return false }

// openContainer writes what begins at :::
func (w *writer) openContainer(n *box) {
	switch {
	case n.name == "embed":
		n.from = len(w.out)
	case n.arg != "":
		w.put("<div")
		w.attr("lang", n.arg)
		w.put(">\n")
		w.langs = append(w.langs, w.speak(n.arg))
	case n.name == "aside":
		w.put(`<div class="aside" role="note">` + "\n")
	case n.name == "details" && w.f.Plain:
		w.put("<p><strong>") // feed readers leave <details> out, or open
		w.text(w.foldTitle(n))
		w.put("</strong></p>\n")
	case n.name == "details":
		w.put("<details class=\"fold\">\n<summary>")
		w.text(w.foldTitle(n))
		w.put("</summary>\n")
	case n.name == "gallery":
		w.galleries++
		w.put(`<div class="gallery">` + "\n")
	default:
		w.put("<div>\n")
	}
}

func (w *writer) closeContainer(n *box) {
	switch {
	case n.name == "embed":
		caption := template.HTML(strings.TrimSpace(string(w.out[n.from:])))
		w.out = w.out[:n.from]
		if w.rawUsed && w.mode == Clean {
			// It becomes part of a piece of the theme, which is not looked at again.
			if tidied, err := tidy([]byte(caption), w.pieces); err == nil {
				caption = template.HTML(tidied)
			} else {
				caption = ""
			}
		}
		if n.arg != "" && w.silent == "" {
			w.media(n.arg, n.set, caption)
		} else {
			w.put(string(caption))
		}
		return
	case n.arg != "":
		last := len(w.langs) - 1
		w.speak(w.langs[last])
		w.langs = w.langs[:last]
	case n.name == "gallery":
		w.galleries--
	case n.name == "details":
		if !w.f.Plain {
			w.put("</details>\n")
		}
		return
	}
	w.put("</div>\n")
}

// foldTitle is what stands where a ::: details is closed.
func (w *writer) foldTitle(n *box) string { return cmp.Or(n.title, w.word("callout.details")) }
