package serve

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"os"
	"strings"
	"time"
)

//go:embed client/reload.js
var reloadJS []byte

//go:embed client/complaints.css
var complaintsCSS []byte

// own answers for the server's own files, below /.recap/.
func (s *Server) own(w http.ResponseWriter, r *http.Request, name string) {
	switch name {
	case "events":
		s.events(w, r)
		return
	case "here":
		w.Header().Set("Content-Type", types[".json"])
		_ = json.NewEncoder(w).Encode(Here{Site: s.opts.Site, Pid: os.Getpid()})
		return
	}
	f, ok := ownFiles[name]
	if !ok {
		http.Error(w, "no such file", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", contentType(name, f))
	w.Header().Set("ETag", `"`+hash(string(f))+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f))
}

var ownFiles = map[string][]byte{
	"reload.js": reloadJS, "complaints.css": complaintsCSS,
	"strip.js": stripJS, "strip.css": stripCSS,
}

// Here is the answer of /.recap/here.
type Here struct {
	Site string `json:"site"` // Options.Site
	Pid  int    `json:"pid"`  // process
}

// tags are what is added to a page at the door.
type tags struct {
	key        string // data-key of the script
	complaints bool   // the page is not one of the site
	strip      bool
	panel      string // HTML of complaints over the page
	note       string // HTML of a note over it
}

// inject adds the tags to a page: before the last </body>, or at the end. The
// bytes of the page stay as they are. What is said over the page is in the
// document itself, in shadow trees, so that it shows without the script.
func inject(body []byte, t tags) []byte {
	var b strings.Builder
	for _, over := range []struct{ name, html string }{{"recap-complaints", t.panel}, {"recap-note", t.note}} {
		if over.html != "" {
			fmt.Fprintf(&b, `<%s><template shadowrootmode="open"><link rel="stylesheet" href="/.recap/complaints.css">%s</template></%s>`, over.name, over.html, over.name)
		}
	}
	fmt.Fprintf(&b, `<script src="/.recap/reload.js" data-key="%s"`, html.EscapeString(t.key))
	if t.complaints {
		b.WriteString(` data-page="complaints"`)
	}
	b.WriteString(` defer></script>`)
	if t.strip {
		b.WriteString(`<script src="/.recap/strip.js" defer></script>`)
	}
	at := lastBody(body)
	out := make([]byte, 0, len(body)+b.Len())
	out = append(out, body[:at]...)
	out = append(out, b.String()...)
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
