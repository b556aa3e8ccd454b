package publish

import (
	"net/url"
	"slices"
	"strings"

	"recap/generator/content"
	"recap/generator/diag"
)

// Codes explains what this room says.
var Codes = []diag.Code{
	{Name: "publish-address", Severity: diag.Error, Text: "The site is about to be published, and url: in content/site.yaml is still an address that belongs to nobody: example.org, example.com and example.net, and all that ends in .example or .invalid, are set aside for examples (RFC 2606). Feeds, the sitemap, social cards and calendars would lead there for good. Write the address at which readers will find the site, with the folder if it has one. A trial publication to a folder lets it pass with --with-warnings."},
	{Name: "publish-example", Severity: diag.Hint, Text: "A file that recap init wrote as an example is as it was, and goes to the readers like everything else. Delete it, or make it your own."},
}

// Placeholder complains about settings whose address belongs to nobody: RFC 2606,
// section 3, and of section 2 what no network of one's own uses.
func Placeholder(c *content.Config) diag.List {
	u, err := url.Parse(c.URL.Text)
	if err != nil {
		return nil
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	labels := strings.Split(host, ".")
	last := labels[len(labels)-1]
	name := strings.Join(labels[max(0, len(labels)-2):], ".")
	if last != "example" && last != "invalid" && !slices.Contains([]string{"example.com", "example.net", "example.org"}, name) {
		return nil
	}
	pos := c.URL.Pos
	if pos.File == "" {
		pos = diag.Whole("content/site.yaml")
	}
	return diag.List{diag.Errorf("publish-address", pos, "%s belongs to nobody: the feeds, the sitemap and every card would lead there", host).
		WithHint("write url: with the address at which readers will find the site; --with-warnings lets it pass, as for a trial")}
}
