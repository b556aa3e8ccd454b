package schedule

import (
	"bytes"
	"unicode/utf8"

	"recap/generator/diag"
)

var bom = []byte{0xEF, 0xBB, 0xBF}

// utf8Text is the file's text, or where it stops being one. A byte order mark is
// made blanks, so that every place stays the file's own.
func utf8Text(f File) ([]byte, diag.List) {
	data := f.Data
	if len(data) >= 2 && (data[0] == 0xFF && data[1] == 0xFE || data[0] == 0xFE && data[1] == 0xFF) {
		return nil, diag.List{diag.Errorf("schedule-encoding", diag.Whole(f.Name), "this file is UTF-16, which is not read").
			WithHint("save it as UTF-8")}
	}
	if bytes.HasPrefix(data, bom) {
		data = append([]byte("   "), data[len(bom):]...)
	}
	if utf8.Valid(data) {
		return data, nil
	}
	for at := 0; ; {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n <= 1 {
			return nil, diag.List{diag.Errorf("schedule-encoding", diag.Pos{File: f.Name, Off: at, End: min(at+1, len(data))}, "this byte is not UTF-8").
				WithHint("save the file as UTF-8, or have an XML file name its encoding in the first line")}
		}
		at += n
	}
}
