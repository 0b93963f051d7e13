/* Filling a draft: all its sections are in the page, one is shown, each change is kept at once. */

import {
  addRowFrom,
  enhance,
  fill,
  labelsOf,
  showWhatIsAsked,
  tellTooMany,
  typedOf,
} from "../survey_form.js";
import { showDoubts } from "../doubts.js";
import { answersOf, doubtsIn, doubtsOf } from "./checks.js";
import { change, newSection } from "./store.js";

const FORMS = "survey-forms";

function addressOf(base, version, length) {
  return `${base}${version}/${length}/`;
}

/* Keep the blank form of a version on the device; whether it is there. */
export async function prepare(base, version, length) {
  const cache = await caches.open(FORMS);
  const address = addressOf(base, version, length);
  try {
    const response = await fetch(address, { redirect: "error", cache: "no-store" });
    if (response.ok) await cache.put(address, response);
  } catch {
    // The one already kept will do.
  }
  return Boolean(await cache.match(address, { ignoreVary: true }));
}

async function blank(base, version, length) {
  const address = addressOf(base, version, length);
  const cache = await caches.open(FORMS);
  const found = await cache.match(address, { ignoreVary: true });
  if (!found && !(await prepare(base, version, length))) return null;
  return (found ?? (await cache.match(address, { ignoreVary: true }))).text();
}

/* Names of the communes of the region, for those a draft has only the code of. */
let regionLabels = null;
async function labelsOfRegion(address) {
  try {
    regionLabels ??= Object.fromEntries(
      (await (await fetch(address)).json()).communes.map(([insee, label]) => [insee, label]),
    );
  } catch {
    return {};
  }
  return regionLabels;
}

export class Entry {
  constructor(holder, { forms, communes, onChange }) {
    Object.assign(this, { holder, forms, communes, onChange, key: null });
    holder.addEventListener("input", (event) => this.changed(event.target.form));
    holder.addEventListener("change", (event) => this.changed(event.target.form));
    holder.addEventListener("click", addRowFrom);
  }

  /* Put a draft in the page; false when this device does not have its questions. */
  async open(draft) {
    const html = await blank(this.forms, draft.version, draft.length);
    if (html === null) return false;
    const labels = { ...(await labelsOfRegion(this.communes)), ...draft.labels };
    this.key = draft.key;
    this.writing = Promise.resolve();
    this.waiting = new Set();
    this.holder.innerHTML = html;
    this.checks = JSON.parse(this.holder.querySelector("[data-checks]")?.content.textContent ?? "[]");
    for (const form of this.sections) {
      const section = draft.sections[form.dataset.section];
      if (section) fill(form, section.typed, labels);
    }
    showWhatIsAsked(this.holder);
    tellTooMany(this.holder);
    this.tellDoubts(
      Object.values(draft.sections).flatMap(({ typed }) =>
        Object.entries(typed).flatMap(([name, values]) => (name.endsWith("-confirmed") ? values : [])),
      ),
    );
    enhance(this.holder);
    this.holder.querySelectorAll("form").forEach((form) => {
      form.dataset.enhanced = "true";
    });
    return true;
  }

  close() {
    this.key = null;
    this.holder.replaceChildren();
  }

  get sections() {
    return [...this.holder.querySelectorAll("[data-section]")];
  }

  /* Show one section, else the first; its code. */
  show(code) {
    const shown = this.sections.find((form) => form.dataset.section === code) ?? this.sections[0];
    for (const form of this.sections) form.hidden = form !== shown;
    return shown.dataset.section;
  }

  next(form, step) {
    return this.sections[this.sections.indexOf(form) + step]?.dataset.section;
  }

  changed(form) {
    if (!form) return;
    showWhatIsAsked(this.holder);
    tellTooMany(this.holder);
    this.tellDoubts();
    this.keep(form);
  }

  /* What is surprising, at its row; `confirmed` holds the marks kept with the draft. */
  tellDoubts(confirmed = []) {
    const doubts = doubtsOf(this.checks, answersOf(this.sections));
    for (const form of this.sections) {
      const told = doubtsIn(form, doubts);
      showDoubts(
        form,
        told.map((doubt) => ({ ...doubt, confirmed: doubt.confirmed || confirmed.includes(doubt.mark) })),
      );
    }
  }

  /* Whether a page says something and lacks nothing: one that was only passed over is not filled. */
  isWhole(form) {
    return saysSomething(form) && !lacking(form).length;
  }

  get whole() {
    return this.sections.filter((form) => this.isWhole(form)).map((form) => form.dataset.section);
  }

  /* Keep a section as it stands. Writes follow one another; those that wait are one. */
  keep(form) {
    if (this.waiting.has(form)) return this.writing;
    this.waiting.add(form);
    const { key } = this;
    this.writing = this.writing.then(async () => {
      this.waiting.delete(form);
      const typed = typedOf(form);
      const code = form.dataset.section;
      try {
        const draft = await change(key, (found) => {
          found.sections[code] ??= { ...newSection({}), sent: -1 };
          const section = found.sections[code];
          if (section.edits !== section.sent || JSON.stringify(section.typed) !== JSON.stringify(typed)) {
            section.typed = typed;
            section.edits += 1;
            found.updatedAt = Date.now();
            found.refusal = null;
          }
          section.isWhole = this.isWhole(form);
          Object.assign(found.labels, labelsOf(form));
        });
        this.onChange(draft);
      } catch (error) {
        this.onChange(null, error);
      }
    });
    return this.writing;
  }

  /* Questions that need an answer and have none, and doubts to confirm, by section. */
  missing() {
    return this.sections
      .map((form) => ({
        section: form.dataset.section,
        label: form.dataset.label,
        questions: lacking(form),
      }))
      .filter(({ questions }) => questions.length);
  }
}

function lacking(form) {
  const questions = [...form.querySelectorAll("[data-required]:not([hidden])")].filter(
    (block) => !isAnswered(block),
  );
  const doubts = [...form.querySelectorAll("[data-mark]")].filter(
    (shown) => !shown.querySelector("input").checked,
  );
  return [
    ...questions.map((block) => block.dataset.required),
    ...doubts.map((shown) => shown.querySelector("p").textContent),
  ];
}

function controlsOf(block) {
  return [...block.querySelectorAll("input:not([type=hidden]), select, textarea")].filter(
    ({ name }) => !name.endsWith("-DELETE") && !name.endsWith("-confirmed"),
  );
}

function isTicked({ type }) {
  return type === "checkbox" || type === "radio";
}

function isAnswered(block) {
  return controlsOf(block).some((control) => {
    if (isTicked(control)) return control.checked;
    return control.value.trim() && !(control.closest("[data-row]") && isDefault(control));
  });
}

function saysSomething(form) {
  return controlsOf(form).some((control) => {
    if (control.closest("[data-if][hidden]")) return false;
    return isTicked(control) ? control.checked : control.value.trim() && !isDefault(control);
  });
}

// A row that only holds what the form proposes says nothing.
function isDefault(control) {
  if (control.tagName !== "SELECT")
    return control.value === control.defaultValue && !control.closest("[data-commune]");
  return [...control.options].every((option) => option.selected === option.defaultSelected);
}
