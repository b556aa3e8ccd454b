package schedule

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// record is one talk as it stands in schedule.yaml, in the order in which its
// keys are written (package content, talkTable).
type record struct {
	ID            string     `yaml:"id"`
	GUID          string     `yaml:"guid,omitempty"`
	Code          string     `yaml:"code,omitempty"`
	UID           string     `yaml:"uid,omitempty"`
	Title         string     `yaml:"title"`
	Subtitle      string     `yaml:"subtitle,omitempty"`
	OriginalTitle string     `yaml:"original_title,omitempty"`
	Kind          string     `yaml:"kind,omitempty"`
	Type          string     `yaml:"type,omitempty"`
	Speakers      []Speaker  `yaml:"speakers,omitempty"`
	Start         string     `yaml:"start,omitempty"`
	End           string     `yaml:"end,omitempty"`
	Duration      string     `yaml:"duration,omitempty"`
	Day           string     `yaml:"day,omitempty"`
	Track         string     `yaml:"track,omitempty"`
	Room          string     `yaml:"room,omitempty"`
	Session       string     `yaml:"session,omitempty"`
	Language      string     `yaml:"language,omitempty"`
	Parent        string     `yaml:"parent,omitempty"`
	URL           string     `yaml:"url,omitempty"`
	Video         []Link     `yaml:"video,omitempty"`
	Slides        []Link     `yaml:"slides,omitempty"`
	Resources     []Resource `yaml:"resources,omitempty"`
	AlsoAt        []string   `yaml:"also_at,omitempty"`
	Tags          []string   `yaml:"tags,omitempty"`
	License       string     `yaml:"license,omitempty"`
	DoNotRecord   bool       `yaml:"do_not_record,omitempty"`
	Status        string     `yaml:"status,omitempty"`
	Withdrawn     bool       `yaml:"withdrawn,omitempty"`
	Abstract      string     `yaml:"abstract,omitempty"`
	Description   string     `yaml:"description,omitempty"`
}

// Speaker is a person at a talk.
type Speaker struct {
	Name        string `yaml:"name"`
	Affiliation string `yaml:"affiliation,omitempty"`
	Role        string `yaml:"role,omitempty"`
}

// MarshalYAML writes a name alone where nothing else is known.
func (s Speaker) MarshalYAML() (any, error) {
	if s.Affiliation == "" && s.Role == "" {
		return s.Name, nil
	}
	type plain Speaker
	return plain(s), nil
}

func (s *Speaker) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		s.Name = n.Value
		return nil
	}
	type plain Speaker
	return n.Decode((*plain)(s))
}

// Link is a recording or slides, with a state instead of an address where there
// is none.
type Link struct {
	URL       string `yaml:"url,omitempty"`
	State     string `yaml:"state,omitempty"` // none, expected, private
	Title     string `yaml:"title,omitempty"`
	Note      string `yaml:"note,omitempty"`
	Start     string `yaml:"start,omitempty"`
	End       string `yaml:"end,omitempty"`
	Language  string `yaml:"language,omitempty"`
	Published string `yaml:"published,omitempty"`
}

func (l Link) MarshalYAML() (any, error) {
	switch l {
	case Link{URL: l.URL}:
		return l.URL, nil
	case Link{State: l.State}:
		return l.State, nil
	}
	type plain Link
	return plain(l), nil
}

func (l *Link) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		if slices.Contains([]string{"none", "expected", "private"}, n.Value) {
			l.State = n.Value
		} else {
			l.URL = n.Value
		}
		return nil
	}
	type plain Link
	return n.Decode((*plain)(l))
}

// Resource is something else that belongs to a talk.
type Resource struct {
	Kind  string `yaml:"kind,omitempty"`
	Title string `yaml:"title,omitempty"`
	URL   string `yaml:"url"`
}

// Source is the head of schedule.yaml: where the programme came from.
type Source struct {
	Format  string `yaml:"format"`
	URL     string `yaml:"url,omitempty"`     // as fetched, without what was secret in it
	File    string `yaml:"file,omitempty"`    // or the name of the file or folder
	Fetched string `yaml:"fetched,omitempty"` // the day on which the programme last changed
	Version string `yaml:"version,omitempty"`
	SHA256  string `yaml:"sha256,omitempty"`
}

type scheduleFile struct {
	Source *Source  `yaml:"source"`
	Talks  []record `yaml:"talks"`
}

const scheduleHead = "# Written by recap import schedule, and wholly so each time. What you add to a\n# talk belongs below talks: in event.yaml, where it stays.\n"

// marshal is the text of a schedule.yaml: the same talks give the same bytes.
func (s scheduleFile) marshal() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(scheduleHead)
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(s); err != nil {
		return nil, err
	}
	return b.Bytes(), enc.Close()
}

// changes names the fields in which two records of one talk differ, in the order
// in which they are written, with short values on both sides.
func (r record) changes(was record) []FieldChange {
	if reflect.DeepEqual(r, was) {
		return nil
	}
	var out []FieldChange
	read := func(r record) (n yaml.Node) {
		_ = n.Encode(r)
		return n
	}
	a, b := read(was), read(r)
	value := func(n yaml.Node, key string) string {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == key {
				return inline(n.Content[i+1])
			}
		}
		return ""
	}
	var keys []string
	for _, n := range []yaml.Node{b, a} {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if k := n.Content[i].Value; !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
	}
	for _, k := range keys {
		if x, y := value(a, k), value(b, k); x != y {
			out = append(out, FieldChange{k, x, y})
		}
	}
	return out
}

// inline is a value on one line.
func inline(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		var parts []string
		for _, c := range n.Content {
			parts = append(parts, inline(c))
		}
		return strings.Join(parts, ", ")
	case yaml.MappingNode:
		var parts []string
		for i := 0; i+1 < len(n.Content); i += 2 {
			parts = append(parts, fmt.Sprint(n.Content[i].Value, ": ", inline(n.Content[i+1])))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return strings.Join(strings.Fields(n.Value), " ")
}
