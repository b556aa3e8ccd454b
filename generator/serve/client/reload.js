// The preview's half of live reload. It is added to responses only; what is
// published does not have it. See package serve for the events.
(() => {
  const me = document.currentScript, alone = me.dataset.page === "complaints";
  let key = me.dataset.key, run, source, host, hiding;

  const close = () => { if (source) source.close(); source = null; };
  const reload = () => { close(); location.reload(); };

  // A new stylesheet is loaded beside the old one, which goes when it is there.
  const swap = (from, to) => {
    for (const old of document.querySelectorAll("link[rel~=stylesheet]")) {
      const url = new URL(old.href, location.href);
      if (url.origin !== location.origin || url.pathname !== from) continue;
      const link = old.cloneNode();
      link.href = to;
      link.onload = link.onerror = () => old.remove();
      old.after(link);
    }
  };

  const usesStyle = path => [...document.querySelectorAll("link[rel~=stylesheet]")]
    .some(l => new URL(l.href, location.href).pathname === path);
  const used = path => performance.getEntriesByType("resource")
    .some(e => { const u = new URL(e.name, location.href); return u.origin === location.origin && u.pathname === path; });

  // The complaints live in a shadow tree, so that neither side's styles matter.
  const panel = html => {
    if (host) host.remove();
    host = null;
    if (!html) return;
    host = document.createElement("recap-complaints");
    const root = host.attachShadow({ mode: "open" });
    root.innerHTML = '<link rel="stylesheet" href="/.recap/complaints.css">' + html;
    root.querySelector("button").onclick = () => panel("");
    document.documentElement.append(host);
  };

  const handle = {
    hello: name => { if (run && run !== name) reload(); run = name; },
    reload,
    same: () => {},
    style: list => list.forEach(s => swap(s.from, s.to)),
    assets: list => {
      for (const path of list) {
        if (usesStyle(path)) swap(path, path + "?" + Date.now());
        else if (used(path)) return reload();
      }
    },
    panel: html => { if (!alone) panel(html); },
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

  // Browsers allow six connections to a server: pages nobody looks at give theirs back.
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(close, 20000); else open();
  });
  addEventListener("keydown", e => { if (e.key === "Escape") panel(""); });
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
})();
