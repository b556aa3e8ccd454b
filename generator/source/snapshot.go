// Package source is what is on disk: a snapshot of the input files.
package source

import "errors"

// ErrChanged says that a file changed between the snapshot and a later reading.
var ErrChanged = errors.New("a source file changed during the build")
