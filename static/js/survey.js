/* A page of the diagnosis: saves as one types, adds rows and hides what is not asked, without a new page.
   Without this file the buttons do the same. What could not be sent is kept on the device. */

import { forget, forgetSubmitted, keep, kept } from "./offline/copies.js";
import { addRowFrom, fill, labelsOf, showWhatIsAsked, typedOf } from "./survey_form.js";
import { clock } from "./offline/words.js";

const form = document.querySelector("[data-autosave]");
const status = form.querySelector("[data-saved]");
const DELAY_MS = 1200;
let timer = 0;
let sending = Promise.resolve();

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function keepHere(submitted = false) {
  return keep({
    address: location.pathname,
    owner: form.dataset.user,
    typed: typedOf(form),
    labels: labelsOf(form),
    at: Date.now(),
    submitted,
  });
}

async function save() {
  const body = new FormData(form);
  const isKept = keepHere();
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Autosave": "1" } });
    if (response.status === 409) {
      say("Quelqu’un a modifié cette page : enregistrez avec le bouton pour voir la différence.");
      return;
    }
    if (!response.ok || !response.headers.get("Content-Type")?.includes("json")) throw new Error("refused");
    const answer = await response.json();
    form.elements.revision.value = answer.revision;
    forget(location.pathname);
    say(`Enregistré à ${answer.saved_at.replace(":", "\u00a0h\u00a0")}`);
  } catch {
    say(
      isKept
        ? `Gardé sur cet appareil à ${clock(Date.now())}, mais pas encore sur le portail : le réseau ne répond pas.`
        : "Pas enregistré : le réseau ne répond pas. Gardez cette page ouverte.",
    );
  }
}

function saveSoon() {
  clearTimeout(timer);
  // One at a time: each save tells the next which version it follows.
  timer = setTimeout(() => { sending = sending.then(save); }, DELAY_MS);
}

/* What a cut network, or a closed tab, left on the device. */
function offerCopy() {
  const copy = kept(location.pathname, form.dataset.user);
  if (!copy) return;
  if (JSON.stringify(copy.typed) === JSON.stringify(typedOf(form))) {
    forget(location.pathname);
    return;
  }
  const notice = document.querySelector("[data-kept]");
  notice.querySelector("[data-kept-at]").textContent = clock(copy.at);
  notice.hidden = false;
  notice.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("restore" in button.dataset) {
      fill(form, copy.typed, copy.labels);
      showWhatIsAsked(form);
      saveSoon();
    } else {
      forget(location.pathname);
    }
    notice.hidden = true;
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
}

// The network answered: what was sent by a button has arrived.
forgetSubmitted();
form.dataset.enhanced = "true";
form.addEventListener("input", () => { showWhatIsAsked(form); saveSoon(); });
form.addEventListener("change", () => { showWhatIsAsked(form); saveSoon(); });
form.addEventListener("click", addRowFrom);
form.addEventListener("submit", () => { clearTimeout(timer); keepHere(true); });
// The network came back while the page was open.
addEventListener("online", saveSoon);
showWhatIsAsked(form);
offerCopy();
