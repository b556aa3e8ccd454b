package importer

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"sync"
)

var (
	moreMark  = regexp.MustCompile(`(?i)<!--\s*more\b.*?-->`)
	pageMark  = regexp.MustCompile(`(?i)<!--\s*nextpage\s*-->`)
	langMark  = regexp.MustCompile(`<!--:([a-z]{2}|)-->|\[:([a-z]{2}|)\]`)
	blockMark = regexp.MustCompile(`(?s)^<!--\s+(/)?wp:([a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s*(\{.*\})?\s*(/)?-->$`)
)

// blockMarks are Gutenberg's comments in a text, with the groups of blockMark.
// Each comment is cut out first: its attributes may not hold --> and do not.
func blockMarks(s string) (marks [][]int) {
	for at := 0; ; {
		i := strings.Index(s[at:], "<!--")
		if i < 0 {
			return marks
		}
		i += at
		end := strings.Index(s[i:], "-->")
		if end < 0 {
			return marks
		}
		end += i + len("-->")
		i += strings.LastIndex(s[i:end], "<!--") // the last of those that share an end
		if m := blockMark.FindStringSubmatchIndex(s[i:end]); m != nil {
			for k := range m {
				if m[k] >= 0 {
					m[k] += i
				}
			}
			marks = append(marks, m)
		}
		at = end
	}
}

// convert turns the content of a post into Markdown.
func (w *wxr) convert(b *body, content string, k *wpKnown) string {
	s := strings.ReplaceAll(strings.ReplaceAll(content, "\r\n", "\n"), "\r", "\n")
	if pages := len(pageMark.FindAllString(s, -1)); pages > 0 {
		b.note("a text of several pages", "now one")
		s = pageMark.ReplaceAllString(s, "\n\n")
	}
	s = languages(s, b.note)
	cut := moreMark.FindString(s)
	if cut != "" {
		if words := strings.TrimSpace(strings.TrimSuffix(strings.TrimLeft(cut, "<!-"), "-->")); len(words) > len("more") {
			b.note("words of the cut", strings.TrimSpace(words[len("more"):]))
		}
		i := strings.Index(s, cut)
		s = s[:i] + "\n\n<" + moreTag + "></" + moreTag + ">\n\n" + moreMark.ReplaceAllString(s[i+len(cut):], "")
	}
	if marks := blockMarks(s); len(marks) > 0 {
		s = w.blocks(b, s, marks, k)
	} else {
		s = autop(w.shortcodes(b, s, k))
	}
	return b.markdown(s)
}

// languages takes apart texts that hold several languages by qTranslate's marks.
// The first language with words stays, others are noted: one post has one
// language in recap.
func languages(s string, note func(what, detail string)) string {
	if !strings.Contains(s, "<!--:") && !strings.Contains(s, "[:") {
		return s
	}
	marks := langMark.FindAllStringSubmatchIndex(s, -1)
	if len(marks) == 0 {
		return s
	}
	names := map[string]bool{}
	var out strings.Builder
	at, lang := 0, ""
	put := func(part string) {
		if lang != "" && strings.TrimSpace(part) != "" {
			names[lang] = true
			out.WriteString("\n\n<div>" + `<p>[` + lang + `]</p>` + part + "</div>\n\n")
			return
		}
		out.WriteString(part)
	}
	for _, m := range marks {
		put(s[at:m[0]])
		lang = ""
		for _, g := range []int{2, 4} {
			if m[g] >= 0 {
				lang = s[m[g]:m[g+1]]
			}
		}
		at = m[1]
	}
	put(s[at:])
	if len(names) > 1 {
		note("a text in several languages", "all of them stand one below the other, each with its mark")
	}
	return out.String()
}

// blocks takes Gutenberg's comments out of a text. What stands between two
// blocks is a classic text; a block that the server fills has nothing to carry.
func (w *wxr) blocks(b *body, s string, marks [][]int, k *wpKnown) string {
	var out strings.Builder
	var open []string
	at := 0
	put := func(part string) {
		switch {
		case len(open) == 0 || open[len(open)-1] == "freeform":
			out.WriteString(autop(w.shortcodes(b, part, k)))
		case open[len(open)-1] == "code" || open[len(open)-1] == "preformatted" || open[len(open)-1] == "html":
			out.WriteString(part)
		default:
			out.WriteString(w.shortcodes(b, part, k))
		}
	}
	for _, m := range marks {
		put(s[at:m[0]])
		at = m[1]
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return s[m[2*i]:m[2*i+1]]
		}
		name := strings.TrimPrefix(group(2), "core/")
		switch {
		case group(1) != "":
			for i := len(open) - 1; i >= 0; i-- {
				if open[i] == name {
					if strings.HasPrefix(name, "syntaxhighlighter/") || strings.HasSuffix(name, "/code") {
						out.WriteString("</div>")
					}
					open = open[:i]
					break
				}
			}
			out.WriteString("\n")
		case group(4) != "":
			w.dynamic(b, &out, name, group(3))
		default:
			open = append(open, name)
			if strings.HasPrefix(name, "syntaxhighlighter/") || strings.HasSuffix(name, "/code") {
				var a struct {
					Language, Lang, FirstLineNumber string
				}
				_ = json.Unmarshal([]byte(group(3)), &a)
				out.WriteString(`<div class="codehilite" data-lang="` + html.EscapeString(first(a.Language, a.Lang)) + `">`)
			}
		}
	}
	put(s[at:])
	return out.String()
}

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// dynamic is a block without a text of its own.
func (w *wxr) dynamic(b *body, out *strings.Builder, name, attrs string) {
	switch name {
	case "more", "nextpage", "spacer", "separator", "page-break":
		return
	case "embed", "core-embed/youtube":
		var a struct{ URL string }
		if json.Unmarshal([]byte(attrs), &a) == nil && a.URL != "" {
			out.WriteString("\n\n<p>" + html.EscapeString(a.URL) + "</p>\n\n")
			return
		}
	case "image", "video":
		var a struct{ ID json.Number }
		if json.Unmarshal([]byte(attrs), &a) == nil {
			if f, ok := w.files[a.ID.String()]; ok {
				out.WriteString(w.figureOf(f))
				return
			}
		}
	}
	b.note("a block that the server fills", name)
}

// figureOf is a picture of the library as a figure.
func (w *wxr) figureOf(a attachment) string {
	s := `<figure><img src="` + html.EscapeString(a.url) + `" alt="` + html.EscapeString(a.alt) + `">`
	if a.caption != "" {
		s += "<figcaption>" + html.EscapeString(a.caption) + "</figcaption>"
	}
	return s + "</figure>"
}

// codeNames are shortcodes that hold code: those of highlighters, and the names
// of languages that some of them take.
var codeNames = words("sourcecode source code html5 bash shell sh c cpp csharp css delphi diff patch fsharp go groovy html java javascript js matlab objc perl php plain powershell ps python py r rails ruby scala sql swift vb xml yaml json text erlang haskell lisp lua latex")

// shortcodes replaces the shortcodes that are known, leaves the others and
// lists them.
func (w *wxr) shortcodes(b *body, s string, k *wpKnown) string {
	return expand(s, func(c shortcode) (string, bool) {
		if do, ok := known()[c.name]; ok {
			if to := do(w, b, c, k); to != "" {
				return to, true
			}
		}
		if codeNames[c.name] && c.closed {
			return codeOf(c), true
		}
		if c.looksLike() {
			b.note("a shortcode that is not known stays as it is", "["+c.name+"]")
		}
		return "", false
	})
}

// looksLike reports what is hardly words in brackets: it has an end, or values
// by key, or a name that no word has.
func (s shortcode) looksLike() bool {
	for _, a := range s.attrs {
		if a.key != "" {
			return true
		}
	}
	return s.closed || strings.ContainsAny(s.name, "_") || strings.Contains(s.name, "-") && len(s.attrs) == 0 && !strings.ContainsAny(s.raw, "0123456789")
}

// known are the shortcodes that become something, each by a line.
var known = sync.OnceValue(func() map[string]func(w *wxr, b *body, s shortcode, k *wpKnown) string {
	type do = func(w *wxr, b *body, s shortcode, k *wpKnown) string
	m := map[string]do{
		"caption":    func(w *wxr, _ *body, s shortcode, _ *wpKnown) string { return captionOf(s) },
		"wp_caption": func(w *wxr, _ *body, s shortcode, _ *wpKnown) string { return captionOf(s) },
		"gallery":    func(w *wxr, b *body, s shortcode, k *wpKnown) string { return w.galleryOf(b, s, k) },
		"gist": func(_ *wxr, _ *body, s shortcode, _ *wpKnown) string {
			u := first(s.first(), s.attr("url"))
			if u == "" && s.attr("id") != "" {
				u = "https://gist.github.com/" + s.attr("id")
			}
			return addressOf(u, "")
		},
		"tweet": func(_ *wxr, _ *body, s shortcode, _ *wpKnown) string { return addressOf(s.first(), "") },
		"audio": func(_ *wxr, _ *body, s shortcode, _ *wpKnown) string { return player("audio", s) },
		"video": func(_ *wxr, _ *body, s shortcode, _ *wpKnown) string { return player("video", s) },
		"slideshare": func(_ *wxr, b *body, s shortcode, _ *wpKnown) string {
			id := first(s.attr("id"), s.first())
			id, _, _ = strings.Cut(strings.TrimPrefix(html.UnescapeString(id), "id="), "&")
			if strings.Trim(id, "0123456789") != "" || id == "" {
				return addressOf(id, "")
			}
			return addressOf("https://www.slideshare.net/slideshow/embed_code/"+id, "")
		},
	}
	for name, prefix := range map[string]string{
		"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/", "embed": "", "flickr": "", "flickrvideo": "",
		"dailymotion": "https://www.dailymotion.com/video/", "vine": "", "instagram": "", "speakerdeck": "https://speakerdeck.com/player/", "googlevideo": "", "ted": "https://www.ted.com/talks/", "soundcloud": "", "wpvideo": "https://videopress.com/v/", "googlemaps": "", "scribd": "https://www.scribd.com/doc/",
	} {
		m[name] = func(_ *wxr, _ *body, s shortcode, _ *wpKnown) string {
			u := strings.TrimSpace(html.UnescapeString(first(stripTags(s.inner), s.first(), s.attr("url"), s.attr("id"), s.attr("v"), s.attr(""))))
			u = strings.TrimPrefix(u, "=")
			return addressOf(u, prefix)
		}
	}
	return m
})

// addressOf is an address alone in a paragraph; an id gets its prefix.
func addressOf(u, prefix string) string {
	if u == "" {
		return ""
	}
	if !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") {
		if prefix == "" || strings.ContainsAny(u, " <>\"'") {
			return ""
		}
		u = prefix + u
	}
	u, _, _ = strings.Cut(u, " ")
	return "\n\n<p>" + html.EscapeString(u) + "</p>\n\n"
}

func stripTags(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	return plainTitle(s)
}

func player(tag string, s shortcode) string {
	src := first(s.attr("src"), s.attr("mp4"), s.attr("mp3"), s.attr("webm"), s.attr("ogv"), s.attr("ogg"), s.attr("m4a"), s.attr("m4v"), s.attr("wav"), s.first())
	if src == "" {
		return ""
	}
	src, _, _ = strings.Cut(html.UnescapeString(src), "|")
	return "\n\n<" + tag + ` src="` + html.EscapeString(src) + `"></` + tag + ">\n\n"
}

// captionOf is a picture with its caption, which stands in an attribute or
// behind the picture.
func captionOf(s shortcode) string {
	if !s.closed {
		return ""
	}
	inner, caption := s.inner, html.UnescapeString(s.attr("caption"))
	if caption == "" {
		end := strings.LastIndex(inner, "/>")
		if i := indexLast(inner, "<img"); i >= 0 {
			if j := strings.IndexByte(inner[i:], '>'); j >= 0 {
				end = i + j + 1
				if rest := strings.TrimSpace(inner[end:]); strings.HasPrefix(rest, "</a>") {
					end += strings.Index(inner[end:], "</a>") + len("</a>")
				}
			}
		}
		if end > 0 {
			inner, caption = inner[:end], strings.TrimSpace(inner[end:])
		}
	}
	return "\n\n<figure>" + strings.TrimSpace(inner) + "<figcaption>" + caption + "</figcaption></figure>\n\n"
}

func indexLast(s, sub string) int { return strings.LastIndex(strings.ToLower(s), sub) }

// galleryOf is the pictures of a gallery: those that are named, else those that
// were uploaded with the post.
func (w *wxr) galleryOf(b *body, s shortcode, k *wpKnown) string {
	var ids []string
	for _, key := range []string{"ids", "include"} {
		for id := range strings.FieldsFuncSeq(s.attr(key), func(r rune) bool { return r == ',' || r == ' ' }) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		of := k.id
		if id := s.attr("id"); id != "" {
			of = id
		}
		ids = w.ofPost[of]
	}
	skip := words(strings.ReplaceAll(s.attr("exclude"), ",", " "))
	var out strings.Builder
	for _, id := range ids {
		a, ok := w.files[id]
		if !ok || skip[id] {
			if !ok {
				b.note("a picture of a gallery that is not in the export", id)
			}
			continue
		}
		if isPicture(a.url) {
			out.WriteString(w.figureOf(a))
		}
	}
	if out.Len() == 0 {
		return ""
	}
	return "\n\n<figure>" + out.String() + "</figure>\n\n"
}

// codeOf is a shortcode of code as a block. What editors escaped is code again.
func codeOf(s shortcode) string {
	lang := strings.ToLower(first(s.attr("language"), s.attr("lang")))
	if lang == "" && s.name != "code" && s.name != "source" && s.name != "sourcecode" {
		lang = s.name
	}
	source := s.inner
	if !strings.Contains(source, "<") || strings.Contains(source, "&lt;") {
		source = html.UnescapeString(source)
	}
	if !strings.Contains(strings.Trim(source, "\n"), "\n") && s.name == "code" && lang == "" {
		return "<code>" + html.EscapeString(strings.TrimSpace(source)) + "</code>"
	}
	return `<pre data-lang="` + html.EscapeString(lang) + `" data-start="` + html.EscapeString(s.attr("firstline")) + `" data-hl="` + html.EscapeString(s.attr("highlight")) + `">` + "\n" + html.EscapeString(strings.Trim(source, "\n")) + "</pre>"
}

// emit stages an item and its comments. Of the item only what others need to
// know stays in memory.
func (r *run) emit(it *item) error {
	defer func() { it.written = nil }()
	switch {
	case it.draft:
		r.report.Drafts++
	case it.page:
		r.report.Pages++
	default:
		r.report.Posts++
	}
	if it.title == "" {
		it.title = nameOf(it.file)
		r.report.note(it.file, "it had no title", "its name stands for one")
	}
	old := ""
	if len(it.old) > 0 {
		old = it.old[0]
	}
	r.notice(it)
	r.report.add(Text{Item: it.source, Title: it.title, File: it.file, Old: old, Line: it.line})
	if err := r.stage.put(it.file, it.source, it.text()); err != nil {
		return err
	}
	if len(it.comments) == 0 {
		return nil
	}
	path := "content/comments/" + strings.TrimSuffix(strings.TrimPrefix(it.file, "content/"), ".md") + ".yaml"
	return r.stage.put(path, it.source+" comments", thread(it.comments))
}
