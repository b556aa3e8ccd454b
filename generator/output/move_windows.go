package output

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// move renames over an existing file. Windows refuses while somebody has the
// old file open; a virus scanner or a browser soon lets go.
func move(oldname, newname string) error {
	const sharing = syscall.Errno(32) // ERROR_SHARING_VIOLATION
	var err error
	for pause := time.Millisecond; pause < 500*time.Millisecond; pause *= 2 {
		err = os.Rename(oldname, newname)
		if !errors.Is(err, sharing) && !errors.Is(err, syscall.ERROR_ACCESS_DENIED) {
			return err
		}
		time.Sleep(pause)
	}
	return err
}
