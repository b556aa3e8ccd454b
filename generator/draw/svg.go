package draw

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// svg gathers the text of a picture.
type svg struct{ strings.Builder }

// add appends a formatted piece. Texts go through esc before.
func (s *svg) add(format string, args ...any) { fmt.Fprintf(s, format, args...) }

// head is the title and the description.
func (s *svg) head(title, desc string) {
	s.add("<title>%s</title>", esc(title))
	if desc != "" {
		s.add("<desc>%s</desc>", esc(desc))
	}
}

// link begins a link whose name is its title.
func (s *svg) link(url, class, title string) {
	s.add(`<a href="%s"`, esc(url))
	if class != "" {
		s.add(` class="%s"`, esc(class))
	}
	s.add("><title>%s</title>", esc(title))
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

// esc makes a text safe in elements and attributes. What XML has no room for
// falls out.
func esc(s string) string {
	return escaper.Replace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF || r == 0x7F {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD")))
}

// num writes a number with two digits at most.
func num(f float64) string {
	return strconv.FormatFloat(math.Round(f*100)/100+0, 'f', -1, 64) // +0: no -0
}

// pct writes a share of the width or the height, 0 to 1.
func pct(f float64) string { return num(f*100) + "%" }

// em writes a length in the size of the picture's words.
func em(f float64) string { return num(f) + "em" }
