/* What the page of a section and the page without network both do with a form of the questionnaire. */

const MANAGED = /-(TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS|seen)$/;

function chosen(code, near) {
  return (
    [...near.querySelectorAll(`[name$="-${CSS.escape(code)}"]`)]
      // A column may bear the same code; what is not asked was not answered.
      .filter((control) => near.matches("[data-row]") || !control.closest("[data-row]"))
      .filter((control) => !control.closest("[data-if][hidden]"))
      .filter((control) => control.tagName === "SELECT" || control.checked)
      .map((control) => control.value)
  );
}

/* Show the questions whose condition holds, whatever section the answer stands in. */
export function showWhatIsAsked(root) {
  for (const block of root.querySelectorAll("[data-if]")) {
    const near = block.closest("[data-row]") ?? root;
    // The question may stand on another page: the server then knows the answer.
    if (!near.querySelector(`[name$="-${CSS.escape(block.dataset.if)}"]`)) continue;
    const wanted = block.dataset.any.split(" ");
    block.hidden = !chosen(block.dataset.if, near).some((code) => wanted.includes(code));
  }
}

/* Say it at once where more is ticked than may be: the portal would refuse it later. */
export function tellTooMany(root) {
  const groups = new Set([...root.querySelectorAll("[data-most]")].map((box) => box.closest("fieldset")));
  for (const group of groups) {
    const boxes = [...group.querySelectorAll("[data-most]")].filter((box) => "checked" in box);
    const most = Number(group.querySelector("[data-most]").dataset.most);
    const over = boxes.filter((box) => box.checked).length - most;
    let told = group.querySelector("[data-over]");
    if (over > 0 && !told) {
      told = document.createElement("p");
      told.className = "field__error";
      told.dataset.over = "";
      told.setAttribute("role", "status");
      group.append(told);
    }
    if (told) told.textContent = over > 0 ? `${most} au plus\u00a0: enlevez-en ${over}.` : "";
  }
}

/* Add an empty row to a table of the form; null when it is full. */
export function addRow(form, code) {
  const total = form.elements[`${code}-TOTAL_FORMS`];
  const limit = Number(form.elements[`${code}-MAX_NUM_FORMS`].value);
  const number = Number(total.value);
  if (number >= limit) return null;
  const template = form.querySelector(`template[data-empty="${CSS.escape(code)}"]`);
  const holder = document.createElement("div");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", String(number));
  const row = holder.firstElementChild;
  row.querySelector("[data-number]").textContent = String(number + 1);
  form.querySelector(`[data-rows="${CSS.escape(code)}"]`).append(row);
  total.value = String(number + 1);
  return row;
}

/* Adding a row with its button, and going to it. */
export function addRowFrom(event) {
  const button = event.target.closest('button[name="add"]');
  if (!button) return;
  event.preventDefault();
  const row = addRow(button.form, button.value);
  if (!row) return;
  enhance(row);
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

/* Have the commune fields of new content made comboboxes (js/commune.js). */
export function enhance(element) {
  document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: element } }));
}

/* Every value the form would send, as lists by name. */
export function typedOf(form) {
  const typed = {};
  for (const [name, value] of new FormData(form)) {
    if (name === "csrfmiddlewaretoken" || name === "revision") continue;
    typed[name] ??= [];
    typed[name].push(value);
  }
  return typed;
}

/* Names of the communes chosen in the form, by INSEE code. */
export function labelsOf(form) {
  const labels = {};
  for (const field of form.querySelectorAll("[data-commune]")) {
    const code = field.querySelector("[data-chosen]")?.value;
    if (code) labels[code] = field.querySelector("input[type=text]").value;
  }
  return labels;
}

function fillCommune(field, values, typedBefore, labels) {
  const input = field.querySelector("input[type=text]");
  // A text comes with the mark of what was typed; a choice under it counts if it answers that text.
  const text = typedBefore === undefined ? "" : (values[0] ?? "");
  const insee = typedBefore === undefined ? (values[0] ?? "") : values.length > 1 ? values.at(-1) : "";
  const label = insee ? (labels[insee] ?? insee) : text;
  if (field.dataset.ready) {
    field.dispatchEvent(new CustomEvent("commune:set", { detail: { insee, label } }));
  } else {
    input.value = input.defaultValue = label;
    field.dataset.insee = insee;
  }
}

/* Put back in a form what was typed in it. */
export function fill(form, typed, labels = {}) {
  for (const holder of form.querySelectorAll("[data-rows]")) {
    const wanted = Number(typed[`${holder.dataset.rows}-TOTAL_FORMS`]?.[0] ?? 0);
    for (
      let row = true;
      row && Number(form.elements[`${holder.dataset.rows}-TOTAL_FORMS`].value) < wanted;
    ) {
      row = addRow(form, holder.dataset.rows);
      if (row && form.dataset.enhanced) enhance(row);
    }
  }
  for (const field of form.querySelectorAll("[data-commune]")) {
    const { name } = field.querySelector("input[name]:not([name$='_typed'])");
    fillCommune(field, typed[name] ?? [], typed[`${name}_typed`]?.[0], labels);
  }
  const ranks = {};
  for (const control of form.elements) {
    const { name, type } = control;
    if (!name || name === "csrfmiddlewaretoken" || name === "revision" || MANAGED.test(name)) continue;
    if (control.tagName === "BUTTON" || control.closest("[data-commune]")) continue;
    const values = typed[name] ?? [];
    if (type === "checkbox" || type === "radio") control.checked = values.includes(control.value);
    else {
      ranks[name] = (ranks[name] ?? -1) + 1;
      control.value = values[ranks[name]] ?? "";
    }
  }
  form.dispatchEvent(new CustomEvent("survey:filled"));
}
