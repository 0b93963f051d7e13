/* What was typed in an ordinary page of a diagnosis and has not reached the portal, by address of the page.
   In localStorage: it must be written before the page goes away. */

const PREFIX = "survey-copy:";

function names() {
  return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
}

/* Whether the device could keep it. */
export function keep(copy) {
  try {
    localStorage.setItem(PREFIX + copy.address, JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

export function kept(address, owner) {
  const copy = JSON.parse(localStorage.getItem(PREFIX + address) ?? "null");
  return copy?.owner === owner ? copy : null;
}

export function forget(address) {
  localStorage.removeItem(PREFIX + address);
}

export function copiesOf(owner) {
  return names()
    .map((name) => JSON.parse(localStorage.getItem(name)))
    .filter((copy) => Number(copy.owner) === owner);
}
