package serve

import (
	"path"
	"strings"
	"unicode/utf8"
)

// types are the media types of what a site holds. The machine's own table is not
// asked: it differs from machine to machine.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".htm": "text/html; charset=utf-8", ".xhtml": "application/xhtml+xml; charset=utf-8",
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8", ".map": "application/json; charset=utf-8", ".geojson": "application/geo+json; charset=utf-8",
	".webmanifest": "application/manifest+json; charset=utf-8", ".xml": "application/xml; charset=utf-8",
	".atom": "application/atom+xml; charset=utf-8", ".rss": "application/rss+xml; charset=utf-8", ".opml": "text/x-opml; charset=utf-8",
	".xsl": "text/xsl; charset=utf-8", ".ics": "text/calendar; charset=utf-8", ".vtt": "text/vtt; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".csv": "text/csv; charset=utf-8",
	".yaml": "application/yaml; charset=utf-8", ".yml": "application/yaml; charset=utf-8",
	".svg": "image/svg+xml; charset=utf-8", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".heic": "image/heic", ".ico": "image/x-icon", ".bmp": "image/bmp",
	".tif": "image/tiff", ".tiff": "image/tiff",
	".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf", ".otf": "font/otf",
	".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime", ".ogv": "video/ogg",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav", ".flac": "audio/flac",
	".pdf": "application/pdf", ".epub": "application/epub+zip", ".wasm": "application/wasm",
	".zip": "application/zip", ".gz": "application/gzip", ".tar": "application/x-tar", ".xz": "application/x-xz", ".7z": "application/x-7z-compressed",
	".odp": "application/vnd.oasis.opendocument.presentation", ".odt": "application/vnd.oasis.opendocument.text",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}

// contentType is the media type of a planned file; text for names without an
// extension (_redirects, CNAME) when it is text.
func contentType(p string, body []byte) string {
	ext := strings.ToLower(path.Ext(p))
	if t, ok := types[ext]; ok {
		return t
	}
	if (ext == "" || strings.HasPrefix(path.Base(p), ".")) && utf8.Valid(body) {
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// isPicture reports whether a browser shows a file as a picture inside a page.
func isPicture(p string) bool {
	t := types[strings.ToLower(path.Ext(p))]
	return strings.HasPrefix(t, "image/")
}

func isHTML(contentType string) bool { return strings.HasPrefix(contentType, "text/html") }
