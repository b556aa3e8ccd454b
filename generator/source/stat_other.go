//go:build !linux && !darwin

package source

import "io/fs"

// openFlag is nothing here: there are no pipes in folders, or syscall knows no flag.
const openFlag = 0

func inodeOf(fs.FileInfo) (change int64, inode uint64) { return 0, 0 }
