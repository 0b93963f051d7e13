/* A draft as it stands: how many of its pages are filled, which they are, and what it lacks to be sent. */

import { showConflicts } from "./conflict.js";
import { nameOf, stateInWords, stateOf } from "./words.js";

// The portal takes nothing more of such a diagnosis.
const CLOSED = ["validated", "discarded"];

function linkTo(href, label) {
  return Object.assign(document.createElement("a"), { textContent: label, href });
}

export function showProgress(view, draft, entry) {
  view.querySelector("[data-name-link]").textContent = nameOf(draft);
  const total = entry.sections.length;
  const done = entry.whole.length;
  const progress = view.querySelector(".progress");
  progress.querySelector("span").textContent = `Pages remplies\u00a0: ${done} sur ${total}`;
  Object.assign(progress.querySelector("progress"), { max: total, value: done });
}

/* The pages of the draft, of which `shown` is the one in front of whoever fills it. */
export function showSteps(view, draft, entry, shown) {
  const step = (label, href, state) => {
    const item = document.createElement("li");
    item.append(linkTo(href, label));
    if (state === "current") item.setAttribute("aria-current", "step");
    else if (state) item.className = state;
    return item;
  };
  view.querySelector("[data-name-link]").href = `#/${draft.key}`;
  view.querySelector("[data-steps]").replaceChildren(
    ...entry.sections.map((form) => {
      const { section, label } = form.dataset;
      return step(
        label,
        `#/${draft.key}/${section}`,
        section === shown ? "current" : entry.isWhole(form) ? "is-done" : "",
      );
    }),
    step("Relire et envoyer", `#/${draft.key}`),
  );
}

function missingItem(draft, { section, label, questions }) {
  const item = document.createElement("li");
  const list = document.createElement("ul");
  list.append(
    ...questions.map((question) => Object.assign(document.createElement("li"), { textContent: question })),
  );
  item.append(linkTo(`#/${draft.key}/${section}`, label), list);
  return item;
}

/* `onPortal` is where the drafts of the portal are, for one that has no address there. */
export function fillReview(view, conflictCard, draft, entry, onPortal) {
  const part = (name) => view.querySelector(`[data-${name}]`);
  const state = stateOf(draft);
  const missing = entry.missing();
  view.dataset.key = draft.key;
  part("name").textContent = nameOf(draft);
  part("state").textContent = stateInWords(draft);
  part("send-now").hidden = !["here", "refused"].includes(state) || CLOSED.includes(draft.refusal?.code);
  part("on-portal").hidden = state !== "sent";
  part("on-portal").href = draft.address || onPortal;
  part("copy").hidden = draft.refusal?.code !== "discarded";
  part("resume").href = `#/${draft.key}/${missing[0]?.section ?? entry.sections[0].dataset.section}`;
  part("missing").hidden = !missing.length;
  part("whole").hidden = missing.length > 0;
  part("missing-list").replaceChildren(...missing.map((section) => missingItem(draft, section)));
  showConflicts(part("conflicts"), conflictCard, draft);
}
