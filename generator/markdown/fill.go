package markdown

import "strings"

// A first paragraph may hold links that the author gave no text, [](talk:id).
// What stands for them is known only when the whole site is, long after the
// text was read: until then they are marks around the destination, the last two
// code points of private use, which no font and no author has.
const (
	openMark  = "\U0010fffc"
	closeMark = "\U0010fffd"
)

// Fill puts what texts says of a destination (Answers.Texts) in the place of
// each link without a text of its own; one that it does not know is left out.
// It is for Doc.Lead, Doc.TLDR and Heading.Lead, and leaves a text without marks
// as it is.
func Fill(text string, texts map[string]string) string {
	if !strings.Contains(text, openMark) {
		return text
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, openMark)
		b.WriteString(before)
		dest, behind, closed := strings.Cut(rest, closeMark)
		switch {
		case !found:
			return b.String()
		case !closed: // nobody's mark
			text = rest
			continue
		}
		b.WriteString(texts[dest])
		text = behind
	}
}
