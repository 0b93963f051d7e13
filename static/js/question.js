/* A shared address says what was answered and nothing else: fields left empty are not sent. */
"use strict";

document.querySelector("form.question")?.addEventListener("submit", (event) => {
  const optional = event.target.querySelectorAll("details input, details select, .on-board input");
  const empty = [...optional].filter((field) => field.name && !field.value);
  for (const field of empty) field.disabled = true;
  // Back from the result, the browser may show this same page again: its fields must answer.
  setTimeout(() => empty.forEach((field) => (field.disabled = false)), 0);
});
