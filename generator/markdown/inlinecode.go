package markdown

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"golang.org/x/net/html"
)

// InlineCode is something in a piece of HTML that a strict Content-Security-Policy
// does not run, with what the policy must name for it to run all the same.
type InlineCode struct {
	Off, End int    // its place
	What     string // "script", "style" or the name of an attribute
	Source   string // "'sha256-…'" as script-src or style-src takes it; "" for attributes
}

// FindInlineCode looks for inline scripts, style elements, style attributes and
// handlers of events (Content Security Policy Level 3, 6.7). Scripts of a type
// that browsers do not run are data and pass.
func FindInlineCode(frag []byte) []InlineCode {
	var out []InlineCode
	z := html.NewTokenizer(bytes.NewReader(frag))
	off := 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out
		}
		from := off
		off += len(z.Raw())
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		t := z.Token()
		runs := t.Data == "script" || t.Data == "style"
		for _, a := range t.Attr {
			switch {
			case a.Key == "src" && t.Data == "script":
				runs = false
			case a.Key == "type" && t.Data == "script" && !runnable(a.Val):
				runs = false
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				out = append(out, InlineCode{Off: from, End: off, What: a.Key})
			}
		}
		if !runs || kind == html.SelfClosingTagToken {
			continue
		}
		var text []byte
		if z.Next() == html.TextToken {
			text = bytes.Clone(z.Raw())
		}
		off += len(z.Raw())
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		sum := sha256.Sum256(text)
		out = append(out, InlineCode{Off: from, End: off, What: t.Data, Source: "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"})
	}
}

// runnable reports a type of scripts that browsers run.
func runnable(typ string) bool {
	switch strings.ToLower(strings.TrimSpace(typ)) {
	case "", "module", "importmap", "text/javascript", "application/javascript":
		return true
	}
	return false
}
