package watch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// limits is where Linux tells how much it lets one user watch.
const limits = "/proc/sys/fs/inotify"

// refusal says why the system does not tell of changes, with the numbers that an
// owner of the machine can change.
func (w *Watcher) refusal(err error) string {
	why := err.Error()
	if known, ok := limitOf(err, limits); ok {
		why = fmt.Sprintf("%s, and this site has %s", known, folders(&w.ground))
	}
	return fmt.Sprintf("the system cannot tell of changes (%s); looking at the files every %v instead", why, fallback)
}

// limitOf is the limit that an error of inotify stands for; see inotify(7).
func limitOf(err error, dir string) (string, bool) {
	names := map[error]struct{ file, what string }{
		syscall.ENOSPC: {"max_user_watches", "watches"},
		syscall.EMFILE: {"max_user_instances", "programs that watch"},
	}
	for e, l := range names {
		if !errors.Is(err, e) {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, l.file))
		if err != nil {
			return "", false
		}
		return fmt.Sprintf("its limit is %s %s, fs.inotify.%s", strings.TrimSpace(string(b)), l.what, l.file), true
	}
	return "", false
}

func folders(g *ground) string {
	n := 0
	_ = g.walk(nil, func(string) error { n++; return nil })
	if n == 1 {
		return "1 folder"
	}
	return fmt.Sprintf("%d folders", n)
}

// remoteMessage says that listening is not enough.
func remoteMessage(top, system string) string {
	return fmt.Sprintf("%s lies on another machine (%s), which may not tell of changes; looking at the files every %v as well", top, system, fallback)
}
