package generator

import (
	"io"
	"os"
	"sync"

	"crypto/sha256"

	"recap/generator/digest"
)

// version is the program's own name: the sum of its executable. A number kept
// by hand would be forgotten in some change, and stale pages would be kept.
// An executable that cannot be read has no name: nothing is remembered then.
var version = sync.OnceValue(func() digest.Sum {
	exe, err := os.Executable()
	if err != nil {
		return digest.Sum{}
	}
	f, err := os.Open(exe)
	if err != nil {
		return digest.Sum{}
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return digest.Sum{}
	}
	return digest.Sum(h.Sum(nil)[:16])
})
