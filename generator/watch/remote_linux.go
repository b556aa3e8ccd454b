package watch

import "syscall"

// remoteKinds are file systems that hold files of other machines, or of the host
// of a virtual one, by their magic number; see statfs(2).
var remoteKinds = map[uint32]string{
	0x6969: "nfs", 0x517b: "smb", 0xff534d42: "cifs", 0xfe534d42: "smb2", 0x65735546: "fuse", 0x01021997: "9p",
	0x5346414f: "afs", 0x6b414653: "afs", 0x73757245: "coda", 0x00c36400: "ceph", 0x786f4256: "vboxsf", 0xbacbacbc: "vmhgfs", 0x7c7c6673: "prl_fs",
	0x0bd00bd0: "lustre", 0x01161970: "gfs2", 0x7461636f: "ocfs2", 0x47504653: "gpfs",
}

func remoteFolder(path string) (system string, far bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(path, &st); err != nil {
		return "", false
	}
	system, far = remoteKinds[uint32(st.Type)]
	return system, far
}
