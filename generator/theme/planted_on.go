//go:build planted

package theme

import "os"

// planted is a function that is not pure, as none may be: it shows what no key
// holds. The test of build --verify builds the program with the tag planted and
// lets it be found.
var planted = map[string]any{"planted": func() string { return os.Getenv("RECAP_PLANTED") }}
