package check

import (
	"slices"
	"strings"

	"recap/generator/diag"
)

// Codes explains what this room says: each row of the table with its example,
// and what is said of ignoring and fixing.
var Codes = append(explained(), []diag.Code{
	{Name: "ignore-unused", Severity: diag.Hint, Text: "A comment recap:ignore stands where nothing is said that it could ignore, or speaks of an error, which stops a build and cannot be ignored. What it was meant for has been mended: delete it. An entry of check.ignore that leaves nothing out is told as well."},
	{Name: "ignore-unknown", Severity: diag.Warning, Text: "A comment recap:ignore, or check.ignore in content/site.yaml, names a code or family that recap does not have. recap explain lists them all."},
	{Name: "fix-refused", Severity: diag.Hint, Text: "recap check --fix was to change the text at this place, and found that with the change the file would read differently in other places too. It was left as it is: mend it by hand."},
}...)

// explained are the rows of the table as explain shows them.
func explained() []diag.Code {
	var out []diag.Code
	for _, c := range table {
		text := c.text
		if c.langs != "" {
			var names []string
			for _, l := range strings.Fields(c.langs) {
				names = append(names, languageNames[l])
			}
			text += " It knows " + strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1] + "."
		}
		text += "\n\nThis makes it speak:\n\n" + indented(c.fires) + "\n\nThis is right:\n\n" + indented(c.cure)
		if c.sure {
			text += "\n\nrecap check --fix mends it."
		} else if slices.Contains(guesses, c.code) {
			text += "\n\nrecap check --fix --only " + c.code + " mends it by a guess: look at what it changed."
		}
		out = append(out, diag.Code{Name: c.code, Severity: c.severity, Text: text})
	}
	return out
}

// guesses are the checks whose fix is a proposal.
var guesses = []string{"text-doubled", "tag-variant", "speaker-spelling"}

var languageNames = map[string]string{"en": "English", "de": "German", "fr": "French", "es": "Spanish", "nl": "Dutch", "it": "Italian", "pt": "Portuguese"}

func indented(s string) string {
	lines := strings.Split(strings.Trim(s, "\n"), "\n")
	for i, l := range lines {
		if l == "" {
			l = " " // an empty line would end the paragraph
		}
		lines[i] = "    " + l
	}
	return strings.Join(lines, "\n")
}
