// Copies code and addresses, marks the section that is read in the contents.
(() => {
  const words = document.currentScript.dataset, all = s => [...document.querySelectorAll(s)];
  if (words.copy && navigator.clipboard) {
    const said = document.createElement("p");
    said.className = "unseen";
    said.role = "status";
    document.body.append(said);
    const add = (to, label, what) => {
      const b = document.createElement("button");
      b.className = "copy";
      b.textContent = label;
      b.onclick = async () => {
        await navigator.clipboard.writeText(what);
        b.textContent = said.textContent = words.copied;
        setTimeout(() => { b.textContent = label; said.textContent = ""; }, 2500);
      };
      to.append(b);
    };
    for (const pre of all(".prose pre")) {
      const box = document.createElement("div");
      box.className = "code";
      pre.replaceWith(box);
      box.append(pre);
      add(box, words.copy, pre.textContent.trimEnd());
    }
    for (const at of all("[data-address]")) add(at, at.dataset.label, at.dataset.address);
  }
  const links = all(".toc a"), heads = links.map(a => document.getElementById(decodeURIComponent(a.hash.slice(1))));
  const watch = new IntersectionObserver(() => {
    const at = heads.findLastIndex(h => h?.getBoundingClientRect().top < innerHeight * .3);
    links.forEach((a, i) => i === at ? a.setAttribute("aria-current", "location") : a.removeAttribute("aria-current"));
  }, { rootMargin: "0px 0px -70%" });
  for (const h of heads) if (h) watch.observe(h);
})();
