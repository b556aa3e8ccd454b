//go:build !planted

package theme

// planted are functions of test builds: see planted_on.go.
var planted map[string]any
