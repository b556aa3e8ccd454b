package links

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
)

const (
	maxBody      = 2 << 20  // bytes of a page that are read to find a fragment
	maxHeader    = 64 << 10 // bytes of an answer's header
	maxRedirects = 10
)

// guest asks one host's pages, one after the other.
type guest struct {
	Options
	ctx   context.Context
	luck  *luck
	asked bool      // a request went out, so the next one waits
	until time.Time // the host asked to be left alone that long
}

// ask is the answer to one address.
func (g *guest) ask(address string) Result {
	r := Result{URL: address, Asked: g.Now()}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		r.State, r.Why = Unsure, "this is no address that can be asked"
		return r
	}
	if g.until.After(g.Now()) {
		r.State, r.Why = Unsure, "the host asked to be left alone until "+g.until.Format("15:04")
		return r
	}
	fragment := u.Fragment
	if strings.HasPrefix(fragment, ":~:") || strings.HasPrefix(fragment, "!") || strings.HasPrefix(fragment, "/") {
		fragment = "" // directions for a program in the page
	}
	a := answer{}
	if fragment == "" {
		a = g.follow(http.MethodHead, u, "")
	}
	if fragment != "" || !a.fine() && a.status != http.StatusTooManyRequests {
		a = g.follow(http.MethodGet, u, fragment)
	}
	if a.noHost() {
		g.luck.lost.Add(1)
	} else {
		g.luck.found.Add(1)
	}
	if a.noHost() && g.ctx.Err() == nil && !g.luck.bad() { // names come and go for a moment
		_ = g.Sleep(g.ctx, 5*g.Pause)
		a = g.follow(http.MethodGet, u, fragment)
	}
	g.settle(&r, u, a)
	if r.State == Fine && u.Scheme == "http" && r.Moved == "" {
		secure := *u
		secure.Scheme = "https"
		if b := g.follow(http.MethodHead, &secure, ""); b.fine() && b.at == nil {
			r.Secure = secure.String()
		}
	}
	return r
}

// settle makes an answer a result.
func (g *guest) settle(r *Result, u *url.URL, a answer) {
	r.Status = a.status
	if a.at != nil {
		moved := *a.at
		if moved.Fragment == "" {
			moved.Fragment, moved.RawFragment = u.Fragment, u.RawFragment
		}
		r.Moved, r.Permanent = moved.String(), a.permanent
	}
	switch {
	case a.fine() && a.at != nil && strings.Trim(a.at.Path, "/") == "" && a.at.RawQuery == "" && strings.Trim(u.Path, "/") != "":
		r.State, r.Why = Unsure, "it leads to the front page of "+a.at.Host
		r.Moved, r.Permanent = "", false
	case a.fine():
		r.State, r.Missing = Fine, a.missing
	case a.status == http.StatusNotFound || a.status == http.StatusGone:
		r.State, r.Why = Gone, told(a.status)
	case a.noHost():
		r.State, r.Why, r.noHost = Gone, "no such host: "+a.last.Hostname(), true
	case a.err != nil:
		r.State, r.Why = Unsure, reason(a.err)
	default:
		r.State, r.Why = Unsure, told(a.status)
	}
	if r.State != Fine {
		r.Moved, r.Permanent = "", false
	}
}

func told(status int) string {
	return strings.TrimSpace(strconv.Itoa(status) + " " + http.StatusText(status))
}

// answer is what came of following an address to its end.
type answer struct {
	status    int
	err       error
	last      *url.URL // asked last
	at        *url.URL // the end of the redirects; nil when there were none
	permanent bool     // all of them
	missing   bool     // the fragment
}

func (a answer) fine() bool { return a.err == nil && a.status >= 200 && a.status < 300 }

func (a answer) noHost() bool {
	var dns *net.DNSError
	return errors.As(a.err, &dns) && dns.IsNotFound
}

var (
	errRedirects = errors.New("its redirects have no end")
	errScheme    = errors.New("it leads to an address that no browser follows")
	errPrivate   = errors.New("it leads to a private address")
	errTooSlow   = errors.New("no answer in time")
)

// follow asks by a method, and follows redirects. Cookies are kept on the way, since
// some servers send everybody around in a circle who does not take them.
func (g *guest) follow(method string, u *url.URL, fragment string) (a answer) {
	jar, _ := cookiejar.New(nil)
	seen := map[string]int{}
	at := *u
	at.Fragment, at.RawFragment = "", ""
	a.permanent = true
	waited := false
	for hop := 0; ; hop++ {
		a.last = &at
		if hop > maxRedirects || seen[at.String()] > 2 {
			a.status, a.err = 0, errRedirects
			return a
		}
		seen[at.String()]++
		status, header, err := g.once(method, &at, jar, fragment, &a)
		a.status, a.err = status, err
		if err != nil {
			return a
		}
		if wait, ok := retryAfter(header, g.Now()); (status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable) && ok && wait > 0 {
			if waited || wait > g.Patient {
				g.until = g.Now().Add(wait)
				return a
			}
			waited = true
			if err := g.Sleep(g.ctx, wait); err != nil {
				a.err = err
				return a
			}
			seen[at.String()]--
			hop--
			continue
		}
		to := header.Get("Location")
		if status < 300 || status > 399 || status == http.StatusNotModified || to == "" {
			return a
		}
		next, err := at.Parse(to)
		if err != nil || next.Host == "" || next.Scheme != "http" && next.Scheme != "https" {
			a.status, a.err = 0, errScheme
			return a
		}
		if status != http.StatusMovedPermanently && status != http.StatusPermanentRedirect {
			a.permanent = false
		}
		at = *next
		end := *next
		a.at = &end
		at.Fragment, at.RawFragment = "", ""
	}
}

// once is one request. The pause before it is between requests to the first host
// only: whoever redirects elsewhere sends one guest at a time.
func (g *guest) once(method string, u *url.URL, jar http.CookieJar, fragment string, a *answer) (int, http.Header, error) {
	if g.asked {
		if err := g.Sleep(g.ctx, g.Pause); err != nil {
			return 0, nil, err
		}
	}
	g.asked = true
	ctx, cancel := context.WithTimeoutCause(g.ctx, g.Timeout, errTooSlow)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("User-Agent", g.Agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	for _, c := range jar.Cookies(u) {
		req.AddCookie(c)
	}
	resp, err := g.Transport.RoundTrip(req)
	if err != nil {
		if cause := context.Cause(ctx); cause != nil && g.ctx.Err() == nil {
			err = cause
		}
		return 0, nil, err
	}
	defer resp.Body.Close()
	jar.SetCookies(u, resp.Cookies())
	if fragment != "" && resp.StatusCode == http.StatusOK && strings.Contains(resp.Header.Get("Content-Type"), "html") {
		a.missing = lacks(resp.Body, fragment)
	}
	return resp.StatusCode, resp.Header, nil
}

// lacks reports whether a page was read to its end and has no element of an id. A
// page that breaks off, or is too long, may have it.
func lacks(body io.Reader, fragment string) bool {
	limited := &io.LimitedReader{R: body, N: maxBody}
	z := html.NewTokenizer(limited)
	for {
		switch z.Next() {
		case html.ErrorToken:
			return errors.Is(z.Err(), io.EOF) && limited.N > 0
		case html.StartTagToken, html.SelfClosingTagToken:
			_, more := z.TagName()
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				if key := string(k); (key == "id" || key == "name") && (string(v) == fragment || "user-content-"+fragment == string(v)) {
					return false
				}
			}
		}
	}
}

// retryAfter is how long a server asks to wait, in seconds or until a date (RFC 9110
// 10.2.3).
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if n, err := strconv.Atoi(v); err == nil && n >= 0 && n < 1<<30 {
		return time.Duration(n) * time.Second, true
	}
	if t, err := http.ParseTime(v); err == nil {
		return max(t.Sub(now), 0), true
	}
	return 0, false
}

// reason is an error in a few words of ours.
func reason(err error) string {
	var (
		dns     *net.DNSError
		op      *net.OpError
		timeout interface{ Timeout() bool }
	)
	text := err.Error()
	switch {
	case errors.Is(err, errPrivate):
		return errPrivate.Error()
	case errors.Is(err, errRedirects), errors.Is(err, errScheme), errors.Is(err, errTooSlow):
		return err.Error()
	case errors.Is(err, context.Canceled):
		return "interrupted"
	case strings.Contains(text, "certificate"), strings.Contains(text, "tls:"), strings.Contains(text, "x509:"):
		return "no secure connection: " + lastPart(text)
	case errors.As(err, &timeout) && timeout.Timeout():
		return errTooSlow.Error()
	case errors.As(err, &dns):
		return "the name service does not answer"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), strings.Contains(text, "reset"):
		return "the server hung up"
	case strings.Contains(text, "malformed"), strings.Contains(text, "header"):
		return "the server's answer makes no sense"
	case errors.As(err, &op):
		return fmt.Sprintf("no connection: %s", lastPart(text))
	}
	return lastPart(text)
}

func lastPart(s string) string {
	if i := strings.LastIndex(s, ": "); i >= 0 {
		s = s[i+2:]
	}
	return s
}
