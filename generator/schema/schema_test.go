package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"recap/generator/content"
	"recap/generator/diag"
	"recap/generator/source"
)

var compiles sync.Map // name → *jsonschema.Schema

func compiled(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	if s, ok := compiles.Load(name); ok {
		return s.(*jsonschema.Schema)
	}
	text, ok := For(name)
	if !ok {
		t.Fatalf("there is no schema %s", name)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name+".json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name + ".json") // against the meta schema of the draft, too
	if err != nil {
		t.Fatal(err)
	}
	compiles.Store(name, s)
	return s
}

// asJSON is a YAML text as a language server sees it: values of YAML 1.2's core
// schema, dates being texts.
func asJSON(t testing.TB, src string) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(src), &n); err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	if len(n.Content) == 0 {
		return nil
	}
	return plainValue(t, n.Content[0])
}

func plainValue(t testing.TB, n *yaml.Node) any {
	switch n.Kind {
	case yaml.AliasNode:
		return plainValue(t, n.Alias)
	case yaml.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			out = append(out, plainValue(t, c))
		}
		return out
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if k := n.Content[i]; k.Value == "<<" && k.Tag == "!!merge" {
				for key, v := range plainValue(t, n.Content[i+1]).(map[string]any) {
					out[key] = v
				}
				continue
			}
			out[n.Content[i].Value] = plainValue(t, n.Content[i+1])
		}
		return out
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return strings.EqualFold(n.Value, "true")
	case "!!int", "!!float":
		var f json.Number
		if json.Unmarshal([]byte(n.Value), &f) == nil {
			return f
		}
		var v float64
		if n.Decode(&v) == nil && v-v == 0 { // neither infinite nor no number
			return json.Number(fmt.Sprint(v))
		}
	}
	return n.Value
}

// sample is a file of a site with the document it belongs to.
type sample struct{ file, doc, text string }

// documentOf is which document a file below a site belongs to, by the patterns that
// editors are given.
func documentOf(file string) string {
	if strings.HasPrefix(file, "content/posts/") || strings.HasPrefix(file, "content/pages/") {
		if strings.HasSuffix(file, ".md") {
			return "post"
		}
		return ""
	}
	for _, d := range documents {
		for _, p := range d.Files {
			if dir, name, deep := strings.Cut(p, "/**/"); deep {
				if ok, _ := filepath.Match(name, filepath.Base(file)); ok && strings.HasPrefix(file, dir+"/") {
					return d.Name
				}
			} else if ok, _ := filepath.Match(p, file); ok {
				return d.Name
			}
		}
	}
	return ""
}

// samples are the files of a site that have a schema; front matter alone of posts.
func samples(t testing.TB, site string) (out []sample) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(site, "content"), func(p string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(site, p)
		file := filepath.ToSlash(rel)
		doc := documentOf(file)
		if doc == "" {
			return nil
		}
		b, err := os.ReadFile(p)
		text := strings.ReplaceAll(string(b), "\r\n", "\n")
		if doc == "post" {
			rest, ok := strings.CutPrefix(text, "---\n")
			if !ok {
				return nil
			}
			text, _, _ = strings.Cut(rest, "\n---\n")
		}
		out = append(out, sample{file, doc, text})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var sites = []string{"../..", "../testdata/golden/src", "../../cmd/recap/starter"}

// TestValidFilesPass: what the demo, the golden site and the starter hold.
func TestValidFilesPass(t *testing.T) {
	n := map[string]int{}
	for _, site := range sites {
		for _, s := range samples(t, site) {
			n[s.doc]++
			if err := compiled(t, s.doc).Validate(asJSON(t, strings.NewReplacer("@START@", "2026-01-01", "@END@", "2026-01-02", "@YEAR@", "2026", "@TODAY@", "2026-01-03", "@ID@", "x").Replace(s.text))); err != nil {
				t.Errorf("%s/%s: %v", site, s.file, err)
			}
		}
	}
	t.Log(n)
	for _, d := range documents {
		if n[d.Name] == 0 && d.Name != "urls" && d.Name != "embeds" {
			t.Errorf("no file of the kind %s was tried", d.Name)
		}
	}
}

// said is what recap says of a file by itself.
func said(file, text string) diag.List {
	files := []*source.File{source.NewFile(file, []byte(text))}
	if file != "content/site.yaml" {
		files = append(files, source.NewFile("content/site.yaml", []byte("title: X\nurl: https://example.org/\n")))
	}
	if strings.HasSuffix(file, "/schedule.yaml") {
		files = append(files, source.NewFile(strings.Replace(file, "schedule", "event", 1), []byte("name: X\nstart_date: 2016-05-30\ntimezone: Europe/Berlin\n")))
	}
	_, list := content.Load(source.NewTree(files...), nil)
	return list
}

// TestMistakesFail: each mistake is one that the schema finds and that a build
// speaks of. The code stands beside it.
func TestMistakesFail(t *testing.T) {
	if len(mistakes) < 40 {
		t.Fatalf("there are %d mistakes", len(mistakes))
	}
	for _, m := range mistakes {
		t.Run(m.code+" "+m.file, func(t *testing.T) {
			doc := documentOf(m.file)
			if err := compiled(t, doc).Validate(asJSON(t, m.text)); err == nil {
				t.Errorf("the schema %s lets this pass:\n%s", doc, m.text)
			}
			list := said(m.file, m.whole())
			if !slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == m.code && d.Severity != diag.Hint }) {
				t.Errorf("recap does not say %s of\n%s\nbut %v", m.code, m.text, list)
			}
			if err := compiled(t, doc).Validate(asJSON(t, m.right)); err != nil {
				t.Errorf("the schema does not let the right form pass: %v\n%s", err, m.right)
			}
			if list := said(m.file, mistake{file: m.file, text: m.right}.whole()); list.HasErrors() || list.Count(diag.Warning) > 0 {
				t.Errorf("recap does not let the right form pass: %v\n%s", list, m.right)
			}
		})
	}
}

// TestIndependentValidator asks another validator, ajv, about the same files. It
// is named by AJV, the path of npm's ajv-cli.
func TestIndependentValidator(t *testing.T) {
	ajv := os.Getenv("AJV")
	if ajv == "" {
		t.Skip("skipped: AJV names no ajv-cli (npm install ajv-cli); TestValidFilesPass and TestMistakesFail ask a validator in Go")
	}
	dir := t.TempDir()
	write := func(name string, v []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, v, 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	good, bad := map[string][]string{}, map[string][]string{}
	names := map[string]string{}
	add := func(to map[string][]string, doc, from, text string) {
		v, err := json.Marshal(asJSON(t, text))
		if err != nil {
			t.Fatal(err)
		}
		name := write(fmt.Sprintf("%04d.json", len(names)), v)
		names[name] = from
		to[doc] = append(to[doc], name)
	}
	for _, site := range sites[:2] {
		for _, s := range samples(t, site) {
			add(good, s.doc, site+"/"+s.file, s.text)
		}
	}
	for _, m := range mistakes {
		add(bad, documentOf(m.file), m.code+"\n"+m.text, m.text)
		add(good, documentOf(m.file), m.code+"\n"+m.right, m.right)
	}
	passed, failed := 0, 0
	for _, d := range documents {
		text, _ := For(d.Name)
		args := []string{"validate", "--spec=draft7", "--strict=false", "--errors=text", "-s", write(d.Name+".schema.json", text)}
		for _, f := range slices.Concat(good[d.Name], bad[d.Name]) {
			args = append(args, "-d", f)
		}
		if len(good[d.Name])+len(bad[d.Name]) == 0 {
			continue
		}
		out, _ := exec.Command(ajv, args...).CombinedOutput()
		verdict := map[string]bool{}
		for line := range strings.Lines(string(out)) {
			line = strings.TrimSpace(line)
			if f, ok := strings.CutSuffix(line, " valid"); ok {
				verdict[f] = true
			} else if f, ok := strings.CutSuffix(line, " invalid"); ok {
				verdict[f] = false
			}
		}
		for _, f := range good[d.Name] {
			if ok, asked := verdict[f]; !ok {
				t.Errorf("%s: ajv refuses (asked: %v) %s", d.Name, asked, names[f])
			}
			passed++
		}
		for _, f := range bad[d.Name] {
			if ok, asked := verdict[f]; ok || !asked {
				t.Errorf("%s: ajv lets pass (asked: %v) %s", d.Name, asked, names[f])
			}
			failed++
		}
		if t.Failed() {
			t.Log(string(out))
		}
	}
	t.Logf("ajv: %d files passed, %d mistakes failed", passed, failed)
}
