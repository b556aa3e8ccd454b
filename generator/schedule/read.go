package schedule

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"recap/generator/diag"
)

// Limits that real programmes stay far below: the largest of a conference with
// a thousand talks has four megabytes.
const (
	maxFile  = 64 << 20  // bytes of one file
	maxTotal = 256 << 20 // bytes of a folder
	maxFiles = 20_000
	patience = 60 * time.Second // for an answer of a server
	maxHops  = 5
)

// IsAddress reports whether a source is fetched rather than opened.
func IsAddress(source string) bool {
	low := strings.ToLower(source)
	return strings.HasPrefix(low, "http://") || strings.HasPrefix(low, "https://")
}

// Read reads a source: an address with http or https, a file, or a folder. at
// turns a path as it was typed into one to open. What is wrong with the source
// is in the list; the error is the machine's.
func Read(ctx context.Context, name string, at func(string) string) (*Input, diag.List, error) {
	if IsAddress(name) {
		return fetch(ctx, name)
	}
	if i := strings.Index(name, "://"); i > 0 {
		return nil, diag.List{diag.Errorf("schedule-fetch", diag.Whole(name), "addresses of the kind %s: are not fetched", name[:i]).
			WithHint("http and https are; webcal: is https under another name")}, nil
	}
	info, err := os.Stat(at(name))
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, diag.List{diag.Errorf("schedule-source", diag.Whole(name), "there is no file and no folder of this name")}, nil
		}
		return nil, nil, err
	}
	in := &Input{Name: filepath.ToSlash(name), Dir: info.IsDir()}
	if !in.Dir {
		if !info.Mode().IsRegular() {
			return nil, diag.List{diag.Errorf("schedule-source", diag.Whole(in.Name), "this is no file that can be read to its end")}, nil
		}
		data, bad, err := readFile(at(name), in.Name)
		if err != nil || len(bad) > 0 {
			return nil, bad, err
		}
		in.Files = []File{{in.Name, data}}
		return in, nil, nil
	}
	if bad, err := in.folder(at(name), in.Name); err != nil || len(bad) > 0 {
		return nil, bad, err
	}
	// devopsdays keeps the talks of data/events/2024/city in
	// content/events/2024-city: one event in two places.
	if dir, text := devopsdaysTalks(at(name)), in.Name; dir != "" {
		if bad, err := in.folder(dir, path.Join(text, "program")); err != nil || len(bad) > 0 {
			return nil, bad, err
		}
	}
	return in, nil, nil
}

func readFile(file, name string) ([]byte, diag.List, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, nil, err
	}
	if len(data) > maxFile {
		return nil, diag.List{tooLarge(name)}, nil
	}
	return data, nil, nil
}

func tooLarge(name string) diag.Diagnostic {
	return diag.Errorf("schedule-large", diag.Whole(name), "this has more than %d MB, and no programme has", maxFile>>20)
}

// readable are the endings of files in folders of programmes.
var readable = map[string]bool{".json": true, ".yml": true, ".yaml": true, ".md": true}

// folder adds the files below a folder. Links are not followed.
func (in *Input) folder(dir, name string) (diag.List, error) {
	total := 0
	var bad diag.List
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		shown := path.Join(name, filepath.ToSlash(rel))
		if strings.HasPrefix(e.Name(), ".") && p != dir {
			if e.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if !e.Type().IsRegular() || !readable[strings.ToLower(filepath.Ext(p))] {
			return nil
		}
		data, large, err := readFile(p, shown)
		if err != nil {
			return err
		}
		if total += len(data); len(large) > 0 || total > maxTotal || len(in.Files) >= maxFiles {
			bad = append(large, diag.Errorf("schedule-large", diag.Whole(name), "this folder has more files, or more bytes, than a programme has").
				WithHint("name the folder of one event"))
			return filepath.SkipAll
		}
		in.Files = append(in.Files, File{shown, data})
		return nil
	})
	return bad, err
}

// devopsdaysTalks is the folder with the talks of a folder data/events/2024/city.
func devopsdaysTalks(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	city, year := filepath.Base(abs), filepath.Base(filepath.Dir(abs))
	events := filepath.Dir(filepath.Dir(abs))
	if filepath.Base(events) != "events" || filepath.Base(filepath.Dir(events)) != "data" {
		return ""
	}
	talks := filepath.Join(events, "..", "..", "content", "events", year+"-"+city, "program")
	if info, err := os.Stat(talks); err != nil || !info.IsDir() {
		return ""
	}
	return talks
}

// fetch asks a server for a programme: once, with a limit of time and of size,
// following redirects within http and https only.
func fetch(ctx context.Context, address string) (*Input, diag.List, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, diag.List{diag.Errorf("schedule-fetch", diag.Whole(address), "this is no address")}, nil
	}
	shown := public(u)
	shown.User = nil
	name := shown.String()
	fail := func(format string, args ...any) (*Input, diag.List, error) {
		return nil, diag.List{diag.Errorf("schedule-fetch", diag.Whole(name), "%s", fmt.Sprintf(format, args...))}, nil
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return fail("this is no address")
	}
	req.Header.Set("User-Agent", "recap (import schedule)")
	req.Header.Set("Accept", "application/json, application/xml, text/calendar, text/csv, */*;q=0.5")
	client := &http.Client{CheckRedirect: func(req *http.Request, via []*http.Request) error {
		if len(via) >= maxHops {
			return errors.New("it redirects without end")
		}
		if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
			return fmt.Errorf("it redirects to an address of the kind %s:", req.URL.Scheme)
		}
		if via[0].URL.Scheme == "https" && req.URL.Scheme == "http" {
			return errors.New("it redirects from https to http")
		}
		return nil
	}}
	res, err := client.Do(req)
	if err != nil {
		if ctx.Err() == context.DeadlineExceeded {
			return fail("the server did not answer within %s", patience)
		}
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		var ue *url.Error
		if errors.As(err, &ue) {
			err = ue.Err
		}
		return fail("it could not be fetched: %v", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fail("the server answers %s", res.Status)
	}
	data, err := io.ReadAll(io.LimitReader(res.Body, maxFile+1))
	switch {
	case len(data) > maxFile:
		return nil, diag.List{tooLarge(name)}, nil
	case err != nil && ctx.Err() == context.DeadlineExceeded:
		return fail("the server took longer than %s", patience)
	case err != nil:
		return fail("the answer broke off: %v", err)
	}
	return &Input{Name: name, URL: name, Files: []File{{name, data}}}, nil, nil
}
