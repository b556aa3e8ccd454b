package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// tldrWord is how a writer announces the short form of a text.
var tldrWord = regexp.MustCompile(`(?i)^tl\s*[;,:/]?\s*dr\b\s*[:.–—-]*\s*`)

// tldr finds the short form that the author wrote: what stands below a heading
// "tl;dr", or behind that word at the start of a paragraph.
func (f *facts) tldr() {
	due := false
	for n := f.root.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			if due {
				return
			}
			if f.beginsTL(n) {
				text := f.plain(n)
				due = len(text) > 0 && len(tldrWord.FindString(text)) == len(text)
			}
			continue
		case *ast.Paragraph:
			if !due && !f.beginsTL(n) {
				continue
			}
			text := f.told(n)
			if due {
				f.doc.TLDR = text
			} else if at := tldrWord.FindString(text); at != "" {
				if f.doc.TLDR = text[len(at):]; f.doc.TLDR == "" {
					due = true
					continue
				}
			}
		case *ast.List:
			if due {
				f.doc.TLDR = f.points(n, len(f.src))
			}
		}
		if f.doc.TLDR != "" {
			return
		}
	}
}

// beginsTL reports a block whose first letters can be those of the word: what
// is asked of every block is asked cheaply.
func (f *facts) beginsTL(n ast.Node) bool {
	if n.Lines().Len() == 0 {
		return false
	}
	seg := n.Lines().At(0)
	line := bytes.TrimLeft(f.src[seg.Start:seg.Stop], " *_`")
	return len(line) > 1 && line[0]|0x20 == 't' && line[1]|0x20 == 'l'
}

// points are the first items of a list as one text: whole ones, until it has
// enough bytes.
func (f *facts) points(list *ast.List, enough int) string {
	out := ""
	for item := list.FirstChild(); item != nil && len(out) < enough; item = item.NextSibling() {
		b := item.FirstChild()
		if b == nil {
			continue
		}
		text := f.told(b)
		switch {
		case text == "":
		case out == "":
			out = text
		case strings.ContainsRune(".!?…:;,", lastRune(out)):
			out += " " + text
		default:
			out += "; " + text
		}
	}
	return out
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
