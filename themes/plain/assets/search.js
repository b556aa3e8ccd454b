// Search in the files below data-index; the rules are those of the generator's
// package search, which describes the files as well.
{
  const words = document.currentScript.dataset;
  const $ = (s) => document.querySelector(s);
  const form = $("form.search"), field = form.q, status = $("[role=status]"), list = $("ol.hits"), more = $(".more"), narrow = form.querySelector("details");
  const index = form.dataset.index, home = form.dataset.home, lang = document.documentElement.lang;
  const weight = [0, 1, 2, 4, 6, 10], marks = "!#$%&";
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const value = Object.fromEntries([...digits].map((c, i) => [c.charCodeAt(0), i]));
  const shown = 10;
  let root, places, stop, ends, last = 0, hits = [], at = 0;

  // Files are asked for once. What failed may be asked for again.
  const kept = {};
  const get = (name) => kept[name] ??= fetch(index + name).then((r) => {
    if (!r.ok) throw Error(r.status);
    return r.json();
  }).catch((e) => { delete kept[name]; throw e; });
  const begin = () => get("index.json").then((r) => {
    root = r;
    places = r.sets.flatMap((s, n) => s.runs.map((r) => ({ ...r, n, dir: s.name + "/" + r.dir + "/" })));
    stop = new Set(r.stop.split(" "));
    ends = ["", ...r.ends.split(" ")];
  });

  // Words as terms.
  const latin = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i", ς: "σ" };
  const umlauts = { ä: "ae", ö: "oe", ü: "ue" };
  const terms = (typed) => {
    const out = [];
    for (const [run] of typed.matchAll(/(?<![\p{L}\p{N}\p{M}])[a-z](?:\+\+|#)|[\p{L}\p{N}\p{M}]+/giu)) {
      const word = run.normalize("NFC").toLowerCase().replace(/[äöü]/g, (c) => umlauts[c])
        .normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[ßæœøđðþłıς]/g, (c) => latin[c]);
      for (const [part, cjk] of word.matchAll(/([\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]+)|[a-z](?:\+\+|#)$|(?:(?![\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}])[\p{L}\p{N}])+/gu)) {
        const chars = [...part];
        if (!cjk || chars.length < 2) out.push(chars.slice(0, 32).join(""));
        else for (let i = 0; i + 1 < chars.length; i++) out.push(chars[i] + chars[i + 1]);
      }
    }
    return out.filter((t, i) => out.lastIndexOf(t) == i);
  };
  const length = (s) => [...s].length;
  const bent = (word) => {
    let stem = word, short = length(word) < 4;
    for (const e of ends) if (e && word.endsWith(e)) {
      const s = word.slice(0, -e.length), n = length(s);
      if (n >= 4 && (short || s.length < stem.length)) [stem, short] = [s, false];
      else if (n == 3 && e == "s" && stem == word) [stem, short] = [s, true];
    }
    if (short) return length(stem) < 3 ? [word] : [stem, stem + "s"];
    return ends.map((e) => stem + e);
  };
  const slipped = (term, word) => {
    const a = [...term], b = [...word];
    if (a[0] != b[0] || a[1] != b[1]) return false;
    let i = 2;
    while (i < a.length && i < b.length && a[i] == b[i]) i++;
    const s = (l, n) => l.slice(i + n).join(""), d = a.length - b.length;
    return d == 1 ? s(a, 1) == s(b, 0) : d == -1 ? s(a, 0) == s(b, 1)
      : d == 0 && i < a.length && (s(a, 1) == s(b, 1) || a[i] == b[i + 1] && a[i + 1] == b[i] && s(a, 2) == s(b, 2));
  };

  // Files of terms.
  const below = (at, prefix) => at.parts.filter((p) => p.startsWith(prefix) || prefix.startsWith(p));
  const holding = (at, term) => at.parts.filter((p) => term.startsWith(p) || p == term + "$");
  const file = (at, part) => at.dir + "w-" + [...part].map((c) => /[a-zA-Z0-9]/.test(c) ? c : "_" + c.codePointAt(0).toString(16) + "_").join("") + ".json";
  const load = (at, parts) => Promise.all([...new Set(parts)].map((p) => get(file(at, p))));
  const read = (text, fit, into) => {
    let known = 1, doc = -1, gap = 0;
    for (let i = 0; i < text.length; i++) {
      const v = value[text.charCodeAt(i)];
      if (v === undefined) { known = marks.indexOf(text[i]) + 1; continue; }
      gap = gap << 5 | v & 31;
      if (v < 32) {
        doc += gap + 1;
        gap = 0;
        into[doc] = Math.max(into[doc], fit && weight[known] * fit || 1);
      }
    }
  };
  // What fits gives, for each place, is the score of each document, 0 for none.
  const look = async (parts, fit) => {
    let any = false;
    const out = await Promise.all(places.map(async (at) => {
      const into = new Int32Array(at.size);
      for (const part of await load(at, parts(at)))
        for (let i = 0; i < part.length; i += 2) {
          const f = fit(part[i]);
          if (f >= 0) { any = true; read(part[i + 1], f, into); }
        }
      return into;
    }));
    return any && out;
  };
  const find = async (word, begun) => {
    const same = new Set(bent(word));
    begun &&= length(word) > 2;
    const out = await look((at) => [...same, word].flatMap((w) => holding(at, w)).concat(begun ? below(at, word) : []),
      (t) => t == word ? 4 : same.has(t) ? 3 : begun && t.startsWith(word) ? 2 : -1);
    if (out || length(word) < 4) return out;
    const [two, three] = [2, 3].map((n) => [...word].slice(0, n).join(""));
    const near = places.flatMap((at) => below(at, two)).length > 48 ? three : two;
    return look((at) => below(at, near), (t) => t.startsWith(near) && slipped(t, word) ? 1 : -1);
  };

  // A question to its hits: numbers that hold score, set and document.
  const ask = async () => {
    const mine = ++last;
    const state = new URLSearchParams();
    for (const [k, v] of new FormData(form)) if (v.trim()) state.set(k, v.trim());
    const q = state + "";
    try {
      history.replaceState(null, "", q ? "?" + q : location.pathname);
    } catch { /* browsers limit how often; the next letter gets there */ }
    try {
      await begin();
      const asked = terms(field.value), begun = /[\p{L}\p{N}\p{M}]$/u.test(field.value);
      const narrowed = ["kind", "year", "event", "speaker"].filter((k) => form[k].value).map((k) => "=" + k[0] + form[k].value);
      const scores = await Promise.all([
        ...asked.map((w, i) => find(w, begun && i == asked.length - 1)),
        ...narrowed.map((n) => look((at) => below(at, n), (t) => t == n || t.startsWith(n + "|") ? 0 : -1)),
      ]);
      if (mine != last) return;
      const began = performance.now();
      let may = asked.map((w) => stop.has(w));
      if (may.every((m) => m)) may = [];
      const must = scores.filter((s, i) => !may[i]), extra = scores.filter((s, i) => s && may[i]);
      hits = [];
      if (scores.length && must.every((s) => s)) places.forEach((at, p) => {
        docs: for (let doc = 0; doc < at.size; doc++) {
          let score = 0;
          for (const s of must) {
            if (!s[p][doc]) continue docs;
            score += s[p][doc];
          }
          for (const s of extra) score += s[p][doc];
          hits.push((score * 8 + 7 - at.n) * 2 ** 24 + at.from + doc);
        }
      });
      hits = Float64Array.from(hits).sort().reverse();
      performance.measure("search", { start: began });
      at = 0;
      await show(mine, true);
      if (narrow.open) await choices(mine);
    } catch (e) {
      if (mine == last) { status.textContent = words.failed; console.error(e); }
    }
  };

  const el = (name, props, ...children) => {
    const e = Object.assign(document.createElement(name), props);
    e.append(...children);
    return e;
  };
  const date = (d) => {
    const parts = d.split("-");
    return new Intl.DateTimeFormat(lang == "en" ? "en-GB" : lang, { timeZone: "UTC", year: "numeric", month: parts[1] && "long", day: parts[2] && "numeric" }).format(new Date(d));
  };
  const result = ([url, title, day, kind, about, lead, own]) => {
    const meta = [form.kind.querySelector(`[value=${kind}]`).text, day && date(day), about].filter((x) => x);
    return el("li", own ? { lang: own } : {},
      el("p", { className: "title" }, el("a", { href: home + url }, title)),
      el("p", { className: "meta", lang }, ...meta.flatMap((m) => [el("span", {}, m), " "])),
      ...lead ? [el("p", {}, lead)] : []);
  };
  const show = async (mine, fresh) => {
    const next = [...hits.subarray ? hits.subarray(at, at + shown) : []];
    const docs = await Promise.all(next.map((h) => {
      const set = root.sets[7 - Math.floor(h / 2 ** 24) % 8].name, doc = h % 2 ** 24;
      return get(set + "/docs/" + Math.floor(doc / root.docs) + ".json").then((d) => d[doc % root.docs]);
    }));
    if (mine != last) return;
    if (fresh) list.replaceChildren();
    list.append(...docs.map(result));
    at += docs.length;
    const n = hits.length;
    more.hidden = at >= n;
    status.textContent = !form.q.value.trim() && !n ? "" : n == 1 ? words.single : n ? words.many.replace("#", n.toLocaleString(lang)) : words.none;
  };

  // What results can be narrowed by: years, events and speakers that they know.
  const choices = async (mine) => {
    for (const name of ["year", "event", "speaker"]) {
      const found = {}, into = {};
      for (const h of hits) {
        const n = 7 - Math.floor(h / 2 ** 24) % 8;
        (into[n] ??= new Set()).add(h % 2 ** 24);
      }
      await Promise.all(places.map(async (at) => {
        if (!into[at.n]) return;
        for (const part of await load(at, below(at, "=" + name[0])))
          for (let i = 0; i < part.length; i += 2) if (part[i].startsWith("=" + name[0])) {
            const docs = new Int32Array(at.size);
            read(part[i + 1], 0, docs);
            const n = docs.reduce((n, d, i) => n + (d && into[at.n].has(at.from + i) ? 1 : 0), 0);
            if (n) found[part[i].slice(2)] = (found[part[i].slice(2)] || 0) + n;
          }
      }));
      if (mine != last) return;
      const select = form[name], old = select.value;
      const options = Object.keys(found).map((k) => {
        const [id, label] = k.split(/\|(.*)/s);
        return { value: id, text: (label || id) + " (" + found[k] + ")" };
      }).sort((a, b) => name == "year" ? b.value - a.value : a.text.localeCompare(b.text, lang));
      if (old && !options.some((o) => o.value == old)) options.unshift({ value: old, text: old });
      select.replaceChildren(select.options[0], ...options.map((o) => el("option", o)));
      select.value = old;
    }
  };

  let timer;
  const soon = () => { clearTimeout(timer); timer = setTimeout(ask, 60); };
  field.addEventListener("focus", () => begin().catch(() => {}), { once: true });
  field.addEventListener("input", soon);
  form.addEventListener("change", (e) => e.target != field && ask());
  narrow.addEventListener("toggle", () => narrow.open && root && choices(last).catch(console.error));
  more.addEventListener("click", async () => {
    const first = at;
    await show(last);
    list.children[first]?.querySelector("a").focus();
  });
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    clearTimeout(timer);
    await ask();
    list.querySelector("a")?.focus();
  });
  addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const here = document.activeElement, links = [...list.querySelectorAll("a")], n = links.indexOf(here);
    if (e.key == "/" && !/INPUT|SELECT|TEXTAREA/.test(here.tagName)) field.select();
    else if (e.key == "Escape" && here != field && n >= 0) field.focus();
    else if (e.key == "Escape" && here == field) { field.value = ""; ask(); }
    else if (e.key == "ArrowDown" && (here == field || n >= 0)) (links[n + 1] || more).focus();
    else if (e.key == "ArrowUp" && n >= 0) (links[n - 1] || field).focus();
    else return;
    e.preventDefault();
  });

  narrow.querySelector("fieldset").disabled = false;
  for (const [k, v] of new URLSearchParams(location.search)) {
    const input = form[k];
    if (!input || !v) continue;
    if (input.options && ![...input.options].some((o) => o.value == v)) input.append(el("option", { value: v, text: v }));
    input.value = v;
    narrow.open ||= input != field;
  }
  if (location.search) ask();
  if (matchMedia("(hover: hover)").matches) field.focus();
}
