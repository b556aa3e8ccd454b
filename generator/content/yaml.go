package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"gopkg.in/yaml.v3"

	"recap/generator/diag"
)

// Limits that real files stay far below. They are what keeps a hostile file
// from taking time or memory: yaml.v3 builds nodes without expanding aliases,
// and nothing here expands them before they have been counted.
const (
	maxFront  = 1 << 20  // bytes of front matter
	maxYAML   = 16 << 20 // bytes of a YAML file
	maxDepth  = 100      // lists and maps inside each other
	maxNodes  = 100_000  // values an alias may stand for in all, when there are aliases
	maxExpand = 16 << 20 // bytes of text they may stand for
)

// parse reads the text into nodes, or says in one message what is wrong with it.
// ok is false when nothing of it can be trusted. An empty text is a nil node.
func (r *reader) parse() (root *yaml.Node, ok bool) {
	text := r.src[r.from:r.to]
	if d, bad := r.tooDeep(text); bad {
		r.add(d)
		return nil, false
	}
	root, err := decode(text)
	if err != nil {
		r.add(r.explain(err))
		return nil, false
	}
	if root == nil || len(root.Content) == 0 {
		return nil, true
	}
	return root.Content[0], r.check(root.Content[0])
}

// decode is yaml.v3 without its surprises: a panic is an error, a second
// document is not silently left unread.
func decode(text []byte) (root *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			root, err = nil, fmt.Errorf("yaml: %v", p)
		}
	}()
	root = new(yaml.Node)
	if !bytes.Contains(text, []byte("\n---")) && !bytes.HasPrefix(text, []byte("---")) && !bytes.HasPrefix(text, []byte("...")) && !bytes.Contains(text, []byte("\n...")) && bytes.IndexByte(text, '\r') < 0 {
		return root, yaml.Unmarshal(text, root) // one document: no need to ask for another
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(root); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		return nil, err
	}
	var next yaml.Node
	if err := dec.Decode(&next); err == nil {
		return nil, &secondDocument{next.Line}
	} else if !errors.Is(err, io.EOF) {
		return nil, err
	}
	return root, nil
}

// secondDocument says that a --- line begins another document.
type secondDocument struct{ line int }

func (*secondDocument) Error() string { return "yaml: second document" }

// tooDeep counts brackets before anything recursive sees the text. Brackets
// inside quotes count as well; a real file has no hundred of them open at once.
func (r *reader) tooDeep(text []byte) (diag.Diagnostic, bool) {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '[', '{':
			// A text such as "[[[…" in a quoted value resets at the end of its line.
			if depth++; depth > 4*maxDepth {
				return r.depthError(r.from + i), true
			}
		case ']', '}':
			depth = max(0, depth-1)
		case '\n':
			if depth < maxDepth {
				depth = 0
			}
		}
	}
	return diag.Diagnostic{}, false
}

func (r *reader) depthError(off int) diag.Diagnostic {
	return diag.Errorf("yaml-depth", r.at(off, min(off+1, r.to)), "lists and maps lie more than %d deep inside each other here", maxDepth)
}

// allowedTags are the explicit types that say nothing new: every value is kept
// as it was written anyway.
var allowedTags = map[string]bool{
	"!!str": true, "!!int": true, "!!float": true, "!!bool": true, "!!null": true,
	"!!timestamp": true, "!!map": true, "!!seq": true, "!!merge": true,
}

// check walks the nodes once: depth, tags, keys given twice, and what aliases
// would grow into. It reports whether the tree may be read at all.
func (r *reader) check(root *yaml.Node) bool {
	c := checker{r: r, ok: true}
	size := c.walk(root, 0)
	if c.aliases && (size.nodes > maxNodes || size.bytes > maxExpand) && c.ok {
		r.add(diag.Errorf("yaml-alias", r.place(c.firstAlias), "the aliases in this text stand for more than %d values", maxNodes).
			WithHint("write the values out, or use fewer aliases inside each other"))
		return false
	}
	return c.ok
}

type size struct{ nodes, bytes int }

type checker struct {
	r          *reader
	ok         bool
	aliases    bool
	firstAlias *yaml.Node
	sizes      map[*yaml.Node]size // of anchored nodes
	open       map[*yaml.Node]bool // anchored nodes being walked
}

func (c *checker) walk(n *yaml.Node, depth int) size {
	r := c.r
	if depth > maxDepth {
		if c.ok {
			r.add(r.depthError(r.place(n).Off))
		}
		c.ok = false
		return size{}
	}
	if n.Kind == yaml.AliasNode {
		return c.alias(n)
	}
	if n.Style&yaml.TaggedStyle != 0 && !allowedTags[n.ShortTag()] {
		off := r.offset(n.Line, n.Column)
		end := off
		for end < r.to && !bytes.ContainsRune([]byte(" \t\r\n,]}"), rune(r.src[end])) {
			end++
		}
		r.add(diag.Errorf("yaml-tag", r.at(off, end), "the type %s is not read", n.ShortTag()).
			WithHint("leave the tag out: texts, numbers, dates, lists and maps need none"))
		c.ok = false
	}
	anchored := n.Anchor != ""
	if anchored {
		if c.open == nil {
			c.open, c.sizes = map[*yaml.Node]bool{}, map[*yaml.Node]size{}
		}
		c.open[n] = true
	}
	sum := size{1, len(n.Value)}
	for _, child := range n.Content {
		s := c.walk(child, depth+1)
		sum.nodes = min(sum.nodes+s.nodes, 1<<40)
		sum.bytes = min(sum.bytes+s.bytes, 1<<40)
		if !c.ok && depth == maxDepth {
			break
		}
	}
	if n.Kind == yaml.MappingNode {
		c.keys(n)
	}
	if anchored {
		delete(c.open, n)
		c.sizes[n] = sum
	}
	return sum
}

func (c *checker) alias(n *yaml.Node) size {
	if !c.aliases {
		c.aliases, c.firstAlias = true, n
	}
	if c.open[n.Alias] {
		if c.ok {
			c.r.add(diag.Errorf("yaml-alias", c.r.place(n), "*%s stands inside what it stands for", n.Value))
		}
		c.ok = false
		return size{}
	}
	s := c.sizes[n.Alias]
	return size{s.nodes + 1, s.bytes}
}

// keys reports keys that are given twice or are no texts.
func (c *checker) keys(n *yaml.Node) {
	r := c.r
	first := make(map[string]*yaml.Node, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		name := resolved(k)
		if name.Kind != yaml.ScalarNode {
			r.add(diag.Errorf("yaml-key", r.place(k), "a key must be a text, not %s", kindOf(name)))
			continue
		}
		if k.Tag == "!!merge" {
			if v := resolved(n.Content[i+1]); v.Kind != yaml.MappingNode && v.Kind != yaml.SequenceNode {
				r.add(diag.Errorf("yaml-key", r.place(n.Content[i+1]), "<< wants a map to take keys from, not %s", kindOf(v)))
			}
			continue
		}
		if was, twice := first[name.Value]; twice {
			r.add(diag.Errorf("yaml-duplicate", r.place(k), "%q is given twice", short(name.Value)).
				WithNote(r.place(was), "first here").
				WithHint("keep one of them"))
			continue
		}
		first[name.Value] = k
	}
}

// root reads a text whose top must be a map: front matter, an event, settings.
func (r *reader) rootMap(what string) (*yaml.Node, bool) {
	n, ok := r.parse()
	if !ok || n == nil {
		return nil, ok
	}
	if m := resolved(n); m.Kind != yaml.MappingNode {
		if isNull(m) {
			return nil, true
		}
		r.add(diag.Errorf("yaml-root", r.place(n), "%s is a map of keys and values, not %s", what, kindOf(m)).
			WithHint("write lines of the form key: value"))
		return nil, false
	}
	return n, true
}

// lineOf finds "line 12:" in an error of yaml.v3; 0 when it names none. Its
// parser counts from 0, its scanner from 1, which the words tell apart.
func lineOf(err error) int {
	text, line := err.Error(), 0
	i := strings.Index(text, "line ")
	if i < 0 {
		if strings.Contains(text, "did not find") {
			return 1
		}
		return 0
	}
	fmt.Sscanf(text[i:], "line %d:", &line)
	if strings.Contains(text, "did not find expected") && !strings.Contains(text, "alphabetic") {
		line++
	}
	return line
}
