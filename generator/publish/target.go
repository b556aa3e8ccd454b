package publish

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"recap/generator/content"
)

// Target is a place that sites are published to.
type Target interface {
	// String names it for people: "the folder /srv/www/site".
	String() string
	// Look finds out what lies there. It changes nothing.
	Look(context.Context, *Site) (*Has, error)
	// Send makes it hold the site, as Compare worked out.
	Send(context.Context, *Site, *Has, *Difference) error
}

// Around is what a target needs to know beside its settings.
type Around struct {
	Dir       string   // the site's folder
	Name      string   // of the target
	Env       []string // for programs, as os.Environ
	Overwrite bool     // replace files that recap did not put there
	Message   string   // of a commit
	Alone     bool     // no other publication of the site goes on
}

// own is a folder of the site's memory for one target; it is a cache.
func (a Around) own() string { return filepath.Join(a.Dir, ".recap", "publish", a.Name) }

// kinds are the kinds of targets, by their word in the settings.
var kinds = map[string]func(content.Target, Around) (Target, error){
	"dir":     dirTarget,
	"git":     gitTarget,
	"rsync":   rsyncTarget,
	"command": commandTarget,
}

// To is the target of an entry in the settings.
func To(t content.Target, a Around) (Target, error) {
	a.Name = t.Name.Text
	make, ok := kinds[t.Kind.Text]
	if !ok {
		return nil, fmt.Errorf("no target is of the kind %q", t.Kind.Text)
	}
	return make(t, a)
}

// emptied removes a folder of our own and makes it anew.
func emptied(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.MkdirAll(dir, 0o777)
}
