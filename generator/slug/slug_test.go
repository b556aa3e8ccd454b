package slug

import "testing"

func TestMake(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"PyCon 2016 report", "pycon-2016-report"},
		{"Über Köln & Größe", "ueber-koeln-and-groesse"},
		{"What’s new, isn't it?", "whats-new-isnt-it"},
		{"Café — naïve", "cafe-naive"},
		{"Cafe\u0301", "cafe"},
		{"Ångström Łódź Ø", "angstroem-lodz-o"},
		{"日本語 の 話", "日本語-の-話"},
		{"2014", "2014"},
		{"  --a__b.c  ", "a-b-c"},
		{"../../etc/passwd", "etc-passwd"},
		{"", ""},
		{"???", ""},
	} {
		if got := Make(c.in); got != c.want {
			t.Errorf("Make(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestTerm(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"C", "c"}, {"C++", "c-plus-plus"}, {"C#", "c-sharp"}, {".NET", "dot-net"}, {"net", "net"},
		{"a/b", "a-b"}, {"..", ""}, {"/", ""}, {"#", ""}, {"?", ""}, {"../../x", "x"},
	} {
		if got := Term(c.in); got != c.want {
			t.Errorf("Term(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// A slug is its own slug, and nothing in it needs escaping in a path.
func FuzzMake(f *testing.F) {
	f.Add("Über Köln")
	f.Add("a/../b\\c\x00%2e")
	f.Fuzz(func(t *testing.T, s string) {
		once := Make(s)
		if twice := Make(once); twice != once {
			t.Fatalf("Make(%q) = %q, again %q", s, once, twice)
		}
		for _, r := range once {
			if r < 0x80 && r != '-' && !(r >= 'a' && r <= 'z') && !(r >= '0' && r <= '9') {
				t.Fatalf("Make(%q) holds %q", s, r)
			}
		}
	})
}
