package content

import (
	"strings"
	"time"
)

// What a path says: posts/2016/06/10-report.md, posts/2016-06-10-report.de.md
// and posts/report/index.md are all names that other tools made.

// placed is what can be read from a post's path.
type placed struct {
	page bool   // under pages/
	dir  string // folders between posts/ and the name
	name string
	date When // in the name
	year When // of the folders
	lang string
}

// placePost reads a path below content/, "posts/2016/x.de.md". ok is false for
// paths that hold no post.
func placePost(path string) (p placed, ok bool) {
	rest, ok := strings.CutPrefix(path, "posts/")
	if !ok {
		if rest, ok = strings.CutPrefix(path, "pages/"); !ok {
			return p, false
		}
		p.page = true
	}
	base, ok := postBase(rest)
	if !ok {
		return p, false
	}
	folders := strings.Split(base, "/")
	p.name, folders = folders[len(folders)-1], folders[:len(folders)-1]
	if stem, lang, ok := cutLang(p.name); ok {
		p.name, p.lang = stem, lang
	}
	if p.name == "index" && len(folders) > 0 {
		p.name, folders = folders[len(folders)-1], folders[:len(folders)-1]
	}
	p.dir = strings.Join(folders, "/")
	if date, name, ok := cutDate(p.name); ok {
		p.date, p.name = date, name
	} else if date, ok := folderDate(folders); ok {
		p.year = date
	}
	return p, true
}

// postBase is the path without the extension of a post.
func postBase(path string) (string, bool) {
	for _, ext := range [...]string{".md", ".markdown"} {
		if base, ok := strings.CutSuffix(path, ext); ok {
			return base, !strings.HasSuffix("/"+base, "/")
		}
	}
	return "", false
}

// cutDate takes 2016-06-10- or 2016-06- from the front of a name. A name that
// is nothing but a date keeps it.
func cutDate(name string) (When, string, bool) {
	num := func(s string) int {
		n := 0
		for _, c := range []byte(s) {
			if c < '0' || c > '9' {
				return -1
			}
			n = n*10 + int(c-'0')
		}
		return n
	}
	if len(name) < 7 || name[4] != '-' {
		return When{}, name, false
	}
	y, m := num(name[:4]), num(name[5:7])
	if y < 1 || m < 1 || m > 12 {
		return When{}, name, false
	}
	w := When{Year: y, Month: time.Month(m), Precision: MonthOnly}
	rest := name[7:]
	if len(rest) >= 3 && rest[0] == '-' && num(rest[1:3]) >= 0 && (len(rest) == 3 || rest[3] == '-' || rest[3] == '_') {
		d := w
		d.Day, d.Precision = num(rest[1:3]), DayOnly
		if validDate(d, name) != nil {
			return When{}, name, false
		}
		w, rest = d, rest[3:]
	}
	if rest == "" {
		return w, name, true
	}
	rest = rest[1:]
	if name[len(name)-len(rest)-1] != '-' && name[len(name)-len(rest)-1] != '_' {
		return When{}, name, false
	}
	if rest = strings.TrimLeft(rest, "-_"); rest == "" {
		return w, name, true
	}
	return w, rest, true
}

// folderDate reads the last folders as year, month and day: …/2016/06/10.
func folderDate(folders []string) (When, bool) {
	for i := range folders {
		w := When{Precision: NoDate}
		for j, f := range folders[i:] {
			n := 0
			for _, c := range []byte(f) {
				if c < '0' || c > '9' || len(f) > 4 {
					n = -1
					break
				}
				n = n*10 + int(c-'0')
			}
			switch {
			case j == 0 && len(f) == 4 && n >= 1000:
				w.Year, w.Precision = n, YearOnly
			case j == 1 && w.Precision == YearOnly && len(f) <= 2 && n >= 1 && n <= 12:
				w.Month, w.Precision = time.Month(n), MonthOnly
			case j == 2 && w.Precision == MonthOnly && len(f) <= 2 && n >= 1 && n <= 31:
				d := w
				if d.Day, d.Precision = n, DayOnly; validDate(d, "") == nil {
					w = d
				}
			}
		}
		if w.Precision != NoDate {
			return w, true
		}
	}
	return When{}, false
}

// languages are the two-letter codes of ISO 639-1 that x.de.md may end in. io is
// left out: more posts are about node.io than written in Ido.
const languages = " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "

// cutLang takes a language from the end of a name: report.de, index.pt-br.
func cutLang(name string) (stem, lang string, ok bool) {
	i := strings.LastIndexByte(name, '.')
	if i <= 0 || !isLanguage(name[i+1:]) {
		return name, "", false
	}
	lang = name[i+1:]
	code, _, _ := strings.Cut(lang, "-")
	if code != strings.ToLower(code) || !strings.Contains(languages, " "+code+" ") {
		return name, "", false
	}
	return name[:i], lang, true
}
