// Feeds hostile inputs to recap build, one by one. `recap` must be on PATH:
//   go build -o BIN/recap ./cmd/recap && PATH=BIN:$PATH KIT/badinput/run cmd/recap/testdata/kit/badinput.recap.mjs
const eventKeys = [
  [/^start: /gm, 'start_date: '], [/^end: /gm, 'end_date: '], [/^tz: /gm, 'timezone: '],
  [/^venue: (.*)$/gm, (_, v) => `venue: {name: ${JSON.stringify(unquote(v))}}`],
  [/^city: /gm, 'location: '], [/^country: (.*)$/gm, '# country $1'],
];
const unquote = (v) => v.trim().replace(/^"(.*)"$/, (_, s) => s.replace(/\\"/g, '"')).replace(/^'(.*)'$/, (_, s) => s.replace(/''/g, "'"));
export default {
  name: 'recap', base: 'small',
  build: 'recap build -C {site} -o {out} --now 2026-11-20T12:00:00Z',
  baseURL: 'https://recap.example.org/',
  contentDir: 'content', config: 'content/site.yaml',
  configKeys: { title: 'title', baseURL: 'url' },
  layout: { post: 'content/posts/{name}', event: 'content/events/{name}', static: 'content/static/{name}', asset: 'content/posts/{name}' },
  transform({ role, data }) {
    if (role !== 'event') return data;
    let s = data.toString('utf8');
    for (const [from, to] of eventKeys) s = s.replace(from, to);
    return Buffer.from(s);
  },
  ignoreWrites: ['^site/\\.recap/'],
  listPages: '^(index\\.html|posts/page/|tags?/|archive|\\d{4}/index\\.html|events/)',
};
