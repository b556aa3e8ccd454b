package serve

import (
	"bytes"
	_ "embed"
	"html"
	"net/http"
	"time"
)

//go:embed client/reload.js
var reloadJS []byte

//go:embed client/complaints.css
var complaintsCSS []byte

// own answers for the server's own files, below /.recap/.
func (s *Server) own(w http.ResponseWriter, r *http.Request, name string) {
	files := map[string]struct {
		body  []byte
		ctype string
	}{
		"reload.js":      {reloadJS, types[".js"]},
		"complaints.css": {complaintsCSS, types[".css"]},
	}
	if name == "events" {
		s.events(w, r)
		return
	}
	f, ok := files[name]
	if !ok {
		http.Error(w, "no such file", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", f.ctype)
	w.Header().Set("ETag", `"`+hash(string(f.body))+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.body))
}

// inject adds the tag of the script to a page: before the last </body>, or at
// the end. The bytes of the page stay as they are.
func inject(body []byte, key, page string) []byte {
	tag := `<script src="/.recap/reload.js" data-key="` + html.EscapeString(key) + `"`
	if page != "" {
		tag += ` data-page="` + page + `"`
	}
	tag += ` defer></script>`
	at := lastBody(body)
	out := make([]byte, 0, len(body)+len(tag))
	out = append(out, body[:at]...)
	out = append(out, tag...)
	return append(out, body[at:]...)
}

// lastBody is the offset of the last </body> in any case, or the end.
func lastBody(b []byte) int {
	const end = "</body"
	for i := len(b); ; {
		i = bytes.LastIndexByte(b[:i], '<')
		if i < 0 {
			return len(b)
		}
		if len(b)-i >= len(end) && bytes.EqualFold(b[i:i+len(end)], []byte(end)) {
			return i
		}
	}
}
