// The preview's half of live reload. It is added to responses only; what is
// published does not have it. See package serve for the events.
(() => {
  const me = document.currentScript, alone = me.dataset.page === "complaints";
  let key = me.dataset.key, run, source, hiding, dismissed;
  let host = document.querySelector("recap-complaints");

  const close = () => { if (source) source.close(); source = null; };
  const jump = { get: () => { try { const id = sessionStorage.getItem("recap-jump"); sessionStorage.removeItem("recap-jump"); return id; } catch { return null; } },
    set: id => { try { sessionStorage.setItem("recap-jump", id); } catch { } } };
  const reload = id => {
    close();
    if (id) { jump.set(id); history.scrollRestoration = "manual"; }
    location.reload();
  };
  // After a reload that was to show a section.
  const jumpTo = jump.get();
  if (jumpTo) addEventListener("load", () => requestAnimationFrame(() => {
    history.scrollRestoration = "auto";
    const there = document.getElementById(jumpTo);
    if (there) there.scrollIntoView();
  }));

  const at = url => { const u = new URL(url, location.href); return u.origin === location.origin ? decodeURI(u.pathname) : ""; };
  const is = (url, path) => at(url) === decodeURI(path);

  // A new stylesheet is loaded beside the old one, which goes when it is there.
  const swapStyle = (from, to) => {
    for (const old of document.querySelectorAll("link[rel~=stylesheet]")) {
      if (!is(old.href, from)) continue;
      const link = old.cloneNode();
      link.href = to;
      link.onload = link.onerror = () => old.remove();
      old.after(link);
    }
  };

  // A picture is exchanged wherever it is named; true when it was.
  const swapPicture = (from, to) => {
    let found = false;
    for (const el of document.querySelectorAll("img[src], input[type=image], video[poster], link[rel~=icon]")) {
      const name = el.poster !== undefined ? "poster" : el.href !== undefined ? "href" : "src";
      if (is(el[name], from)) { el[name] = to; found = true; }
    }
    for (const el of document.querySelectorAll("img[srcset], source[srcset]")) {
      const parts = el.srcset.split(/,\s+/).map(p => p.trim().split(/\s+/));
      if (!parts.some(p => is(p[0], from))) continue;
      el.srcset = parts.map(p => (is(p[0], from) ? [to, ...p.slice(1)] : p).join(" ")).join(", ");
      found = true;
    }
    return found;
  };

  const styles = () => [...document.querySelectorAll("link[rel~=stylesheet]")].map(l => l.href);
  const loaded = path => performance.getEntriesByType("resource").filter(e => is(e.name, path));

  // A file kept its name and has other bytes.
  const renew = path => {
    const fresh = path + "?" + Date.now();
    if (styles().some(s => is(s, path))) return swapStyle(path, fresh);
    if (swapPicture(path, fresh)) return;
    const uses = loaded(path);
    if (!uses.length) return;
    if (uses.every(e => e.initiatorType === "css")) { // its name in a style stays: the style is read again
      fetch(path, { cache: "reload" }).then(() => styles().forEach(s => at(s) && swapStyle(at(s), at(s) + "?" + Date.now())));
      return;
    }
    reload();
  };

  // The complaints live in a shadow tree, so that neither side's styles matter.
  const arm = () => { const b = host && host.shadowRoot && host.shadowRoot.querySelector("button"); if (b) b.onclick = () => panel(""); };
  const panel = html => {
    if (host) host.remove();
    host = null;
    if (!html) return;
    host = document.createElement("recap-complaints");
    host.attachShadow({ mode: "open" }).innerHTML = '<link rel="stylesheet" href="/.recap/complaints.css">' + html;
    arm();
    document.documentElement.append(host);
  };
  arm();
  const note = document.querySelector("recap-note");
  if (note && note.shadowRoot) note.shadowRoot.querySelector("button").onclick = () => note.remove();

  const handle = {
    hello: name => { if (run && run !== name) reload(); run = name; },
    reload,
    go: to => {
      if (document.hidden) return;
      if (is(to.url, location.pathname)) {
        const there = to.id && document.getElementById(to.id);
        if (there) there.scrollIntoView();
        return;
      }
      close();
      location.assign(to.url + (to.id ? "#" + encodeURIComponent(to.id) : ""));
    },
    same: () => {},
    swap: list => list.forEach(s => { if (s.to.split("?")[0].endsWith(".css")) swapStyle(s.from, s.to); else swapPicture(s.from, s.to); }),
    assets: list => list.forEach(renew),
    panel: html => {
      if (alone || (html && html === dismissed)) return;
      dismissed = "";
      panel(html);
      if (host) host.shadowRoot.querySelector("button").onclick = () => { dismissed = html; panel(""); };
    },
    strip: detail => document.dispatchEvent(new CustomEvent("recap-strip", { detail })),
  };

  const open = () => {
    if (source) return;
    const from = source = new EventSource("/.recap/events?" + new URLSearchParams({ path: location.pathname, key }));
    for (const name in handle) {
      source.addEventListener(name, e => {
        if (from !== source) return;
        if (e.lastEventId) key = e.lastEventId;
        handle[name](JSON.parse(e.data));
      });
    }
    source.onerror = () => { // a browser that has given up is asked again
      if (from === source && from.readyState === EventSource.CLOSED) { source = null; setTimeout(open, 1000); }
    };
  };

  // Browsers allow six connections to a server: pages nobody looks at give theirs
  // back, and catch up when they are looked at.
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(close, 20000); else open();
  });
  addEventListener("keydown", e => { if (e.key === "Escape") panel(""); });
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
})();
