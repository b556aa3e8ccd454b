package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"

	"golang.org/x/net/html"
)

// Pinger tells others of what was published: pages that a post links to
// (Webmention, W3C Recommendation of 2017) and the hub of the site's feeds (WebSub,
// W3C Recommendation of 2018).
type Pinger struct {
	Client *http.Client
}

// NewPinger is a Pinger for the world outside. It talks to no address of this
// machine or of a private network: an endpoint is named by a stranger's page
// (Webmention, 4.3).
func NewPinger() *Pinger {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return err
		}
		if ip := net.ParseIP(host); ip == nil || ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified() || ip.IsMulticast() {
			return fmt.Errorf("%s is no public address", host)
		}
		return nil
	}}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext = dialer.DialContext
	return &Pinger{&http.Client{Transport: transport, Timeout: 20 * time.Second}}
}

// ErrNoEndpoint says that a page takes no webmentions.
var ErrNoEndpoint = errors.New("it takes no webmentions")

// maxPage is how much of a page is looked through for an endpoint.
const maxPage = 1 << 20

// Mention tells the page at target that the one at source links to it.
func (p *Pinger) Mention(ctx context.Context, source, target string) error {
	endpoint, err := p.endpoint(ctx, target)
	if err != nil {
		return err
	}
	return p.post(ctx, endpoint, url.Values{"source": {source}, "target": {target}})
}

// Publish tells a hub that a feed has news.
func (p *Pinger) Publish(ctx context.Context, hub, feed string) error {
	return p.post(ctx, hub, url.Values{"hub.mode": {"publish"}, "hub.url": {feed}, "hub.topic": {feed}})
}

func (p *Pinger) post(ctx context.Context, to string, form url.Values) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := p.do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("%s answers %s", to, res.Status)
	}
	return nil
}

func (p *Pinger) do(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return nil, fmt.Errorf("%s is no address of the web", req.URL)
	}
	req.Header.Set("User-Agent", "recap (Webmention, WebSub)")
	return p.Client.Do(req)
}

// endpoint finds where a page takes webmentions: in a Link header, else in the
// first <link> or <a> of its HTML with rel=webmention and an href.
func (p *Pinger) endpoint(ctx context.Context, target string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return "", err
	}
	res, err := p.do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	if res.StatusCode/100 != 2 {
		return "", fmt.Errorf("%s answers %s", target, res.Status)
	}
	found, ok := inHeader(res.Header.Values("Link"))
	if !ok && strings.Contains(res.Header.Get("Content-Type"), "html") {
		page, err := io.ReadAll(io.LimitReader(res.Body, maxPage))
		if err != nil {
			return "", err
		}
		found, ok = inPage(page)
	}
	if !ok {
		return "", ErrNoEndpoint
	}
	to, err := res.Request.URL.Parse(found) // where redirects led
	if err != nil {
		return "", err
	}
	return to.String(), nil
}

// inHeader looks through Link headers (RFC 8288).
func inHeader(values []string) (string, bool) {
	for _, v := range values {
		for v != "" {
			open := strings.IndexByte(v, '<')
			if open < 0 {
				break
			}
			end := strings.IndexByte(v[open:], '>')
			if end < 0 {
				break
			}
			link := v[open+1 : open+end]
			v = v[open+end+1:]
			params := v
			if next := strings.Index(v, ",<"); next >= 0 {
				params = v[:next]
			} else if next := strings.Index(v, ", <"); next >= 0 {
				params = v[:next]
			}
			for part := range strings.SplitSeq(params, ";") {
				key, value, _ := strings.Cut(strings.TrimSpace(part), "=")
				if strings.EqualFold(strings.TrimSpace(key), "rel") && isMention(strings.Trim(strings.TrimSpace(value), `"`)) {
					return link, true
				}
			}
		}
	}
	return "", false
}

func inPage(page []byte) (string, bool) {
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return "", false
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data != "link" && t.Data != "a" {
				continue
			}
			rel, href, has := "", "", false
			for _, a := range t.Attr {
				switch a.Key {
				case "rel":
					rel = a.Val
				case "href":
					href, has = strings.TrimSpace(a.Val), true
				}
			}
			if has && isMention(rel) {
				return href, true
			}
		}
	}
}

func isMention(rel string) bool {
	for w := range strings.FieldsSeq(rel) {
		if strings.EqualFold(w, "webmention") {
			return true
		}
	}
	return false
}
