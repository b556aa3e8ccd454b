//go:build unix

package output

import "syscall"

func mkfifo(name string) error { return syscall.Mkfifo(name, 0o644) }

func umask(mask int) int { return syscall.Umask(mask) }
