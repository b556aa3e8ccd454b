package schedule

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"recap/generator/diag"
)

// element is one element of an XML file. Text is that directly inside it.
type element struct {
	name  string
	attrs []xml.Attr
	text  string
	kids  []*element
	at    diag.Pos // of its tag
}

func (e *element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

func (e *element) child(name string) *element {
	for _, k := range e.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// parseXML reads an XML file. Nothing is ever fetched and no entity is ever
// expanded: encoding/xml knows the five of XML itself, and a file that declares
// more is refused.
func parseXML(f File) (*element, File, diag.List) {
	f, bad := recode(f)
	if len(bad) > 0 {
		return nil, f, bad
	}
	data, bad := utf8Text(f)
	if len(bad) > 0 {
		return nil, f, bad
	}
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // recode has done it
	here := func() int { return min(int(dec.InputOffset()), len(data)) }
	var open []*element
	var root *element
	for {
		from := here()
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, f, diag.List{xmlFault(f.Name, data, from, here(), open, err)}
		}
		at := diag.Pos{File: f.Name, Off: from, End: here()}
		switch t := tok.(type) {
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("<!ENTITY")) || bytes.Contains(bytes.ToUpper(t), []byte("[")) {
				return nil, f, diag.List{diag.Errorf("schedule-entity", at, "this file declares entities of its own, which are never read").
					WithHint("a programme needs none; take the DOCTYPE out")}
			}
		case xml.StartElement:
			if len(open) > maxDepth {
				return nil, f, diag.List{syntax(at, "%v", errDeep)}
			}
			e := &element{name: t.Name.Local, attrs: t.Attr, at: at}
			switch {
			case len(open) > 0:
				top := open[len(open)-1]
				top.kids = append(top.kids, e)
			case root != nil:
				return nil, f, diag.List{syntax(at, "a second root <%s> stands behind <%s>", e.name, root.name)}
			default:
				root = e
			}
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				top := open[len(open)-1]
				if top.text == "" {
					top.text = string(t)
				} else {
					top.text += string(t)
				}
			} else if s := bytes.TrimSpace(t); len(s) > 0 {
				return nil, f, diag.List{syntax(at, "text stands outside of every element")}
			}
		}
	}
	if root == nil {
		return nil, f, diag.List{syntax(diag.Whole(f.Name), "this file has no element")}
	}
	return root, f, nil
}

// xmlFault places what the decoder stumbled over: the tag it had just read, or
// the end of the file.
func xmlFault(file string, data []byte, from, to int, open []*element, err error) diag.Diagnostic {
	msg := err.Error()
	var bad *xml.SyntaxError
	if errors.As(err, &bad) {
		msg = bad.Msg
	}
	if strings.Contains(msg, "unexpected EOF") {
		end := len(bytes.TrimRight(data, " \t\r\n"))
		d := syntax(diag.Pos{File: file, Off: end, End: end}, "this XML ends in the middle").WithHint("the file was cut off: fetch it again")
		if len(open) > 0 {
			top := open[len(open)-1]
			d = d.WithNote(top.at, "<%s> is still open", top.name)
		}
		return d
	}
	at := diag.Pos{File: file, Off: from, End: max(from, min(to, len(data)))}
	d := syntax(at, "this is no XML: %s", msg)
	if len(open) > 0 && strings.Contains(msg, "closed by") {
		top := open[len(open)-1]
		d = d.WithNote(top.at, "<%s> was opened here", top.name)
	}
	return d
}

// recode turns a file that says it is Latin-1 or Windows-1252 into UTF-8.
func recode(f File) (File, diag.List) {
	head := f.Data[:min(len(f.Data), 200)]
	end := bytes.Index(head, []byte("?>"))
	if end < 0 || !bytes.Contains(head[:end], []byte("encoding")) {
		return f, nil
	}
	_, rest, _ := bytes.Cut(head[:end], []byte("encoding"))
	name := strings.ToLower(strings.Trim(string(rest), " \t=\"'"))
	name, _, _ = strings.Cut(name, `"`)
	name, _, _ = strings.Cut(name, "'")
	switch name {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return f, nil
	case "iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252":
		out, err := charmap.Windows1252.NewDecoder().Bytes(f.Data)
		if err == nil {
			return File{Name: f.Name, Data: out}, nil
		}
	case "iso-8859-15":
		out, err := charmap.ISO8859_15.NewDecoder().Bytes(f.Data)
		if err == nil {
			return File{Name: f.Name, Data: out}, nil
		}
	}
	at := bytes.Index(f.Data, []byte("encoding"))
	return f, diag.List{diag.Errorf("schedule-encoding", diag.Pos{File: f.Name, Off: at, End: end}, "the encoding %q is not read", short(name)).
		WithHint("save the file as UTF-8")}
}
