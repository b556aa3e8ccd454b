// Watches recap serve with a real browser. `recap` must be on PATH:
//   go build -o BIN/recap ./cmd/recap && PATH=BIN:$PATH KIT/preview-probe cmd/recap/testdata/kit/preview.recap.mjs
// The site is small/ with a copy of the plain theme, so that templates can be edited.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const here = import.meta.dirname;
const site = fs.mkdtempSync(path.join(os.tmpdir(), 'recap-preview-'));
fs.cpSync(path.join(here, 'small'), site, { recursive: true });
fs.cpSync(path.join(here, '../../../../themes/plain'), path.join(site, 'themes/plain'), { recursive: true });
fs.mkdirSync(path.join(site, 'content/pages'));
fs.writeFileSync(path.join(site, 'content/pages/about.md'), '---\ntitle: About\n---\nA page of its own.\n');
process.on('exit', () => fs.rmSync(site, { recursive: true, force: true }));

const post = 'content/posts/first.md', url = '/posts/first/';
const template = 'themes/plain/pages/post.html', fresh = { find: '<h1', replace: '<p>{token}</p><h1' };
const event = { file: 'content/events/small-conf-2026.yaml', url: '/events/small-conf-2026/', find: 'name: Small Conf', replace: 'name: Small Conf {token}' };
const config = { file: 'content/site.yaml', url: '/', find: 'title: Recap Notes', replace: 'title: Recap Notes {token}' };
export default {
  name: 'recap', site,
  command: 'recap serve --port {port}', cwd: '{site}', url: 'http://127.0.0.1:{port}/',
  post: { file: post, url }, otherUrl: '/about/', listUrl: '/',
  staticDir: 'content/static', staticUrl: '/',
  newPost: { file: 'content/posts/{name}.md', url: '/posts/{name}/', content: '---\ntitle: "New {name} {token}"\ndate: 2026-11-19T10:00:00Z\n---\n\nBody {token}\n' },
  newTree: { into: 'content/posts', root: 'tree', file: 'tree/{name}.md', url: '/posts/{name}/' },
  template: { file: template, ...fresh },
  css: { file: 'themes/plain/assets/style.css' },
  event, config,
  broken: {
    'front matter': { file: post, find: 'title: ', replace: 'title: [unclosed\nfoo: ' },
    template: { file: template, find: '{{.Title}}', replace: '{{.Title ', fix: fresh },
    'template (run time)': { file: template, find: '{{.Title}}', replace: '{{.NoSuchField.At.All}}', fix: fresh },
    'event YAML': { file: event.file, url: event.url, find: 'name: ', replace: 'name: [', fix: event },
    config: { file: config.file, url: '/', find: 'title: Recap', replace: 'title: [Recap', fix: config },
  },
};
