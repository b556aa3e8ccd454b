package watch

import (
	"slices"
	"syscall"
)

func remoteFolder(path string) (system string, far bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(path, &st); err != nil {
		return "", false
	}
	var name []byte
	for _, c := range st.Fstypename {
		if c == 0 {
			break
		}
		name = append(name, byte(c))
	}
	system = string(name)
	return system, slices.Contains([]string{"nfs", "smbfs", "afpfs", "webdav", "ftp", "macfuse", "osxfuse", "virtiofs", "prl_fs", "vmhgfs"}, system)
}
