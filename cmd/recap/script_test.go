// The scripts in testdata/script are stories about the real command, run in
// process. Each is a txtar archive: the story first, then the files it begins
// with. The language is that of rogpeppe/go-internal/testscript (cmp, exists,
// grep, stdout, stderr, cp, rm, mkdir …) and these verbs of ours:
//
//	[!] recap ARG...          runs the command; with ! it must fail
//	code N                    the exit code of the last recap
//	[!] page FILE SEL [TEXT]  FILE (a folder stands for its index.html) holds an
//	                          element that matches SEL, a small CSS selector, and
//	                          whose text contains TEXT
//	edit FILE OLD NEW         replaces the first OLD, which must be there
//	wrote N [FILE...]         the last recap build --format json wrote N files,
//	                          these among them
//	removed N [FILE...]       the same for removed files
//	kept N                    and for files that were right already
//	remember DIR              notes names, bytes and times of all files in DIR
//	same DIR                  they are still the same
//	nowhere DIR TEXT          no file in DIR has TEXT in its path or bytes, in any case
//	web NAME                  a server on this machine that answers /gone with 404,
//	                          /moved with 301 to /fine, /broken with 500, asked for
//	                          copies with one of /gone, and all else with 200; its
//	                          address is in $NAME
//
// The moment is 2026-06-15 12:00 UTC unless a script says otherwise.
package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("RECAP_NOW", "2026-06-15T12:00:00Z")
			env.Values[storyKey{}] = &story{trees: map[string]string{}}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"recap":    verb((*story).recap),
			"code":     verb((*story).checkCode),
			"page":     verb((*story).page),
			"edit":     verb((*story).edit),
			"wrote":    verb((*story).wrote),
			"removed":  verb((*story).removed),
			"kept":     verb((*story).kept),
			"remember": verb((*story).remember),
			"same":     verb((*story).same),
			"nowhere":  verb((*story).nowhere),
			"web":      web,
		},
	})
}

// story is what a script remembers between its lines.
type story struct {
	code  int
	out   []byte            // of the last recap
	trees map[string]string // of remember
}

type storyKey struct{}

// verb makes a method of story a command of the script language.
func verb(f func(*story, *testscript.TestScript, bool, []string)) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		f(ts.Value(storyKey{}).(*story), ts, neg, args)
	}
}

func (s *story) recap(ts *testscript.TestScript, neg bool, args []string) {
	env := []string{"RECAP_NOW=" + ts.Getenv("RECAP_NOW"), "NO_COLOR=" + ts.Getenv("NO_COLOR")}
	var out, errs bytes.Buffer
	s.code = runIn(context.Background(), ts.MkAbs("."), args, env, strings.NewReader(""), &out, &errs)
	s.out = out.Bytes()
	ts.Stdout().Write(out.Bytes())
	ts.Stderr().Write(errs.Bytes())
	if neg != (s.code != 0) {
		ts.Fatalf("recap ended with %d\n%s%s", s.code, out.String(), errs.String())
	}
}

func (s *story) checkCode(ts *testscript.TestScript, _ bool, args []string) {
	if want := number(ts, args); s.code != want {
		ts.Fatalf("recap ended with %d, want %d", s.code, want)
	}
}

func (s *story) page(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: page FILE SELECTOR [TEXT]")
	}
	file := args[0]
	if strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	doc := parsePage(ts, ts.ReadFile(file))
	found, err := query(doc, args[1])
	ts.Check(err)
	want := ""
	if len(args) == 3 {
		want = squeeze(args[2])
	}
	var texts []string
	for _, n := range found {
		texts = append(texts, textOf(n))
	}
	hit := slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, want) })
	switch {
	case neg && hit:
		ts.Fatalf("%s has %s with %q", file, args[1], want)
	case !neg && len(texts) == 0:
		ts.Fatalf("%s has no %s", file, args[1])
	case !neg && !hit:
		ts.Fatalf("%s: no %s has %q but\n%s", file, args[1], want, strings.Join(texts, "\n"))
	}
}

func (s *story) edit(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	unescape := strings.NewReplacer(`\n`, "\n")
	old := unescape.Replace(args[1])
	if !strings.Contains(text, old) {
		ts.Fatalf("%s does not contain %q", args[0], old)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, old, unescape.Replace(args[2]), 1)), 0o666))
}

func (s *story) wrote(ts *testscript.TestScript, _ bool, args []string) {
	checkFiles(ts, "wrote", s.summary(ts).Written, args)
}

func (s *story) removed(ts *testscript.TestScript, _ bool, args []string) {
	checkFiles(ts, "removed", s.summary(ts).Removed, args)
}

func (s *story) kept(ts *testscript.TestScript, _ bool, args []string) {
	if got, want := s.summary(ts).Kept, number(ts, args); got != want {
		ts.Fatalf("kept %d files, want %d", got, want)
	}
}

func (s *story) summary(ts *testscript.TestScript) (sum summary) {
	if err := json.Unmarshal(s.out, &sum); err != nil {
		ts.Fatalf("the last recap was not build --format json: %v", err)
	}
	return sum
}

func checkFiles(ts *testscript.TestScript, what string, got, args []string) {
	if want := number(ts, args); len(got) != want {
		ts.Fatalf("%s %d files, want %d:\n%s", what, len(got), want, strings.Join(got, "\n"))
	}
	for _, f := range args[1:] {
		if !slices.Contains(got, f) {
			ts.Fatalf("%s is not among\n%s", f, strings.Join(got, "\n"))
		}
	}
}

func number(ts *testscript.TestScript, args []string) int {
	if len(args) == 0 {
		ts.Fatalf("a number is missing")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	return n
}

func (s *story) remember(ts *testscript.TestScript, _ bool, args []string) {
	s.trees[args[0]] = treeOf(ts, args[0])
}

func (s *story) same(ts *testscript.TestScript, neg bool, args []string) {
	was, now := s.trees[args[0]], treeOf(ts, args[0])
	if (was == now) == neg {
		ts.Fatalf("%s was\n%sand is\n%s", args[0], was, now)
	}
}

func (s *story) nowhere(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: nowhere DIR TEXT")
	}
	dir, err := filepath.EvalSymlinks(ts.MkAbs(args[0]))
	ts.Check(err)
	text, seen := strings.ToLower(args[1]), 0
	ts.Check(filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		seen++
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		if strings.Contains(strings.ToLower(rel), text) || bytes.Contains(bytes.ToLower(data), []byte(text)) {
			ts.Fatalf("%s has %q", rel, args[1])
		}
		return err
	}))
	if seen == 0 {
		ts.Fatalf("%s holds no file", args[0])
	}
}

// treeOf is a line for each file: name, time, sum.
func treeOf(ts *testscript.TestScript, dir string) string {
	var b strings.Builder
	ts.Check(filepath.WalkDir(ts.MkAbs(dir), func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		fi, err := e.Info()
		if err != nil {
			return err
		}
		data, err := os.ReadFile(p)
		fmt.Fprintf(&b, "%s %d %x\n", p, fi.ModTime().UnixNano(), sha256.Sum256(data))
		return err
	}))
	return b.String()
}

// web starts a server for the time of a script.
func web(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: web NAME")
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<h1 id="there">Here</h1>`)
	})
	mux.HandleFunc("/gone", http.NotFound)
	mux.HandleFunc("/lost", http.NotFound)
	mux.Handle("/moved", http.RedirectHandler("/fine", http.StatusMovedPermanently))
	mux.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	mux.HandleFunc("/copies", func(w http.ResponseWriter, r *http.Request) {
		if u := r.URL.Query().Get("url"); strings.HasSuffix(u, "/gone") {
			fmt.Fprintf(w, `{"archived_snapshots":{"closest":{"available":true,"status":"200","url":"https://copies.example/2016/%s"}}}`, u)
			return
		}
		fmt.Fprint(w, `{"archived_snapshots":{}}`)
	})
	s := httptest.NewServer(mux)
	ts.Defer(s.Close)
	ts.Setenv(args[0], s.URL)
}
