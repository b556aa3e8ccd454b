package schedule

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"recap/generator/diag"
)

// maxDepth is how deep values of a foreign file may lie in each other; real ones
// stay below fifteen.
const maxDepth = 100

// parseJSON reads one JSON value with the place of everything in it.
func parseJSON(f File) (*node, diag.List) {
	data, bad := utf8Text(f)
	if len(bad) > 0 {
		return nil, bad
	}
	p := &jsonParser{file: f.Name, data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	p.dec.UseNumber()
	root, err := p.value(0)
	if err == nil {
		if _, more := p.dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("something follows behind the end of the value")
		}
	}
	if err != nil {
		return nil, diag.List{p.complain(err)}
	}
	return root, nil
}

type jsonParser struct {
	file string
	data []byte
	dec  *json.Decoder
}

var errDeep = errors.New("values lie more than a hundred deep in each other")

// next is the offset of the next token: the decoder's own is behind the last
// one, with blanks, commas and colons between.
func (p *jsonParser) next() int {
	at := int(p.dec.InputOffset())
	for at < len(p.data) && strings.IndexByte(" \t\r\n,:", p.data[at]) >= 0 {
		at++
	}
	return at
}

func (p *jsonParser) value(depth int) (*node, error) {
	if depth > maxDepth {
		return nil, errDeep
	}
	from := p.next()
	tok, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	n := &node{at: diag.Pos{File: p.file, Off: from, End: int(p.dec.InputOffset())}}
	switch t := tok.(type) {
	case nil:
	case bool:
		n.kind, n.text = boolean, map[bool]string{true: "true", false: "false"}[t]
	case json.Number:
		n.kind, n.text = number, t.String()
	case string:
		n.kind, n.text = text, t
		n.at.Off, n.at.End = n.at.Off+1, n.at.End-1 // without the quotes
	case json.Delim:
		if t == '[' {
			n.kind = list
			for p.dec.More() {
				v, err := p.value(depth + 1)
				if err != nil {
					return nil, err
				}
				n.items = append(n.items, v)
			}
		} else {
			n.kind = object
			for p.dec.More() {
				key, err := p.dec.Token()
				if err != nil {
					return nil, err
				}
				v, err := p.value(depth + 1)
				if err != nil {
					return nil, err
				}
				n.set(key.(string), v)
			}
		}
		if _, err := p.dec.Token(); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// complain places what the decoder stumbled over.
func (p *jsonParser) complain(err error) diag.Diagnostic {
	at := min(p.next(), len(p.data))
	end := min(at+1, len(p.data))
	var bad *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		at = len(bytes.TrimRight(p.data, " \t\r\n"))
		return syntax(diag.Pos{File: p.file, Off: at, End: at}, "this JSON ends in the middle").
			WithHint("the file was cut off: fetch it again")
	case errors.As(err, &bad):
		at = min(max(int(bad.Offset)-1, 0), len(p.data))
		end = min(at+1, len(p.data))
		if bad.Offset >= int64(len(p.data)) && strings.Contains(bad.Error(), "unexpected end") {
			return syntax(diag.Pos{File: p.file, Off: len(p.data), End: len(p.data)}, "this JSON ends in the middle").
				WithHint("the file was cut off: fetch it again")
		}
		return syntax(diag.Pos{File: p.file, Off: at, End: end}, "this is no JSON: %s", bad.Error())
	}
	return syntax(diag.Pos{File: p.file, Off: at, End: end}, "this is no JSON: %s", err.Error())
}
