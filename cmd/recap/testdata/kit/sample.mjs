// sample.mjs CONTENT.json IMAGES OUT: lays the kit's neutral sample out as a recap site.
import fs from 'node:fs';
import path from 'node:path';

const [json, images, out] = process.argv.slice(2);
if (!out) { console.error('usage: sample.mjs CONTENT.json IMAGES OUT'); process.exit(2); }
const c = JSON.parse(fs.readFileSync(json));
const put = (name, text) => { const p = path.join(out, 'content', name); fs.mkdirSync(path.dirname(p), { recursive: true }); fs.writeFileSync(p, text); };
const q = (v) => JSON.stringify(v);

put('site.yaml', `title: ${q(c.site.title)}
url: https://recap.example.org/
description: ${q(c.site.description)}
language: ${c.site.lang}
timezone: Europe/Berlin
author: ${q(c.site.author)}
permalinks: {post: "/posts/:slug/"}
theme: {menu: [{title: Archive, url: /archive/}, {title: Events, url: /events/}, {title: Tags, url: /tags/}, {title: About, url: /about/}]}
`);
put('speakers.yaml', c.speakers.map((s) => `${s.id}:\n  name: ${q(s.name)}\n  bio: ${q(s.bio)}\n  links: {website: ${q(s.url)}}\n`).join(''));
for (const e of c.events) {
  let y = `name: ${q(e.name)}\nstart_date: ${e.start}\nend_date: ${e.end}\ntimezone: ${e.tz}\nurl: ${q(e.url)}\ndescription: ${q(e.summary)}\n`;
  if (e.online) y += 'mode: online\n';
  else y += `venue: {name: ${q(e.venue)}, address: {street: ${q(e.street)}, city: ${q(e.city)}, country: ${e.country}}}\n`;
  y += 'talks:\n';
  for (const t of e.talks) {
    y += `  ${t.id}:\n    title: ${q(t.title)}\n    speakers: [${t.speakers.map((s) => `speaker:${s}`).join(', ')}]\n    start: ${t.start}\n    end: ${t.end}\n    abstract: ${q(t.abstract)}\n`;
    if (t.video) y += `    video: ${q(t.video)}\n`;
  }
  put(`events/${e.id}.yaml`, y);
}
const video = Object.fromEntries(c.events.flatMap((e) => e.talks).map((t) => [t.id, t.video]));
for (const p of c.posts) {
  const body = p.body.replace(/\(img:/g, '(/images/').replace(/\(event:([^)]+)\)/g, '(/events/$1/)')
    .replace(/^video:(\S+)$/gm, (_, id) => video[id] ? `<${video[id]}>` : 'No recording.');
  const author = c.speakers.find((s) => s.id === p.author).name;
  let f = `title: ${q(p.title)}\ndate: ${p.date}\nauthors: [${q(author)}]\ntags: [${p.tags.map(q).join(', ')}]\nevent: ${p.event}\nsummary: ${q(p.summary)}\n`;
  if (p.updated) f += `updated: ${p.updated}\n`;
  if (p.talks.length) f += `talks: [${p.talks.join(', ')}]\n`;
  if (p.cover) f += `image: {file: /images/${p.cover}, alt: ${q(p.coverAlt)}}\n`;
  put(`posts/${p.slug}.md`, `---\n${f}---\n\n${body}`);
}
for (const p of c.pages) put(`pages/${p.slug}.md`, `---\ntitle: ${q(p.title)}\n---\n\n${p.body}\n`);
const to = path.join(out, 'content/static/images');
fs.mkdirSync(to, { recursive: true });
for (const f of fs.readdirSync(images)) fs.copyFileSync(path.join(images, f), path.join(to, f));
