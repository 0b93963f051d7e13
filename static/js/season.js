/* A season in one gesture: all year, or the months tapped or painted on a strip.
   The twelve lists of the server stay the fields, hidden; without this file they are shown. */

const BRUSHES = ["low", "normal", "peak"];
const NONE = "none";
const MONTHS = [
  "janv.",
  "févr.",
  "mars",
  "avr.",
  "mai",
  "juin",
  "juil.",
  "août",
  "sept.",
  "oct.",
  "nov.",
  "déc.",
];

function element(tag, properties = {}, ...children) {
  const created = Object.assign(document.createElement(tag), properties);
  created.append(...children);
  return created;
}

function button(text, properties = {}) {
  return element("button", { type: "button", textContent: text, ...properties });
}

class Season {
  constructor(holder) {
    this.lists = [...holder.querySelectorAll("select")];
    this.words = Object.fromEntries([...this.lists[0].options].map(({ value, text }) => [value, text]));
    this.brush = "normal";
    this.isOpen = false;
    this.painting = null;
    this.whole = button("Toute l’année", {
      className: "btn btn--secondary",
      onclick: () => this.setAll("normal"),
    });
    this.some = button("Quelques mois", { className: "btn btn--secondary", onclick: () => this.open() });
    this.unknown = button("Non précisé", { className: "btn btn--quiet", onclick: () => this.setAll("") });
    this.brushes = BRUSHES.map((level) => {
      const made = button(this.words[level], {
        className: "season-pick__brush",
        onclick: () => {
          this.brush = level;
          this.show();
        },
      });
      made.dataset.level = level;
      return made;
    });
    this.months = this.lists.map((_list, place) => {
      const month = button(MONTHS[place], { className: "season-pick__month", tabIndex: place ? -1 : 0 });
      month.addEventListener("click", (event) => {
        if (!event.detail) this.toggle(place);
      });
      month.addEventListener("keydown", (event) => this.move(event, place));
      return month;
    });
    this.strip = element("div", { className: "season-pick__months" }, ...this.months);
    this.strip.setAttribute("role", "group");
    this.strip.setAttribute("aria-label", "Mois de l’année");
    this.painter = element(
      "div",
      { className: "season-pick__painter stack" },
      element(
        "p",
        { className: "cluster", role: "group", ariaLabel: "Les mois touchés deviennent" },
        element("span", { className: "muted", textContent: "Touchez ou balayez les mois\u00a0:" }),
        ...this.brushes,
      ),
      this.strip,
    );
    this.told = element("p", { className: "field__help", role: "status" });
    holder.append(
      element(
        "div",
        { className: "season-pick stack" },
        element("p", { className: "cluster" }, this.whole, this.some, this.unknown),
        this.painter,
        this.told,
      ),
    );
    holder.querySelector(".months").hidden = true;
    this.strip.addEventListener("pointerdown", (event) => this.begin(event));
    this.strip.addEventListener("pointermove", (event) => this.paint(event));
    for (const name of ["pointerup", "pointercancel"]) this.strip.addEventListener(name, () => this.end());
    this.lists[0].form?.addEventListener("survey:filled", () => this.show());
    this.show();
  }

  get levels() {
    return this.lists.map((list) => list.value);
  }

  open() {
    this.isOpen = true;
    if (new Set(this.levels).size === 1 && this.levels[0] !== NONE) this.setAll("");
    this.show();
    this.months.find((month) => month.tabIndex === 0).focus();
  }

  setAll(level) {
    for (const list of this.lists) list.value = level;
    if (level) this.isOpen = false;
    this.changed();
  }

  set(place, level) {
    // The first month told makes the others months without.
    if (!this.levels.some(Boolean)) for (const list of this.lists) list.value = NONE;
    this.lists[place].value = level;
    this.show();
  }

  toggle(place) {
    this.set(place, this.levels[place] === this.brush ? NONE : this.brush);
    this.changed();
  }

  begin(event) {
    const place = this.months.indexOf(event.target);
    if (place < 0 || event.button) return;
    // A finger keeps its events on the month it touched first: the strip must have them.
    event.target.releasePointerCapture?.(event.pointerId);
    this.painting = this.levels[place] === this.brush ? NONE : this.brush;
    this.set(place, this.painting);
  }

  paint(event) {
    if (this.painting === null) return;
    if (event.pointerType === "mouse" && !event.buttons) {
      this.end();
      return;
    }
    const place = this.months.indexOf(document.elementFromPoint(event.clientX, event.clientY));
    if (place >= 0 && this.levels[place] !== this.painting) this.set(place, this.painting);
  }

  end() {
    if (this.painting === null) return;
    this.painting = null;
    this.changed();
  }

  move(event, place) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const to = { Home: 0, End: 11 }[event.key] ?? (step ? (place + step + 12) % 12 : null);
    if (to === null) return;
    event.preventDefault();
    this.months.forEach((month, rank) => {
      month.tabIndex = rank === to ? 0 : -1;
    });
    this.months[to].focus();
  }

  changed() {
    this.show();
    this.lists[0].dispatchEvent(new Event("change", { bubbles: true }));
  }

  show() {
    const { levels } = this;
    const isUnknown = !levels.some(Boolean);
    const isWhole = levels.every((level) => level === "normal");
    this.painter.hidden = !this.isOpen && (isUnknown || isWhole);
    this.whole.ariaPressed = String(isWhole);
    this.some.ariaPressed = String(!this.painter.hidden);
    this.unknown.ariaPressed = String(isUnknown);
    for (const brush of this.brushes) brush.ariaPressed = String(brush.dataset.level === this.brush);
    this.months.forEach((month, place) => {
      month.dataset.level = levels[place];
      month.setAttribute(
        "aria-label",
        `${this.lists[place].labels[0].textContent}\u00a0: ${this.words[levels[place] || NONE]}`,
      );
    });
    const there = levels.filter((level) => level && level !== NONE).length;
    this.told.textContent = isUnknown
      ? "Saison non précisée."
      : isWhole
        ? "Toute l’année."
        : `${there} mois sur 12.`;
  }
}

function enhanceAll(root) {
  const found = [...(root.querySelectorAll?.("[data-season]") ?? [])];
  if (root.matches?.("[data-season]")) found.push(root);
  for (const holder of found) {
    if (holder.dataset.ready) continue;
    holder.dataset.ready = "true";
    new Season(holder);
  }
}

enhanceAll(document);
document.addEventListener("htmx:load", (event) => enhanceAll(event.detail.elt));
