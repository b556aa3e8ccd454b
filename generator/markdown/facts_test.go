package markdown

import (
	"fmt"
	"strings"
	"testing"

	"recap/generator/diag"
)

// at is what a place names in the file.
func at(src string, p diag.Pos) string {
	if p.Off < 0 || p.End < p.Off || p.End > len(src) {
		return fmt.Sprintf("outside: %d to %d of %d", p.Off, p.End, len(src))
	}
	return src[p.Off:p.End]
}

const front = "---\ntitle: Ü\n---\n"

// places is a text in which everything that has a place has one, each marked by
// what its place must name.
const places = `# Über *alles* {#top talk=gc25/über-2fa day="2 \"b\""}

See [one](other.md "t"), [two](<a b.md>), [three][ref], [four] and <https://example.org/x>,
www.example.org or me@example.org. ![pic](p%C3%BC.png) [esc](a\_b&amp;c)

> quoted [five](five.md)
> ![over
> lines](six.png 'x')
>
> <p>
> <a class=x
>    href="seven.md">y</a>
> </p>

- item [eight](eight.md)

      [code](no.md)

Set in lines
two {lang=de}
=====

a <img src='raw.png' alt="A &amp; B"> b <a href=unquoted.md>c</a> <img src="" > <video poster="v.jpg" src="v.mp4"></video>

<picture><source srcset="s1.jpg 1x, s2.jpg 2x"></picture>

| a | [cell](cell.md) |
|---|---|
| ![in](cell.png) | b |

x[^n]

[^n]: note [nine](nine.md)

[ref]: ref.md 'T'
[four]: <ref four.md>
`

func TestPlaces(t *testing.T) {
	for name, body := range map[string]string{"LF": places, "CRLF": strings.ReplaceAll(places, "\n", "\r\n")} {
		for _, head := range []string{"", front} {
			src := head + body
			d, l := Parse("content/posts/x.md", []byte(src), len(head))
			if len(l) > 0 {
				t.Error(l)
			}
			if got, want := d.Headings[0].ID+" "+d.Headings[1].ID, "top set-in-lines-two"; got != want {
				t.Errorf("ids %q, want %q", got, want)
			}
			var got []string
			for _, h := range d.Headings {
				got = append(got, "heading "+at(src, h.Pos)+" = "+h.Text)
				for _, a := range h.Attrs {
					got = append(got, "attr "+a.Key+" "+at(src, a.Pos)+" = "+a.Value)
				}
			}
			for _, x := range d.Links {
				got = append(got, "link "+at(src, x.Pos)+" = "+x.Dest+" | "+x.Text)
			}
			for _, x := range d.Images {
				got = append(got, "image "+at(src, x.Pos)+" = "+x.Src+" | "+x.Alt+" | "+x.Title)
			}
			all := strings.ReplaceAll(strings.Join(got, "\n"), "\r\n", "\n")
			const want = `heading Über *alles* = Über alles
attr talk gc25/über-2fa = gc25/über-2fa
attr day 2 \"b\" = 2 "b"
heading Set in lines
two = Set in lines two
attr lang de = de
link other.md = other.md | one
link a b.md = a b.md | two
link ref.md = ref.md | three
link ref four.md = ref four.md | four
link https://example.org/x = https://example.org/x | https://example.org/x
link www.example.org = http://www.example.org | www.example.org
link me@example.org = mailto:me@example.org | me@example.org
link a\_b&amp;c = a_b&c | esc
link five.md = five.md | five
link seven.md = seven.md | 
link eight.md = eight.md | eight
link unquoted.md = unquoted.md | 
link v.mp4 = v.mp4 | 
link cell.md = cell.md | cell
link nine.md = nine.md | nine
image p%C3%BC.png = p%C3%BC.png | pic | 
image six.png = six.png | over lines | x
image raw.png = raw.png | A & B | 
image  =  |  | 
image v.jpg = v.jpg |  | 
image s1.jpg 1x, s2.jpg 2x = s1.jpg |  | 
image s1.jpg 1x, s2.jpg 2x = s2.jpg |  | 
image cell.png = cell.png | in | `
			if all != want {
				t.Errorf("%s, body at %d: got\n%s\nwant\n%s", name, len(head), all, want)
			}
		}
	}
}

func TestFacts(t *testing.T) {
	src := `![hall](a.jpg)

[![ci](x.svg)](https://ci.example.org)

The *first* paragraph
with ` + "`code`" + ` and a [link](x).

<!-- more -->

## Monday

### Talk

> quoted

Second[^1] one.

Third.

### Empty

### Lists

- item

<p>Raw <b>text</b></p>

` + "```go\nfunc main() {}\n```\n\n    indented\n\n~~~\nplain\n~~~" + `

日本語 Wörter 2014 --

[^1]: note
`
	d, l := Parse("x.md", []byte(src), 0)
	if len(l) > 0 {
		t.Error(l)
	}
	if want := "The first paragraph with code and a link."; d.Lead != want {
		t.Errorf("lead %q, want %q", d.Lead, want)
	}
	leads := ""
	for _, h := range d.Headings {
		leads += h.Text + ": " + h.Lead + "\n"
	}
	if want := "Monday: \nTalk: Second one.\nEmpty: \nLists: Raw text\n"; leads != want {
		t.Errorf("leads\n%swant\n%s", leads, want)
	}
	if got := at(src, diag.Pos{Off: d.More, End: d.More + 13}); got != "<!-- more -->" {
		t.Errorf("more at %q", got)
	}
	if got := strings.Join(d.Codes, ","); got != "go,," {
		t.Errorf("codes %q", got)
	}
	if d.Footnotes != 1 {
		t.Errorf("%d footnotes", d.Footnotes)
	}
	// The first paragraph has 8 words; then Monday, Talk, quoted, Second one,
	// Third, Empty, Lists, item, Raw text, three characters and two words, note;
	// and the two texts of pictures.
	if want := 8 + 1 + 1 + 1 + 2 + 1 + 1 + 1 + 1 + 2 + 5 + 1; d.Words != want {
		t.Errorf("%d words, want %d", d.Words, want)
	}
}

func TestLeads(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"", ""},
		{"- only\n- a list", "only; a list"},
		{"## Notes\n\n1. Who was there?\n2. Many;\n   - deep\n3. *all*\n", "Who was there? Many; all"},
		{"- a point\n\nA sentence.", "A sentence."},
		{"- " + strings.Repeat("long ", 40) + "\n- left out", strings.TrimSpace(strings.Repeat("long ", 40))},
		{"-\n- ![a picture](x.png)\n- [](talk:x) told\n", "a picture; " + openMark + "talk:x" + closeMark + " told"},
		{"# Title\n\nText after.", "Text after."},
		{"<p>Raw <em>one</em><br>two</p>\n<p>three</p>", "Raw one two"},
		{"<div><img src=x></div>\n\nText", "Text"},
		{"a  \nb\\\nc &amp; \\*d\\* <b>e</b><br>f", "a b c & *d* e f"},
		{"x[^1] y\n\n[^1]: z", "x y"},
		{"{:.lead}\nText", "Text"},
		{"\x00a\x1bb", "\ufffda\ufffdb"},
	} {
		if d, _ := Parse("x.md", []byte(c.src), 0); d.Lead != c.want {
			t.Errorf("%q: lead %q, want %q", c.src, d.Lead, c.want)
		}
	}
}

// TestDiagnostics: what Parse says, where, of small texts with one fault each.
func TestDiagnostics(t *testing.T) {
	known := map[string]diag.Code{}
	for _, c := range Codes {
		known[c.Name] = c
	}
	seen := map[string]bool{}
	for _, c := range []struct{ src, want string }{
		{"fine", ""},
		{"## A {1,2}", "heading-braces {1,2}"},
		{"## A {{ .X }}", "heading-braces {{ .X }}"},
		{"## A {important}", "heading-braces {important}"},
		{"## A {talk=}", "heading-braces {talk=}"},
		{"## A {talk=\"x}", "heading-braces {talk=\"x}"},
		{"## A `{x}`", ""},
		{"## A \\{x}", ""},
		{"## A {}", ""},
		{"## A {a} b", ""},
		{"A {x}\n===", "heading-braces {x}"},
		{"## A {#x}\n\n## B {#x}", "heading-id x"},
		{"## A {#x}\n\n<b id=x></b>", "heading-id x"},
		{"[a](javascript:x)", "link-unsafe javascript:x"},
		{"[a](java&#9;script:x)", "link-unsafe java&#9;script:x"},
		{"![a](a.jpg){credti=Ada}", "picture-key credti"},
		{"<!-- a\n\n# b", "text-comment-open <!--"},
		{"a\n\n  <!-- b", "text-comment-open <!--"},
		{"> <!-- a\n\nb", "text-comment-open <!--"},
		{"<!-- a\n\nb --> c", ""},
		{"<!-- a -->", ""},
		{"<!-- a --> b\n\nc", ""},
		{"a <!-- b\n\n`<!--`", ""},
		{"```html\n<!-- a\n```", ""},
		{"<div>\n<!-- a\n\n-->", ""},
		{"<pre>\na\n\n# b", "text-html-open <pre"},
		{"<pre>a</pre>\n\nb", ""},
		{"<style>\na\n</style>", ""},
		{"<?php a", "text-html-open <?php"},
		{"<![CDATA[ a", "text-html-open <![CDATA["},
		{"```\na", "code-open ```"},
		{"a\n\n  ~~~~ go\nb\n~~~\n\n# c\n", "code-open ~~~~"},
		{"- a\n\n  ```\n  b\n\nc", "code-open ```"},
		{"> ```\n> a\n\nb", ""},
		{"```\na\n```\n\n~~~\n```\n~~~", ""},
		{"````\n```go\na\n```\n````", ""},
		{"```go\na\n\nb\n\n```go\nc\n```", "code-open ```"},
		{"::: aside\n```\na\n:::", "code-open ```"},
		{"    ```\n    a", ""},
		{"a[^b]. `[^b]` \\[^b] [^a-z] [^x](y) x[^y]z [^b]", "footnote-unknown b"},
		{"a[^ntoe]\n\n[^note]: b", "footnote-unknown ntoe"},
		{"a[^b] c[^d]\n\n[^d]: b", "footnote-unknown b"},
		{"[a]()", "link-nowhere "},
		{"[a](http://) [b](https:///x) [c](mailto:) [d](#) [e](http://x)", "link-nowhere http://; link-nowhere https:///x; link-nowhere mailto:"},
		{"![a](data:text/html,x)", "link-unsafe data:text/html,x"},
		{"![a](data:image/png,x)", ""},
		{"<javascript:x>", "link-unsafe javascript:x"},
		{"[a][b]\n\n[b]: vbscript:x", "link-unsafe vbscript:x"},
		{"a <a href='javascript:x'>b</a>", "link-unsafe javascript:x"},
		{"<img src=javascript:x alt=''>", "link-unsafe javascript:x"},
		{"a\x07b\x07", "text-control \a"},
		{"a\ufffeb", "text-control \ufffe"},
		{"a\xffb", ""},
		{"a\xff\x00b", "text-control \x00"},
		{"# T\n{:.no_toc}", "text-kramdown {:.no_toc}"},
		{"[a](b){:target=\"_blank\"} c", "text-kramdown {:target=\"_blank\"}"},
		{"a[^1]\n\n[^1]: b\n[^1]: c", "footnote-twice [^1]"},
		{"a\n\n[^1]: b", "footnote-unused [^1]"},
		{strings.Repeat("> ", 300) + "x", "text-too-deep >"},
		{"> [!NOTES]\n> a", "callout-unknown NOTES"},
		{"> [!INFO] x\n> a", "callout-unknown INFO"},
		{"> [!NOTE]\n> a", ""},
		{"> [!1] a", ""},
		{"> [!NOTE]: a", ""},
		{"```go {hl=2-3}\na\nb\n```", "code-lines hl=2-3"},
		{"```go {start=10 hl=10,12}\na\nb\n```", "code-lines hl=10,12"},
		{"```go {start=10 hl=10,11 #x}\na\nb\n```\n\n# y {#x}", "heading-id x"},
		{"::: lang\na\n:::", "container-lang lang"},
		{"::: embed\na\n:::", "container-embed embed"},
		{"::: embed javascript:a\na\n:::", "link-unsafe embed"},
		{"::: embed https://youtu.be/x {start=1:20}\na\n:::", ""},
		{"::: lang de\na\n:::", ""},
		{"::: asid\na\n:::", "container-unknown asid"},
		{"::: note\na\n:::", "container-unknown note"},
		{"::: aside\na", "container-open aside"},
		{"> ::: aside\n> a\n\nb", "container-open aside"},
		{"::: aside\n::: lang de\na\n:::", "container-open aside"},
		{"x __new__ y", "text-dunder __new__"},
		{"x __new y__ __bold__ `__new__`", ""},
		{strings.Repeat("[a](", 5e4), "text-too-hard ["},
	} {
		_, l := Parse("x.md", []byte(c.src), 0)
		var got []string
		for _, d := range l {
			got = append(got, d.Code+" "+at(c.src, d.Pos))
			seen[d.Code] = true
			if k, ok := known[d.Code]; !ok {
				t.Errorf("%s is not explained", d.Code)
			} else if k.Severity != d.Severity {
				t.Errorf("%s is a %s, explained as a %s", d.Code, d.Severity, k.Severity)
			}
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%.60q: %q, want %q", c.src, g, c.want)
		}
	}
	for _, c := range Codes {
		if !seen[c.Name] {
			t.Errorf("nothing here says %s", c.Name)
		}
	}
}

// TestRaw: what clean would drop, and where.
func TestRaw(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"a <b>b</b> <!-- c -->", ""},
		{"a <script type=”text/pyton”> b", "script. <script type=”text/pyton”>"},
		{"<script>\nif (a < b) <p>\n</script>", "script. <script>"},
		{"<iframe src=x></iframe>", "iframe. <iframe src=x>"},
		{"<p style='x' onclick=y>a</p>", "p.style <p style='x' onclick=y>"},
		{"<img src=a alt='' width=50%>", "img.width <img src=a alt='' width=50%>"},
		{"> <div\n> foo=1>", "div.foo <div\n> foo=1>"},
		{"<?php ?>", "?. <?php ?>"},
		{"<!DOCTYPE html>", "!doctype. <!DOCTYPE html>"},
		{"a <font>b <blink>c", "font. <font>; blink. <blink>"},
	} {
		d, _ := Parse("x.md", []byte(c.src), 0)
		var got []string
		for _, r := range d.Raw {
			got = append(got, r.Tag+"."+r.Attr+" "+at(c.src, r.Pos))
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%q: %q, want %q", c.src, g, c.want)
		}
	}
}

func TestAnchors(t *testing.T) {
	d, _ := Parse("x.md", []byte("a <b id=one>x</b> <a name='two'></a>\n\n<div id=\"one\"><p id=three>\n\n## two"), 0)
	if got := strings.Join(d.Anchors, " ") + " | " + d.Headings[0].ID; got != "one two three | two-2" {
		t.Error(got)
	}
}

func TestUnsafe(t *testing.T) {
	for _, c := range []struct {
		dest        string
		link, image bool
	}{
		{"https://example.org", false, false}, {"javascript.html", false, false}, {"#javascript:", false, false},
		{"JaVaScRiPt:x", true, true}, {" \x01java\nscript:x", true, true}, {"java\u0085script:x", true, true},
		{"vbscript:x", true, true}, {"data:text/html,x", true, true}, {"data:image/png;base64,x", true, false},
		{"mailto:a@example.org", false, false}, {"", false, false},
	} {
		if unsafe(c.dest, false) != c.link || unsafe(c.dest, true) != c.image {
			t.Errorf("%q: link %v, image %v", c.dest, unsafe(c.dest, false), unsafe(c.dest, true))
		}
	}
}
