package source

import (
	"io/fs"
	"time"
)

// Stat is what the file system says of a file without opening it. Two equal
// Stats of a file that had settled mean equal bytes.
type Stat struct {
	Size   int64  // bytes
	Mod    int64  // modification time, nanoseconds since 1970
	Change int64  // time of the last change to the inode, likewise; 0 where the system does not tell
	Inode  uint64 // 0 where the system does not tell
}

// grain is how much younger than its stamp a file may really be: FAT counts two
// seconds, other systems less, and a clock tick may lie between write and stamp.
const grain = 3 * time.Second

// settled reports whether a file that was read no earlier than taken has had
// time to show any later change in its stamps. The change time is asked too:
// copying tools set the modification time back to what the original had.
func (s Stat) settled(taken int64) bool {
	return max(s.Mod, s.Change) < taken-int64(grain)
}

func statOf(info fs.FileInfo) Stat {
	s := Stat{Size: info.Size(), Mod: info.ModTime().UnixNano()}
	s.Change, s.Inode = inodeOf(info)
	return s
}

// StatOf is what a file system's answer says of a file.
func StatOf(info fs.FileInfo) Stat { return statOf(info) }
