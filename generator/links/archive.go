package links

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// archive asks for copies of pages that are gone, by the Wayback Machine's
// availability API: one request at a time, whoever needs it.
type archive struct {
	options Options
	mu      sync.Mutex
	asked   bool
	off     bool // it does not answer: it is left alone
}

// copyOf is the address of the newest copy, "" for none.
func (a *archive) copyOf(ctx context.Context, address string) string {
	if a.options.Archive == "" {
		return ""
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.off {
		return ""
	}
	if a.asked && a.options.Sleep(ctx, a.options.Pause) != nil {
		return ""
	}
	a.asked = true
	at, err := url.Parse(a.options.Archive)
	if err != nil {
		return ""
	}
	q := at.Query()
	plain, _, _ := strings.Cut(address, "#")
	q.Set("url", plain)
	at.RawQuery = q.Encode()
	ctx, cancel := context.WithTimeout(ctx, a.options.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return ""
	}
	req.Header.Set("User-Agent", a.options.Agent)
	resp, err := a.options.Transport.RoundTrip(req)
	if err != nil {
		a.off = true
		return ""
	}
	defer resp.Body.Close()
	var found struct {
		Snapshots struct {
			Closest struct {
				Available bool   `json:"available"`
				URL       string `json:"url"`
				Status    string `json:"status"`
			} `json:"closest"`
		} `json:"archived_snapshots"`
	}
	if resp.StatusCode != http.StatusOK {
		a.off = resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500
		return ""
	}
	if json.NewDecoder(io.LimitReader(resp.Body, 1<<20)).Decode(&found) != nil {
		return ""
	}
	c := found.Snapshots.Closest
	if !c.Available || c.Status != "" && !strings.HasPrefix(c.Status, "2") {
		return ""
	}
	u, err := url.Parse(c.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	if u.Scheme == "http" && strings.HasSuffix(u.Host, "archive.org") {
		u.Scheme = "https" // the API still says http
	}
	return u.String()
}
