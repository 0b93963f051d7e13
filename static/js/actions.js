/* Copying the address of a page, and printing it: conveniences, there from the start so that nothing moves,
   taken away only where they do not work. */

for (const actions of document.querySelectorAll("[data-actions]")) {
  const copy = actions.querySelector("[data-copy]");
  const said = actions.querySelector("[data-copied]");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy.dataset.copy || location.href);
    said.textContent = said.dataset.copied || "Adresse copiée.";
  });
  actions.querySelector("[data-print]")?.addEventListener("click", () => window.print());
}
