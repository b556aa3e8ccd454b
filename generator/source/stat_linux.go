package source

import (
	"io/fs"
	"syscall"
)

// openFlag keeps the opening of a pipe without a writer from waiting for one.
const openFlag = syscall.O_NONBLOCK

func inodeOf(info fs.FileInfo) (change int64, inode uint64) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0
	}
	return s.Ctim.Nano(), s.Ino
}
