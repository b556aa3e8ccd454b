package ledger

import (
	"bytes"
	"regexp"

	"recap/generator/content"
)

// merge writes the ledger into its own text: lines that say what they said stay as
// they are, byte for byte, with the comments above and behind them; a line that
// says something else keeps its comments; new ones stand where their address
// belongs. A text that is not one address a line is written anew.
func merge(was []byte, known, next []content.Promise) []byte {
	if len(known) == 0 {
		return Format(next)
	}
	eol := "\n"
	if bytes.Contains(was, []byte("\r\n")) {
		eol = "\r\n"
	}
	pieces, top, ok := piecesOf(was, known, eol)
	if !ok {
		return Format(next)
	}
	now := make(map[string]content.Promise, len(next))
	var fresh []content.Promise
	for _, e := range next {
		if _, old := pieces[e.URL.Text]; old {
			now[e.URL.Text] = e
		} else {
			fresh = append(fresh, e)
		}
	}
	var b bytes.Buffer
	b.Write(top)
	end := func() {
		if b.Len() > 0 && b.Bytes()[b.Len()-1] != '\n' {
			b.WriteString(eol)
		}
	}
	for _, k := range known {
		for len(fresh) > 0 && fresh[0].URL.Text < k.URL.Text {
			end()
			b.WriteString(line(fresh[0]) + eol)
			fresh = fresh[1:]
		}
		end()
		p := pieces[k.URL.Text]
		b.Write(p.above)
		if e := now[k.URL.Text]; line(e) == line(k) {
			b.Write(p.text)
		} else {
			for _, within := range aComment.FindAll(p.text, -1) { // an entry of several lines
				b.Write(within)
			}
			b.WriteString(line(e))
			if m := behind.FindSubmatch(p.text); m != nil {
				b.Write(m[1])
			}
			b.WriteString(eol)
		}
	}
	end()
	// What stands below the last address is below it still.
	rest := pieces[""].text
	for _, e := range fresh {
		b.WriteString(line(e) + eol)
	}
	b.Write(rest)
	return b.Bytes()
}

var (
	aComment = regexp.MustCompile(`(?m)^[ \t]*#.*\n?`)
	behind   = regexp.MustCompile(`^(?:.*\}|[^#\r\n]*:)([ \t]+#[^\r\n]*)`)
)

// piece is one address in the text: the comments above it, and its lines.
type piece struct{ above, text []byte }

// piecesOf parts a text by address. top is what stands above them all, the piece
// of "" what stands below.
func piecesOf(was []byte, known []content.Promise, eol string) (pieces map[string]piece, top []byte, ok bool) {
	begins := make([]int, len(known)+1)
	for i, k := range known {
		begins[i] = bytes.LastIndexByte(was[:min(k.URL.Pos.Off, len(was))], '\n') + 1
		if i > 0 && begins[i] <= begins[i-1] || k.URL.Pos.Off > len(was) {
			return nil, nil, false // several in a line
		}
	}
	begins[len(known)] = len(was)
	pieces = make(map[string]piece, len(known)+1)
	above := was[:begins[0]]
	// A remark on the first address stands below the first empty line, if there is one.
	if own := bytes.ReplaceAll([]byte(head), []byte("\n"), []byte(eol)); bytes.HasPrefix(above, own) {
		top, above = above[:len(own)], above[len(own):]
	} else if i := bytes.LastIndex(above, []byte("\n"+eol)); i >= 0 {
		top, above = above[:i+1+len(eol)], above[i+1+len(eol):]
	} else {
		top, above = above, nil
	}
	for i, k := range known {
		text := was[begins[i]:begins[i+1]]
		cut := len(text) // where the comments of the next one begin
		for cut > 0 {
			at := bytes.LastIndexByte(text[:cut-1], '\n') + 1
			if l := bytes.TrimSpace(text[at:cut]); len(l) > 0 && l[0] != '#' {
				break
			}
			cut = at
		}
		pieces[k.URL.Text] = piece{above, text[:cut]}
		above = text[cut:]
	}
	pieces[""] = piece{text: above}
	return pieces, top, true
}
