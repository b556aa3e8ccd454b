package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recap/generator/diag"

	"rsc.io/qr"
)

// A second preview of a site says where the first is; a note of a dead one is
// ignored, and the note goes with the preview.
func TestServeSecond(t *testing.T) {
	dir := blog(t)
	write(t, dir, ".recap/serve.json", `{"pid": 1, "url": "http://127.0.0.1:1/"}`)
	r := serving(t, dir)
	if strings.Contains(r.out.String(), "already") {
		t.Error("a dead preview is taken for a live one")
	}
	second := serving(t, dir)
	if want := fmt.Sprintf("this site is shown already at %s, by process %d", r.base, os.Getpid()); !strings.Contains(second.out.String(), want) {
		t.Errorf("it says %q, want %q", second.out, want)
	}
	second.end()
	if _, err := os.Stat(filepath.Join(dir, ".recap", "serve.json")); err != nil {
		t.Error("the second preview took the first one's note away")
	}
	other := serving(t, blog(t))
	if strings.Contains(other.out.String(), "already") {
		t.Error("the preview of another site is taken for one of this")
	}
	r.end()
	if _, err := os.Stat(filepath.Join(dir, ".recap", "serve.json")); err == nil {
		t.Error("the note is left behind")
	}
}

// end is Ctrl-C.
func (r *running) end() {
	r.t.Helper()
	r.stop()
	select {
	case code := <-r.code:
		if code != 0 {
			r.t.Errorf("it ended with %d", code)
		}
		r.code <- code
	case <-time.After(long):
		r.t.Fatal("it does not end")
	}
}

// --no-drafts shows what readers see, and says what it holds back.
func TestServeNoDrafts(t *testing.T) {
	dir := blog(t)
	write(t, dir, "content/posts/sketch.md", "---\ntitle: A sketch\ndate: 2026-06-10\ndraft: true\n---\nNot yet.\n")
	r := serving(t, dir, "--no-drafts")
	if status, _ := r.get("2026/06/sketch/"); status != 404 {
		t.Errorf("a draft answers %d", status)
	}
}

// --json tells everything in lines for programs.
func TestServeJSON(t *testing.T) {
	dir := blog(t)
	r := goOn(t, dir, "serve", "-p", "0", "--json")
	lines := func() (out []map[string]any) {
		for line := range strings.Lines(r.out.String()) {
			var m map[string]any
			if !strings.HasSuffix(line, "\n") {
				continue
			}
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			out = append(out, m)
		}
		return out
	}
	r.until("the first plan", func() bool { return len(lines()) == 2 })
	if l := lines(); l[0]["event"] != "ready" || !strings.HasPrefix(l[0]["url"].(string), "http://127.0.0.1:") || l[1]["event"] != "plan" || l[1]["posts"] != 1.0 {
		t.Errorf("it begins with %v", l)
	}
	r.edit("content/posts/first-recap.md", "event: example-conf", "event: example-cnof")
	r.until("the mistake", func() bool {
		for _, l := range lines() {
			if l["errors"] == 1.0 {
				d := l["diagnostics"].([]any)[0].(map[string]any)
				return d["code"] == "event-unknown" && d["line"] == 5.0 && fmt.Sprint(l["changed"]) == "[content/posts/first-recap.md]"
			}
		}
		return false
	})
	r.end()
	if r.err.String() != "" {
		t.Errorf("on standard error: %s", r.err)
	}
}

// One calm line for each plan, none for a save that changes nothing, and
// complaints of one kind are folded.
func TestServeIsCalm(t *testing.T) {
	dir := blog(t)
	for i := range 9 {
		write(t, dir, fmt.Sprintf("content/posts/p%d.md", i), fmt.Sprintf("---\ntitle: P%d\ndate: 2026-06-01\n---\n[x](/nowhere%d/)\n", i, i))
	}
	r := serving(t, dir)
	r.until("the first line", func() bool { return strings.Contains(r.out.String(), "10 posts, ") })
	if n := strings.Count(r.err.String(), "[link-dead]\n"); n != alike {
		t.Errorf("%d of 9 warnings are told: %s", n, r.err)
	}
	if want := "and 4 more like this [link-dead]; serve -v tells all"; !strings.Contains(r.err.String(), want) {
		t.Errorf("no %q in %s", want, r.err)
	}
	lines := strings.Count(r.out.String(), "\n")
	now := time.Now()
	for range 3 { // touched, not changed
		now = now.Add(time.Second)
		if err := os.Chtimes(filepath.Join(dir, "content", "posts", "p1.md"), now, now); err != nil {
			t.Fatal(err)
		}
		time.Sleep(80 * time.Millisecond)
	}
	r.edit("content/posts/p1.md", "title: P1", "title: Post one")
	r.until("the line of the edit", func() bool { return strings.Contains(r.out.String(), "posts/p1.md: ") })
	if n := strings.Count(r.out.String(), "\n"); n != lines+1 {
		t.Errorf("%d lines for one edit: %s", n-lines, r.out)
	}
	if strings.Contains(r.out.String()+r.err.String(), "\x1b") {
		t.Error("colours, and this is no terminal")
	}
}

// An error in a file that is being written is waited for, and never told.
func TestServeWaitsForTheOtherHalf(t *testing.T) {
	dir := blog(t)
	r := serving(t, dir)
	r.shows(firstPost, "Markdown below")
	name := filepath.Join(dir, "content", "posts", "first-recap.md")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	whole = bytes.Replace(whole, []byte("Markdown below"), []byte("Markup below"), 1)
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("---\ntitle: [half of a")
	time.Sleep(30 * time.Millisecond) // less than a file is young
	f.Seek(0, 0)
	f.Write(whole)
	f.Close()
	r.shows(firstPost, "Markup below")
	r.until("the line", func() bool { return strings.Contains(r.out.String(), "posts/first-recap.md: ") })
	if strings.Contains(r.err.String(), "yaml-bracket") {
		t.Errorf("half of a file was complained about: %s", r.err)
	}
}

// --open starts the browser that BROWSER names.
func TestServeOpen(t *testing.T) {
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skip("no shell to write a browser in")
	}
	dir, opened := blog(t), filepath.Join(t.TempDir(), "opened")
	browser := filepath.Join(t.TempDir(), "browser")
	if err := os.WriteFile(browser, []byte("#!/bin/sh\nprintf %s \"$1\" > "+opened+"\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	a := &app{env: map[string]string{"BROWSER": browser}}
	if err := a.browse("http://127.0.0.1:4000/"); err != nil {
		t.Fatal(err)
	}
	r := &running{t: t, dir: dir}
	r.until("the browser", func() bool { b, _ := os.ReadFile(opened); return string(b) == "http://127.0.0.1:4000/" })
	a.env["BROWSER"] = filepath.Join(dir, "none")
	if a.browse("http://127.0.0.1:4000/") == nil {
		t.Error("a browser that is not there was opened")
	}
}

// With --lan the addresses of this machine are answered to, and names of others
// are not.
func TestServeLAN(t *testing.T) {
	r := serving(t, blog(t), "--lan")
	status, _ := r.get("")
	if status != 200 {
		t.Errorf("status %d", status)
	}
	out := r.out.String()
	if !strings.Contains(out, "everybody there can read it, drafts too") && !strings.Contains(out, "no address in a local network") {
		t.Errorf("it says %q", out)
	}
}

// What is drawn in the terminal is the code, with its margin.
func TestQRCode(t *testing.T) {
	const text = "http://192.168.178.23:4000/blog/"
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		t.Fatal(err)
	}
	for _, colours := range []bool{true, false} {
		drawn, err := qrCode(text, colours)
		if err != nil {
			t.Fatal(err)
		}
		img := image.NewGray(image.Rect(0, 0, code.Size+2*quietZone, code.Size+2*quietZone+1))
		for y, line := range strings.Split(strings.TrimSuffix(drawn, "\n"), "\n") {
			line = strings.TrimSuffix(strings.TrimPrefix(line, "\x1b[38;5;16;48;5;231m"), "\x1b[0m")
			for x, c := range []rune(line) {
				img.SetGray(x, 2*y, ink(c == '▀' || c == '█', colours))
				img.SetGray(x, 2*y+1, ink(c == '▄' || c == '█', colours))
			}
		}
		for y := range code.Size + 2*quietZone {
			for x := range code.Size + 2*quietZone {
				cx, cy := x-quietZone, y-quietZone
				black := cx >= 0 && cy >= 0 && cx < code.Size && cy < code.Size && code.Black(cx, cy)
				if (img.GrayAt(x, y).Y == 0) != black {
					t.Fatalf("colours %v: module %d,%d is wrong", colours, cx, cy)
				}
			}
		}
	}
}

func ink(drawn, colours bool) color.Gray {
	if drawn == colours {
		return color.Gray{}
	}
	return color.Gray{Y: 255}
}

// Folding never hides an error.
func TestFolding(t *testing.T) {
	var out bytes.Buffer
	a := &app{stderr: &out, color: "never"}
	var list diag.List
	for i := range 20 {
		list.Add(diag.Errorf("e", diag.Whole(fmt.Sprintf("f%02d", i)), "broken %d", i), diag.Hintf("h", diag.Whole(fmt.Sprintf("f%02d", i)), "perhaps %d", i))
	}
	a.tellFolded(list, nil)
	if n := strings.Count(out.String(), "[e]"); n != 20 {
		t.Errorf("%d of 20 errors", n)
	}
	if n := strings.Count(out.String(), "hint: perhaps"); n != alike {
		t.Errorf("%d hints: %s", n, &out)
	}
	out.Reset()
	a.verbose = true
	a.tellFolded(list, nil)
	if n := strings.Count(out.String(), "hint: perhaps"); n != 20 {
		t.Errorf("-v tells %d hints", n)
	}
}
