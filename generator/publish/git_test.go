package publish

import (
	"encoding/base64"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"recap/generator/content"
)

// A build server leaves its token in the clone it made. Publishing to a remote of
// that clone by its name uses it, over a real HTTP server of git's.
func TestGitAccess(t *testing.T) {
	t.Parallel()
	base, err := exec.Command("git", "--exec-path").Output()
	backend := filepath.Join(strings.TrimSpace(string(base)), "git-http-backend")
	if err != nil || !exists(backend) {
		t.Skip("SKIPPED: there is no git-http-backend")
	}
	dir := t.TempDir()
	git := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	git("init", "--quiet", "--bare", "pages.git")
	git("-C", "pages.git", "config", "http.receivepack", "true")
	secret := "AUTHORIZATION: basic " + base64.StdEncoding.EncodeToString([]byte("x-access-token:secret"))
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, password, _ := r.BasicAuth(); password != "secret" {
			w.Header().Set("WWW-Authenticate", "Basic realm=git")
			http.Error(w, "who are you?", http.StatusUnauthorized)
			return
		}
		(&cgi.Handler{Path: backend, Env: []string{"GIT_PROJECT_ROOT=" + dir, "GIT_HTTP_EXPORT_ALL=1", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*"}}).ServeHTTP(w, r)
	}))
	defer srv.Close()
	site := filepath.Join(dir, "site")
	git("init", "--quiet", site)
	git("-C", site, "remote", "add", "origin", srv.URL+"/pages.git")
	git("-C", site, "config", "http."+srv.URL+"/.extraheader", secret)

	tt := content.Target{Kind: word("git")}
	s := built(t, filepath.Join(site, "public"), version(0, 2))
	a := Around{Dir: site, Env: append(os.Environ(), "HOME="+dir, "GIT_DIR=/nowhere"), Message: "publish", Alone: true}
	// What a killed git left is no reason to stop.
	write(t, a.Dir, map[string]string{".recap/publish/web.git/shallow.lock": ""})
	if _, err := send(t.Context(), tt, a, s); err != nil {
		t.Fatal(err)
	}
	if out := git("-C", "pages.git", "ls-tree", "-r", "--name-only", "gh-pages"); !strings.Contains(out, "2026/p1/index.html\n") {
		t.Errorf("the branch holds\n%s", out)
	}
	if out := git("-C", site, "status", "--porcelain", "--ignored"); strings.Contains(out, "index") {
		t.Errorf("the writer's own repository: %s", out)
	}
}
