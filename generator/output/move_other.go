//go:build !windows

package output

import "os"

// move renames over an existing file, in one step for every reader.
func move(oldname, newname string) error { return os.Rename(oldname, newname) }
