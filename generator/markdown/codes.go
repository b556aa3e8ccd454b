package markdown

import "recap/generator/diag"

// Codes explains what Parse may say.
var Codes = []diag.Code{
	{Name: "callout-unknown", Severity: diag.Warning, Text: "A quote begins with [!WORD], which makes a note of it, but recap knows no such kind. There are NOTE, TIP, IMPORTANT, WARNING and CAUTION, as on GitHub, and QUOTE for what a person said: > [!QUOTE] Ada Example, from memory."},
	{Name: "code-lines", Severity: diag.Warning, Text: "hl= behind a code block's language sets off lines that the block does not have. The numbers are those that the block shows: with start=10 its first line is 10."},
	{Name: "code-open", Severity: diag.Warning, Text: "A fence of ``` or ~~~ opens a block of code and no line closes it: one with nothing but the same signs, as many of them or more, and not deeper than three blanks. All that follows is code then, up to the end of the text or list. When another block opens inside, as ```go, its end is taken for the end of both. To show fences in code, give the block around them a longer one."},
	{Name: "container-embed", Severity: diag.Warning, Text: "::: embed needs the address of a recording, slides or a post behind it: ::: embed https://youtu.be/dQw4w9WgXcQ {start=1:20}. What stands before the closing ::: is its caption."},
	{Name: "container-lang", Severity: diag.Warning, Text: "::: lang needs a language behind it, as it is written in lang attributes: ::: lang de, ::: lang pt-BR."},
	{Name: "container-open", Severity: diag.Warning, Text: "A block begun with ::: has no line ::: that ends it, so it reaches to the end of the text, or of the list or quote in which it stands."},
	{Name: "container-unknown", Severity: diag.Warning, Text: "Behind ::: stands a word that means nothing. There are ::: lang de for another language, ::: aside for a remark beside the text and ::: gallery for pictures. Notes and warnings are quotes: > [!NOTE]. The text inside is shown as it is."},
	{Name: "footnote-twice", Severity: diag.Warning, Text: "Two footnotes have the same label. The first one counts and the other is not shown. Give one of them another label, in the text and at the note."},
	{Name: "footnote-unknown", Severity: diag.Warning, Text: "The text has the mark of a footnote, [^label], and no footnote has that label, so readers see the mark as it is typed. Often the label is spelled differently at the note, [^label]: text. To show brackets with ^, put them between backticks."},
	{Name: "footnote-unused", Severity: diag.Warning, Text: "A footnote is defined, [^label]: text, but nothing in the text points to it with [^label], so it is not shown. Often the label is spelled differently in the text."},
	{Name: "heading-braces", Severity: diag.Warning, Text: "A heading ends with braces that are no attributes, so they are shown as text. Attributes are written {#id}, {.class}, {key=value} or {key=\"a value with blanks\"}, several of them with blanks between. To show braces, put them between backticks or a backslash before the first one."},
	{Name: "heading-id", Severity: diag.Warning, Text: "Two places of one text ask for the same id. An anchor can lead to one place only: the first keeps the id, the other gets it with a number behind."},
	{Name: "link-nowhere", Severity: diag.Warning, Text: "A link has no address, [text](), or one that is nothing but its beginning, such as https://. Following it leads to the same page, or to an error."},
	{Name: "link-unsafe", Severity: diag.Warning, Text: "A link or picture leads to an address that runs code where it is followed (javascript:, vbscript:, data:). The address is left out; the text of the link stays."},
	{Name: "text-comment-open", Severity: diag.Warning, Text: "A comment in HTML, <!-- …, has no --> that ends it. Nothing behind it is shown, up to the end of the text, list or quote."},
	{Name: "text-control", Severity: diag.Warning, Text: "The text holds a control character or another one that no page and no feed may hold, usually pasted along with something from a terminal or a PDF. It is shown as a replacement mark. The place of the first one is told; delete it and its like."},
	{Name: "text-dunder", Severity: diag.Hint, Text: "A name such as __new__ stands in prose. In Markdown that is the word new in bold; recap knows the names that Python has and keeps their underscores. Other programs do not: between backticks the name is safe everywhere. Bold is written **new**."},
	{Name: "picture-key", Severity: diag.Warning, Text: "The braces behind a picture hold credit=, credit_url=, license= and source=, nothing else. With another key they are shown as text."},
	{Name: "text-html-open", Severity: diag.Warning, Text: "A block of HTML begins with <pre>, <script>, <style>, <textarea>, <?, <! or <![CDATA[, which blank lines do not end, and what would end it is missing. All that follows is HTML or text of that element, and no Markdown."},
	{Name: "text-kramdown", Severity: diag.Warning, Text: "An attribute list of Jekyll's Markdown, {: .class} or {:toc}, stands in the text. recap leaves it out and does nothing about it. Classes and ids can be given to headings: ## Title {#id .class}."},
	{Name: "text-too-deep", Severity: diag.Warning, Text: "Lists and quotes lie within each other more than a hundred deep. What lies deeper is shown as plain text."},
	{Name: "text-too-hard", Severity: diag.Warning, Text: "One passage has so many brackets, stars, backticks or table cells that reading it as Markdown could take minutes. It is shown as plain text, the rest of the file as usual. Text that a person wrote does not come near the limit; look for something pasted by mistake."},
}
