//go:build !unix

package serve

// fileLimit is how many connections are worth having where the system has no
// limit of open files.
func fileLimit() int { return 16384 }
