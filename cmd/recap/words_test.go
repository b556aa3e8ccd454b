package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"recap/generator"
	"recap/generator/diag"
)

func TestSlugOf(t *testing.T) {
	ascii := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	for in, want := range map[string]string{
		"Größe & Maß": "groesse-and-mass", "Éric Araujo": "eric-araujo", "日本語 2026": "2026",
		"日本語": "post", "...": "post", "a/b\\c": "a-b-c", "../../etc": "etc", "con": "con",
		strings.Repeat("long ", 100): "",
	} {
		got := slugOf(in, "post")
		if !ascii.MatchString(got) || len(got) > 120 { // a file name has room for 255
			t.Errorf("slugOf(%q) = %q", in, got)
		}
		if want != "" && got != want {
			t.Errorf("slugOf(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSecrets(t *testing.T) {
	if a, b := newToken(), newToken(); a == b || !regexp.MustCompile(`^[a-z]{20}$`).MatchString(a) {
		t.Errorf("tokens %q, %q", a, b)
	}
	if a, b := newID(), newID(); a == b || !regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(a) {
		t.Errorf("ids %q, %q", a, b)
	}
}

// Whatever a title is made of, recap new writes a file that recap reads as it
// was meant.
func FuzzNewPost(f *testing.F) {
	for _, s := range []string{"Two days", "a: b", `"`, "'", "- x", "{a}", "[a", "!t", "&a", "*a", "%a", "@a", "`a", "| a", "> a", "? a", "# a", "a # b",
		"yes", "~", "0x10", "1e3", "2016-01-01", "\u00a0x", "\ufeffx", "x\ty", "x\u0085y", "\U0001F600", "ä", "...", "---", "\u202ex"} {
		f.Add(s)
	}
	f.Add(strings.Repeat("a long title ", 40))
	f.Fuzz(func(t *testing.T, in string) {
		want := title([]string{strings.ToValidUTF8(in, "\uFFFD")})
		if want == "" || strings.ContainsFunc(want, func(r rune) bool { return r < ' ' }) {
			t.Skip("no title is refused, and control characters are left out when a post is read")
		}
		dir := t.TempDir()
		write(t, dir, "content/site.yaml", "title: Site\n")
		var out, errs bytes.Buffer
		env := []string{"RECAP_NOW=2026-06-15T12:00:00Z"}
		if code := runIn(t.Context(), dir, []string{"new", "post", "--", want}, env, nil, &out, &errs); code != 0 {
			t.Fatalf("new ended with %d: %s", code, &errs)
		}
		out.Reset()
		runIn(t.Context(), dir, []string{"list", "posts", "--json"}, env, nil, &out, &errs)
		var posts []generator.InventoryPost
		if err := json.Unmarshal(out.Bytes(), &posts); err != nil || len(posts) != 1 {
			t.Fatalf("%v: %s%s", err, &out, &errs)
		}
		if posts[0].Title != want {
			t.Errorf("title %q was read as %q", want, posts[0].Title)
		}
	})
}

func TestFresh(t *testing.T) {
	a := diag.Warnf("x-a", diag.Whole("f"), "a")
	moved := a
	moved.Pos.Off = 7 // a line was added above it
	b := diag.Warnf("x-b", diag.Whole("f"), "b")
	for _, tt := range []struct{ list, said, want diag.List }{
		{diag.List{a, b}, nil, diag.List{a, b}},
		{diag.List{a, b}, diag.List{a}, diag.List{b}},
		{diag.List{moved}, diag.List{a}, diag.List{}},
		{diag.List{a, a}, diag.List{a}, diag.List{a}},
		{nil, diag.List{a}, diag.List{}},
	} {
		if got := fresh(tt.list, tt.said); !slices.EqualFunc(got, tt.want, func(x, y diag.Diagnostic) bool { return x.Code == y.Code }) {
			t.Errorf("fresh(%v, %v) = %v", tt.list, tt.said, got)
		}
	}
}

func TestShort(t *testing.T) {
	for in, want := range map[time.Duration]string{
		83 * time.Microsecond:                             "83µs",
		12345 * time.Microsecond:                          "12ms",
		1234567 * time.Microsecond:                        "1.23s",
		12*time.Second + 345*time.Millisecond:             "12.3s",
		2*time.Minute + 3*time.Second + 4*time.Nanosecond: "2m3s",
	} {
		if got := short(in); got != want {
			t.Errorf("short(%d) = %s, want %s", in, got, want)
		}
	}
}
