package importer

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gopkg.in/yaml.v3"
)

// settingsOf is what an import needs of content/site.yaml: the pattern of
// addresses. Whether the settings are right is the build's business.
func settingsOf(site string) (permalink string, has bool, err error) {
	for _, name := range []string{"site.yaml", "site.yml"} {
		data, err := os.ReadFile(filepath.Join(site, "content", name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return "", false, err
		}
		var c struct {
			Permalinks struct {
				Post string `yaml:"post"`
			} `yaml:"permalinks"`
		}
		_ = yaml.Unmarshal(data, &c)
		return c.Permalinks.Post, true, nil
	}
	return "", false, nil
}

// writeSettings begins content/site.yaml for a site that has none.
func (r *run) writeSettings() error {
	if r.hasConfig {
		return nil
	}
	title := r.blog.title
	if title == "" {
		title = "My recaps"
	}
	var b strings.Builder
	b.WriteString("title: " + scalar(title) + "\n")
	if u := webAddress(r.blog.url); u != "" {
		b.WriteString("url: " + scalar(strings.TrimSuffix(u, "/")+"/") + "\n")
	}
	if l := languageTag(r.blog.language); l != "" {
		b.WriteString("language: " + l + "\n")
	}
	b.WriteString("# timezone: Europe/Berlin   # of dates that name none; UTC without this line\n")
	if r.blog.about != "" {
		b.WriteString("description: " + scalar(r.blog.about) + "\n")
	}
	if r.pattern != defaultPermalink {
		b.WriteString("permalinks: {post: " + scalar(r.pattern) + "}\n")
	}
	return r.stage.put("content/site.yaml", "settings", []byte(b.String()))
}

const defaultPermalink = "/:year/:month/:slug/"

// languageTag brings en_US and de-DE into the form of front matter; the region
// goes, as it seldom means more than where the software was set up.
func languageTag(s string) string {
	s, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"), "-")
	s = strings.ToLower(s)
	if len(s) != 2 && len(s) != 3 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return s
}
