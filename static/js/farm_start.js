/* A vehicle or a product of the farm fills the form in place; without this file, its link does. */

const start = document.querySelector("[data-farm-start]");
const form = document.querySelector("form.question");

function fill(fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name];
    if (!field) continue;
    if (field.type === "checkbox") field.checked = value === "on";
    else field.value = value;
  }
}

for (const link of start && form ? start.querySelectorAll("[data-pick] a") : []) {
  link.setAttribute("role", "button");
  const pick = (event) => {
    event.preventDefault();
    fill(JSON.parse(link.parentElement.querySelector("script").textContent));
    for (const other of link.closest("ul").querySelectorAll("a")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    start.querySelector("[data-picked]").textContent = `Compté\u00a0: ${link.textContent}.`;
  };
  link.addEventListener("click", pick);
  link.addEventListener("keydown", (event) => event.key === " " && pick(event));
}
