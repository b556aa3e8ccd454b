package serve

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// raw sends bytes as they are and reads the answer to its end.
func raw(t *testing.T, addr, request string) string {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(long))
	io.WriteString(c, request)
	if !strings.Contains(request, "Connection: close") {
		c.(*net.TCPConn).CloseWrite()
	}
	b, _ := io.ReadAll(io.LimitReader(c, 1<<20))
	return string(b)
}

// listening is a server as serve starts it.
func listening(t *testing.T, opts Options, site Site) (s *Server, addr string) {
	t.Helper()
	ln, err := Listen(0, false)
	if err != nil {
		t.Fatal(err)
	}
	s = New(opts)
	s.Show(site, nil, nil)
	ctx, cancel := contextFor(t)
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, ln) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(long):
			t.Error("it does not end")
		}
	})
	return s, ln.Addr().String()
}

// What strangers and broken programs send. Nothing that is not planned is
// answered with 200, nothing points elsewhere, and the server lives.
func TestHostileRequests(t *testing.T) {
	_, addr := listening(t, Options{}, small())
	_, port, _ := net.SplitHostPort(addr)
	get := func(target string, headers ...string) string {
		h := "Host: 127.0.0.1:" + port + "\r\n"
		if len(headers) > 0 {
			h = strings.Join(headers, "\r\n") + "\r\n"
		}
		return "GET " + target + " HTTP/1.1\r\n" + h + "Connection: close\r\n\r\n"
	}
	var requests []string
	for _, up := range []string{"../", "%2e%2e/", "..%2f", "%2e%2e%2f", `..\`, "..%5c", "%252e%252e%252f", "....//", "..;/", ".%00./", "%c0%ae%c0%ae/", "%uff0e%uff0e/"} {
		for _, from := range []string{"/", "/about/", "/img/", "/.recap/", "//"} {
			requests = append(requests, get(from+strings.Repeat(up, 8)+"etc/passwd"), get(from+strings.Repeat(up, 2)+"content/site.yaml"))
		}
	}
	for _, target := range []string{
		"/etc/passwd", "//etc/passwd", "///etc/passwd", "file:///etc/passwd", "/file:///etc/passwd", "/C:/Windows/win.ini", `/C:\Windows\win.ini`, `\\server\share`,
		"http://evil.example/", "https://evil.example/..", "//evil.example", "//evil.example/..", "//evil.example/%2e%2e", `/\evil.example/..`, "/%5cevil.example/", "/%2f%2fevil.example/",
		"/%00", "/index.html%00.png", "/about/%00/", "/%", "/%zz", "/%c3%28", "/\x01\x02", "/\xff\xfe", "*", "", "?", "/?" + strings.Repeat("a=1&", 5000),
		"/" + strings.Repeat("a", 100000), "/" + strings.Repeat("a/", 20000), "/.recap/events", "/.recap/events?path=", "/.recap/events?path=../../etc", "/.recap/events?path=%zz",
		"/.git/config", "/.recap/serve.json", "/.recap/../../etc/passwd", "/.recap//events", "/.RECAP/here", "/content/site.yaml",
	} {
		requests = append(requests, get(target))
	}
	for _, h := range []string{"Host: evil.example", "Host: evil.example:" + port, "Host: 127.0.0.1.evil.example", "Host: 127.0.0.1:" + port + "@evil.example", "Host: [::ffff:127.0.0.1]", "Host: 0.0.0.0:" + port, "Host: 2130706433", "Host: 169.254.169.254", "Host: ", "Host: localhost\r\nHost: evil.example"} {
		requests = append(requests, get("/about/", h))
	}
	for _, o := range []string{"http://evil.example", "null", "file://", "http://127.0.0.1:1", "http://127.0.0.1:" + port + ".evil.example", "https://127.0.0.1:" + port, "\x00"} {
		requests = append(requests, get("/.recap/events?path=/&key=x", "Host: 127.0.0.1:"+port, "Origin: "+o))
	}
	requests = append(requests, "", "\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"+strings.Repeat("x", 500)+"\r\n\r\n",
		"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n", "TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: localhost\r\n"+strings.Repeat("X: y\r\n", 20000)+"\r\n",
		"GET / HTTP/1.1\r\nHost: localhost\r\nRange: bytes="+strings.Repeat("0-1,", 3000)+"0-1\r\nConnection: close\r\n\r\n")
	for _, req := range requests {
		if req == "" || req == "\r\n" {
			continue // a client that says nothing is TestSlowClients
		}
		answer := raw(t, addr, req)
		first, _, _ := strings.Cut(req, "\r\n")
		first = fmt.Sprintf("%.80q", first)
		status, rest, _ := strings.Cut(answer, "\r\n")
		if strings.Contains(answer, "root:") || strings.Contains(strings.ToLower(rest), "access-control-allow") {
			t.Errorf("%s leaks: %.200s", first, answer)
		}
		for line := range strings.Lines(rest) {
			if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && strings.EqualFold(name, "Location") {
				if !strings.HasPrefix(value, "/") || strings.HasPrefix(value, "//") || strings.HasPrefix(value, `/\`) {
					t.Errorf("%s is sent to %s", first, value)
				}
			}
			if line == "\r\n" {
				break
			}
		}
		ok := strings.Contains(status, " 200") || strings.Contains(status, " 206")
		allowed := strings.HasPrefix(req, "GET ? ") || strings.HasPrefix(req, "GET /?") || strings.Contains(req, "Range: ")
		if ok && !allowed {
			t.Errorf("%s is answered with %s", first, status)
		}
		if strings.Contains(status, " 500") {
			t.Errorf("%s is answered with %s", first, status)
		}
	}
	if got := raw(t, addr, get("/about/")); !strings.Contains(got, "200 OK") {
		t.Errorf("afterwards: %s", got)
	}
}

// Clients that begin a request and never end it hold nothing up.
func TestSlowClients(t *testing.T) {
	_, addr := listening(t, Options{}, small())
	for range 200 {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\nX")
	}
	res, err := http.Get("http://" + addr + "/about/")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 200 {
		t.Errorf("status %d", res.StatusCode)
	}
}

// Ten thousand pages that are open and do nothing, or as many as the system
// lets this process hold both ends of. They cost memory only, are told of a
// change, and their end frees everything.
func TestIdleStreams(t *testing.T) {
	n := min(10000, (fileLimit()-200)/2)
	if testing.Short() || n < 100 {
		n = min(n, 500)
	}
	s, addr := listening(t, Options{Streams: n}, small())
	key := s.now.Load().answer("/about/").key
	before, goroutines := heap(), runtime.NumGoroutine()
	conns := make([]net.Conn, 0, n)
	defer func() {
		for _, c := range conns {
			c.Close()
		}
	}()
	request := "GET /.recap/events?path=/about/&key=" + key + " HTTP/1.1\r\nHost: " + addr + "\r\n\r\n"
	for range n {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		conns = append(conns, c)
		io.WriteString(c, request)
	}
	open := func() int { s.mu.Lock(); defer s.mu.Unlock(); return len(s.tabs) }
	waitFor(t, "all streams", func() bool { return open() == n })
	t.Logf("%d streams: %d KB of heap and %.1f goroutines each, both ends", n, (heap()-before)/uint64(n)>>10, float64(runtime.NumGoroutine()-goroutines)/float64(n))

	// One more is refused, a page is not.
	if got := raw(t, addr, strings.Replace(request, "\r\n\r\n", "\r\nConnection: close\r\n\r\n", 1)); !strings.Contains(got, "503") || !strings.Contains(got, "Retry-After") {
		t.Errorf("one more: %.200s", got)
	}
	res, err := http.Get("http://" + addr + "/about/")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 200 {
		t.Errorf("a page: %d", res.StatusCode)
	}
	s.Show(small().with("about/index.html", page("new")), nil, nil)
	for _, i := range []int{0, n / 2, n - 1} {
		conns[i].SetReadDeadline(time.Now().Add(long))
		for sc := bufio.NewScanner(conns[i]); ; {
			if !sc.Scan() {
				t.Fatalf("stream %d ended: %v", i, sc.Err())
			}
			if sc.Text() == "event: reload" {
				break
			}
		}
	}
	for _, c := range conns {
		c.Close()
	}
	s.Show(small(), nil, nil) // writing finds those that have gone
	waitFor(t, "no stream", func() bool { return open() == 0 })
}

func waitFor(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(3 * long); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("%s: it did not happen", what)
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc + m.StackInuse
}

// openFiles is how many this process has; -1 where the system does not tell.
func openFiles() int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return -1
	}
	return len(entries)
}

// Streams that come and go leave no file open.
func TestStreamsLeaveNothing(t *testing.T) {
	s, addr := listening(t, Options{}, small())
	before := openFiles()
	for range 300 {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(c, "GET /.recap/events?path=/&key=x HTTP/1.1\r\nHost: "+addr+"\r\n\r\n")
		c.Close()
	}
	waitFor(t, "no stream and no file", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.tabs) == 0 && openFiles() <= before+2
	})
}
