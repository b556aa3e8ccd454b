package media

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
)

const drawing = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10" viewBox="0 0 20 10" role="img" aria-label="a">
  <title>Two &amp; "more"</title>
  <style>.a { fill: url(#g) } .b\:c { font-family: "A (b)" }</style>
  <defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
  <a xlink:href="https://example.org/"><rect class="a" width="9" height="9" fill="url(#g)" transform="rotate(45)" style="stroke:url(#g)"/></a>
  <use href="#g" x="1"/>
  <text xml:space="preserve">a  b<tspan dx="1">c</tspan></text>
  <circle r="1"><animate attributeName="r" values="1;2" dur="1s"/></circle>
</svg>
`

const hostile = `<?xml version="1.0"?><?xml-stylesheet href="https://evil.example/x.css"?>
<!DOCTYPE svg [<!ENTITY x "y">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:q="http://www.w3.org/1999/xlink" onload="PWN()" viewBox="0 0 9 9">
<!-- PWN -->
<script>PWN()</script><h:script>PWN()</h:script>
<script xmlns="http://www.w3.org/1999/xhtml">PWN()</script>
<foreignObject><h:iframe src="javascript:PWN()"/><rect/></foreignObject>
<metadata>PWN</metadata>
<a href="javascript:PWN()" q:href="java&#9;script:PWN()"><rect width="9" height="9" onclick="PWN()" h:onclick="PWN()"/></a>
<a href=" JavaScript:PWN()"/><a href="data:text/html,PWN"/><a href="vbscript:PWN"/>
<a><set attributeName="href" to="javascript:PWN()"/><animate attributeName="xlink:href" values="javascript:PWN()"/><animate attributeName="onclick" to="PWN()"/></a>
<image href="https://evil.example/PWN.png"/><image q:href="data:image/svg+xml;base64,PWN="/><feImage href="//evil.example/PWN"/>
<use href="https://evil.example/x.svg#PWN"/>
<rect fill="url(https://evil.example/PWN)" filter="url('PWN.svg#x')" style="fill:u\72l(https://evil.example/PWN)"/>
<style>@import "https://evil.example/PWN"; @\69mport url(PWN); @font-face { src: url("https://evil.example/PWN.woff") }
a { background: url( https://evil.example/PWN ) ; b: image-set("PWN" 1x); c: url/**/(x); -moz-binding: y; d: expression(PWN()) }</style>
<style type="text/x-PWN">PWN</style><style><rect id="PWN"/></style>
<g xml:base="https://evil.example/PWN" data-x="PWN" id="ok"/>
</svg>`

func TestCleanDrawing(t *testing.T) {
	want := `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10" viewBox="0 0 20 10" role="img" aria-label="a">
  <title>Two &amp; "more"</title>
  <style>.a { fill: url(#g) } .b\:c { font-family: "A (b)" }</style>
  <defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
  <a xlink:href="https://example.org/"><rect class="a" width="9" height="9" fill="url(#g)" transform="rotate(45)" style="stroke:url(#g)"/></a>
  <use href="#g" x="1"/>
  <text xml:space="preserve">a  b<tspan dx="1">c</tspan></text>
  <circle r="1"><animate attributeName="r" values="1;2" dur="1s"/></circle>
</svg>
`
	if got := string(clean(t, []byte(drawing), All)); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestCleanHostile(t *testing.T) {
	out := clean(t, []byte(hostile), All)
	for _, word := range []string{"PWN", "evil", "javascript", "script", "onload", "onclick", "foreignObject", "import", "binding", "<!", "<?", "data-x", "base"} {
		if bytes.Contains(bytes.ToLower(out), []byte(strings.ToLower(word))) {
			t.Errorf("%s is left:\n%s", word, out)
		}
	}
	for _, word := range []string{`<rect width="9" height="9"/>`, `<g id="ok"/>`, `viewBox="0 0 9 9"`} {
		if !bytes.Contains(out, []byte(word)) {
			t.Errorf("%s is gone:\n%s", word, out)
		}
	}
	wellFormed(t, out)
}

// wellFormed asks encoding/xml's own, stricter walk.
func wellFormed(t *testing.T, b []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Errorf("not well-formed: %v\n%s", err, b)
			return
		}
	}
}

func TestCleanSVGCases(t *testing.T) {
	svg := `<svg xmlns="http://www.w3.org/2000/svg"`
	photo := func(segments ...[]byte) string {
		return "data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(jpegOf(t, 4, 4, segments...))
	}
	for _, c := range []struct{ name, in, want string }{
		{"no namespace", `<svg/>`, svg + `/>`},
		{"prefix", `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>`, svg + `><g/></svg>`},
		{"undeclared xlink", `<svg><use xlink:href="#a"/><use xlink:href="#b"/></svg>`, svg + `><use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a"/><use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#b"/></svg>`},
		{"one attribute twice", `<svg xmlns:a="http://www.w3.org/1999/xlink" xmlns:b="http://www.w3.org/1999/xlink"><use a:href="#a" b:href="#b"/></svg>`, svg + ` xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="#a"/></svg>`},
		{"CDATA", `<svg><style><![CDATA[a > b {}]]></style><text><![CDATA[<b>]]></text></svg>`, svg + `><style>a &gt; b {}</style><text>&lt;b&gt;</text></svg>`},
		{"editors' own", `<svg xmlns:i="http://www.inkscape.org/x" i:version="1"><i:view><rect/></i:view><g i:label="x"/></svg>`, svg + `><g/></svg>`},
		{"photo within", `<svg><image href="` + photo(exifSegment(1, true)) + `"/></svg>`, svg + `><image href="` + photo() + `"/></svg>`},
		{"garbage within", `<svg><image href="data:image/png;base64,AAAA"/></svg>`, svg + `><image/></svg>`},
		{"entity", `<!DOCTYPE svg [<!ENTITY c "#123">]><svg><rect fill="&c;"/></svg>`, svg + `><rect fill="#123"/></svg>`},
		{"switch", `<svg><switch><foreignObject/><text>x</text></switch></svg>`, svg + `><switch><text>x</text></switch></svg>`},
		{"quoted paint", `<svg><rect fill="url('#a') red"/></svg>`, svg + `><rect fill="url(#a) red"/></svg>`},
	} {
		got := string(clean(t, []byte(c.in), All))
		if got != c.want+"\n" {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestCleanCSS(t *testing.T) {
	for in, want := range map[string]string{
		`fill: url(#a)`:                       `fill: url(#a)`,
		`fill: url( "#a" )`:                   `fill: url(#a)`,
		`fill: URL(x.svg#a)`:                  `fill: none`,
		`fill: url("x)y"); b: c`:              `fill: none; b: c`,
		`fill: url(`:                          `fill: none`,
		`fill: url("x`:                        `fill: none`,
		`\75 rl(x) a`:                         `none a`,
		`ur\6c (x) a`:                         `none a`,
		`a{b:"url(x)"}`:                       `a{b:"url(x)"}`,
		`@import url(x) screen; a{}`:          ` a{}`,
		`@IMPORT "x;y"; a{}`:                  ` a{}`,
		`@imp/**/ort "x"; a{}`:                `@imp ort "x"; a{}`,
		`@media print { a { b: c } }`:         `@media print { a { b: c } }`,
		`url/**/(x)`:                          `url (x)`,
		`a:"unended`:                          `a:`,
		`b:-webkit-image-set("a" 1x, url(b))`: `b:none`,
		`width:expression(alert(")"))`:        `width:none`,
		`behavior:url(x)`:                     `x:none`,
		`.a\:b{c:d}`:                          `.a\:b{c:d}`,
		`a /* b`:                              `a  `,
		"a\\":                                 "a",
		`--x: url(//y)`:                       `--x: none`,
		`fill:url(data:image/png;base64,AA)`:  `fill:none`,
	} {
		if got := cleanCSS(in, All); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// Small files that grow when they are read: an end, in bounded memory.
func TestSVGBombs(t *testing.T) {
	for name, file := range map[string]string{
		"entities":   `<!DOCTYPE svg [<!ENTITY a "` + strings.Repeat("x", 100) + `">]><svg><text>` + strings.Repeat("&a;", 1_000_000) + `</text></svg>`,
		"laughs":     `<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]><svg><text>&c;</text></svg>`,
		"long":       `<!DOCTYPE svg [<!ENTITY a "` + strings.Repeat("x", 1000) + `">]><svg><text>&a;</text></svg>`,
		"outside":    `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg><text>&a;</text></svg>`,
		"parameters": `<!DOCTYPE svg [<!ENTITY % a "x">]><svg><text>&a;</text></svg>`,
		"depth":      `<svg>` + strings.Repeat("<g>", 100_000),
		"prefixes":   `<svg>` + strings.Repeat(`<g xmlns:a="b" `, 1) + prefixes(1000) + `></g></svg>`,
		"size":       `<svg><text>` + strings.Repeat("x", maxSVG),
	} {
		if err := Clean(io.Discard, strings.NewReader(file), All); err == nil {
			t.Errorf("%s: cleaned", name)
		}
	}
}

func prefixes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ` xmlns:p%d="x"`, i)
	}
	return b.String()
}
