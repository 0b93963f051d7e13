import assert from "node:assert/strict";
import { test } from "node:test";

import "../device.js";
import { newDraft, newSection } from "../../../static/js/offline/store.js";
import { clock, nameOf, stateInWords, stateOf, unsentOf } from "../../../static/js/offline/words.js";

const SENT = { ...newSection({ "identification-name": [" Ferme du Vent "] }), edits: 2, sent: 2 };
const HERE = { ...newSection({}), edits: 3, sent: 2 };

function draft(changes = {}) {
  return Object.assign(newDraft(1, "short"), changes);
}

test("a page with changes that the portal does not have is unsent", () => {
  assert.deepEqual(unsentOf(draft({ sections: { identification: SENT, products: HERE } })), [
    ["products", HERE],
  ]);
});

test("a draft is called by its farm, once it has a name", () => {
  assert.equal(nameOf(draft({ sections: { products: HERE, identification: SENT } })), "Ferme du Vent");
  assert.equal(nameOf(draft()), "Diagnostic sans nom");
});

for (const [state, changes, words] of [
  ["empty", {}, /^Rien n’y est encore tapé\.$/],
  ["here", { sections: { products: HERE } }, /^Enregistré sur cet appareil à .*, sera envoyé/],
  ["sent", { sections: { identification: SENT }, sentAt: 2, takenAt: 1 }, /^Envoyé au portail/],
  ["sent", { sections: { identification: SENT }, sentAt: 1, takenAt: 2 }, /^Emporté du portail/],
  ["conflict", { sections: { products: HERE }, conflicts: { products: {} } }, /^Conflit\u00a0: /],
  [
    "refused",
    { sections: { products: HERE }, refusal: { message: "Déjà validé." } },
    /^Pas envoyé\u00a0: Déjà validé\.$/,
  ],
]) {
  test(`« ${words.source} » is said of a draft in the state ${state}`, () => {
    const told = draft(changes);
    assert.equal(stateOf(told), state);
    assert.match(stateInWords(told), words);
  });
}

test("a moment of today is told by its hour, another with its day", () => {
  const today = new Date();
  today.setHours(8, 5);
  assert.equal(clock(today.getTime()), "8\u00a0h\u00a005");
  assert.equal(clock(new Date(2020, 2, 1, 14, 32).getTime()), "14\u00a0h\u00a032 le 1 mars");
});
