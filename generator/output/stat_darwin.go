package output

import (
	"io/fs"
	"syscall"
)

// more is the change time and inode of a file. A copy put in a file's place
// with its old times (cp -p, tar) shows in both.
func more(fi fs.FileInfo) (change int64, inode uint64) {
	if s, ok := fi.Sys().(*syscall.Stat_t); ok {
		return s.Ctimespec.Nano(), s.Ino
	}
	return 0, 0
}
