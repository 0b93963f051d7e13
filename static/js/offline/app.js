/* The page that fills diagnoses with or without network. The address after # says what it shows:
   #/ the drafts of the device, #/<key>/<section> a section, #/<key> the whole draft,
   #/emporter/<key> takes a draft of the portal along, #/emporter/<key>,<key> those of a day. */

import { settle } from "./conflict.js";
import { copiesOf, forget } from "./copies.js";
import { Entry, prepare } from "./entry.js";
import { session, take } from "./exchange.js";
import { farmsHere, forgetFarms, takeFarms } from "./farms.js";
import { showCopies, showFarms, showList } from "./list.js";
import { fillReview, showProgress, showSteps } from "./review.js";
import { Sending } from "./sending.js";
import { OWNER, add, copyOf, draftOf, drafts, newDraft, newDraftOf, owner, wipe } from "./store.js";
import { nameOf, stateInWords, unsentOf } from "./words.js";

const root = document.querySelector("[data-offline]");
const signedOut = root.querySelector("[data-signed-out]");
const views = Object.fromEntries(
  [...root.querySelectorAll("[data-view]")].map((view) => [view.dataset.view, view]),
);
const review = views.review;
const addresses = root.dataset;
const FIRST_PATIENCE_MS = 3000;
const RETRY_MS = 60_000;

let version = Number(addresses.version) || null;

const entry = new Entry(root.querySelector("[data-sections]"), {
  forms: addresses.forms,
  communes: addresses.communes,
  onChange(draft, error) {
    if (error)
      say("Cet appareil ne peut plus rien garder\u00a0: sa mémoire est pleine. Notez la réponse sur papier.");
    if (!draft) {
      if (!error) say("Ce diagnostic a été effacé de cet appareil, dans un autre onglet.");
      return;
    }
    say(stateInWords(draft));
    showProgress(views.entry, draft, entry);
    sending.soon();
  },
});

const sending = new Sending(addresses, {
  onSession: tellSession,
  onOwner: () => route(),
  onTried: refresh,
  onProblem: say,
});

/* Under the form while one fills it, else at the top. */
function say(text) {
  const [top, under] = ["[data-status]", "[data-saved]"].map((name) => root.querySelector(name));
  const [place, other] = views.entry.hidden ? [top, under] : [under, top];
  if (place.textContent !== text) place.textContent = text;
  other.textContent = "";
}

function show(name) {
  for (const view of Object.values(views)) view.hidden = view.dataset.view !== name;
  const title = [...views[name].querySelectorAll("h1")].find((heading) => !heading.closest("[hidden]"));
  document.title = `${title.textContent} – PAT Logistique`;
}

function focusTitle(holder) {
  holder.querySelector("h1").focus();
  scrollTo(0, 0);
}

function go(...parts) {
  location.hash = `#/${parts.join("/")}`;
}

/* --- What is shown --- */

async function route({ focus = true } = {}) {
  const [first = "", second = ""] = location.hash.replace(/^#\/?/, "").split("/");
  if (!owner()) {
    entry.close();
    show("locked");
    say("");
    return;
  }
  if (first === "emporter") return takeAlong(second);
  const asked = location.hash;
  const draft = first ? await draftOf(first) : null;
  if (location.hash !== asked) return; // somebody went on meanwhile: what is shown is the last place asked
  if (!draft) return showDrafts(focus);
  if (second === "page" || !second) return showReview(draft, focus);
  return showSection(draft, second, focus);
}

async function showDrafts(focus) {
  entry.close();
  await fillList();
  showCopies(views.list, copiesOf(owner()));
  show("list");
  say("");
  if (focus) focusTitle(views.list);
}

async function fillList() {
  const [found, visits] = [await drafts(), await farmsHere()];
  showList(views.list, root.querySelector("[data-draft-card]"), found);
  showFarms(views.list, root.querySelector("[data-farm-row]"), visits, found);
  const isEmpty = !found.length && !visits.farms.length && !copiesOf(owner()).length;
  views.list.querySelector("[data-wipe-all]").hidden = isEmpty;
}

async function openForm(draft) {
  if (entry.key === draft.key || (await entry.open(draft))) return true;
  show("list");
  say(
    "Les questions de ce diagnostic ne sont pas sur cet appareil. Ouvrez cette page une fois avec du réseau.",
  );
  return false;
}

async function showSection(draft, code, focus) {
  if (!(await openForm(draft))) return;
  const shown = entry.show(code);
  showProgress(views.entry, draft, entry);
  showSteps(views.entry, draft, entry, shown);
  show("entry");
  say(Object.keys(draft.sections).length ? stateInWords(draft) : "");
  if (focus) focusTitle(entry.sections.find((form) => !form.hidden));
}

async function showReview(draft, focus) {
  if (!(await openForm(draft))) return;
  fillReview(review, root.querySelector("[data-conflict-card]"), draft, entry, addresses.drafts);
  show("review");
  say("");
  if (focus) focusTitle(review);
}

/* --- What is done --- */

/* A blank draft, or that of a farm kept on the device. */
async function begin(farm = null) {
  if (!farm && !version) {
    say("Aucun questionnaire n’est publié.");
    return;
  }
  const length = new FormData(views.list.querySelector("[data-begin]")).get("length");
  const draft = farm ? newDraftOf(farm, length) : newDraft(version, length);
  await add(draft);
  navigator.storage?.persist?.();
  if (!(await openForm(draft))) {
    await wipe([draft.key]);
    return;
  }
  go(draft.key, entry.sections[0].dataset.section);
  sending.soon(); // what the portal said of a farm waits, though nothing is typed yet
}

/* One draft opens; several, those of a day, are listed with their visits. */
async function takeAlong(keys) {
  let [taken, problem, count] = [null, "", 0];
  for (const key of keys.split(",").filter(Boolean)) {
    const answer = await take(addresses.drafts, key);
    const draft = answer.key && (await draftOf(answer.key));
    if (!draft) {
      problem = answer.problem;
      continue;
    }
    [taken, count] = [answer.key, count + 1];
    navigator.storage?.persist?.();
    await prepare(addresses.forms, draft.version, draft.length);
  }
  if (count === 1 && !problem) {
    location.replace(`#/${taken}`);
    return;
  }
  history.replaceState(null, "", "#/");
  await route();
  say(problem || `${count} fermes sont sur cet appareil.`);
}

/* A new draft with the answers of one that the portal no longer has. */
async function copyAsNew(key) {
  const old = await draftOf(key);
  const copy = copyOf(old);
  await add(copy);
  await wipe([old.key]);
  go(copy.key);
  sending.soon(0);
}

function confirm(question, consequence) {
  const dialog = root.querySelector("[data-confirm]");
  dialog.querySelector("[data-question]").textContent = question;
  dialog.querySelector("[data-consequence]").textContent = consequence;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

/* Wipe drafts, and the changes kept for ordinary pages. */
async function wipeAfterAsking(question, found, copies = [], andThen = () => {}) {
  const unsent = [
    ...found.filter((draft) => unsentOf(draft).length).map(nameOf),
    ...copies.map(({ address }) => address),
  ];
  const consequence = unsent.length
    ? `Ce qui n’est pas encore envoyé sera perdu\u00a0: ${unsent.join(", ")}.`
    : "Ce qui a été envoyé reste sur le portail.";
  if (!(await confirm(question, consequence))) return;
  entry.close();
  await wipe(found.map((draft) => draft.key));
  for (const { address } of copies) forget(address);
  await andThen();
  go("");
  await showDrafts(true);
  say("C’est effacé de cet appareil.");
}

/* --- Sending --- */

function tellSession({ signedOut: isOut }) {
  signedOut.hidden = !(isOut && owner());
}

/* Back on this page, perhaps as somebody else. */
async function whoIsThere() {
  const before = owner();
  tellSession(await session(addresses.session));
  if (before !== owner()) await route();
  sending.soon(0);
}

/* Show what sending changed, without moving whoever types. */
async function refresh(key) {
  const draft = await draftOf(key);
  if (!views.list.hidden) await fillList();
  else if (draft && entry.key === key && !views.entry.hidden) say(stateInWords(draft));
  else if (draft && entry.key === key && !review.hidden) await showReview(draft, false);
}

/* --- The device --- */

async function prepareDevice() {
  const ready = root.querySelector("[data-ready]");
  const needed = new Map((await drafts()).map((draft) => [`${draft.version} ${draft.length}`, draft]));
  if (version)
    for (const length of ["short", "long"]) needed.set(`${version} ${length}`, { version, length });
  try {
    const there = await Promise.all(
      [...needed.values()].map((row) => prepare(addresses.forms, row.version, row.length)),
    );
    const registration = await navigator.serviceWorker.register(addresses.worker, {
      scope: addresses.scope,
      updateViaCache: "none",
    });
    await navigator.serviceWorker.ready;
    if (navigator.onLine) registration.update().catch(() => {});
    if (!there.every(Boolean)) throw new Error("questions are missing");
    ready.textContent = "Cet appareil est prêt\u00a0: cette page s’ouvre aussi sans réseau.";
  } catch {
    ready.textContent =
      "Cet appareil n’est pas prêt à travailler sans réseau. Rouvrez cette page avec du réseau.";
  }
}

root.addEventListener("submit", async (event) => {
  if (event.target.method === "dialog") return;
  event.preventDefault();
  if ("begin" in event.target.dataset) {
    await begin();
    return;
  }
  const following = entry.next(event.target, 1);
  const { key } = entry;
  const from = location.hash;
  await entry.keep(event.target);
  // Somebody who went elsewhere meanwhile stays there.
  if (location.hash === from) go(...(following ? [key, following] : [key]));
});

root.addEventListener("click", async (event) => {
  const button = event.target.closest("button[type=button]");
  if (!button) return;
  const key = button.closest("[data-key]")?.dataset.key ?? entry.key;
  const { dataset } = button;
  if ("beginFarm" in dataset) {
    const { farms } = await farmsHere();
    await begin(farms.find(({ producer }) => producer === Number(dataset.beginFarm)));
  } else if ("back" in dataset) {
    await entry.keep(button.form);
    go(key, entry.next(button.form, -1));
  } else if ("sendNow" in dataset) {
    await sending.all({ isAsked: true });
  } else if ("copy" in dataset) {
    await copyAsNew(key);
  } else if ("wipe" in dataset) {
    const draft = await draftOf(key);
    await wipeAfterAsking(`Effacer «\u00a0${nameOf(draft)}\u00a0» de cet appareil\u202f?`, [draft]);
  } else if ("wipeAll" in dataset) {
    await wipeAfterAsking(
      "Effacer tous vos diagnostics de cet appareil\u202f?",
      await drafts(),
      copiesOf(owner()),
      forgetFarms,
    );
  } else if ("keep" in dataset) {
    await settle(key, button.closest("[data-section]").dataset.section, dataset.keep);
    entry.close();
    await showReview(await draftOf(key), true);
    await sending.all({ isAsked: true });
  }
});

addEventListener("hashchange", () => route());
addEventListener("online", () => sending.soon(0));
addEventListener("visibilitychange", () => {
  if (!document.hidden) whoIsThere();
});
// Somebody else signed in, or out, in another tab.
addEventListener("storage", (event) => {
  if (event.key === OWNER) route();
});
setInterval(() => {
  if (!document.hidden) sending.all();
}, RETRY_MS);

const now = await session(addresses.session, FIRST_PATIENCE_MS);
tellSession(now);
version = now.version ?? version;
await route({ focus: false });
await prepareDevice();
await sending.all();
if (now.token) {
  await takeFarms(addresses.farms);
  if (!views.list.hidden) await fillList();
} else if (now.away) {
  // A portal slow to say who is there, perhaps somebody else than last time.
  await whoIsThere();
}
