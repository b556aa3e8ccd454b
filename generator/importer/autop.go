package importer

import (
	"fmt"
	"regexp"
	"strings"
)

// Classic posts of WordPress hold no paragraphs: an empty line begins one, a
// line break is a <br>, and the page is given its tags when it is shown
// (WordPress Codex, wpautop). This is that step, from its description.

const blockNames = `table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|details|menu|summary|iframe|object|video|audio|script|center|recap-more|recap-raw`

var (
	preBlock    = regexp.MustCompile(`(?is)<(pre|script|style|textarea)\b[^>]*>.*?</(?:pre|script|style|textarea)>`)
	tagBreaks   = regexp.MustCompile(`<[a-zA-Z/][^<>]*\n[^<>]*>`)
	beforeBlock = regexp.MustCompile(`(?i)(<(?:` + blockNames + `)(?:[\s/][^>]*)?>)`)
	afterBlock  = regexp.MustCompile(`(?i)(</(?:` + blockNames + `)\s*>|<hr[^>]*>)`)
	emptyLines  = regexp.MustCompile(`\n[ \t]*\n[\s]*`)
	startsBlock = regexp.MustCompile(`(?i)^</?(?:` + blockNames + `)(?:[\s/][^>]*)?>`)
	endsBlock   = regexp.MustCompile(`(?i)</?(?:` + blockNames + `)(?:[\s/][^>]*)?>$`)
	openQuote   = regexp.MustCompile(`(?i)^<(?:blockquote|div|section|article|aside|address|center)(?:\s[^>]*)?>`)
	brAfterTag  = regexp.MustCompile(`(?i)(</?(?:` + blockNames + `)(?:[\s/][^>]*)?>)[ \t]*<br />\n`)
	brBeforeTag = regexp.MustCompile(`(?i)<br />\n(\s*</?(?:` + blockNames + `)(?:[\s/][^>]*)?>)`)
	brAfterBr   = regexp.MustCompile(`(?i)(<br\s*/?>)\s*<br />\n`)
	keptAside   = regexp.MustCompile("\uE010(\\d+)\uE011")
	onlyKept    = regexp.MustCompile("^(?:\uE010\\d+\uE011\\s*)+$")
)

// autop gives a classic text its paragraphs.
func autop(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	if strings.TrimSpace(s) == "" {
		return ""
	}
	var kept []string
	s = preBlock.ReplaceAllStringFunc(s, func(m string) string {
		kept = append(kept, m)
		return fmt.Sprintf("\n\n\uE010%d\uE011\n\n", len(kept)-1)
	})
	s = tagBreaks.ReplaceAllStringFunc(s, func(m string) string { return strings.ReplaceAll(m, "\n", " ") })
	s = beforeBlock.ReplaceAllString(s, "\n\n$1")
	s = afterBlock.ReplaceAllString(s, "$1\n\n")
	var b strings.Builder
	for _, part := range emptyLines.Split(strings.Trim(s, "\n"), -1) {
		part = strings.Trim(part, "\n")
		if strings.TrimSpace(part) == "" {
			continue
		}
		b.WriteString(paragraph(part) + "\n\n")
	}
	s = b.String()
	return keptAside.ReplaceAllStringFunc(s, func(m string) string {
		n := 0
		fmt.Sscanf(strings.Trim(m, "\uE010\uE011"), "%d", &n)
		if n < len(kept) {
			return kept[n]
		}
		return m
	})
}

// paragraph wraps one part of a text, unless it is made of blocks.
func paragraph(part string) string {
	if onlyKept.MatchString(part) {
		return part
	}
	open := ""
	for {
		m := startsBlock.FindString(part)
		if m == "" {
			break
		}
		open += m
		part = strings.TrimLeft(part[len(m):], " \t\n")
	}
	closing := ""
	for {
		m := endsBlock.FindString(part)
		if m == "" {
			break
		}
		closing = m + closing
		part = strings.TrimRight(part[:len(part)-len(m)], " \t\n")
	}
	if strings.TrimSpace(part) == "" {
		return open + closing
	}
	part = strings.ReplaceAll(part, "\n", "<br />\n")
	part = brAfterBr.ReplaceAllString(part, "$1\n")
	part = brAfterTag.ReplaceAllString(part, "$1\n")
	part = brBeforeTag.ReplaceAllString(part, "\n$1")
	if open != "" && !openQuote.MatchString(lastTag(open)) {
		return open + part + closing // <p>, <h2>, <li>: the text is in its block
	}
	return open + "<p>" + part + "</p>" + closing
}

func lastTag(tags string) string { return tags[strings.LastIndexByte(tags, '<'):] }
