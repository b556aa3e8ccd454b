package theme

import (
	"bytes"
	"compress/gzip"
	"slices"
	"strings"
	"testing"
)

// TestBoard: the second look that comes along is without complaint, changes two
// files of the first, and its stylesheet is the first one's with its own rules
// behind, within what a page may weigh.
func TestBoard(t *testing.T) {
	tree := plainTree(t)
	plain, board := open(t, tree, "plain"), open(t, tree, "board")
	for _, in := range Infos(tree, func(string) bool { return false }) {
		if in.About == "" {
			t.Errorf("%s does not say what it is", in.Name)
		}
		if in.Name == "board" {
			if want := []Part{{"assets/more.css", Joins, false}, {"pages/home.html", Replaces, false}}; !slices.Equal(in.Files, want) {
				t.Errorf("board is made of %v", in.Files)
			}
		}
	}
	for _, kind := range kindNames() {
		if same := plain.Sum(kind) == board.Sum(kind); same == (kind == "home") {
			t.Errorf("%s is the same in both: %t", kind, same)
		}
	}
	style := func(th *Theme) []byte {
		i := slices.IndexFunc(th.Assets(), func(a Asset) bool { return a.Name == mainStyle })
		return th.Assets()[i].Data
	}
	both := slices.Concat(style(plain), []byte("\n"), tree.Text("themes/board/assets/more.css"))
	if !bytes.Equal(style(board), both) {
		t.Error("the stylesheet of board is not plain's with its own behind")
	}
	if slices.ContainsFunc(board.Assets(), func(a Asset) bool { return a.Name == addedStyle }) {
		t.Error("more.css is published by itself as well")
	}
	var zipped bytes.Buffer
	z, _ := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	z.Write(both)
	z.Close()
	if zipped.Len() > 9<<10 {
		t.Errorf("the stylesheet of board has %d bytes, compressed", zipped.Len())
	}
}

// TestMoreStyle: references in the added rules are those of the file they stand
// in, and a theme whose stylesheet is its own adds to that one.
func TestMoreStyle(t *testing.T) {
	tree := plainTree(t,
		file("themes/mine/assets/style.css", "a { }"),
		file("themes/mine/assets/more.css", "b { background: url(x.svg) } c { background: url(y.svg) }"),
		file("themes/mine/assets/x.svg", "<svg/>"))
	th, list := Open(tree, "mine", nil)
	if len(list) != 1 || list[0].Code != "theme-asset-missing" || list[0].Pos.File != "themes/mine/assets/more.css" {
		t.Errorf("%v", list)
	}
	for _, a := range th.Assets() {
		if css := string(a.Data); a.Name == mainStyle && (!strings.HasPrefix(css, "a { }\nb { background: url(x.") || strings.Contains(css, "url(x.svg)")) {
			t.Errorf("%s", css)
		}
	}
}

// TestInfos: what each file of a theme does.
func TestInfos(t *testing.T) {
	tree := plainTree(t,
		file("themes/mine/README.md", "# Mine\n\nOne\nline.\n\nMore.\n"), file("themes/mine/card.html", "x"), file("themes/mine/badge.html", "x"), file("themes/mine/pages/pots.html", "x"),
		file("themes/mine/i18n/de.txt", "post.newer = x"), file("themes/mine/notes.txt", "x"), file("themes/mine/assets/more.css", "x"), file("themes/mine/.x.html", "x"))
	for _, in := range Infos(tree, func(p string) bool { return strings.HasPrefix(p, "themes/mine/b") }) {
		if in.Name != "mine" {
			continue
		}
		want := []Part{{"assets/more.css", Joins, false}, {"badge.html", Adds, true}, {"card.html", Replaces, false}, {"i18n/de.txt", Joins, false}, {"notes.txt", Unused, false}, {"pages/pots.html", Unused, false}}
		if in.About != "One line." || !slices.Equal(in.Files, want) {
			t.Errorf("%q %v", in.About, in.Files)
		}
		return
	}
	t.Error("mine is not found")
}
