package memory

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// Busy says that another process holds a lock and did not let go in time.
type Busy struct{ Path string } // the lock file

func (b *Busy) Error() string {
	return fmt.Sprintf("another recap is writing here and did not finish in time (it holds %s)", b.Path)
}

// Lock is an exclusive lock on a file, between processes and within one. The
// operating system lets go of it when the process ends, however it ends, so a
// lock file that lies about means nothing by itself.
type Lock struct {
	once sync.Once
	file *lockedfile.File
}

// held keeps every locked file reachable: lockedfile panics when one that was
// never closed is collected, and a forgotten lock must not end a program.
var held sync.Map // *lockedfile.File → true

// TryLock takes the lock at path, making the file, and waits for at most wait.
// The error is a *Busy when somebody else has it, ctx's error when ctx ends,
// and otherwise what the file system said.
//
// On a file system that knows no locks the file alone is made: two writers at
// once are then the user's business, and no worse than with a tool that has no
// lock at all.
func TryLock(ctx context.Context, path string, wait time.Duration) (*Lock, error) {
	type result struct {
		file *lockedfile.File
		err  error
	}
	// lockedfile only knows how to wait for ever. It waits beside us; when we
	// have gone, the lock it gets in the end is given back at once.
	got := make(chan result, 1)
	go func() {
		f, err := lockedfile.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		got <- result{f, err}
	}()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	var err error
	select {
	case r := <-got:
		if errors.Is(r.err, errors.ErrUnsupported) {
			return &Lock{}, nil
		}
		if r.err != nil {
			return nil, r.err
		}
		held.Store(r.file, true)
		return &Lock{file: r.file}, nil
	case <-ctx.Done():
		err = ctx.Err()
	case <-timer.C:
		err = &Busy{Path: path}
	}
	go func() {
		if r := <-got; r.file != nil {
			r.file.Close()
		}
	}()
	return nil, err
}

// Unlock lets go. A second call does nothing.
func (l *Lock) Unlock() {
	if l == nil || l.file == nil {
		return
	}
	l.once.Do(func() {
		l.file.Close()
		held.Delete(l.file)
	})
}
