/* Copying the address of a page, and printing it: conveniences, shown only where they work. */
"use strict";

(function () {
  const actions = document.querySelector("[data-actions]");
  if (!actions) return;
  const copy = actions.querySelector("[data-copy]");
  const print = actions.querySelector("[data-print]");
  const said = actions.querySelector("[data-copied]");
  actions.hidden = false;
  if (print) print.hidden = false;
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy.dataset.copy || location.href);
    said.textContent = "Adresse copiée.";
  });
  print?.addEventListener("click", () => window.print());
})();
