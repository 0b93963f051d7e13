/* The answer to a search brings its filters anew, and the person may be holding them: the form and its boxes
   stay where they are, with their state and the focus. Counts and choices change in place; the questions,
   with their errors, are replaced unless somebody wrote in them since they were sent. */

const answersOf = (form) => new URLSearchParams(new FormData(form)).toString();
let sent = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id === "filtres") sent = answersOf(event.target);
});

const isHeld = (element) => element.contains(document.activeElement) || element.querySelector(":checked");

/* Bring what `list` holds to what `fresh` holds, by key; `same` tells how one that is in both changes. */
function merge(list, fresh, keyOf, same) {
  const wanted = new Map([...fresh.children].map((element) => [keyOf(element), element]));
  const kept = new Map();
  for (const element of [...list.children]) {
    if (wanted.has(keyOf(element)) || isHeld(element)) kept.set(keyOf(element), element);
    else element.remove();
  }
  let before = null;
  for (const [key, element] of wanted) {
    const shown = kept.get(key);
    if (shown) same(shown, element);
    else if (before) before.after(element);
    else list.prepend(element);
    before = shown ?? element;
  }
}

const boxOf = (item) => item.querySelector("input").id;
const nameOf = (facet) => facet.querySelector("input").name;

function recount(item, fresh) {
  item.querySelector(".facet__count").replaceWith(fresh.querySelector(".facet__count"));
}

function mergeFacet(facet, fresh) {
  merge(facet.querySelector("ul"), fresh.querySelector("ul"), boxOf, recount);
}

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target: form, fragment } = event.detail;
  if (form.id !== "filtres") return;
  const fresh = fragment.firstElementChild;
  merge(form.querySelector(".facets"), fresh.querySelector(".facets"), nameOf, mergeFacet);
  for (const part of form.querySelectorAll("[data-fresh]")) {
    part.replaceChildren(...fresh.querySelector(`[data-fresh="${part.dataset.fresh}"]`).childNodes);
  }
  if (answersOf(form) === sent) {
    // htmx puts the questions in, so that their fields are made ready and the focus comes back.
    fragment.replaceChildren(fresh.querySelector("[data-questions]"));
    event.detail.target = form.querySelector("[data-questions]");
  } else {
    event.detail.shouldSwap = false;
  }
});
