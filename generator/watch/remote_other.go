//go:build !linux && !darwin

package watch

import (
	"path/filepath"
	"strings"
)

// remoteFolder knows shares by their names, \\server\share; a share that was
// given a letter is looked at by the heartbeat alone.
func remoteFolder(path string) (system string, far bool) {
	return "share", strings.HasPrefix(filepath.VolumeName(path), `\\`)
}
