// Command pack makes the archives of a release, and the list of their checksums:
//
//	go run .ci/pack.go ARCHIVE SECONDS FOLDER FILE...
//	go run .ci/pack.go sums FOLDER PREFIX
//
// tar and zip differ from system to system, and write who made the files and when.
// Here each file has the same owner, the same moment (seconds since 1970) and the
// same permissions wherever it is packed.
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 3 && args[0] == "sums" {
		return sums(args[1], args[2])
	}
	if len(args) < 4 {
		return fmt.Errorf("which archive, when, which folder, which files?")
	}
	seconds, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	pack := tarball
	if strings.HasSuffix(args[0], ".zip") {
		pack = zipped
	}
	if err := pack(&buf, time.Unix(seconds, 0).UTC(), args[2], args[3:]); err != nil {
		return err
	}
	return os.WriteFile(args[0], buf.Bytes(), 0o644)
}

func mode(file string) int64 {
	if strings.HasPrefix(filepath.Base(file), "recap") {
		return 0o755
	}
	return 0o644
}

func tarball(w io.Writer, when time.Time, folder string, files []string) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		h := &tar.Header{Name: folder + "/" + filepath.Base(f), Mode: mode(f), Size: int64(len(text)), ModTime: when, Format: tar.FormatUSTAR}
		if err := t.WriteHeader(h); err != nil {
			return err
		}
		if _, err := t.Write(text); err != nil {
			return err
		}
	}
	if err := t.Close(); err != nil {
		return err
	}
	return z.Close()
}

func zipped(w io.Writer, when time.Time, folder string, files []string) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		h := &zip.FileHeader{Name: folder + "/" + filepath.Base(f), Method: zip.Deflate, Modified: when}
		h.SetMode(os.FileMode(mode(f)))
		e, err := z.CreateHeader(h)
		if err != nil {
			return err
		}
		if _, err := e.Write(text); err != nil {
			return err
		}
	}
	return z.Close()
}

// sums writes SHA256SUMS, as sha256sum -c reads it.
func sums(folder, prefix string) error {
	names, err := filepath.Glob(filepath.Join(folder, prefix+"*"))
	if err != nil {
		return err
	}
	sort.Strings(names)
	var out strings.Builder
	for _, n := range names {
		text, err := os.ReadFile(n)
		if err != nil {
			return err
		}
		fmt.Fprintf(&out, "%x  %s\n", sha256.Sum256(text), filepath.Base(n))
	}
	return os.WriteFile(filepath.Join(folder, "SHA256SUMS"), []byte(out.String()), 0o644)
}
