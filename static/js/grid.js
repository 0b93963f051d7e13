/* The grid of prices: a table copied from a spreadsheet is spread from the cell it is pasted in, and the
   questions of a way of counting come as soon as it is chosen. Without this file two buttons do the same. */

const UNLIMITED = /^(et plus|et au-del[aà]|au-del[aà]|illimit[ée]|sans limite|∞|-|…)$/i;
const YES = /^(x|oui|vrai|1|forfait)$/i;
const NUMBER = /^[\d\s.,]*\d[\d\s.,]*(€|eur|kg|%)?$/i;
const MOST = { bands: 200, zones: 40 };

function lines(text) {
  const found = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const rows = found.map((line) =>
    line.split("\t").map((cell) =>
      cell
        .replace(/^"(.*)"$/, "$1")
        .replace(/\s+/g, " ")
        .trim(),
    ),
  );
  const [head] = rows;
  // Headings above figures are not prices.
  const isHead =
    rows.length > 1 &&
    head.some(Boolean) &&
    !head.some((cell) => NUMBER.test(cell)) &&
    rows[1].some((cell) => NUMBER.test(cell));
  return (isHead ? rows.slice(1) : rows).filter((row) => row.some(Boolean));
}

function cellsOf(row) {
  return [...row.cells]
    .map((cell) => cell.querySelector("input:not([type=hidden]), select"))
    .filter((field) => field && !field.name.endsWith("-DELETE"));
}

function put(field, text) {
  if (field.type === "checkbox") field.checked = YES.test(text);
  else field.value = UNLIMITED.test(text) ? "" : text;
}

/** A row more, as the last one but empty; its fields take the next number. */
function addRow(body, total, prefix) {
  const number = Number(total.value);
  const row = body.rows[body.rows.length - 1].cloneNode(true);
  for (const errors of row.querySelectorAll(".errorlist")) errors.remove();
  for (const field of row.querySelectorAll(".field--error")) field.classList.remove("field--error");
  const renumber = (text) => text.replace(new RegExp(`${prefix}-\\d+-`), `${prefix}-${number}-`);
  for (const label of row.querySelectorAll("label")) {
    label.htmlFor = renumber(label.htmlFor);
    label.textContent = label.textContent.replace(/\d+$/, number + 1);
  }
  for (const field of row.querySelectorAll("input, select")) {
    field.name = renumber(field.name);
    field.id = renumber(field.id);
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    if (field.type === "checkbox") field.checked = false;
    else field.value = "";
  }
  body.append(row);
  total.value = number + 1;
}

function counted(number, word) {
  return `${number}\u00a0${word}${number > 1 ? "s" : ""}`;
}

function spread(table, field, rows) {
  const prefix = table.dataset.rows;
  const [body] = table.tBodies;
  const total = table.closest("fieldset").querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const first = [...body.rows].indexOf(field.closest("tr"));
  const column = cellsOf(body.rows[first]).indexOf(field);
  const before = { rows: body.rows.length, values: [] };
  const kept = rows.slice(0, Math.max(0, MOST[prefix] - first));
  let width = 0;
  const left = rows.length - kept.length;
  kept.forEach((cells, place) => {
    if (first + place >= body.rows.length) addRow(body, total, prefix);
    const fields = cellsOf(body.rows[first + place]).slice(column);
    cells.slice(0, fields.length).forEach((text, rank) => {
      before.values.push([fields[rank], fields[rank].value, fields[rank].checked]);
      put(fields[rank], text);
    });
    width = Math.max(width, Math.min(cells.length, fields.length));
  });
  const widest = Math.max(...rows.map((cells) => cells.length));
  const many = kept.length > 1 || width > 1 ? "s" : "";
  let said = `${counted(kept.length, "ligne")} et ${counted(width, "colonne")} collée${many}.`;
  if (widest > width)
    said += ` ${counted(widest - width, "colonne")} de trop, à droite, laissée${widest - width > 1 ? "s" : ""} de côté.`;
  if (left) said += ` ${counted(left, "ligne")} de trop\u00a0: ${MOST[prefix]} au plus.`;
  tell(table, said, () => {
    for (const [changed, value, checked] of before.values) Object.assign(changed, { value, checked });
    while (body.rows.length > before.rows) body.rows[body.rows.length - 1].remove();
    total.value = before.rows;
    field.focus();
  });
}

function tell(table, said, undo) {
  const place = table.closest("fieldset").querySelector("[data-pasted]");
  const line = Object.assign(document.createElement("p"), { className: "cluster" });
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "btn btn--quiet",
    textContent: "Annuler le collage",
  });
  button.addEventListener("click", () => {
    undo();
    place.textContent = "Collage annulé.";
  });
  line.append(said, button);
  place.replaceChildren(line);
}

document.addEventListener("paste", (event) => {
  const field = event.target.closest?.("table[data-rows] input, table[data-rows] select");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  // One cell is an ordinary paste.
  if (!field || field.name.endsWith("-DELETE") || !/[\t\n]/.test(text.trimEnd())) return;
  event.preventDefault();
  const rows = lines(text);
  if (rows.length) spread(field.closest("table"), field, rows);
});

function prepare() {
  for (const hint of document.querySelectorAll("[data-paste-hint]")) hint.hidden = false;
  const button = document.querySelector('#grille button[value="basis"]');
  if (button) button.closest(".field").hidden = true;
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.('#grille [name="basis"]'))
    document.querySelector('#grille button[value="basis"]').click();
});
document.addEventListener("htmx:afterSwap", prepare);
prepare();

/* What is typed while the server answers must not be lost when its answer replaces the form. */
let sent = new Map();
let typed = new Map();

function fields() {
  return [...document.querySelectorAll("#grille :is(input, select, textarea)")].filter(
    (field) => field.name && field.type !== "hidden",
  );
}

function values() {
  return new Map(
    fields().map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]),
  );
}

document.addEventListener("htmx:beforeRequest", () => (sent = values()));
document.addEventListener("htmx:beforeSwap", () => {
  typed = new Map([...values()].filter(([name, value]) => sent.has(name) && sent.get(name) !== value));
});
/* At once, before anybody can type in the new fields. */
document.addEventListener("htmx:afterSwap", () => {
  for (const field of fields()) {
    if (!typed.has(field.name)) continue;
    if (field.type === "checkbox") field.checked = typed.get(field.name);
    else field.value = typed.get(field.name);
  }
});
document.addEventListener("htmx:afterSettle", () => {
  const isOtherBasis = typed.has("basis");
  typed = new Map();
  if (isOtherBasis) document.querySelector('#grille button[value="basis"]').click();
});
