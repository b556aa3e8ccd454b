package serve

import (
	"net"
	"net/http"
	"net/url"
	"strings"
)

// refuse says whether a request is turned away at the door, and why. Status 0
// lets it in.
//
// A page of a stranger cannot read answers of another origin, but a name of the
// stranger's that is made to point to 127.0.0.1 shares an origin with him: hence
// the check of names. His page may also embed ours, or open our event stream:
// hence the check of where a request comes from.
func (s *Server) refuse(r *http.Request) (status int, why string) {
	if !loopback(r.Host) && !s.hosts[nameOf(r.Host)] {
		return http.StatusMisdirectedRequest, "this preview answers to names of this machine only"
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return http.StatusMethodNotAllowed, "a preview can be read only"
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme != "http" || !strings.EqualFold(u.Host, r.Host) {
			return http.StatusForbidden, "this preview is not for other sites"
		}
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" && r.Header.Get("Sec-Fetch-Mode") != "navigate" {
		return http.StatusForbidden, "this preview is not for other sites"
	}
	return 0, ""
}

// loopback reports whether a Host header names this machine, with any port.
func loopback(host string) bool {
	switch nameOf(host) {
	case "127.0.0.1", "localhost", "::1":
		return true
	}
	return false
}

// nameOf is a Host header without its port and brackets, in lower case.
func nameOf(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}
