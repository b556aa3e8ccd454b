package markdown

import "recap/generator/diag"

// Codes explains what Parse may say.
var Codes = []diag.Code{
	{Name: "footnote-twice", Severity: diag.Warning, Text: "Two footnotes have the same label. The first one counts and the other is not shown. Give one of them another label, in the text and at the note."},
	{Name: "footnote-unused", Severity: diag.Warning, Text: "A footnote is defined, [^label]: text, but nothing in the text points to it with [^label], so it is not shown. Often the label is spelled differently in the text."},
	{Name: "heading-braces", Severity: diag.Warning, Text: "A heading ends with braces that are no attributes, so they are shown as text. Attributes are written {#id}, {.class}, {key=value} or {key=\"a value with blanks\"}, several of them with blanks between. To show braces, put them between backticks or a backslash before the first one."},
	{Name: "heading-id", Severity: diag.Warning, Text: "Two places of one text ask for the same id. An anchor can lead to one place only: the first keeps the id, the other gets it with a number behind."},
	{Name: "link-unsafe", Severity: diag.Warning, Text: "A link or picture leads to an address that runs code where it is followed (javascript:, vbscript:, data:). The address is left out; the text of the link stays."},
	{Name: "text-control", Severity: diag.Warning, Text: "The text holds a control character or another one that no page and no feed may hold, usually pasted along with something from a terminal or a PDF. It is shown as a replacement mark. The place of the first one is told; delete it and its like."},
	{Name: "text-kramdown", Severity: diag.Warning, Text: "An attribute list of Jekyll's Markdown, {: .class} or {:toc}, stands in the text. recap leaves it out and does nothing about it. Classes and ids can be given to headings: ## Title {#id .class}."},
	{Name: "text-too-deep", Severity: diag.Warning, Text: "Lists and quotes lie within each other more than a hundred deep. What lies deeper is shown as plain text."},
	{Name: "text-too-hard", Severity: diag.Warning, Text: "One passage has so many brackets, stars, backticks or table cells that reading it as Markdown could take minutes. It is shown as plain text, the rest of the file as usual. Text that a person wrote does not come near the limit; look for something pasted by mistake."},
}
