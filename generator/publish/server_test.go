package publish

import (
	"fmt"
	"maps"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"recap/generator/content"
)

// gitRepository is a bare repository; a stranger works in a clone of it.
func gitRepository(t *testing.T, repo string) testTarget {
	t.Helper()
	git := func(dir string, args ...string) string {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_AUTHOR_NAME=A Stranger", "GIT_AUTHOR_EMAIL=stranger@example.org", "GIT_COMMITTER_NAME=A Stranger", "GIT_COMMITTER_EMAIL=stranger@example.org", "GIT_CONFIG_GLOBAL="+os.DevNull)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	git(filepath.Dir(repo), "init", "--quiet", "--bare", repo)
	if err := os.MkdirAll(filepath.Join(repo, "refs", "heads"), 0o755); err != nil {
		t.Fatal(err)
	}
	n := 0
	return testTarget{"git", content.Target{Kind: word("git"), Remote: word(repo), Branch: word("pages")},
		func() map[string]string {
			files := map[string]string{}
			if strings.TrimSpace(git(repo, "for-each-ref", "refs/heads/pages")) == "" {
				return files
			}
			n++
			at := fmt.Sprintf("%s.tree%d", repo, n)
			git(filepath.Dir(repo), "-c", "advice.detachedHead=false", "clone", "--quiet", "--branch", "pages", repo, at)
			maps.Copy(files, treeOf(t, at))
			for p := range files {
				if strings.HasPrefix(p, ".git/") {
					delete(files, p)
				}
			}
			os.RemoveAll(at)
			return files
		},
		func(files map[string]string) {
			n++
			at := fmt.Sprintf("%s.work%d", repo, n)
			git(filepath.Dir(repo), "clone", "--quiet", "--branch", "pages", repo, at)
			write(t, at, files)
			git(at, "add", "--all", "--force")
			git(at, "commit", "--quiet", "-m", "something of mine")
			git(at, "push", "--quiet", "origin", "pages")
			os.RemoveAll(at)
		}, true}
}

type server struct{ user, command string }

// sshServer starts a real sshd on loopback with keys of its own. Where there is
// none the test says so and goes on without; under RECAP_SSH=require, as in CI,
// that is a failure.
func sshServer(t *testing.T) (server, bool) {
	t.Helper()
	missing := func(why string) (server, bool) {
		t.Helper()
		if os.Getenv("RECAP_SSH") == "require" {
			t.Fatal(why)
		}
		t.Logf("SKIPPED: publishing over ssh is not tested: %s", why)
		return server{}, false
	}
	if runtime.GOOS == "windows" {
		return missing("not on Windows")
	}
	sshd, err := exec.LookPath("sshd")
	if err != nil {
		if sshd = "/usr/sbin/sshd"; !exists(sshd) {
			return missing("there is no sshd")
		}
	}
	for _, name := range []string{"ssh", "ssh-keygen", "rsync"} {
		if _, err := exec.LookPath(name); err != nil {
			return missing("there is no " + name)
		}
	}
	me, err := user.Current()
	if err != nil {
		return missing(err.Error())
	}
	if me.Uid == "0" {
		os.MkdirAll("/run/sshd", 0o755) // sshd asks for it
	}
	dir := t.TempDir()
	for _, key := range []string{"host", "user"} {
		if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", filepath.Join(dir, key)).CombinedOutput(); err != nil {
			return missing(fmt.Sprintf("ssh-keygen: %v %s", err, out))
		}
	}
	pub, _ := os.ReadFile(filepath.Join(dir, "host.pub"))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	write(t, dir, map[string]string{
		"config": fmt.Sprintf("ListenAddress 127.0.0.1\nPort %d\nHostKey %s/host\nAuthorizedKeysFile %s/user.pub\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\nPasswordAuthentication no\nMaxStartups 100\n", port, dir, dir),
		"known":  fmt.Sprintf("[127.0.0.1]:%d %s", port, pub),
	})
	cmd := exec.Command(sshd, "-D", "-e", "-f", filepath.Join(dir, "config"))
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		return missing(err.Error())
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	ssh := fmt.Sprintf("ssh -F %s -p %d -i %s/user -o IdentitiesOnly=yes -o UserKnownHostsFile=%s/known -o GlobalKnownHostsFile=%s -o BatchMode=yes -o KexAlgorithms=curve25519-sha256 -o Ciphers=aes128-gcm@openssh.com -o LogLevel=ERROR", os.DevNull, port, dir, dir, os.DevNull)
	for range 100 {
		args := strings.Fields(ssh)
		if err = exec.Command(args[0], append(args[1:], me.Username+"@127.0.0.1", "true")...).Run(); err == nil {
			return server{me.Username, ssh}, true
		}
		time.Sleep(50 * time.Millisecond)
	}
	return missing(fmt.Sprintf("sshd does not answer: %v\n%s", err, said.String()))
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
