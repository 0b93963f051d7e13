/* Commune fields: suggestions while typing (ARIA 1.2 combobox, list without inline completion).
   Without this file the field is a plain text input and the server finds the commune.
   Markup: templates/components/commune_field.html. A chosen commune is sent as its INSEE code alone. */

const WAIT_MS = 150;
const MIN_LENGTH = 2;
const MAX_RESULTS = 8;
const PATIENCE_MS = 4000;
const AWAY =
  "Pas sur cet appareil. Laissez ce que vous avez tapé\u00a0: c’est gardé, et le portail le comprendra à l’envoi.";
const LATE = new Error("the network is too slow");
let fields = 0;

/* As `fold` of pat_logistics/folding.py does it: the names of the region come folded so. */
export function folded(text) {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u00ad\u200b-\u200f]/g, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.replace(/^st(e?s?)$/, "saint$1"))
    .join(" ");
}

/* Without network: the communes of the region, once a page of the diagnosis has kept them. */
let region = null;
async function searchRegion(address, text) {
  region ??= (await (await fetch(address)).json()).communes;
  const words = folded(text.replace(/\(.*/, "")).split(" ").filter(Boolean);
  const name = words.join(" ");
  return region
    .filter(([insee, , codes, key]) =>
      words.every(
        (word) =>
          key.includes(word) || insee === word || codes.split(" ").some((code) => code.startsWith(word)),
      ),
    )
    .sort(([, , , one], [, , , other]) => other.includes(`|${name}`) - one.includes(`|${name}`))
    .slice(0, MAX_RESULTS)
    .map(([insee, label, codes]) => ({ insee, label, detail: codes.split(" ").slice(0, 3).join(", ") }));
}

function element(tag, attributes = {}, text = "") {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  created.textContent = text;
  return created;
}

function enhance(field) {
  if (field.dataset.ready) return;
  field.dataset.ready = "true";

  const box = field.querySelector(".combobox");
  const input = box.querySelector("input[type=text]");
  const typed = box.querySelector("input[type=hidden]");
  const name = input.name;
  fields += 1;
  const id = `commune-${fields}`;
  const code = element("input", { type: "hidden", "data-chosen": "" });
  const list = element("ul", {
    class: "combobox__list",
    role: "listbox",
    id,
    "aria-label": "Communes proposées",
    hidden: "",
  });
  const status = element("p", { class: "visually-hidden", role: "status" });
  box.append(code, list);
  field.append(status);

  for (const [attribute, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
    autocapitalize: "off",
  }))
    input.setAttribute(attribute, value);

  let results = [];
  let active = -1;
  let timer = 0;
  let request = null;

  // Either the code is sent, or the text with the mark that says it was typed.
  function send(insee) {
    code.value = insee;
    if (insee) code.name = name;
    else code.removeAttribute("name");
    for (const [control, controlName] of [
      [input, name],
      [typed, `${name}_typed`],
    ]) {
      if (insee) control.removeAttribute("name");
      else control.name = controlName;
    }
  }

  // The choices of the server answer the text it was given.
  function dropChoices() {
    for (const told of field.querySelectorAll(".commune-field__choices, [data-note]")) told.remove();
  }

  function highlight(index) {
    active = index;
    [...list.children].forEach((option, position) => {
      option.setAttribute("aria-selected", String(position === active));
      if (position === active) option.scrollIntoView({ block: "nearest" });
    });
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${id}-${active}`);
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    highlight(-1);
  }

  function say(text, visible = false) {
    status.className = visible ? "field__help" : "visually-hidden";
    status.textContent = text;
  }

  function show(found, away = false) {
    results = found;
    list.replaceChildren(
      ...found.map((commune, position) => {
        const option = element(
          "li",
          { role: "option", id: `${id}-${position}`, "aria-selected": "false" },
          commune.label,
        );
        option.append(" ", element("span", { class: "commune-field__detail" }, commune.detail));
        return option;
      }),
    );
    if (!found.length) {
      close();
      say(away ? AWAY : "Aucune commune trouvée. Essayez le code postal.", true);
      return;
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    highlight(-1);
    say(found.length > 1 ? `${found.length} communes proposées.` : "1 commune proposée.");
  }

  function choose(insee, label) {
    stop();
    input.value = label;
    dropChoices();
    send(insee);
    close();
    say(`${label} choisie.`);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function stop() {
    clearTimeout(timer);
    request?.abort();
  }

  async function search() {
    const text = input.value.trim();
    if (text.length < MIN_LENGTH) {
      close();
      say("");
      return;
    }
    request = new AbortController();
    try {
      const late = setTimeout((asked) => asked.abort(LATE), PATIENCE_MS, request);
      const answer = await fetch(`${field.dataset.url}?q=${encodeURIComponent(text)}`, {
        signal: request.signal,
      });
      clearTimeout(late);
      if (!answer.ok) throw new Error(String(answer.status));
      const { results: found } = await answer.json();
      if (document.activeElement === input) show(found);
    } catch (error) {
      if (error === LATE || error instanceof TypeError) await searchWithoutNetwork(text);
      else if (error.name !== "AbortError") close();
    }
  }

  async function searchWithoutNetwork(text) {
    try {
      const found = await searchRegion(field.dataset.region, text);
      if (document.activeElement === input && input.value.trim() === text) show(found, true);
    } catch {
      // What is typed will be understood by the server.
      close();
    }
  }

  function searchSoon() {
    stop();
    timer = setTimeout(search, WAIT_MS);
  }

  input.addEventListener("input", () => {
    dropChoices();
    send("");
    searchSoon();
  });

  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) {
        searchSoon();
        return;
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than the options: the text itself.
      const places = results.length + 1;
      highlight(((active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      choose(results[active].insee, results[active].label);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      stop();
      close();
    }
  });

  input.addEventListener("blur", () => {
    stop();
    close();
  });

  // The pointer must not take the focus from the input before the click is known.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      const commune = results[[...list.children].indexOf(option)];
      choose(commune.insee, commune.label);
    }
  });

  // What another module puts back: a commune, or a text to be understood.
  field.addEventListener("commune:set", ({ detail: { insee, label } }) => {
    input.value = label;
    dropChoices();
    send(insee);
  });

  // The text shown by the server stands for a commune, unless the browser put back something else.
  if (field.dataset.insee && input.value === input.defaultValue) send(field.dataset.insee);
}

function enhanceAll(root) {
  if (root.matches?.("[data-commune]")) enhance(root);
  root.querySelectorAll?.("[data-commune]").forEach(enhance);
}

enhanceAll(document);
document.addEventListener("htmx:load", (event) => enhanceAll(event.detail.elt));
