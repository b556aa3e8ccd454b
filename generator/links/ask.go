package links

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// State is one of three answers.
type State string

const (
	Fine   State = "fine"
	Gone   State = "gone"
	Unsure State = "unsure"
)

// Result is what became of one address.
type Result struct {
	URL       string    `json:"url"`
	State     State     `json:"state"`
	Status    int       `json:"status,omitempty"` // of the last answer
	Why       string    `json:"why,omitempty"`    // of what is not fine
	Moved     string    `json:"moved,omitempty"`  // where the redirects ended
	Permanent bool      `json:"permanent,omitempty"`
	Secure    string    `json:"secure,omitempty"`  // the https address that answers too
	Missing   bool      `json:"missing,omitempty"` // the page has no element with the id behind #
	Archive   string    `json:"archive,omitempty"` // a copy of what is gone
	Asked     time.Time `json:"asked"`
	Known     bool      `json:"-"` // from the cache

	noHost bool
}

// Options say how to ask.
type Options struct {
	Agent   string        // who asks: the header User-Agent
	Pause   time.Duration // between two requests to a host; 1s
	Timeout time.Duration // of one request, all of it; 20s
	Hosts   int           // asked side by side; 8
	Patient time.Duration // the longest Retry-After that is waited for; 60s
	Private bool          // private addresses may be asked

	Cache   *Cache
	MaxAge  time.Duration // how old an answer from the cache may be
	Archive string        // asked for copies of what is gone; "" for nobody

	// Progress, if set, is told how many are done. It may be called from several
	// goroutines.
	Progress func(done, total int)

	Now       func() time.Time                           // the clock; time.Now
	Sleep     func(context.Context, time.Duration) error // waits; ends with ctx
	Transport http.RoundTripper                          // nil for the network
}

func (o Options) filled() Options {
	o.Agent = cmp.Or(o.Agent, "recap")
	o.Pause = cmp.Or(o.Pause, time.Second)
	o.Timeout = cmp.Or(o.Timeout, 20*time.Second)
	o.Hosts = cmp.Or(o.Hosts, 8)
	o.Patient = cmp.Or(o.Patient, time.Minute)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Transport == nil {
		o.Transport = network(o)
	}
	return o
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Ask asks about addresses, each once, and gives their results in the order of the
// addresses, without repeats. The error is ctx's; the results are what is known by
// then, and are in the cache.
func Ask(ctx context.Context, addresses []string, o Options) ([]Result, error) {
	o = o.filled()
	var order []string
	results := map[string]*Result{}
	byHost := map[string][]string{}
	var hosts []string
	for _, a := range addresses {
		if results[a] != nil {
			continue
		}
		r := &Result{URL: a}
		results[a] = r
		order = append(order, a)
		if o.Cache != nil {
			if known, ok := o.Cache.get(a, o.Now(), o.MaxAge); ok {
				*r = known
				r.Known = true
				if o.Archive == "" || r.State != Gone || r.Archive != "" {
					continue
				}
			}
		}
		h := host(a)
		if byHost[h] == nil {
			hosts = append(hosts, h)
		}
		byHost[h] = append(byHost[h], a)
	}
	total := len(order)
	var mu sync.Mutex
	done := total
	for _, l := range byHost {
		done -= len(l)
	}
	finished := func() {
		mu.Lock()
		defer mu.Unlock()
		done++
		if o.Progress != nil {
			o.Progress(done, total)
		}
	}
	// The hosts with the most addresses take longest, so they begin.
	slices.SortStableFunc(hosts, func(a, b string) int { return len(byHost[b]) - len(byHost[a]) })
	queue := make(chan string)
	var wg sync.WaitGroup
	archive := &archive{options: o}
	var luck luck
	for range min(o.Hosts, max(len(hosts), 1)) {
		wg.Go(func() {
			for h := range queue {
				guest := &guest{Options: o, ctx: ctx, luck: &luck}
				for _, a := range byHost[h] {
					r := results[a]
					if !r.Known {
						*r = guest.ask(a)
					}
					if ctx.Err() != nil {
						break
					}
					if r.State == Gone && r.Archive == "" {
						r.Archive = archive.copyOf(ctx, a)
					}
					finished()
				}
			}
		})
	}
send:
	for _, h := range hosts {
		select {
		case queue <- h:
		case <-ctx.Done():
			break send
		}
	}
	close(queue)
	wg.Wait()
	out := make([]Result, 0, total)
	for _, a := range order {
		if r := results[a]; !r.Asked.IsZero() {
			out = append(out, *r)
		}
	}
	alone(out)
	if o.Cache != nil {
		for _, r := range out {
			o.Cache.put(r)
		}
	}
	return out, ctx.Err()
}

// luck counts what came of hosts so far.
type luck struct {
	found, lost atomic.Int32
}

// bad reports whether no host could be found of a few: asking twice is no use then.
func (l *luck) bad() bool { return l.found.Load() == 0 && l.lost.Load() > 3 }

// alone takes back what was said of hosts when none could be found: it is this
// machine that has no network.
func alone(results []Result) {
	lost := 0
	for _, r := range results {
		if r.Known {
			continue
		}
		if !r.noHost {
			return
		}
		lost++
	}
	for i := range results {
		if r := &results[i]; !r.Known && lost > 1 {
			r.State, r.Why = Unsure, "no host could be found: is there a network?"
		}
	}
}

// host is whom a request goes to, by which requests are spaced.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.")
}

// Skip reports whether an address is to be left alone: by a host, with all below it,
// or by the beginning of an address.
func Skip(address string, skip []string) bool {
	h := host(address)
	if i := strings.LastIndexByte(h, ':'); i >= 0 {
		h = h[:i]
	}
	for _, s := range skip {
		s = strings.ToLower(s)
		if strings.Contains(s, "/") {
			_, rest, ok := strings.Cut(s, "://")
			if !ok {
				rest = s
			}
			_, at, _ := strings.Cut(strings.ToLower(address), "://")
			if strings.HasPrefix(at, rest) {
				return true
			}
			continue
		}
		if s = strings.TrimPrefix(strings.TrimPrefix(s, "*."), "www."); h == s || strings.HasSuffix(h, "."+s) {
			return true
		}
	}
	return false
}
