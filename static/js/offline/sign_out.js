/* The page to sign out: says what only this device has, and hides it from whoever comes next. */

import { copiesOf } from "./copies.js";
import { drafts, owner, setOwner } from "./store.js";
import { nameOf, unsentOf } from "./words.js";

const form = document.querySelector("[data-sign-out]");
const warning = document.querySelector("[data-unsent]");

form.addEventListener("submit", () => setOwner(null));

if (owner()) {
  const names = (await drafts()).filter((draft) => unsentOf(draft).length).map(nameOf);
  const pages = copiesOf(owner()).map(({ address }) => address);
  warning.querySelector("[data-unsent-names]").textContent = [...names, ...pages].join(", ");
  warning.hidden = !(names.length + pages.length);
}
