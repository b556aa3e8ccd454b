package markdown

import "testing"

func TestFill(t *testing.T) {
	doc, _ := Parse("a.md", []byte("See [](talk:a) and [](talk:b), not [this](talk:a).\n\n## One\n\n[](speaker:ada) spoke.\n\n## tl;dr\n\n- [](talk:a)\n"), 0)
	texts := map[string]string{"talk:a": "Talk A", "speaker:ada": "Ada Example"}
	for _, c := range [][2]string{
		{doc.Lead, "See Talk A and , not this."},
		{doc.Headings[0].Lead, "Ada Example spoke."},
		{doc.TLDR, "Talk A"},
		{"plain", "plain"},
		{"a" + openMark + "b", "ab"},
		{"a" + closeMark + "b" + openMark + "talk:a" + closeMark, "a" + closeMark + "bTalk A"},
	} {
		if got := Fill(c[0], texts); got != c[1] {
			t.Errorf("%q is filled to %q, want %q", c[0], got, c[1])
		}
	}
}
