package output

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheckPath(t *testing.T) {
	for path, want := range map[string]string{ // part of the message; "" for none
		"index.html":                      "",
		"2016/06/pycon/index.html":        "",
		"ünïcode/☕.html":                  "",
		".well-known/x":                   "",
		"a b/c'd.html":                    "",
		"conference/index.html":           "",
		"a/auxiliary.html":                "",
		"com10/x":                         "",
		strings.Repeat("a", 255):          "",
		"":                                "empty",
		"/x":                              "not relative",
		"a//b":                            "empty folder or file name",
		"a/":                              "empty folder or file name",
		"./a":                             `has a "."`,
		"a/..":                            `has a ".."`,
		"../a":                            `has a ".."`,
		"a\x00b":                          "control character",
		"a\nb":                            "control character",
		"a\\b":                            "backslash",
		"a\xffb":                          "not UTF-8",
		strings.Repeat("a", 256):          "longer than 255",
		strings.Repeat("abc/", 300) + "x": "longer than 900",
		".recap/manifest":                 "its own books",
		".Recap/x":                        "its own books",
		".recap":                          "its own books",
		"a/.recap/x":                      "",
		"con":                             "device",
		"CON.html":                        "device",
		"a/aux/index.html":                "device",
		"nul .txt":                        "device",
		"com1.tar.gz":                     "device",
		"lpt²":                            "device",
	} {
		switch err := CheckPath(path); {
		case want == "" && err != nil:
			t.Errorf("%.40q: %v", path, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%.40q: %v, want … %s …", path, err, want)
		}
	}
	for path, want := range map[string]string{
		"what?.pdf": "Windows does not allow", "c++: notes.html": "Windows does not allow",
		"a./b": "ends in a dot", "a /b": "ends in a dot or space", "a.b/c d": "",
	} {
		if err := checkPath(path, false); err != nil {
			t.Errorf("%q elsewhere: %v", path, err)
		}
		if err := checkPath(path, true); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q on Windows: %v", path, err)
		}
	}
}

func FuzzCheckPath(f *testing.F) {
	for _, seed := range []string{"a/b.html", "..", "a/../../b", ".recap/x", "/", "con"} {
		f.Add(seed)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, path string) {
		if CheckPath(path) != nil {
			return
		}
		name := filepath.Join(dir, filepath.FromSlash(path))
		if !strings.HasPrefix(name, dir+string(filepath.Separator)) {
			t.Errorf("%q leads out to %s", path, name)
		}
		if rel, err := filepath.Rel(dir, name); err != nil || filepath.ToSlash(rel) != path {
			t.Errorf("%q is another spelling of %q", path, rel)
		}
		if strings.HasPrefix(name, filepath.Join(dir, own)+string(filepath.Separator)) {
			t.Errorf("%q leads into our books", path)
		}
	})
}

func TestOverlaps(t *testing.T) {
	base := t.TempDir()
	lay(t, base, tree{"site/content/posts/x.md": "", "elsewhere/": "", "link": "→site/content", "new": "→site/content/new"})
	for _, test := range []struct {
		out  string
		want bool
	}{
		{"site/public", false}, {"site/content", true}, {"site/content/", true},
		{"site/content/public", true}, {"site/content/deep/not/there", true},
		{"site/contents", false}, {"site", true}, {".", true}, {"elsewhere", false},
		{"link", true}, {"link/public", true}, {"new", true}, {"site/x/../content", true},
		{"site/content/..public", true}, {"site/..content", false},
	} {
		if got := Overlaps(filepath.Join(base, filepath.FromSlash(test.out)), filepath.Join(base, "site", "content")); got != test.want {
			t.Errorf("%s: %v", test.out, got)
		}
	}
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if !Overlaps("testdata/public", filepath.Join(wd, "testdata")) || Overlaps("public", "content") {
		t.Error("relative folders")
	}
}
