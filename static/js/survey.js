/* A page of the diagnosis: saves as one types, adds rows and hides what is not asked, without a new page.
   Without this file the buttons do the same. What could not be sent is kept on the device. */

import { showDoubts } from "./doubts.js";
import { forget, keep, kept } from "./offline/copies.js";
import { addRowFrom, fill, labelsOf, showWhatIsAsked, tellTooMany, typedOf } from "./survey_form.js";
import { clock } from "./offline/words.js";

const form = document.querySelector("[data-autosave]");
const status = form.querySelector("[data-saved]");
const DELAY_MS = 1200;
// What a browser still sends of a page that is gone, in bytes.
const KEEPALIVE_BYTES = 60_000;
let timer = 0;
let sending = Promise.resolve();
let isChanged = false;
let isSending = false;
let isChecked = false;

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function keepHere() {
  return keep({
    address: location.pathname,
    owner: form.dataset.user,
    typed: typedOf(form),
    labels: labelsOf(form),
    at: Date.now(),
  });
}

/* Whether the portal answered, even to refuse. */
async function save() {
  const body = new URLSearchParams(new FormData(form));
  const isKept = keepHere();
  isChanged = false;
  isSending = true;
  try {
    const keepalive = body.toString().length < KEEPALIVE_BYTES;
    const response = await fetch(form.action, {
      method: "POST",
      body,
      keepalive,
      headers: { "X-Autosave": "1" },
    });
    if (response.status === 409) {
      say("Quelqu’un a modifié cette page : enregistrez avec le bouton pour voir la différence.");
      return true;
    }
    if (!response.ok || !response.headers.get("Content-Type")?.includes("json")) throw new Error("refused");
    const answer = await response.json();
    form.elements.revision.value = answer.revision;
    if (!isChanged) {
      forget(location.pathname);
      showDoubts(form, answer.doubts);
    }
    say(`Enregistré à ${clock(answer.saved_at)}`);
    return true;
  } catch (error) {
    isChanged = true;
    say(
      isKept
        ? `Gardé sur cet appareil à ${clock(Date.now())}, mais pas encore sur le portail : le réseau ne répond pas.`
        : "Pas enregistré : le réseau ne répond pas. Gardez cette page ouverte.",
    );
    // Without network a TypeError; else the portal has something to say, such as the page to sign in.
    return !(error instanceof TypeError);
  } finally {
    isSending = false;
  }
}

/* The page goes away: what was typed leaves at once, and stays on the device until it is known to have arrived. */
function leaveAtOnce() {
  if (!isChanged) return;
  clearTimeout(timer);
  if (isSending) keepHere();
  else sending = save();
}

/* Leave the page only once what was typed has arrived: the page that follows could not be opened either. */
async function leave(event) {
  clearTimeout(timer);
  if (!isChanged || isChecked) return;
  event.preventDefault();
  sending = sending.then(save);
  isChecked = await sending;
  if (isChecked) form.requestSubmit(event.submitter);
}

function changed() {
  isChanged = true;
  showWhatIsAsked(form);
  tellTooMany(form);
  saveSoon();
}

function saveSoon() {
  clearTimeout(timer);
  // One at a time: each save tells the next which version it follows.
  timer = setTimeout(() => {
    sending = sending.then(save);
  }, DELAY_MS);
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
      changed();
    } else {
      forget(location.pathname);
    }
    notice.hidden = true;
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
}

form.dataset.enhanced = "true";
form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("click", addRowFrom);
form.addEventListener("submit", leave);
addEventListener("pagehide", leaveAtOnce);
addEventListener("visibilitychange", () => {
  if (document.hidden) leaveAtOnce();
});
// The network came back while the page was open.
addEventListener("online", () => {
  if (isChanged) saveSoon();
});
showWhatIsAsked(form);
tellTooMany(form);
offerCopy();
