package serve

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Listen opens a port on loopback. With next, a port that is taken gives way to
// the next free one of the fifty above it, or to any; port 0 is any.
func Listen(port int, next bool) (net.Listener, error) { return listen("127.0.0.1", port, next) }

// ListenLAN is Listen for every machine of the local network.
func ListenLAN(port int, next bool) (net.Listener, error) { return listen("", port, next) }

func listen(host string, port int, next bool) (net.Listener, error) {
	at := func(p int) (net.Listener, error) {
		return net.Listen("tcp4", net.JoinHostPort(host, strconv.Itoa(p)))
	}
	ln, err := at(port)
	if err == nil || !next {
		return ln, err
	}
	for p := port + 1; p <= min(port+50, 65535); p++ {
		if ln, e := at(p); e == nil {
			return ln, nil
		}
	}
	if ln, e := at(0); e == nil {
		return ln, nil
	}
	return nil, err
}

// grace is how long requests may go on after the end; open event streams do not
// count, they are ended at once.
const grace = 100 * time.Millisecond

// Serve answers on ln until ctx ends, and closes the Server. It returns nil after
// a clean end.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	srv := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      2 * time.Minute, // event streams set their own
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(io.Discard, "", 0), // strangers' broken requests are no news
	}
	ended := make(chan struct{})
	failed := make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-ctx.Done():
		case <-failed:
		}
		s.Close()
		late, cancel := context.WithTimeout(context.Background(), grace)
		defer cancel()
		if srv.Shutdown(late) != nil {
			srv.Close()
		}
	}()
	err := srv.Serve(ln)
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	} else {
		close(failed)
	}
	<-ended
	return err
}
