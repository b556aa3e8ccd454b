// Until the reader asks for comments, their host knows nothing of the reader.
onclick = async (e) => {
  const a = e.target.closest("[data-talk]");
  if (!a || e.ctrlKey || e.metaKey) return;
  e.preventDefault();
  const { talk, src, css, ...rest } = a.dataset, p = a.parentNode;
  const make = (into, name, set) => into.appendChild(Object.assign(document.createElement(name), set));
  const box = make(p.parentNode, "ol", { id: "isso-thread", className: talk });
  p.remove();
  if (talk != "mastodon") {
    if (css) make(document.head, "link", { rel: "stylesheet", href: css });
    const s = document.createElement("script");
    Object.assign(s.dataset, rest);
    box.append(Object.assign(s, { src }));
    return;
  }
  try {
    for (const s of (await (await fetch(src)).json()).descendants) {
      const li = make(box, "li");
      make(li, "a", { href: /^https:/.test(s.url) ? s.url : a.href, rel: "nofollow ugc", textContent: s.account.display_name });
      make(li, "p", { textContent: new DOMParser().parseFromString(s.content.replace(/<[^>]*>/g, " "), "text/html").body.textContent });
    }
  } catch {
    location = a.href;
  }
};
