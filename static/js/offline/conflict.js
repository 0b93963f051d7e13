/* Sections that somebody else saved on the portal meanwhile: both sides, and the choice. */

import { change } from "./store.js";

/* Questions that the two sides answer differently: [question, on this device, on the portal]. */
function differences({ device, portal }) {
  const here = new Map(device);
  const there = new Map(portal);
  return [...new Set([...here.keys(), ...there.keys()])]
    .map((question) => [question, here.get(question) ?? "—", there.get(question) ?? "—"])
    .filter(([, one, other]) => one !== other);
}

function cell(tag, text, label) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (label) made.dataset.label = label;
  else made.scope = "row";
  return made;
}

function card(template, conflict) {
  const made = template.content.firstElementChild.cloneNode(true);
  made.dataset.section = conflict.section;
  made.querySelector("[data-title]").textContent = conflict.label;
  made.querySelector("tbody").replaceChildren(
    ...differences(conflict).map(([question, here, there]) => {
      const row = document.createElement("tr");
      row.append(
        cell("th", question),
        cell("td", here, "Sur cet appareil"),
        cell("td", there, "Sur le portail"),
      );
      return row;
    }),
  );
  return made;
}

export function showConflicts(holder, template, draft) {
  const found = Object.values(draft.conflicts);
  holder.replaceChildren(...found.map((conflict) => card(template, conflict)));
  holder.hidden = !found.length;
}

/* `kept` is "device" or "portal". What the portal held is known from now on: sending no longer conflicts. */
export function settle(key, code, kept) {
  return change(key, (draft) => {
    const { typed, revision } = draft.conflicts[code];
    const section = draft.sections[code];
    Object.assign(section, { revision, attempts: [] });
    if (kept === "portal") Object.assign(section, { typed, sent: section.edits });
    delete draft.conflicts[code];
    draft.updatedAt = Date.now();
  });
}
