/* What is surprising in the figures typed, told in the page: see templates/needs_survey/_doubts.html. */

function box({ name, mark, message, confirmed }) {
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.dataset.mark = mark;
  const text = document.createElement("p");
  text.textContent = message;
  const label = document.createElement("label");
  label.className = "choice";
  const input = Object.assign(document.createElement("input"), {
    type: "checkbox",
    name,
    value: mark,
    checked: confirmed,
  });
  label.append(input, " C’est bien cela, je le garde");
  notice.append(text, label);
  return notice;
}

/* Show these doubts and no others; one already shown stays as it is, with its box. */
export function showDoubts(root, doubts) {
  for (const holder of root.querySelectorAll("[data-doubts]")) {
    const wanted = doubts.filter(({ place }) => place === holder.dataset.doubts);
    const there = [...holder.children];
    for (const shown of there) if (!wanted.some(({ mark }) => mark === shown.dataset.mark)) shown.remove();
    for (const doubt of wanted) {
      if (!there.some((shown) => shown.dataset.mark === doubt.mark)) holder.append(box(doubt));
    }
    holder.setAttribute("role", "status");
  }
}
