/* The list of the drafts on the device. */

import { clock, nameOf, stateInWords, stateOf } from "./words.js";

const LENGTHS = { short: "Forme courte", long: "Forme complète" };

function showVisit(item, told) {
  const [visit, phone] = [item.querySelector("[data-visit]"), item.querySelector("[data-phone]")];
  visit.hidden = !told;
  visit.textContent = told?.text ?? "";
  phone.hidden = !told?.phone;
  if (told?.phone) {
    phone.href = `tel:${told.phone.replaceAll(" ", "")}`;
    phone.textContent = told.phone;
  }
}

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
  for (const button of item.querySelectorAll("button"))
    button.setAttribute("aria-label", `${button.textContent} «\u00a0${name}\u00a0»`);
  showVisit(item, draft.visit);
  item.querySelector("[data-send-now]").hidden = stateOf(draft) !== "here";
  return item;
}

export function showList(view, template, drafts) {
  const list = view.querySelector("[data-drafts-list]");
  list.replaceChildren(...drafts.map((draft) => card(template, draft)));
  list.hidden = !drafts.length;
  view.querySelector("[data-empty]").hidden = Boolean(drafts.length);
}

/* The farms to visit that no draft of the device is about. */
export function showFarms(view, template, { farms, takenAt }, drafts) {
  const begun = new Set(drafts.map(({ producer }) => producer));
  const left = farms.filter(({ producer }) => !begun.has(producer));
  const holder = view.querySelector("[data-farms]");
  holder.hidden = !left.length;
  holder.querySelector("[data-farms-when]").textContent =
    `Telles que le portail les connaissait à ${clock(takenAt)}.`;
  holder.querySelector("[data-farms-list]").replaceChildren(
    ...left.map((farm) => {
      const item = template.content.firstElementChild.cloneNode(true);
      item.querySelector("[data-farm-name]").textContent = farm.name;
      showVisit(item, farm.visit);
      const button = item.querySelector("[data-begin-farm]");
      button.dataset.beginFarm = farm.producer;
      button.setAttribute("aria-label", `${button.textContent} le diagnostic de «\u00a0${farm.name}\u00a0»`);
      return item;
    }),
  );
}

/* Ordinary pages of the portal whose last changes did not arrive. */
export function showCopies(view, copies) {
  const holder = view.querySelector("[data-copies]");
  holder.hidden = !copies.length;
  holder.querySelector("[data-copies-list]").replaceChildren(
    ...copies.map(({ address }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = link.textContent = address;
      item.append(link);
      return item;
    }),
  );
}
