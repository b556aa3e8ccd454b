package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// The programs that make WebP and AVIF, and read HEIC: the only ones that recap
// ever runs on a picture, with arguments of its own, files in a folder of its
// own, and a limit on the time they take. What they make depends on their
// version, so that belongs to the name of the result (Identify).

// toolTime is how long a program may take for one picture.
const toolTime = 2 * time.Minute

// tool is how a program is asked for its version and run on files.
var tools = map[string]struct {
	version string
	run     func(in, out string, quality int) []string
	in, out string // what the names of the files end in
}{
	"cwebp": {"-version", func(in, out string, quality int) []string {
		if quality == 0 {
			return []string{"-quiet", "-lossless", "-z", "6", "-metadata", "icc", in, "-o", out}
		}
		return []string{"-quiet", "-q", strconv.Itoa(quality), "-m", "4", "-metadata", "icc", in, "-o", out}
	}, ".png", ".webp"},
	"avifenc": {"--version", func(in, out string, quality int) []string {
		// Its scale is of quantisers, 0 the best and 63 the worst: a JPEG of
		// quality 82 looks like 24 or so.
		q := strconv.Itoa(min(max((100-quality)*4/3, 0), 63))
		if quality == 0 {
			q = "18"
		}
		return []string{"--min", "0", "--max", "63", "-a", "end-usage=q", "-a", "cq-level=" + q, "-s", "8", "-j", "1", "--ignore-exif", "--ignore-xmp", in, out}
	}, ".png", ".avif"},
	"heif-convert": {"--version", func(in, out string, _ int) []string { return []string{"-q", "96", in, out} }, ".heic", ".jpg"},
	"heif-dec":     {"--version", func(in, out string, _ int) []string { return []string{"-q", "96", in, out} }, ".heic", ".jpg"},
}

// Identify finds a program by its name and tells which it is: where it lies and
// what it says of its version. The text is for keys, and for Run.
func Identify(name string) (identity string, err error) {
	t, ok := tools[name]
	if !ok {
		return "", fmt.Errorf("recap knows no program called %s", name)
	}
	file, err := exec.LookPath(name)
	if err != nil {
		return "", errors.New("it is not installed")
	}
	if file, err = filepath.Abs(file); err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	said, err := exec.CommandContext(ctx, file, t.version).CombinedOutput()
	if len(bytes.TrimSpace(said)) == 0 { // heif-convert of old knows no such flag and prints its help
		return "", fmt.Errorf("%s %s says nothing (%v)", name, t.version, err)
	}
	return file + "\n" + strings.TrimSpace(string(said)), nil
}

// Run has a program make a file of another one's bytes. The identity is
// Identify's; quality is 1 to 100, 0 for without loss.
func Run(ctx context.Context, identity string, data []byte, quality int) ([]byte, error) {
	file, _, _ := strings.Cut(identity, "\n")
	name := strings.TrimSuffix(filepath.Base(file), ".exe")
	t, ok := tools[name]
	if !ok {
		return nil, fmt.Errorf("recap knows no program called %s", name)
	}
	dir, err := os.MkdirTemp("", "recap-picture-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in, out := filepath.Join(dir, "in"+t.in), filepath.Join(dir, "out"+t.out)
	if err := os.WriteFile(in, data, 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, toolTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, file, t.run(in, out, quality)...)
	cmd.Dir = dir
	cmd.WaitDelay = time.Second
	said, err := cmd.CombinedOutput()
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%s failed (%v): %s", name, err, lastLine(said))
	}
	made, err := os.ReadFile(out)
	if err != nil {
		return nil, fmt.Errorf("%s made nothing: %s", name, lastLine(said))
	}
	return made, nil
}

// lastLine is what a program said last, without the names of our own files.
func lastLine(said []byte) string {
	lines := strings.Split(strings.TrimSpace(string(said)), "\n")
	last := strings.TrimSpace(lines[len(lines)-1])
	if i := strings.Index(last, "recap-picture-"); i >= 0 || last == "" {
		return "it cannot read the picture"
	}
	return last
}
