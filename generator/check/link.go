package check

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/markdown"
	"recap/generator/site"
)

// linkChecks are about where links lead and what they say.
var linkChecks = []check{
	{
		code: "link-text", severity: diag.Warning, langs: "en de fr es nl", words: emptyTexts,
		text:  "The text of a link says nothing of where it leads: here, this, click here, hier. Whoever goes from link to link hears only that, and so do search engines. Make the words that name the thing the link.",
		fires: "The slides are available [here](https://example.org/slides).",
		cure:  "[The slides](https://example.org/slides) are available.",
		near:  "([abstract](https://example.org/a); [video](https://example.org/v)) and [here be dragons](https://example.org/d)",
	},
	{
		code: "link-shortener", severity: diag.Warning, words: shorteners,
		text:  "A link goes through a shortener: bit.ly, t.co, goo.gl. Nobody sees where it leads, the shortener counts every reader, and when it closes the link is lost, as those of goo.gl were. recap links proposes the address behind it.",
		fires: "Slides: <https://bit.ly/covered-in-bees>",
		cure:  "Slides: <https://example.org/covered-in-bees.pdf>",
		near:  "Slides: <https://orbit.lyon.example/bit.ly>, and `https://bit.ly/x` is a short address.",
	},
	{
		code: "link-own", severity: diag.Hint, words: ownLinks, sure: true,
		text:  "A link names this site by its whole address. recap looks after links that begin with a slash: it says when one leads nowhere, and they work in the preview and when the site moves.",
		fires: "See [last year](https://site.example/2024/notes/) too.",
		cure:  "See [last year](/2024/notes/) too.",
		near:  "See [another](https://www.site.example.org/2024/notes/) too, and `https://site.example/x`.",
	},
	{
		code: "link-local", severity: diag.Warning, words: localLinks,
		text:  "A link leads to the writer's own machine: localhost, 127.0.0.1, a file on a disk. It works for nobody else. Put the address between backticks to show it.",
		fires: "The preview is at [this address](http://localhost:4000/).",
		cure:  "The preview is at `http://localhost:4000/`.",
		near:  "See [localhost](https://localhost.example/) and [local](/127.0.0.1/).",
	},
	{
		code: "link-tail", severity: diag.Warning, words: tails, sure: true,
		text:  "A link's address ends in a mark that belongs to the sentence, such as a comma, a quote or a bracket that nothing opened. Most servers know no such page.",
		fires: "See [the talk](https://example.org/talk,) again.",
		cure:  "See [the talk](https://example.org/talk) again.",
		near:  "See https://example.org/a\"; [Go](https://en.wikipedia.org/wiki/Go_(programming_language)) and [it](https://example.org/?q=a;b).",
	},
	{
		code: "link-lang", severity: diag.Hint, site: languages,
		text:  "A link leads to a text in another language, though that text exists in the language of this one.",
		fires: "-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\n---\nText.\n-- content/posts/a.de.md --\n---\ntitle: Notizen\ndate: 2025-09-01\n---\nText.\n-- content/posts/b.md --\n---\ntitle: More\ndate: 2025-09-02\n---\nSee [the notes](a.de.md).",
		cure:  "-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\n---\nText.\n-- content/posts/a.de.md --\n---\ntitle: Notizen\ndate: 2025-09-01\n---\nText.\n-- content/posts/b.md --\n---\ntitle: More\ndate: 2025-09-02\n---\nSee [the notes](a.md).",
		near:  "-- content/posts/a.md --\n---\ntitle: Notes\ndate: 2025-09-01\n---\nThere is [a German text](a.de.md) of it.\n-- content/posts/a.de.md --\n---\ntitle: Notizen\ndate: 2025-09-01\n---\nText.\n-- content/posts/c.de.md --\n---\ntitle: Nur so\ndate: 2025-09-01\n---\nText.\n-- content/posts/b.md --\n---\ntitle: More\ndate: 2025-09-02\n---\nSee [a German text](c.de.md).",
	},
}

// nothing are texts of links that say nothing, by language.
var nothing = map[string]map[string]bool{
	"en": phrases("here|click here|click|this|this link|link|the link|this one|here it is|over here|right here|read more|more here|see here|go here|url"),
	"de": phrases("hier|hier klicken|klick hier|klicke hier|klicken sie hier|dieser link|diesem link|diesen link|link|der link|mehr|weiterlesen|dort|da"),
	"fr": phrases("ici|cliquez ici|ce lien|lien|cliquer ici"),
	"es": phrases("aquí|aqui|haz clic aquí|este enlace|enlace|en este enlace"),
	"nl": phrases("hier|klik hier|deze link|link"),
}

func phrases(s string) map[string]bool {
	m := map[string]bool{}
	for _, p := range strings.Split(s, "|") {
		m[p] = true
	}
	return m
}

func emptyTexts(r *reading) (list diag.List) {
	for i := range r.parts {
		p := &r.parts[i]
		for _, l := range p.Links {
			text := strings.ToLower(strings.Trim(p.Text[l.From:l.To], " .,;:!?()[]“”\"'→»>…"))
			if text == "" || !nothing[r.lang(p)][text] && !nothing["en"][text] {
				continue
			}
			if pos, ok := p.At(l.From, l.To); ok {
				list.Add(found(pos, "the text of this link, %s, says nothing of where it leads", quoted(strings.TrimSpace(p.Text[l.From:l.To]))).
					WithHint("make the words that name the thing the link"))
			}
		}
	}
	return list
}

// shortening are hosts that do nothing but lead elsewhere.
var shortening = set("bit.ly t.co goo.gl tinyurl.com ow.ly is.gd v.gd buff.ly j.mp tiny.cc cutt.ly rebrand.ly shorturl.at rb.gy bl.ink lnkd.in dlvr.it fb.me amzn.to wp.me tcrn.ch nyti.ms trib.al bitly.com snip.ly soo.gd s.id git.io su.pr cli.gs adf.ly ift.tt spoti.fi flic.kr redd.it")

func hostOf(dest string) string {
	u, err := url.Parse(dest)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

func shorteners(r *reading) (list diag.List) {
	for _, l := range r.post.Doc.Links {
		if h := hostOf(l.Dest); shortening[h] && len(l.Dest) > len(h)+9 {
			list.Add(found(l.Pos, "%s hides where this link leads", h).WithHint("follow it and write the address behind it; recap links does it too"))
		}
	}
	return list
}

func ownLinks(r *reading) (list diag.List) {
	if r.Site.Origin+"/" == content.NoURL {
		return nil
	}
	for _, l := range r.post.Doc.Links {
		rest, ok := strings.CutPrefix(l.Dest, r.Site.Origin)
		if !ok || rest != "" && rest[0] != '/' {
			continue
		}
		if rest == "" {
			rest = "/"
		}
		d := found(l.Pos, "this link names the site by its whole address").WithHint("write %s", short(rest))
		if l.Pos.End <= len(r.src) && string(r.src[l.Pos.Off:l.Pos.End]) == l.Dest && l.Pos.Off > 0 && r.src[l.Pos.Off-1] == '(' {
			d = d.WithFix(l.Pos, rest)
		}
		list.Add(d)
	}
	return list
}

func localLinks(r *reading) (list diag.List) {
	for _, l := range r.post.Doc.Links {
		h := hostOf(l.Dest)
		switch {
		case strings.HasPrefix(strings.ToLower(l.Dest), "file:/"): // file:x is a file of the site
			list.Add(found(l.Pos, "this link leads to a file on a disk").WithHint("put the file beside the post, and link to it there"))
		case h == "localhost" || strings.HasPrefix(h, "127.") || h == "0.0.0.0" || h == "::1":
			list.Add(found(l.Pos, "this link leads to %s, the reader's own machine", h).WithHint("put it between backticks to show it"))
		}
	}
	return list
}

var tail = regexp.MustCompile("[,;”“\"'’>]+$")

// tails looks at addresses that were written as such: what is a link because it
// looks like one may be a line of code.
func tails(r *reading) (list diag.List) {
	for _, l := range r.post.Doc.Links {
		if !strings.HasPrefix(l.Dest, "http") || l.Pos.End > len(r.src) || string(r.src[l.Pos.Off:l.Pos.End]) != l.Dest || l.Pos.Off == 0 || r.src[l.Pos.Off-1] != '(' {
			continue
		}
		from := len(l.Dest)
		if m := tail.FindStringIndex(l.Dest); m != nil {
			from = m[0]
		} else if strings.HasSuffix(l.Dest, ")") && strings.Count(l.Dest, ")") > strings.Count(l.Dest, "(") {
			from--
		}
		if from == len(l.Dest) {
			continue
		}
		pos := diag.Pos{File: l.Pos.File, Off: l.Pos.Off + from, End: l.Pos.End}
		list.Add(found(pos, "the address ends in %s", quoted(l.Dest[from:])).WithHint("end it before that").WithFix(pos, ""))
	}
	return list
}

// languages are links to a text that has a translation into this one's language.
func languages(w *world) (list diag.List) {
	byURL := map[string]*site.Post{}
	for _, t := range w.texts {
		byURL[t.post.URL] = t.post
	}
	for _, t := range w.texts {
		for _, l := range t.post.Doc.Links {
			to := t.post.Answers.Links[l.Dest]
			if to == "" {
				to = l.Dest
			}
			to, _, _ = strings.Cut(to, "#")
			other := byURL[to]
			if other == nil || base(other.Lang) == base(t.post.Lang) || slices.Contains(other.Translations, t.post) {
				continue
			}
			for _, tr := range other.Translations {
				if base(tr.Lang) == base(t.post.Lang) && !t.inLang(l.Pos, base(other.Lang)) {
					list.Add(found(l.Pos, "this leads to a text in %s, which exists in %s too", other.Lang, t.post.Lang).
						WithNote(diag.Whole(tr.File.Path), "the text in %s", tr.Lang))
					break
				}
			}
		}
	}
	return list
}

// inLang reports whether a place lies in a part of the text that says it is in a
// language.
func (r *reading) inLang(pos diag.Pos, lang string) bool {
	return slices.ContainsFunc(r.parts, func(p markdown.Part) bool {
		return p.Pos.Off <= pos.Off && pos.Off < p.Pos.End && base(p.Lang) == lang
	})
}
