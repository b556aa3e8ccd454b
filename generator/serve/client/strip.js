// The writer's strip, in previews only: a tab at the edge of the window, and
// what recap knows of this page behind it. Alt+R or the tab opens and shuts it,
// Escape shuts it. Whether it is open lasts as long as the browser's tab.
(() => {
  const remember = open => { try { sessionStorage.setItem("recap-strip", open ? "open" : ""); } catch { } };
  const remembered = () => { try { return sessionStorage.getItem("recap-strip") === "open"; } catch { return false; } };

  const host = document.createElement("recap-strip");
  const root = host.attachShadow({ mode: "open" });
  const style = document.createElement("link"), tab = document.createElement("button"), box = document.createElement("div");
  style.rel = "stylesheet";
  style.href = "/.recap/strip.css";
  tab.type = "button";
  tab.title = "about this page (Alt+R)";
  tab.setAttribute("aria-controls", "box");
  box.id = "box";
  box.tabIndex = -1;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "about this page, in the preview only");
  root.append(style, tab, box);

  const show = (open, focus) => {
    box.hidden = !open;
    tab.setAttribute("aria-expanded", open);
    remember(open);
    if (focus) (open ? box : tab).focus({ preventScroll: true });
  };
  show(remembered(), false);
  tab.onclick = () => show(box.hidden, true);
  addEventListener("keydown", e => {
    if (!host.isConnected) return;
    if (e.altKey && !e.ctrlKey && !e.metaKey && e.code === "KeyR") { e.preventDefault(); show(box.hidden, true); }
    else if (e.key === "Escape" && !box.hidden) show(false, root.activeElement !== null);
  });

  // What there is to say comes with the stream of events, see reload.js.
  document.addEventListener("recap-strip", e => {
    if (!e.detail.html) { host.remove(); return; }
    tab.textContent = e.detail.label || "recap";
    tab.classList.toggle("special", e.detail.label !== "");
    const focused = box.contains(root.activeElement);
    box.innerHTML = e.detail.html;
    if (focused) box.focus({ preventScroll: true });
    if (!host.isConnected) document.documentElement.append(host);
  });
})();
