/* Copying the address of a page, and printing it: conveniences, there from the start so that nothing moves,
   taken away only where they do not work. */
"use strict";

(function () {
  const actions = document.querySelector("[data-actions]");
  if (!actions) return;
  const copy = actions.querySelector("[data-copy]");
  const print = actions.querySelector("[data-print]");
  const said = actions.querySelector("[data-copied]");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy.dataset.copy || location.href);
    said.textContent = "Adresse copiée.";
  });
  print?.addEventListener("click", () => window.print());
})();
