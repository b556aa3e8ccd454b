package main

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"recap/generator/serve"
)

// A running preview leaves a note in the site's memory, so that a second one can
// say where the first is. A note is a hint: whoever reads it asks the address.

// note is what .recap/serve.json holds.
type note struct {
	Pid int    `json:"pid"`
	URL string `json:"url"`
}

func noteOf(dir string) string { return filepath.Join(dir, ".recap", "serve.json") }

// otherPreview finds a preview of the same site that is alive.
func otherPreview(dir string) (note, bool) {
	var n note
	b, err := os.ReadFile(noteOf(dir))
	if err != nil || json.Unmarshal(b, &n) != nil || n.URL == "" {
		return note{}, false
	}
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, n.URL+".recap/here", nil)
	if err != nil {
		return note{}, false
	}
	// The default transport would ask a proxy for an address of this machine.
	res, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		return note{}, false // its process has gone without a word
	}
	defer res.Body.Close()
	var here serve.Here
	if json.NewDecoder(http.MaxBytesReader(nil, res.Body, 4096)).Decode(&here) != nil || here.Site != realPath(dir) {
		return note{}, false
	}
	return note{Pid: here.Pid, URL: n.URL}, true
}

// leaveNote writes the note; the function it returns takes it away. A note that
// cannot be written is not missed by anybody.
func leaveNote(dir, url string) (remove func()) {
	name := noteOf(dir)
	b, _ := json.Marshal(note{os.Getpid(), url})
	if os.MkdirAll(filepath.Dir(name), 0o777) != nil || os.WriteFile(name, b, 0o666) != nil {
		return func() {}
	}
	return func() {
		if now, err := os.ReadFile(name); err == nil && string(now) == string(b) {
			os.Remove(name)
		}
	}
}
