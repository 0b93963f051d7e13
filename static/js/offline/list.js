/* The list of the drafts on the device. */

import { nameOf, stateInWords, stateOf } from "./words.js";

const LENGTHS = { short: "Forme courte", long: "Forme complète" };

function card(template, draft) {
  const item = template.content.firstElementChild.cloneNode(true);
  const name = nameOf(draft);
  const pages = Object.values(draft.sections).filter(({ isWhole }) => isWhole).length;
  const link = item.querySelector("[data-open]");
  link.textContent = name;
  link.href = `#/${draft.key}`;
  item.dataset.key = draft.key;
  item.querySelector("[data-state]").textContent = stateInWords(draft);
  item.querySelector("[data-detail]").textContent =
    `${LENGTHS[draft.length]}, ${pages} page${pages > 1 ? "s" : ""} remplie${pages > 1 ? "s" : ""}.`;
  for (const button of item.querySelectorAll("button")) button.setAttribute("aria-label", `${button.textContent} «\u00a0${name}\u00a0»`);
  const [visit, phone] = [item.querySelector("[data-visit]"), item.querySelector("[data-phone]")];
  visit.hidden = !draft.visit;
  visit.textContent = draft.visit?.text ?? "";
  phone.hidden = !draft.visit?.phone;
  if (draft.visit?.phone) {
    phone.href = `tel:${draft.visit.phone.replaceAll(" ", "")}`;
    phone.textContent = draft.visit.phone;
  }
  item.querySelector("[data-send-now]").hidden = stateOf(draft) !== "here";
  return item;
}

export function showList(view, template, drafts) {
  const list = view.querySelector("[data-drafts-list]");
  list.replaceChildren(...drafts.map((draft) => card(template, draft)));
  list.hidden = !drafts.length;
  view.querySelector("[data-empty]").hidden = Boolean(drafts.length);
}
