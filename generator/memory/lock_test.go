package memory

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"
)

func TestTryLock(t *testing.T) {
	ctx := context.Background()
	name := filepath.Join(t.TempDir(), "lock")
	first, err := TryLock(ctx, name, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	var busy *Busy
	if _, err := TryLock(ctx, name, time.Millisecond); !errors.As(err, &busy) || busy.Path != name {
		t.Errorf("a second got %v", err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := TryLock(ended, name, time.Minute); !errors.Is(err, context.Canceled) {
		t.Errorf("called off, a third got %v", err)
	}
	got := make(chan error)
	go func() {
		l, err := TryLock(ctx, name, time.Minute)
		l.Unlock()
		got <- err
	}()
	first.Unlock()
	first.Unlock()
	if err := <-got; err != nil {
		t.Errorf("who waited got %v", err)
	}
	// Those that went away took nothing with them.
	last, err := TryLock(ctx, name, time.Minute)
	if err != nil {
		t.Error(err)
	}
	last.Unlock()
	if _, err := TryLock(ctx, filepath.Join(name, "no", "folder"), time.Minute); err == nil || errors.As(err, &busy) {
		t.Errorf("without a folder: %v", err)
	}
	(*Lock)(nil).Unlock()
}
