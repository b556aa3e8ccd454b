package source

import "testing"

func TestIgnored(t *testing.T) {
	for name, want := range map[string]bool{
		"x.md": false, "photo.JPG": false, "CNAME": false, "a.b.c": false, "#1.md": false, "4913.md": false, "tmp": false,
		".well-known": false, ".htaccess": false, ".nojekyll": false, "index.md": false, "part": false, "~": true,
		"x.md~": true, "#x.md#": true, ".#x.md": true, "x.swp": true, ".x.md.swo": true, "x.swx": true, "4913": true,
		".DS_Store": true, "Thumbs.db": true, "THUMBS.DB": true, "desktop.ini": true, "x.tmp": true, "x.md.bak": true,
		"~$talk.docx": true, ".git": true, ".recap": true, "x.md___jb_tmp___": true, "__MACOSX": true, "Icon\r": true, "": true,
	} {
		if got := Ignored(name); got != want {
			t.Errorf("Ignored(%q) = %v", name, got)
		}
	}
}

func TestBadName(t *testing.T) {
	for name, bad := range map[string]bool{
		"über köln.md": false, "日本語.md": false, "👩‍🚀.md": false, "a b'\"&<>.md": false, `a\b.md`: false,
		"a\nb.md": true, "a\x1b[31m.md": true, "a\x7f.md": true, "\xff.md": true, "a\u202egnp.md": true, "a\u2028.md": true, "\u0085.md": true,
	} {
		if why := badName(name); (why != "") != bad {
			t.Errorf("%q: %q", name, why)
		}
	}
}

func TestTwins(t *testing.T) {
	tree := NewTree(
		NewFile("content/posts/café.md", nil), NewFile("content/posts/cafe\u0301.md", nil),
		NewFile("content/posts/Über.md", nil), NewFile("content/posts/über.md", nil),
		NewFile("content/A/x.md", nil), NewFile("content/a/x.md", nil), NewFile("content/a/y.md", nil),
		NewFile("content/k.md", nil), NewFile("content/\u212a.md", nil),
		NewFile("content/posts/other.md", nil), NewFile("content/other.md", nil),
		NewFile("content/a-b/x.md", nil), NewFile("content/a/b/x.md", nil),
	)
	list := twins(tree)
	equal(t, "said", codes(list.Sorted()), "content/a source-name-twin\ncontent/posts/caf\u00e9.md source-name-twin\ncontent/posts/über.md source-name-twin\ncontent/\u212a.md source-name-twin\n")
	for _, d := range list {
		if len(d.Notes) != 1 {
			t.Errorf("%s: no second place", d.Pos.File)
		}
	}
}
