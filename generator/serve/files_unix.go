//go:build unix

package serve

import "syscall"

// fileLimit is how many files this process may have open; the Go runtime has
// raised it as far as the system lets it.
func fileLimit() int {
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l); err != nil {
		return 1024
	}
	return int(min(uint64(l.Cur), 1<<20))
}
