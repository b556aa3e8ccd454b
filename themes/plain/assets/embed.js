// A card of something elsewhere becomes its provider's frame when it is clicked,
// and not before: until then the provider knows nothing of the reader.
addEventListener("click", (e) => {
  const a = e.target.closest("a[data-frame]");
  if (!a || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
  e.preventDefault();
  const f = document.createElement("iframe");
  f.title = a.textContent.trim();
  f.allow = "autoplay; fullscreen; picture-in-picture";
  f.referrerPolicy = "strict-origin-when-cross-origin";
  if (new URL(a.dataset.frame, location).origin != location.origin)
    f.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation allow-forms";
  f.src = a.dataset.frame;
  a.replaceWith(f);
  f.focus();
});
