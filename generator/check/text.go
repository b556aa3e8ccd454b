package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recap/generator/diag"
	"recap/generator/markdown"
)

// textChecks are about what an editor, a copy or a half-finished thought left
// behind in a text.
var textChecks = []check{
	{
		code: "text-colon", severity: diag.Warning, words: colons,
		text:  "A paragraph ends with a colon, and then the section or the text is over: what it announced is missing. Lists of recordings and slides are lost like that when a text moves from one program to another.",
		fires: "## Day one\n\nThe talks were recorded, including the following:\n\n## Day two\n\nMore.",
		cure:  "## Day one\n\nThe talks were recorded, including the following:\n\n- Delve into Delve\n\n## Day two\n\nMore.",
		near:  "## Day one\n\nI heard three talks:\n\n## The first\n\nThe rule is short:\n\n    go vet ./...\n\nMore::",
	},
	{
		code: "text-placeholder", severity: diag.Error, words: placeholders,
		text:  "Something that a program was to fill in stands in the text as it is, and readers see it: %s, {{ name }}, {% tag %}, [object Object], lorem ipsum dolor. Shortcodes and template tags of other programs mean nothing to recap. Between backticks it is shown on purpose.",
		fires: "Welcome to {{ site.title }} again.",
		cure:  "Welcome to Hallway Notes again.",
		near:  "In Go templates it is `{{ .Title }}`, and 100%s of it. A set is {a, {b}}. Write {{ name }} for it.",
	},
	{
		code: "text-quotes", severity: diag.Warning, words: codeQuotes, sure: true,
		text:  "Code holds curly quotes, which some editor or blog put in the place of straight ones. Whoever copies it gets a syntax error.",
		fires: "Run `export HOST=“example.org”` first.",
		cure:  "Run `export HOST=\"example.org\"` first.",
		near:  "The sign `“` opens what `”` closes, and `He said “Hi”, she said \"Hello\"` shows both.",
	},
	{
		code: "text-stray", severity: diag.Warning, words: strays,
		text:  "A paragraph holds a mark or a letter and nothing else, most often left behind by an editor.",
		fires: "The end of the day.\n\n'\n\nAnd the next.",
		cure:  "The end of the day.\n\nAnd the next.",
		near:  "The end of the day.\n\n…\n\nAnd the next. 🎉\n\n🎉\n\n5",
	},
	{
		code: "text-markup", severity: diag.Warning, words: leftMarkup, sure: true,
		text:  "Signs of Markdown are shown to readers, because something is missing or too much: a blank between [text] and (address), or none behind the ## of a heading.",
		fires: "See [the slides] (https://example.org/slides) for more.",
		cure:  "See [the slides](https://example.org/slides) for more.",
		near:  "He was [sic] (so to say) late. #fail, ##c on Libera.",
	},
	{
		code: "text-stars", severity: diag.Warning, words: leftStars,
		text:  "Two stars that were to begin or end bold text are shown to readers. Most often a blank stands inside of them, or the other two are missing.",
		fires: "It was ** really** good.",
		cure:  "It was **really** good.",
		near:  "2 ** 3 is 8 and `a ** b` a power, `**kwargs` are many; \\*\\*",
	},
	{
		code: "text-todo", severity: diag.Warning, words: todos,
		text:  "A note to the writer, TODO or FIXME, stands in a text that is published.",
		fires: "TODO: add the links to the slides.",
		cure:  "The slides are on the way.\n\n<!-- TODO: add the links to the slides. -->",
		near:  "My TODO list is long, and `TODO: this` is code. A to-do app won.",
	},
	{
		code: "text-email", severity: diag.Hint, words: emails,
		text:  "A whole e-mail address stands in the text. Programs gather such addresses. When it is somebody else's, ask; when it is yours, a link to a page on which you can be reached does as well.",
		fires: "Write to ada@lovelace.net for the slides.",
		cure:  "Write to Ada for the slides.",
		near:  "Write to user@example.org, to @ada@example.social, or see `git@host:repo`.",
	},
}

// colons are paragraphs that announce something and are the last there is: of the
// text, or of their section. Sections below are often what was announced, and so
// are those beside it, unless the sentence speaks of what follows at once.
func colons(r *reading) (list diag.List) {
	level := 0
	for i := range r.parts {
		p := &r.parts[i]
		if p.Kind == markdown.HeadingPart {
			level = p.Level
		}
		text := strings.TrimRight(p.Text, " ")
		if p.Kind != markdown.ParagraphPart || p.Depth > 0 || p.Note || !strings.HasSuffix(text, ":") || notColon.MatchString(text) {
			continue
		}
		if next := r.next(i); next != nil {
			ends := next.Kind == markdown.HeadingPart && level > 0 && (next.Level < level || next.Level == level && following.MatchString(text))
			if !ends {
				continue
			}
		}
		pos, ok := p.At(len(text)-1, len(text))
		if !ok {
			pos = p.Pos
		}
		list.Add(found(pos, "nothing follows this colon").WithHint("bring back what it announces, or end the sentence"))
	}
	return list
}

// notColon are smileys and the like, and sentences that speak of what is further on.
var notColon = regexp.MustCompile(`(?i)(::|[-('=]:|\b(below|next|unten|weiter unten))$|\b(below|unten):$`)

// following are the ends of sentences that announce what comes at once.
var following = regexp.MustCompile(`(?i)\b(the following|as follows|including|such as|folgende[nsr]?|wie folgt|zum beispiel|for example|z\. ?b\.|e\.g\.):$`)

// next is the part behind the i-th that readers see, nil for none.
func (r *reading) next(i int) *markdown.Part {
	for j := i + 1; j < len(r.parts); j++ {
		if p := &r.parts[j]; p.Kind != markdown.CommentPart && !p.Note {
			return p
		}
	}
	return nil
}

// leaks are what programs leave behind when nobody fills it in.
var leaks = regexp.MustCompile(`(?:^|[\s("'“])(%[sdv])(?:$|[\s)"'”.,:;!?])|(\{\{[^{}]{0,200}\}\}|\{\{[<%].{0,400}?[>%]\}\}|\{%.{0,400}?%\})|(\[object Object\])|(?i:\b(lorem ipsum dolor)\b)|^(undefined|null|NaN|None)$`)

// placeholders passes over what looks like a template's tag in a post that shows
// such tags as code: it speaks of templates.
func placeholders(r *reading) (list diag.List) {
	about := slices.ContainsFunc(r.parts, func(p markdown.Part) bool {
		return slices.ContainsFunc(p.Code, func(s markdown.Span) bool { return strings.Contains(s.Text, "{{") || strings.Contains(s.Text, "{%") })
	})
	for i := range r.parts {
		p := &r.parts[i]
		if len(p.Text) > 12 && !strings.ContainsAny(p.Text, "%{[") && !strings.Contains(p.Text, "orem") {
			continue // most texts: the pattern is slow
		}
		for _, m := range leaks.FindAllStringSubmatchIndex(p.Text, -1) {
			for g := 2; g < len(m); g += 2 {
				if m[g] < 0 || about && (strings.HasPrefix(p.Text[m[g]:], "{{ ") || strings.HasPrefix(p.Text[m[g]:], "{% ")) {
					continue
				}
				if pos, ok := p.At(m[g], m[g+1]); ok {
					list.Add(found(pos, "readers see %s, which was to be filled in", quoted(p.Text[m[g]:m[g+1]])).
						WithHint("put what was meant in its place, or backticks around it to show it"))
				}
			}
		}
	}
	return list
}

// curly are the quotes of prose, each with the straight one.
var curly = map[rune]string{'“': `"`, '”': `"`, '‘': "'", '’': "'"}

// codeQuotes are pairs of curly quotes in code where straight ones have their
// meaning. German quotes, and a line that has straight ones too, are shown on
// purpose.
func codeQuotes(r *reading) (list diag.List) {
	for i := range r.parts {
		p := &r.parts[i]
		if p.Kind == markdown.CommentPart || p.Kind == markdown.HTMLPart || p.Kind == markdown.CodePart && proseCode[strings.ToLower(p.Info)] {
			continue
		}
		for _, s := range p.Code {
			if strings.ContainsAny(s.Text, "\"„«»") || comment.MatchString(s.Text) || !strings.ContainsAny(s.Text, "“”‘’") {
				continue
			}
			double, single := strings.Count(s.Text, "“")+strings.Count(s.Text, "”"), strings.Count(s.Text, "‘")+strings.Count(s.Text, "’")
			if (double < 2 || double%2 > 0) && (!strings.Contains(s.Text, "‘") || single < 2) || !inCode(s.Text) {
				continue
			}
			fixed := s.Text
			for c, straight := range curly {
				fixed = strings.ReplaceAll(fixed, string(c), straight)
			}
			list.Add(found(s.Pos, "curly quotes stand in code: %s", quoted(s.Text)).WithHint("write %s", short(fixed)).WithFix(s.Pos, fixed))
		}
	}
	return list
}

// proseCode are the languages of blocks that hold anything.
var proseCode = map[string]bool{"text": true, "txt": true, "plain": true, "plaintext": true, "md": true, "markdown": true, "html": true}

// comment is the beginning of a comment in most languages.
var comment = regexp.MustCompile(`(^|\s)(//|#|--|;|/\*|\*)\s`)

// inCode reports whether a quote stands where code has one: behind a sign of
// operation or a bracket, or as a word of a command.
func inCode(s string) bool {
	at := strings.IndexAny(s, "“”‘")
	if at < 0 {
		return false
	}
	before := strings.TrimRight(s[:at], " ")
	if before == "" {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune("=([{,:+<>", last) || strings.ContainsAny(s, "$=(){}[]") || strings.Contains(s, " -")
}

// strays are paragraphs of a mark or two.
func strays(r *reading) (list diag.List) {
	for i := range r.parts {
		p := &r.parts[i]
		text := strings.TrimSpace(p.Text)
		if p.Kind != markdown.ParagraphPart || text == "" || utf8.RuneCountInString(text) > 2 {
			continue
		}
		marks := true
		for _, c := range text {
			marks = marks && (c < 0x80 || unicode.IsPunct(c)) && !unicode.IsDigit(c) && c != '…' && c != '⁂' && c != '–' && c != '—'
		}
		if letters := strings.IndexFunc(text, unicode.IsLetter) >= 0; !marks || letters && utf8.RuneCountInString(text) > 1 || text == ".." || text == "**" || text == ":)" {
			continue
		}
		if pos, ok := p.At(strings.Index(p.Text, text), strings.Index(p.Text, text)+len(text)); ok {
			list.Add(found(pos, "a paragraph of nothing but %s", quoted(text)).WithHint("delete it"))
		}
	}
	return list
}

var (
	linkGap    = regexp.MustCompile(`\[[^\[\]\n]{1,200}\]( +)\((https?://[^\s()]+|/[^\s()]*)\)`)
	headingGap = regexp.MustCompile(`^#{2,6}[A-ZÄÖÜ][^#]*$`)
	stars      = regexp.MustCompile(`(^|\s)\*\*\s?\pL|\pL[.!?]?\s?\*\*(\s|$|[.,;:!?])`)
)

// leftMarkup are links and headings that miss by a blank.
func leftMarkup(r *reading) (list diag.List) {
	for i := range r.parts {
		p := &r.parts[i]
		text, where := r.joined(p)
		if !strings.Contains(text, "] ") {
			text = ""
		}
		for _, m := range linkGap.FindAllStringSubmatchIndex(text, -1) {
			pos := diag.Pos{File: p.Pos.File, Off: where + m[2], End: where + m[3]}
			list.Add(found(pos, "a blank stands between the text of a link and its address").WithHint("take it out").WithFix(pos, ""))
		}
		if p.Kind == markdown.ParagraphPart && strings.HasPrefix(p.Text, "##") && headingGap.MatchString(p.Text) && p.Depth == 0 {
			n := len(p.Text) - len(strings.TrimLeft(p.Text, "#"))
			if pos, ok := p.At(0, n); ok {
				list.Add(found(pos, "a heading needs a blank behind its %s", p.Text[:n]).WithHint("write %s %s", p.Text[:n], short(p.Text[n:])).
					WithFix(diag.Pos{File: pos.File, Off: pos.End, End: pos.End}, " "))
			}
		}
	}
	return list
}

// joined is the source of a part of prose, and where it begins, when it stands in
// one piece without code.
func (r *reading) joined(p *markdown.Part) (string, int) {
	switch p.Kind {
	case markdown.ParagraphPart, markdown.ItemPart, markdown.CellPart:
		if len(p.Code) == 0 && p.Pos.End <= len(r.src) && p.Pos.Off < p.Pos.End {
			return string(r.src[p.Pos.Off:p.Pos.End]), p.Pos.Off
		}
	}
	return "", 0
}

func leftStars(r *reading) (list diag.List) {
	for i := range r.parts {
		p := &r.parts[i]
		if !strings.Contains(p.Text, "**") {
			continue
		}
		for _, m := range stars.FindAllStringIndex(p.Text, -1) {
			at := m[0] + strings.Index(p.Text[m[0]:m[1]], "**")
			pos, ok := p.At(at, at+2)
			if !ok || pos.Off > 0 && r.src[pos.Off-1] == '\\' {
				continue
			}
			list.Add(found(pos, "readers see these two stars").WithHint("bold is written **so**, without blanks inside; stars that are meant are written \\*\\*"))
			break
		}
	}
	return list
}

var todo = regexp.MustCompile(`(?:^|[\s(\[])(TODO|FIXME|XXX)(?:\s*[:)\]–-]|$)|^(TODO|FIXME)\b`)

func todos(r *reading) (list diag.List) {
	for i := range r.parts {
		p := &r.parts[i]
		if p.Kind == markdown.HeadingPart || !strings.Contains(p.Text, "TODO") && !strings.Contains(p.Text, "FIXME") && !strings.Contains(p.Text, "XXX") {
			continue // a talk may be called so
		}
		for _, m := range todo.FindAllStringSubmatchIndex(p.Text, -1) {
			from, to := m[2], m[3]
			if from < 0 {
				from, to = m[4], m[5]
			}
			if pos, ok := p.At(from, to); ok {
				list.Add(found(pos, "readers see this %s", p.Text[from:to]).WithHint("do it, or put it into a comment: <!-- %s … -->", p.Text[from:to]))
			}
		}
	}
	return list
}

var email = regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-zA-Z]{2,}\b`)

// fediverse are hosts whose addresses are handles more often than not.
var fediverse = regexp.MustCompile(`\.social$|^mastodon\.|^mas\.to$|fosstodon|hachyderm`)

func emails(r *reading) (list diag.List) {
	seen := map[string]bool{}
	add := func(pos diag.Pos, address string) {
		host := strings.ToLower(address[strings.LastIndexByte(address, '@')+1:])
		reserved := slices.ContainsFunc([]string{"example.org", "example.com", "example.net", "example"}, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) })
		if reserved || seen[address] || fediverse.MatchString(host) || pos.Off > 0 && pos.Off <= len(r.src) && (r.src[pos.Off-1] == '@' || r.src[pos.Off-1] == '/') {
			return
		}
		seen[address] = true
		list.Add(found(pos, "the address %s is there for every program to read", address).WithHint("leave it out, or ask whose it is"))
	}
	for i := range r.parts {
		p := &r.parts[i]
		if !strings.Contains(p.Text, "@") {
			continue
		}
		for _, m := range email.FindAllStringIndex(p.Text, -1) {
			if pos, ok := p.At(m[0], m[1]); ok {
				add(pos, p.Text[m[0]:m[1]])
			}
		}
	}
	for _, l := range r.post.Doc.Links {
		if to, ok := strings.CutPrefix(strings.ToLower(l.Dest), "mailto:"); ok && email.MatchString(to) {
			add(l.Pos, email.FindString(to))
		}
	}
	return list
}

// quoted and short show a stretch of text in a message.
func quoted(s string) string { return `"` + short(s) + `"` }

func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
