// The large view of pictures: a link a.large leads to a picture, and with this
// script it opens over the page, with arrow keys and swipes to its neighbours.
(() => {
  const words = document.currentScript.dataset, links = [...document.querySelectorAll("a.large")];
  if (!links.length || !window.HTMLDialogElement) return;
  const make = (name, more) => Object.assign(document.createElement(name), more);
  const box = make("dialog", { className: "viewer", tabIndex: -1 }), image = make("img"), caption = make("p");
  let at = 0, from = 0;
  const show = i => {
    at = (i + links.length) % links.length;
    const link = links[at], small = link.querySelector("img"), note = link.closest("figure")?.querySelector("figcaption");
    image.removeAttribute("src");
    image.alt = small.alt;
    image.width = small.getAttribute("width") || 0;
    image.height = small.getAttribute("height") || 0;
    image.src = link.href;
    caption.replaceChildren(...(note ? note.cloneNode(true).childNodes : []));
    for (const b of steps) b.hidden = links.length < 2;
  };
  const button = (label, sign, act) => {
    const b = make("button", { type: "button", textContent: sign, onclick: act });
    b.setAttribute("aria-label", label);
    return b;
  };
  const steps = [button(words.previous, "‹", () => show(at - 1)), button(words.next, "›", () => show(at + 1))];
  const close = button(words.close, "×", () => box.close());
  box.append(image, caption, ...steps, close);
  box.setAttribute("aria-label", words.label);
  box.onkeydown = e => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
    if (by) { e.preventDefault(); show(at + by); }
  };
  // A second finger enlarges: that is no swipe.
  box.addEventListener("touchstart", e => { from = e.touches.length > 1 ? NaN : e.touches[0].clientX; }, { passive: true });
  box.addEventListener("touchend", e => {
    const by = e.changedTouches[0].clientX - from;
    if (Math.abs(by) > 40) show(at + (by < 0 ? 1 : -1));
  });
  box.onclick = e => { if (e.target === box) box.close(); };
  box.onclose = () => links[at].focus();
  document.body.append(box);
  links.forEach((link, i) => link.addEventListener("click", e => {
    if (e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    show(i);
    box.showModal();
    box.focus(); // not a button: the Enter that opened it would press that at once
  }));
})();
