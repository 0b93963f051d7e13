/* A shared address says what was answered and nothing else: fields left empty are not sent. */

document.querySelector("form.question")?.addEventListener("submit", (event) => {
  const optional = event.target.querySelectorAll("details input, details select, .on-board input");
  const empty = [...optional].filter((field) => field.name && !field.value);
  for (const field of empty) field.disabled = true;
  // Back from the result, the browser may show this same page again: its fields must answer.
  setTimeout(() => {
    for (const field of empty) field.disabled = false;
  }, 0);
});

/* One more customer at a time: five empty pairs of fields at once are many. */
const stops = [...document.querySelectorAll("[data-stop]")];
const add = document.querySelector("[data-add-stop]");
if (add) {
  const isEmpty = (stop) => [...stop.querySelectorAll("input")].every((input) => !input.value);
  const told = stops.findLastIndex((stop) => !isEmpty(stop) || stop.querySelector(".errorlist"));
  for (const [number, stop] of stops.entries()) stop.hidden = number > told + 1;
  add.hidden = !stops.some((stop) => stop.hidden);
  add.addEventListener("click", () => {
    const next = stops.find((stop) => stop.hidden);
    next.hidden = false;
    next.querySelector("input").focus();
    add.hidden = !stops.some((stop) => stop.hidden);
  });
}
