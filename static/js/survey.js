/* A page of the diagnosis: saves as one types, adds rows and hides what is not asked, without a new page.
   Without this file the buttons do the same. */

const form = document.querySelector("[data-autosave]");
const status = form.querySelector("[data-saved]");
const DELAY_MS = 1200;
let timer = 0;
let sending = Promise.resolve();

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

async function save() {
  const body = new FormData(form);
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Autosave": "1" } });
    if (response.status === 409) {
      say("Quelqu’un a modifié cette page : enregistrez avec le bouton pour voir la différence.");
      return;
    }
    if (!response.ok || !response.headers.get("Content-Type")?.includes("json")) throw new Error("refused");
    const answer = await response.json();
    form.elements.revision.value = answer.revision;
    say(`Enregistré à ${answer.saved_at.replace(":", "\u00a0h\u00a0")}`);
  } catch {
    say("Pas enregistré : le réseau ne répond pas. Gardez cette page ouverte.");
  }
}

function saveSoon() {
  clearTimeout(timer);
  // One at a time: each save tells the next which version it follows.
  timer = setTimeout(() => { sending = sending.then(save); }, DELAY_MS);
}

function chosen(code, near) {
  const controls = [...near.querySelectorAll(`[name$="-${CSS.escape(code)}"]`)];
  return controls
    .filter((control) => control.tagName === "SELECT" || control.checked)
    .map((control) => control.value);
}

function showWhatIsAsked() {
  for (const block of form.querySelectorAll("[data-if]")) {
    const near = block.closest("[data-row]") ?? form;
    // The question may stand on another page: the server then knows the answer.
    if (!near.querySelector(`[name$="-${CSS.escape(block.dataset.if)}"]`)) continue;
    const wanted = block.dataset.any.split(" ");
    block.hidden = !chosen(block.dataset.if, near).some((code) => wanted.includes(code));
  }
}

function addRow(code) {
  const total = form.elements[`${code}-TOTAL_FORMS`];
  const limit = Number(form.elements[`${code}-MAX_NUM_FORMS`].value);
  const number = Number(total.value);
  if (number >= limit) return;
  const template = form.querySelector(`template[data-empty="${CSS.escape(code)}"]`);
  const holder = document.createElement("div");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", String(number));
  const row = holder.firstElementChild;
  row.querySelector("[data-number]").textContent = String(number + 1);
  form.querySelector(`[data-rows="${CSS.escape(code)}"]`).append(row);
  total.value = String(number + 1);
  document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: row } }));
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

form.addEventListener("input", () => { showWhatIsAsked(); saveSoon(); });
form.addEventListener("change", () => { showWhatIsAsked(); saveSoon(); });
form.addEventListener("click", (event) => {
  const button = event.target.closest('button[name="add"]');
  if (!button) return;
  event.preventDefault();
  addRow(button.value);
});
form.addEventListener("submit", () => clearTimeout(timer));
showWhatIsAsked();
