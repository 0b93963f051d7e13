/* The small forms of the sentence: they open without leaving the page, ready to type in, with − and +.
   Without this script, the address of each opens it. */

const links = document.querySelectorAll('.case a[href^="#changer-"]');
const forms = document.querySelectorAll("[data-edit]");

const linksOf = (form) => [...links].filter((link) => link.hash === `#${form.id}`);

function show(form, open) {
  for (const other of forms) {
    const shown = open && other === form;
    other.classList.toggle("is-open", shown);
    for (const link of linksOf(other)) link.setAttribute("aria-expanded", String(shown));
  }
}

function close(form) {
  show(form, false);
  linksOf(form)[0]?.focus();
}

const number = (text) => Number(text.replace(/\s/g, "").replace(",", "."));

/* One kilo at a time for a few, five for more. */
function stepped(value, way) {
  const step = value + Math.min(way, 0) < 20 ? 1 : 5;
  return Math.max(step === 1 ? 1 : 20, Math.round((value + way * step) / step) * step);
}

function addStepper(input) {
  const box = document.createElement("div");
  box.className = "stepper";
  input.parentElement.before(box);
  const button = (sign, words, way) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn--secondary";
    made.textContent = sign;
    made.setAttribute("aria-label", words);
    made.addEventListener("click", () => {
      const value = number(input.value);
      if (Number.isFinite(value)) input.value = String(stepped(value, way)).replace(".", ",");
    });
    return made;
  };
  box.append(button("−", "Moins de kilos", -1), input.parentElement, button("+", "Plus de kilos", 1));
}

for (const link of links) {
  const form = document.getElementById(link.hash.slice(1));
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.setAttribute("aria-controls", form.id);
  const toggle = (event) => {
    event.preventDefault();
    const open = !form.classList.contains("is-open");
    show(form, open);
    if (open) form.querySelector("input:not([type=hidden]), select")?.focus();
  };
  link.addEventListener("click", toggle);
  link.addEventListener("keydown", (event) => event.key === " " && toggle(event));
}
for (const form of forms) {
  form.querySelector("[data-close]").addEventListener("click", (event) => {
    event.preventDefault();
    close(form);
  });
  form.addEventListener("keydown", (event) => event.key === "Escape" && close(form));
}
for (const input of document.querySelectorAll("#changer-kilos input[inputmode]")) addStepper(input);

/* A link to an option opens it. */
function openTarget() {
  if (!location.hash.startsWith("#option-")) return;
  const fold = document.getElementById(location.hash.slice(1))?.querySelector("details");
  if (fold) fold.open = true;
}
window.addEventListener("hashchange", openTarget);
openTarget();
