package links

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"syscall"
	"time"
)

// network is the way out: proxies as the environment names them, and no private
// addresses unless they are allowed.
func network(o Options) http.RoundTripper {
	dialer := &net.Dialer{Timeout: o.Timeout, KeepAlive: -1}
	guarded := &net.Dialer{Timeout: o.Timeout, KeepAlive: -1, Control: func(_, address string, _ syscall.RawConn) error {
		ap, err := netip.ParseAddrPort(address)
		if err != nil || !public(ap.Addr()) {
			return errPrivate
		}
		return nil
	}}
	var proxies sync.Map // host:port of each proxy in use, which may well be private
	return &http.Transport{
		Proxy: func(r *http.Request) (*url.URL, error) {
			p, err := http.ProxyFromEnvironment(r)
			if p != nil {
				if !o.Private && private(r.URL.Hostname()) {
					return nil, errPrivate
				}
				proxies.Store(withPort(p), true)
			}
			return p, err
		},
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if _, ok := proxies.Load(address); ok || o.Private {
				return dialer.DialContext(ctx, network, address)
			}
			return guarded.DialContext(ctx, network, address)
		},
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    min(o.Timeout, 10*time.Second),
		MaxResponseHeaderBytes: maxHeader,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        10 * time.Second,
	}
}

func withPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443", "socks5": "1080"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// private reports whether a host is named as one of this machine or network. Behind
// a proxy that is all that can be known of it.
func private(host string) bool {
	if host == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && !public(a)
}

// shared is the space of carriers' own networks (RFC 6598), which netip counts as
// public.
var shared = netip.MustParsePrefix("100.64.0.0/10")

func public(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsGlobalUnicast() && !a.IsPrivate() && !shared.Contains(a)
}
