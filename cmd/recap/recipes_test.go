package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"gopkg.in/yaml.v3"
)

// TestMain lets the test be recap itself, so that recipes find it by that name.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == "recap" {
		os.Exit(run(os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// The shell steps of every recipe run in a fresh clone with an empty home, twice:
// the second time with the memory of the first, as a server restores it. What a
// server does itself is done here in its place: the clone (checkout) and the folder
// of the memory (cache). The install step finds recap on PATH and is content; with
// RECAP_INSTALL=1 it clones the sources and builds them.
func TestRecipes(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("recipes are run by a POSIX shell")
	}
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			bin := filepath.Join(dir, "bin")
			exe, err := os.Executable()
			if err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(bin, 0o777); err != nil {
				t.Fatal(err)
			}
			install := os.Getenv("RECAP_INSTALL") != ""
			if !install {
				if err := os.Symlink(exe, filepath.Join(bin, "recap")); err != nil {
					t.Fatal(err)
				}
			}
			home := filepath.Join(dir, "home")
			path := bin + ":" + home + "/.local/bin:" + os.Getenv("PATH")
			env := []string{"HOME=" + home, "PATH=" + path, "RECAP_NOW=2026-06-15T12:00:00Z", "GIT_CONFIG_NOSYSTEM=1",
				"RUNNER_TEMP=" + filepath.Join(dir, "temp"), "GITHUB_PATH=" + filepath.Join(dir, "github-path"),
				"NETLIFY_CACHE_DIR=" + filepath.Join(dir, "kept"), "RECAP_KEEP=" + filepath.Join(dir, "kept", "recap")}
			if install {
				env = append(env, "GOPATH="+goEnv(t, "GOPATH"), "GOCACHE="+goEnv(t, "GOCACHE"), "GOMODCACHE="+goEnv(t, "GOMODCACHE"), "GOFLAGS=-mod=mod")
			}
			sh := func(at, script string) string {
				t.Helper()
				cmd := exec.Command("bash", "-e", "-c", script)
				cmd.Dir, cmd.Env = at, env
				out, err := cmd.CombinedOutput()
				if err != nil {
					t.Fatalf("%s\n%v\n%s", script, err, out)
				}
				return string(out)
			}
			// A writer begins a site, asks for the recipe and pushes.
			site := filepath.Join(dir, "site")
			self := func(args ...string) {
				t.Helper()
				cmd := exec.Command(exe, args...)
				cmd.Args[0] = "recap"
				cmd.Dir, cmd.Env = dir, env
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%v: %v\n%s", args, err, out)
				}
			}
			self("init", "site")
			setLine(t, filepath.Join(site, "content", "site.yaml"), "url:", "url: https://site.test/")
			// Another target comes first: the recipe names its own.
			if s.name != "gitlab" {
				appendTo(t, filepath.Join(site, "content", "site.yaml"), "publish:\n  targets:\n    - {name: web, kind: dir, path: ../www}\n  files: [cname]\n")
			}
			source, err := filepath.Abs("../..")
			if err != nil {
				t.Fatal(err)
			}
			self("-C", "site", "init", "--ci", s.name, "--source", "file://"+source)
			self("-C", "site", "urls", "--accept")
			sh(site, `git init --quiet -b main; git add -A; git -c user.name=W -c user.email=w@example.org commit --quiet -m begun
git clone --quiet --bare . ../origin.git`)
			steps := stepsOf(t, filepath.Join(site, filepath.FromSlash(s.file)))
			if len(steps) == 0 {
				t.Fatal("the recipe has no steps")
			}
			var said [2]string
			for i := range said {
				work := filepath.Join(dir, fmt.Sprint("work", i))
				sh(dir, "git clone --quiet origin.git "+filepath.Base(work))
				memory := filepath.Join(dir, "memory")
				if _, err := os.Stat(memory); err == nil {
					sh(dir, "cp -a memory "+filepath.Base(work)+"/.recap")
				}
				for _, step := range steps {
					said[i] += sh(work, step)
				}
				sh(dir, "rm -rf memory; cp -a "+filepath.Base(work)+"/.recap memory")
				if _, err := os.Stat(filepath.Join(work, "public", "index.html")); err != nil {
					t.Error(err)
				}
				if out := sh(work, "git status --porcelain"); out != "" {
					t.Errorf("the clone is left with changes:\n%s", out)
				}
			}
			branch := map[string]string{"github": "gh-pages", "codeberg": "pages"}[s.name]
			if branch == "" {
				return
			}
			if out := sh(dir, "git --git-dir=origin.git log --oneline "+branch); strings.Count(out, "\n") != 1 {
				t.Errorf("two runs made other than one commit:\n%s", out)
			}
			if out := sh(dir, "git --git-dir=origin.git ls-tree -r --name-only "+branch); !strings.Contains(out, "feed.atom\n") {
				t.Errorf("the branch holds\n%s", out)
			}
			if !strings.Contains(said[1], "is up to date") {
				t.Errorf("the second run said\n%s", said[1])
			}
			// A new post, without its address in the ledger: the server writes it back.
			sh(site, `cat > content/posts/new.md <<'POST'
---
title: New
date: 2026-06-14
---

A new one.
POST
git add -A; git -c user.name=W -c user.email=w@example.org commit --quiet -m new; git push --quiet ../origin.git main`)
			sh(dir, "git clone --quiet origin.git work3; cp -a memory work3/.recap")
			for _, step := range steps {
				sh(filepath.Join(dir, "work3"), step)
			}
			if out := sh(dir, "git --git-dir=origin.git show main:content/urls.yaml"); !strings.Contains(out, `"/2026/06/new/"`) {
				t.Errorf("the ledger was not written back:\n%s", out)
			}
			if out := sh(dir, "git --git-dir=origin.git show --stat --format=%s "+branch); !strings.Contains(out, "2026/06/new/index.html") {
				t.Errorf("the last publication is\n%s", out)
			}
		})
	}
}

// appendTo adds a text to the end of a file.
func appendTo(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(readFile(t, file)+text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// stepsOf are the shell steps of a recipe, in their order.
func stepsOf(t *testing.T, file string) (steps []string) {
	t.Helper()
	text := readFile(t, file)
	if strings.HasSuffix(file, ".toml") {
		var r struct {
			Build struct {
				Command     string
				Environment map[string]string
			}
		}
		if _, err := toml.Decode(text, &r); err != nil {
			t.Fatal(err)
		}
		return []string{exports(r.Build.Environment) + r.Build.Command}
	}
	var r struct {
		Jobs map[string]struct {
			Steps []struct{ Run string }
		}
		Pages struct {
			Before []string `yaml:"before_script"`
			Script []string
		}
		Env, Variables map[string]string
	}
	if err := yaml.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	begin := exports(r.Env) + exports(r.Variables)
	for _, j := range r.Jobs {
		for _, s := range j.Steps {
			if s.Run != "" {
				steps = append(steps, begin+s.Run)
			}
		}
	}
	if len(r.Pages.Script) > 0 {
		steps = append(steps, begin+strings.Join(append(r.Pages.Before, r.Pages.Script...), "\n"))
	}
	return steps
}

// exports are the variables of a recipe, which the server sets.
func exports(vars map[string]string) (lines string) {
	for k, v := range vars {
		lines += fmt.Sprintf("export %s='%s'\n", k, v)
	}
	return lines
}

func goEnv(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}
