package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func versionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "say which recap this is",
		Example: "  recap version\n  recap version --format json",
		Args:    upTo(0, "no word"),
		RunE: func(*cobra.Command, []string) error {
			v := programVersion(debug.ReadBuildInfo())
			if a.json() {
				return writeJSON(a.stdout, v)
			}
			_, err := fmt.Fprintln(a.stdout, v)
			return err
		},
	}
}

// stamped is the version of a release: .ci/release has the linker write it here.
var stamped string

// version is what the program knows of how it was built.
type version struct {
	Version  string `json:"version"`            // of a release or the module, "(devel)" for a clone
	Revision string `json:"revision,omitempty"` // of the repository
	Time     string `json:"time,omitempty"`     // of that revision
	Modified bool   `json:"modified,omitempty"` // with changes that have not been committed
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func (v version) String() string {
	s := "recap " + v.Version
	if v.Revision != "" {
		s += " " + v.Revision[:min(12, len(v.Revision))]
		if v.Modified {
			s += " (modified)"
		}
	}
	return s + ", " + v.Go + " " + v.Platform
}

func programVersion(info *debug.BuildInfo, ok bool) version {
	v := version{Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if !ok {
		return v
	}
	if info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	if stamped != "" {
		v.Version = stamped
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.time":
			v.Time = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		}
	}
	return v
}
